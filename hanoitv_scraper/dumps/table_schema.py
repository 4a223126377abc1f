"""The Table Schema (Frictionless) of a dump's tables: types, keys, meanings in English and Vietnamese."""

from __future__ import annotations

from typing import Any

import msgspec

from hanoitv_scraper.dumps.columns import KEYS
from hanoitv_scraper.dumps.formats import Format
from hanoitv_scraper.dumps.meanings import Column, columns_of, table_meanings
from hanoitv_scraper.dumps.tables import TABLES, TableName

FLAT: frozenset[Format] = frozenset({"csv", "sqlite"})
"""Formats without nested values: they leave out columns that are tables of their own."""


def schema_path(table: TableName) -> str:
    return f"schemas/{table}.json"


def schema_files(format: Format) -> dict[str, bytes]:
    """Return the schemas that stand beside the tables of a dump, by path."""
    return {
        schema_path(table): msgspec.json.format(msgspec.json.encode(table_schema(table, format)), indent=1) + b"\n"
        for table in TABLES
    }


def table_schema(table: TableName, format: Format) -> dict[str, Any]:
    """Return a table's schema; what is said in Vietnamese has `@vi` behind its key."""
    english, vietnamese = table_meanings(table)
    return {
        "name": table,
        "title": english.title,
        "title@vi": vietnamese.title,
        "description": english.description,
        "description@vi": vietnamese.description,
        "fields": [_to_field(column, KEYS[table]) for column in columns_of(table, flat=format in FLAT)],
        "primaryKey": list(KEYS[table]),
    }


def _to_field(column: Column, key: tuple[str, ...] = ()) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": column.type,
        "description": column.english,
        "description@vi": column.vietnamese,
    }
    # In CSV an empty text is a missing value too: no text but a key has to be there.
    required = column.name in key or not (column.optional or column.type == "string")
    constraints: dict[str, Any] = {"required": True} if required else {}
    if column.values:
        constraints |= {"enum": list(column.values)}
    if constraints:
        field["constraints"] = constraints
    if column.columns:
        field["fields"] = [_to_field(one) for one in column.columns]
    return field
