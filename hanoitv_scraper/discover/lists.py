"""List pages: an article is known by its address, a list by the articles it links to, its next page by its link."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from lxml import etree

from hanoitv_scraper.discover.found import Found
from hanoitv_scraper.discover.left import Left
from hanoitv_scraper.discover.links import site_url, to_found, why_not_followed
from hanoitv_scraper.discover.paging import PageLink, read_number, read_page_link
from hanoitv_scraper.discover.teasers import read_dates
from hanoitv_scraper.discover.traps import drop_facets, find_trap, is_file
from hanoitv_scraper.extract.bounds import MAX_BYTES, MAX_TAGS, why_no_html, why_too_much
from hanoitv_scraper.extract.decoding import to_utf8
from hanoitv_scraper.extract.dom import END, Element, text_of
from hanoitv_scraper.extract.shell import is_shell
from hanoitv_scraper.sites import Site
from hanoitv_scraper.sites.urls import clean_url, holds_session

# The home page of a large paper has 800; what has more than this is no list, or one that nobody reads.
MOST_LINKS = 5_000
LINK = re.compile(rb"<a\s", re.IGNORECASE)
ZONE = re.compile(r"[\w-]{1,64}", re.ASCII)
FEED_TYPES = frozenset(("application/rss+xml", "application/atom+xml"))
# Names of the row of links below a list, and of the page at hand in it.
PAGING = re.compile(r"pag(?:e|er|es|ing|ination|ation|inator)s?(?![a-z])|phan-?trang", re.IGNORECASE)
ACTIVE = re.compile(r"(?:^|[\s_-])(?:active|current|selected)(?:$|\s)", re.IGNORECASE)
# sitemaps.org allows 2,048 letters; longer ones add up to many seconds.
LONGEST_HREF = 2_000
# Of names, and of addresses that are noted.
LONGEST_NAME = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """What a list page leads to; all addresses are on the site itself."""

    url: str
    """The page's own."""
    articles: tuple[Found, ...] = ()
    """Each id once, in the page's order; `published` is the day its teaser shows, if one is told unmistakably."""
    pages: tuple[PageLink, ...] = ()
    """Further pages of this list, each address once."""
    lists: tuple[str, ...] = ()
    """Other pages of the site that may be lists, in the page's order, without those that have no end."""
    feeds: tuple[str, ...] = ()
    """Feeds that the page advertises."""
    zone: str | None = None
    """What the site's file finds on it, for lists that go on by script."""
    left: Left = field(default_factory=Left)
    """What was not followed, and why; each address once."""
    is_shell: bool = False
    """Whether the page shows nothing before scripts fill it."""


@dataclass(slots=True, kw_only=True)
class _Sorted:
    """What of a page's links is sorted so far."""

    articles: dict[str, Found] = field(default_factory=dict)
    teased: list[tuple[Element, str]] = field(default_factory=list)
    """The links to articles, and their ids."""
    pages: dict[str, PageLink] = field(default_factory=dict)
    lists: dict[str, None] = field(default_factory=dict)
    feeds: dict[str, None] = field(default_factory=dict)
    trapped: set[str] = field(default_factory=set)
    left: Left = field(default_factory=Left)


def read_list(content: bytes, base: str, site: Site, mirror: str | None = None, charset: str | None = None) -> ListPage:
    """Return what a list page leads to; what is no HTML leads nowhere.

    `base` is the page's address on the site itself; `mirror` is the scheme and host that stand in for the site's own
    (`root=`): links to it are the site's. `charset` is what HTTP said.
    """
    base = clean_url(base) or base
    tree, beyond = _parse(content, charset)
    if tree is None:
        return ListPage(url=base)
    found = _Sorted()
    _sort(tree, base, site, mirror, found)
    if beyond:
        found.left.note("too many links", base, beyond)
    dates = read_dates(found.teased)
    return ListPage(
        url=base,
        articles=tuple(replace(one, published=dates.get(one.id)) for one in found.articles.values()),
        pages=tuple(found.pages.values()),
        lists=drop_facets(found.lists, found.left),
        feeds=tuple(found.feeds),
        zone=_zone(tree, site),
        left=found.left,
        is_shell=not found.articles and is_shell(content, base, charset),
    )


def _parse(content: bytes, charset: str | None) -> tuple[Element | None, int]:
    """Return a page's tree, None where there is none, and how many links stand beyond the tags that we read."""
    page = to_utf8(content[:MAX_BYTES], charset).replace(b"\0", b"")
    if why_no_html(content, page):
        return None, 0
    end = next(islice(re.finditer(b"<", page), MAX_TAGS, None), None)
    head, rest = (page[: end.start()], page[end.start() :]) if end else (page, b"")
    if why_too_much(head):
        return None, 0
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        tree = etree.fromstring(END.sub(b"", head), parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError):
        return None, 0
    return tree, sum(1 for _ in LINK.finditer(rest))


