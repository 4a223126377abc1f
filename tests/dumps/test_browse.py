"""A SQLite dump in Datasette: served by its command, and asked over HTTP as a browser asks."""

from __future__ import annotations

import json
import re
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode
from urllib.request import build_opener

import pytest

from hanoitv_scraper.dumps.browse.__main__ import main
from hanoitv_scraper.dumps.browse.metadata import PAGES, SHORT, read_queries
from hanoitv_scraper.dumps.chosen import Choice
from hanoitv_scraper.dumps.columns import flat_types
from hanoitv_scraper.dumps.formats.sqlite import write_sqlite
from hanoitv_scraper.dumps.formats.sqlite_schema import SEARCHED
from hanoitv_scraper.dumps.source import Source
from hanoitv_scraper.dumps.tables import TABLES, KeywordRow, TableName
from tests.conftest import PROJECT, missing
from tests.dumps.made import FIRST, make_archive
from tests.dumps.test_sqlite import TABLES_IN_ORDER, dumped

Ask = Callable[..., str]
HOSTILE = "</script><script>alert(1)</script> & \"ngoặc\" 'đơn'"


def with_hostile_keyword(source: Source, table: TableName) -> Iterator[Any]:
    """Yield a table's rows; one more of the keywords, whose article has markup for a title, and which is markup."""
    yield from source.rows(table)
    if table == "keywords":
        yield KeywordRow(
            article_id="hanoitv:d6", revision=1, reading=1, number=1, site="hanoitv", timestamp=FIRST[5].timestamp,
            keyword=HOSTILE,
        )  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a dump."""
    source = Source(make_archive(tmp_path_factory.mktemp("archive")), Choice())
    folder = tmp_path_factory.mktemp("dump")
    tables = ((table, with_hostile_keyword(source, table)) for table in TABLES_IN_ORDER)
    write_sqlite(folder / "archive.sqlite", tables, "latest")
    return folder


@pytest.fixture(scope="module")
def ask(folder: Path) -> Iterator[Ask]:
    """Serve the dump; what is given asks for a page by its path and parameters."""
    if find_spec("datasette") is None:
        missing("datasette")
    command = [sys.executable, "-m", "hanoitv_scraper.dumps.browse", str(folder), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as served:
        assert served.stdout and served.stderr
        told = served.stdout.readline()
        root = next((word for word in told.split() if word.startswith("http://127.0.0.1:")), None)
        assert root, told + served.stderr.read()
        browser = build_opener()

        def asked(path: str, **parameters: str) -> str:
            query = f"?{urlencode(parameters)}" if parameters else ""
            with browser.open(f"{root}{quote(path)}{query}", timeout=20) as answer:
                return str(answer.read().decode())

        yield asked
        served.terminate()
        assert served.communicate() == ("", ""), "no page was an error"


def rows(ask: Ask, path: str, **parameters: str) -> list[dict[str, Any]]:
    """Return the rows that a page has as JSON."""
    answer = json.loads(ask(f"{path}.json", _shape="objects", **parameters))
    assert answer.get("ok", True), answer
    return list(answer["rows"])


def test_the_front_page_leads_to_the_tables_and_recipes(ask: Ask) -> None:
    assert "archive" in ask("") and "Báo chí Việt Nam" in ask("")
    page = ask("archive")
    for told in read_queries().values():
        assert f"{told['title_en']} · {told['title_vi']}" in page.replace("&#39;", "'")
    assert "belong to their publishers" in page and "articles_fts" not in page
    assert 'href="/hanoitv/browse.css"' in page and "column-descriptions" in ask("hanoitv/browse.css")


@pytest.mark.parametrize("table", TABLES)
def test_each_table_says_what_it_is_and_counts_by_its_facets(ask: Ask, table: TableName) -> None:
    page = ask(f"archive/{table}")
    assert " · " in page and "<dl" in page and ('name="_search"' in page) == (table in SEARCHED)
    answer = json.loads(ask(f"archive/{table}.json"))
    assert answer["filtered_table_rows_count"] > 0 and not answer.get("facets_timed_out")
    assert [*answer["facet_results"]] == PAGES[table].get("facets", [])


@pytest.mark.parametrize("table", SHORT)
def test_few_columns_are_a_click_away(ask: Ask, table: TableName) -> None:
    assert "?" + "&amp;".join(f"_col={name}" for name in SHORT[table]) in ask(f"archive/{table}")


def test_newest_articles_come_first(ask: Ask) -> None:
    times = [row["timestamp"] for row in rows(ask, "archive/articles")]
    assert times == [*sorted(filter(None, times), reverse=True), None]


@pytest.mark.parametrize("words", ["quan uy", "Quận uỷ", "quận ủy", '"QUAN UY THU"'])
def test_the_search_box_finds_with_and_without_diacritics(ask: Ask, words: str) -> None:
    assert [row["id"] for row in rows(ask, "archive/articles", _search=words)] == ["hanoitv:d1"]


def test_the_search_box_finds_who_said_it(ask: Ask) -> None:
    found = rows(ask, "archive/quotes", _search="lam quang thu tet")
    assert {row["speaker"] for row in found} == {"Lâm Quang Thử"}
    assert rows(ask, "archive/quotes", _search='nobody "unclosed') == []


def test_references_are_links_by_name(ask: Ask) -> None:
    page = ask("archive/quotes", article_id="hanoitv:d1")
    assert 'href="/archive/articles/hanoitv~3Ad1">Quận uỷ Thử họp bàn</a>' in page
    [official] = {row["official_id"] for row in rows(ask, "archive/quotes", article_id="hanoitv:d1")}
    assert f'href="/archive/officials/{official}">Lâm Quang Thử</a>' in page
    assert 'href="/archive/quotes?article_id=hanoitv:d1"' in ask("archive/articles/hanoitv~3Ad1")


@pytest.mark.parametrize("path", ["archive/articles", "archive/keywords", "archive/search_articles"])
def test_markup_in_titles_and_keywords_is_text(ask: Ask, path: str) -> None:
    page = ask(path, **({"words": "alert"} if "search" in path else {}))
    assert "<script>alert(1)" not in page and "&lt;script&gt;" in page


@pytest.mark.parametrize("query", read_queries())
def test_each_recipe_answers_at_the_first_click(ask: Ask, query: str) -> None:
    assert rows(ask, f"archive/{query}")
    told = read_queries()[query]
    page = ask(f"archive/{query}")
    assert told["title_vi"] in page and all(f'name="{name}"' in page for name in told["params"])


@pytest.mark.parametrize(
    ("query", "asked", "column", "found"),
    [
        ("articles_per_day", {"since": "2021-10-09", "until": "2021-10-10"}, "day", ["2021-10-10", "2021-10-09"]),
        ("articles_per_day", {"since": "2021-11", "site": "hanoitv"}, "articles", [1]),
        ("articles_per_day", {"site": "elsewhere"}, "day", []),
        ("articles_per_day", {"until": "2021-09"}, "day", ["2021-09-30"]),
        ("most_quoted_by_month", {"until": "2021-09-30"}, "name", ["Lâm Quang Thử"]),
        (
            "statements_of_an_official",
            {"official": "lam quang thu", "since": "2021-11"},
            "verb",
            ["cho biết", "nhấn mạnh"],
        ),
        ("statements_of_an_official", {"official": "Không Ai Cả"}, "text", []),
        ("edits_of_a_story", {"article": "hanoitv:d3"}, "after", ["Bài đã sửa"]),
        ("co_quoted_officials", {"official": "Lâm Quang Thử"}, "articles", [1]),
        ("co_quoted_officials", {"until": "2021-10"}, "articles", []),
        ("keyword_trends", {"keyword": "Tết"}, "more_than_the_month_before", [0, 0, 1]),
        ("keyword_trends", {"keyword": "Tết", "since": "2021-11-01"}, "more_than_the_month_before", [0]),
        ("keyword_trends", {"keyword": "Tết", "until": "2021-10-01"}, "month", ["2021-10", "2021-09"]),
        ("search_articles", {"words": "quan uy thu"}, "title", ["«Quận» «uỷ» «Thử» họp bàn"]),
        ("search_quotes", {"words": '"so thu nghiem"'}, "organisation", ["«Sở Thử nghiệm» Hà Nội"] * 2),
        ("search_quotes", {"words": '" AND ('}, "text", []),
    ],
)
def test_recipes_answer_what_is_asked(
    ask: Ask, query: str, asked: dict[str, str], column: str, found: list[Any]
) -> None:
    assert [row[column] for row in rows(ask, f"archive/{query}", **asked)] == found


def test_a_dump_of_all_versions_tells_before_and_after(tmp_path: Path) -> None:
    path = dumped(make_archive(tmp_path / "archive"), tmp_path / "all.sqlite", "all")
    with closing(sqlite3.connect(path)) as db:
        told = db.execute(read_queries()["edits_of_a_story"]["sql"], {"article": "hanoitv:d3"}).fetchall()
    assert [row[4:7] for row in told] == [("title", "Bài sẽ sửa", "Bài đã sửa")]


def test_the_documented_search_finds_what_was_said(folder: Path) -> None:
    [sql] = re.findall(r"```sql\n(.+?)```", (PROJECT / "docs/browse.md").read_text(encoding="utf-8"), re.DOTALL)
    with closing(sqlite3.connect(folder / "archive.sqlite")) as db:
        assert {text for _, text in db.execute(sql)} == {"việc này phải xong «trước Tết» 0"}


def test_the_documented_recipes_are_those_that_there_are() -> None:
    table = (PROJECT / "docs/browse.md").read_text(encoding="utf-8").partition("| page |")[2].partition("\n\n")[0]
    assert {*re.findall(r"`(\w+)`", table)} == {*read_queries()}


@pytest.mark.parametrize("table", TABLES)
def test_pages_name_columns_that_there_are(table: TableName) -> None:
    page = PAGES[table]
    named = {*page.get("facets", ()), *page["sortable_columns"], page["sort_desc"], *SHORT.get(table, ())}
    assert named | {page.get("label_column", "site")} <= {*flat_types(table)}


def test_what_datasette_is_told_can_be_had_as_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(folder), "--metadata"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["databases"]["archive"]["tables"]["quotes"]["fts_table"] == "quotes_fts"


@pytest.mark.parametrize("content", [None, b"no database at all", b""], ids=["missing", "text", "another"])
def test_what_is_no_dump_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "archive.sqlite").write_bytes(content)
    assert main([str(tmp_path), "--metadata"]) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert "archive.sqlite" in line and "hanoitv dump --format sqlite" in line


def test_a_dump_of_a_later_format_is_refused(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    later = tmp_path / "archive.sqlite"
    later.write_bytes((folder / "archive.sqlite").read_bytes())
    with closing(sqlite3.connect(later)) as db:
        db.execute("PRAGMA user_version = 99")
    assert main([str(later), "--metadata"]) == 2 and "format 99" in capsys.readouterr().err


def test_a_port_that_is_taken_is_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert main([str(folder), "--port", str(taken.getsockname()[1])]) == 2
    assert "in use: choose another with --port" in capsys.readouterr().err
