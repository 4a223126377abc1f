"""The folder of a dump: what is made anew is staged in it, and put in its place when all of it is there."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hanoitv_scraper.archive import disk
from hanoitv_scraper.archive.layout import TABLES
from hanoitv_scraper.digests import file_sha256
from hanoitv_scraper.dumps.package import NAME, Package, Resource, read_package, to_json
from hanoitv_scraper.errors import ArchiveLocked, BadArgument

STAGE = ".hanoitv-dump"
"""What is being made; with a package in it, it is whole, and only has to be put in its place."""
ARCHIVES_OWN = (*TABLES, "runs", "state", "search", "logs")
"""The folders in an archive that hold its own files and no other."""


def check_folder(folder: Path, archive: Path) -> None:
    """Raise BadArgument for a folder that a dump cannot be written to.

    Something else is there, or nothing above it, or what is there is the archive's.
    """
    if not folder.parent.is_dir():
        raise BadArgument(f"cannot make {folder}: there is no folder {folder.parent}: make it first")
    if _is_archives_own(folder.resolve(), archive.resolve()):
        raise BadArgument(f"{folder} is the archive's own: name a folder for the dump beside it, as {archive / 'dump'}")
    if os.path.lexists(folder) and not folder.is_dir():
        raise BadArgument(f"{folder} is no folder: name one for the dump with --output")
    if not folder.exists() or read_package(folder) or is_half_in_place(folder):
        return
    others = sorted(entry.name for entry in folder.iterdir() if entry.name != STAGE)
    if others:
        raise BadArgument(
            f"{folder} holds {others[0]!r}, and no dump that this version can bring up to date: name an empty folder"
        )


def _is_archives_own(folder: Path, archive: Path) -> bool:
    return folder == archive or any(folder.is_relative_to(archive / name) for name in ARCHIVES_OWN)


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold a folder for oneself; one that was not there is made, and taken away again if it stays empty.

    What a killed dump left is put in its place first if it is whole, else removed. Raises ArchiveLocked, OSError.
    """
    made = not folder.exists()
    folder.mkdir(exist_ok=True)
    with _locked(folder):
        if is_half_in_place(folder):
            put_in_place(folder)
        shutil.rmtree(folder / STAGE, ignore_errors=True)
        try:
            yield
        finally:
            if not is_half_in_place(folder):
                shutil.rmtree(folder / STAGE, ignore_errors=True)
            if made and not any(folder.iterdir()):
                folder.rmdir()


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ArchiveLocked(f"another dump is being written to {folder}: wait until it has ended") from error
        yield
    finally:
        os.close(lock)


def is_half_in_place(folder: Path) -> bool:
    """Tell whether a dump is there that only has to be put in its place."""
    return read_package(folder / STAGE) is not None


def is_sound(folder: Path, resource: Resource) -> bool:
    """Tell whether a file is as the package says; one that cannot be read is not."""
    path = folder / resource.path
    try:
        return path.stat().st_size == resource.bytes and file_sha256(path) == resource.hash
    except OSError:
        return False


def staged(folder: Path, path: str) -> Path:
    """Return where a file of the dump is made, in a folder that is there."""
    place = folder / STAGE / path
    place.parent.mkdir(parents=True, exist_ok=True)
    return place


def stage_text(folder: Path, path: str, content: bytes) -> None:
    """Stage a small file unless it is there already, as it shall be."""
    place = folder / path
    if not place.is_file() or place.read_bytes() != content:
        staged(folder, path).write_bytes(content)


def commit(folder: Path, package: Package) -> None:
    """Put in its place what is staged, and the package; where nothing differs, nothing is written. Raises OSError."""
    content = to_json(package)
    stage = folder / STAGE
    present = folder / NAME
    if not any(stage.rglob("*.*")) and present.is_file() and present.read_bytes() == content:
        return
    # The files themselves are not synced, which takes longer than all else: what a power cut takes from them does not
    # fit the package, and is made again.
    disk.write_durably(stage / NAME, content)
    put_in_place(folder)


def put_in_place(folder: Path) -> None:
    """Take all staged files to their places, remove those that no table has any more, and say so last.

    After a kill, doing it again ends it. Raises OSError.
    """
    stage = folder / STAGE
    before, package = read_package(folder), read_package(stage)
    for path in _files(stage):
        if path != stage / NAME:
            place = folder / path.relative_to(stage)
            place.parent.mkdir(exist_ok=True)
            path.replace(place)
    if before and package:
        for gone in before.files().keys() - package.files().keys():
            (folder / gone).unlink(missing_ok=True)
    disk.sync_folder(folder)
    (stage / NAME).replace(folder / NAME)
    shutil.rmtree(stage, ignore_errors=True)


def _files(stage: Path) -> list[Path]:
    return sorted(path for path in stage.rglob("*") if path.is_file())
