"""Paging: how a list goes on, by its links or by what the site's file says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from hanoitv_scraper.sites import Site
from hanoitv_scraper.sites.urls import clean_url
from hanoitv_scraper.vietnamese.text import clean
from hanoitv_scraper.vietnamese.words import words

if TYPE_CHECKING:
    from hanoitv_scraper.discover.lists import ListPage

# The end of a further page's path in the forms seen: /xa-hoi/trang-2 /d6/p2 /xa-hoi/page/2, then /kinh-doanh-p2
# /kinh-doanh-page1; what ends in a mere number may be anything: /timelinelist/7/2.htm /xa-hoi-2 /covid-19
MARKED = re.compile(r"(?P<list>.*?)(?:/|(?<=[^/])[-_.])(?:trang|page|pg|p)[-_/]?(?P<number>\d{1,5})$", re.ASCII | re.I)
BARE = re.compile(r"(?P<list>.*?)(?:/|(?<=[^/])[-_])(?P<number>\d{1,4})$", re.ASCII)
PAGE_PAIR = re.compile(
    r"(?:page|p|pg|paged|trang|page_?(?:index|number|no)|current_?page)=(?P<number>\d{1,5})$", re.ASCII | re.I
)
ENDING = re.compile(r"\.\w{2,5}$|/$", re.ASCII)
# What scripts put below a list when more is asked for: a list of its own, by its address.
FRAGMENT = re.compile(r"/(?:timeline\w*|ajax|load-?more)/", re.ASCII | re.IGNORECASE)

NUMBER_TEXT = re.compile(r"\W*(\d{1,5})\W*", re.ASCII)
ARROW = re.compile(r"[\s»›>→]*[»›>→][\s»›>→]*")
NEXT = frozenset(words("next_page"))


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    """A link to another page of the list it stands on."""

    url: str
    number: int | None
    """What its text says: 2."""
    is_next: bool
    """By its rel, its text ("Trang sau", "»") or its place behind the link of the page at hand."""
    is_rel: bool = False
    """By its rel: what the page says of itself, whatever its design."""


class Numbered(NamedTuple):
    """An address of a further page: of which list, and its number."""

    list: str
    """The path without number and ending."""
    pairs: frozenset[str]
    """Of the query, without the page's."""
    number: int
    is_marked: bool
    """Whether it says that it is a page (`p2`), not just a number."""


def read_number(url: str) -> Numbered | None:
    """Return what the address of a further page tells, None where it holds no page's number."""
    path, pairs = _path_and_pairs(url)
    for pair in pairs:
        if found := PAGE_PAIR.match(pair):
            return Numbered(path, pairs - {pair}, int(found["number"]), True)
    if found := MARKED.match(path):
        return Numbered(found["list"], pairs, int(found["number"]), True)
    if found := BARE.match(path):
        return Numbered(found["list"], pairs, int(found["number"]), False)
    return None


def _path_and_pairs(url: str) -> tuple[str, frozenset[str]]:
    parts = urlsplit(url)
    return ENDING.sub("", parts.path), frozenset(filter(None, parts.query.split("&")))


def read_page_link(url: str, base: str, text: str, rel: str, follows_active: bool) -> PageLink | None:
    """Return the link if it leads to another page of the list `base`, None if it leads elsewhere.

    `text` is what it says, `follows_active` tells that it stands behind the page at hand in a row of pages.
    """
    is_rel = "next" in rel.lower().split()
    says = clean(text).lower()
    number = NUMBER_TEXT.fullmatch(says)
    is_next = is_rel or follows_active or says.strip(" .…") in NEXT or ARROW.fullmatch(says) is not None
    link = PageLink(url=url, number=int(number[1]) if number else None, is_next=is_next, is_rel=is_rel)
    if is_rel or follows_active:
        return link
    numbered = read_number(url)
    if numbered is None:
        return None
    if is_next and FRAGMENT.match(urlsplit(url).path):
        return link
    named = number is not None or is_next
    return link if (named or numbered.is_marked) and _is_of_list(numbered, base, named) else None


def _is_of_list(numbered: Numbered, base: str, named: bool) -> bool:
    """Tell whether an address is of a page of the list `base`, itself the list's first page or a further one.

    A link that says that it is one (`named`) may ask for more than the list's address does.
    """
    path, pairs = _path_and_pairs(base)
    own = read_number(base)
    lists = [(path, pairs)]
    if own and (own.is_marked or not numbered.is_marked):
        lists.append((own.list, own.pairs))
    return any(
        numbered.list == path and (pairs <= numbered.pairs if named else pairs == numbered.pairs)
        for path, pairs in lists
    )


def next_page(page: ListPage, url: str, position: int) -> str | None:
    """Return the address of the page that follows `page`, None where none of its links leads there.

    `url` is the address of the list, `position` that of the page in it, counted from 1. It is the link with rel=next,
    else the one whose text is the next number, else the one that says so, else the smallest number above the page's.
    """
    own = read_number(page.url)
    onward = [link for link in page.pages if link.url not in (url, page.url) and not _leads_back(link, own, position)]
    return next((link.url for link in _in_order(onward, own, position)), None)


def _leads_back(link: PageLink, own: Numbered | None, position: int) -> bool:
    if link.number is not None and link.number <= position:
        return True
    told = read_number(link.url)
    return own is not None and told is not None and told[:2] == own[:2] and told.number <= own.number


def _in_order(links: list[PageLink], own: Numbered | None, position: int) -> Iterator[PageLink]:
    yield from (link for link in links if link.is_rel)
    yield from (link for link in links if link.number == position + 1)
    told = {link: read_number(link.url) for link in links}
    numbers = {link: numbered.number for link, numbered in told.items() if numbered}
    at = own.number if own and own.is_marked else position
    by_number = sorted(numbers, key=numbers.__getitem__)
    # An arrow may lead to the last page. The second page is number 1 where they are counted from 0.
    reach = range(min(at, position), max(at, position) + 2)
    yield from (link for link in by_number if link.is_next and numbers[link] in reach)
    yield from (link for link in links if link.is_next and link not in numbers)
    yield from (link for link in by_number if numbers[link] > at)


def more_address(site: Site, list_url: str, zone: str | None, position: int) -> str | None:
    """Return the address of the page after page `position` of a list that goes on by script, by the site's file.

    None where the file tells of none, or the list told no zone and the address needs one.
    """
    more = site.more
    if more is None or ("{zone}" in more.path and zone is None):
        return None
    number = more.first + position - 1
    return clean_url(more.path.replace("{zone}", zone or "").replace("{page}", str(number)), list_url)
