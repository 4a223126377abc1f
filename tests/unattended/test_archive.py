"""The sites' turns, with crawls that only say how they ended: what they are told, and what becomes of the others."""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from threading import Barrier, Event
from typing import Any

import pytest

from hanoitv_scraper.archive.run import COUNTED
from hanoitv_scraper.archive.run_file import RunFile, write_ended
from hanoitv_scraper.errors import BadArgument
from hanoitv_scraper.sites import FOLDER
from hanoitv_scraper.unattended import archive as module
from hanoitv_scraper.unattended.archive import Asked, archive
from tests.archive.runs import NOON

URL = "https://hc.example/secret"


def nothing(crawl: Crawl) -> None:
    """End at once."""


@dataclass(eq=False)
class Crawl:
    """A crawl that does what a test says, then tells that it was there and ends with a code."""

    told: Sequence[str]
    do: Callable[[Crawl], None]
    returncode: int
    is_stopped: Event = field(default_factory=Event)
    is_killed: Event = field(default_factory=Event)
    notes: str = ""
    """What it says before its summary."""

    @property
    def site(self) -> str:
        return self.told[1]

    def communicate(self, input: None = None, timeout: float | None = None) -> tuple[str, str]:
        self.do(self)
        return "", f"{self.notes}{self.site}: {self.site} was\there\x1b\n"

    def terminate(self) -> None:
        self.is_stopped.set()

    def kill(self) -> None:
        self.is_killed.set()


Crawls = Callable[..., list[Crawl]]


@pytest.fixture
def crawls(monkeypatch: pytest.MonkeyPatch) -> Crawls:
    """Have crawls do something and end with 0, or with the code that a site is given; return those that are started."""

    def having(do: Callable[[Crawl], None] = nothing, **codes: int) -> list[Crawl]:
        started: list[Crawl] = []

        def start(told: Sequence[str]) -> Crawl:
            started.append(Crawl(told, do, codes.get(told[1], 0)))
            return started[-1]

        monkeypatch.setattr(module, "start", start)
        return started

    return having


def archived(root: Path, *sites: str, **more: object) -> int:
    asked = Asked(sites=sites, folder=FOLDER, root=root, **more)  # type: ignore[arg-type]
    return archive(asked, lambda: NOON)


