"""A run: the one writer of a site's part of an archive, from its lock to its commit mark."""

from __future__ import annotations

import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from hanoitv_scraper.archive import disk
from hanoitv_scraper.archive.layout import TABLES, Table, located
from hanoitv_scraper.archive.lines import from_line, to_line
from hanoitv_scraper.archive.read import decode_version
from hanoitv_scraper.archive.run_file import (
    MISSED,
    READ,
    LeftOut,
    Missed,
    RunFile,
    Status,
    Walked,
    write_ended,
)
from hanoitv_scraper.archive.segments import Segments
from hanoitv_scraper.archive.state import Entry, Ground, State, after_line, after_sighting, fold_runs, iso, raw_of
from hanoitv_scraper.archive.versions import next_versions
from hanoitv_scraper.archive.warc import Exchange, Original, to_records, to_warcinfo
from hanoitv_scraper.clock import Clock
from hanoitv_scraper.digests import sha256
from hanoitv_scraper.errors import ArchiveDamaged, CannotWrite
from hanoitv_scraper.items import Article, Door, Kind, Outcome, Raw, Sighting, Via

ReadAgain = Callable[[Article], Article | None]
# Fields whose share among the articles read is counted, for `expect` and for whoever looks at a run file.
COUNTED = ("title", "timestamp", "lead", "body", "quoted_officials", "keywords")
# What may be lost to a power cut, never to a killed process: so many looks, or as many as a second brings.
BATCH = 64
SECONDS = 1.0
# A daily run whose time wavers would find what it saw yesterday not quite a day old, and be daily every other day.
EARLY = 0.9


