"""`load`: each table, from the archive and from its dumps, for each engine, with the same rows and types."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, get_args

import msgspec
import pyarrow
import pytest
from hypothesis import given

from hanoitv_scraper import load
from hanoitv_scraper.archive.read import Versions
from hanoitv_scraper.cli import main
from hanoitv_scraper.dumps.arrow import arrow_schema, to_arrow
from hanoitv_scraper.dumps.load import Engine
from hanoitv_scraper.dumps.tables import NOT_FLAT, TABLES, TableName
from hanoitv_scraper.errors import ArchiveDamaged, BadArgument
from hanoitv_scraper.items import Article
from tests.archive.runs import crawl
from tests.dumps.made import GONE, NEVER_READ, WITHHELD, make_archive
from tests.samples import WRITTEN, articles

ENGINES = get_args(Engine)
VIETNAM = pyarrow.timestamp("us", tz="Asia/Ho_Chi_Minh")
FORMATS = {
    "parquet": ["--format", "parquet"],
    "jsonl": ["--format", "jsonl"],
    "gz": ["--format", "jsonl", "--compress", "gz"],
    "zst": ["--format", "jsonl", "--compress", "zst"],
    "csv": ["--format", "csv"],
    "sqlite": ["--format", "sqlite"],
}


Dumps = Callable[[str], Path]


def dump(archive: Path, folder: Path, *more: str) -> Path:
    assert main(["dump", "--data", str(archive), "--output", str(folder), *more]) == 0
    return folder


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_archive(tmp_path_factory.mktemp("load") / "archive")


@pytest.fixture(scope="module")
def dumps(archive: Path) -> Dumps:
    """What returns the archive's dump in a format, made when it is first asked for."""
    return cache(lambda form: dump(archive, archive.parent / form, *FORMATS[form]))


@pytest.fixture(scope="module")
def parquet(dumps: Dumps) -> Path:
    return dumps("parquet")


@pytest.fixture(scope="module")
def all_versions(archive: Path) -> Path:
    return dump(archive, archive.parent / "all", "--versions", "all", "--format", "jsonl")


@pytest.mark.parametrize("form", FORMATS)
def test_a_dump_of_any_format_gives_what_the_archive_gives(form: str, archive: Path, dumps: Dumps) -> None:
    for table in TABLES:
        given = load(archive, table, "arrow")
        if table == "articles" and form in ("csv", "sqlite"):
            given = given.drop_columns(sorted(NOT_FLAT))
        assert load(dumps(form), table, "arrow").equals(given), table


@pytest.mark.parametrize("table", TABLES)
def test_every_engine_has_the_same_rows(table: TableName, archive: Path, parquet: Path) -> None:
    given = load(archive, table, "arrow")
    assert given.schema == arrow_schema(table)
    for root in (archive, parquet):
        assert load(root, table, "duckdb").to_arrow_table().to_pylist() == given.to_pylist()
        assert load(root, table, "polars").to_arrow().to_pylist() == given.to_pylist()
        frame = load(root, table, "pandas")
        assert (
            pyarrow.Table.from_pandas(frame, arrow_schema(table), preserve_index=False).to_pylist() == given.to_pylist()
        )


def test_rows_stand_by_time_and_the_latest_version_alone(archive: Path) -> None:
    articles = load(archive, engine="arrow")
    assert articles["title"].to_pylist()[:3] == ["Quận uỷ Thử họp bàn", "Bài sẽ mất", "Bài đã sửa"]
    assert articles["timestamp"].to_pylist()[-1] is None
    both = load(archive, engine="arrow", versions="all").filter(pyarrow.compute.field("id") == "hanoitv:d3")
    assert both["title"].to_pylist() == ["Bài sẽ sửa", "Bài đã sửa"]


def test_what_is_withheld_is_in_no_table(archive: Path) -> None:
    for table in TABLES:
        told = str(load(archive, table, "arrow", "all").to_pylist())
        assert f"'{WITHHELD}'" not in told and "Người Bị Rút" not in told, table


def test_sightings_tell_what_is_gone_and_what_never_was_read(archive: Path) -> None:
    found = {row["article_id"]: row for row in load(archive, "sightings", "arrow").to_pylist()}
    assert found[GONE]["gone_at"] and found[GONE]["first_seen"] < found[GONE]["gone_at"]
    assert found[NEVER_READ]["first_seen"] is None


