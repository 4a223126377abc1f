"""Writing to disk so that what was written is there after a crash, and a write that fails leaves nothing torn."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from hanoitv_scraper.archive.layout import NEW

# Sealing takes a little room too, and a full disk harms others.
KEEP_FREE = 64 * 2**20


class SyncError(OSError):
    """The disk did not keep what was written: it may be lost, whatever a second attempt says."""


def create(path: Path) -> int:
    """Create a file that must not be there yet, in a folder that need not; return it open for writing.

    The name itself survives a power cut: each folder that gained an entry is synced. Raises OSError.
    """
    make_folder(path.parent)
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o644)
    sync_folder(path.parent)
    return file


def make_folder(path: Path) -> None:
    """Create a folder and those above it, durably."""
    if path.is_dir():
        return
    make_folder(path.parent)
    path.mkdir(exist_ok=True)
    sync_folder(path.parent)


def append(file: int, content: bytes, size: int) -> None:
    """Write all of `content` behind the `size` bytes that the file has, or nothing of it; raises OSError."""
    try:
        written = os.write(file, content)
        while written < len(content):
            written += os.write(file, content[written:])
    except OSError:
        os.ftruncate(file, size)
        raise


def sync_data(file: int) -> None:
    """Make what was written to an open file durable; raises SyncError."""
    try:
        os.fdatasync(file)
    except OSError as error:
        raise SyncError(error.errno, error.strerror) from error


def close(file: int) -> None:
    """Sync and close a file that was written; raises SyncError."""
    try:
        sync_data(file)
    finally:
        os.close(file)


def cut(path: Path, size: int) -> int:
    """Cut a file down to `size` bytes, durably; return how many bytes that took away."""
    before = path.stat().st_size
    if before > size:
        os.truncate(path, size)
        sync_file(path)
    return before - size


def rename(path: Path, name: str) -> Path:
    """Give a file that is synced another name in its folder, which must be free, durably; return its new path."""
    new = path.with_name(name)
    if new.exists():
        raise FileExistsError(f"{new} is there already: {path.name} cannot take its name")
    path.rename(new)
    sync_folder(path.parent)
    return new


def remove(path: Path) -> None:
    """Remove a file that may be missing, durably."""
    if path.exists():
        path.unlink()
        sync_folder(path.parent)


def write_durably(path: Path, content: bytes) -> None:
    """Write a whole file so that it is either there or not, whatever happens meanwhile."""
    make_folder(path.parent)
    new = path.with_name(path.name + NEW)
    new.unlink(missing_ok=True)
    file = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o644)
    try:
        append(file, content, 0)
    finally:
        close(file)
    new.replace(path)
    sync_folder(path.parent)


def sync_file(path: Path) -> None:
    _sync(path, os.O_RDWR)


def sync_anew(path: Path) -> None:
    """Make a file durable that another process wrote, and forget what memory has of it: what is read is on the disk."""
    sync_file(path)
    file = os.open(path, os.O_RDONLY)
    try:
        os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(file)


def sync_folder(path: Path) -> None:
    _sync(path, os.O_RDONLY | os.O_DIRECTORY)


def _sync(path: Path, flags: int) -> None:
    file = os.open(path, flags)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def check_space(root: Path, keep_free: int) -> None:
    """Raise OSError where fewer than `keep_free` bytes are left on the disk of a folder."""
    free = shutil.disk_usage(root).free
    if free < keep_free:
        raise OSError(f"{free / 2**20:,.1f} MiB are free on its disk, {keep_free / 2**20:,.1f} MiB must stay free")


def why(error: Exception) -> str:
    """Return what the system says of a failure, without numbers and the file's name."""
    return getattr(error, "strerror", None) or str(error)
