"""One page over HTTP, for what needs no crawl."""

from __future__ import annotations

from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from hanoitv_scraper.clock import utc_now
from hanoitv_scraper.errors import NotAnArticle
from hanoitv_scraper.extract.bounds import MAX_BYTES
from hanoitv_scraper.items import Page


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
