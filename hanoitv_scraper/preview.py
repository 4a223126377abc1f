"""What we read off one page: a URL, a saved page or a text dump, without archiving it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from rich.text import Text

from hanoitv_scraper import __version__
from hanoitv_scraper.errors import BadArgument, NotAnArticle
from hanoitv_scraper.explain import explain, explain_text
from hanoitv_scraper.extract.address import told_url
from hanoitv_scraper.extract.article import read_page
from hanoitv_scraper.extract.bounds import MAX_BYTES, MAX_LETTERS
from hanoitv_scraper.extract.dom import parse
from hanoitv_scraper.extract.metadata import read_metadata
from hanoitv_scraper.extract.text_dump import read_text_dump
from hanoitv_scraper.fetch import fetch
from hanoitv_scraper.items import Article, Page
from hanoitv_scraper.sites import site_at
from hanoitv_scraper.sites.urls import at_root, clean_url

AGENT = f"hanoitv-scraper/{__version__} (preview of a single page)"


def preview(place: str, url: str | None = None, generic: bool = False) -> Article:
    """Read the article at `place`: an http(s) URL, an HTML file, or a `.txt` file saved off a page.

    `url` is the address a page really has: of a saved page that does not tell it, or of one fetched from a mirror.
    Raises NotAnArticle, or BadArgument for a place where there is nothing to read.
    """
    if _is_text(place):
        return _read_dump(_read_text(place), place)
    page = page_at(place, url)
    return read_page(page, None if generic else site_at(page.url))


def explain_at(place: str, url: str | None = None, generic: bool = False) -> Text:
    """Show who says what at `place`, marked in the text; a `.txt` file that is no article is shown as it stands.

    Raises as `preview` does, NotAnArticle for an empty text.
    """
    if not _is_text(place):
        return explain(preview(place, url, generic))
    text = _read_text(place)
    try:
        return explain(_read_dump(text, place))
    except NotAnArticle:
        if not text.strip() or len(text) > MAX_LETTERS:
            raise
        return explain_text(text)


def page_at(place: str, url: str | None = None, agent: str = AGENT) -> Page:
    """Return the page at an http(s) URL or in a saved file, by the address it gives for itself or by `url`.

    Raises NotAnArticle for what is no page of text, BadArgument for a place where there is nothing to read.
    """
    if url is not None and clean_url(url) is None:
        raise BadArgument(f"--url: expected an http(s) URL, found {url!r}")
    if "://" not in place:
        content = _read_file(Path(place))
        return Page(url=url or _told(content, place), body=content)
    address = clean_url(place)
    if address is None:
        raise BadArgument(f"{place}: expected an http(s) URL or a file")
    page = fetch(address, agent)
    return replace(page, url=url or _of_site(page.url, page.body))


def _read_file(path: Path) -> bytes:
    """Return a saved page's bytes, one more than we read of one that is too large; raises BadArgument, saying why."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise BadArgument(f"{path}: {error.strerror}: a URL begins with http:// or https://") from error


def _is_text(place: str) -> bool:
    return "://" not in place and place.lower().endswith(".txt")


def _read_text(place: str) -> str:
    return _read_file(Path(place)).decode("utf-8-sig", "replace")


def _read_dump(text: str, place: str) -> Article:
    try:
        return read_text_dump(text)
    except NotAnArticle as error:
        raise NotAnArticle(place, error.reason) from error


def _told(content: bytes, place: str) -> str:
    """Return the URL a saved page gives for itself, else one made from the file's name."""
    return told_url(read_metadata(parse(content, place))) or Path(place).resolve().as_uri()


def _of_site(final: str, body: bytes) -> str:
    """Return the page's own address where it was fetched from a mirror of a site we know, else where it was fetched."""
    if site_at(final):
        return final
    told = told_url(read_metadata(parse(body, final)))
    site = site_at(told) if told else None
    return at_root(final, site.home) if site and told and urlsplit(told).path == urlsplit(final).path else final
