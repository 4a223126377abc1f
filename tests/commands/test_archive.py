"""`scrapy archive` as cron runs it: real crawls of real sites, and what is told of them."""

from __future__ import annotations

import io
import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from scrapy.cmdline import execute

from hanoitv_scraper import read_archive
from tests.commands.test_clocks import crawl_at
from tests.commands.test_crawl import DEAD, run_file, started
from tests.conftest import PROJECT, forked
from tests.newsroom.demo import PACE
from tests.newsroom.server import Newsroom
from tests.test_cli import HANOITV, hanoitv

GOOD = (PROJECT / "hanoitv_scraper/sites/hanoitv.toml").read_text(encoding="utf-8")
ENABLED = "[crawl]\nenabled = true"


class Archived(NamedTuple):
    """A `scrapy archive` that has ended."""

    returncode: int
    stdout: str
    stderr: str


Archive = Callable[..., Archived]


@pytest.fixture
def archived(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Archive:
    """Run `scrapy archive` at full speed against a root, in this process; its crawls have processes of their own."""
    monkeypatch.chdir(PROJECT)

    def run(data: Path, root: str, *more: str) -> Archived:
        with pytest.raises(SystemExit) as ended:
            execute(["scrapy", "archive", "-s", f"DATA_DIR={data}", "-a", f"root={root}", *PACE, *more])
        assert isinstance(ended.value.code, int)
        return Archived(ended.value.code, *capfd.readouterr())

    return run


def archived_soon(data: Path, root: str, *more: str) -> subprocess.CompletedProcess[str]:
    """Run it where nothing is asked of how it starts its one crawl: both are forks."""
    return forked("scrapy", "archive", "-s", f"DATA_DIR={data}", "-a", f"root={root}", *PACE, *more)


def sites(folder: Path, files: Mapping[str, str]) -> tuple[str, str]:
    """Write site files; return the option that names their folder."""
    folder.mkdir()
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return "-s", f"SITES_DIR={folder}"


def test_a_site_is_one_line_on_stdout_and_nothing_if_quiet_and_its_log_is_found_from_its_run_file(
    archived: Archive, newsroom: Newsroom, tmp_path: Path
) -> None:
    root, data = newsroom.url.rstrip("/"), tmp_path / "data"
    done = archived(data, root, "hanoitv")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"hanoitv: 60 articles read (60 new), missed 1 forbidden, into {data}\n"
    again = archived(data, root, "hanoitv", "--quiet")
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
    first, second = run_file(data, 0), run_file(data)
    log = (data / first["log"]).read_text(encoding="utf-8").splitlines()
    assert {line.split()[0] for line in log} == {first["run"], second["run"]}
    assert any(
        f"{first['run']} " in line and line.endswith(done.stdout.removeprefix("hanoitv: ").strip()) for line in log
    )
    assert hanoitv("verify", "--data", str(data)).returncode == 0


def test_without_names_the_enabled_sites_are_taken_and_a_broken_file_is_no_harm_to_the_others(
    archived: Archive, newsroom: Newsroom, tmp_path: Path
) -> None:
    enabled = GOOD.replace("[crawl]", ENABLED)
    files = {"hanoitv": enabled, "hai": enabled, "nga": f"{enabled}\nnhanh = 1", "nghi": GOOD}
    done = archived(tmp_path / "data", newsroom.url.rstrip("/"), *sites(tmp_path / "sites", files), "--jobs", "2")
    assert done.returncode == 2
    told = f"60 articles read (60 new), missed 1 forbidden, into {tmp_path / 'data'}"
    assert sorted(done.stdout.splitlines()) == [f"hai: {told}", f"hanoitv: {told}"]
    assert done.stderr == f"nga: {tmp_path / 'sites/nga.toml'}: expect.nhanh: unknown key\n"
    assert [len(list(read_archive(tmp_path / "data", site=name))) for name in ("hai", "hanoitv")] == [60, 60]


def test_a_dead_site_is_code_1_and_says_which_and_where_its_log_is(tmp_path: Path) -> None:
    done = archived_soon(tmp_path / "data", DEAD, "hanoitv", "--quiet")
    why, log = done.stderr.splitlines()
    assert (done.returncode, done.stdout) == (1, "")
    assert why.startswith(f"hanoitv: could not start: {DEAD}/: Connection was refused")
    lines = tmp_path / "data/logs/hanoitv.log"
    assert log == f"hanoitv: its log: the lines in {lines} that begin with {run_file(tmp_path / 'data')['run']}"


@pytest.mark.parametrize(
    ("told", "line"),
    [
        (["nirgends"], "nirgends: no site 'nirgends' in "),
        (["hanoitv", "--time-limit", "soon"], "scrapy archive: setting TIME_LIMIT: expected seconds, minutes"),
        (["hanoitv", "--queit"], "scrapy archive: unknown option --queit: "),
        (["hanoitv", "--jobs", "0"], "expected a number from 1 to 64, found '0'"),
        (["hanoitv", "--jobs", "65"], "expected a number from 1 to 64, found '65'"),
        (["hanoitv", "--jobs", "two"], "expected a number from 1 to 64, found 'two'"),
        (["hanoitv", "-s", "DOWNLOAD_DELAY=x"], "scrapy archive: setting DOWNLOAD_DELAY: expected a number"),
        (["hanoitv", "-a", "sinc=2021"], "hanoitv: -a sinc=: unknown argument"),
    ],
)
def test_wrong_usage_is_code_2_and_one_line(archived: Archive, told: list[str], line: str, tmp_path: Path) -> None:
    done = archived(tmp_path / "data", DEAD, *told)
    assert done.returncode == 2 and line in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr


def test_a_run_stops_at_its_time_limit_with_what_it_has_and_the_next_one_goes_on(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    data, root = tmp_path / "data", newsroom.url.rstrip("/")
    done = archived_soon(data, root, "hanoitv", "--time-limit", "2 seconds", "-s", "DOWNLOAD_DELAY=0.2")
    assert done.returncode == 1 and done.stderr.startswith("hanoitv: stopped at its time limit of 2 seconds: ")
    assert run_file(data)["status"] == "stopped" and not list(data.rglob("*.open"))
    kept = len(list(read_archive(data)))
    assert 0 < kept < 60
    assert archived_soon(data, root, "hanoitv").returncode == 0
    assert len(list(read_archive(data, versions="all"))) == 60


def test_in_quiet_hours_nothing_is_asked_for_and_that_is_well_whatever_the_locale_can_print(
    archived: Archive, tmp_path: Path
) -> None:
    assert isinstance(sys.stdout, io.TextIOWrapper)
    sys.stdout.reconfigure(encoding="ascii", errors="strict")
    option = sites(
        tmp_path / "sites", {"báo": GOOD.replace("[crawl]", '[crawl]\nquiet_hours = ["00:00-12:00", "12:00-00:00"]')}
    )
    done = archived(tmp_path / "data", DEAD, "báo", *option)
    assert done.returncode == 0 and done.stdout.startswith("b\\xe1o: its quiet hours last until ")
    assert not (tmp_path / "data/runs").exists()


def test_a_signal_is_passed_on_and_what_was_archived_is_sealed(newsroom: Newsroom, tmp_path: Path) -> None:
    archive = started(newsroom.url.rstrip("/"), tmp_path, verb="archive")
    archive.send_signal(signal.SIGINT)
    _, said = archive.communicate(timeout=30)
    assert archive.returncode == 130 and "hanoitv: stopped by SIGTERM: " in said
    assert run_file(tmp_path)["status"] == "stopped" and not list(tmp_path.rglob("*.open"))


def test_a_crawl_that_is_killed_is_code_1_and_one_beside_it_code_75(newsroom: Newsroom, tmp_path: Path) -> None:
    root = newsroom.url.rstrip("/")
    archive = started(root, tmp_path, verb="archive")
    second = archived_soon(tmp_path, root, "hanoitv", "--quiet")
    assert second.returncode == 75 and second.stderr.startswith("hanoitv: a run, process ")
    holder = (tmp_path / "state/hanoitv.lock").read_text(encoding="utf-8")
    os.kill(int(holder.partition("process ")[2].partition(",")[0]), signal.SIGKILL)
    _, said = archive.communicate(timeout=30)
    assert archive.returncode == 1 and said == "hanoitv: killed by SIGKILL: the next run completes it\n"
    last = archived_soon(tmp_path, root, "hanoitv", "--quiet")
    (note,) = last.stderr.splitlines()
    assert (last.returncode, last.stdout) == (0, "") and note.startswith("hanoitv: sealed what killed run ")
    assert len(list(read_archive(tmp_path, versions="all"))) == 60


def test_output_that_nobody_takes_changes_nothing(newsroom: Newsroom, tmp_path: Path) -> None:
    """Neither a full disk under stdout, nor a closed stderr, nor a working folder that is gone."""
    gone = tmp_path / "gone"
    gone.mkdir()
    told = [*HANOITV, "archive", "hanoitv", "--data", str(tmp_path / "data"), "-a", f"root={newsroom.url.rstrip('/')}"]
    script = f"cd {gone} && rmdir ../gone && exec {shlex.join([*told, *PACE])} >/dev/full 2>&-"
    assert subprocess.run(["sh", "-c", script], stdin=subprocess.DEVNULL, check=False).returncode == 0
    assert len(list(read_archive(tmp_path / "data"))) == 60


def test_a_clock_that_was_never_set_is_code_1_and_asks_for_nothing(newsroom: Newsroom, tmp_path: Path) -> None:
    done = crawl_at(tmp_path, newsroom, "1970-01-01T00:00:40+00:00")
    assert done.returncode == 1 and done.stderr.startswith(
        "scrapy crawl: the clock says 1970-01-01 00:00, which is before"
    )
    assert not (tmp_path / "runs").exists()
