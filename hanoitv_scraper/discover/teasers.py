"""Teasers: the day that a list shows beside an article, where it shows one and no other."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import chain, islice

from hanoitv_scraper.extract.dom import Element, text_of
from hanoitv_scraper.extract.moment import LONGEST_DATED, Moment, find_moments, is_dated
from hanoitv_scraper.extract.names import roles_of
from hanoitv_scraper.items import VIETNAM
from hanoitv_scraper.vietnamese.text import clean_escaped

# A teaser is a headline, a picture, a sentence or two and a few links: to the section, the author, the comments.
LONGEST_TEASER = 2_000
MOST_OTHER_LINKS = 5
# How far above a link a teaser's edge may lie, and how many links of an article are looked at: picture, headline, more.
HIGHEST = 8
MOST_LINKS = 4
# What no teaser is, though a page of few articles shows but one in it.
PAGES = frozenset("main nav form".split())
# Where a page shows one article alone, no neighbour tells where its teaser ends.
WHOLE = frozenset(("li", "article"))
SILENT = frozenset("script style noscript template nav form".split())
# The day an article was changed is not the one it was published on.
CHANGED = re.compile(r"cập nhật|chỉnh sửa|updated?\b|modified", re.IGNORECASE)

Owners = Mapping[Element, str | None]


def read_dates(links: Iterable[tuple[Element, str]]) -> dict[str, datetime]:
    """Return when articles were published by their ids, for those whose teasers show one day and no other.

    `links` are a page's links to articles, with the ids. What their own text says is part of a headline, and counts for
    nothing, as does what a sentence says. When in doubt there is no date: a wrong one loses an article.
    """
    by_id: dict[str, list[Element]] = defaultdict(list)
    for link, id in links:
        by_id[id].append(link)
    owners = _owners((link, id) for id, elements in by_id.items() for link in elements)
    found = {id: _only_day(_moments(elements, id, owners)) for id, elements in by_id.items()}
    return {id: when for id, when in found.items() if when}


def _owners(links: Iterable[tuple[Element, str]]) -> dict[Element, str | None]:
    """Return the one article that an element and all in it links to; None where there are several."""
    owners: dict[Element, str | None] = {}
    for link, id in links:
        for element in chain((link,), link.iterancestors()):
            owner = owners.get(element, "")
            if owner in (id, None):
                break
            owners[element] = None if owner else id
    return owners


def _only_day(moments: Iterable[Moment]) -> datetime | None:
    """Return the one day that is told, with the time if that is told too; None where there is none or several."""
    told = sorted(moments, key=lambda moment: (moment.precision == "day", moment.when))
    days = {moment.when.astimezone(VIETNAM).date() for moment in told}
    return told[0].when if len(days) == 1 else None


def _moments(links: list[Element], id: str, owners: Owners) -> Iterator[Moment]:
    teasers = dict.fromkeys(_teaser(link, id, owners) for link in links[:MOST_LINKS])
    for teaser in teasers:
        if teaser is not None:
            for element in _shown(teaser, owners):
                yield from _told_by(element, owners)


def _teaser(link: Element, id: str, owners: Owners) -> Element | None:
    """Return the largest element round a link that can be the teaser of its article alone."""
    above = list(islice(link.iterancestors(), HIGHEST))
    is_lone = owners[link.getroottree().getroot()] == id
    if is_lone:
        above = above[: next((place for place, element in enumerate(above, 1) if element.tag in WHOLE), 0)]
    teaser = None
    for element in above:
        if owners[element] != id or element.tag in PAGES or "menu" in roles_of(element) or not _is_small(element):
            break
        teaser = element
    return teaser


def _is_small(element: Element) -> bool:
    others = sum(1 for _ in islice(element.iter("a"), MOST_OTHER_LINKS + MOST_LINKS + 1))
    if others > MOST_OTHER_LINKS + MOST_LINKS:
        return False
    length = 0
    for text in element.itertext():
        length += len(text)
        if length > LONGEST_TEASER:
            return False
    return True


def _shown(teaser: Element, owners: Owners) -> Iterator[Element]:
    """Yield the elements of a teaser but for its headlines, scripts and clocks."""
    waiting = [teaser]
    while waiting:
        element = waiting.pop()
        is_headline = element.tag in ("a", "area") and element in owners
        if not is_headline and element.tag not in SILENT and "clock" not in roles_of(element):
            yield element
            waiting.extend(element)


def _told_by(element: Element, owners: Owners) -> Iterator[Moment]:
    """Yield the dates that an element is there for: it is called so, or a piece of its own text is one."""
    is_time = element.tag == "time"
    named = (is_time or "date" in roles_of(element)) and element not in owners
    line = text_of(element) if named else ""
    pieces = [clean_escaped(text) for text in (element.text, *(child.tail for child in element)) if text]
    lines = [line] if 0 < len(line) <= LONGEST_DATED else [piece for piece in pieces if is_dated(piece, None)]
    if any(map(CHANGED.search, lines)):
        return
    told = [moment for line in lines for moment in find_moments(line)]
    yield from told or (find_moments(element.get("datetime", "")) if is_time else ())
