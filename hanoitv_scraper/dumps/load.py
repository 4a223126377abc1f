"""An archive's tables in an analyst's own tool."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from os import PathLike
from typing import TYPE_CHECKING, Any, Literal, get_args

from hanoitv_scraper.archive.read import read_archive
from hanoitv_scraper.dumps.arrow import to_arrow
from hanoitv_scraper.errors import BadArgument

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
        return CONVERTERS[engine](to_arrow("articles", read_archive(root)))
    except ModuleNotFoundError as error:
        raise BadArgument(f"{engine} needs {error.name}: pip install 'hanoitv-scraper[analysts]'") from error


CONVERTERS: dict[Engine, Callable[[pyarrow.Table], Any]] = {
    "arrow": lambda arrow: arrow,
    "duckdb": lambda arrow: import_module("duckdb").from_arrow(arrow),
    "polars": lambda arrow: import_module("polars").from_arrow(arrow),
    "pandas": lambda arrow: arrow.to_pandas(),
}