def test_a_crawl_is_told_what_the_user_said_behind_what_we_say_and_before_where_the_archive_is(
    tmp_path: Path, crawls: Crawls, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = crawls()
    monkeypatch.chdir(tmp_path)
    given = ("-a", "root=http://x", "-s", "RUN_LOG=DEBUG", "-s", "DATA_DIR=elsewhere")
    archived(Path("data"), "hanoitv", arguments=given)
    archived(Path("data"), "hanoitv", time_limit=timedelta(hours=2))
    ours = ("-s", "RUN_LOG=INFO", "-s", "LOG_ENABLED=False", "-s", "TIME_LIMIT=50 minutes")
    places = ("-s", f"DATA_DIR={tmp_path / 'data'}", "-s", f"SITES_DIR={FOLDER}")
    assert started[0].told == ["crawl", "hanoitv", *ours, *given, *places]
    assert "TIME_LIMIT=2 hours" in started[1].told


def test_so_many_are_crawled_at_a_time_each_once(tmp_path: Path, crawls: Crawls) -> None:
    both = Barrier(2, timeout=5)
    started = crawls(lambda crawl: void(both.wait()))
    assert archived(tmp_path, "hanoitv", "vnexpress", "hanoitv", jobs=2) == 0
    assert sorted(crawl.site for crawl in started) == ["hanoitv", "vnexpress"]


def void(value: object) -> None:
    """Make nothing of a value."""


def test_a_signal_stops_what_is_at_work_and_begins_nothing_more(
    tmp_path: Path, crawls: Crawls, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(crawl: Crawl) -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        assert crawl.is_stopped.wait(5)
        crawl.returncode = 143

    before = signal.getsignal(signal.SIGTERM)
    started = crawls(interrupted)
    assert archived(tmp_path, "hanoitv", "vnexpress") == 143
    assert [crawl.site for crawl in started] == ["hanoitv"]
    said = capsys.readouterr()
    assert (said.err, said.out) == ("hanoitv: hanoitv was here?\n", "vnexpress: not begun\n")
    assert signal.getsignal(signal.SIGTERM) is before


def test_what_goes_wrong_with_one_site_is_no_harm_to_the_others(
    tmp_path: Path, crawls: Crawls, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(crawl: Crawl) -> None:
        if crawl.site == "hanoitv":
            raise KeyError("bug\x1b")

    crawls(fails, vnexpress=75)
    assert archived(tmp_path, "hanoitv", "vnexpress", "nirgends", "tuoitre", quiet=True) == 2
    said = capsys.readouterr()
    failed, locked, unknown = said.err.splitlines()
    assert failed == "hanoitv: our own code failed: KeyError('bug\\x1b')"
    assert locked == "vnexpress: vnexpress was here?" and unknown.startswith("nirgends: no site 'nirgends' in ")
    assert said.out == ""


@pytest.mark.parametrize("is_well", [True, False])
def test_the_watcher_is_told_of_the_start_then_of_the_code_with_all_that_was_said(
    is_well: bool, tmp_path: Path, crawls: Crawls, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also where nothing is said for being well, and where telling fails by a fault of ours."""
    heard: list[tuple[object, ...]] = []

    def ping(*told: object) -> None:
        heard.append(told)
        if not is_well:
            raise KeyError("bug")

    monkeypatch.setattr(module, "ping", ping)
    started = crawls(lambda crawl: heard.append((crawl.site,)), hanoitv=4)
    assert archived(tmp_path, "vnexpress", "hanoitv", quiet=True, ping_url=URL) == 4
    start, *crawled, end = heard
    assert [site for (site,) in crawled] == ["vnexpress", "hanoitv"] and len(started) == 2
    assert start[:2] == (URL, "start") and start[2] == end[2]
    assert (end[0], end[1], end[3]) == (URL, 4, "vnexpress: vnexpress was here?\nhanoitv: hanoitv was here?")
    failed = [] if is_well else ["archive: our own code failed: KeyError('bug')"]
    assert capsys.readouterr().err.splitlines() == [*failed, "hanoitv: hanoitv was here?", *failed]


def test_figures_are_written_of_all_that_the_archive_holds_and_of_those_that_were_named(
    tmp_path: Path, crawls: Crawls
) -> None:
    crawls()
    (tmp_path / "data/runs/site=cu").mkdir(parents=True)
    figures = tmp_path / "hanoitv.prom"
    assert archived(tmp_path / "data", "hanoitv", metrics_file=figures) == 0
    told = figures.read_text(encoding="utf-8")
    assert all(f'hanoitv_archive_damaged{{site="{site}"}}' in told for site in ("hanoitv", "cu"))


def test_figures_that_cannot_be_written_are_told_in_a_line_and_change_no_code(
    tmp_path: Path, crawls: Crawls, capsys: pytest.CaptureFixture[str]
) -> None:
    crawls()
    figures = tmp_path / "nowhere/hanoitv.prom"
    assert archived(tmp_path, "hanoitv", quiet=True, metrics_file=figures) == 0
    said = f"archive: cannot write the figures {figures}: No such file or directory\n"
    assert capsys.readouterr().err == said


def test_where_no_site_is_enabled_that_is_said(tmp_path: Path, crawls: Crawls) -> None:
    started = crawls()
    with pytest.raises(BadArgument, match=r"^no site in .* is enabled: name one, or set crawl\.enabled in its file$"):
        archive(Asked(sites=(), folder=tmp_path, root=tmp_path), lambda: NOON)
    assert not started


def ran(root: Path, days: int = 0, **told: Any) -> None:
    """Write the file of a run of vnexpress, which began so many days before noon."""
    began = NOON - timedelta(days=days)
    known: dict[str, Any] = {"status": "finished", "exit_code": 0, "outcomes": {"same": 30}, "not_modified": 30}
    run = RunFile(
        run=f"{began:%Y%m%dT%H%M%SZ}-0000", site="vnexpress", version="0", rules="", started_at=began, ended_at=began,
        log="logs/vnexpress.log", **known | told,
    )  # fmt: skip
    write_ended(run, root)


def test_a_crawl_that_made_no_run_is_not_told_by_the_run_before(
    tmp_path: Path, crawls: Crawls, capsys: pytest.CaptureFixture[str]
) -> None:
    ran(tmp_path, days=1)
    crawls(vnexpress=75)
    assert archived(tmp_path, "vnexpress") == 75
    assert capsys.readouterr().err == "vnexpress: vnexpress was here?\n"


def test_a_run_that_is_not_as_usual_is_told_though_it_is_quiet_and_its_crawl_went_well(
    tmp_path: Path, crawls: Crawls, capsys: pytest.CaptureFixture[str]
) -> None:
    ran(tmp_path, days=9, outcomes={"new": 30}, not_modified=0, fields=dict.fromkeys(COUNTED, 30))
    crawls(lambda crawl: ran(tmp_path))
    assert archived(tmp_path, "vnexpress", quiet=True) == 1
    said = capsys.readouterr()
    summary, trouble, log = said.err.splitlines()
    assert summary == "vnexpress: vnexpress was here?" and said.out == ""
    assert "nothing new" in trouble and log.startswith("vnexpress: its log: ")


def test_what_is_said_before_the_summary_is_told_though_it_is_quiet(
    tmp_path: Path, crawls: Crawls, capsys: pytest.CaptureFixture[str]
) -> None:
    def noted(crawl: Crawl) -> None:
        crawl.notes = "hanoitv: the clock says 1999\n"

    crawls(noted)
    note, summary = "hanoitv: the clock says 1999\n", "hanoitv: hanoitv was here?\n"
    assert archived(tmp_path, "hanoitv", quiet=True) == 0
    assert capsys.readouterr() == ("", note)
    assert archived(tmp_path, "hanoitv") == 0
    assert capsys.readouterr() == (summary, note)


def test_a_crawl_that_does_not_heed_the_stop_is_killed(
    tmp_path: Path, crawls: Crawls, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "STOPPING", timedelta(milliseconds=10))

    def heedless(crawl: Crawl) -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        assert crawl.is_killed.wait(5)

    crawls(heedless)
    assert archived(tmp_path, "hanoitv") == 143


def test_a_lost_terminal_stops_us_unless_who_started_us_ignores_it(tmp_path: Path, crawls: Crawls) -> None:
    crawls(lambda crawl: os.kill(os.getpid(), signal.SIGHUP))
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        assert archived(tmp_path, "hanoitv") == 0
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
        assert archived(tmp_path, "hanoitv") == 129
    finally:
        signal.signal(signal.SIGHUP, before)


def test_that_somebody_stopped_us_is_no_failure_to_the_watcher(
    tmp_path: Path, crawls: Crawls, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[object] = []
    monkeypatch.setattr(module, "ping", lambda url, event, *more: heard.append(event))
    crawls(lambda crawl: os.kill(os.getpid(), signal.SIGINT))
    assert archived(tmp_path, "hanoitv", ping_url=URL) == 130
    assert heard == ["start", "log"]


def test_an_archive_that_may_not_be_read_is_code_4_and_names_what(
    tmp_path: Path, crawls: Crawls, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", "/var/lib/hanoitv/runs")

    crawls()
    monkeypatch.setattr(module, "last_run_file", refused)
    assert archived(tmp_path, "hanoitv") == 4
    assert capsys.readouterr().err.startswith("hanoitv: cannot read /var/lib/hanoitv/runs: Permission denied: give")


@pytest.mark.parametrize("kind", ["missing", "file"])
def test_a_folder_of_site_files_that_is_none_is_told_as_such(kind: str, tmp_path: Path) -> None:
    folder = tmp_path / kind
    if kind == "file":
        folder.write_text("", encoding="utf-8")
    with pytest.raises(BadArgument, match=f"^no site files at {folder}: N"):
        archive(Asked(sites=(), folder=folder, root=tmp_path), lambda: NOON)


def test_a_site_file_that_is_no_file_or_has_no_name_is_that_sites_trouble(
    tmp_path: Path, crawls: Crawls, capsys: pytest.CaptureFixture[str]
) -> None:
    crawls()
    os.mkfifo(tmp_path / "ong.toml")
    (tmp_path / "x\udcff.toml").write_bytes(b"")
    assert archive(Asked(sites=(), folder=tmp_path, root=tmp_path), lambda: NOON) == 2
    fifo, nameless = sorted(capsys.readouterr().err.splitlines())
    assert fifo == f"ong: {tmp_path}/ong.toml: expected a file, found none"
    assert nameless.startswith("x?: ") and nameless.endswith("a site's name cannot be written: rename its file")


@pytest.mark.parametrize("quiet", [False, True])
def test_a_person_at_a_terminal_is_told_that_it_is_at_work(
    quiet: bool, tmp_path: Path, crawls: Crawls, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    crawls()
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert archived(tmp_path, "hanoitv", quiet=quiet, time_limit=timedelta(hours=2)) == 0
    begun = f"hanoitv: at work for 2 hours at most; {tmp_path / 'logs/hanoitv.log'} tells more"
    assert capsys.readouterr().out.splitlines() == ([] if quiet else [begun, "hanoitv: hanoitv was here?"])
