"""One article, several addresses: those of its AMP, mobile and print pages lead to the page itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import urlsplit, urlunsplit

from hanoitv_scraper.sites.site import Site
from hanoitv_scraper.sites.urls import at_root, without_pairs

# m.hanoitv.vn, amp.hanoitv.vn: further hosts of a site, which its file need not name.
HOST_VARIANT = re.compile(r"(?:m|mobile|wap|amp)\.")
# What no address of a variant is without, save for its host: spares most addresses the rest.
HINT = re.compile(r"(?<![a-z])(?:amp|print|in-bai|ban-in)(?![a-z])|[?&]in(?:[=&]|$)", re.IGNORECASE)

# /amp/x /print/x /in-bai/x, and x/amp x/print
PART = "amp|print|in-bai|ban-in"
FIRST_PARTS = re.compile(rf"(?:/(?:{PART}))+(?=/.)", re.IGNORECASE)
LAST_PARTS = re.compile(rf"(?<=.)(?:/(?:{PART}))+/?$", re.IGNORECASE)
# x-amp.html x.amp x.amp.html x-print.html
NAME_END = re.compile(r"(?<=[^/])(?:-(?:amp|print)|\.amp)+(\.\w{2,5})?$", re.ASCII | re.IGNORECASE)
# ?amp ?amp=1 ?outputType=amp ?print=1 ?in=1
PAIR = re.compile(
    r"(?:(?:amp|print|in)(?:=(?:1|true|yes)?)?|(?:outputtype|view|mode|format|layout)=(?:amp|print))$", re.IGNORECASE
)
# What an address that ends in .amp ends in otherwise.
ENDINGS = ("", ".html", ".htm", ".chn")


def is_own_host(host: str, site: Site) -> bool:
    """Tell whether a host is the site's: one that its file names, or the mobile or AMP one beside it."""
    return host in site.hosts or _is_variant(host, site.hosts)


@lru_cache(1_000)
def _is_variant(host: str, hosts: frozenset[str]) -> bool:
    named = HOST_VARIANT.match(host)
    rest = host[named.end() :] if named else ""
    return bool(rest) and (rest in hosts or f"www.{rest}" in hosts)


def fold(url: str, site: Site) -> str:
    """Return the address of the article itself for that of its AMP, mobile or print page, any other as it was.

    `url` is clean. A folded address is one that the site's rules know for an article's.
    """
    while (plainer := _plainer(url, site)) != url:
        url = plainer
    return url


def _plainer(url: str, site: Site) -> str:
    """Return the address with a mark of a variant less, as it was where it has none or leads to no article without."""
    if url.startswith(f"{site.home}/"):
        if not HINT.search(url):
            return url
        own = url
    else:
        host = urlsplit(url).hostname or ""
        own = at_root(url, site.home) if host not in site.hosts and is_own_host(host, site) else url
    return next((form for form in _forms(own, site) if form != url and site.recognise(form)), url)


def _forms(url: str, site: Site) -> Iterator[str]:
    scheme, netloc, path, query, _ = urlsplit(url)
    path = LAST_PARTS.sub("", FIRST_PARTS.sub("", path, count=1) if FIRST_PARTS.match(path) else path)
    plain = urlunsplit((scheme, netloc, path, without_pairs(query, PAIR), ""))
    yield plain
    # A name may end so of itself (/loa-guitar-amp.html), and where the rules take any name they would not tell.
    if (end := NAME_END.search(path)) and site.recognise(plain) is None:
        for ending in (end[1],) if end[1] else ENDINGS:
            yield urlunsplit((scheme, netloc, path[: end.start()] + ending, without_pairs(query, PAIR), ""))
