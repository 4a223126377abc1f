"""Readers run over saved pages in one process: what they read, and their time beside a bare lxml parse.

A process of its own for each set of readers, since the other readers live in another venv (see `peers.py`):
`python -m benchmarks.measure PAGES OUT ROUNDS READER…` writes a `Measured` a reader and page to OUT, as JSON Lines.
"""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import lxml.html

from benchmarks.saved_pages import SavedPage, open_pages

Reader = Callable[[bytes, str], Any]

# Where each reader is: a module with a function `record`, and the function in it that reads.
READERS = {
    "ours, site rules": ("benchmarks.ours", "by_rules"),
    "ours, generic": ("benchmarks.ours", "generically"),
    "ours, site rules, no quotes": ("benchmarks.ours", "by_rules_without_quotes"),
    "ours, generic, no quotes": ("benchmarks.ours", "generically_without_quotes"),
    "trafilatura": ("benchmarks.with_trafilatura", "read"),
    "trafilatura, extensive dates": ("benchmarks.with_trafilatura", "read_dates_extensively"),
    "newspaper4k": ("benchmarks.with_newspaper4k", "read"),
    "news-please": ("benchmarks.with_news_please", "read"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What a reader made of a page."""

    reader: str
    html: str
    record: dict[str, Any]
    """By the scorer's keys; none of them if it failed."""
    failed: str | None
    """The exception, if there was one."""
    seconds: float
    """The median of the rounds."""
    parse_seconds: float
    """The same for a bare lxml parse of the same bytes between the same rounds."""


def main(arguments: Sequence[str]) -> None:
    folder, out, rounds, *readers = arguments
    with Path(out).open("w", encoding="utf-8") as file:
        for measured in measure(readers, open_pages(Path(folder)), int(rounds)):
            file.write(json.dumps(asdict(measured)) + "\n")


def measure(readers: Sequence[str], pages: Sequence[SavedPage], rounds: int) -> Iterator[Measured]:
    """Read every page by every reader; the reading whose record is kept warms up for the `rounds` that are timed."""
    for page in pages:
        records = [read(reader, page) for reader in readers]
        parsing, *reading = time_in_turns([parse, *map(reader_named, readers)], page, rounds)
        for reader, (record, failed), seconds in zip(readers, records, reading, strict=True):
            yield Measured(
                reader=reader, html=page.html, record=record, failed=failed, seconds=seconds, parse_seconds=parsing
            )


def read(reader: str, page: SavedPage) -> tuple[dict[str, Any], str | None]:
    """Return the record and None, or an empty one and the exception."""
    module = importlib.import_module(READERS[reader][0])
    try:
        return module.record(reader_named(reader)(page.body, page.url)), None
    except Exception as error:  # noqa: BLE001 - whatever a reader raises counts as a page it failed on
        return {}, f"{type(error).__name__}: {error}"


def reader_named(reader: str) -> Reader:
    module, function = READERS[reader]
    read: Reader = getattr(importlib.import_module(module), function)
    return read


def parse(html: bytes, url: str) -> Any:
    return lxml.html.document_fromstring(html)


def time_in_turns(readers: Sequence[Reader], page: SavedPage, rounds: int) -> list[float]:
    """Return each reader's median seconds; they take turns, so that a busy machine slows all of them alike."""
    times = [[_seconds(reader, page) for reader in readers] for _ in range(rounds)]
    return [median(of_one) for of_one in zip(*times, strict=True)]


def _seconds(reader: Reader, page: SavedPage) -> float:
    start = perf_counter()
    with suppress(Exception):  # `read` has reported it
        reader(page.body, page.url)
    return perf_counter() - start


if __name__ == "__main__":
    main(sys.argv[1:])
