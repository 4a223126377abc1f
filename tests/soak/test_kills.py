"""Runs killed at any instant, again and again: nothing lost, nothing doubled, nothing torn."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from hanoitv_scraper import read_archive
from hanoitv_scraper.archive.warc import whole_members
from tests.conftest import PROJECT
from tests.newsroom.server import Newsroom

# Bytes: a sighting takes 300 to 700.
FEW_LOOKS = 2_000


def is_in_flow(data: Path, before: set[Path]) -> bool:
    """Tell whether a run has looked at a few articles; `before` are the sightings that were there when it began."""
    try:
        return any(path.stat().st_size > FEW_LOOKS for path in set(data.glob("sightings/*/*/*.open")) - before)
    except FileNotFoundError:  # the run ended, and sealed it
        return False


def kill_in_flow(command: list[str], data: Path, rng: random.Random) -> None:
    """Start a run and kill it: mostly in its flow, sometimes while it starts and mends what others left."""
    run = subprocess.Popen(command, cwd=PROJECT, stderr=subprocess.DEVNULL)
    if rng.random() < 0.25:
        time.sleep(rng.uniform(0.0, 1.5))
    else:
        before = set(data.glob("sightings/*/*/*"))
        while run.poll() is None and not is_in_flow(data, before):
            time.sleep(0.005)
        time.sleep(rng.uniform(0.0, 0.6))
    run.kill()
    run.wait()


def whole_content(path: Path) -> bytes:
    """Return what of a segment a reader of it would see: whole lines, whole WARC records."""
    content = path.read_bytes()
    if ".jsonl" in path.name:
        return content[: content.rfind(b"\n") + 1]
    return content[: sum(member.length for member in whole_members(path))]


def note_what_is_there(data: Path, seen: dict[str, bytes]) -> None:
    """Add what is on disk to `seen`, by table and name; what was seen before must be there still, byte for byte."""
    for table in ("pages", "articles", "sightings"):
        for path in data.glob(f"{table}/*/*/*"):
            name, whole = f"{table}/{path.name.removesuffix('.open')}", whole_content(path)
            assert whole.startswith(seen.get(name, b"")), f"{name} lost what it had"
            seen[name] = whole


def survive(data: Path, seed: int, kills: int, articles: int) -> None:
    """Kill runs, then let one run, and hold the archive against all that was ever seen of it."""
    rng = random.Random(seed)
    with Newsroom(articles=articles, seed=seed) as newsroom:
        command = [sys.executable, "-m", "scrapy", "crawl", "hanoitv", "-a", f"root={newsroom.url.rstrip('/')}"]
        command += ["-s", f"DATA_DIR={data}", "-s", "DOWNLOAD_DELAY=0.002"]
        seen: dict[str, bytes] = {}
        for _ in range(kills):
            kill_in_flow(command, data, rng)
            note_what_is_there(data, seen)
        assert any(name.startswith("articles/") for name in seen), "no run was killed in its flow"
        assert subprocess.run(command, cwd=PROJECT, check=False, stderr=subprocess.DEVNULL).returncode == 0
    note_what_is_there(data, seen)
    assert not list(data.rglob("*.open"))
    versions = [(article.id, article.revision, article.reading) for article in read_archive(data, versions="all")]
    assert len(versions) == len(set(versions)) == articles
    verify = [sys.executable, "-m", "hanoitv_scraper.cli", "verify", "--data", str(data)]
    verified = subprocess.run(verify, capture_output=True, text=True, check=False)
    assert (verified.returncode, verified.stderr) == (0, "")


def test_an_archive_survives_a_few_kills(tmp_path: Path) -> None:
    survive(tmp_path, seed=20261129, kills=3, articles=120)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(10))
def test_an_archive_survives_two_hundred_kills_at_random_instants(seed: int, tmp_path: Path) -> None:
    survive(tmp_path, seed, kills=20, articles=600)
