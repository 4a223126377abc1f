"""Whether the records of WARC files are whole, and which pages they hold."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, pairwise
from pathlib import Path
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from hanoitv_scraper.archive.layout import run_of
from hanoitv_scraper.archive.warc import whole_members
from hanoitv_scraper.digests import sha256
from hanoitv_scraper.items import Raw


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRecord:
    """A record of a WARC file, as far as others are held against it."""

    offset: int
    """Where its member of gzip begins in the file."""
    type: str = ""
    """`response`, `revisit` …, as WARC has it."""
    digest: str = ""
    """Of the payload, as the record has it."""
    url: str = ""
    """What was fetched; of a revisit, what its page was fetched as."""
    at: str = ""
    """When it was fetched, in the form of WARC; of a revisit, when its page was."""
    misfit: str | None = None
    """What is wrong with it."""


def read_pages(path: Path) -> Iterator[tuple[PageRecord, int]]:
    """Yield the records of a WARC file and how many bytes each takes; the last may be one that cannot be read."""
    with path.open("rb") as file:
        end = PageRecord(offset=path.stat().st_size)
        for record, following in pairwise(chain(_read_records(file), [end])):
            yield record, following.offset - record.offset


def find_torn_member(path: Path) -> str | None:
    """Return where the first member of a gzip file begins that is not whole; None where all are."""
    size = sum(member.length for member in whole_members(path))
    return f"byte {size}: the record that begins here is damaged" if size < path.stat().st_size else None


def _read_records(file: BinaryIO) -> Iterator[PageRecord]:
    offset = 0
    try:
        for record in ArchiveIterator(file, parse_http=False):
            offset = record.stream_pos
            yield _to_page_record(record)
    except OSError as error:  # what fastwarc raises for anything that is no record, too
        yield PageRecord(offset=offset, misfit=f"the record that begins here, or the next, cannot be read: {error}")


def _to_page_record(record: WarcRecord) -> PageRecord:
    told, block = record.headers.get, record.reader.read()
    prefix = "WARC-Refers-To-" if record.record_type == WarcRecordType.revisit else "WARC-"
    return PageRecord(
        offset=record.stream_pos, type=str(record.record_type), digest=told("WARC-Payload-Digest") or "",
        url=told(f"{prefix}Target-URI") or "", at=told(f"{prefix}Date") or "", misfit=_misfit(record, block),
    )  # fmt: skip


def _misfit(record: WarcRecord, block: bytes) -> str | None:
    """Return what is wrong with a record that was read.

    The payload is what stands behind the head's end: fastwarc itself refuses heads of more than 32 KiB.
    """
    digests = [("WARC-Block-Digest", block)]
    if record.record_type == WarcRecordType.response:
        digests.append(("WARC-Payload-Digest", block.partition(b"\r\n\r\n")[2]))
    for name, content in digests:
        if (expected := record.headers.get(name)) != (found := sha256(content)):
            return f"expected the {name} {expected} that the record names, found {found}"
    return None


class Pages:
    """The responses of the files read so far, on disk: a million take no more memory than ten. Raises sqlite3.Error."""

    def __init__(self, lost: set[str]) -> None:
        """Begin with none; `lost` takes files, and has runs, of which it is not known what they hold."""
        self._lost = lost
        self._numbers: dict[str, int] = {}
        self._db = sqlite3.connect("", isolation_level=None)
        columns = "(file INTEGER, offset INTEGER, length INTEGER, digest, url, at, PRIMARY KEY (file, offset))"
        self._db.execute(f"CREATE TABLE pages {columns} WITHOUT ROWID")
        self._db.execute(f"CREATE TABLE revisits {columns} WITHOUT ROWID")
        self._db.execute("BEGIN")

    def put(self, file: str, record: PageRecord, length: int) -> None:
        """Take in a record, where it is a response or a revisit."""
        number = self._numbers.setdefault(file, len(self._numbers))
        row = (number, record.offset, length, record.digest, record.url, record.at)
        if record.type == "response":
            self._db.execute("INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?, ?)", row)
        elif record.type == "revisit":
            self._db.execute("INSERT OR REPLACE INTO revisits VALUES (?, ?, ?, ?, ?, ?)", row)

    def find_bare_revisits(self) -> Iterator[tuple[str, str]]:
        """Yield, for each file, its first revisit of a page that is not there: the file, and what is wrong."""
        if self._lost:
            return
        self._db.execute("CREATE INDEX by_digest ON pages (digest, url, at)")
        files = {number: file for file, number in self._numbers.items()}
        bare = self._db.execute(
            "SELECT file, MIN(offset) FROM revisits AS seen WHERE NOT EXISTS (SELECT 1 FROM pages WHERE "
            "pages.digest = seen.digest AND pages.url = seen.url AND pages.at = seen.at) GROUP BY file ORDER BY file"
        )
        for number, offset in bare:
            yield files[number], f"byte {offset}: the page that this revisit refers to is not in the archive"

    def is_lost(self, raw: Raw) -> bool:
        """Tell whether nobody knows what lies where `raw` points: that file is damaged, or its run's file is."""
        return bool(self._lost) and (raw.file in self._lost or run_of(Path(raw.file or "")) in self._lost)

    def misfit(self, raw: Raw) -> str | None:
        """Return what is wrong with what `raw` points at; it may point at nothing, as lines without raw page do."""
        if raw.file is None or self.is_lost(raw):
            return None
        found = self._at(raw)
        if found is None:
            return f"raw: expected a response at byte {raw.offset} of {raw.file}, found none"
        for name, expected, there in zip(("digest", "length"), (raw.digest, raw.length), found, strict=False):
            if expected != there:
                return f"raw: expected {name} {expected} of the page at byte {raw.offset} of {raw.file}, found {there}"
        return None

    def url(self, raw: Raw) -> str | None:
        """Return what the page that `raw` points at was fetched as; None where that is not known."""
        found = self._at(raw)
        return found and str(found[2])

    def _at(self, raw: Raw) -> tuple[str, int, str] | None:
        place = (self._numbers.get(raw.file or ""), raw.offset)
        row: tuple[str, int, str] | None = self._db.execute(
            "SELECT digest, length, url FROM pages WHERE file = ? AND offset = ?", place
        ).fetchone()
        return row
