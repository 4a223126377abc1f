"""The frontier: articles found and not asked for yet, on disk, since a sitemap may name a million."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from hanoitv_scraper.discover.found import Found
from hanoitv_scraper.items import Door

# Each door is a bit of a number.
DOORS: tuple[Door, ...] = ("list", "feed", "sitemap", "known")
# Ids that grow as articles are published: of digits, with a letter for the kind at most.
GROWING = re.compile(r"[a-z]?(\d{1,18})", re.ASCII | re.IGNORECASE)
TABLES = """
CREATE TABLE named (id TEXT PRIMARY KEY, doors INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE waited (id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE waiting (
    place INTEGER PRIMARY KEY, pool TEXT NOT NULL, stamp TEXT NOT NULL, number INTEGER NOT NULL,
    from_end INTEGER NOT NULL, id TEXT NOT NULL, url TEXT NOT NULL, door TEXT NOT NULL
);
CREATE INDEX in_order ON waiting (pool, stamp DESC, number DESC, from_end, place);
CREATE INDEX by_id ON waiting (id);
"""
FIRST = "WHERE pool = ? ORDER BY stamp DESC, number DESC, from_end, place LIMIT ?"


class Waiting(NamedTuple):
    """An article to be asked for."""

    id: str
    """Without the site's name."""
    url: str
    door: Door
    """What named it first."""


class Frontier:
    """Articles wait in pools: what is found one after the other in "", and each sitemap's in one of its own.

    Within a pool the newest comes first: by date, then by id where ids grow, then from both ends of the file to its
    middle, since sitemaps run either way; in "" the first that was found.
    """

    def __init__(self) -> None:
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.executescript(TABLES)
        # One transaction for all of it: nobody else reads this, and it is gone with us.
        self._db.execute("BEGIN")

    def name(self, id: str, door: Door) -> bool:
        """Note that a door names an article; tell whether it is the first to do so."""
        bit = 1 << DOORS.index(door)
        row = self._db.execute("SELECT doors FROM named WHERE id = ?", (id,)).fetchone()
        if row is None:
            self._db.execute("INSERT INTO named VALUES (?, ?)", (id, bit))
        elif not row[0] & bit:
            self._db.execute("UPDATE named SET doors = ? WHERE id = ?", (row[0] | bit, id))
        return row is None

    def named(self) -> Mapping[Door, int]:
        """Return how many articles each door named; those that name none are left out."""
        counts = (
            (door, self._db.execute("SELECT count(*) FROM named WHERE doors & ?", (1 << place,)).fetchone()[0])
            for place, door in enumerate(DOORS)
        )
        return {door: count for door, count in counts if count}

    def wait(self, found: Found, door: Door, pool: str = "", dated: datetime | None = None) -> None:
        """Let an article wait to be asked for, once; in a sitemap's pool it is `dated` by what the sitemap says."""
        if not self._db.execute("INSERT OR IGNORE INTO waited VALUES (?)", (found.id,)).rowcount:
            return
        stamp = dated.astimezone(UTC).isoformat() if dated else ""
        growing = GROWING.fullmatch(found.id) if pool else None
        self._db.execute(
            "INSERT INTO waiting (pool, stamp, number, from_end, id, url, door) VALUES (?, ?, ?, 0, ?, ?, ?)",
            (pool, stamp, int(growing[1]) if growing else 0, found.id, found.url, door),
        )

    def withdraw(self, id: str) -> bool:
        """Let go an article that need not be asked for after all; tell whether it was waiting."""
        return self._db.execute("DELETE FROM waiting WHERE id = ?", (id,)).rowcount > 0

    def order_from_ends(self, pool: str) -> None:
        """Order what has neither date nor number from both ends of the pool to its middle."""
        first, last = self._db.execute("SELECT min(place), max(place) FROM waiting WHERE pool = ?", (pool,)).fetchone()
        self._db.execute(
            "UPDATE waiting SET from_end = min(place - ?, ? - place) WHERE pool = ? AND stamp = '' AND number = 0",
            (first, last, pool),
        )

    def is_dated_by_one_day(self, pools: Sequence[str], enough: int) -> bool:
        """Tell whether `enough` articles have dates in some pools and more than half of these are of one day."""
        marks = ", ".join("?" * len(pools))
        query = f"SELECT count(*) FROM waiting WHERE pool IN ({marks}) GROUP BY substr(stamp, 1, 10)"  # noqa: S608  # question marks alone
        days: list[int] = [count for (count,) in self._db.execute(query, pools)]
        return sum(days) >= enough and max(days) > sum(days) / 2

    def undate(self, pool: str, to: str) -> None:
        """Put what waits in one pool into another, and forget its dates."""
        self._db.execute("UPDATE waiting SET pool = ?, stamp = '' WHERE pool = ?", (to, pool))

    def move(self, pool: str, to: str) -> None:
        """Put what waits in one pool into another."""
        self._db.execute("UPDATE waiting SET pool = ? WHERE pool = ?", (to, pool))

    def take(self, pool: str, most: int) -> list[Waiting]:
        """Return the first articles of a pool, which wait no longer."""
        rows = self._db.execute(f"SELECT place, id, url, door FROM waiting {FIRST}", (pool, most)).fetchall()  # noqa: S608  # a constant
        self._db.executemany("DELETE FROM waiting WHERE place = ?", ((place,) for place, *_ in rows))
        return [Waiting(*row) for _, *row in rows]

    def drop(self, pool: str) -> tuple[int, str]:
        """Let go what waits in a pool; return how many and the address of the first, an empty one where none was."""
        first = self._db.execute(f"SELECT url FROM waiting {FIRST}", (pool, 1)).fetchone()  # noqa: S608  # a constant
        count = self._db.execute("DELETE FROM waiting WHERE pool = ?", (pool,)).rowcount
        return count, first[0] if first else ""

    def close(self) -> None:
        self._db.close()
