"""Temporary databases: what is too much for memory lies in a file that SQLite makes, and that ends with us."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from hanoitv_scraper.errors import CannotWrite


@contextmanager
def temporary_room() -> Iterator[None]:
    """Turn what SQLite says of a temporary file that it cannot write into CannotWrite, which says what to do."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise CannotWrite(
            f"cannot write a temporary file: {error}: make room, or name a folder that has some as SQLITE_TMPDIR"
        ) from error
