"""What tests share: the publishers' texts beside the project, a served newsroom, and crawls run as users run them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.newsroom.demo import PACE
from tests.newsroom.server import Newsroom

# `make test` tries the same examples everywhere and times none: machines are shared. `make soak` looks further.
settings.register_profile("steady", deadline=None, derandomize=True, max_examples=50)
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
    made = (".git", ".venv", "demo", "build", "__pycache__", ".*_cache", ".hypothesis", "*.egg-info")
    return Path(shutil.copytree(PROJECT, folder, ignore=shutil.ignore_patterns(*made)))


@pytest.fixture(scope="session")
def newsroom() -> Iterator[Newsroom]:
    with Newsroom(articles=60, seed=1) as served:
        yield served


def scrapy(
    *arguments: str, cwd: Path = PROJECT, timeout: float = 60, **how: object
) -> subprocess.CompletedProcess[str]:
    """Run `scrapy …` in the project's folder, as a person would."""
    command = [sys.executable, "-m", "scrapy", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=timeout, check=False, **how)  # type: ignore[call-overload, no-any-return]


@pytest.fixture
def crawl(tmp_path: Path) -> Crawl:
    """Run `scrapy crawl hanoitv` at full speed against a root, into the test's own folder."""

    def run(root: str, *more: str, site: str = "hanoitv", **how: object) -> subprocess.CompletedProcess[str]:
        pace = (*PACE, "-s", "RETRY_ENABLED=False")
        return scrapy("crawl", site, "-a", f"root={root}", "-s", f"DATA_DIR={tmp_path / 'data'}", *pace, *more, **how)  # type: ignore[arg-type]

    return run
