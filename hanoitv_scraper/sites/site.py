"""A site as its file describes it, checked and compiled."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple
from urllib.parse import urlsplit

from hanoitv_scraper.items import Kind
from hanoitv_scraper.sites.quiet_hours import QuietHours
from hanoitv_scraper.sites.selectors import Selector
from hanoitv_scraper.sites.urls import at_root, url_digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Expect:
    """What a plain run must yield; below it the run has failed."""

    articles: int
    """The least number of articles seen, unchanged ones included."""
    shares: Mapping[str, float]
    """The least share (0 to 1) of the articles read that have the field."""
    new_within: timedelta | None
    """Something new is published at least so often; None where nothing is expected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class More:
    """How a list goes on where its pages link to no further one: a script asks for them."""

    path: str
    """Of a further page, as `/timeline/{zone}/{page}.htm`: `{page}` is its number, `{zone}` what the list page says."""
    zone: tuple[Selector, ...]
    """Where the list page says which zone it is; empty where `path` has none."""
    first: int
    """The number of the page that follows the list page."""


class Schedule(NamedTuple):
    """How often an article is looked at again: the older, the more rarely."""

    younger_than: timedelta
    """Applies to articles younger than this; the last of a site's schedules applies to all that are older too."""
    every: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    name: str
    title: str
    home: str
    """Scheme and host of every canonical URL, without a path: `http://hanoitv.vn`."""
    hosts: frozenset[str]
    instead: str
    """What to try where the host answers no more; may be empty."""
    enabled: bool
    """Whether a run without site names takes it."""
    pages: tuple[str, ...]
    """Paths to start from, as `feeds` and `sitemaps`."""
    feeds: tuple[str, ...]
    sitemaps: tuple[str, ...]
    advertised: bool
    """Whether the feeds that pages advertise and the sitemaps that robots.txt names are read too."""
    more: More | None
    """None where a list's pages link to its further ones."""
    horizon: timedelta
    """How far back a list is read that was never read before."""
    revisit: tuple[Schedule, ...]
    """The youngest articles first."""
    urls: Mapping[Kind, re.Pattern[str]]
    """What the path of a page's URL looks like, by kind; its group `id` is the page's id."""
    read: Mapping[str, tuple[Selector, ...]]
    """Selectors a field, the site's own before its family's; the first that hits wins."""
    remove: tuple[Selector, ...]
    delay: float
    """Seconds between two requests."""
    concurrency: int
    """Requests at a time."""
    quiet_hours: tuple[QuietHours, ...]
    """When nothing is asked for."""
    time_limit: timedelta
    """How long a run may take that nobody watches."""
    expect: Expect
    digest: str
    """sha256 over what decides how a page is read: title, home, hosts, urls and selectors, the family's too."""

    def recognise(self, url: str) -> tuple[Kind, str] | None:
        """Return kind and id that a page's URL on this site tells (`("article", "d182391")`), None for other URLs.

        Of an article's URL without an id it is the digest of the URL.
        """
        parts = urlsplit(url)
        if parts.hostname not in self.hosts:
            return None
        found = ((kind, pattern.search(parts.path)) for kind, pattern in self.urls.items())
        return next(
            ((kind, match["id"] or url_digest(at_root(url, self.home))) for kind, match in found if match), None
        )
