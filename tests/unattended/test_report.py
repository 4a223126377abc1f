"""What is told of a crawl that has ended, by its exit code, its words and its run file."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from hanoitv_scraper.archive.layout import last_run_file
from hanoitv_scraper.archive.run import COUNTED
from hanoitv_scraper.archive.run_file import Missed, RunFile, write_ended, write_started
from hanoitv_scraper.sites import load_site
from hanoitv_scraper.unattended.process import Ended
from hanoitv_scraper.unattended.report import Report, report
from tests.archive.runs import NOON

SITE = load_site("hanoitv")
VNEXPRESS = load_site("vnexpress")


def ended(code: int, *said: str, overran: bool = False) -> Ended:
    return Ended(code=code, said=said, overran=overran)


def ran(root: Path, site: str = "hanoitv", days: int = 0, **told: Any) -> None:
    began = NOON - timedelta(days=days)
    known: dict[str, Any] = {"status": "finished", "exit_code": 0, "outcomes": {"new": 30}, "log": f"logs/{site}.log"}
    known["fields"] = dict.fromkeys(COUNTED, 30)
    run = f"{began:%Y%m%dT%H%M%SZ}-00{days:02}"
    write_ended(
        RunFile(run=run, site=site, version="0", rules="", started_at=began, ended_at=began, **known | told), root
    )


@pytest.mark.parametrize(
    ("how", "code", "lines"),
    [
        (ended(0, "hanoitv: its quiet hours last until 09:00"), 0, ["its quiet hours last until 09:00"]),
        (ended(2, "scrapy crawl: -a sinc=: unknown"), 2, ["-a sinc=: unknown"]),
        (ended(4, "scrapy crawl: cannot write"), 4, ["cannot write"]),
        (ended(75, "scrapy crawl: hanoitv: a run, process 7"), 75, ["a run, process 7"]),
        (ended(-9, ""), 1, ["killed by SIGKILL: the next run completes it"]),
        (ended(-9, "hanoitv: sealed a"), 1, ["sealed a", "killed by SIGKILL: the next run completes it"]),
        (ended(143, overran=True), 1, ["it did not end within its time: the next run completes it"]),
        (ended(143, "hanoitv: stopped by SIGTERM"), 1, ["stopped by SIGTERM"]),
        (ended(1, "Traceback", "KeyError: 'bug'"), 1, ["Traceback", "KeyError: 'bug'"]),
        (ended(1), 1, ["ended with code 1, without a word"]),
    ],
    ids=lambda value: str(value) if isinstance(value, int) else "",
)
def test_a_crawl_that_made_no_run_is_told_by_its_own_words(
    how: Ended, code: int, lines: list[str], tmp_path: Path
) -> None:
    ran(tmp_path, days=1)
    before = last_run_file(tmp_path, "hanoitv")
    assert report(SITE, tmp_path, before, how, NOON) == Report(site="hanoitv", code=code, lines=tuple(lines))


def test_a_run_that_went_well_and_is_as_usual_is_its_summary(tmp_path: Path) -> None:
    ran(tmp_path)
    told = report(SITE, tmp_path, None, ended(0, "hanoitv: 30 articles read"), NOON)
    assert told == Report(site="hanoitv", code=0, lines=("30 articles read",))


def test_a_run_that_went_well_and_is_not_as_usual_is_code_1_with_what_to_do_and_its_log(tmp_path: Path) -> None:
    ran(tmp_path, "vnexpress", days=9)
    ran(tmp_path, "vnexpress", outcomes={"same": 30})
    summary, trouble, log = report(VNEXPRESS, tmp_path, None, ended(0, "vnexpress: 30 articles read"), NOON).lines
    assert summary == "30 articles read" and "nothing new" in trouble and "; " in trouble
    assert log == f"its log: the lines in {tmp_path / 'logs/vnexpress.log'} that begin with 20261123T120000Z-0000"


def test_a_failed_run_is_told_in_its_own_words_once(tmp_path: Path) -> None:
    ran(tmp_path, status="failed", exit_code=1, reason="could not start: refused", outcomes={"failed": 1})
    told = report(SITE, tmp_path, None, ended(1, "hanoitv: could not start: refused"), NOON)
    assert told.code == 1 and [line for line in told.lines if "could not start" in line] == ["could not start: refused"]


@pytest.mark.parametrize(("code", "is_judged"), [(1, True), (4, False), (3, False)])
def test_what_is_not_as_usual_is_told_of_a_failed_run_and_not_of_one_that_could_not_do_its_work(
    code: int, is_judged: bool, tmp_path: Path
) -> None:
    urls = [f"http://hanoitv.vn/a-d{number}.html" for number in range(30)]
    missed = tuple(Missed(url=url, outcome="blocked", reason="HTTP 403 Forbidden") for url in urls)
    ran(tmp_path, outcomes={"blocked": 30}, missed=missed, status="failed", exit_code=code)
    told = report(SITE, tmp_path, None, ended(code, "hanoitv: why"), NOON)
    why, *blocked, log = told.lines
    assert (told.code, why, len(blocked)) == (code, "why", is_judged) and log.startswith("its log: ")
    assert all(line.startswith("30 of 30 looks ended blocked") for line in blocked)


def test_the_mark_of_a_crawl_that_was_killed_is_no_run_that_ended(tmp_path: Path) -> None:
    ran(tmp_path, days=1)
    before = last_run_file(tmp_path, "hanoitv")
    run = f"{NOON:%Y%m%dT%H%M%SZ}-0000"
    write_started(RunFile(run=run, site="hanoitv", version="0", rules="", started_at=NOON, log="logs/x.log"), tmp_path)
    told = report(SITE, tmp_path, before, ended(-9), NOON)
    assert told.lines == ("killed by SIGKILL: the next run completes it",)


def test_a_crawl_that_is_killed_once_its_run_is_sealed_needs_no_other(tmp_path: Path) -> None:
    ran(tmp_path, status="stopped", exit_code=143, reason="stopped by SIGTERM")
    told = report(SITE, tmp_path, None, ended(-15, "hanoitv: stopped by SIGTERM"), NOON)
    summary, log = told.lines
    assert (told.code, summary) == (1, "stopped by SIGTERM") and log.startswith("its log: ")


def test_a_killed_run_that_is_sealed_by_one_that_could_not_begin_is_not_that_ones(tmp_path: Path) -> None:
    ran(tmp_path, status="recovered", exit_code=None)
    told = report(
        SITE, tmp_path, None, ended(4, "hanoitv: sealed what killed run 7", "scrapy crawl: cannot write"), NOON
    )
    assert told == Report(site="hanoitv", code=4, lines=("sealed what killed run 7", "cannot write"))
