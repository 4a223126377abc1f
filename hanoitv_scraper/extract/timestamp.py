"""When an article was first published, and when it was changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import takewhile

from hanoitv_scraper.extract.document import Document, select_texts
from hanoitv_scraper.extract.dom import Element, text_of
from hanoitv_scraper.extract.lines import Line, near, parts
from hanoitv_scraper.extract.moment import LONGEST_DATED, Moment, is_dated, parse_moment
from hanoitv_scraper.extract.names import roles_of
from hanoitv_scraper.items import ReadFrom

PUBLISHED_NAMES = (
    "article:published_time",
    "pubdate",
    "datepublished",
    "publishdate",
    "publish-date",
    "its_publication",
)
MODIFIED_NAMES = ("article:modified_time", "lastmod", "datemodified", "og:updated_time")
# How much farther off a date counts that stands in what is called a header: of the page, it may be, or of the article.
IN_HEADER = 30
WITHOUT_CLOCK = 20
# Where no story ends the head of a page, lists begin soon.
HEAD_LINES = 8
# A date behind the story is the article's where no related list has begun.
FOOT_LINES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A date that stands on the page near the headline."""

    moment: Moment
    distance: int
    """In lines from the headline; those above it count double and more, as the page's own clock stands there."""


def read_timestamp(document: Document) -> tuple[Moment | None, ReadFrom | None]:
    """Return the publication time: as shown to readers, with the seconds of metadata that agree to the minute.

    Without a site's rule a date near the headline is taken where metadata agree with it or are silent.
    """
    told = list(_told(document, PUBLISHED_NAMES, "datePublished"))
    named = select_texts(document, "timestamp")
    if shown := next(_moments([*named, " ".join(named)], document), None):
        return _refined(shown, told), "site"
    return _read_generically(document, told)


def _read_generically(document: Document, told: Sequence[Moment]) -> tuple[Moment | None, ReadFrom | None]:
    candidates = sorted(_shown(document), key=lambda shown: shown.distance)
    agreeing = (shown.moment for shown in candidates if any(_same_minute(shown.moment, moment) for moment in told))
    on_the_day = (shown.moment for shown in candidates if any(_same_day(shown.moment, moment) for moment in told))
    if agreed := next(agreeing, None) or next(on_the_day, None):
        return _refined(agreed, told), "generic"
    if told:
        return _refined(told[0], told), "metadata"
    return (candidates[0].moment, "generic") if candidates else (None, None)


def read_updated_at(document: Document, published: datetime | None) -> datetime | None:
    """Return when the page says it was changed, None unless that is later than `published`."""
    told = (moment.when for moment in _told(document, MODIFIED_NAMES, "dateModified"))
    return next((when for when in told if published and when > published), None)


def _told(document: Document, names: tuple[str, ...], json_ld_key: str) -> Iterator[Moment]:
    """Yield what meta tags, time tags and JSON-LD tell machines."""
    yield from _moments(document.metadata.all(*names), document)
    objects = (*document.metadata.articles, *document.metadata.media)
    keys = (json_ld_key, "uploadDate") if json_ld_key == "datePublished" else (json_ld_key,)
    yield from _moments((str(item[key]) for item in objects for key in keys if key in item), document)


def _shown(document: Document) -> Iterator[Shown]:
    """Yield the dates above and below the headline and behind the story that make up a line, or a part named for it."""
    for nearness, line in enumerate(document.above):
        yield from _dates_in(line, 2 * nearness + 5, document)
    opening = document.story_lines[:4]
    head = document.head if opening else document.head[:HEAD_LINES]
    for nearness, line in enumerate((*head, *opening)):
        yield from _dates_in(line, nearness, document)
    for nearness, line in enumerate(takewhile(lambda line: not line.is_link, document.foot[:FOOT_LINES])):
        yield from _dates_in(line, 100 + nearness, document)


def _dates_in(line: Line, distance: int, document: Document) -> Iterator[Shown]:
    """Yield the date that a line is, or that a part of it is called."""
    called = [roles_of(element) for element in near(line, 5)]
    if line.is_link or any("clock" in roles or "related" in roles for roles in called):
        return
    named = line.element.tag == "time" or any("date" in roles for roles in called[:2])
    called_so = [text_of(e) for e in parts(line, "time", "span", "em", "i") if _is_called_date(e)]
    distance += IN_HEADER * any("menu" in roles for roles in called[:3])
    for text in (*called_so, line.text):
        moment = parse_moment(text, document.fetched_at) if len(text) <= LONGEST_DATED else None
        if moment and (named or text in called_so or is_dated(text, document.fetched_at)):
            yield Shown(moment=moment, distance=distance + WITHOUT_CLOCK * (moment.precision == "day"))
            return


def _is_called_date(element: Element) -> bool:
    return element.tag == "time" or "date" in roles_of(element)


def _moments(texts: Iterable[str], document: Document) -> Iterator[Moment]:
    return filter(None, (parse_moment(text, document.fetched_at) for text in texts))


def _same_minute(one: Moment, other: Moment) -> bool:
    minutes = (moment.when.replace(second=0, microsecond=0) for moment in (one, other))
    return "day" not in (one.precision, other.precision) and next(minutes) == next(minutes)


def _same_day(one: Moment, other: Moment) -> bool:
    return one.precision == "day" and one.when.date() == other.when.astimezone(one.when.tzinfo).date()


def _refined(shown: Moment, told: Sequence[Moment]) -> Moment:
    """Return a moment with what metadata that agree know better: the time of the day, the seconds that are not zero."""
    if shown.precision == "day":
        better = [moment for moment in told if moment.precision != "day" and _same_day(shown, moment)]
    else:
        better = [moment for moment in told if moment.precision == "second" and _same_minute(shown, moment)]
    exact = next((moment for moment in better if moment.when.second), next(iter(better), None))
    if exact is None or (exact.precision == shown.precision and shown.when.second):
        return shown
    return replace(shown, when=exact.when, precision=exact.precision)