class Run:
    """A run that writes; open_run.py makes it. What a method cannot write raises CannotWrite, now and from then on."""

    def __init__(self, root: Path, head: RunFile, state: State, own: State, clock: Clock, keep_free: int) -> None:
        """`own` is an empty state, which takes what this run adds: the other gets it once the run is committed."""
        self.root = root
        self.head = head
        self.before: tuple[str, ...] = ()
        """What was found and done before the run began, a line each."""
        self.clock = clock
        self.outcomes: Counter[str] = Counter()
        self.fields: Counter[str] = Counter()
        self.hits: dict[str, Counter[str]] = {}
        """Of each field how many pages each selector of the site file was the first to hit on."""
        self.missed: list[Missed] = []
        self.broken: list[tuple[str, str]] = []
        """Pages on which our own code failed, and how."""
        self.requests: Counter[str] = Counter()
        """How many were made, by what was asked for."""
        self.not_modified = 0
        """How many pages the site says are as they were."""
        self.known = 0
        """How many articles were named that are archived and were not due to be looked at again."""
        self.found: Mapping[Door, int] = {}
        """How many articles each door named."""
        self.left: Mapping[str, LeftOut] = {}
        """What else was named and not followed, by reason."""
        self.walked: tuple[Walked, ...] = ()
        """The lists that were read whole, every article that they named looked at."""
        self.blocked: str | None = None
        """Why the site is asked for no more: it refused page after page. In a person's words, None while it answers."""
        self.damage: ArchiveDamaged | None = None
        """The first file of the archive that was found damaged."""
        self.problem: CannotWrite | None = None
        """Why nothing can be written any more."""
        self.on_problem: Callable[[], None] | None = None
        """Called once, when nothing can be written any more."""
        self._keep_free = keep_free
        self._state = state
        self._own = own
        self._segments: dict[Table, Segments] = {
            table: Segments(root, head.site, table, head.run, self._warcinfo if table == "pages" else None)
            for table in TABLES
        }
        self._unsynced = 0
        self._synced_at = time.monotonic()

    @property
    def articles_read(self) -> int:
        return sum(self.outcomes[outcome] for outcome in READ)

    @property
    def articles_anew(self) -> int:
        """How many of them were read: of those that the site says are as they were nothing was."""
        return self.articles_read - self.not_modified

    def entry(self, id: str) -> Entry | None:
        """Return what is known of an article, this run's looks included."""
        return self._own.entry(id) or self._state.entry(id)

    def has_looked_at(self, id: str) -> bool:
        """Tell whether this run has looked at an article."""
        return self._own.entry(id) is not None

    def id_at(self, url: str) -> str | None:
        """Return the id of the article that is or was at an address."""
        return self._own.id_at(url) or self._state.id_at(url)

    def due(self, schedules: Sequence[tuple[timedelta, timedelta]] | None, after: str, most: int) -> list[Entry]:
        """Return up to `most` articles known before this run that should be looked at again, by id behind `after`.

        A schedule is an age and how often articles younger than that are looked at; the last one is for all older ones
        too. Without schedules all are due.
        """
        now = self.clock()
        if schedules is None:
            return self._state.due(None, after, most)
        return self._state.due([(iso(now - age), iso(now - EARLY * every)) for age, every in schedules], after, most)

    def ground(self, list: str, kind: Kind) -> Ground | None:
        """Return what the last walk before this run that read a list whole made known of it."""
        return self._state.ground(list, kind)

    def keep(self, exchange: Exchange, id: str, url: str, via: Via = "live") -> Sighting:
        """Write a raw page that was looked at as `url`; return the sighting so far: it failed, until told otherwise.

        Its `raw` points at the page's bytes: of a payload that the address gave the last time too, at those.
        """
        with self._writing():
            known, digest = self.entry(id), sha256(exchange.payload)
            original = None
            if known and known.seen_payload == digest and known.raw_url == exchange.url and known.raw_at:
                original = Original(url=exchange.url, at=datetime.fromisoformat(known.raw_at))
            file, places = self._segments["pages"].append(self.clock(), *to_records(exchange, original))
            offset, length = places[0]
        raw = Raw(file=file, offset=offset, length=length, digest=digest, via=via)
        headers = {name.lower(): value.decode("latin-1") for name, value in exchange.headers}
        return Sighting(
            id=id, site=self.head.site, url=url, at=exchange.at, outcome="failed", etag=headers.get(b"etag"),
            last_modified=headers.get(b"last-modified"), digest=digest, fetched=exchange.url,
            raw=raw_of(known, via) if known and original else raw, run=self.head.run,
        )  # fmt: skip

    def keep_unchanged(self, sighting: Sighting, etag: str | None, last_modified: str | None) -> Sighting:
        """Return the sighting so far of a page that its site says is as it was when its last raw page came.

        There is nothing to write: that page is kept. A validator that was not told again still holds.
        """
        known = self.entry(sighting.id)
        if known is None:
            raise ValueError(f"{sighting.id}: nothing is known of it that could be unchanged")
        return replace(
            sighting, at=self.clock(), etag=etag or known.etag, last_modified=last_modified or known.last_modified,
            digest=known.seen_payload, fetched=known.raw_url, raw=raw_of(known, "live"),
        )  # fmt: skip

    def compare(self, article: Article, read_again: ReadAgain) -> tuple[tuple[Article, ...], Outcome]:
        """Return the article's new versions, numbered as lines of this run, and what it is to the archive.

        Raises ArchiveDamaged, which is remembered, where the version before cannot be read.
        """
        self.fields.update(name for name in COUNTED if getattr(article, name))
        with self._writing():
            known = self.entry(article.id)
        if known is None or known.file is None:
            return (replace(article, run=self.head.run),), "new"
        try:
            lines, outcome = next_versions(self._read(known), article, read_again)
        except ArchiveDamaged as error:
            self.damage = self.damage or error
            raise
        return tuple(replace(line, run=self.head.run) for line in lines), outcome

    def store(self, lines: tuple[Article, ...]) -> None:
        """Write an article's new versions."""
        for article in lines:
            line = to_line(article)
            with self._writing():
                file, [(offset, length)] = self._segments["articles"].append(self.clock(), line)
                entry = after_line(self.entry(article.id), decode_version(line), file, offset, length)
                self._own.put(entry, article.url)

    def sight(self, sighting: Sighting) -> None:
        """Write what came of a look at an article's address; the last that is written of it."""
        with self._writing():
            self._segments["sightings"].append(self.clock(), to_line(sighting))
            self._own.put(after_sighting(self.entry(sighting.id), sighting), sighting.url)
            self._sync_batch()
        self._count(sighting.url, sighting.outcome, sighting.reason)

    def add(self, lines: tuple[Article, ...], outcome: Outcome) -> None:
        """Write versions of an article that came of no look: of its stored page, read again."""
        self.store(tuple(replace(line, run=self.head.run) for line in lines))
        with self._writing():
            self._sync_batch()
        self.outcomes[outcome] += 1

    def miss(self, url: str, outcome: Outcome, reason: str) -> None:
        """Note a page that gave nothing and is no article's: a list, a feed."""
        self._count(url, outcome, reason)

    def note_hits(self, hits: Iterable[tuple[str, str]]) -> None:
        """Count the selectors that hit on a page: pairs of a field and a selector's text."""
        for field, selector in hits:
            self.hits.setdefault(field, Counter())[selector] += 1

    def broke(self, url: str, error: str) -> None:
        """Note a page on which our own code failed."""
        self.broken.append((url, error))

    def seal(self, status: Status, exit_code: int, reason: str | None) -> RunFile:
        """Make everything durable and commit it; raises CannotWrite, and the next run will seal what is there.

        So it does where the disk once did not keep what was written: what is there then, only reading it anew can tell.
        """
        if self.problem and isinstance(self.problem.__cause__, disk.SyncError):
            raise self.problem
        with self._writing(again=True):
            for table in TABLES:
                self._segments[table].close()
            files = [info for table in TABLES for info in self._segments[table].seal()]
            run_file = msgspec.structs.replace(
                self.head, status=status, exit_code=exit_code, reason=reason, ended_at=self.clock(), files=tuple(files),
                outcomes=dict(self.outcomes), fields=dict(self.fields), missed=tuple(self.missed), hits=self.hits,
                requests=dict(self.requests), not_modified=self.not_modified, known=self.known, found=self.found,
                left=self.left, walked=self.walked,
            )  # fmt: skip
            write_ended(run_file, self.root)
            fold_runs(self._state, self.root, self.head.site)
        return run_file

    def _count(self, url: str, outcome: Outcome, reason: str | None) -> None:
        self.outcomes[outcome] += 1
        if outcome in MISSED:
            self.missed.append(Missed(url=url, outcome=outcome, reason=reason or ""))

    def _sync_batch(self) -> None:
        """Make durable what was written, pages before lines before sightings, once a batch of it is there."""
        self._unsynced += 1
        if self._unsynced < BATCH and time.monotonic() - self._synced_at < SECONDS:
            return
        for table in TABLES:
            self._segments[table].sync()
        self._unsynced, self._synced_at = 0, time.monotonic()

    def _read(self, known: Entry) -> Article:
        """Return an article's newest version."""
        path = located(self.root, known.file or "")
        try:
            with path.open("rb") as file:
                file.seek(known.offset or 0)
                return from_line(file.read(known.length or 0))
        except (OSError, ValueError) as error:
            raise ArchiveDamaged(f"{path}: byte {known.offset}: expected the line of {known.id}: {error}") from error

    def _warcinfo(self, name: str) -> bytes:
        about = {
            "software": f"hanoitv-scraper/{self.head.version} warcio", "format": "WARC File Format 1.1",
            "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
            "description": f"articles of {self.head.site}, run {self.head.run}", "rules": self.head.rules,
        }  # fmt: skip
        return to_warcinfo(name, self.clock(), about)

    @contextmanager
    def _writing(self, again: bool = False) -> Iterator[None]:
        """Turn what the disk says into CannotWrite, which is remembered; `again`: try in spite of that."""
        if self.problem and not again:
            raise self.problem
        try:
            if not again:
                disk.check_space(self.root, self._keep_free)
            yield
        except (OSError, sqlite3.Error) as error:
            raise self._cannot_write(error) from error

    def _cannot_write(self, error: Exception) -> CannotWrite:
        stored = sum(self.outcomes[outcome] for outcome in ("new", "edited", "reread"))
        self.problem = CannotWrite(
            f"cannot write to {self.root}: {disk.why(error)}: {stored} articles of this run are kept, the page "
            "at hand and what follows is not: make room or give permission, and run again"
        )
        if self.on_problem:
            self.on_problem()
            self.on_problem = None
        return self.problem
