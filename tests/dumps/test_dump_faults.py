"""Dumps that cannot be written, are killed, or find the archive damaged: the dump before is there, or nothing."""

from __future__ import annotations

import fcntl
import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hanoitv_scraper.dumps.folder import STAGE
from tests.archive.runs import crawl
from tests.conftest import PROJECT
from tests.dumps.dumped import FORMATS, contents, dump, made, package, rows
from tests.dumps.made import article, make_archive
from tests.faults import Fault, tapped

LATER = datetime(2021, 12, 1, tzinfo=UTC)
MORE = " Đường dài lắm." * 5_000


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_archive(tmp_path_factory.mktemp("archive"))


@pytest.fixture(scope="module")
def grown(untouched: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same archive, later: two months changed, one is new, one went."""
    later = Path(shutil.copytree(untouched, tmp_path_factory.mktemp("later") / "data"))
    days = {20: "2021-11-11 11:11", 21: "2022-01-01 08:00"}
    crawl(later, *(article(number, day, f"Tin {number}", more=MORE) for number, day in days.items()), now=LATER)
    (later / "withheld.txt").write_text("hanoitv:d9\nhanoitv:d1\n", encoding="utf-8")
    return later


@pytest.fixture(scope="module")
def fresh(grown: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return contents(made(grown, tmp_path_factory.mktemp("fresh") / "dump"))


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """Let no file of this process grow larger, as on a disk that is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("name", FORMATS)
def test_a_dump_that_finds_no_room_leaves_what_was_there(
    name: str, untouched: Path, grown: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = made(untouched, tmp_path / "dump", *FORMATS[name])
    before = contents(folder)
    capsys.readouterr()
    with files_of_at_most(700):
        assert dump(grown, folder, *FORMATS[name]) == 4
        assert dump(grown, tmp_path / "new", *FORMATS[name]) == 4
    update, first = capsys.readouterr().err.splitlines()
    assert f"cannot write to {folder}: " in update and update.endswith("the dump there is as it was")
    assert first.endswith("nothing was left there")
    assert contents(folder) == before and not (tmp_path / "new").exists()


@pytest.mark.parametrize("kind", ["eio-create", "eio-write", "full", "eio-sync", "eio-rename"])
def test_whatever_call_fails_the_dump_is_the_old_one_or_one_that_the_next_run_ends(
    kind: str, untouched: Path, grown: Path, fresh: dict[str, bytes], tmp_path: Path
) -> None:
    """At the first calls one by one, then further apart, until one is so late that the dump ends well."""
    first = made(untouched, tmp_path / "first")
    before = contents(first)
    n, code = 0, 4
    while code:
        n += 1 + n // 4
        folder = Path(shutil.copytree(first, tmp_path / str(n)))
        with tapped(folder, Fault(kind, n)):
            code = dump(grown, folder)
        assert code in (0, 4)
        left = contents(folder)
        if f"{STAGE}/datapackage.json" in left:
            assert code and contents(made(grown, folder)) == fresh
        else:
            assert left == (before if code else fresh)
    assert n > 1


def test_a_folder_that_may_not_be_written_is_code_4(
    untouched: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with tapped(tmp_path / "dump", Fault("eio-create", 1)):
        assert dump(untouched, tmp_path / "dump") == 4
    assert "cannot write to" in capsys.readouterr().err and not (tmp_path / "dump").exists()


KILLED = """
import os, signal, sys
from pathlib import Path
from unittest import mock
from tests.dumps.dumped import dump
from tests.faults import tapped

number = 0

def tap(name, path, arguments, real):
    global number
    number += name in sys.argv[4:] or not sys.argv[4:]
    if number == int(sys.argv[3]):
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*arguments)

with tapped(Path(sys.argv[2]), tap):
    dump(Path(sys.argv[1]), Path(sys.argv[2]))
"""


def killed(archive: Path, folder: Path, n: int, *calls: str) -> bool:
    """Dump in a process that is killed before its Nth call (of these) to the folder; tell whether it came so far."""
    command = [sys.executable, "-c", KILLED, str(archive), str(folder), str(n), *calls]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, check=False).returncode == -signal.SIGKILL


def test_a_dump_killed_while_it_is_put_in_its_place_is_put_there_by_the_next(
    untouched: Path, grown: Path, fresh: dict[str, bytes], tmp_path: Path
) -> None:
    folder = made(untouched, tmp_path / "dump")
    before = contents(folder)
    assert killed(grown, folder, 4, "replace")
    left = contents(folder)
    assert f"{STAGE}/datapackage.json" in left and left["datapackage.json"] == before["datapackage.json"]
    assert contents(made(grown, folder)) == fresh


def test_so_is_a_first_one(untouched: Path, grown: Path, fresh: dict[str, bytes], tmp_path: Path) -> None:
    """Some files are in their places, no package says yet whose they are, and what is in one is then taken down."""
    folder = tmp_path / "dump"
    with tapped(folder, Fault("eio-rename", 4)):
        assert dump(untouched, folder) == 4
    assert (folder / "articles" / "2021-09.jsonl").exists() and not (folder / "datapackage.json").exists()
    assert contents(made(grown, folder)) == fresh


@pytest.mark.soak
def test_a_dump_killed_at_any_call_is_the_old_one_or_is_ended_by_the_next(
    untouched: Path, grown: Path, fresh: dict[str, bytes], tmp_path: Path
) -> None:
    first = made(untouched, tmp_path / "first")
    before, call, states = contents(first), 1, set[str]()
    folder = Path(shutil.copytree(first, tmp_path / "1"))
    while killed(grown, folder, call):
        left = contents(folder)
        whole = f"{STAGE}/datapackage.json" in left
        staged = {path: content for path, content in left.items() if not path.startswith(STAGE)}
        assert whole or staged in (before, fresh), call
        states.add("whole" if whole else "old" if staged == before else "new")
        assert contents(made(grown, folder)) == fresh, call
        call += 1
        folder = Path(shutil.copytree(first, tmp_path / str(call)))
    assert states == {"whole", "old", "new"}


def test_what_a_killed_first_dump_left_is_no_hindrance(grown: Path, fresh: dict[str, bytes], tmp_path: Path) -> None:
    folder = tmp_path / "dump"
    (folder / STAGE / "articles").mkdir(parents=True)
    (folder / STAGE / "articles" / "2021-10.jsonl").write_bytes(b'{"half')
    assert contents(made(grown, folder)) == fresh


def test_what_stands_in_the_way_is_named(untouched: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = made(untouched, tmp_path / "dump")
    shutil.rmtree(folder / "quotes")
    (folder / "quotes").write_text("", encoding="utf-8")
    assert dump(untouched, folder) == 4
    assert f"cannot write to {folder / 'quotes'}: File exists: the dump there is half" in capsys.readouterr().err
    (folder / "quotes").unlink()
    assert contents(made(untouched, folder)) == contents(made(untouched, tmp_path / "fresh"))


def test_an_archive_that_cannot_be_read_is_not_said_of_the_folder(
    untouched: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = Path(shutil.copytree(untouched, tmp_path / "archive"))
    shutil.rmtree(archive / "articles")
    shutil.rmtree(archive / "runs")
    (archive / "runs").symlink_to("runs")  # what even root cannot list
    assert dump(archive, tmp_path / "dump") == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"hanoitv dump: {archive / 'runs'}: cannot be read: ")
    assert not (tmp_path / "dump").exists()


def test_a_second_dump_into_the_folder_leaves_the_first_alone(
    untouched: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = made(untouched, tmp_path / "dump")
    capsys.readouterr()
    (folder / STAGE).mkdir()
    (folder / STAGE / "officials.jsonl").write_text("what the first has made so far", encoding="utf-8")
    before = contents(folder)
    other = os.open(folder, os.O_RDONLY)
    fcntl.flock(other, fcntl.LOCK_EX)
    assert dump(untouched, folder) == 75
    assert contents(folder) == before
    os.close(other)
    (line,) = capsys.readouterr().err.splitlines()
    assert "another dump is being written" in line and dump(untouched, folder) == 0


@pytest.fixture
def damaged(grown: Path, tmp_path: Path) -> Path:
    """An archive with a bit that flipped in its first run's articles, and a run whose sightings are gone."""
    archive = Path(shutil.copytree(grown, tmp_path / "data"))
    first, second, *_ = sorted(archive.glob("articles/*/*/*"))
    first.write_bytes(first.read_bytes().replace(b"Tin s", b"Tin S", 1))
    archive.joinpath("sightings", second.relative_to(archive / "articles")).unlink()
    return archive


def test_damage_is_code_3_with_its_file_and_leaves_nothing(
    damaged: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dump(damaged, tmp_path / "dump") == 3
    (line,) = capsys.readouterr().err.splitlines()
    assert "articles/site=hanoitv/fetched=2021-11-01/" in line and "--skip-damaged" in line
    assert not (tmp_path / "dump").exists()


def test_damage_that_is_skipped_is_named_and_counted(
    damaged: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the damaged run alone held is left out; what later runs hold is there."""
    folder = made(damaged, tmp_path / "dump", "--skip-damaged")
    said = capsys.readouterr()
    articles, sightings = said.err.splitlines()
    assert "/articles/" in articles and "/sightings/" in sightings and articles.endswith("left out")
    assert "2 damaged files and lines were left out" in said.out
    assert package(folder)["left_out"] == 2
    assert [row["id"] for row in rows(folder, "articles")] == ["hanoitv:d3", "hanoitv:d8", "hanoitv:d20", "hanoitv:d21"]
