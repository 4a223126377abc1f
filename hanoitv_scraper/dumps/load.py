"""An archive's tables in an analyst's own tool, from the archive itself or from a dump of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from hanoitv_scraper.archive.layout import site_names
from hanoitv_scraper.archive.read import Versions
from hanoitv_scraper.dumps.arrow import to_arrow, whole
from hanoitv_scraper.dumps.chosen import Choice, Chosen
from hanoitv_scraper.dumps.officials.register import Register
from hanoitv_scraper.dumps.read_dump import is_dump, read_dump
from hanoitv_scraper.dumps.rows import image_rows, keyword_rows, office_rows, quote_rows
from hanoitv_scraper.dumps.sightings import sighting_rows
from hanoitv_scraper.dumps.tables import TABLES, TableName
from hanoitv_scraper.errors import ArchiveDamaged, BadArgument
from hanoitv_scraper.items import Article, Record

if TYPE_CHECKING:
    import duckdb
    import polars
    import pyarrow

    from hanoitv_scraper.dumps.arrow import Found

Engine = Literal["duckdb", "polars", "pandas", "arrow"]


def load(
    root: str | PathLike[str], table: TableName = "articles", engine: Engine = "duckdb", versions: Versions = "latest"
) -> Any:
    """Return a table of the archive or dump at `root` as one of `engine`'s own: `versions` of each article, or all.

    A `duckdb.DuckDBPyRelation`, `polars.DataFrame`, `pandas.DataFrame` or `pyarrow.Table`, by time of publication and
    id. Its columns are those of `tables.TABLES`, with real types, also where a table is empty: times are instants shown
    in Vietnam's time, lists are lists. A dump as CSV or SQLite has no column that is a table of its own. Withheld
    articles are left out.

    Raises BadArgument for what there is not, or where the extra `analysts` is not installed; ArchiveDamaged with the
    file that is not as it was written.
    """
    _check("table", table, tuple(TABLES))
    _check("engine", engine, get_args(Engine))
    _check("versions", versions, get_args(Versions))
    root = Path(root)
    try:
        return CONVERTERS[engine](_found(root, table, versions))
    except ModuleNotFoundError as error:
        raise BadArgument(f"{engine} needs {error.name}: pip install 'hanoitv-scraper[analysts]'") from error


def _check(name: str, value: str, choices: tuple[str, ...]) -> None:
    if value not in choices:
        raise BadArgument(f"expected {name} to be one of {', '.join(choices)}, found {value!r}")


def _found(root: Path, table: TableName, versions: Versions) -> Found:
    if not root.is_dir():
        raise BadArgument(f"no archive and no dump at {root}: there is no such folder")
    if is_dump(root):
        return read_dump(root, table, versions)
    if not site_names(root) and any(root.iterdir()):
        raise BadArgument(f"no archive and no dump at {root}: expected runs/ or datapackage.json there, found neither")
    return to_arrow(table, archive_rows(root, table, versions))


def archive_rows(root: Path, table: TableName, versions: Versions) -> Iterator[Record]:
    """Yield a table's rows from an archive, by time and id; raises ArchiveDamaged, BadArgument for `withheld.txt`."""
    if table in ("quotes", "officials", "offices"):
        register = Register()
        chosen = Chosen(root, Choice(versions=versions), refuse, look=register.add)
        register.close(chosen.has)
        yield from _register_rows(table, chosen, register)
    else:
        chosen = Chosen(root, Choice(versions=versions), refuse)
        if table == "sightings":
            yield from sighting_rows(root, chosen, refuse)
        else:
            for article in _articles(chosen):
                yield from ARTICLE_ROWS[table](article)


def refuse(damage: ArchiveDamaged) -> None:
    raise ArchiveDamaged(f"{damage}: restore it from a copy, or load a dump made with --skip-damaged") from damage


def _register_rows(table: TableName, chosen: Chosen, register: Register) -> Iterator[Record]:
    if table == "quotes":
        for article in _articles(chosen):
            yield from quote_rows(article, register.official_id)
    elif table == "officials":
        yield from register.officials()
    else:
        for official in register.officials():
            yield from office_rows(official)


def _articles(chosen: Chosen) -> Iterator[Article]:
    for month in chosen.months():
        yield from chosen.articles(month)


def _to_duckdb(found: Found) -> duckdb.DuckDBPyRelation:
    """Return a relation on a connection of its own, so that the user's keep their time zone.

    All are of one database: a query of one relation may name the variable that holds another.
    """
    connection = _database().cursor()
    connection.execute("SET TimeZone = 'Asia/Ho_Chi_Minh'")
    return connection.from_arrow(found)


@cache
def _database() -> duckdb.DuckDBPyConnection:
    import duckdb

    return duckdb.connect()


def _to_polars(found: Found) -> polars.DataFrame:
    import polars

    return polars.from_arrow(whole(found))  # type: ignore[return-value] # a table gives no series


def _to_pandas(found: Found) -> Any:
    return whole(found).to_pandas(types_mapper=_pandas_type)


def _pandas_type(type: pyarrow.DataType) -> Any:
    """Return pandas's type for a column's: the default makes Python objects of lists, and floats of missing integers.

    Strings and times are pandas's own already, and share Arrow's memory.
    """
    import pyarrow

    pandas = import_module("pandas")
    if pyarrow.types.is_nested(type):
        return pandas.ArrowDtype(type)
    return pandas.Int64Dtype() if pyarrow.types.is_integer(type) else None


ARTICLE_ROWS: dict[str, Callable[[Article], Iterator[Record]]] = {
    "articles": lambda article: iter((article,)),
    "keywords": keyword_rows,
    "images": image_rows,
}
CONVERTERS: dict[Engine, Callable[[Found], Any]] = {
    "arrow": whole,
    "duckdb": _to_duckdb,
    "polars": _to_polars,
    "pandas": _to_pandas,
}
