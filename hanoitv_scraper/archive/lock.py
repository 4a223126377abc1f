"""One writer a site."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hanoitv_scraper.archive.layout import lock_file
from hanoitv_scraper.errors import ArchiveLocked


@contextmanager
def locked(root: Path, site: str, holder: str) -> Iterator[None]:
    """Hold the site's lock; `holder` is what others are told. Raises ArchiveLocked, or OSError if it cannot be written.

    The kernel lets the lock go when the process ends, however it ends, so a killed run never leaves it behind.
    """
    path = lock_file(root, site)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            other = file.read(200).strip() or "another process"
            raise ArchiveLocked(f"{site}: {other} is writing to {root}: wait for it to end") from error
        os.ftruncate(file.fileno(), 0)
        file.write(f"{holder}, process {os.getpid()}\n")
        file.flush()
        yield
