"""The built wheel, installed into an empty venv and used from another folder."""

from __future__ import annotations

import json
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from tests.conftest import PROJECT, copy_project
from tests.newsroom.server import Newsroom


def run(*command: object, cwd: Path) -> str:
    """Run a command that must succeed; return what it printed."""
    done = subprocess.run([str(word) for word in command], cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of a venv that holds the wheel and what it needs, and nothing of the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    uv = Path(sys.executable).with_name("uv")
    run(uv, "build", "--quiet", "--wheel", "--out-dir", folder, copy_project(folder / "project"), cwd=folder)
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "venv", with_pip=False)
    given = ["--quiet", "--python", folder / "venv", "--constraint", PROJECT / "constraints.txt"]
    run(uv, "pip", "install", *given, wheel, cwd=folder)
    return folder / "venv" / "bin"


def test_the_wheel_works_from_another_folder(installed: Path, newsroom: Newsroom, tmp_path: Path) -> None:
    story = next(story for story in newsroom.stories if story.kind == "article" and story.quotes)
    root = newsroom.url.rstrip("/")
    record = json.loads(run(installed / "hanoitv", "preview", root + story.path, cwd=tmp_path))
    assert (record["site"], record["read_by"]["title"]) == ("hanoitv", "site")
    assert record["quoted_officials"] or record["quoted_others"]
    pace = ("-s", "DOWNLOAD_DELAY=0", "-a", f"root={root}", "-a", "limit=5")
    run(installed / "hanoitv", "crawl", *pace, "--data", "here", "hanoitv", cwd=tmp_path)
    code = "from hanoitv_scraper import read_archive, load; print(len(list(read_archive('here')))); load('here')"
    done = subprocess.run([installed / "python", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stdout == "5\n"
    assert (
        "duckdb needs pyarrow: pip install 'hanoitv-scraper[analysts]'" in done.stderr or "needs duckdb" in done.stderr
    )
