"""What all looks at each article's address came to: first seen, last seen, gone."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import msgspec

from hanoitv_scraper.archive.lines import sighting_from_line
from hanoitv_scraper.archive.temporary import temporary_room
from hanoitv_scraper.dumps.chosen import Chosen, from_microseconds, to_microseconds
from hanoitv_scraper.dumps.sound import OnDamage, sound_records, stop_at
from hanoitv_scraper.dumps.tables import UNDATED, SightingRow
from hanoitv_scraper.items import Outcome, Sighting

FOUND: frozenset[Outcome] = frozenset({"new", "edited", "reread", "same", "outside", "unread", "javascript"})
"""Outcomes of looks that found a page there."""


def sighting_rows(root: Path, chosen: Chosen, on_damage: OnDamage = stop_at) -> Iterator[SightingRow]:
    """Yield the rows of `sightings` by month, time and id; raises ArchiveDamaged unless `on_damage` notes it."""
    sightings = Sightings(root, chosen, on_damage)
    for month in sightings.months():
        yield from sightings.rows(month)


class Sightings:
    """The looks at the articles that were chosen, a row an article; on disk, so that memory stays small.

    Withheld ids are left out. Where the choice has no bounds on the publication time, pages that never gave a record
    are told too, without a time. What comes first and last is told by the order of runs, not by the clock.
    """

    @temporary_room()
    def __init__(self, root: Path, chosen: Chosen, on_damage: OnDamage = stop_at) -> None:
        """Read the sightings of the runs that were chosen from: a later one may tell of articles unknown here."""
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.execute(
            "CREATE TABLE looks (id TEXT PRIMARY KEY, site, url, first_seen, last_seen, gone_at, last_look, "
            "last_outcome, looks) WITHOUT ROWID"
        )
        self._db.execute("CREATE TABLE rows (month, at, id, row BLOB)")
        self._db.execute("BEGIN")
        sightings = sound_records(
            root, chosen.choice.site, "sightings", sighting_from_line, on_damage, chosen.last_runs
        )
        self._db.executemany(
            "INSERT INTO looks VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1) ON CONFLICT DO UPDATE SET url = excluded.url, "
            "first_seen = coalesce(first_seen, excluded.first_seen), "
            "last_seen = coalesce(excluded.last_seen, last_seen), "
            "gone_at = CASE WHEN excluded.last_seen IS NULL THEN coalesce(gone_at, excluded.gone_at) END, "
            "last_look = excluded.last_look, last_outcome = excluded.last_outcome, looks = looks + 1",
            (_to_look(sighting) for _, sighting in sightings if sighting.id not in chosen.withheld),
        )
        self._db.executemany("INSERT INTO rows VALUES (?, ?, ?, ?)", self._placed(chosen))
        self._db.execute("CREATE INDEX by_month ON rows (month, at, id)")

    def months(self) -> dict[str, str]:
        """Return the months that hold a row, in order, `undated` last, each with a digest of its rows."""
        digests: dict[str, hashlib._Hash] = {}
        for month, row in self._db.execute("SELECT month, row FROM rows ORDER BY month, at, id"):
            digests.setdefault(month, hashlib.sha256()).update(row)
        return {month: digest.hexdigest() for month, digest in digests.items()}

    def rows(self, month: str) -> Iterator[SightingRow]:
        """Yield a month's rows by time and id."""
        for (row,) in self._db.execute("SELECT row FROM rows WHERE month = ? ORDER BY at, id", (month,)):
            yield msgspec.json.decode(row, type=SightingRow)

    def last_look(self) -> datetime | None:
        """Return when the last of all looks was; None where there was none."""
        (last,) = self._db.execute("SELECT max(last_look) FROM looks").fetchone()
        return None if last is None else from_microseconds(last)

    def _placed(self, chosen: Chosen) -> Iterator[tuple[str, int | None, str, bytes]]:
        """Yield each row that the choice leaves, with the month and the time of its article."""
        bounded = chosen.choice.since or chosen.choice.until
        for look in self._db.execute("SELECT * FROM looks"):
            published = chosen.published(look[0])
            if published or not bounded:
                month, timestamp = published or (UNDATED, None)
                row = _to_row(timestamp, *look)
                yield (
                    month,
                    None if timestamp is None else to_microseconds(timestamp),
                    look[0],
                    msgspec.json.encode(row),
                )


def _to_look(sighting: Sighting) -> tuple[str | int | None, ...]:
    at = to_microseconds(sighting.at)
    seen = at if sighting.outcome in FOUND else None
    gone_at = at if sighting.outcome == "gone" else None
    return sighting.id, sighting.site, sighting.url, seen, seen, gone_at, at, sighting.outcome


def _to_row(
    timestamp: datetime | None, id: str, site: str, url: str, first_seen: int | None, last_seen: int | None,
    gone_at: int | None, last_look: int, last_outcome: Outcome, looks: int,
) -> SightingRow:  # fmt: skip
    first, last, gone = (None if at is None else from_microseconds(at) for at in (first_seen, last_seen, gone_at))
    return SightingRow(
        article_id=id, site=site, timestamp=timestamp, url=url, first_seen=first, last_seen=last, gone_at=gone,
        last_look=from_microseconds(last_look), last_outcome=last_outcome, looks=looks,
    )  # fmt: skip
