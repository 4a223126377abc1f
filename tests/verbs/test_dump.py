"""`hanoitv dump` as its user sees it: what it says, and what it refuses."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import pytest

from hanoitv_scraper.cli import main
from tests.dumps.dumped import dump
from tests.dumps.made import make_archive


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_archive(tmp_path_factory.mktemp("archive"))


def test_it_says_how_many_rows_and_files_there_are(
    archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = Path(shutil.copytree(archive, tmp_path / "data"))
    assert dump(archive, tmp_path / "dump") == 0
    said = capsys.readouterr()
    *rows, last = said.out.splitlines()
    assert [line.split()[0] for line in rows] == [
        "articles", "quotes", "officials", "offices", "keywords", "images", "sightings",
    ]  # fmt: skip
    assert rows[0] == "articles 8" and said.err == ""
    assert last.startswith(f"{tmp_path / 'dump'}: 22 files, 22 written, 0 as they were, 0 removed: 0.")
    (archive / "withheld.txt").write_text("hanoitv:d1\n", encoding="utf-8")
    assert dump(archive, tmp_path / "dump") == 0
    assert re.search(r": 17 files, \d+ written, \d+ as they were, 5 removed: ", capsys.readouterr().out)


def test_parquet_is_what_it_writes_unless_told_otherwise(archive: Path, tmp_path: Path) -> None:
    assert main(["dump", "--data", str(archive), "--output", str(tmp_path / "dump")]) == 0
    assert (tmp_path / "dump" / "officials.parquet").is_file()


def test_a_terminal_gets_a_table_and_progress(
    archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for stream in (sys.stdout, sys.stderr):
        monkeypatch.setattr(stream, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    assert dump(archive, tmp_path / "dump") == 0
    said = capsys.readouterr()
    assert "\x1b[1mrows" in said.out and "reading" in said.err and "/11" in said.err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--format", "csv", "--compress", "gz"), "--compress gz is for --format jsonl"),
        (("--since", "08/11/2021"), "expected an ISO date like 2021-11-08"),
        (("--site", "vnexpress"), "holds nothing of 'vnexpress': it holds hanoitv"),
    ],
    ids=("compress", "date", "site"),
)
def test_what_cannot_be_is_refused_in_one_line(
    options: tuple[str, ...], said: str, archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dump(archive, tmp_path / "dump", *options) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line and not (tmp_path / "dump").exists()


def test_a_library_that_is_not_there_is_named(
    archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert dump(archive, tmp_path / "dump", "--format", "parquet") == 2
    assert "parquet needs pyarrow: pip install 'hanoitv-scraper[analysts]'" in capsys.readouterr().err
    assert dump(archive, tmp_path / "dump", "--format", "csv") == 0
