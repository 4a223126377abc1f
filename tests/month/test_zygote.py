from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hanoitv_scraper import read_archive
from tests.commands.test_crawl import run_file
from tests.month.zygote import Kill, Zygote
from tests.newsroom.demo import PACE
from tests.newsroom.server import Newsroom

# Of the tests' own tools: that crawls end as they should in forks is seen in all tests that use them.
pytestmark = pytest.mark.soak

AT = datetime(2026, 3, 2, 4, tzinfo=UTC)


@pytest.fixture(scope="module")
def zygote() -> Iterator[Zygote]:
    with Zygote() as waiting:
        yield waiting


def archive(newsroom: Newsroom, data: Path) -> list[str]:
    told = ["-a", f"root={newsroom.url.rstrip('/')}", "-s", f"DATA_DIR={data}", *PACE]
    return ["scrapy", "archive", "hanoitv", *told]


def test_a_run_in_a_fork_is_a_run_on_its_own_clock(newsroom: Newsroom, zygote: Zygote, tmp_path: Path) -> None:
    ended = zygote.run(archive(newsroom, tmp_path), AT)
    assert (ended.code, ended.err) == (0, "") and "60 articles read (60 new)" in ended.out
    assert ended.handles > 3 and ended.rss > 20
    started = datetime.fromisoformat(run_file(tmp_path)["started_at"])
    assert AT <= started < AT + timedelta(minutes=1)
    assert {article.fetched_at.date() for article in read_archive(tmp_path) if article.fetched_at} == {AT.date()}
    refused = zygote.run(["hanoitv", "verify", "--data", str(tmp_path / "none")], AT)
    assert refused.code == 2 and refused.err.startswith("hanoitv verify: no archive at ")


def test_a_killed_run_is_completed_by_the_next(newsroom: Newsroom, zygote: Zygote, tmp_path: Path) -> None:
    command = archive(newsroom, tmp_path)
    alone = zygote.run(command, AT, Kill(calls=90, crawl_alone=True))
    assert alone.code == 1 and "hanoitv: killed by SIGKILL: the next run completes it\n" in alone.err
    killed = zygote.run(command, AT + timedelta(hours=1), Kill(calls=90))
    assert (killed.code, killed.handles) == (-9, 0)
    at_once = zygote.run(command, AT + timedelta(hours=2), Kill(seconds=0.0))
    assert (at_once.code, at_once.out) == (-9, "")
    assert zygote.run(command, AT + timedelta(hours=3)).code == 0
    assert len(list(read_archive(tmp_path))) == 60
