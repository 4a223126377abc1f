"""Segments: files of whole lines, open while they are written and never changed once they are sealed."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

import msgspec

from hanoitv_scraper.archive.layout import OPEN

# A segment of about 20,000 articles: large enough for few files, small enough to copy and hash in a second.
MAX_BYTES = 128 * 2**20
# Lines that may be lost to a power cut, not to a killed process: what is synced at once.
BATCH = 64


class SegmentInfo(msgspec.Struct, frozen=True, kw_only=True):
    """A sealed file, as its run file vouches for it."""

    file: str
    """Relative to the archive's root."""
    records: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a line lies."""

    path: Path
    offset: int
    length: int


class SegmentWriter:
    """One segment while it is written; raises OSError, and then holds whole lines only."""

    def __init__(self, path: Path) -> None:
        """Begin the segment that will be `path` when sealed; it must not be there yet."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self.open_path = path.with_name(path.name + OPEN)
        self.size = 0
        self._unsynced = 0
        self._file = os.open(self.open_path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o644)

    def append(self, line: bytes) -> Place:
        """Write one whole line; a line that could only be written in part is taken back."""
        try:
            written = os.write(self._file, line)
            while written < len(line):
                written += os.write(self._file, line[written:])
        except OSError:
            os.ftruncate(self._file, self.size)
            raise
        place = Place(path=self.path, offset=self.size, length=len(line))
        self.size += len(line)
        self._unsynced += 1
        if self._unsynced >= BATCH:
            self.sync()
        return place

    def sync(self) -> None:
        os.fdatasync(self._file)
        self._unsynced = 0

    def seal(self) -> None:
        """Make the file durable under its final name; one without a line is removed."""
        os.close(self._file)
        seal(self.open_path)


def seal(open_path: Path) -> Path | None:
    """Give an open segment its final name, durably; return that, or None for an empty one, which is removed."""
    if open_path.stat().st_size == 0:
        open_path.unlink()
        sync_folder(open_path.parent)
        return None
    final = open_path.with_name(open_path.name.removesuffix(OPEN))
    if final.exists():
        raise FileExistsError(f"{final} is sealed already: {open_path} cannot take its name")
    sync_file(open_path)
    open_path.rename(final)
    sync_folder(final.parent)
    return final


def cut_torn_tail(path: Path) -> int:
    """Cut what stands behind the last whole line of an open segment; return how many bytes that was."""
    size = path.stat().st_size
    with path.open("rb+") as file:
        whole = _end_of_last_line(file.fileno(), size)
        file.truncate(whole)
    return size - whole


def _end_of_last_line(file: int, size: int, window: int = 65_536) -> int:
    end = size
    while end > 0:
        start = max(0, end - window)
        newline = os.pread(file, end - start, start).rfind(b"\n")
        if newline >= 0:
            return start + newline + 1
        end = start
    return 0


def describe(path: Path, root: Path) -> SegmentInfo:
    """Return what a run file says of a sealed segment, read from the file itself."""
    digest, records, size = hashlib.sha256(), 0, 0
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
            records += chunk.count(b"\n")
            size += len(chunk)
    return SegmentInfo(
        file=path.relative_to(root).as_posix(), records=records, bytes=size, sha256=f"sha256:{digest.hexdigest()}"
    )


def write_durably(path: Path, content: bytes) -> None:
    """Write a whole file so that it is either there or not, whatever happens meanwhile."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(path.name + ".new")
    new.write_bytes(content)
    sync_file(new)
    new.rename(path)
    sync_folder(path.parent)


def sync_file(path: Path) -> None:
    _sync(path, os.O_RDWR)


def sync_folder(path: Path) -> None:
    _sync(path, os.O_RDONLY | os.O_DIRECTORY)


def _sync(path: Path, flags: int) -> None:
    file = os.open(path, flags)
    try:
        os.fsync(file)
    finally:
        os.close(file)
