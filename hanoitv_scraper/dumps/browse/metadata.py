"""What Datasette is told of a dump: titles and meanings in English and Vietnamese, facets, sorting, canned queries."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from html import escape
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal

from hanoitv_scraper.dumps.formats.sqlite_schema import SEARCHED
from hanoitv_scraper.dumps.meanings import columns_of, table_meanings
from hanoitv_scraper.dumps.readme import TEXTS
from hanoitv_scraper.dumps.tables import TABLES, TableName

Language = Literal["en", "vi"]
TITLE = f"{TEXTS['title']} · {TEXTS['title_vi']}"
LICENCE = "The texts and pictures belong to their publishers · Bài và ảnh thuộc về các cơ quan báo chí đã đăng"
TIMES = "All times are Vietnam's, and text: substr(timestamp, 1, 10) is the day; date(timestamp) is the day in UTC."
THOI_GIAN = "Mọi thời điểm là giờ Việt Nam, dạng chữ: substr(timestamp, 1, 10) là ngày; date(timestamp) là ngày UTC."
# What to show of each table where there is more than a screen holds, and how; the newest first.
PAGES: Mapping[TableName, dict[str, Any]] = MappingProxyType(
    {
        "articles": {
            "facets": ["site", "section", "kind"],
            "sort_desc": "timestamp",
            "sortable_columns": ["id", "timestamp", "fetched_at", "site", "kind"],
            "label_column": "title",
        },
        "quotes": {
            "facets": ["type", "form", "official", "official_id", "organisation_folded"],
            "sort_desc": "timestamp",
            "sortable_columns": ["article_id", "timestamp", "speaker", "official_id", "organisation_folded"],
            "label_column": "text",
        },
        "officials": {
            "sort_desc": "quotes",
            "sortable_columns": ["id", "name", "articles", "quotes", "first_quoted", "last_quoted", "confidence"],
            "label_column": "name",
        },
        "offices": {
            "facets": ["organisation_folded", "former"],
            "sort_desc": "last_seen",
            "sortable_columns": ["name", "organisation_folded", "first_seen", "last_seen", "articles", "quotes"],
            "label_column": "office",
        },
        "keywords": {
            "facets": ["keyword"],
            "sort_desc": "timestamp",
            "sortable_columns": ["article_id", "timestamp", "keyword"],
            "label_column": "keyword",
        },
        "images": {
            "sort_desc": "timestamp",
            "sortable_columns": ["article_id", "timestamp"],
            "label_column": "caption",
        },
        "sightings": {
            "facets": ["site", "last_outcome"],
            "sort_desc": "timestamp",
            "sortable_columns": ["article_id", "timestamp", "first_seen", "last_seen", "gone_at", "last_look", "looks"],
        },
    }
)
SHORT: Mapping[TableName, tuple[str, ...]] = MappingProxyType(
    {
        "articles": ("timestamp", "title", "lead", "section", "keywords", "url"),
        "quotes": ("timestamp", "official_id", "speaker", "office", "organisation_folded", "form", "verb", "text"),
        "officials": ("name", "variants", "articles", "quotes", "first_quoted", "last_quoted", "merged_into"),
    }
)
"""The columns to begin with, of tables that have many."""


def to_metadata(database: str, *, style: str | None = None) -> dict[str, Any]:
    """Return Datasette's metadata for a dump that it serves as `database`; `style` is where a style sheet is served."""
    return {
        "title": TITLE,
        "license": LICENCE,
        **({"extra_css_urls": [style]} if style else {}),
        "databases": {
            database: {
                "title": TITLE,
                "description": f"{TIMES} · {THOI_GIAN}",
                "tables": {table: _page(database, table) for table in TABLES},
                "queries": {name: _query(told) for name, told in read_queries().items()},
            }
        },
    }


def read_queries() -> dict[str, dict[str, Any]]:
    """Return the canned queries by name, as `queries.toml` has them."""
    return tomllib.loads((files("hanoitv_scraper.dumps.browse") / "queries.toml").read_text(encoding="utf-8"))


def _page(database: str, table: TableName) -> dict[str, Any]:
    english, vietnamese = table_meanings(table)
    description = f"{escape(english.description)} · {escape(vietnamese.description)}"
    searched = {"fts_table": f"{table}_fts", "fts_pk": "rowid"} if table in SEARCHED else {}
    return {
        "title": f"{english.title} · {vietnamese.title}",
        "description_html": f"{description}{_short(database, table)}",
        "columns": {one.name: f"{one.english} · {one.vietnamese}" for one in columns_of(table, flat=True)},
        "size": 50,
        **PAGES[table],
        **searched,
    }


def _short(database: str, table: TableName) -> str:
    """Return a link to the table with few of its columns."""
    if table not in SHORT:
        return ""
    columns = "&amp;".join(f"_col={name}" for name in SHORT[table])
    return f' <a href="/{escape(database)}/{table}?{columns}">Few columns · Ít cột</a>'


def _query(told: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "title": f"{told['title_en']} · {told['title_vi']}",
        "description": f"{told['description_en']}. · {told['description_vi']}.",
        "params": told["params"],
        "sql": told["sql"].strip(),
        "hide_sql": True,
    }
