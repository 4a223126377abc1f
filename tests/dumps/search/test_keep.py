"""The index is a cache: whatever befalls it, a search answers from the archive as it is now."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from hanoitv_scraper.cli import main
from hanoitv_scraper.dumps.search import index as index_module
from hanoitv_scraper.dumps.search.index import Index
from hanoitv_scraper.dumps.search.keep import ask
from hanoitv_scraper.dumps.sound import stop_at
from tests.archive.runs import crawl
from tests.dumps.made import article
from tests.dumps.search.searching import STORIES, Searches, add_run

EDITED = replace(STORIES[1], body="Bài này nay nói chuyện khác hẳn.")
NEW = article(30, "2021-11-20 08:00", "Tin mới về bão", more=" Bão lại tan.")
OFTEN_ASKED = ("bão", "quan uy nam tu liem", "chợ", "speaker:Nghiệm", "since:2021", "khác hẳn", "nẻo")


@pytest.fixture
def search(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Searches:
    """Searches of a copy that was searched in before."""
    main(["search", "--data", str(root), "bão"])
    return Searches(Path(shutil.copytree(root, tmp_path / "data")), capsys)


def index_file(search: Searches) -> Path:
    return search.root / "search" / "index.sqlite"


def answers(search: Searches) -> list[list[dict[str, Any]]]:
    return [search.results(query) for query in OFTEN_ASKED]


def withhold(search: Searches, *ids: str) -> None:
    (search.root / "withheld.txt").write_text("\n".join(("hanoitv:d9", *ids)), encoding="utf-8")


def segment(search: Searches) -> Path:
    """Return the file that holds the stories' lines."""
    return next(path for path in search.root.glob("articles/*/*/*.jsonl") if b"hanoitv:d20" in path.read_bytes())


def test_new_runs_and_edits_are_found_at_once_by_the_index_that_was_there(search: Searches) -> None:
    before = index_file(search).stat().st_ino
    add_run(search.root, 3, NEW, EDITED)
    assert search.ids("bão") == [30, 25, 24, 23]
    assert (search.ids("khác hẳn"), search.ids('"thanh liêm"')) == ([21], [])
    assert index_file(search).stat().st_ino == before


def test_an_index_that_grew_answers_as_one_made_anew(search: Searches) -> None:
    add_run(search.root, 3, NEW, EDITED)
    withhold(search, "hanoitv:d24")
    grown = answers(search)
    withhold(search)
    search("bão")
    withhold(search, "hanoitv:d24")
    assert answers(search) == grown
    shutil.rmtree(search.root / "search")
    assert answers(search) == grown and all(grown)


@pytest.mark.parametrize("day", [1, 2], ids=["on-a-day-that-was-there", "on-a-day-of-its-own"])
def test_a_run_that_a_backup_brings_between_others_is_found(day: int, search: Searches, tmp_path: Path) -> None:
    crawl(tmp_path / "other", NEW, now=datetime(2021, 11, day, 5, tzinfo=UTC))
    shutil.copytree(tmp_path / "other", search.root, dirs_exist_ok=True, ignore=shutil.ignore_patterns("state"))
    assert search.ids("title:bão") == [30, 25]


def test_a_takedown_vanishes_at_once_and_comes_back_when_it_is_lifted(search: Searches) -> None:
    withhold(search, "hanoitv:d25")
    code, printed = search("bão số chín")
    assert (code, printed) == (1, "")
    with_words = Index(search.root, index_file(search), "ro")
    assert with_words.db.execute("SELECT count(*) FROM words WHERE words MATCH 'chin'").fetchone() == (0,)
    with_words.close()
    withhold(search)
    assert search.ids("bão số chín") == [25]


def test_the_index_of_another_archive_is_made_anew(search: Searches, tmp_path: Path) -> None:
    shutil.rmtree(search.root / "search")
    other = tmp_path / "other"
    crawl(other, NEW)
    main(["search", "--data", str(other), "bão"])
    shutil.copytree(other / "search", search.root / "search")
    assert search.ids("bão") == [25, 24, 23]


def test_what_a_run_brought_goes_with_the_run(search: Searches) -> None:
    max(search.root.glob("runs/*/*/*.json"), key=lambda path: path.name).unlink()
    assert (search.ids("bão"), sorted(search.ids("bài"))) == ([], [2, 3, 4])


def of_zeros(path: Path) -> None:
    path.write_bytes(bytes(10_000))


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:20_000])


def full_of_zeros_behind(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:8192] + bytes(len(content) - 8192))


def empty(path: Path) -> None:
    path.write_bytes(b"")


def in_sqlite(script: str) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        index = Index(path.parent.parent, path, "rw")
        index.db.executescript(script)
        index.close()

    return change