@pytest.mark.parametrize("table", ["articles", "quotes", "keywords", "images", "sightings"])
def test_a_dump_of_all_versions_gives_the_latest_too(table: TableName, archive: Path, all_versions: Path) -> None:
    for versions in get_args(Versions):
        assert load(all_versions, table, "arrow", versions).equals(load(archive, table, "arrow", versions))


def test_what_a_dump_cannot_give_is_refused(parquet: Path, all_versions: Path) -> None:
    with pytest.raises(BadArgument, match=r"latest versions alone: .*--versions all"):
        load(parquet, versions="all")
    with pytest.raises(BadArgument, match=r"officials of .* count all versions: .*versions='all'"):
        load(all_versions, "officials")
    assert load(all_versions, "officials", "arrow", "all").schema == arrow_schema("officials")


def test_duckdb_shows_vietnams_days_whatever_the_machines_zone_is_and_nothing_starts_scrapy(archive: Path) -> None:
    code = (
        "import sys; from hanoitv_scraper import load; articles = load(sys.argv[1]); "
        "asked = 'SELECT timestamp::DATE::TEXT, timestamp::TEXT FROM articles ORDER BY timestamp LIMIT 2'; "
        "print(articles.query('articles', asked).fetchall(), {'scrapy', 'twisted', 'pandas'} & set(sys.modules))"
    )
    environment = os.environ | {"TZ": "America/New_York"}
    told = subprocess.check_output([sys.executable, "-c", code, str(archive)], env=environment, text=True)
    days = [("2021-09-30", "2021-09-30 23:59:00+07"), ("2021-10-01", "2021-10-01 00:00:00+07")]
    assert told == f"{days} set()\n"


@pytest.mark.parametrize("root", ["archive", "parquet"])
def test_a_query_may_name_other_relations_by_their_variables(root: str, request: pytest.FixtureRequest) -> None:
    quotes = load(request.getfixturevalue(root), "quotes")
    articles = load(request.getfixturevalue(root))
    asked = "SELECT count(*), count(DISTINCT a.id) FROM quotes JOIN articles AS a ON quotes.article_id = a.id"
    assert quotes.query("quotes", asked).fetchall() == [(14, 5)]
    assert articles.query("articles", "SELECT count(*) FROM articles").fetchall() == [(8,)]


def test_pandas_holds_no_python_objects_and_works_on_lists_times_and_records(archive: Path) -> None:
    articles, quotes = (load(archive, table, "pandas") for table in ("articles", "quotes"))
    for frame in (articles, quotes):
        assert "object" not in frame.dtypes.astype(str).to_list()
    assert articles.timestamp.dt.hour.iloc[0] == 23 and articles.timestamp.isna().iloc[-1]
    assert articles.explode("keywords").groupby("keywords").size()["Tết"] == 3
    assert articles.section.list[0].value_counts()["Kinh tế"] == 1
    names = articles.explode("quoted_officials").quoted_officials.struct.field("name")
    assert names.value_counts()["Lâm Quang Thử"] == 3
    merged = quotes.merge(articles[["id", "title"]], left_on="article_id", right_on="id")
    assert len(merged) == len(quotes) == 14 and str(quotes.dtypes["speaker_start"]) == "Int64"


def test_a_column_that_is_empty_at_first_is_there_in_every_engine(tmp_path: Path) -> None:
    """Engines that guess a column's type from the first rows drop what comes late."""
    late = [replace(WRITTEN, id=f"hanoitv:d{number}", source=None) for number in range(110)]
    crawl(tmp_path, *late[:-1], replace(late[-1], id="hanoitv:d999", source="TTXVN"))
    assert load(tmp_path, engine="polars")["source"].to_list()[-1] == "TTXVN"
    assert load(tmp_path, engine="pandas").source.iloc[-1] == "TTXVN"


@pytest.mark.parametrize("table", TABLES)
def test_an_empty_archive_and_its_dump_have_the_columns_too(table: TableName, tmp_path: Path) -> None:
    crawl(tmp_path / "archive")
    folder = dump(tmp_path / "archive", tmp_path / "dump")
    for root in (tmp_path / "archive", folder):
        assert load(root, table, "arrow").equals(arrow_schema(table).empty_table())
        assert load(root, table).columns == load(root, table, "pandas").columns.to_list() == arrow_schema(table).names
    assert load(tmp_path / "archive", table, "polars").is_empty()


