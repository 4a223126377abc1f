"""Segments: files of whole records, open while they are written and never changed once they are sealed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import msgspec

from hanoitv_scraper.archive import disk
from hanoitv_scraper.archive.layout import OPEN, Table, day_folder, relative, sealed_name, segment_name

# A segment of lines holds about 20,000 articles, one of raw pages 10,000: few files, each hashed in a second.
MAX_BYTES: dict[Table, int] = {"pages": 256 * 2**20, "articles": 128 * 2**20, "sightings": 128 * 2**20}


class SegmentInfo(msgspec.Struct, frozen=True, kw_only=True):
    """A sealed file, as its run file vouches for it."""

    file: str
    """Relative to the archive's root."""
    records: int
    """Lines, or records of a WARC file."""
    bytes: int
    sha256: str


class SegmentWriter:
    """One segment while it is written; raises OSError, and then holds whole records only."""

    def __init__(self, path: Path) -> None:
        """Begin the segment that will be `path` when sealed; it must not be there yet."""
        self.path = path
        self.open_path = path.with_name(path.name + OPEN)
        self.size = 0
        self.records = 0
        self._file = disk.create(self.open_path)

    def append(self, *records: bytes) -> list[tuple[int, int]]:
        """Write records, all of them or none; return where each lies: its offset and length."""
        start = self.size
        disk.append(self._file, b"".join(records), start)
        places = []
        for record in records:
            places.append((self.size, len(record)))
            self.size += len(record)
        self.records += len(records)
        return places

    def sync(self) -> None:
        disk.sync_data(self._file)

    def close(self) -> None:
        """Make everything durable; what was written is sealed by its name later."""
        disk.close(self._file)


class Segments:
    """The segments that a run writes to one table: a full one, and one of yesterday, is followed by the next."""

    def __init__(
        self, root: Path, site: str, table: Table, run: str, head: Callable[[str], bytes] | None = None
    ) -> None:
        """`head` makes the record that each file begins with, given the file's name."""
        self.root, self.site, self.table, self.run = root, site, table, run
        self._head = head
        self._current: SegmentWriter | None = None
        self._written: list[SegmentWriter] = []

    def append(self, now: datetime, *records: bytes) -> tuple[str, list[tuple[int, int]]]:
        """Write records into one file, all of them or none; return that file's name in records, and their places."""
        segment = self._current_at(now)
        return relative(segment.path, self.root), segment.append(*records)

    def sync(self) -> None:
        """Make durable what was appended so far."""
        if self._current is not None:
            self._current.sync()

    def close(self) -> None:
        """Make everything durable; nothing can be appended any more."""
        if self._current is not None:
            segment, self._current = self._current, None
            segment.close()

    def seal(self) -> list[SegmentInfo]:
        """Give the files their final names, durably, and return what the run file says of them.

        A file to which nothing could be written but its head is removed.
        """
        infos = []
        for segment in self._written:
            if segment.records > (self._head is not None):
                infos.append(describe(seal(segment.open_path), self.root, segment.records))
            else:
                disk.remove(segment.open_path)
        return infos

    def _current_at(self, now: datetime) -> SegmentWriter:
        folder = day_folder(self.root, self.table, self.site, now)
        current = self._current
        if current and current.path.parent == folder and current.size < MAX_BYTES[self.table]:
            return current
        self.close()
        name = segment_name(self.table, self.run, len(self._written) + 1)
        segment = SegmentWriter(folder / name)
        self._written.append(segment)
        if self._head:
            segment.append(self._head(name))
        self._current = segment
        return segment


def seal(open_path: Path) -> Path:
    """Give a synced open segment its final name, durably; return that."""
    return disk.rename(open_path, sealed_name(open_path))


def describe(path: Path, root: Path, records: int) -> SegmentInfo:
    """Return what a run file says of a sealed segment of so many records, read from the file itself."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
        size = file.tell()
    return SegmentInfo(
        file=path.relative_to(root).as_posix(), records=records, bytes=size, sha256=f"sha256:{digest.hexdigest()}"
    )
