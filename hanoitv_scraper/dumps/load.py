"""An archive's tables in an analyst's own tool."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import datetime
from importlib import import_module
from os import PathLike
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from hanoitv_scraper.archive.read import read_archive
from hanoitv_scraper.errors import BadArgument
from hanoitv_scraper.items import Article

if TYPE_CHECKING:
    import pyarrow

Engine = Literal["duckdb", "polars", "pandas", "arrow"]


def load(root: str | PathLike[str], table: str = "articles", engine: Engine = "duckdb") -> Any:
    """Return the latest version of every article of the archive at `root` as a table of `engine`'s own type.

    Columns are the record's keys, with real types: timestamps are instants shown in Vietnam's time, lists are lists.
    Withheld articles are left out. Raises BadArgument for another table or engine, or where the extra `analysts` is
    not installed.
    """
    if table != "articles":
        raise BadArgument(f"expected table to be articles, found {table!r}")
    if engine not in get_args(Engine):
        raise BadArgument(f"expected engine to be one of {', '.join(get_args(Engine))}, found {engine!r}")
    try:
        arrow = _arrow(root)
        return CONVERTERS[engine](arrow)
    except ModuleNotFoundError as error:
        raise BadArgument(f"{engine} needs {error.name}: pip install 'hanoitv-scraper[analysts]'") from error


SCALARS: dict[Any, Callable[[], pyarrow.DataType]] = {
    str: lambda: import_module("pyarrow").string(),
    int: lambda: import_module("pyarrow").int64(),
    float: lambda: import_module("pyarrow").float64(),
    bool: lambda: import_module("pyarrow").bool_(),
    datetime: lambda: import_module("pyarrow").timestamp("us", tz="Asia/Ho_Chi_Minh"),
}

CONVERTERS: dict[Engine, Callable[[pyarrow.Table], Any]] = {
    "arrow": lambda arrow: arrow,
    "duckdb": lambda arrow: import_module("duckdb").from_arrow(arrow),
    "polars": lambda arrow: import_module("polars").from_arrow(arrow),
    "pandas": lambda arrow: arrow.to_pandas(),
}


def _arrow(root: str | PathLike[str]) -> pyarrow.Table:
    """Return the table with its columns named and typed by the record, so that an empty archive has them too."""
    import pyarrow

    hints = get_type_hints(Article)
    schema = pyarrow.schema([(field.name, _arrow_type(hints[field.name])) for field in fields(Article)])
    rows = [msgspec.to_builtins(article, builtin_types=(datetime,)) for article in read_archive(root)]
    return pyarrow.Table.from_pylist(rows, schema=schema)


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
