"""JSON Lines: a row a line, keys in the order of the columns, none missing; as it is, or packed."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import msgspec

from hanoitv_scraper.dumps.formats import Compression, Write
from hanoitv_scraper.dumps.tables import TableName


def made_by(compression: Compression) -> str:
    if compression == "zst":
        import pyarrow

        return f"pyarrow {pyarrow.__version__}"
    return f"zlib {zlib.ZLIB_RUNTIME_VERSION}" if compression == "gz" else ""


@contextmanager
def opened(path: Path, table: TableName, compression: Compression) -> Iterator[Write]:
    encode = msgspec.json.Encoder().encode
    with path.open("xb") as file, packed(file, compression) as lines:
        yield lambda row: lines.write(encode(row) + b"\n")


@contextmanager
def packed(file: IO[bytes], compression: Compression) -> Iterator[Any]:
    """Give a stream that packs what is written to it into `file`, by the content alone: no time, no name."""
    if compression == "zst":
        import pyarrow

        with pyarrow.CompressedOutputStream(file, "zstd") as stream:
            yield stream
    elif compression == "gz":
        with gzip.GzipFile(filename="", mode="wb", compresslevel=6, fileobj=file, mtime=0) as stream:
            yield stream
    else:
        yield file
