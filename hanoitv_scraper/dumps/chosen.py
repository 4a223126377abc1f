"""Which versions of which articles a dump is made of, by the month in which they were published."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from hanoitv_scraper.archive.lines import from_line
from hanoitv_scraper.archive.read import Line, Versions
from hanoitv_scraper.archive.temporary import temporary_room
from hanoitv_scraper.archive.withheld import read_withheld
from hanoitv_scraper.dumps.sound import OnDamage, last_runs, sound_records, stop_at
from hanoitv_scraper.dumps.tables import UNDATED
from hanoitv_scraper.errors import ArchiveDamaged
from hanoitv_scraper.items import VIETNAM, Article

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What is asked for."""

    site: str | None = None
    """None: every site."""
    since: datetime | None = None
    """The earliest publication time, itself included; with a bound, articles without a time are left out."""
    until: datetime | None = None
    """The latest publication time, itself included."""
    versions: Versions = "latest"
    """The latest version of each article, or all."""


def ignore(article: Article) -> None:
    """Nobody else looks at the articles."""


class Chosen:
    """The versions that a choice leaves, found in one reading of the archive; on disk, so that memory stays small."""

    @temporary_room()
    def __init__(
        self,
        root: Path,
        choice: Choice,
        on_damage: OnDamage = stop_at,
        look: Callable[[Article], None] = ignore,
    ) -> None:
        """Read the archive; `look` is given every version of every article, oldest run first, chosen or not.

        The withheld ones too: what is told of an article has to ask `has`. Raises ArchiveDamaged, NewerArchive,
        BadArgument for a line of `withheld.txt`, CannotWrite for want of temporary space.
        """
        self.choice = choice
        self.withheld = read_withheld(root)
        self.last_runs = last_runs(root)
        self._read_lines = hashlib.sha256()
        self._files: list[Path] = []
        self._open: tuple[int, BinaryIO] | None = None
        self._db = sqlite3.connect("", isolation_level=None)
        key = "id" if choice.versions == "latest" else "id, revision, reading"
        self._db.execute(
            f"CREATE TABLE chosen (id, revision, reading, month, at, file, offset, length, digest, PRIMARY KEY ({key}))"
        )
        self._db.execute("BEGIN")
        rows = self._read(root, on_damage, look)
        self._db.executemany(
            f"INSERT INTO chosen VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT ({key}) DO UPDATE SET "  # noqa: S608 - literals
            "revision = excluded.revision, reading = excluded.reading, month = excluded.month, at = excluded.at, "
            "file = excluded.file, offset = excluded.offset, length = excluded.length, digest = excluded.digest "
            "WHERE (excluded.revision, excluded.reading) > (revision, reading)",
            rows,
        )
        if choice.since or choice.until:
            self._db.execute(
                "DELETE FROM chosen WHERE at IS NULL OR at < coalesce(?, at) OR at > coalesce(?, at)",
                (choice.since and to_microseconds(choice.since), choice.until and to_microseconds(choice.until)),
            )
        self._db.execute("CREATE INDEX by_month ON chosen (month, at, id, revision, reading)")

    def __len__(self) -> int:
        """How many versions are chosen."""
        return int(self._db.execute("SELECT count(*) FROM chosen").fetchone()[0])

    def digest(self) -> str:
        """Return a digest of all lines that were read, chosen or not: what the register is told from."""
        return self._read_lines.hexdigest()

    def has(self, id: str, revision: int, reading: int) -> bool:
        """Tell whether this version is chosen."""
        found = self._db.execute(
            "SELECT 1 FROM chosen WHERE id = ? AND (revision, reading) = (?, ?)", (id, revision, reading)
        )
        return found.fetchone() is not None

    def published(self, id: str) -> tuple[str, datetime | None] | None:
        """Return the month of an article's highest chosen version and its time; None if none is chosen."""
        found = self._db.execute(
            "SELECT month, at FROM chosen WHERE id = ? ORDER BY revision DESC, reading DESC LIMIT 1", (id,)
        ).fetchone()
        if found is None:
            return None
        return found[0], None if found[1] is None else from_microseconds(found[1]).astimezone(VIETNAM)

    def months(self) -> dict[str, str]:
        """Return the months that hold a chosen version, in order, `undated` last, each with a digest of its lines."""
        digests: dict[str, hashlib._Hash] = {}
        for month, digest in self._db.execute(
            "SELECT month, digest FROM chosen ORDER BY month, at, id, revision, reading"
        ):
            digests.setdefault(month, hashlib.sha256()).update(digest)
        return {month: digest.hexdigest() for month, digest in digests.items()}

    def articles(self, month: str) -> Iterator[Article]:
        """Yield a month's articles by time, id and version."""
        places = self._db.execute(
            "SELECT file, offset, length FROM chosen WHERE month = ? ORDER BY at, id, revision, reading", (month,)
        )
        for file, offset, length in places:
            content = self._read_at(file, offset, length)
            yield Line(self._files[file], 0, offset, content).decoded_by(from_line)

    def _read(self, root: Path, on_damage: OnDamage, look: Callable[[Article], None]) -> Iterator[tuple[object, ...]]:
        for line, article in sound_records(root, None, "articles", from_line, on_damage, self.last_runs):
            look(article)
            digest = hashlib.sha256(line.content).digest()
            self._read_lines.update(digest)
            if article.id in self.withheld or self.choice.site not in (None, article.site):
                continue
            if not self._files or self._files[-1] != line.path:
                self._files.append(line.path)
            at = article.timestamp and to_microseconds(article.timestamp)
            yield (
                article.id, article.revision, article.reading, month_of(article.timestamp), at,
                len(self._files) - 1, line.offset, len(line.content), digest,
            )  # fmt: skip

    def _read_at(self, file: int, offset: int, length: int) -> bytes:
        if self._open is None or self._open[0] != file:
            if self._open:
                self._open[1].close()
            try:
                self._open = (file, self._files[file].open("rb"))
            except OSError as error:
                self._open = None
                raise ArchiveDamaged(f"{self._files[file]}: it was there a moment ago: {error.strerror}") from error
        self._open[1].seek(offset)
        return self._open[1].read(length)


def month_of(timestamp: datetime | None) -> str:
    """Return the month of a time in Vietnam, as 2021-11; `undated` for none."""
    if timestamp is None:
        return UNDATED
    local = timestamp.astimezone(VIETNAM)
    return f"{local.year:04d}-{local.month:02d}"


def to_microseconds(moment: datetime) -> int:
    """Return a time as the whole microseconds since 1970: that sorts, whatever the zone."""
    return (moment - EPOCH) // MICROSECOND


def from_microseconds(number: int) -> datetime:
    """Return the time in UTC."""
    return EPOCH + number * MICROSECOND
