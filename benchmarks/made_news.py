"""Four years of invented news as a sound archive, as an analyst meets one: two sites, edits, officials with careers."""

from __future__ import annotations

import argparse
import os
import sys
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Literal
from unittest.mock import patch

from benchmarks.news_stories import DAYS, FIRST_DAY, READ_BY, Newsroom, as_read, edit, rules_at
from hanoitv_scraper.archive.layout import RUN_TIME, TABLES
from hanoitv_scraper.archive.lines import to_line
from hanoitv_scraper.archive.run import COUNTED
from hanoitv_scraper.archive.run_file import MISSED, READ, Missed, RunFile, write_ended
from hanoitv_scraper.archive.segments import SegmentInfo, Segments
from hanoitv_scraper.archive.versions import next_reading, next_revision
from hanoitv_scraper.archive.warc import Exchange, to_records, to_warcinfo
from hanoitv_scraper.digests import sha256
from hanoitv_scraper.items import Article, Raw, Sighting

RUN_AT = timedelta(hours=23, minutes=30)
WEEK = (1.1, 1.15, 1.1, 1.1, 1.1, 0.8, 0.65)
"""How much is published on each day of a week, Monday first."""

Kind = Literal["new", "same", "edited", "gone", "unread", "failed"]


@dataclass(slots=True)
class Story:
    """An article that will be looked at again, in its newest version."""

    article: Article


@dataclass(frozen=True, slots=True)
class Look:
    """One look of a run at a story, and what the site shows then."""

    kind: Kind
    story: Story


@dataclass(frozen=True, slots=True)
class Seen:
    """What a look brought: the page, if any came, and the new version, if it makes one."""

    story: Story
    sighting: Sighting
    exchange: Exchange | None
    article: Article | None


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.made_news", description=__doc__)
    parser.add_argument("root", type=Path, help="folder of the archive, which must not be there yet")
    parser.add_argument("--articles", type=int, default=100_000, metavar="N", help="how many (default: 100000)")
    parser.add_argument("--seed", type=int, default=8, help="another one gives another archive (default: 8)")
    options = parser.parse_args(arguments)
    make_news(options.root, options.articles, options.seed)
    return 0


def make_news(root: Path, articles: int, seed: int = 8) -> None:
    """Make an archive of so many articles at `root`; the same for a seed, byte for byte."""
    root.mkdir(parents=True)
    rng = Random(seed)  # noqa: S311 - no secret
    writer = Writer(root, Newsroom(seed), seed)
    counts = Counter(rng.choices(range(DAYS), [busy(day) for day in range(DAYS)], k=articles))
    with repeatable(rng):
        for day in range(DAYS):
            writer.write_day(day, counts[day])


def add_day(root: Path, articles: int, seed: int = 8) -> None:
    """Add the day after the last, with so many new articles, to an archive that `make_news` made of this seed."""
    with repeatable(Random(f"{seed}, a day more")):  # noqa: S311 - no secret
        Writer(root, Newsroom(seed), seed).write_day(DAYS, articles)


@contextmanager
def repeatable(rng: Random) -> Iterator[None]:
    """Leave syncing to the system, as what is made here can be made again: let WARC records have the same ids then."""
    ids = patch.object(uuid, "uuid4", lambda: uuid.UUID(int=rng.getrandbits(128), version=4))
    with patch.object(os, "fsync", no_sync), patch.object(os, "fdatasync", no_sync), ids:
        yield


def no_sync(file: int) -> None: ...


def busy(day: int) -> float:
    """Return how much is published on a day: less at week's ends and at Tết, more each year."""
    date = FIRST_DAY + timedelta(days=day)
    tet = 0.4 if 36 <= date.timetuple().tm_yday <= 43 else 1.0
    return WEEK[date.weekday()] * tet * (1 + day / (4 * DAYS))


class Writer:
    """Writes the archive's runs, day by day: one a site that has anything to look at."""

    def __init__(self, root: Path, newsroom: Newsroom, seed: int) -> None:
        self._root, self._newsroom, self._seed = root, newsroom, seed
        self._due: dict[int, list[Look]] = {}

    def write_day(self, day: int, stories: int) -> None:
        """Write a day's runs; one in a hundred fails, and what it would have seen the next one sees."""
        rng = Random(self._seed * 10**6 + day)  # noqa: S311 - no secret
        looks = [*self._due.pop(day, ()), *self._new(rng, day, stories)]
        by_site: dict[str, list[Look]] = {}
        for look in looks:
            by_site.setdefault(look.story.article.site, []).append(look)
        for site, of_site in by_site.items():
            at = (FIRST_DAY + timedelta(days=day) + RUN_AT).astimezone(UTC)
            if 0 < day < DAYS - 1 and rng.random() < 0.01:
                self._due.setdefault(day + 1, []).extend(of_site)
                write_run(self._root, site, at, [])
            else:
                write_run(self._root, site, at, [see(look, at, rng) for look in of_site])
                self._plan(rng, day, of_site)

    def _new(self, rng: Random, day: int, stories: int) -> Iterator[Look]:
        """Yield a day's new stories, and now and then an address that never gives one."""
        hours = sorted(6 + rng.random() * 10 + rng.random() * 6 for _ in range(stories))
        for number, hour in enumerate(hours, day * 1_000):
            at = FIRST_DAY + timedelta(days=day, minutes=int(hour * 60))
            yield Look("new", Story(self._newsroom.write(rng, 2 * number, day, at)))
            if rng.random() < 0.003:
                kind: Kind = "unread" if rng.random() < 0.5 else "failed"
                yield Look(kind, Story(self._newsroom.write(rng, 2 * number + 1, day, at)))

    def _plan(self, rng: Random, day: int, looks: Sequence[Look]) -> None:
        """Plan when new stories are looked at again: the next day, when edited, when gone."""
        for look in looks:
            if look.kind != "new":
                continue
            edited = day + 1 + int(rng.random() ** 2 * 12) if rng.random() < 0.1 else 0
            if edited:
                self._due.setdefault(edited, []).append(Look("edited", look.story))
            if edited != day + 1:
                self._due.setdefault(day + 1, []).append(Look("same", look.story))
            if rng.random() < 0.011:
                self._due.setdefault(day + 20 + int(rng.random() * 300), []).append(Look("gone", look.story))


