"""Rows as Arrow tables, with their columns typed by the records: an empty table has them too."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from datetime import datetime
from importlib import import_module
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from hanoitv_scraper.dumps.tables import TABLES, TableName
from hanoitv_scraper.items import Record

if TYPE_CHECKING:
    import pyarrow

SCALARS: dict[Any, Callable[[], pyarrow.DataType]] = {
    str: lambda: import_module("pyarrow").string(),
    int: lambda: import_module("pyarrow").int64(),
    float: lambda: import_module("pyarrow").float64(),
    bool: lambda: import_module("pyarrow").bool_(),
    datetime: lambda: import_module("pyarrow").timestamp("us", tz="Asia/Ho_Chi_Minh"),
}


def arrow_schema(table: TableName) -> pyarrow.Schema:
    """Return a table's columns with their types: timestamps are instants shown in Vietnam's time, tuples lists."""
    import pyarrow

    record = TABLES[table]
    hints = get_type_hints(record)
    return pyarrow.schema([(field.name, _arrow_type(hints[field.name])) for field in fields(record)])  # type: ignore[arg-type]


def to_arrow(table: TableName, rows: Iterable[Record]) -> pyarrow.Table:
    """Return rows of a table as an Arrow table."""
    import pyarrow

    plain = [msgspec.to_builtins(row, builtin_types=(datetime,)) for row in rows]
    return pyarrow.Table.from_pylist(plain, schema=arrow_schema(table))


def _arrow_type(hint: Any) -> pyarrow.DataType:
    """Return the column type for a field's type: dataclasses are structs, tuples lists, None no type of its own."""
    import pyarrow

    if is_dataclass(hint):
        hints = get_type_hints(hint)
        return pyarrow.struct([(field.name, _arrow_type(hints[field.name])) for field in fields(hint)])
    choices = [choice for choice in get_args(hint) if choice not in (None, NoneType, ...)]
    if get_origin(hint) is tuple:
        return pyarrow.list_(_arrow_type(choices[0]))
    if get_origin(hint) in (Union, UnionType):
        return _arrow_type(choices[0])
    return pyarrow.string() if get_origin(hint) is Literal else SCALARS[hint]()