def _sort(tree: Element, base: str, site: Site, mirror: str | None, found: _Sorted) -> None:
    start = _start(tree, base, site, mirror)
    addresses: dict[str, str | None] = {}
    for count, link in enumerate(_links(tree)):
        href = link.get("href", "")
        if count >= MOST_LINKS:
            found.left.note("too many links", href[:LONGEST_NAME])
            continue
        if href not in addresses:
            addresses[href] = _address(href, start, site, mirror, found.left)
        if url := addresses[href]:
            _sort_link(link, url, base, site, found)


def _links(tree: Element) -> Iterator[Element]:
    """Yield what leads elsewhere; an anchor, or a link to a place on the page itself, does not."""
    for link in tree.iter("a", "area", "link"):
        href = (link.get("href") or "").strip()
        if href and not href.startswith("#") and (link.tag != "link" or _rels(link) & {"next", "alternate"}):
            yield link


def _rels(link: Element) -> set[str]:
    return set((link.get("rel") or "").lower().split())


def _start(tree: Element, base: str, site: Site, mirror: str | None) -> str:
    """Return the address that links start from: `<base href>` if that is on the site, else the page's own."""
    told = next((href for element in tree.iter("base") if (href := element.get("href"))), None)
    return (told and site_url(told, base, site, mirror)) or base


def _address(href: str, start: str, site: Site, mirror: str | None, left: Left) -> str | None:
    """Return where on the site a link leads, None where it leads elsewhere: that is noted."""
    if len(href) > LONGEST_HREF:
        left.note("malformed", href[:LONGEST_NAME])
        return None
    url = site_url(href, start, site, mirror)
    if url is None:
        left.note(why_not_followed(href, start), href[:LONGEST_NAME])
    elif holds_session(href):
        left.note("session id", href[:LONGEST_NAME])
    return url


def _sort_link(link: Element, url: str, base: str, site: Site, found: _Sorted) -> None:
    if link.tag == "link" and "next" not in _rels(link):
        if (link.get("type") or "").strip().lower() in FEED_TYPES:
            found.feeds[url] = None
        return
    if article := to_found(url, site):
        found.articles.setdefault(article.id, article)
        found.teased.append((link, article.id))
        return
    if url == base or is_file(url):
        return
    trap = find_trap(url)
    page = read_page_link(url, base, _label(link), link.get("rel", ""), _follows_active(link))
    # A list of a tag that is read all the same, since someone asked for it, has pages.
    if page and trap != "calendar":
        found.pages[url] = _merged(found.pages.get(url, page), page)
        found.lists.pop(url, None)
    elif trap:
        if url not in found.trapped:
            found.left.note(trap, url)
        found.trapped.add(url)
    elif url not in found.pages and not _is_page_of_another(url):
        found.lists[url] = None


def _merged(one: PageLink, other: PageLink) -> PageLink:
    """Return what two links to one page tell of it."""
    return PageLink(
        url=one.url,
        number=other.number if one.number is None else one.number,
        is_next=one.is_next or other.is_next,
        is_rel=one.is_rel or other.is_rel,
    )


def _is_page_of_another(url: str) -> bool:
    """Tell whether an address is of a further page of another list: that is found by its first."""
    numbered = read_number(url)
    return numbered is not None and numbered.is_marked and numbered.number > 1


def _label(link: Element) -> str:
    """Return what a link says, or what it is called where it shows a picture; what is longer than a label is cut."""
    pieces = []
    for element in islice(link.iter(), 10):
        pieces += [element.text or "", (element.tail or "") if element is not link else ""]
    text = "".join(piece[:100] for piece in pieces).strip()
    return text or (link.get("aria-label") or link.get("title") or "")[:100]


def _follows_active(link: Element) -> bool:
    """Tell whether a link stands behind that of the page at hand in a row of pages: `.paging a.active + a`."""
    above = link.getparent()
    place = link if above is None or above.tag != "li" else above
    before, row = place.getprevious(), place.getparent()
    if before is None or row is None or not ACTIVE.search((before.get("class") or "")[:LONGEST_NAME]):
        return False
    holders = (row, row.getparent())
    names = [
        f"{holder.get('class', '')} {holder.get('id', '')}"[:LONGEST_NAME] for holder in holders if holder is not None
    ]
    return any(map(PAGING.search, names))


def _zone(tree: Element, site: Site) -> str | None:
    """Return what the site's file finds for a list that goes on by script; None where it does not look like a zone."""
    for selector in site.more.zone if site.more else ():
        for hit in selector(tree):
            text = hit if isinstance(hit, str) else hit.get("value") or text_of(hit)
            if ZONE.fullmatch(text.strip()):
                return text.strip()
    return None
