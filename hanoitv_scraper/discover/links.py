"""Links: what of them leads to the site, to which address of it, and to which article."""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import urlsplit

from hanoitv_scraper.discover.found import Found
from hanoitv_scraper.discover.left import Reason
from hanoitv_scraper.sites import Site
from hanoitv_scraper.sites.urls import at_root, clean_url
from hanoitv_scraper.sites.variants import fold, is_own_host

# mailto: tel: javascript: data: …, however they are written.
OTHER_SCHEME = re.compile(r"[\s\x00-\x1f]*(?!https?:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def site_url(href: str, base: str, site: Site, mirror: str | None = None) -> str | None:
    """Return a link's address on the site itself, None for one that leads elsewhere.

    `base` is the address of the page it stands on. `mirror` is the scheme and host that stand in for the site's own
    (`root=`): links to it are the site's. An article's AMP, mobile or print address becomes its own.
    """
    url = clean_url(href, base)
    if url is None:
        return None
    if not url.startswith(f"{site.home}/"):
        parts = urlsplit(url)
        of_mirror = mirror is not None and parts.netloc == _netloc(mirror)
        if not of_mirror and not is_own_host(parts.hostname or "", site):
            return None
        url = at_root(url, site.home)
    return fold(url, site)


@cache
def _netloc(root: str) -> str:
    return urlsplit(clean_url(root) or root).netloc


def why_not_followed(href: str, base: str) -> Reason:
    """Tell why a link has no address on the site."""
    if OTHER_SCHEME.match(href):
        return "not http"
    return "malformed" if clean_url(href, base) is None else "off site"


def recognise_link(url: str, site: Site, mirror: str | None = None) -> Found | None:
    """Return the article that an absolute address of the site is of, None for other pages and other sites."""
    address = site_url(url, site.home, site, mirror)
    return to_found(address, site) if address else None


def to_found(url: str, site: Site) -> Found | None:
    """Return the article of an address on the site itself as `site_url` gives it, None for other pages."""
    known = site.recognise(url)
    return Found(id=known[1], url=url, kind=known[0]) if known else None
