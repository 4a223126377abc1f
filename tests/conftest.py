"""What tests share: the publishers' texts beside the project, a served newsroom, and crawls run as users run them."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.newsroom.demo import PACE
from tests.newsroom.server import Newsroom

if TYPE_CHECKING:
    from tests.month.zygote import Zygote

# `make test` tries the same examples everywhere and times none: machines are shared. `make soak` looks further.
settings.register_profile("steady", deadline=None, derandomize=True, max_examples=30)
settings.register_profile("soak", deadline=None, max_examples=3_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

PROJECT = Path(__file__).resolve().parents[1]
SHARED = PROJECT.parent / "shared"

Crawl = Callable[..., subprocess.CompletedProcess[str]]


def missing(what: str) -> None:
    """Skip a test for want of `what`; under CI that is a failure."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} is missing")
    pytest.skip(f"{what} is missing")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the seed and the gold, which are their publishers' and not part of the project."""
    if not SHARED.is_dir():
        missing("../shared, which holds publishers' texts,")
    return SHARED


def copy_project(folder: Path) -> Path:
    """Copy the project as a fresh checkout has it, so that what a test makes of it leaves nothing here."""
    made = ".git .venv demo dump-* report-*.html build __pycache__ .*_cache .hypothesis *.egg-info".split()
    return Path(shutil.copytree(PROJECT, folder, ignore=shutil.ignore_patterns(*made)))


@pytest.fixture(scope="session")
def newsroom() -> Iterator[Newsroom]:
    with Newsroom(articles=60, seed=1) as served:
        yield served


def scrapy(
    *arguments: str, at: datetime | None = None, timeout: float = 60, **how: object
) -> subprocess.CompletedProcess[str]:
    """Run `scrapy …` in the project's folder, now or by a clock put to `at`; told how, in a process from nothing."""
    if not how:
        return forked("scrapy", *arguments, at=at, timeout=timeout)
    command, how = [sys.executable, "-m", "scrapy", *arguments], {"cwd": PROJECT, "timeout": timeout, **how}
    return subprocess.run(command, capture_output=True, text=True, check=False, **how)  # type: ignore[call-overload, no-any-return]


def forked(*command: str, at: datetime | None = None, timeout: float = 60) -> subprocess.CompletedProcess[str]:
    """Run a command line in a fork of a process that has Scrapy imported: that takes a third of the time."""
    from tests.month.zygote import Kill

    ended = waiting().run(command, at, Kill(seconds=timeout))
    return subprocess.CompletedProcess(command, ended.code, ended.out, ended.err)


@cache
def waiting() -> Zygote:
    """Return the process that crawls are forked from; it ends with this one."""
    from tests.month.zygote import Zygote

    zygote = Zygote().__enter__()
    atexit.register(zygote.__exit__, None, None, None)
    return zygote


@pytest.fixture
def crawl(tmp_path: Path) -> Crawl:
    """Run `scrapy crawl hanoitv` at full speed against a root, into the test's own folder."""

    def run(root: str, *more: str, site: str = "hanoitv", **how: object) -> subprocess.CompletedProcess[str]:
        pace = (*PACE, "-s", "RETRY_ENABLED=False")
        return scrapy("crawl", site, "-a", f"root={root}", "-s", f"DATA_DIR={tmp_path / 'data'}", *pace, *more, **how)  # type: ignore[arg-type]

    return run
