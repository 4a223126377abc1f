"""Rows as Arrow tables, with their columns typed by the records: an empty table has them too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass
from datetime import datetime
from functools import cache
from importlib import import_module
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, Union, get_args, get_origin, get_type_hints

import msgspec

from hanoitv_scraper.dumps.tables import TABLES, TableName
from hanoitv_scraper.errors import ArchiveDamaged
from hanoitv_scraper.items import Record
from hanoitv_scraper.say import one_line

if TYPE_CHECKING:
    import pyarrow
    import pyarrow.dataset

    Found: TypeAlias = pyarrow.Table | pyarrow.dataset.Dataset

BATCH = 8 * 2**20
"""Bytes of JSON that become Arrow at once."""
SCALARS: dict[Any, Callable[[], pyarrow.DataType]] = {
    str: lambda: import_module("pyarrow").string(),
    int: lambda: import_module("pyarrow").int64(),
    float: lambda: import_module("pyarrow").float64(),
    bool: lambda: import_module("pyarrow").bool_(),
    datetime: lambda: import_module("pyarrow").timestamp("us", tz="Asia/Ho_Chi_Minh"),
}


@cache
def arrow_schema(table: TableName) -> pyarrow.Schema:
    """Return a table's columns with their types: timestamps are instants shown in Vietnam's time, tuples lists."""
    import pyarrow

    record = TABLES[table]
    hints = get_type_hints(record)
    return pyarrow.schema([(field.name, _arrow_type(hints[field.name])) for field in fields(record)])  # type: ignore[arg-type]


def to_arrow(table: TableName, rows: Iterable[Record]) -> pyarrow.Table:
    """Return rows of a table as an Arrow table."""
    import pyarrow

    schema = arrow_schema(table)
    return pyarrow.Table.from_batches(_batches(schema, rows), schema)


def whole(found: Found) -> pyarrow.Table:
    """Return a table, of a dataset what its files hold; raises ArchiveDamaged for one that cannot be read."""
    import pyarrow

    if isinstance(found, pyarrow.Table):
        return found
    try:
        return found.to_table()
    except (pyarrow.ArrowException, OSError) as error:
        raise ArchiveDamaged(one_line(error)) from error


def _batches(schema: pyarrow.Schema, rows: Iterable[Record]) -> Iterator[pyarrow.RecordBatch]:
    """Yield rows in batches, by way of JSON: Python's own dicts take twice the time, and more memory."""
    import pyarrow.json

    how = pyarrow.json.ParseOptions(explicit_schema=schema, unexpected_field_behavior="error")
    for lines in _lines(rows):
        block = pyarrow.json.ReadOptions(block_size=len(lines))  # a line must not be longer than a block
        yield from pyarrow.json.read_json(pyarrow.BufferReader(lines), block, how).to_batches()


def _lines(rows: Iterable[Record]) -> Iterator[bytes]:
    encode = msgspec.json.Encoder().encode
    some = bytearray()
    for row in rows:
        some += encode(row) + b"\n"
        if len(some) >= BATCH:
            yield bytes(some)
            some.clear()
    if some:
        yield bytes(some)


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
