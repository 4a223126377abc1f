"""Articles read back from an archive: what ended runs vouch for, and nothing else."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from os import PathLike
from pathlib import Path
from typing import Literal, TypeVar, get_args

import msgspec

from hanoitv_scraper.archive.layout import Table, each_run_file
from hanoitv_scraper.archive.lines import from_line
from hanoitv_scraper.archive.run_file import RunFile, read_run_file
from hanoitv_scraper.archive.temporary import temporary_room
from hanoitv_scraper.archive.withheld import read_withheld
from hanoitv_scraper.errors import ArchiveDamaged, BadArgument
from hanoitv_scraper.items import VIETNAM, Article, Raw

Versions = Literal["latest", "all"]


T = TypeVar("T")


class ReadByRules(msgspec.Struct, frozen=True):
    rules: str


class Version(msgspec.Struct, frozen=True):
    """The part of a line that tells versions apart: much quicker to read than the whole."""

    id: str
    url: str
    revision: int
    reading: int
    digest: str
    previous: str | None
    timestamp: datetime | None
    fetched_at: datetime | None
    run: str | None
    raw: Raw | None
    read_by: ReadByRules


decode_version = msgspec.json.Decoder(Version).decode


def read_archive(
    root: str | PathLike[str],
    site: str | None = None,
    since: str | date | None = None,
    until: str | date | None = None,
    versions: Versions = "latest",
) -> Iterator[Article]:
    """Return the articles of the archive at `root`, oldest run first; of each id the latest version, or all.

    `since` and `until` bound the publication time, both included; an ISO date or datetime, naive ones at +07:00, a date
    as `until` means its whole day; articles without timestamp are left out where a bound is given. Ids in
    `withheld.txt` are left out. Raises BadArgument for a folder that is none, ArchiveDamaged with file and line.
    """
    root = Path(root)
    if not root.is_dir():
        raise BadArgument(f"no archive at {root}: there is no such folder")
    if versions not in get_args(Versions):
        raise BadArgument(f"expected versions to be one of {', '.join(get_args(Versions))}, found {versions!r}")
    return _chosen(root, site, to_bound(since, time.min), to_bound(until, time.max), versions)


def _chosen(
    root: Path, site: str | None, first: datetime | None, last: datetime | None, versions: Versions
) -> Iterator[Article]:
    withheld = read_withheld(root)
    latest = None if versions == "all" else Latest(root, site)
    for line in committed_lines(root, site):
        article = line.decoded_by(from_line)
        if article.id in withheld or (latest and not latest.has(article)):
            continue
        if _within(article.timestamp, first, last):
            yield article


class Latest:
    """The highest version of each id, on disk: reading a million articles takes no more memory than ten."""

    @temporary_room()
    def __init__(self, root: Path, site: str | None) -> None:
        """Read the versions that the archive holds now; raises ArchiveDamaged, CannotWrite."""
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.execute("CREATE TABLE latest (id TEXT PRIMARY KEY, revision, reading) WITHOUT ROWID")
        self._db.execute("BEGIN")
        versions = (line.decoded_by(decode_version) for line in committed_lines(root, site))
        self._db.executemany(
            "INSERT INTO latest VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET revision = excluded.revision, "
            "reading = excluded.reading WHERE (excluded.revision, excluded.reading) > (revision, reading)",
            ((version.id, version.revision, version.reading) for version in versions),
        )

    def has(self, article: Article) -> bool:
        """Tell whether this is the highest version of its id."""
        found = self._db.execute("SELECT revision, reading FROM latest WHERE id = ?", (article.id,)).fetchone()
        return bool(found == (article.revision, article.reading))


def committed_files(root: Path, run: RunFile, run_file: Path, table: Table) -> Iterator[Path]:
    """Yield the files of a table that a run vouches for; raises ArchiveDamaged where one has another size."""
    for info in run.files:
        if not info.file.startswith(f"{table}/"):
            continue
        path = root / info.file
        size = path.stat().st_size if path.is_file() else None
        if size != info.bytes:
            found = "nothing there" if size is None else f"{size} bytes"
            raise ArchiveDamaged(f"{path}: expected {info.bytes} bytes as {run_file.name} says, found {found}")
        yield path


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a segment, and where it stands."""

    path: Path
    number: int
    offset: int
    content: bytes

    def decoded_by(self, decode: Callable[[bytes], T]) -> T:
        """Return the line decoded; raises ArchiveDamaged naming file and line for one that is no record."""
        try:
            return decode(self.content)
        except ValueError as error:
            raise ArchiveDamaged(f"{self.path}: line {self.number}: {error}") from error


def committed_lines(root: Path, site: str | None = None, table: Table = "articles") -> Iterator[Line]:
    """Yield the lines of all segments of a table that run files vouch for, oldest run first; raises ArchiveDamaged."""
    for run_file in each_run_file(root, site):
        for path in committed_files(root, read_run_file(run_file), run_file, table):
            yield from lines_of(path)


def lines_of(path: Path) -> Iterator[Line]:
    """Yield the lines of one segment."""
    offset = 0
    with path.open("rb") as lines:
        for number, content in enumerate(lines, 1):
            yield Line(path, number, offset, content)
            offset += len(content)


def to_bound(value: str | date | None, clock: time) -> datetime | None:
    """Return a bound as an aware datetime; a day without a time takes `clock`."""
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value) if len(value) <= 10 else datetime.fromisoformat(value)
        except ValueError as error:
            raise BadArgument(f"expected an ISO date like 2021-11-08, found {value!r}") from error
    if value is None:
        return None
    moment = value if isinstance(value, datetime) else datetime.combine(value, clock)
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)


def _within(timestamp: datetime | None, first: datetime | None, last: datetime | None) -> bool:
    if first is None and last is None:
        return True
    return timestamp is not None and (first is None or first <= timestamp) and (last is None or timestamp <= last)
