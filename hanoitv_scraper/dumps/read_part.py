"""The rows in one file of a dump: JSON Lines, packed or not, CSV, SQLite."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from io import BufferedReader
from pathlib import Path
from typing import Any

import msgspec

from hanoitv_scraper.dumps.arrow import arrow_schema
from hanoitv_scraper.dumps.formats.csv import from_cell
from hanoitv_scraper.dumps.tables import NOT_FLAT, TABLES, TableName
from hanoitv_scraper.errors import ArchiveDamaged
from hanoitv_scraper.items import Record

FLAT = (".csv", ".sqlite")
"""Files whose `articles` have no column that is a table of its own."""
AGAIN = "hanoitv dump into this folder writes anew what is not as it was"


def read_part(path: Path, table: TableName) -> Iterator[Record]:
    """Yield the rows of a table that a file holds; raises ArchiveDamaged with file and row."""
    number = 0
    try:
        for row in READERS[path.suffix](path, table):
            number += 1
            yield row
    except (ValueError, OSError, EOFError, sqlite3.Error) as error:
        raise ArchiveDamaged(f"{path}: row {number + 1} of {table}: {error}: {AGAIN}") from error


def _read_jsonl(path: Path, table: TableName) -> Iterator[Record]:
    import pyarrow

    decode = msgspec.json.Decoder(TABLES[table]).decode
    with BufferedReader(pyarrow.input_stream(str(path), compression=UNPACK[path.suffix])) as lines:
        yield from map(decode, lines)


def _read_csv(path: Path, table: TableName) -> Iterator[Record]:
    """Yield the rows of a file that is read as one block: a row of any size fits, and a month's file is small."""
    from pyarrow import csv

    cells = Cells(table)
    texts = csv.read_csv(
        path,
        read_options=csv.ReadOptions(block_size=path.stat().st_size),
        parse_options=csv.ParseOptions(newlines_in_values=True),
        convert_options=csv.ConvertOptions(
            column_types=dict.fromkeys(cells.columns, "string"),
            include_columns=cells.columns,
            null_values=[""],  # a text that is there stands in quotation marks
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
        ),
    )
    for batch in texts.to_batches(max_chunksize=1_000):
        for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            yield cells.to_record(cell and from_cell(cell) for cell in row)


def _read_sqlite(path: Path, table: TableName) -> Iterator[Record]:
    cells = Cells(table)
    columns = ", ".join(f'"{name}"' for name in cells.columns)
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as db:
        for row in db.execute(f"SELECT {columns} FROM {table} ORDER BY rowid"):  # noqa: S608 - names of ours
            yield cells.to_record(row)


class Cells:
    """What the cells of a table without nested values mean: texts and numbers, and JSON for lists."""

    def __init__(self, table: TableName) -> None:
        import pyarrow

        flat = [field for field in arrow_schema(table) if table != "articles" or field.name not in NOT_FLAT]
        self.columns = [field.name for field in flat]
        self._json = [field.name for field in flat if pyarrow.types.is_nested(field.type)]
        self._record = TABLES[table]

    def to_record(self, row: Iterable[Any]) -> Record:
        """Return the record of a row; raises ValueError for a cell that is not of its column's type."""
        values = dict(zip(self.columns, row, strict=True))
        for name in self._json:
            values[name] = values[name] and msgspec.json.decode(values[name])
        return msgspec.convert(values, self._record, strict=False)


READERS: dict[str, Callable[[Path, TableName], Iterator[Record]]] = {
    ".jsonl": _read_jsonl,
    ".gz": _read_jsonl,
    ".zst": _read_jsonl,
    ".csv": _read_csv,
    ".sqlite": _read_sqlite,
}
UNPACK = {".jsonl": None, ".gz": "gzip", ".zst": "zstd"}
