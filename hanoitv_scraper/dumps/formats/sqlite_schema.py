"""The schema of a dump in SQLite: columns as the records have them, keys, and what is indexed and searched."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType, NoneType
from typing import Any, get_args

from hanoitv_scraper.archive.read import Versions
from hanoitv_scraper.dumps.columns import KEYS, VERSION, flat_types, scalar
from hanoitv_scraper.dumps.tables import TableName

AFFINITIES: Mapping[Any, str] = MappingProxyType({int: "INTEGER", bool: "INTEGER", float: "REAL"})
"""By the type of a column; all others are TEXT."""
OF_AN_ARTICLE: tuple[TableName, ...] = ("quotes", "keywords", "images")
OF_AN_OFFICIAL: tuple[tuple[TableName, str], ...] = (
    ("quotes", "official_id"),
    ("offices", "official_id"),
    ("officials", "merged_into"),
)
INDEXES = (
    "articles_by_timestamp ON articles (timestamp)",
    "articles_by_site ON articles (site, timestamp)",
    "articles_by_kind ON articles (kind)",
    "articles_by_section ON articles (section)",
    "articles_changed ON articles (fetched_at) WHERE changed <> '[]'",
    "quotes_by_timestamp ON quotes (timestamp)",
    "quotes_by_speaker ON quotes (speaker)",
    "quotes_by_official_id ON quotes (official_id, timestamp, article_id)",
    "quotes_by_organisation_folded ON quotes (organisation_folded)",
    "quotes_by_official ON quotes (official)",
    "quotes_by_type ON quotes (type)",
    "quotes_by_form ON quotes (form)",
    "officials_by_name ON officials (name)",
    "officials_by_merged_into ON officials (merged_into)",
    "offices_by_organisation_folded ON offices (organisation_folded)",
    "keywords_by_keyword ON keywords (keyword, timestamp, article_id)",
    "keywords_by_timestamp ON keywords (timestamp)",
    "images_by_timestamp ON images (timestamp)",
    "sightings_by_timestamp ON sightings (timestamp)",
    "sightings_by_gone_at ON sightings (gone_at)",
)
"""By what rows are asked for, counted and joined; SQLite makes one of each key besides."""
SEARCHED: Mapping[TableName, Mapping[str, float]] = MappingProxyType(
    {
        "articles": {"title": 8.0, "lead": 4.0, "body": 1.0},
        "quotes": {"speaker": 4.0, "office": 2.0, "organisation": 2.0, "text": 1.0},
    }
)
"""What the full-text search of a table looks through, and what a word is worth there when results are ranked."""


def create_table(table: TableName, versions: Versions) -> str:
    """Return the statement that makes a table; an article's `id` is its key where there is one version of each."""
    parts = [_column(name, hint) for name, hint in flat_types(table).items()]
    article = ("id",) if versions == "latest" else KEYS["articles"]
    parts.append(f"PRIMARY KEY ({', '.join(article if table == 'articles' else KEYS[table])})")
    if table in OF_AN_ARTICLE:
        parts.append(f"FOREIGN KEY ({', '.join(VERSION[: len(article)])}) REFERENCES articles ({', '.join(article)})")
    parts += [f"FOREIGN KEY ({column}) REFERENCES officials (id)" for of, column in OF_AN_OFFICIAL if of == table]
    return f"CREATE TABLE {table} ({', '.join(parts)})"


def create_search(table: TableName) -> str:
    """Return the statement that makes a table's full-text search; the text stays in the table."""
    return (
        f"CREATE VIRTUAL TABLE {table}_fts USING fts5({', '.join(SEARCHED[table])}, "
        f"content=\"{table}\", tokenize='unicode61 remove_diacritics 2')"
    )


def _column(name: str, hint: Any) -> str:
    must = "" if NoneType in get_args(hint) else " NOT NULL"
    return f'"{name}" {AFFINITIES.get(scalar(hint), "TEXT")}{must}'
