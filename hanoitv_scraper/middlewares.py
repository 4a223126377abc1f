"""What stands between Scrapy and the site: raw pages are kept first; a redirect off the site is refused aloud."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from http import HTTPStatus
from urllib.parse import urldefrag, urljoin, urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError, IgnoreRequest
from scrapy.http import Headers, Response
from w3lib.url import safe_url_string

from hanoitv_scraper.archive.warc import Exchange
from hanoitv_scraper.errors import CannotWrite
from hanoitv_scraper.resolver import is_private, refused_address
from hanoitv_scraper.sites.urls import DEFAULT_PORTS, HOST, LONGEST, UNWRITABLE
from hanoitv_scraper.spiders.site_spider import SiteSpider, is_unchanged


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
        if sighting is None or not isinstance(spider, SiteSpider):
            return response
        try:
            if is_unchanged(request, response):
                validators = (_text(response.headers, name) for name in ("ETag", "Last-Modified"))
                request.meta["sighting"] = spider.run.keep_unchanged(sighting, *validators)
            else:
                exchange = exchange_of(request, response, spider.run.clock())
                kept = spider.run.keep(exchange, sighting.id, sighting.url)
                request.meta["sighting"] = replace(kept, door=sighting.door)
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


def _text(headers: Headers, name: str) -> str | None:
    value = headers.get(name)
    return None if value is None else value.decode("latin-1")


def _pairs(headers: Headers) -> tuple[tuple[bytes, bytes], ...]:
    return tuple((name, value) for name, values in headers.items() for value in values)


REDIRECTS = frozenset({301, 302, 303, 307, 308})


class AskOnlyForChanges:
    """Sends with a request the conditions that its meta hold (`If-None-Match` …), and never to where it is redirected.

    Those were told at one address: by them another page would seem to be unchanged that was never fetched.
    """

    def process_request(self, request: Request) -> None:
        conditions: dict[str, str] = request.meta.get("conditions", {})
        for name, value in conditions.items():
            if "redirect_urls" in request.meta:
                request.headers.pop(name, None)
            else:
                request.headers[name] = value


class RefuseOffsiteRedirects:
    """Stands between the downloader and what Scrapy makes of redirects and of failures."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RefuseOffsiteRedirects:
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Raise IgnoreRequest, saying where to, for a redirect that leads off the site or to no web page."""
        location = response.headers.get("Location")
        spider = self.crawler.spider
        if location is None or response.status not in REDIRECTS or not isinstance(spider, SiteSpider):
            return response
        if astray := _astray(location, request.url, spider):
            raise IgnoreRequest(f"it redirects to {astray}")
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Raise IgnoreRequest for a host that was refused for its private address: Scrapy would try it again."""
        host = urlsplit(request.url).hostname or ""
        address = refused_address(self.crawler.stats, host)
        if address and isinstance(exception, CannotResolveHostError):
            raise IgnoreRequest(f"{host} is at a private address, {address}: refused") from exception


def _astray(location: bytes, url: str, spider: SiteSpider) -> str | None:
    """Return in a person's words where a Location leads that is not followed, None for one on the site."""
    text = location.decode("utf-8", "replace").strip(" ")
    shown = repr(text[:60])
    if not text:
        return "nowhere: its Location is empty"
    if len(location) > LONGEST:
        return f"an address of {len(location):,} bytes"
    if UNWRITABLE.search(text):
        return f"an address with control characters in it, {shown}"
    if "\\" in text:  # a slash to browsers, a part of the path to Scrapy
        return f"an address with a backslash in it, {shown}"
    try:
        parts = urlsplit(text)
        target = followed(location, url)
        scheme, host, port = origin = _origin(target)
    except ValueError:
        return f"no address, {shown}"
    if scheme not in DEFAULT_PORTS:
        return f"no web page, {shown}"
    if not HOST.fullmatch(host) or (parts.scheme and not parts.netloc):
        return f"no address, {shown}"
    if _is_ours(origin, spider):
        netloc = urlsplit(target).netloc  # of a relative one it is the root's, whatever that holds
        return "an address with a user name in it" if "@" in netloc and netloc != urlsplit(url).netloc else None
    where = f"{scheme}://{host}:{port}" if host in spider.allowed_domains else host[:253]
    return f"a private address, {where}" if is_private(host) else f"another site, {where}"


def followed(location: bytes, url: str) -> str:
    """Return the URL that Scrapy's RedirectMiddleware would ask for, made as there; raises ValueError for none."""
    path = safe_url_string(location)
    if location.startswith(b"//"):  # `///host` and `//:/host` too lead to the host, as for browsers
        path = f"{urlsplit(url).scheme}://{path.lstrip('/')}"
    return urljoin(url, path)


def _origin(url: str) -> tuple[str, str, int | None]:
    """Return scheme, host and port of a URL, the scheme's own port where it names none; raises ValueError for none."""
    parts = urlsplit(url)
    return parts.scheme, parts.hostname or "", DEFAULT_PORTS.get(parts.scheme) if parts.port is None else parts.port


def _is_ours(origin: tuple[str, str, int | None], spider: SiteSpider) -> bool:
    """Tell whether the crawl may ask there: under `root=` at that very root, else at the site's hosts."""
    if spider.arguments.root:
        return origin == _origin(spider.arguments.root)
    scheme, host, port = origin
    return host in spider.site.hosts and port in (DEFAULT_PORTS[scheme], urlsplit(spider.site.home).port)
