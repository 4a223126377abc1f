"""Addresses that are no lists of articles, or lists without end: told by the address alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from urllib.parse import unquote_plus, urlsplit

from hanoitv_scraper.discover.left import Left, Reason
from hanoitv_scraper.vietnamese.words import words

# Beyond these a page links to one list in many orders and filters, or to all the places of a country: a menu names
# fewer. Below "/" some sites have all their sections.
MOST_FACETS = 20
MOST_CHILDREN = 60
MOST_OF_HOME = 300

FILE = re.compile(
    r"\.(?:jpe?g|png|gif|webp|avif|svg|ico|bmp|tiff?|pdf|docx?|xlsx?|pptx?|odt|txt|csv|epub|zip|rar|7z|gz|tar|apk|exe|msi"
    r"|mp[34]|m4[av]|m3u8|mov|avi|flv|wmv|webm|ogg|wav|swf|css|js|json|xml|rss|atom|rdf|woff2?|ttf|eot)$",
    re.ASCII | re.IGNORECASE,
)
ENDING = re.compile(r"\.[a-z]{2,5}$", re.ASCII | re.IGNORECASE)

NO_LISTS = frozenset(words("no_lists"))
# /ha-noi-tag12345.html is the list of a tag, whatever site it is of.
TAG_END = re.compile(r"-tag\d*$", re.ASCII)

CALENDAR = frozenset(words("calendar"))
YEAR, MONTH, DAY = "(?:19[89]|20[0-9])[0-9]", "(?:0?[1-9]|1[0-2])", "(?:0?[1-9]|[12][0-9]|3[01])"
# A part of a path, or a value, that is a day or a month with its year, a word before it at most: ngay-08-11-2021.
DATE = re.compile(
    rf"(?:[a-z0-9]{{1,12}}[-_])?(?:{YEAR}[-_.]{MONTH}(?:[-_.]{DAY})?|(?:{DAY}[-_.])?{MONTH}[-_.]{YEAR})"
    rf"|{YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])|(?:{DAY}/)?{MONTH}/{YEAR}|{YEAR}/{MONTH}(?:/{DAY})?",
    re.ASCII,
)
# /2021/11 and /2021/11/08 at the end of a path, or anywhere in it.
DATE_PATH = re.compile(rf"/{YEAR}/{MONTH}(?:/{DAY})?(?:/|$)", re.ASCII)
# What may stand behind a word of a calendar: /archive/2021, ?thang=11.
NUMBER = re.compile(r"\d{1,4}(?:[-_.]\d{1,4}){0,2}$", re.ASCII)


def is_file(url: str) -> bool:
    """Tell whether an address is of a file that is no page: a picture, a film, a document, a feed."""
    return FILE.search(urlsplit(url).path) is not None


def find_trap(url: str) -> Reason | None:
    """Return why an address that is no article's is not followed as a list, None for one that may be a list."""
    parts = urlsplit(url.lower())
    pieces = [ENDING.sub("", piece) for piece in parts.path.split("/") if piece]
    pairs = [pair.partition("=")[::2] for pair in parts.query.split("&") if pair]
    values = [(unquote_plus(key), unquote_plus(value)) for key, value in pairs]
    if _is_calendar(parts.path, pieces, values):
        return "calendar"
    if any(piece in NO_LISTS or TAG_END.search(piece) for piece in pieces) or any(key in NO_LISTS for key, _ in values):
        return "tag"
    return None


def _is_calendar(path: str, pieces: list[str], values: list[tuple[str, str]]) -> bool:
    if DATE_PATH.search(path) or any(map(DATE.fullmatch, pieces)):
        return True
    followed = [*pairwise(pieces), *values]
    return any(key in CALENDAR and NUMBER.match(value) for key, value in followed) or any(
        DATE.fullmatch(value) for _, value in values
    )


def drop_facets(urls: Iterable[str], left: Left) -> tuple[str, ...]:
    """Return the addresses without those beyond the first few that differ in their query, or last part, alone.

    The others are noted as left.
    """
    queries, children = Counter[str](), Counter[str]()
    kept = []
    for url in urls:
        parts = urlsplit(url)
        path = parts.path.rstrip("/")
        parent = path.rpartition("/")[0]
        counted, key, most = (
            (queries, path, MOST_FACETS)
            if parts.query
            else (children, parent, MOST_CHILDREN if parent else MOST_OF_HOME)
        )
        counted[key] += 1
        if counted[key] > most:
            left.note("facet", url)
        else:
            kept.append(url)
    return tuple(kept)
