"""The SQLite dump: what is in the file, what it finds, and what becomes of it where it cannot be written."""

from __future__ import annotations

import resource
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from hanoitv_scraper.archive.read import Versions
from hanoitv_scraper.dumps.chosen import Choice
from hanoitv_scraper.dumps.formats.sqlite import write_sqlite
from hanoitv_scraper.dumps.rows import keyword_rows, quote_rows
from hanoitv_scraper.dumps.source import Source
from hanoitv_scraper.dumps.tables import BY_MONTH, TABLES, TableName
from hanoitv_scraper.items import Article, Record
from tests.dumps.made import CHAIR, FIRST, article, make_archive

TABLES_IN_ORDER: tuple[TableName, ...] = ("officials", "offices", *BY_MONTH)


def dumped(archive: Path, path: Path, versions: Versions = "latest") -> Path:
    """Write the archive's dump to `path`, as `hanoitv dump` does, and return it."""
    source = Source(archive, Choice(versions=versions))
    write_sqlite(path, ((table, source.rows(table)) for table in TABLES_IN_ORDER), versions)
    return path


def written(path: Path, *articles: Article) -> Path:
    """Write a file of these articles and their quotes."""
    quotes = [row for one in articles for row in quote_rows(one, lambda article, speaker: None)]
    write_sqlite(path, [("articles", articles), ("quotes", quotes)], "latest")
    return path


def ask(path: Path, sql: str, *values: object) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute(sql, values).fetchall()


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_archive(tmp_path_factory.mktemp("archive"))


@pytest.fixture(scope="module")
def latest(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return dumped(archive, tmp_path_factory.mktemp("dump") / "archive.sqlite")


@pytest.fixture(scope="module")
def whole(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return dumped(archive, tmp_path_factory.mktemp("whole") / "archive.sqlite", "all")


def test_all_tables_are_there_with_their_rows(latest: Path, archive: Path) -> None:
    source = Source(archive, Choice())
    for table in TABLES:
        assert ask(latest, f"SELECT count(*) FROM {table}") == [(len([*source.rows(table)]),)], table
    assert ask(latest, "SELECT count(*) FROM articles WHERE id = 'hanoitv:d9'") == [(0,)], "it is withheld"


def test_columns_are_the_records_but_for_what_is_a_table(latest: Path) -> None:
    columns = [name for (name,) in ask(latest, "SELECT name FROM pragma_table_info('articles')")]
    assert columns[:4] == ["schema", "id", "revision", "reading"] and "title" in columns
    assert not {"quoted_officials", "quoted_others", "images"} & {*columns}
    quotes = {
        name: rest for name, *rest in ask(latest, "SELECT name, type, [notnull] FROM pragma_table_info('quotes')")
    }
    assert [quotes[name] for name in ("official", "office", "confidence")] == [["INTEGER", 1], ["TEXT", 0], ["REAL", 1]]


def test_times_are_vietnams_and_lists_are_json(latest: Path) -> None:
    [row] = ask(latest, "SELECT timestamp, fetched_at, keywords, raw ->> 'via' FROM articles WHERE id = 'hanoitv:d1'")
    assert row == ("2021-09-30T23:59:00+07:00", "2021-11-01T08:00:00+07:00", '["Quận uỷ","Tết"]', "live")
    assert ask(latest, "SELECT last_look FROM sightings WHERE article_id = 'hanoitv:d2'") == [
        ("2021-11-20T09:00:00+07:00",)
    ]
    assert ask(latest, "SELECT count(*) FROM articles, json_each(section) WHERE value = 'Thị trường'") == [(1,)]


@pytest.mark.parametrize("dump", ["latest", "whole"])
def test_references_lead_somewhere(dump: str, request: pytest.FixtureRequest) -> None:
    path = request.getfixturevalue(dump)
    assert ask(path, "PRAGMA foreign_key_check") == [] == ask(path, "SELECT * FROM officials WHERE id IS NULL")
    assert ask(path, "SELECT count(*) > 0 FROM quotes JOIN officials ON officials.id = official_id") == [(1,)]
    assert ask(path, "PRAGMA integrity_check") == [("ok",)]


def test_an_article_is_its_id_where_it_has_one_version(latest: Path, whole: Path) -> None:
    keys = "SELECT name FROM pragma_table_info('articles') WHERE pk > 0 ORDER BY pk"
    assert ask(latest, keys) == [("id",)] and ask(whole, keys) == [("id",), ("revision",), ("reading",)]
    assert ask(whole, "SELECT revision, reading FROM articles WHERE id = 'hanoitv:d1'") == [(1, 1), (1, 2)]
    to = "SELECT \"to\" FROM pragma_foreign_key_list('quotes') WHERE \"table\" = 'articles'"
    assert ask(latest, to) == [("id",)] and len(ask(whole, to)) == 3


def test_the_same_rows_are_the_same_bytes(archive: Path, latest: Path, tmp_path: Path) -> None:
    again = dumped(archive, tmp_path / "another name.sqlite")
    assert again.read_bytes() == latest.read_bytes()
    assert [*tmp_path.iterdir()] == [again], "nothing lies beside it"
    assert ask(again, "PRAGMA journal_mode") == [("delete",)], "a file that nobody may write can be read"
    assert ask(again, "PRAGMA application_id") == [(int.from_bytes(b"HATV"),)]


QUOTED = article(21, "2021-11-09 07:00", "Quận uỷ Đống Đa họp", ("Đỗ Đức Đương", "Chủ tịch", "UBND quận Đống Đa"))
OTHER = article(22, "2021-11-10 07:00", "Ủy ban huyện Đông Anh", CHAIR, more=" Da trắng, thưởng ngoạn ở Ứng Hoà.")


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("searched") / "a.sqlite", QUOTED, OTHER)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("Đống Đa", {21}),
        ("đống đa", {21}),
        ('"dong da"', {21}),
        ('"Đống da"', {21}),
        ('"quan uy dong da hop"', {21}),
        ('"quận ủy"', {21}),
        ("uy", {21, 22}),
        ("ủy", {21, 22}),
        ("uỷ", {21, 22}),
        ('"thuong ngoan o ung hoa"', {22}),
        ('"ứng hòa"', {22}),
        ("dong", {21, 22}),
        ('"da da"', set()),
        ("title : anh", {22}),
        ("dong NOT quan", {22}),
    ],
)
def test_articles_are_found_with_and_without_diacritics(searched: Path, query: str, found: set[int]) -> None:
    rows = ask(
        searched,
        "SELECT id FROM articles WHERE rowid IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?)",
        query,
    )
    assert {id for (id,) in rows} == {f"hanoitv:d{number}" for number in found}


