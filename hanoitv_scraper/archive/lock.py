"""One writer a site."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from hanoitv_scraper.archive import disk
from hanoitv_scraper.archive.layout import lock_file
from hanoitv_scraper.errors import ArchiveLocked


@contextmanager
def locked(root: Path, site: str, holder: str, now: datetime) -> Iterator[None]:
    """Hold the site's lock from `now` (UTC) on; `holder` is what others are told.

    Raises ArchiveLocked, or OSError if it cannot be written.

    The kernel lets the lock go when the process ends, however it ends, so a killed run never leaves it behind.
    """
    path = lock_file(root, site)
    disk.make_folder(path.parent)
    with path.open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            other = file.read(200).strip() or "another process"
            raise ArchiveLocked(f"{site}: {other}, is writing to {root}: wait for it to end") from error
        os.ftruncate(file.fileno(), 0)
        file.write(f"{holder}, process {os.getpid()}, since {now:%Y-%m-%d %H:%M:%S} UTC\n")
        file.flush()
        yield
