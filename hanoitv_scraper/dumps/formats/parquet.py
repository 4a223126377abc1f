"""Parquet with real types, packed by zstd."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from hanoitv_scraper.dumps.arrow import arrow_schema, to_arrow
from hanoitv_scraper.dumps.formats import Compression, Write
from hanoitv_scraper.dumps.tables import TableName
from hanoitv_scraper.items import Record

if TYPE_CHECKING:
    import pyarrow
    import pyarrow.parquet

# Rows are held as Python's objects, which take many times their size, then as Arrow's, until they are a row group.
ROWS_AT_ONCE = 500
ROW_GROUP = 16 * 2**20


def made_by(compression: Compression) -> str:
    import pyarrow

    return f"pyarrow {pyarrow.__version__}"


@contextmanager
def opened(path: Path, table: TableName, compression: Compression) -> Iterator[Write]:
    import pyarrow.parquet

    with path.open("xb") as file, pyarrow.parquet.ParquetWriter(file, arrow_schema(table), compression="zstd") as into:
        groups = RowGroups(table, into)
        yield groups.write
        groups.end()


class RowGroups:
    """Rows on their way into row groups of about one size, whatever the rows' own."""

    def __init__(self, table: TableName, into: pyarrow.parquet.ParquetWriter) -> None:
        self._table = table
        self._into = into
        self._rows: list[Record] = []
        self._packed: list[pyarrow.Table] = []

    def write(self, row: Record) -> None:
        self._rows.append(row)
        if len(self._rows) == ROWS_AT_ONCE:
            self._pack()
            if sum(table.nbytes for table in self._packed) >= ROW_GROUP:
                self._end_group()

    def end(self) -> None:
        """Write what is left."""
        self._pack()
        self._end_group()

    def _pack(self) -> None:
        if self._rows:
            self._packed.append(to_arrow(self._table, self._rows))
            self._rows = []

    def _end_group(self) -> None:
        import pyarrow

        if self._packed:
            group = pyarrow.concat_tables(self._packed)
            self._into.write_table(group, row_group_size=len(group))
            self._packed = []
