"""Records as what SQLite holds: numbers, text, and JSON where a value has parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from operator import attrgetter
from typing import Any, Literal

import msgspec

from hanoitv_scraper.dumps.columns import flat_types, scalar
from hanoitv_scraper.dumps.tables import TableName
from hanoitv_scraper.items import VIETNAM, Record

PLAIN = frozenset({str, int, float, bool, Literal})
"""The types of values that are kept as they are."""


def to_values(table: TableName, records: Iterable[Record]) -> Iterator[list[Any]]:
    """Yield each record's values in the order of the table's columns."""
    columns = flat_types(table)
    pick = attrgetter(*columns)
    kinds = enumerate(map(scalar, columns.values()))
    converted = [(place, to_time if kind is datetime else to_json) for place, kind in kinds if kind not in PLAIN]
    for record in records:
        values = list(pick(record))
        for place, convert in converted:
            values[place] = None if values[place] is None else convert(values[place])
        yield values


def to_time(moment: datetime) -> str:
    """Return a time as it is written in Vietnam; as text such times sort in their order."""
    return moment.astimezone(VIETNAM).isoformat()


def to_json(value: object) -> str:
    return msgspec.json.encode(value).decode()