def test_an_article_of_two_megabytes_without_a_title_is_whole(tmp_path: Path) -> None:
    body = "Một đoạn dài, có “ngoặc”, dấu phẩy\n\n" * 40_000
    crawl(tmp_path / "archive", replace(WRITTEN, title="", body=body, quoted_officials=(), quoted_others=()))
    folders = [dump(tmp_path / "archive", tmp_path / form, *FORMATS[form]) for form in ("csv", "zst")]
    for root in (tmp_path / "archive", *folders):
        articles = load(root, engine="arrow")
        assert articles["body"].to_pylist() == [body] and articles["title"].to_pylist() == [""]


@given(articles)
def test_any_record_is_a_row_with_the_same_values(article: Article) -> None:
    (row,) = to_arrow("articles", [article]).to_pylist()
    assert msgspec.convert(row, Article) == article


def test_a_damaged_archive_is_named_with_its_file(tmp_path: Path) -> None:
    crawl(tmp_path, WRITTEN)
    (segment,) = tmp_path.glob("articles/*/*/*.jsonl")
    segment.write_bytes(segment.read_bytes().replace(b"hanoitv", b"hanoitw", 1))
    for table in TABLES:
        with pytest.raises(ArchiveDamaged, match=rf"{segment.name}: .* restore it from a copy, or load a dump"):
            load(tmp_path, table)


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_that_is_not_as_the_dump_left_it_is_named_with_what_to_do(
    form: str, dumps: Dumps, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(dumps(form), tmp_path / "dump"))
    (file,) = {*folder.glob("articles/2021-11.*"), *folder.glob("archive.sqlite")}
    sound = file.read_bytes()
    for found in (sound[:-1], sound + b"\n", None):
        file.unlink() if found is None else file.write_bytes(found)
        with pytest.raises(ArchiveDamaged, match=rf"{file.name}: expected {len(sound)} bytes .*: hanoitv dump"):
            load(folder)
    middle = len(sound) // 2
    file.write_bytes(sound[:middle] + bytes([sound[middle] ^ 1]) + sound[middle + 1 :])
    for engine in ENGINES:
        with pytest.raises(ArchiveDamaged, match=rf"{file.name}: expected sha256:.*: hanoitv dump"):
            load(folder, engine=engine)


@pytest.mark.parametrize("written", [b"{}", b"\xff", b'{"versions": "latest", "resources": [1]}'])
def test_a_package_that_is_none_of_ours_is_named(written: bytes, tmp_path: Path) -> None:
    (tmp_path / "datapackage.json").write_bytes(written)
    with pytest.raises(ArchiveDamaged, match=r"datapackage.json: .* expected what hanoitv dump writes"):
        load(tmp_path)


@pytest.mark.parametrize("path", ["../articles/2021-11.csv", "/etc/hostname", "articles/../../a.jsonl", "a/\n.csv"])
def test_a_package_leads_to_no_file_that_is_none_of_a_dumps(path: str, parquet: Path, tmp_path: Path) -> None:
    package = (parquet / "datapackage.json").read_text(encoding="utf-8")
    hostile = package.replace("articles/2021-09.parquet", path.replace("\n", "\\n"))
    (tmp_path / "datapackage.json").write_text(hostile, encoding="utf-8")
    with pytest.raises(ArchiveDamaged, match="expected paths as hanoitv dump gives them"):
        load(tmp_path)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"table": "people"}, "expected table to be one of articles, quotes, .* found 'people'"),
        ({"engine": "excel"}, "expected engine to be one of duckdb, polars, pandas, arrow, found 'excel'"),
        ({"versions": "newest"}, "expected versions to be one of latest, all, found 'newest'"),
        ({"root": "articles"}, "no archive and no dump at .*articles: expected runs/ or datapackage.json"),
        ({"root": "nowhere"}, "no archive and no dump at .*nowhere: there is no such folder"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else "",
)
def test_what_there_is_not_is_refused(asked: dict[str, Any], expected: str, archive: Path) -> None:
    with pytest.raises(BadArgument, match=expected):
        load(archive / asked.pop("root", ""), **asked)


@pytest.mark.parametrize("engine", ENGINES)
def test_an_engine_that_is_not_installed_is_named_with_how_to_install_it(
    engine: Engine, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = {"arrow": "pyarrow"}.get(engine, engine)
    monkeypatch.setitem(sys.modules, library, None)
    monkeypatch.setattr("hanoitv_scraper.dumps.load._database", lambda: __import__("duckdb").connect())
    arrow_schema.cache_clear()
    with pytest.raises(BadArgument, match=rf"{library}: pip install 'hanoitv-scraper\[analysts\]'"):
        load(archive, engine=engine)
