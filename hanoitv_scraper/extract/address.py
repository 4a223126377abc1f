"""An article's canonical URL and its id."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from hanoitv_scraper.errors import NotAnArticle
from hanoitv_scraper.extract.document import Document
from hanoitv_scraper.extract.metadata import Metadata
from hanoitv_scraper.items import Kind
from hanoitv_scraper.sites import Site
from hanoitv_scraper.sites.urls import at_root, clean_url, url_digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    site: str
    """The site's name; the host, without www, where no site file names it."""
    url: str
    id: str
    kind: Kind | None
    """None where the address does not tell it."""


def read_address(document: Document) -> Address:
    """Return where the page belongs; its id is of its URL where the site's rules know none for it."""
    canonical = _canonical(document, document.url)
    site = document.site
    if site is None:
        return unruled_address(canonical)
    known = site.recognise(canonical)
    url = at_root(canonical, site.home)
    if known is None:
        return unruled_address(url, site.name)
    kind, number = known
    # An address of the one shape there is tells nothing: vnexpress.net's films have it too.
    told = kind if len(site.urls) > 1 else None
    return Address(site=site.name, url=url, id=f"{site.name}:{number}", kind=told)


def check_address(url: str, site: Site) -> None:
    """Raise NotAnArticle for an address that the site's rules know for another kind of page: a list, the home page."""
    if site.recognise(url) is None:
        patterns = " or ".join(pattern.pattern for pattern in site.urls.values())
        raise NotAnArticle(url, f"its address is none of {site.name}'s article addresses ({patterns})")


def told_url(metadata: Metadata) -> str | None:
    """Return the URL that a page gives for itself, for a page saved without one."""
    return clean_url(metadata.canonical or metadata.first("og:url") or "")


def unruled_address(url: str, site: str | None = None) -> Address:
    """Return the address of a page that no site file rules: its id is from the digest of its URL."""
    site = site or (urlsplit(url).hostname or "unknown").removeprefix("www.")
    return Address(site=site, url=url, id=f"{site}:{url_digest(url)}", kind=None)


def _canonical(document: Document, url: str) -> str:
    """Return the page's own canonical link where it is of the same site and names the same article, else `url`."""
    told, url = clean_url(document.metadata.canonical or "", url), clean_url(url) or url
    return told if told and _same_article(document, told, url) else url


def _same_article(document: Document, told: str, url: str) -> bool:
    site = document.site
    if site is None:
        return urlsplit(told).hostname == urlsplit(url).hostname
    known = site.recognise(told)
    return known is not None and site.recognise(url) in (None, known)
