"""A history as lines for a person: a version after the other, and what looking at it gave."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import reduce
from itertools import groupby

from rich.text import Text

from hanoitv_scraper.archive.layout import RUN_ID, started_at
from hanoitv_scraper.archive.state import after_sighting
from hanoitv_scraper.history.fields import show_differences, show_moment, show_short
from hanoitv_scraper.history.find import History
from hanoitv_scraper.history.words import one_line
from hanoitv_scraper.items import Article, Sighting


def show_history(history: History) -> Iterator[Text]:
    """Yield the lines that tell a history: of each version what changed, then what came of looking at it.

    What went and what came has the styles GONE and CAME; times are those of Vietnam; nothing steers a terminal.
    """
    yield Text(one_line(f"{history.id}, versions: {len(history.versions):,}, times at +07:00"), style="bold")
    yield Text()
    for before, version in _with_before(history.versions):
        yield _heading(before, version)
        yield from show_differences(before, version) if before else _head(version)
        yield Text()
    yield from _looks(history.sightings)


def _number(version: Article) -> tuple[int, int]:
    return version.revision, version.reading


def _with_before(versions: Sequence[Article]) -> list[tuple[Article | None, Article]]:
    """Return the versions in order, each with the one that it was compared with when it was written.

    That is the highest below it of those then there: of a reading that a later revision had overtaken, the reading
    before, and never of a revision a reading that came after it, which would show our changes as the newsroom's.
    """
    pairs = []
    for at, version in enumerate(versions):
        lower = (other for other in versions[:at] if _number(other) < _number(version))
        pairs.append((max(lower, key=_number, default=None), version))
    return sorted(pairs, key=lambda pair: _number(pair[1]))


def _heading(before: Article | None, version: Article) -> Text:
    name = f"revision {version.revision}" + (f", reading {version.reading}" if version.reading > 1 else "")
    seen = f"seen {show_moment(version.fetched_at)}"
    if before and version.revision == before.revision:
        name += " (our rules changed)"
        if version.run and RUN_ID.fullmatch(version.run):
            seen = f"read again {show_moment(started_at(version.run))}"
    elif before:
        name += f" ({_whose(before, version)})"
    rules = version.read_by.rules.removeprefix("sha256:")[:8]
    return Text(one_line(f"{name}, {seen}, by {version.read_by.version}, rules {rules}"), style="bold")


def _whose(before: Article, version: Article) -> str:
    """Return who made a revision: where rules changed too, that is known if the page before could be read with them."""
    if before.read_by.rules == version.read_by.rules or (before.raw and before.raw.file):
        return "the newsroom changed it"
    return "the newsroom changed it, or our rules did: the page before is not kept"


def _head(version: Article) -> Iterator[Text]:
    published = show_short(version.timestamp)
    told = {
        "title": version.title,
        "url": version.url,
        "timestamp": published[:10] if version.timestamp_precision == "day" else published,
        "section": ", ".join(version.section),
        "authors": ", ".join(version.authors),
    }
    for name, value in told.items():
        yield Text(f"  {name}: {one_line(value) or 'none'}")
    words = len(f"{version.lead or ''} {version.body or ''}".split())
    speakers = (*version.quoted_officials, *version.quoted_others)
    quotes = {(quote.field, quote.start, quote.end) for speaker in speakers for quote in speaker.quotes}
    yield Text(f"  words: {words:,}, quotes: {len(quotes):,}")


def _looks(sightings: Sequence[Sighting]) -> Iterator[Text]:
    """Yield when an article was there, and a line for each time that looks at it gave something else than before."""
    known = reduce(after_sighting, sightings, None)
    if known is None:
        yield Text("looks: none is noted")
        return
    told = f"looks: {len(sightings):,}"
    for name, at in (("first seen", known.first_seen), ("last seen", known.last_seen), ("gone since", known.gone_at)):
        told += f", {name} {show_moment(datetime.fromisoformat(at))}" if at else ""
    yield Text(told, style="bold")
    for (outcome, reason), looks in groupby(sightings, lambda sighting: (sighting.outcome, sighting.reason)):
        times = [show_moment(look.at) for look in looks]
        when = times[0] if len(times) == 1 else f"{len(times):,} times, {times[0]} … {times[-1]}"
        yield Text(one_line(f"{outcome} {when}" + (f": {reason}" if reason else "")))
