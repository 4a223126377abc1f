"""A redirect off the site is refused aloud; Scrapy by itself drops it without a word."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from hanoitv_scraper.spiders.site_spider import SiteSpider

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
