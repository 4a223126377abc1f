"""Power cuts: what is done to a disk, noted one operation after the other, and what may be found when power is back."""

from __future__ import annotations

import os
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from tests.faults import Real, tapped

Kind = Literal["create", "write", "sync", "mkdir", "sync folder", "rename", "unlink"]
KINDS: dict[str, Kind] = {
    "open": "create", "write": "write", "ftruncate": "write", "truncate": "write", "fsync": "sync", "fdatasync": "sync",
    "mkdir": "mkdir", "rename": "rename", "replace": "rename", "unlink": "unlink",
}  # fmt: skip
Found = dict[str, bytes | None]
"""Files by their path with what is in them; None for folders."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One thing that was done to a disk; paths are relative to the folder that was watched."""

    kind: Kind
    path: str
    new: str = ""
    """What a rename makes of the path."""
    file: int = 0
    """Which file, whatever it is called meanwhile; 0 for folders."""
    content: bytes = b""
    """All that is in the file after a write."""


class Killed(BaseException):
    """The process that writes is dead: nothing that it does from now on happens."""


class Log:
    """What is done under a folder; to save time nothing is really synced.

    It begins with what the folder holds already, as if that were made and synced now. A folder named `state` is not
    watched: it is a cache, and SQLite's own business.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.done: list[Operation] = []
        self.dies_after: int | None = None
        """At how many operations the process is killed."""
        self.cache: Found = {}
        """What was in that state in the beginning."""
        self._files: dict[Path, int] = {}
        for path in sorted(folder.rglob("*")):
            if "state" in path.parts:
                self.cache[path.relative_to(folder).as_posix()] = None if path.is_dir() else path.read_bytes()
            for kind in ("mkdir",) if path.is_dir() else ("create", "write", "sync"):
                self._note(kind, path)  # type: ignore[arg-type]  # mypy sees strings in a loop, not literals
            self._note("sync folder", path.parent)
        self.begins = len(self.done)
        """How many of the operations only say what was there."""

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Note what is done while this lasts; raises Killed in the midst of it where `dies_after` says so."""
        with tapped(self.folder, self._tap):
            yield

    def _tap(self, name: str, path: Path, arguments: Sequence[Any], real: Real) -> Any:
        if name == "close":
            return real(*arguments)
        if self.dies_after is not None and len(self.done) >= self.dies_after:
            raise Killed
        result = None if "sync" in name else real(*arguments)
        if name != "open" or arguments[1] & os.O_CREAT:
            kind = "sync folder" if "sync" in name and path.is_dir() else KINDS[name]
            self._note(kind, path, Path(arguments[1]) if kind == "rename" else None)
        return result

    def _note(self, kind: Kind, path: Path, new: Path | None = None) -> None:
        if "state" in path.parts:
            return
        if kind == "create":
            self._files[path] = len(self.done) + 1
        file = self._files.get(path, 0)
        content = path.read_bytes() if kind == "write" else b""
        if kind in ("rename", "unlink"):
            del self._files[path]
        if new:
            self._files[new] = file
        names = [one.relative_to(self.folder).as_posix() if one else "" for one in (path, new)]
        self.done.append(Operation(kind=kind, path=names[0], new=names[1], file=file, content=content))


class Disk:
    """What is on a disk for sure after some operations, and what may have come there beside it.

    A name is there for sure once its folder is synced, a file's content once the file is. Until then the changes to a
    folder happen each or not, in no order, a rename never by halves; each block of a file is as it was after any of
    the writes, zeros where it was not yet, and the file is of any length between those that it had.
    """

    def __init__(self, operations: Sequence[Operation]) -> None:
        self._entries: defaultdict[str, dict[str, int]] = defaultdict(dict)
        """Of each folder what is in it, by path: which file, 0 for a folder."""
        self._changes: defaultdict[str, list[Operation]] = defaultdict(list)
        self._versions: dict[int, list[bytes]] = {}
        """Of each file: what is synced, and what was written since."""
        self._paths: dict[int, str] = {}
        for operation in operations:
            self._follow(operation)

    def _follow(self, operation: Operation) -> None:
        kind, path, file = operation.kind, operation.path, operation.file
        if kind == "sync folder":
            for change in self._changes.pop(path, ()):
                _change(self._entries[path], change)
        elif kind == "sync":
            del self._versions[file][:-1]
        elif kind == "write":
            self._versions[file].append(operation.content)
        else:
            self._changes[path.rpartition("/")[0] or "."].append(operation)
            self._paths[file] = operation.new or path
            if kind == "create":
                self._versions[file] = [b""]

    def synced(self) -> dict[str, bytes]:
        """Return what is there for sure of each file, by the name that it was given last."""
        return {self._paths[file]: versions[0] for file, versions in self._versions.items()}

    def choose(self, rng: random.Random) -> Found:
        """Return one of the folders that may be found when power is back."""
        share, block = rng.choice((0.0, 0.5, 0.9, 1.0)), rng.choice((512, 4_096))
        found: Found = {}
        folders = ["."]
        while folders:
            for path, file in self._choose_entries(folders.pop(), share, rng).items():
                found[path] = _choose_content(self._versions[file], share, block, rng) if file else None
                folders += [] if file else [path]
        return found

    def _choose_entries(self, folder: str, share: float, rng: random.Random) -> dict[str, int]:
        entries = dict(self._entries[folder])
        for change in self._changes.get(folder, ()):
            if rng.random() < share:
                _change(entries, change)
        return entries


def _change(entries: dict[str, int], change: Operation) -> None:
    """Let a change happen to what is in a folder; another file that has the old name meanwhile keeps it."""
    if change.kind in ("rename", "unlink") and entries.get(change.path) == change.file:
        del entries[change.path]
    if change.kind != "unlink":
        entries[change.new or change.path] = change.file


def _choose_content(versions: Sequence[bytes], share: float, block: int, rng: random.Random) -> bytes:
    lengths = sorted({len(version) for version in versions})
    between = range(lengths[0] // block * block + block, lengths[-1], block)
    size = lengths[-1] if rng.random() < share else rng.choice([*lengths, *between])
    blocks = (
        (versions[-1] if rng.random() < share else rng.choice(versions))[at : at + block].ljust(block, b"\0")
        for at in range(0, size, block)
    )
    return b"".join(blocks)[:size]


def lay_out(found: Found, folder: Path) -> None:
    """Write a folder as it was found."""
    folder.mkdir()
    for path, content in found.items():
        if content is None:
            (folder / path).mkdir()
        else:
            (folder / path).write_bytes(content)
