"""`hanoitv status` as a user runs it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import msgspec
import pytest
from rich.console import Console

from hanoitv_scraper.archive.run_file import Missed, RunFile, write_ended, write_started
from hanoitv_scraper.cli import main
from hanoitv_scraper.health.runs import read_recent
from hanoitv_scraper.health.show import show
from hanoitv_scraper.health.standing import read_standing
from tests.health.histories import DAY, HOUR, SITE_FILE, Life
from tests.test_cli import HANOITV, hanoitv

# 14:00 in Vietnam.
NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)


@pytest.fixture
def sites(tmp_path: Path) -> Path:
    """Return a folder of site files: hanoitv, enabled, and loi, which is broken."""
    folder = tmp_path / "sites"
    folder.mkdir()
    (folder / "hanoitv.toml").write_bytes(SITE_FILE + b"[crawl]\nenabled = true\n")
    (folder / "loi.toml").write_text("title = 3\n", encoding="utf-8")
    return folder


def keep(root: Path, runs: Iterable[RunFile], site: str = "hanoitv", until: datetime = NOW) -> list[RunFile]:
    """Write the files of runs of which the last began nine hours before a time."""
    kept = list(runs)
    later = until - 9 * HOUR - kept[-1].started_at
    moved = [_moved(run, later, site) for run in kept]
    for run in moved:
        write_ended(run, root)
    return moved


def _moved(run: RunFile, later: timedelta, site: str) -> RunFile:
    at, end = run.started_at + later, run.ended_at and run.ended_at + later
    return msgspec.structs.replace(run, site=site, run=f"{at:%Y%m%dT%H%M%SZ}-0000", started_at=at, ended_at=end)


def shown(root: Path, folder: Path, *names: str) -> list[str]:
    out = StringIO()
    show([read_standing(root, name, folder, NOW) for name in names], NOW, Console(file=out, width=160, highlight=False))
    return [line.rstrip() for line in out.getvalue().splitlines()]


def test_a_site_stands_in_one_line_and_its_trouble_in_two(tmp_path: Path, sites: Path) -> None:
    keep(tmp_path, Life(seed=3, killed=0, days=29, fault="feed broken").runs())
    keep(tmp_path, Life(seed=3, killed=0, days=29).runs(), site="khac")
    (sites / "khac.toml").write_bytes(SITE_FILE)
    heading, bad, good, gap, what, do = shown(tmp_path, sites, "hanoitv", "khac")
    assert heading.split("  ")[0] == "site" and gap == ""
    assert bad.startswith("hanoitv  2026-11-23 05:00 (9 h ago)  code 0, 10 min  ") and bad.endswith("found")
    assert good.startswith("khac ") and good.endswith("all well") and "▄" in good
    assert what == "hanoitv: found: feed named 0 articles, usually 50"
    assert do.startswith("  do: open http://hanoitv.vn/rss/trang-chu.rss in a browser")


def test_a_run_at_work_and_a_killed_one_are_told_as_what_they_are(tmp_path: Path, sites: Path) -> None:
    last = keep(tmp_path, Life(seed=3, killed=0, days=29).runs())[-1]
    at = NOW - 2 * HOUR
    head = msgspec.structs.replace(
        last, run=f"{at:%Y%m%dT%H%M%SZ}-0000", started_at=at, ended_at=None, status="started"
    )
    write_started(head, tmp_path)
    assert "  begun 2 h ago  " in shown(tmp_path, sites, "hanoitv")[1]
    write_ended(msgspec.structs.replace(head, status="recovered", ended_at=NOW), tmp_path)
    assert "  killed  " in shown(tmp_path, sites, "hanoitv")[1]


def test_what_a_site_says_is_no_markup_and_does_nothing_to_a_terminal(tmp_path: Path, sites: Path) -> None:
    last = keep(tmp_path, Life(seed=3, killed=0, days=29, fault="site blocked").runs())[-1]
    bad = (Missed(url="http://hanoitv.vn/[red]x[/red]", outcome="blocked", reason="HTTP 403 \x1b[2J\nNo"),)
    write_ended(msgspec.structs.replace(last, missed=last.missed + bad), tmp_path)
    *_, what, _ = shown(tmp_path, sites, "hanoitv")
    assert what.endswith("the last: http://hanoitv.vn/[red]x[/red]: HTTP 403 ?[2J No")


def test_runs_of_five_weeks_are_read_and_of_rarer_ones_thirty(tmp_path: Path) -> None:
    keep(tmp_path, Life(seed=1, killed=0, a_day=1, days=60).runs())
    assert 34 <= len(read_recent(tmp_path, "hanoitv", NOW)) <= 36
    assert len(read_recent(tmp_path, "hanoitv", NOW + 365 * DAY)) == 30


def test_by_itself_it_shows_what_the_archive_holds_and_the_enabled_sites(tmp_path: Path, sites: Path) -> None:
    """Through the door: in a C locale, without colours, whole lines, and the worst code."""
    data = tmp_path / "data"
    keep(data, Life(seed=3, killed=0, days=3).runs(), site="cu", until=datetime.now(UTC).replace(microsecond=0))
    command = [*HANOITV, "status", "--data", str(data), "--sites-dir", str(sites)]
    bare = {"PATH": os.environ["PATH"], "LC_ALL": "C", "COLUMNS": "40"}
    done = subprocess.run(command, capture_output=True, env=bare, timeout=60, check=False)
    out = done.stdout.decode("utf-8")
    assert (done.returncode, done.stderr) == (2, b"") and "\x1b" not in out
    _, cu, never, broken, *below = [line.rstrip() for line in out.splitlines()]
    assert cu.startswith("cu ") and cu.endswith("  site") and "(9 h ago)" in cu
    assert never.split() == ["hanoitv", "none", "never", "run", "never", "run"]
    assert broken.split()[0] == "loi" and broken.endswith("  site")
    assert any(line.startswith(f"loi: site: {sites}/loi.toml: ") for line in below)
    assert any(line.startswith(f"cu: site: no site 'cu' in {sites}: there are hanoitv, loi") for line in below)


def test_a_damaged_run_file_is_told_and_is_code_3(tmp_path: Path, sites: Path) -> None:
    runs = keep(tmp_path / "data", Life(seed=3, killed=0, days=29).runs(), until=datetime.now(UTC))
    path = runs[5].path(tmp_path / "data")
    path.write_bytes(path.read_bytes()[:100])
    done = hanoitv("status", "--data", str(tmp_path / "data"), "--sites-dir", str(sites), "hanoitv")
    assert (done.returncode, done.stderr) == (3, "")
    _, row, _, what, do = done.stdout.splitlines()
    assert row.rstrip().endswith("run") and what.startswith(f"hanoitv: run: {path}: is no run file: ")
    assert "`hanoitv verify hanoitv`" in do


def test_a_site_or_a_folder_there_is_not_is_one_line_and_code_2(tmp_path: Path, sites: Path) -> None:
    done = hanoitv("status", "--data", str(tmp_path), "--sites-dir", str(sites), "hanoi")
    line = f"hanoitv status: no site 'hanoi': {tmp_path} holds nothing, and in {sites} there are hanoitv, loi\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", line)
    done = hanoitv("status", "--data", str(tmp_path), "--sites-dir", str(tmp_path / "no"))
    assert done.returncode == 2 and "there is no such folder: give it with --sites-dir" in done.stderr


def test_where_all_is_well_the_code_is_0(tmp_path: Path, sites: Path) -> None:
    keep(tmp_path / "data", Life(seed=3, killed=0, days=29).runs(), until=datetime.now(UTC))
    done = hanoitv("status", "--data", str(tmp_path / "data"), "--sites-dir", str(sites), "hanoitv")
    assert (done.returncode, done.stderr) == (0, "") and "all well" in done.stdout


def test_the_environment_names_the_site_files_and_a_site_named_twice_is_shown_once(
    tmp_path: Path, sites: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HANOITV_SITES_DIR", str(sites))
    assert main(["status", "--data", str(tmp_path), "loi", "loi"]) == 2
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines() if line.startswith("loi ")] == ["loi"]