def see(look: Look, at: datetime, rng: Random) -> Seen:
    """Return what a look at a story brings; where its page lies is known once that is written."""
    story, before = look.story, look.story.article
    sighting = Sighting(id=before.id, site=before.site, url=before.url, at=at, outcome="failed", door="list")
    known = replace(sighting, door="known")
    match look.kind:
        case "new":
            return Seen(story, replace(sighting, outcome="new"), to_exchange(before, at), as_read(before, at))
        case "edited":
            after = next_revision(before, as_read(edit(before, rng, at), at)) or before
            return Seen(story, replace(known, outcome="edited"), to_exchange(after, at), after)
        case "same":
            return see_again(story, known, at)
        case "gone":
            gone = replace(known, outcome="gone", reason="404 Not Found")
            return Seen(story, gone, to_exchange(before, at, 404), None)
        case "unread":
            unread = replace(sighting, outcome="unread", reason="no article is to be found in it")
            return Seen(story, unread, to_exchange(before, at), None)
    return Seen(story, replace(sighting, reason="no answer within 30 seconds"), None, None)


def see_again(story: Story, sighting: Sighting, at: datetime) -> Seen:
    """Return what a look at an unchanged page brings: a reading, where the rules have changed since."""
    before = story.article
    sighting = replace(sighting, raw=before.raw, digest=before.raw.digest if before.raw else None, fetched=before.url)
    again = replace(as_read(before, at), dateline="HanoiTV")
    if again.read_by != before.read_by and (reading := next_reading(before, again)):
        return Seen(story, replace(sighting, outcome="reread"), None, reading)
    return Seen(story, replace(sighting, outcome="same"), None, None)


def to_exchange(article: Article, at: datetime, status: int = 200) -> Exchange:
    """Return a small stand-in for a story's page."""
    payload = f"<title>{article.id}</title><p>Bản {article.revision}, {status}.</p><p>{article.lead or ''}</p>"
    return Exchange(
        url=article.url, at=at, method="GET", request_headers=((b"Host", b"made.example"),), status=status,
        phrase="OK" if status == 200 else "Not Found", headers=((b"Content-Type", b"text/html; charset=utf-8"),),
        payload=payload.encode(),
    )  # fmt: skip


def write_run(root: Path, site: str, at: datetime, seen: Sequence[Seen]) -> None:
    """Write a run, all at once, that saw this; one that saw nothing failed."""
    run = f"{at:{RUN_TIME}}-{len(site):04x}"
    warcinfo = {"pages": lambda name: to_warcinfo(name, at, {"software": "hanoitv-scraper"})}
    segments = {table: Segments(root, site, table, run, warcinfo.get(table)) for table in TABLES}
    kept = list(keep_pages(segments["pages"], run, at, seen))
    articles = [one.article for one in kept if one.article]
    if articles:
        segments["articles"].append(at, *map(to_line, articles))
    if kept:
        segments["sightings"].append(at, *(to_line(one.sighting) for one in kept))
    for table in TABLES:
        segments[table].close()
    files = tuple(info for table in TABLES for info in segments[table].seal())
    write_ended(to_run_file(run, site, at, kept, files), root)


def keep_pages(pages: Segments, run: str, at: datetime, seen: Sequence[Seen]) -> Iterator[Seen]:
    """Yield what was seen with the place of its page, once that is written; stories take their new version."""
    records = [record for one in seen if one.exchange for record in to_records(one.exchange)]
    file, places = pages.append(at, *records) if records else ("", [])
    responses = iter(places[::2])
    for one in seen:
        sighting, article = replace(one.sighting, run=run), one.article and replace(one.article, run=run)
        if one.exchange:
            offset, length = next(responses)
            digest = sha256(one.exchange.payload)
            raw = Raw(file=file, offset=offset, length=length, digest=digest, via="live")
            sighting = replace(sighting, raw=raw, digest=digest, fetched=one.exchange.url)
            article = article and replace(article, raw=raw)
        if article:
            one.story.article = article
        yield replace(one, sighting=sighting, article=article)


def to_run_file(run: str, site: str, at: datetime, seen: Sequence[Seen], files: tuple[SegmentInfo, ...]) -> RunFile:
    """Return what a run says of itself."""
    outcomes = Counter[str](one.sighting.outcome for one in seen)
    read = [one.story.article for one in seen if one.sighting.outcome in READ]
    return RunFile(
        run=run, site=site, version=READ_BY.version, rules=rules_at(at), started_at=at,
        ended_at=at + timedelta(seconds=60 + len(seen)), status="finished" if seen else "failed",
        exit_code=0 if seen else 1, reason=None if seen else "could not start: no answer within 30 seconds",
        outcomes=outcomes, fields={name: sum(bool(getattr(one, name)) for one in read) for name in COUNTED},
        requests={"robots": 1, "list": 12, "article": len(seen)}, not_modified=outcomes["same"] + outcomes["reread"],
        found={"list": outcomes["new"], "known": outcomes["same"] + outcomes["edited"]},
        missed=tuple(
            Missed(url=one.sighting.url, outcome=one.sighting.outcome, reason=one.sighting.reason or "")
            for one in seen
            if one.sighting.outcome in MISSED
        ),
        files=files,
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
