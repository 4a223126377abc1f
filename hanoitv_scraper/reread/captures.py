"""What an archive holds of a site's articles to be read again: the page of each revision, and captures beside them.

It lies on disk: a million articles take no more memory than ten.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import msgspec

from hanoitv_scraper.archive.lines import sighting_from_line
from hanoitv_scraper.archive.read import Line, Version, committed_lines, decode_version
from hanoitv_scraper.archive.run_file import UNREAD
from hanoitv_scraper.errors import CannotWrite
from hanoitv_scraper.items import Outcome, Raw, Sighting
from hanoitv_scraper.sites import Site
from hanoitv_scraper.sites.urls import at_root

# Looks whose page was read, and gave no revision: it read as the one before did.
READ_AS_BEFORE: frozenset[Outcome] = frozenset(("same", "reread"))
TABLES = """
CREATE TABLE revisions (
    id TEXT, revision INTEGER, reading INTEGER, digest TEXT, raw_file TEXT, raw_start INTEGER, due INTEGER,
    path TEXT, number INTEGER, start INTEGER, length INTEGER, PRIMARY KEY (id, revision)
) WITHOUT ROWID;
CREATE TABLE captures (id TEXT, file TEXT, start INTEGER, raw BLOB, PRIMARY KEY (id, file, start)) WITHOUT ROWID;
"""
PUT_REVISION = """
INSERT INTO revisions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
    reading = excluded.reading, path = excluded.path, number = excluded.number, start = excluded.start,
    length = excluded.length
WHERE excluded.reading > reading
"""
# The first look at a page is the one that counts: later ones point at it where the bytes were the same.
PUT_CAPTURE = "INSERT OR IGNORE INTO captures VALUES (?, ?, ?, ?)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which stored pages are to be read again."""

    since: datetime | None = None
    """Those fetched then or later; None for all."""
    ids: frozenset[str] | None = None
    """Those of these articles; None for all."""
    only_unread: bool = False
    """Those that could not be read."""

    def takes(self, id: str, at: datetime | None) -> bool:
        if self.ids is not None and id not in self.ids:
            return False
        return self.since is None or (at is not None and at >= self.since)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What the archive holds of one article."""

    id: str
    lines: tuple[Line, ...]
    """Of each revision its highest reading, oldest first."""
    due: frozenset[int]
    """Which of these lines are to be read again."""
    captures: tuple[Raw, ...]
    """Pages that gave no line, in the order in which they came."""


class Place(NamedTuple):
    """Where a raw page lies; places sort in the order in which pages came, whatever the clock said."""

    file: str
    offset: int


def place_of(raw: Raw | None) -> Place:
    """Return a page's place; pages that were not kept came before all that were."""
    if raw is None or raw.file is None or raw.offset is None:
        return Place("", 0)
    return Place(Path(raw.file).name, raw.offset)


def id_of(sighting: Sighting, site: Site) -> str:
    """Return the id of the article that a look found: of the address that answered, if the one asked for redirects."""
    known = site.recognise(at_root(sighting.fetched, site.home)) if sighting.fetched else None
    return f"{site.name}:{known[1]}" if known else sighting.id


class Captures:
    """The pages to be read again, article by article; it is filled once."""

    def __init__(
        self, root: Path, site: Site, wanted: Wanted, withheld: frozenset[str], stopped: Callable[[], bool]
    ) -> None:
        """Look for them, until `stopped`; ids in `withheld` are left out. Raises ArchiveDamaged, CannotWrite."""
        self.left_out: set[str] = set()
        """Withheld ids of which there is something."""
        self._site, self._wanted, self._withheld = site, wanted, withheld
        self._db = sqlite3.connect("", isolation_level=None)
        try:
            self._fill(root, stopped)
        except sqlite3.Error as error:
            raise CannotWrite(
                f"cannot keep the list of the pages to read: {error}: nothing was read: make room in the folder for "
                "temporary files, or name another as TMPDIR"
            ) from error

    def _fill(self, root: Path, stopped: Callable[[], bool]) -> None:
        self._db.executescript(TABLES)
        self._db.execute("BEGIN")
        for line in committed_lines(root, self._site.name):
            if stopped():
                return
            self._take_line(line)
        for line in committed_lines(root, self._site.name, "sightings"):
            if stopped():
                return
            self._take_sighting(line.decoded_by(sighting_from_line))

    def __len__(self) -> int:
        """Return how many pages there are to read."""
        counts = "SELECT (SELECT count(*) FROM revisions WHERE due) + (SELECT count(*) FROM captures)"
        return int(self._db.execute(counts).fetchone()[0])

    def articles(self) -> Iterator[Kept]:
        """Yield the articles of which a page is to be read."""
        ids = self._db.execute("SELECT id FROM revisions WHERE due UNION SELECT id FROM captures ORDER BY 1")
        for (id,) in ids:
            yield self._kept(id)

    def _kept(self, id: str) -> Kept:
        revisions = self._db.execute(
            "SELECT due, path, number, start, length FROM revisions WHERE id = ? ORDER BY revision", (id,)
        ).fetchall()
        captures = self._db.execute("SELECT raw FROM captures WHERE id = ? ORDER BY file, start", (id,))
        return Kept(
            id=id, lines=tuple(_line_at(*place) for _, *place in revisions),
            due=frozenset(number for number, (due, *_) in enumerate(revisions) if due),
            captures=tuple(msgspec.json.decode(raw, type=Raw) for (raw,) in captures),
        )  # fmt: skip

    def _take_line(self, line: Line) -> None:
        version: Version = line.decoded_by(decode_version)
        if not self._of_wanted(version.id) or self._is_withheld(version.id):
            return
        due = not self._wanted.only_unread and self._wanted.takes(version.id, version.fetched_at)
        digest = version.raw.digest if version.raw else None
        page = (digest, *place_of(version.raw))
        place = (str(line.path), line.number, line.offset, len(line.content))
        self._db.execute(PUT_REVISION, (version.id, version.revision, version.reading, *page, due, *place))

    def _take_sighting(self, sighting: Sighting) -> None:
        raw, id = sighting.raw, id_of(sighting, self._site)
        if raw is None or raw.file is None or not self._may_differ(sighting, id, raw):
            return
        if not self._wanted.takes(id, sighting.at) or self._is_withheld(id) or self._is_withheld(sighting.id):
            return
        self._db.execute(PUT_CAPTURE, (id, *place_of(raw), msgspec.json.encode(raw)))

    def _may_differ(self, sighting: Sighting, id: str, raw: Raw) -> bool:
        """Tell whether a page may be another than the revisions' pages: of those that were read the bytes tell it."""
        if sighting.outcome in UNREAD:
            known = "SELECT 1 FROM revisions WHERE id = ? AND raw_file = ? AND raw_start = ?"
            return self._db.execute(known, (id, *place_of(raw))).fetchone() is None
        if self._wanted.only_unread or sighting.outcome not in READ_AS_BEFORE:
            return False
        known = "SELECT 1 FROM revisions WHERE id = ? AND digest = ?"
        return self._db.execute(known, (id, raw.digest)).fetchone() is None

    def _of_wanted(self, id: str) -> bool:
        return self._wanted.ids is None or id in self._wanted.ids

    def _is_withheld(self, id: str) -> bool:
        if id in self._withheld:
            self.left_out.add(id)
        return id in self._withheld


def _line_at(path: str, number: int, start: int, length: int) -> Line:
    with Path(path).open("rb") as file:
        file.seek(start)
        return Line(Path(path), number, start, file.read(length))
