"""The tables as one SQLite file, with keys, indexes and a full-text search that Datasette finds by itself."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from errno import EIO, ENOSPC
from pathlib import Path

from hanoitv_scraper.archive.read import Versions
from hanoitv_scraper.dumps.columns import flat_types
from hanoitv_scraper.dumps.formats.sqlite_rows import to_values
from hanoitv_scraper.dumps.formats.sqlite_schema import INDEXES, SEARCHED, create_search, create_table
from hanoitv_scraper.dumps.tables import TABLES, TableName
from hanoitv_scraper.items import Record

APPLICATION_ID = int.from_bytes(b"HATV")
FORMAT = 1
"""Of the file, as its `user_version` says it."""
GATHERED = 16 << 20
"""How many bytes of words are gathered before they are written: with FTS5's own 1 MiB it takes twice as long."""
CANNOT_WRITE = {sqlite3.SQLITE_FULL: ENOSPC}
CANNOT_WRITE |= dict.fromkeys((sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY), EIO)
# What makes the bytes depend on the rows alone, whatever this SQLite was built with. A file that is not whole is
# removed, so nothing need be rolled back; it is brought to the disk at the end.
SETTINGS = """
PRAGMA page_size = 4096;
PRAGMA auto_vacuum = NONE;
PRAGMA encoding = 'UTF-8';
PRAGMA secure_delete = ON;
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -32768;
"""


def write_sqlite(
    path: Path, tables: Iterable[tuple[TableName, Iterable[Record]]], versions: Versions = "all"
) -> dict[TableName, int]:
    """Write a new file at `path` from the rows of each table, and return how many each has.

    Rows are taken one by one and are found again in the order given. All tables of a dump are there, those that are not
    given without rows. Where `versions` says that each article has but one, `id` alone is the key of `articles`, and
    browsers follow links to it. Times are ISO 8601 at +07:00, booleans 0 and 1, lists and structs JSON.
    Raises OSError for a file that is there, and for a full disk; what was written is removed then.
    """
    path.touch(exist_ok=False)
    try:
        with _as_os_errors(path), closing(sqlite3.connect(path, isolation_level=None)) as db:
            rows = _write(db, tables, versions)
        _bring_to_disk(path)
    except BaseException:
        path.unlink()
        raise
    return rows


def _write(
    db: sqlite3.Connection, tables: Iterable[tuple[TableName, Iterable[Record]]], versions: Versions
) -> dict[TableName, int]:
    db.executescript(SETTINGS)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {FORMAT}")
    db.execute("BEGIN")
    for table in TABLES:
        db.execute(create_table(table, versions))
    rows = dict.fromkeys(TABLES, 0)
    for table, records in tables:
        insert = f"INSERT INTO {table} VALUES ({', '.join('?' for _ in flat_types(table))})"  # noqa: S608 - names of ours
        rows[table] += db.executemany(insert, to_values(table, records)).rowcount
    for table in SEARCHED:  # before the indexes, which take the room that is left over then
        _make_searchable(db, table)
    for index in INDEXES:
        db.execute(f"CREATE INDEX {index}")
    db.execute("ANALYZE")
    db.execute("COMMIT")
    return rows


def _make_searchable(db: sqlite3.Connection, table: TableName) -> None:
    """Index a table's text as it stands, and once more with d for đ.

    SQLite's tokenizer takes all marks off the letters of Vietnamese but the bar of đ. Of a word that is indexed twice
    at one place the index keeps one, so the second round adds but the words with đ under another spelling, where they
    stand: phrases and highlights are found in either, and in a mixture of both.
    """
    search, columns = f"{table}_fts", SEARCHED[table]
    bare = ", ".join(f"replace(replace({column}, 'đ', 'd'), 'Đ', 'D')" for column in columns)
    db.execute(create_search(table))
    db.execute(f"INSERT INTO {search} ({search}, rank) VALUES ('hashsize', {GATHERED})")  # noqa: S608 - names of ours
    db.execute(f"INSERT INTO {search} ({search}) VALUES ('rebuild')")  # noqa: S608
    db.execute(f"INSERT INTO {search} (rowid, {', '.join(columns)}) SELECT rowid, {bare} FROM {table}")  # noqa: S608
    db.execute(f"INSERT INTO {search} ({search}) VALUES ('optimize')")  # noqa: S608
    rank = f"bm25({', '.join(map(str, columns.values()))})"
    db.execute(f"INSERT INTO {search} ({search}, rank) VALUES ('rank', ?)", (rank,))  # noqa: S608


@contextmanager
def _as_os_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        number = CANNOT_WRITE.get(error.sqlite_errorcode & 0xFF)
        if number is None:
            raise
        raise OSError(number, str(error), str(path)) from error


def _bring_to_disk(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
