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


@pytest.fixture(scope="module")
def archived(installed: Path, newsroom: Newsroom, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder from which the installed program crawled five articles, into `here`."""
    folder = tmp_path_factory.mktemp("archived")
    pace = ("-s", "DOWNLOAD_DELAY=0", "-a", f"root={newsroom.url.rstrip('/')}", "-a", "limit=5")
    run(installed / "hanoitv", "crawl", *pace, "--data", "here", "hanoitv", cwd=folder)
    return folder


def test_the_wheel_works_from_another_folder(installed: Path, newsroom: Newsroom, archived: Path) -> None:
    story = next(story for story in newsroom.stories if story.kind == "article" and story.quotes)
    root = newsroom.url.rstrip("/")
    record = json.loads(run(installed / "hanoitv", "preview", root + story.path, cwd=archived))
    assert (record["site"], record["read_by"]["title"]) == ("hanoitv", "site")
    assert record["quoted_officials"] or record["quoted_others"]
    code = "from hanoitv_scraper import read_archive; print(len(list(read_archive('here'))))"
    assert run(installed / "python", "-c", code, cwd=archived) == "5\n"


def test_analysts_need_no_more_than_the_wheel_but_for_engines_and_parquet(installed: Path, archived: Path) -> None:
    data = ("--data", "here")
    run(installed / "hanoitv", "dump", *data, "--format", "sqlite", "--output", "dump", cwd=archived)
    run(installed / "hanoitv", "report", *data, "--output", "report.html", cwd=archived)
    assert "echarts" in (archived / "report.html").read_text(encoding="utf-8")
    assert run(installed / "hanoitv", "search", *data, "ha noi", cwd=archived)
    about = "from hanoitv_scraper.dumps.browse.metadata import __file__, to_metadata; print(__file__, to_metadata('a'))"
    place, _, metadata = run(installed / "python", "-c", about, cwd=archived).partition(" ")
    assert "articles_per_day" in metadata and list(Path(place).parent.glob("static/*.css"))


@pytest.mark.parametrize(
    "command",
    [
        ["hanoitv", "dump", "--data", "here", "--output", "parquet"],
        ["python", "-c", "from hanoitv_scraper import load; load('here')"],
    ],
    ids=["dump", "load"],
)
def test_what_needs_the_extra_says_so(command: list[str], installed: Path, archived: Path) -> None:
    asked = [str(installed / command[0]), *command[1:]]
    done = subprocess.run(asked, cwd=archived, capture_output=True, text=True, check=False)
    assert done.returncode and not done.stdout
    assert "needs pyarrow: pip install 'hanoitv-scraper[analysts]'" in done.stderr.splitlines()[-1]