@pytest.mark.parametrize("query", ['speaker : "do duc duong"', 'speaker : "Đỗ Đức Đương"', '"dong da" AND duong'])
def test_quotes_are_found_by_who_said_them(searched: Path, query: str) -> None:
    rows = ask(
        searched, "SELECT DISTINCT highlight(quotes_fts, 0, '«', '»') FROM quotes_fts WHERE quotes_fts MATCH ?", query
    )
    [(speaker,)] = rows
    assert str(speaker).replace("«", "").replace("»", "") == "Đỗ Đức Đương" and "Đương»" in str(speaker)


def test_what_is_found_is_shown_as_printed(searched: Path) -> None:
    shown = "SELECT highlight(articles_fts, 0, '«', '»') FROM articles_fts WHERE articles_fts MATCH '\"uy dong da\"'"
    assert ask(searched, shown) == [("Quận «uỷ Đống Đa» họp",)]


def test_a_title_ranks_before_a_body(tmp_path: Path) -> None:
    in_body = article(31, None, "Tin khác hẳn", more=" Về đê, về đê, về đê điều.")
    in_title = article(32, None, "Tin về đê điều")
    path = written(tmp_path / "a.sqlite", in_body, in_title)
    titles = "SELECT title FROM articles_fts WHERE articles_fts MATCH 'de' ORDER BY rank"
    assert ask(path, titles) == [("Tin về đê điều",), ("Tin khác hẳn",)]


def test_odd_and_huge_texts_come_back_as_they_are(tmp_path: Path) -> None:
    odd = [replace(one, id=f"x:{at}") for at, one in enumerate(FIRST)]
    huge = replace(article(40, "2021-11-09 07:00", "Dài", more="đường " * 500_000), id="x:huge")
    nul = replace(article(41, None, "a\0b"), id="x:nul")
    path = written(tmp_path / "a.sqlite", *odd, huge, nul)
    told = ask(path, "SELECT id, title FROM articles")
    assert {*told} == {(one.id, one.title) for one in (*odd, huge, nul)}
    assert ask(path, "SELECT body FROM articles WHERE id = 'x:huge'") == [(huge.body,)]


def test_nothing_gives_a_file_with_all_tables(tmp_path: Path) -> None:
    assert write_sqlite(tmp_path / "a.sqlite", ()) == dict.fromkeys(TABLES, 0)
    for table in TABLES:
        assert ask(tmp_path / "a.sqlite", f"SELECT * FROM {table}") == []


def test_a_file_that_is_there_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError):
        written(path, QUOTED)
    assert path.read_text(encoding="utf-8") == "mine"


def test_a_full_disk_is_an_os_error_and_leaves_nothing(tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, hard))
        with pytest.raises(OSError, match=r"a\.sqlite"):
            written(tmp_path / "a.sqlite", article(50, None, "Dài", more="đường phố " * 1_000_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert [*tmp_path.iterdir()] == []


def test_rows_that_end_in_an_error_leave_nothing(tmp_path: Path) -> None:
    def rows() -> Iterator[Record]:
        yield from keyword_rows(replace(QUOTED, keywords=("Tết",)))
        raise KeyError("damage")

    with pytest.raises(KeyError):
        write_sqlite(tmp_path / "a.sqlite", [("articles", [QUOTED]), ("keywords", rows())])
    assert [*tmp_path.iterdir()] == []
