"""`scrapy archive` as cron runs it: real crawls of real sites, and what is told of them."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from scrapy.cmdline import execute

from hanoitv_scraper import read_archive
from tests.commands.test_clocks import crawl_at
from tests.commands.test_crawl import DEAD, run_file, started
from tests.conftest import PROJECT
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


def test_a_dead_site_is_code_1_and_says_which_and_where_its_log_is(archived: Archive, tmp_path: Path) -> None:
    done = archived(tmp_path / "data", DEAD, "hanoitv", "--quiet")
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
        (["hanoitv", "-s", "DOWNLOAD_DELAY=x"], "scrapy archive: setting DOWNLOAD_DELAY: expected a number"),
        (["hanoitv", "-a", "sinc=2021"], "hanoitv: -a sinc=: unknown argument"),
    ],
)
def test_wrong_usage_is_code_2_and_one_line(archived: Archive, told: list[str], line: str, tmp_path: Path) -> None:
    done = archived(tmp_path / "data", DEAD, *told)
    assert done.returncode == 2 and line in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr


def test_a_run_stops_at_its_time_limit_with_what_it_has_and_the_next_one_goes_on(
    archived: Archive, newsroom: Newsroom, tmp_path: Path
) -> None:
    data, root = tmp_path / "data", newsroom.url.rstrip("/")
    done = archived(data, root, "hanoitv", "--time-limit", "2 seconds", "-s", "DOWNLOAD_DELAY=0.2")
    assert done.returncode == 1 and done.stderr.startswith("hanoitv: stopped at its time limit of 2 seconds: ")
    assert run_file(data)["status"] == "stopped" and not list(data.rglob("*.open"))
    kept = len(list(read_archive(data)))
    assert 0 < kept < 60
    assert archived(data, root, "hanoitv").returncode == 0
    assert len(list(read_archive(data, versions="all"))) == 60


def test_in_quiet_hours_nothing_is_asked_for_and_that_is_well(archived: Archive, tmp_path: Path) -> None:
    done = archived(tmp_path / "data", DEAD, "hanoitv", "-s", "QUIET_HOURS=00:00-12:00,12:00-00:00")
    assert done.returncode == 0 and done.stdout.startswith("hanoitv: its quiet hours last until ")
    assert not (tmp_path / "data/runs").exists()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_is_passed_on_and_what_was_archived_is_sealed(
    number: int, code: int, newsroom: Newsroom, tmp_path: Path
) -> None:
    archive = started(newsroom.url.rstrip("/"), tmp_path, verb="archive")
    archive.send_signal(number)
    _, said = archive.communicate(timeout=30)
    assert archive.returncode == code and "hanoitv: stopped by SIGTERM: " in said
    assert run_file(tmp_path)["status"] == "stopped" and not list(tmp_path.rglob("*.open"))


def test_a_crawl_that_is_killed_is_code_1_and_one_beside_it_code_75(
    archived: Archive, newsroom: Newsroom, tmp_path: Path
) -> None:
    root = newsroom.url.rstrip("/")
    archive = started(root, tmp_path, verb="archive")
    second = archived(tmp_path, root, "hanoitv", "--quiet")
    assert second.returncode == 75 and second.stderr.startswith("hanoitv: a run, process ")
    holder = (tmp_path / "state/hanoitv.lock").read_text(encoding="utf-8")
    os.kill(int(holder.partition("process ")[2].partition(",")[0]), signal.SIGKILL)
    _, said = archive.communicate(timeout=30)
    assert archive.returncode == 1 and said == "hanoitv: killed by SIGKILL: the next run completes it\n"
    last = archived(tmp_path, root, "hanoitv")
    assert last.returncode == 0 and "hanoitv: sealed what killed run " in last.stdout.splitlines()[0]
    assert len(list(read_archive(tmp_path, versions="all"))) == 60


def test_what_is_not_as_usual_is_told_with_what_to_do(archived: Archive, newsroom: Newsroom, tmp_path: Path) -> None:
    option = sites(tmp_path / "sites", {"hanoitv": GOOD.replace("[expect]", '[expect]\nnew_within = "3 days"')})
    assert crawl_at(tmp_path / "data", newsroom, "2026-10-01T00:00:00+00:00").returncode == 0
    done = archived(tmp_path / "data", newsroom.url.rstrip("/"), "hanoitv", "--quiet", *option)
    assert done.returncode == 1 and "nothing new" in done.stderr.splitlines()[-2]


def test_a_watcher_is_told_and_figures_are_written_and_neither_can_fail_a_run(
    archived: Archive, newsroom: Newsroom, tmp_path: Path
) -> None:
    figures = tmp_path / "hanoitv.prom"
    watched = ("-s", f"PING_URL={DEAD}/secret", "-s", f"METRICS_FILE={figures}")
    done = archived(tmp_path / "data", newsroom.url.rstrip("/"), "hanoitv", "--quiet", *watched)
    assert done.returncode == 0 and done.stdout == ""
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == ["archive", "archive"]
    assert "secret" not in done.stderr and "127.0.0.1 was not told of the start" in done.stderr
    assert 'hanoitv_last_run_articles{site="hanoitv"} 60.0' in figures.read_text(encoding="utf-8")


def test_cron_has_no_home_no_terminal_and_a_c_locale(newsroom: Newsroom, tmp_path: Path) -> None:
    data = tmp_path / "dữ liệu"
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "HANOITV_DATA_DIR": str(data)}
    command = [*HANOITV, "archive", "hanoitv", "-a", f"root={newsroom.url.rstrip('/')}", *PACE]
    done = subprocess.run(command, cwd="/", env=environment, capture_output=True, stdin=subprocess.DEVNULL, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert (
        done.stdout.decode() == f"hanoitv: 60 articles read (60 new), missed 1 forbidden, into {tmp_path / 'dữ liệu'}\n"
    )
