"""A run killed at any instant, again and again: nothing lost, nothing doubled, nothing torn."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from hanoitv_scraper import read_archive
from tests.conftest import PROJECT
from tests.newsroom.server import Newsroom

KILLS = 30


@pytest.mark.soak
def test_an_archive_survives_kills_at_random_instants(tmp_path: Path) -> None:
    rng = random.Random(20261123)
    with Newsroom(articles=300, seed=4) as newsroom:
        command = [sys.executable, "-m", "scrapy", "crawl", "hanoitv", "-a", f"root={newsroom.url.rstrip('/')}"]
        command += ["-s", f"DATA_DIR={tmp_path}", "-s", "DOWNLOAD_DELAY=0.005"]
        whole: dict[str, bytes] = {}
        for _ in range(KILLS):
            crawl = subprocess.Popen(command, cwd=PROJECT, stderr=subprocess.DEVNULL)
            time.sleep(rng.uniform(0.5, 4.0))
            crawl.kill()
            crawl.wait()
            for path in tmp_path.rglob("*.jsonl*"):
                seen, name = path.read_bytes(), path.name.removesuffix(".open")
                lines = seen[: seen.rfind(b"\n") + 1]
                assert lines.startswith(whole.get(name, b"")), f"{name} lost lines it had"
                whole[name] = lines
        assert subprocess.run(command, cwd=PROJECT, check=False).returncode == 0
    for name, lines in whole.items():
        sealed = list(tmp_path.rglob(name))
        assert bool(sealed) == bool(lines) and all(path.read_bytes() == lines for path in sealed)
    ids = [article.id for article in read_archive(tmp_path, versions="all")]
    assert len(ids) == len(set(ids)) == 300
    assert not list(tmp_path.rglob("*.open"))
