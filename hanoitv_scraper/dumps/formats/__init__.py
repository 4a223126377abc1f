"""The formats a dump is written in."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from importlib import import_module
from pathlib import Path
from typing import Literal, Protocol, cast

from hanoitv_scraper.dumps.tables import TableName
from hanoitv_scraper.items import Record

Format = Literal["parquet", "jsonl", "csv", "sqlite"]
Compression = Literal["none", "gz", "zst"]
Write = Callable[[Record], object]
"""Writes the next row of a file."""


class FileFormat(Protocol):
    """A format of one table a file; raises ModuleNotFoundError for a library that is not installed."""

    def made_by(self, compression: Compression) -> str:
        """Return what decides the bytes of a file beside its rows."""

    def opened(self, path: Path, table: TableName, compression: Compression) -> AbstractContextManager[Write]:
        """Write a new file; give what writes its rows. Raises OSError."""


def file_format(name: Format) -> FileFormat:
    return cast(FileFormat, import_module(f"hanoitv_scraper.dumps.formats.{name}"))
