"""Manner: how the site shows its stories; as it stands, it is the demo's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tests.newsroom.paging import Paging
from tests.newsroom.refusal import Refusal
from tests.newsroom.traps import Traps


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    crawl_delay: float | None = None
    """Seconds, for robots.txt."""
    paging: Paging = "trang"
    """How a section's list goes on."""
    dates: bool = True
    """Whether lists tell when a story came out; teasers do to the day."""
    feeds: tuple[str, ...] = ()
    """Paths of feeds that home names beside the one that every page names: /rss/trang-chu.atom, /rss/hong.rss."""
    robots_sitemap: bool = True
    """Whether robots.txt names the sitemap."""
    news: bool = False
    """Whether robots.txt names the news sitemap."""
    gzip: bool = False
    """Whether the sitemap is an index of packed parts, however few stories there are."""
    validators: bool = True
    """Whether answers tell ETag and Last-Modified, so that it can be asked for changes alone."""
    traps: Traps = False
    """Whether lists hold links that lead nowhere or never end; `all` adds the page of 10 MB."""
    redesigned: datetime | None = None
    """Since when all pages are in the markup of `redesign`; None while they are in that of `markup`."""
    refusal: Refusal | None = None
    """What answers in the place of every page but robots.txt; None where visitors are welcome."""
    muted: frozenset[str] = frozenset()
    """Paths of doors that are broken: they answer with 404."""
