"""What the tables and their columns mean, in English and in Vietnamese."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from types import NoneType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from hanoitv_scraper.dumps.tables import NOT_FLAT, TABLES, TableName
from hanoitv_scraper.schema import read_meanings

SCALARS = {str: "string", int: "integer", float: "number", bool: "boolean", datetime: "datetime"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table, or a key of the records that a column holds."""

    name: str
    type: str
    """One of string, integer, number, boolean, datetime, array, object, as a Table Schema has it."""
    values: tuple[str, ...]
    """The words that it is one of; empty where it may be anything."""
    optional: bool
    """It may be null."""
    english: str
    vietnamese: str
    columns: tuple[Column, ...]
    """The keys of the record, or of each record of the list, that it holds; empty where it holds none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a table is, in one language."""

    title: str
    description: str


def columns_of(table: TableName, flat: bool = False) -> tuple[Column, ...]:
    """Return a table's columns in their order; `flat` without those that are tables of their own."""
    columns = _columns(TABLES[table])
    return tuple(one for one in columns if not (flat and table == "articles" and one.name in NOT_FLAT))


def table_meanings(table: TableName) -> tuple[Meaning, Meaning]:
    """Return what a table is in English and in Vietnamese."""
    english = Meaning(title=table.capitalize(), description=_english()[TABLES[table].__name__][""])
    return english, Meaning(**_vietnamese()["tables"][table])


def _columns(record: type[Any]) -> tuple[Column, ...]:
    hints = get_type_hints(record)
    return tuple(_column(record, field.name, hints[field.name]) for field in fields(record))


def _column(record: type[Any], name: str, hint: Any) -> Column:
    kind = _without_none(hint)
    held = get_args(kind)[0] if get_origin(kind) is tuple else kind
    return Column(
        name=name,
        type=_type(kind),
        values=get_args(kind) if get_origin(kind) is Literal else (),
        optional=NoneType in get_args(hint),
        english=_english()[record.__name__][name],
        vietnamese=_vietnamese()[record.__name__][name],
        columns=_columns(held) if isinstance(held, type) and is_dataclass(held) else (),
    )


def _type(kind: Any) -> str:
    if get_origin(kind) is tuple:
        return "array"
    return "object" if is_dataclass(kind) else SCALARS.get(kind, "string")


def _without_none(hint: Any) -> Any:
    choices = [choice for choice in get_args(hint) if choice is not NoneType]
    return choices[0] if NoneType in get_args(hint) else hint


@cache
def _vietnamese() -> dict[str, dict[str, Any]]:
    """Return what `meanings_vi.toml` says, by record and field; the tables' under `tables`."""
    return tomllib.loads((files("hanoitv_scraper.dumps") / "meanings_vi.toml").read_text(encoding="utf-8"))


@cache
def _english() -> dict[str, dict[str, str]]:
    """Return what stands under each record ("") and each of its fields in the source, with null for None."""
    meanings = read_meanings("hanoitv_scraper", "items.py") | read_meanings("hanoitv_scraper.dumps", "tables.py")
    return {
        record: {field: re.sub(r"\bNone\b", "null", meaning) for field, meaning in told.items()}
        for record, told in meanings.items()
    }
