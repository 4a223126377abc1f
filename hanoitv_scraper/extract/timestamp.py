"""When an article was first published, and when it was changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from hanoitv_scraper.extract.document import Document, select_texts
from hanoitv_scraper.extract.dom import text_of
from hanoitv_scraper.extract.moment import Moment, parse_moment
from hanoitv_scraper.items import ReadFrom

PUBLISHED_NAMES = ("article:published_time", "pubdate", "datepublished", "publishdate", "its_publication")
MODIFIED_NAMES = ("article:modified_time", "lastmod", "datemodified", "og:updated_time")
# Where an unknown page prints its date: the time tag, or an element named for it.
DATE_ELEMENTS = "//time | //*[contains(@class, 'date') or contains(@class, 'time') or contains(@itemprop, 'date')]"


def read_timestamp(document: Document) -> tuple[Moment | None, ReadFrom | None]:
    """Return the publication time: as shown to readers, with the seconds of metadata that agree to the minute."""
    told = next(_told(document, PUBLISHED_NAMES, "datePublished"), None)
    shown = next(_moments(select_texts(document, "timestamp"), document), None)
    if shown:
        return _with_seconds(shown, told), "site"
    if told:
        return told, "metadata"
    guess = next(_moments(map(text_of, document.tree.xpath(DATE_ELEMENTS)), document), None)
    return guess, "generic" if guess else None


def read_updated_at(document: Document, published: datetime | None) -> datetime | None:
    """Return when the page says it was changed, None unless that is later than `published`."""
    told = next(_told(document, MODIFIED_NAMES, "dateModified"), None)
    return told.when if told and published and told.when > published else None


def _told(document: Document, names: tuple[str, ...], json_ld_key: str) -> Iterator[Moment]:
    meta = (content for name in names for content in document.metadata.meta.get(name, ()))
    yield from _moments(meta, document)
    yield from _moments((str(item[json_ld_key]) for item in document.metadata.json_ld if json_ld_key in item), document)


def _moments(texts: Iterable[str], document: Document) -> Iterator[Moment]:
    return filter(None, (parse_moment(text, document.fetched_at) for text in texts))


def _with_seconds(shown: Moment, told: Moment | None) -> Moment:
    if told is None or shown.precision != "minute" or told.precision != "second":
        return shown
    if told.when.replace(second=0, microsecond=0) != shown.when:
        return shown
    return replace(shown, when=told.when, precision="second")
