"""The walk over one list, page after page: where it stands, and when it has come far enough."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from hanoitv_scraper.discover.found import Found
from hanoitv_scraper.discover.lists import ListPage
from hanoitv_scraper.discover.paging import more_address, next_page
from hanoitv_scraper.items import Kind
from hanoitv_scraper.sites import Site

# Why a walk is over: there is no further page; what follows is known already; it is older than what is asked for; the
# last page named nothing that one before did not; it holds other kinds of pages; no article on it tells a date; a page
# did not come; it has too many pages; it names no article at all.
End = Literal["end", "known", "older", "nothing new", "other kind", "undated", "failed", "too many pages", "no list"]
# So many pages of a list may hold nothing of the wanted kinds, or nothing with a date, before the walk is over.
MOST_BARREN = 3
MOST_UNDATED = 10
# Twenty years of a section, at twenty articles a page and five a day, are 1,800.
MOST_PAGES = 5_000


@dataclass(slots=True, kw_only=True)
class Walk:
    url: str
    """Of the list's first page, on the site itself."""
    depth: int
    """How many lists lie between this one and the start."""
    position: int = 1
    """The page that is at hand, counted from 1."""
    page: ListPage | None = None
    """The last page that came; None before the first has, and once the walk is over."""
    fresh: tuple[Found, ...] = ()
    """What that page names and none before it did."""
    zone: str | None = None
    is_asked: bool = False
    """Its next page is on its way."""
    skipped: int = 0
    """How many pages in a row did not come."""
    is_broken: bool = False
    """A page of it did not come: what it named is not known."""
    end: End | None = None
    seen: set[str] = field(default_factory=set)
    """Ids named on its pages."""
    asked: set[str] = field(default_factory=set)
    """Addresses of its pages."""
    barren: int = 0
    """How many pages in a row held nothing of the wanted kinds."""
    undated: int = 0
    """How many pages in a row held nothing with a date."""

    def take(self, page: ListPage) -> None:
        """Take in the page that came."""
        self.page, self.is_asked, self.skipped = page, False, 0
        self.zone = self.zone or page.zone
        self.fresh = tuple(found for found in page.articles if found.id not in self.seen)
        self.seen.update(found.id for found in self.fresh)

    def next_url(self, site: Site) -> str | None:
        """Return the address of the page after the one at hand, None where there is none or it was asked for."""
        if self.page is None:
            return None
        url = more_address(site, self.url, self.zone, self.position) or next_page(self.page, self.url, self.position)
        return url if url and url not in self.asked else None

    def finish(self, end: End) -> None:
        """End the walk; what it need not remember any longer is let go."""
        self.end = end
        self.page, self.fresh, self.is_asked = None, (), False
        self.seen.clear()


@dataclass(frozen=True, slots=True)
class Past:
    """What a wanted article on a list says of how far the walk has come."""

    is_known: bool
    """An earlier walk named it: what follows was named too."""
    published: datetime | None
    """As its page says, or else its list."""


def far_enough(walk: Walk, kinds: Set[Kind], past: Callable[[Found], Past], since: datetime) -> End | None:
    """Return why a walk need not go on behind the page at hand, None where it must.

    Sites pin old articles on top of lists and show new ones beside them: all articles that the page names first must be
    known already or older than `since`.
    """
    if not walk.fresh:
        return "nothing new"
    wanted = [past(found) for found in walk.fresh if found.kind in kinds]
    if not wanted:
        walk.barren += 1
        return "other kind" if walk.position == 1 or walk.barren >= MOST_BARREN else None
    walk.barren = 0
    if not any(one.published or one.is_known for one in wanted):
        walk.undated += 1
        return "undated" if walk.undated >= MOST_UNDATED else None
    walk.undated = 0
    return _why_past(wanted, since)


def _why_past(wanted: Sequence[Past], since: datetime) -> End | None:
    if not all(one.is_known or (one.published is not None and one.published < since) for one in wanted):
        return None
    return "known" if any(one.is_known for one in wanted) else "older"
