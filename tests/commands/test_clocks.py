"""`scrapy crawl` under clocks that do what clocks do, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from hanoitv_scraper import read_archive
from tests.conftest import PROJECT, scrapy
from tests.newsroom.demo import PACE
from tests.newsroom.server import Newsroom
from tests.test_cli import hanoitv


def crawl_at(data: Path, newsroom: Newsroom, start: str, *jump: str) -> subprocess.CompletedProcess[str]:
    """Take a run by a clock that is put to `start`, and jumps, as tests/at.py has it."""
    told = ["crawl", "hanoitv", "-s", f"DATA_DIR={data}", *PACE, "-a", f"root={newsroom.url.rstrip('/')}"]
    if not jump:
        return scrapy(*told, at=datetime.fromisoformat(start))
    command = [sys.executable, "-m", "tests.at", start, *jump, "--", *told]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=60, check=False)


def days(data: Path, table: str) -> list[str]:
    return sorted(path.name for path in data.glob(f"{table}/*/*"))


def assert_whole(data: Path) -> None:
    assert len(list(read_archive(data, versions="all"))) == 60
    verified = hanoitv("verify", "--data", str(data))
    assert (verified.returncode, verified.stderr) == (0, "")


def test_a_run_over_midnight_lies_in_both_days(newsroom: Newsroom, tmp_path: Path) -> None:
    done = crawl_at(tmp_path, newsroom, "2026-11-23T23:58:30+00:00")
    assert done.returncode == 0 and "60 new" in done.stderr
    for table in ("pages", "articles", "sightings"):
        assert days(tmp_path, table) == ["fetched=2026-11-23", "fetched=2026-11-24"]
    assert days(tmp_path, "runs") == ["fetched=2026-11-23"]
    assert_whole(tmp_path)


@pytest.mark.soak
def test_a_clock_that_jumps_back_a_day_in_a_run_does_no_harm(newsroom: Newsroom, tmp_path: Path) -> None:
    done = crawl_at(tmp_path, newsroom, "2026-11-23T12:00:00+00:00", "90", "-86400")
    assert done.returncode == 0 and "60 new" in done.stderr
    assert days(tmp_path, "articles") == ["fetched=2026-11-22", "fetched=2026-11-23"]
    assert_whole(tmp_path)


def test_a_clock_that_was_put_back_between_runs_is_told_and_the_archive_goes_on(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    assert crawl_at(tmp_path, newsroom, "2036-01-01T00:00:00+00:00").returncode == 0
    done = crawl_at(tmp_path, newsroom, "2026-11-23T12:00:00+00:00")
    told, summary = done.stderr.splitlines()
    assert told.startswith("hanoitv: the clock says 2026-11-23 12:00:0") and "which is before the last run" in told
    assert done.returncode == 0 and "60 known and not due" in summary
    assert_whole(tmp_path)
