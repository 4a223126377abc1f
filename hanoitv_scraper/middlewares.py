"""What stands between Scrapy and the site: raw pages are kept first; a redirect off the site is refused aloud."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from urllib.parse import urldefrag, urljoin, urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Headers, Response

from hanoitv_scraper.archive.warc import Exchange
from hanoitv_scraper.errors import CannotWrite
from hanoitv_scraper.spiders.site_spider import SiteSpider


class KeepRaw:
    """Nearest to the downloader: whatever answers at an article's address is on disk before anything else sees it.

    A redirect, an error that is tried again and a page that is gone never become items: no pipeline could keep them.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> KeepRaw:
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Write the page and note in the request's meta where it lies; raises IgnoreRequest where that fails."""
        sighting, spider = request.meta.get("sighting"), self.crawler.spider
        if sighting is None or not isinstance(spider, SiteSpider) or spider.run is None:
            return response
        exchange = exchange_of(request, response, spider.run.clock())
        try:
            request.meta["sighting"] = spider.run.keep(exchange, sighting.id, sighting.url)
        except CannotWrite as error:
            raise IgnoreRequest(str(error)) from error
        return response


def exchange_of(request: Request, response: Response, at: datetime) -> Exchange:
    """Return what was asked and answered, as nearly as Scrapy still has it: it tidies the case of headers' names."""
    status, host = response.status, urlsplit(request.url).netloc.encode("latin-1", "replace")
    return Exchange(
        url=urldefrag(request.url).url, at=at, method=request.method,
        request_headers=((b"Host", host), *_pairs(request.headers)),
        status=status, phrase=HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else "Unknown",
        headers=_pairs(response.headers), payload=response.body,
        ip=str(response.ip_address) if response.ip_address else None,
    )  # fmt: skip


def _pairs(headers: Headers) -> tuple[tuple[bytes, bytes], ...]:
    return tuple((name, value) for name, values in headers.items() for value in values)


REDIRECTS = frozenset({301, 302, 303, 307, 308})


class RefuseOffsiteRedirects:
    """Stands between the downloader and Scrapy's RedirectMiddleware."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RefuseOffsiteRedirects:
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Raise IgnoreRequest for a redirect to a host that is none of the site's."""
        location = response.headers.get("Location")
        spider = self.crawler.spider
        if location is None or response.status not in REDIRECTS or not isinstance(spider, SiteSpider):
            return response
        host = _host(request.url, location.decode("latin-1"))
        if host is not None and host not in spider.allowed_domains:
            raise IgnoreRequest(f"it redirects to another site, {host}")
        return response


def _host(url: str, location: str) -> str | None:
    """Return the host that a Location leads to, None where it is no URL: then the redirect goes nowhere."""
    try:
        return urlsplit(urljoin(url, location.strip())).hostname
    except ValueError:
        return None
