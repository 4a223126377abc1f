"""List pages: an article is known by its address, a list by the articles it links to, its next page by its link."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from hanoitv_scraper.items import Kind
from hanoitv_scraper.sites import Site
from hanoitv_scraper.sites.urls import at_root, clean_url, slug

# The end of a further page's path in the forms seen: /xa-hoi/trang-2 /kinh-doanh-p2 /d6/p2 /kinh-doanh-page1 /2.htm
PAGE_PATH = re.compile(r"(?:^|[-_])(?:trang|page|p)?-?\d{1,4}(?:\.\w{2,4})?$", re.IGNORECASE)
PAGE_QUERY = re.compile(r"(?:^|&)(?:page|p|trang|pageindex)=\d+", re.IGNORECASE)
PAGE_TEXT = re.compile(
    r"^\W*(?:\d{1,4}|tiếp(?: theo)?|sau|trang (?:sau|tiếp)|xem thêm|next|cuối|»|›)\W*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Link:
    """A link as it stands in a page."""

    href: str
    text: str = ""
    rel: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a page leads to, each URL once, in the page's order."""

    articles: tuple[tuple[str, Kind], ...]
    pages: tuple[str, ...]
    """Further pages of the same list."""
    lists: tuple[str, ...]
    """Other pages of the site, which may be lists."""


def sort_links(links: Iterable[Link], base: str, site: Site, mirror: str | None = None) -> Found:
    """Sort the links of the page `base` (an address on the site itself); links off the site are left out.

    `mirror` is the scheme and host that stand in for the site's own (`root=`): links to it are the site's.
    """
    articles: dict[str, Kind] = {}
    pages: dict[str, None] = {}
    lists: dict[str, None] = {}
    for link in links:
        url = site_url(link.href, base, site, mirror)
        if url is None:
            continue
        if known := site.recognise(url):
            articles[url] = known[0]
        elif is_further_page(link, url):
            pages[url] = None
        else:
            lists[url] = None
    return Found(articles=tuple(articles.items()), pages=tuple(pages), lists=tuple(lists))


def site_url(href: str, base: str, site: Site, mirror: str | None = None) -> str | None:
    """Return a link's address on the site itself, None for one that leads elsewhere."""
    url = clean_url(href, base)
    if url is None:
        return None
    parts = urlsplit(url)
    of_mirror = mirror is not None and parts.netloc == urlsplit(mirror).netloc
    return at_root(url, site.home) if of_mirror or parts.hostname in site.hosts else None


def is_further_page(link: Link, url: str) -> bool:
    """Tell whether a link leads to a further page of the list it stands on, by its rel, its address or its text."""
    if link.rel == "next" or PAGE_QUERY.search(urlsplit(url).query):
        return True
    return bool(PAGE_TEXT.match(link.text.strip()) and PAGE_PATH.search(slug(url)))
