"""When an article was first published, and when it was changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from hanoitv_scraper.extract.document import Document, select_texts
from hanoitv_scraper.extract.dom import text_of
from hanoitv_scraper.extract.lines import Line, near
from hanoitv_scraper.extract.moment import Moment, parse_moment
from hanoitv_scraper.extract.names import CLOCK, DATE, MENU, RELATED, name_of
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
# A line in which a date is the smaller part tells of something else, unless it is named for its date.
LEAST_SHARE = 0.4
# How much farther off a date counts that stands in what is called a header: of the page, it may be, or of the article.
IN_HEADER = 30
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
    """Yield what meta tags, JSON-LD and the time tags near the headline tell machines."""
    yield from _moments(document.metadata.all(*names), document)
    objects = (*document.metadata.articles, *document.metadata.media)
    keys = (json_ld_key, "uploadDate") if json_ld_key == "datePublished" else (json_ld_key,)
    yield from _moments((str(item[key]) for item in objects for key in keys if key in item), document)
    prop = json_ld_key.lower()
    marked = document.tree.xpath("//*[@itemprop][@content or @datetime]")
    values = (e.get("datetime") or e.get("content") for e in marked if prop in e.get("itemprop", "").lower().split())
    yield from _moments(filter(None, values), document)


def _shown(document: Document) -> Iterator[Shown]:
    """Yield the dates above and below the headline and behind the story that make up a line, or a part named for it."""
    for nearness, line in enumerate(document.above):
        yield from _dates_in(line, 2 * nearness + 5, document)
    opening = document.story_lines[:4]
    for nearness, line in enumerate((*document.head, *opening)):
        yield from _dates_in(line, nearness, document)
    for nearness, line in enumerate(document.foot[:FOOT_LINES]):
        yield from _dates_in(line, 100 + nearness, document)


def _dates_in(line: Line, distance: int, document: Document) -> Iterator[Shown]:
    names = [name_of(element) for element in near(line, 5)]
    if any(CLOCK.search(name) or RELATED.search(name) for name in names) or (
        line.is_prose and distance < 100 and len(line.text) > 160
    ):
        return
    if line.is_link:
        return
    distance += IN_HEADER * any(MENU.search(name) for name in names[:3])
    named = any(DATE.search(name) for name in names[:2]) or line.element.tag == "time"
    parts = [
        text_of(e)
        for e in line.element.iter("time", "span", "em", "i", "p", "div")
        if e.tag == "time" or DATE.search(name_of(e))
    ]
    for text in (*parts, line.text) if len(line.text) < 300 else parts:
        moment = parse_moment(text, document.fetched_at)
        if moment and (named or text in parts or len(moment.text) >= LEAST_SHARE * len(text)):
            penalty = 0 if moment.precision != "day" else 20
            yield Shown(moment=moment, distance=distance + penalty)
            return


def _moments(texts: Iterable[str], document: Document) -> Iterator[Moment]:
    return filter(None, (parse_moment(text, document.fetched_at) for text in texts))


def _same_minute(one: Moment, other: Moment) -> bool:
    minutes = (moment.when.replace(second=0, microsecond=0) for moment in (one, other))
    return "day" not in (one.precision, other.precision) and next(minutes) == next(minutes)


def _same_day(one: Moment, other: Moment) -> bool:
    return one.precision == "day" and one.when.date() == other.when.astimezone(one.when.tzinfo).date()


def _refined(shown: Moment, told: Iterable[Moment]) -> Moment:
    """Return a moment with what metadata that agree know better: the time of the day, the seconds that are not zero."""
    if shown.precision == "day":
        exact = next((moment for moment in told if moment.precision != "day" and _same_day(shown, moment)), None)
    else:
        agreeing = [moment for moment in told if moment.precision == "second" and _same_minute(shown, moment)]
        exact = next((moment for moment in agreeing if moment.when.second), next(iter(agreeing), None))
    return (
        replace(shown, when=exact.when, precision=exact.precision)
        if (exact and exact.precision != shown.precision) or (exact and exact.when.second and not shown.when.second)
        else shown
    )
