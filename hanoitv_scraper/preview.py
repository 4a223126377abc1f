"""What we read off one page: a URL, a saved page or a text dump, without archiving it."""

from __future__ import annotations

from dataclasses import replace
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from hanoitv_scraper import __version__
from hanoitv_scraper.archive.run import utc_now
from hanoitv_scraper.errors import BadArgument, NotAnArticle
from hanoitv_scraper.extract.address import told_url
from hanoitv_scraper.extract.article import read_page
from hanoitv_scraper.extract.dom import MAX_BYTES, parse
from hanoitv_scraper.extract.metadata import read_metadata
from hanoitv_scraper.extract.text_dump import read_text_dump
from hanoitv_scraper.items import Article, Page
from hanoitv_scraper.sites import site_at
from hanoitv_scraper.sites.urls import at_root, clean_url

AGENT = f"hanoitv-scraper/{__version__} (preview of a single page)"


def preview(place: str, url: str | None = None, generic: bool = False) -> Article:
    """Read the article at `place`: an http(s) URL, an HTML file, or a `.txt` file saved off a page.

    `url` is the address a page really has: of a saved page that does not tell it, or of one fetched from a mirror.
    Raises NotAnArticle, or BadArgument for a place where there is nothing to read.
    """
    if url is not None and clean_url(url) is None:
        raise BadArgument(f"--url: expected an http(s) URL, found {url!r}")
    if "://" in place:
        page = _fetch_for_site(place, url)
    else:
        content = read_file(Path(place))
        if place.lower().endswith(".txt"):
            return _read_dump(content, place)
        page = Page(url=url or _told(content, place), body=content)
    return read_page(page, None if generic else site_at(page.url))


def read_file(path: Path) -> bytes:
    """Return a saved page's bytes, one more than we read of one that is too large; raises BadArgument, saying why."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise BadArgument(f"{path}: {error.strerror}: a URL begins with http:// or https://") from error


def _read_dump(content: bytes, place: str) -> Article:
    try:
        return read_text_dump(content.decode("utf-8-sig", "replace"))
    except NotAnArticle as error:
        raise NotAnArticle(place, error.reason) from error


def _told(content: bytes, place: str) -> str:
    """Return the URL a saved page gives for itself, else one made from the file's name."""
    return told_url(read_metadata(parse(content, place))) or Path(place).resolve().as_uri()


def _fetch_for_site(place: str, url: str | None) -> Page:
    address = clean_url(place)
    if address is None:
        raise BadArgument(f"{place}: expected an http(s) URL or a file")
    page = fetch(address, AGENT)
    return replace(page, url=url or _of_site(page.url, page.body))


def fetch(address: str, agent: str) -> Page:
    """Return the page at a clean http(s) URL, its `url` the one that answered after redirects.

    Raises NotAnArticle, saying why, where nothing answers within a minute, or with an error.
    """
    request = Request(address, headers={"User-Agent": agent})  # noqa: S310  # a clean URL is nothing but http(s)
    try:
        with urlopen(request, timeout=60) as response:  # noqa: S310
            body, final = response.read(MAX_BYTES + 1), response.url
            charset = response.headers.get_content_charset()
    except HTTPError as error:
        raise NotAnArticle(address, f"HTTP {error.code} {error.reason}") from error
    except (URLError, HTTPException, OSError, ValueError) as error:
        why = getattr(error, "reason", error) or type(error).__name__
        raise NotAnArticle(address, f"cannot be fetched: {why}") from error
    return Page(url=final, body=body, fetched_at=utc_now(), charset=charset, via="live")


def _of_site(final: str, body: bytes) -> str:
    """Return the page's own address where it was fetched from a mirror of a site we know, else where it was fetched."""
    if site_at(final):
        return final
    told = told_url(read_metadata(parse(body, final)))
    site = site_at(told) if told else None
    return at_root(final, site.home) if site and told and urlsplit(told).path == urlsplit(final).path else final
