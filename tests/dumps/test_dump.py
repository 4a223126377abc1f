"""What a dump holds: the same in every format, the same bytes each time, whatever the articles hold."""

from __future__ import annotations

import csv
import gzip
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest

from hanoitv_scraper import read_archive
from hanoitv_scraper.cli import main
from hanoitv_scraper.dumps.chosen import Choice, Chosen
from hanoitv_scraper.dumps.formats.csv import from_cell
from hanoitv_scraper.dumps.sightings import sighting_rows
from hanoitv_scraper.dumps.tables import BY_MONTH, TABLES, TableName
from hanoitv_scraper.items import VIETNAM, Article, Outcome
from tests.archive.runs import crawl, exchange, opened
from tests.dumps.dumped import FORMATS, contents, dump, made, package, rows
from tests.dumps.made import GONE, NEVER_READ, WITHHELD, make_archive
from tests.samples import WRITTEN


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_archive(tmp_path_factory.mktemp("archive"))


@pytest.fixture(scope="module")
def dumps(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The archive in every format, all versions of each article."""
    folder = tmp_path_factory.mktemp("dumps")
    return {name: made(archive, folder / name, "--versions", "all", *how) for name, how in FORMATS.items()}


def read_parquet(folder: Path, table: TableName) -> list[dict[str, Any]]:
    return [row for path in paths(folder, table) for row in pyarrow.parquet.read_table(path).to_pylist()]


def read_csv(folder: Path, table: TableName) -> list[dict[str, Any]]:
    csv.field_size_limit(2**30)
    found = []
    for path in paths(folder, table):
        with path.open(encoding="utf-8-sig", newline="") as file:
            found += [{key: from_cell(cell) for key, cell in row.items()} for row in csv.DictReader(file, strict=True)]
    return found


def read_sqlite(folder: Path, table: TableName) -> list[dict[str, Any]]:
    with closing(sqlite3.connect(folder / "archive.sqlite")) as db:
        db.row_factory = sqlite3.Row
        return [dict(row) for row in db.execute(f"SELECT * FROM {table} ORDER BY rowid")]


def paths(folder: Path, table: TableName) -> list[Path]:
    return [folder / one["path"] for one in package(folder)["resources"] if one["table"] == table]


def test_articles_are_the_archives_records_by_month_time_and_id(archive: Path, dumps: dict[str, Path]) -> None:
    expected = [article.to_dict() for article in read_archive(archive, versions="all")]
    expected.sort(key=lambda row: (row["timestamp"] or "9", row["id"], row["revision"], row["reading"]))
    assert rows(dumps["jsonl"], "articles") == expected
    assert [list(row) for row in rows(dumps["jsonl"], "articles")] == [list(WRITTEN.to_dict())] * len(expected)


def test_a_month_is_that_of_vietnam(dumps: dict[str, Path]) -> None:
    folder = dumps["jsonl"] / "articles"
    ids = {path.name: [json.loads(line)["id"] for line in path.open()] for path in folder.iterdir()}
    assert ids.pop("2021-09.jsonl") == ["hanoitv:d1"] * 2 and ids.pop("undated.jsonl") == ["hanoitv:d4"]
    assert ids.pop("2021-10.jsonl")[0] == GONE and list(ids) == ["2021-11.jsonl"]


@pytest.mark.parametrize("table", TABLES)
def test_packed_lines_are_the_same_lines(table: TableName, dumps: dict[str, Path]) -> None:
    plain = [path.read_bytes() for path in paths(dumps["jsonl"], table)]
    assert [gzip.decompress(path.read_bytes()) for path in paths(dumps["gz"], table)] == plain
    unpacked = [pyarrow.input_stream(str(path), compression="zstd").read() for path in paths(dumps["zst"], table)]
    assert unpacked == plain


@pytest.mark.parametrize("table", TABLES)
def test_parquet_says_what_json_says(table: TableName, dumps: dict[str, Path]) -> None:
    assert at_vietnam(read_parquet(dumps["parquet"], table)) == at_vietnam(rows(dumps["jsonl"], table))


def at_vietnam(value: Any, key: str = "") -> Any:
    """Return rows with each of their times as it is told in Vietnam."""
    if isinstance(value, list):
        return [at_vietnam(one) for one in value]
    if isinstance(value, dict):
        return {key: at_vietnam(one, key) for key, one in value.items()}
    if isinstance(value, str) and key in TIMES:
        value = datetime.fromisoformat(value)
    return value.astimezone(VIETNAM).isoformat() if isinstance(value, datetime) else value


TIMES = {
    "timestamp", "updated_at", "fetched_at", "first_seen", "last_seen", "gone_at", "last_look", "first_quoted",
    "last_quoted",
}  # fmt: skip


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(("name", "read"), [("csv", read_csv), ("sqlite", read_sqlite)], ids=("csv", "sqlite"))
def test_flat_formats_say_what_json_says(
    name: str, read: Callable[[Path, TableName], list[dict[str, Any]]], table: TableName, dumps: dict[str, Path]
) -> None:
    """Lists and records as JSON text, nothing for null; columns that are tables of their own are left out."""
    left_out = {"quoted_officials", "quoted_others", "images"} if table == "articles" else set()
    found = [{key: cell or None for key, cell in row.items()} for row in read(dumps[name], table)]
    for row, whole in zip(at_vietnam(found), at_vietnam(rows(dumps["jsonl"], table)), strict=True):
        assert set(whole) - set(row) == left_out
        for key, cell in row.items():
            assert same(cell, whole[key]), (key, cell, whole[key])


def same(cell: Any, value: Any) -> bool:
    if isinstance(value, (list, dict)):
        return bool(at_vietnam(json.loads(cell)) == value)
    if isinstance(value, bool):
        return cell in (("true", 1) if value else ("false", None))
    return bool(cell in (None, "0") if value in (None, "", 0) else str(cell) == str(value))


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_archive_gives_the_same_bytes(
    name: str, archive: Path, dumps: dict[str, Path], tmp_path: Path
) -> None:
    again = made(archive, tmp_path / "again", "--versions", "all", *FORMATS[name])
    assert contents(again) == contents(dumps[name])


def test_sightings_tell_of_first_and_last_looks_and_when_it_was_gone(dumps: dict[str, Path]) -> None:
    told = {row["article_id"]: row for row in rows(dumps["jsonl"], "sightings")}
    assert WITHHELD not in told
    assert told[GONE]["first_seen"] == told[GONE]["last_seen"] == "2021-11-01T01:00:00Z"
    assert (told[GONE]["gone_at"], told[GONE]["looks"]) == ("2021-11-20T02:00:00Z", 2)
    assert told["hanoitv:d1"]["last_outcome"] == "reread" and told["hanoitv:d1"]["gone_at"] is None
    assert told[NEVER_READ] | {"url": ""} == {
        "article_id": NEVER_READ, "site": "hanoitv", "timestamp": None, "url": "", "first_seen": None,
        "last_seen": None, "gone_at": "2021-11-20T02:00:00Z", "last_look": "2021-11-20T02:00:00Z",
        "last_outcome": "gone", "looks": 1,
    }  # fmt: skip


def test_what_comes_back_is_gone_no_more_and_a_failure_tells_nothing(tmp_path: Path) -> None:
    """Looks of five days: there, gone, there again (on another, unread page), gone, no answer."""
    outcomes: tuple[Outcome, ...] = ("new", "gone", "unread", "gone", "failed")
    told = []
    for number, outcome in enumerate(outcomes):
        with opened(tmp_path / "data", now=datetime(2021, 11, 1 + number, tzinfo=UTC)) as run:
            sighting = run.keep(exchange(WRITTEN.url, b"page", run.clock()), WRITTEN.id, WRITTEN.url)
            run.sight(replace(sighting, outcome=outcome))
            run.seal("finished", 0, None)
        (row,) = rows(made(tmp_path / "data", tmp_path / "dump"), "sightings")
        told.append((row["first_seen"][8:10], row["last_seen"][8:10], row["gone_at"] and row["gone_at"][8:10]))
    assert told == [("01", "01", None), ("01", "01", "02"), ("01", "03", None), ("01", "03", "04"), ("01", "03", "04")]
    assert (row["looks"], row["last_outcome"]) == (5, "failed")


def test_a_run_that_ends_while_the_archive_is_read_is_left_to_the_next_dump(tmp_path: Path) -> None:
    crawl(tmp_path, WRITTEN, now=datetime(2021, 11, 10, tzinfo=UTC))
    late = replace(WRITTEN, id="hanoitv:d2", url="http://hanoitv.vn/thu-d2.html")

    def look(article: Article) -> None:
        if article.id == WRITTEN.id:
            crawl(tmp_path, late, now=datetime(2021, 11, 11, tzinfo=UTC))

    chosen = Chosen(tmp_path, Choice(), look=look)
    assert [row.article_id for row in sighting_rows(tmp_path, chosen)] == [WRITTEN.id] and len(chosen) == 1
    assert len([*sighting_rows(tmp_path, Chosen(tmp_path, Choice()))]) == 2


def test_bounds_choose_by_the_time_of_publication(archive: Path, tmp_path: Path) -> None:
    folder = made(archive, tmp_path / "dump", "--since", "2021-10-05", "--until", "2021-10-09", "--site", "hanoitv")
    ids = ["hanoitv:d3", "hanoitv:d5"]
    assert [row["id"] for row in rows(folder, "articles")] == ids
    assert [row["article_id"] for row in rows(folder, "sightings")] == ids
    assert {row["article_id"] for row in rows(folder, "quotes")} == {"hanoitv:d3"}
    assert sorted(path.name for path in folder.glob("*/20*")) == ["2021-10.jsonl"] * len(BY_MONTH)


HUGE = "Đường dài lắm. " * 700_000
ODD = replace(
    WRITTEN, id="hanoitv:d77", title="=cmd|'/C calc'!A0 </script> \u202e🎉 \0 \x0b\u2028", body=HUGE,
    quoted_officials=(), keywords=("'đơn", "@1", "một\r\nhai", ""), dateline="",
)  # fmt: skip


@pytest.fixture(scope="module")
def odd_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("odd")
    crawl(folder, ODD)
    return folder


@pytest.mark.parametrize("name", ["parquet", "jsonl", "csv", "sqlite"])
def test_whatever_an_article_holds_is_there_unchanged(name: str, odd_archive: Path, tmp_path: Path) -> None:
    """Ten million signs, a formula, a script, signs that turn text round; NUL is shown in CSV."""
    folder = made(odd_archive, tmp_path / "dump", *FORMATS[name])
    row = next(read_any(name, folder, "articles"))
    assert row["body"] == HUGE and row["title"].replace("␀", "\0") == ODD.title
    assert [row["keyword"] for row in read_any(name, folder, "keywords")] == list(ODD.keywords)


def read_any(name: str, folder: Path, table: TableName) -> Any:
    if name in ("gz", "zst"):
        compression = {"gz": "gzip", "zst": "zstd"}[name]
        packed = (pyarrow.input_stream(str(path), compression=compression).read() for path in paths(folder, table))
        return (json.loads(line) for content in packed for line in content.splitlines())
    reading: dict[str, Callable[[Path, Any], list[dict[str, Any]]]] = {
        "jsonl": rows, "parquet": read_parquet, "csv": read_csv, "sqlite": read_sqlite,
    }  # fmt: skip
    return iter(reading[name](folder, table))


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_archive_gives_tables_without_rows(name: str, tmp_path: Path) -> None:
    """Each table has a file, so that `articles/*.parquet` is no error, and its columns where the format tells them."""
    (tmp_path / "data").mkdir()
    folder = made(tmp_path / "data", tmp_path / "dump", *FORMATS[name])
    assert [one["table"] for one in package(folder)["resources"]] == list(TABLES)
    assert all(one["row_count"] == 0 for one in package(folder)["resources"])
    for table in TABLES:
        assert list(read_any(name, folder, table)) == []
    if name == "parquet":
        columns = pyarrow.parquet.read_schema(folder / "quotes" / "undated.parquet").names
        assert columns[:2] == ["article_id", "revision"]


def test_parquet_has_real_types_and_zstd(dumps: dict[str, Path]) -> None:
    file = pyarrow.parquet.ParquetFile(dumps["parquet"] / "articles" / "2021-10.parquet")
    schema = file.schema_arrow
    assert schema.field("timestamp").type == pyarrow.timestamp("us", tz="Asia/Ho_Chi_Minh")
    assert schema.field("keywords").type.value_type == pyarrow.string()
    assert file.metadata.row_group(0).column(0).compression == "ZSTD"


def test_csv_begins_with_a_mark_for_spreadsheets(dumps: dict[str, Path]) -> None:
    content = (dumps["csv"] / "keywords" / "2021-10.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfarticle_id,revision,reading,number,site,timestamp,keyword\r\n")
    assert b'"\'=1+1"\r\n' in content


def test_a_withheld_article_is_nowhere(dumps: dict[str, Path]) -> None:
    for path, content in contents(dumps["jsonl"]).items():
        assert f'{WITHHELD}"'.encode() not in content and "Người Bị Rút".encode() not in content, path


def test_a_dump_is_refused_an_archive_that_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert dump(tmp_path / "nowhere", tmp_path / "dump") == 2
    assert "no archive at" in capsys.readouterr().err and not (tmp_path / "dump").exists()


@pytest.mark.parametrize("asked", [["search", "ha noi"], ["report", "--output", "report.html"], ["status"], ["verify"]])
def test_a_dump_is_taken_for_an_archive_by_no_verb(
    asked: list[str], dumps: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*asked, "--data", str(dumps["csv"])]) == 2
    assert f"no archive at {dumps['csv']}: it is a dump" in capsys.readouterr().err


def test_a_dump_of_a_dump_is_refused(
    dumps: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dump(dumps["csv"], tmp_path / "dump") == 2
    assert f"no archive at {dumps['csv']}: it is a dump" in capsys.readouterr().err
    assert not (tmp_path / "dump").exists()


def test_bounds_in_the_wrong_order_are_refused(
    archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dump(archive, tmp_path / "dump", "--since", "2021-10-09", "--until", "2021-10-05") == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "expected --since before --until, found '2021-10-09' and '2021-10-05'" in line
    assert not (tmp_path / "dump").exists()
