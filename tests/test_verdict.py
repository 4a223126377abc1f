"""How a run is judged: by what it read, and by what it was to end at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from hanoitv_scraper.archive.layout import last_run_file
from hanoitv_scraper.archive.run import COUNTED, Run
from hanoitv_scraper.archive.run_file import write_ended
from hanoitv_scraper.sites import load_site
from hanoitv_scraper.verdict import ENOUGH_PAGES, Limit, Verdict, below_expect, judge
from tests.archive.runs import NOON, opened

SITE = load_site("hanoitv")


@contextmanager
def having_read(root: Path, pages: int, dated: int, hour: int = 0, known: int = 0) -> Iterator[Run]:
    """Open a run that has read so many pages, a timestamp on so many, the other fields on all."""
    with opened(root, now=NOON + timedelta(hours=hour)) as run:
        run.outcomes.update(new=pages, same=known)
        run.not_modified = known
        run.fields.update(dict.fromkeys(COUNTED, pages) | {"timestamp": dated})
        yield run


@pytest.mark.parametrize(
    ("earlier", "figure"),
    [
        ([], "timestamp in 0% of 1 articles, expected at least 90%"),
        ([(19, 19)], None),
        ([(9, 9), (10, 10)], None),
        ([(17, 16), (1, 0)], "timestamp in 0% of 1 articles, expected at least 90%"),
        # Pages from before enough were read say nothing of today.
        ([(30, 0), (19, 19)], None),
        ([(30, 30), (19, 16)], "timestamp in 0% of 1 articles, expected at least 90%"),
        # As many as are expected are enough.
        ([(19, 18)], None),
        ([(1, 1)] * 19, None),
    ],
)
def test_an_odd_page_in_a_run_of_few_is_weighed_by_the_runs_before(
    earlier: list[tuple[int, int]], figure: str | None, tmp_path: Path
) -> None:
    assert ENOUGH_PAGES == 20
    for hour, (pages, dated) in enumerate(earlier):
        with having_read(tmp_path, pages, dated, hour, known=7) as run:
            run.seal("finished", 0, None)
    with having_read(tmp_path, 1, 0, hour=9, known=7) as run:
        assert below_expect(SITE, run) == figure


@pytest.mark.parametrize("kind", ["killed", "reread"])
def test_a_run_that_counted_no_fields_is_not_weighed(kind: str, tmp_path: Path) -> None:
    """Of one that was killed nobody knows them, a reading of stored pages tells nothing of the site's pages today."""
    with having_read(tmp_path, 19, 19) as run:
        sealed = run.seal("finished", 0, None)
    told = {"status": "recovered", "exit_code": None} if kind == "killed" else {"source": "reread"}
    of_none = {"run": f"{NOON:%Y%m%dT}130000Z-0000", "outcomes": {"new": 30}, "fields": {}, "files": ()}
    write_ended(msgspec.structs.replace(sealed, **of_none | told), tmp_path)
    with having_read(tmp_path, 1, 0, hour=2) as run:
        assert below_expect(SITE, run) is None


def test_a_run_that_is_damaged_is_passed_over(tmp_path: Path) -> None:
    with having_read(tmp_path, 30, 30) as run:
        run.seal("finished", 0, None)
    path = last_run_file(tmp_path, SITE.name)
    assert path
    with having_read(tmp_path, 1, 0, hour=1) as run:
        path.write_bytes(b"{}")
        assert below_expect(SITE, run)


def verdict(run: Run, limit: Limit | None) -> Verdict:
    """Judge a run that Scrapy closed at a time."""
    return judge(
        SITE, run, starts=1, failed_starts=(), plain=True, stopped_by=None, closed="closespider_timeout", limit=limit
    )


@pytest.mark.parametrize(("is_planned", "code"), [(False, 1), (True, 0)])
def test_a_run_that_came_to_its_limit_is_no_whole_run(is_planned: bool, code: int, tmp_path: Path) -> None:
    limit = Limit(seconds=1, reason="the limit", is_planned=is_planned)
    with having_read(tmp_path, 3, 0) as run:
        told = verdict(run, limit)
    reason = "stopped at the limit: 3 articles read until then are kept, the next run goes on"
    assert told == Verdict(exit_code=code, status="stopped", reason=reason)


def test_a_run_that_scrapy_closed_at_a_time_of_its_own_setting_broke_off(tmp_path: Path) -> None:
    with having_read(tmp_path, 30, 30) as run:
        assert verdict(run, None) == Verdict(
            exit_code=1, status="failed", reason="the crawl broke off: see the log above"
        )
