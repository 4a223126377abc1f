"""Want of room for temporary files is one line that says what to do, whatever asks for it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from hanoitv_scraper import load, read_archive
from hanoitv_scraper.archive import read
from hanoitv_scraper.cli import main
from hanoitv_scraper.dumps import chosen
from hanoitv_scraper.errors import CannotWrite
from tests.archive.runs import crawl
from tests.samples import WRITTEN

SAID = "cannot write a temporary file: database or disk is full: make room, or name a folder that has some"


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive whose reading takes more room than there is: SQLite says so when its own memory is full."""
    crawl(tmp_path / "data", WRITTEN)

    def full(*arguments: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(chosen, "sound_records", full)
    monkeypatch.setattr(read, "committed_lines", full)
    return tmp_path / "data"


@pytest.mark.parametrize("verb", ["dump", "report"])
def test_a_verb_ends_with_code_4_and_leaves_nothing(
    verb: str, archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "output"
    assert main([verb, "--data", str(archive), "--output", str(output)]) == 4
    assert SAID in capsys.readouterr().err.strip()
    assert not output.exists() or not list(output.iterdir())


def test_loading_and_reading_raise_it(archive: Path) -> None:
    with pytest.raises(CannotWrite, match=SAID):
        load(archive, "quotes")
    with pytest.raises(CannotWrite, match=SAID):
        list(read_archive(archive))
