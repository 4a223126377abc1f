"""The columns of the tables: what tells rows apart, and what kinds of values formats without nested ones hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from types import MappingProxyType, NoneType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from hanoitv_scraper.dumps.tables import NOT_FLAT, TABLES, TableName

VERSION = ("article_id", "revision", "reading")
KEYS: Mapping[TableName, tuple[str, ...]] = MappingProxyType(
    {
        "articles": ("id", "revision", "reading"),
        "quotes": (*VERSION, "number"),
        "officials": ("id",),
        "offices": ("official_id", "number"),
        "keywords": (*VERSION, "number"),
        "images": (*VERSION, "number"),
        "sightings": ("article_id",),
    }
)
"""By which columns the rows of a table are told apart."""


def flat_types(table: TableName) -> dict[str, Any]:
    """Return a table's columns with the types of their values; of `articles` without those that are tables."""
    hints = get_type_hints(TABLES[table])
    names = [field.name for field in fields(TABLES[table])]  # type: ignore[arg-type]  # it has no field of its own
    return {name: hints[name] for name in names if not (table == "articles" and name in NOT_FLAT)}


def scalar(hint: Any) -> Any:
    """Return what a column's values are, None aside: a type, or `Literal` for words of a list."""
    choices = [choice for choice in get_args(hint) if choice is not NoneType]
    if get_origin(hint) is Literal:
        return Literal
    return scalar(choices[0]) if NoneType in get_args(hint) else get_origin(hint) or hint