SPOILT = {
    "of-zeros": of_zeros,
    "cut": cut,
    "full-of-zeros": full_of_zeros_behind,
    "empty": empty,
    "of-an-older-version": in_sqlite("UPDATE form SET form = '0'"),
    "of-another-program": in_sqlite("DROP TABLE form"),
    "pointing-elsewhere": in_sqlite("UPDATE articles SET offset = offset + 1"),
    "pointing-at-another-article": in_sqlite("UPDATE articles SET offset = (SELECT max(offset) FROM articles)"),
    "pointing-nowhere": in_sqlite("DELETE FROM segments"),
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_a_spoilt_index_is_made_anew(spoil: Callable[[Path], None], search: Searches) -> None:
    spoil(index_file(search))
    assert search.ids("bão") == [25, 24, 23]
    assert search.ids("hồ gươm") == [23, 22]


def test_a_search_that_was_killed_half_way_leaves_what_was_there(search: Searches, tmp_path: Path) -> None:
    """A copy of the files in mid-change is what a kill leaves."""
    before = answers(search)
    index = Index(search.root, index_file(search), "rw")
    index.db.executescript("PRAGMA cache_size = 1; PRAGMA cache_spill = 1; BEGIN IMMEDIATE")
    index.settle(frozenset(f"hanoitv:d{number}" for number in range(20, 28)), lambda *_: None)
    killed = Path(shutil.copytree(search.root, tmp_path / "killed"))
    (killed / "search" / "index.sqlite.new").write_bytes(b"half of one that was made anew")
    index.db.execute("ROLLBACK")
    index.close()
    assert (killed / "search" / "index.sqlite-journal").stat().st_size > 0
    assert index_file(search).read_bytes() != (killed / "search" / "index.sqlite").read_bytes()
    search.root = killed
    assert answers(search) == before


def test_a_second_search_waits_for_the_first(search: Searches) -> None:
    index_file(search).unlink()
    lock = (search.root / "search" / "lock").open("a")
    fcntl.flock(lock, fcntl.LOCK_EX)
    told: list[str] = []

    def end_the_first(line: str) -> None:
        told.append(line)
        lock.close()

    assert ask(search.root, lambda _: "answered", stop_at, lambda *_: None, end_the_first) == "answered"
    assert len(told) == 1 and "another search is at work" in told[0]


def test_an_archive_that_cannot_be_written_to_gets_an_index_for_one_search(search: Searches) -> None:
    shutil.rmtree(search.root / "search")
    (search.root / "search").write_text("where the folder would be")
    assert search.ids("bão") == [25, 24, 23]
    assert len(search.said.splitlines()) == 1 and "cannot be written" in search.said
    assert (search.root / "search").is_file()


def test_a_full_disk_is_code_4_and_leaves_the_index_that_was_there(
    search: Searches, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = index_file(search).read_bytes()
    add_run(search.root, 3, NEW)
    monkeypatch.setattr(index_module, "KEEP_FREE", 2**70)
    code, printed = search("bão")
    assert (code, printed) == (4, "") and "must stay free" in search.said
    assert index_file(search).read_bytes() == before
    index_file(search).unlink()
    assert search("bão")[0] == 4
    assert [path.name for path in (search.root / "search").iterdir()] == ["lock"]


def test_a_damaged_segment_is_code_3_and_left_out_only_when_that_is_asked_for(search: Searches) -> None:
    add_run(search.root, 3, NEW)
    path = next(path for path in search.root.glob("articles/*/*/*.jsonl") if b"hanoitv:d30" in path.read_bytes())
    whole = path.read_bytes()
    path.write_bytes(whole.replace("Bão".encode(), "Bẫo".encode()))
    code, printed = search("bão")
    assert (code, printed) == (3, "") and str(path) in search.said and "--skip-damaged" in search.said
    for _ in range(2):
        assert search.ids("bão", "--skip-damaged") == [25, 24, 23]
        assert str(path) in search.said and "1 damaged file or line was left out" in search.said
    assert search("bão")[0] == 3
    path.write_bytes(whole)
    assert search.ids("bão") == [30, 25, 24, 23] and not search.said


def test_damage_that_comes_later_is_met_when_the_line_is_read(search: Searches) -> None:
    path = segment(search)
    path.write_bytes(path.read_bytes().replace(b'{"schema":1,"id":"hanoitv:d2', b'{"schema":1,"id":"hanoitv:e2'))
    code, printed = search("bão")
    assert (code, printed) == (3, "") and str(path) in search.said
    assert search("bão", "--skip-damaged")[0] == 1


def test_a_run_file_that_is_damaged_later_is_code_3_and_left_out_only_when_that_is_asked_for(search: Searches) -> None:
    path = max(search.root.glob("runs/*/*/*.json"), key=lambda path: path.name)
    path.write_bytes(path.read_bytes().replace(b"finished", b"finishes"))
    code, printed = search("bão")
    assert (code, printed) == (3, "") and str(path) in search.said
    assert search.ids("title:bài", "--skip-damaged") == [4, 2, 3] and str(path) in search.said


def test_a_slip_in_the_list_of_takedowns_is_code_2(search: Searches) -> None:
    withhold(search, "no id at all")
    assert search("bão")[0] == 2


def test_an_empty_archive_is_searched_in_vain(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    search = Searches(tmp_path, capsys)
    assert search("bão") == (1, "") and search.said.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_verify_does_not_mind_the_index(search: Searches, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["verify", "--data", str(search.root)]) == 0
    with_index = capsys.readouterr()
    shutil.rmtree(search.root / "search")
    assert main(["verify", "--data", str(search.root)]) == 0
    assert capsys.readouterr() == with_index
