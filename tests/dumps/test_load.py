"""An archive as a table of each engine, with real types."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyarrow
import pytest

from hanoitv_scraper import load
from hanoitv_scraper.errors import BadArgument
from tests.archive.runs import crawl
from tests.samples import WRITTEN


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    crawl(tmp_path, WRITTEN, replace(WRITTEN, id="hanoitv:d2", timestamp=None, keywords=("một", "hai")))
    return tmp_path


def test_duckdb_answers_who_was_quoted(archive: Path) -> None:
    table = load(archive)
    assert table.aggregate("count(*)").fetchall() == [(2,)]
    asked = "SELECT DISTINCT q.name, q.organisation FROM (SELECT unnest(quoted_officials) AS q FROM articles)"
    assert table.query("articles", asked).fetchall() == [("Trần Thị Thử", "UBND phường Thử")]


def test_pandas_polars_and_arrow_have_times_and_lists(archive: Path) -> None:
    frame = load(archive, engine="pandas")
    assert frame["timestamp"].iloc[0].isoformat() == "2021-11-08T21:21:00+07:00" and frame["timestamp"].isna().iloc[1]
    assert load(archive, engine="polars")["keywords"].to_list() == [[], ["một", "hai"]]
    assert load(archive, engine="arrow").schema.field("fetched_at").type == pyarrow.timestamp(
        "us", tz="Asia/Ho_Chi_Minh"
    )


def test_an_empty_archive_has_the_columns_too(tmp_path: Path) -> None:
    crawl(tmp_path)
    table = load(tmp_path, engine="arrow")
    assert table.num_rows == 0 and table.column_names[:3] == ["schema", "id", "revision"]


@pytest.mark.parametrize(("table", "engine"), [("people", "duckdb"), ("articles", "excel")])
def test_what_there_is_not_is_refused(archive: Path, table: str, engine: str) -> None:
    with pytest.raises(BadArgument, match="expected"):
        load(archive, table=table, engine=engine)  # type: ignore[arg-type]
