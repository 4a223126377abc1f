"""Faults under whatever writes an archive: calls that fail, writes that fall short.

`python -m tests.faults KIND N -- crawl hanoitv -s DATA_DIR=FOLDER …` is Scrapy's command line with a fault at the Nth
call that writes to FOLDER.
"""

from __future__ import annotations

import argparse
import errno
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from unittest import mock

Real = Callable[..., Any]
Tap = Callable[[str, Path, Sequence[Any], Real], Any]
"""Stands before a call: is given its name, the path of the file it is for, its arguments, and the call itself."""
CALLS = "open close write ftruncate truncate fsync fdatasync mkdir rename replace unlink".split()


@contextmanager
def tapped(folder: Path, tap: Tap) -> Iterator[None]:
    """Lead this process's calls that write to files under `folder` through `tap`; those of SQLite are none of them.

    What was opened meanwhile is closed in the end, as the kernel does when a process dies.
    """
    opened: dict[int, Path] = {}

    def through(name: str, real: Real, *arguments: Any, **more: Any) -> Any:
        path = opened.get(arguments[0]) if isinstance(arguments[0], int) else Path(os.fsdecode(arguments[0]))
        if path is None or not path.is_relative_to(folder):
            return real(*arguments, **more)
        if name == "close":
            del opened[arguments[0]]
        result = tap(name, path, arguments, partial(real, **more))
        if name == "open":
            opened[result] = path
        return result

    taps: dict[str, Any] = {name: partial(through, name, getattr(os, name)) for name in CALLS}
    with mock.patch.multiple(os, **taps):
        try:
            yield
        finally:
            for file in [*opened]:
                os.close(file)


def fails(number: int, n: int, real: Real, arguments: Sequence[Any]) -> Any:
    """The Nth call fails as a worn-out disk does; those behind it work."""
    if number == n:
        raise OSError(errno.EIO, os.strerror(errno.EIO))
    return real(*arguments)


def falls_short(number: int, n: int, real: Real, arguments: Sequence[Any]) -> Any:
    """From the Nth on, each write takes half of what it is given, which is its right."""
    file, content = arguments
    return real(file, content if number < n else content[: (len(content) + 1) // 2])


def fills_up(number: int, n: int, real: Real, arguments: Sequence[Any]) -> Any:
    """The Nth write takes half of what it is given, and then the disk is full."""
    if number > n:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    return falls_short(number, n, real, arguments)


def cuts(number: int, n: int, real: Real, arguments: Sequence[Any]) -> Any:
    """As the run's file is put in its place, the sealed pages lose their last byte; no call says so."""
    result, (_, target) = real(*arguments), map(Path, arguments)
    if target.suffix == ".json":
        for pages in target.parents[3].glob("pages/*/*/*.warc.gz"):
            with pages.open("r+b") as file:
                file.truncate(pages.stat().st_size - 1)
    return result


KINDS: dict[str, tuple[Callable[[int, int, Real, Sequence[Any]], Any], tuple[str, ...]]] = {
    "eio-create": (fails, ("open",)),
    "eio-write": (fails, ("write",)),
    "eio-sync": (fails, ("fsync", "fdatasync")),
    "eio-rename": (fails, ("rename", "replace")),
    "short": (falls_short, ("write",)),
    "full": (fills_up, ("write",)),
    "cut": (cuts, ("rename", "replace")),
}
"""What goes wrong, and with which calls."""


class Fault:
    """A tap that lets calls of a kind go wrong from the Nth on."""

    def __init__(self, kind: str, n: int) -> None:
        self._goes_wrong, self._calls = KINDS[kind]
        self._n = n
        self._number = 0

    def __call__(self, name: str, path: Path, arguments: Sequence[Any], real: Real) -> Any:
        reads = name == "open" and not arguments[1] & os.O_CREAT
        if name not in self._calls or reads:
            return real(*arguments)
        self._number += 1
        return self._goes_wrong(self._number, self._n, real, arguments)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run Scrapy's command line with a fault; it ends the process with Scrapy's exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("n", type=int, help="the call at which it begins")
    parser.add_argument("scrapy", nargs="+", help="after --: arguments of scrapy, with -s DATA_DIR=FOLDER, absolute")
    options = parser.parse_args(arguments)
    (folder,) = (one.removeprefix("DATA_DIR=") for one in options.scrapy if one.startswith("DATA_DIR="))

    from scrapy.cmdline import execute

    with tapped(Path(folder), Fault(options.kind, options.n)):
        execute(["scrapy", *options.scrapy])


if __name__ == "__main__":
    main()
