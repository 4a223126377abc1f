"""The spider of any site: it fetches what the search asks for, and yields articles' pages."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any, ClassVar
from urllib.parse import urlsplit

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure
from w3lib.encoding import http_content_type_encoding

from hanoitv_scraper import __version__
from hanoitv_scraper.archive.run import Run
from hanoitv_scraper.archive.run_file import READ
from hanoitv_scraper.clock import utc_now
from hanoitv_scraper.errors import CannotWrite
from hanoitv_scraper.items import Outcome, Page, Sighting
from hanoitv_scraper.sites import Site
from hanoitv_scraper.sites.urls import at_root
from hanoitv_scraper.spiders.arguments import Arguments, read_arguments
from hanoitv_scraper.spiders.failures import NotAsked, asked_for, why_failed
from hanoitv_scraper.spiders.search import Ask, Search, What

# The protocol allows a sitemap 50 MB; some are larger, and they are read as they are unpacked.
LARGEST_SITEMAP = 128 * 2**20


class SiteSpider(Spider):
    """Fetches a site; `run` is told of every page that gave none."""

    site: ClassVar[Site]

    def __init__(self, arguments: Arguments, run: Run) -> None:
        super().__init__()
        self.arguments = arguments
        self.run = run
        self.root = arguments.root or self.site.home
        self.allowed_domains = [urlsplit(arguments.root).hostname or ""] if arguments.root else sorted(self.site.hosts)
        self.search = Search(self.site, arguments, run)
        self.starts: frozenset[str] = frozenset()
        """Where the crawl began, as fetched."""
        self.failed_starts: list[str] = []
        """Why each start that failed did."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, run: Run, **given: str) -> SiteSpider:
        spider = super().from_crawler(crawler, read_arguments(given), run)
        crawler.signals.connect(spider.idle, signal=signals.spider_idle)
        return spider

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Take the site's pace, and say who we are; what is given with `-s` wins.

        At a pace a site that grows slow is asked more slowly too; who asks for no delay gets none.
        """
        super().update_settings(settings)
        contact = settings["CONTACT"]
        agent = f"hanoitv-scraper/{__version__} (news archive; {f'+{contact}' if contact else 'no contact given'})"
        settings.set("DOWNLOAD_DELAY", cls.site.delay, priority="spider")
        settings.set("CONCURRENT_REQUESTS_PER_DOMAIN", cls.site.concurrency, priority="spider")
        at_a_time = settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN")
        # One more waits for its turn.
        settings.set(
            "CONCURRENT_REQUESTS", max(settings.getint("CONCURRENT_REQUESTS"), at_a_time + 1), priority="spider"
        )
        settings.set("AUTOTHROTTLE_ENABLED", settings.getfloat("DOWNLOAD_DELAY") > 0, priority="spider")
        settings.set("AUTOTHROTTLE_TARGET_CONCURRENCY", at_a_time, priority="spider")
        settings.set("USER_AGENT", agent, priority="spider")

    async def start(self) -> AsyncIterator[Any]:
        starts = self.search.starts()
        self.starts = frozenset(at_root(ask.url, self.root) for ask in starts)
        for ask in starts:
            yield self.request(ask)

    def idle(self) -> None:
        """Ask for the search's next round; all that was asked for before is read and stored."""
        if self.run.problem or self.run.blocked:
            return
        try:
            asks = self.search.next_round()
        except Exception as error:  # Scrapy would log it, and end as if all were done
            self.run.broke(self.site.home, repr(error))
            raise
        for ask in asks:
            self.crawler.engine.crawl(self.request(ask))
        if asks:
            raise DontCloseSpider

    def closed(self, reason: str) -> None:
        self.search.close()

    def request(self, ask: Ask) -> Request:
        readers: dict[What, tuple[Callable[..., Any], Callable[..., Any]]] = {
            "article": (self.parse_page, self.page_failed), "list": (self.parse_list, self.list_failed),
            "feed": (self.parse_file, self.failed), "sitemap": (self.parse_file, self.failed),
        }  # fmt: skip
        callback, errback = readers[ask.what]
        meta: dict[str, Any] = {"ask": ask}
        if ask.what == "article":
            meta |= {"sighting": self._sighting(ask)} | self._conditions(ask)
        elif ask.what == "sitemap":
            meta["download_maxsize"] = LARGEST_SITEMAP
        return Request(at_root(ask.url, self.root), callback, errback=errback, meta=meta)

    def parse_list(self, response: Response) -> None:
        ask: Ask = response.meta["ask"]
        url = at_root(response.url, self.site.home)
        if ask.walk and (why := self.search.list_came(ask.walk, response.body, url, charset_of(response))):
            self._missed(asked_for(response), *why)

    def list_failed(self, failure: Failure) -> None:
        self.failed(failure)
        if isinstance(failure.value, NotAsked):
            return
        ask: Ask = failure.request.meta["ask"]  # type: ignore[attr-defined]  # Scrapy puts it there
        if ask.walk:
            self.search.list_failed(ask.walk, why_failed(failure).outcome)

    async def parse_file(self, response: Response) -> None:
        """Take in a feed or sitemap, and let other things have their turn in between."""
        ask: Ask = response.meta["ask"]
        try:
            for _ in self.search.file_came(ask.what, ask.url, response.body):
                await asyncio.sleep(0)
        except ValueError as error:
            self._missed(asked_for(response), "failed", str(error))

    def parse_page(self, response: Response) -> Iterator[Page]:
        sighting: Sighting = response.meta["sighting"]
        if response.status == 304:
            if is_unchanged(response.request, response):
                self.run.not_modified += 1
                self.looked(sighting, "same")
            else:
                self.looked(sighting, "failed", "HTTP 304 Not Modified, of a page that nobody asked about")
            return
        yield Page(
            url=at_root(response.url, self.site.home),
            body=response.body,
            fetched_at=sighting.at,
            charset=charset_of(response),
            via="live",
            sighting=sighting,
        )

    def failed(self, failure: Failure) -> None:
        if isinstance(failure.value, NotAsked):
            return
        why = why_failed(failure)
        self._missed(why.url, why.outcome, why.reason)

    def page_failed(self, failure: Failure) -> None:
        if isinstance(failure.value, NotAsked):
            return
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy puts it there
        why = why_failed(failure)
        self.search.article_failed()
        self.looked(request.meta["sighting"], why.outcome, why.reason)

    def looked(self, sighting: Sighting, outcome: Outcome, reason: str | None = None) -> None:
        """Tell the archive of a look at an article's address that gave no page to read."""
        # Where nothing can be written any more the run knows it already, and stops.
        at = sighting.at if sighting.raw else self.run.clock()
        with suppress(CannotWrite):
            self.run.sight(replace(sighting, at=at, outcome=outcome, reason=reason))

    def advertised(self, sitemaps: Iterable[str]) -> None:
        """Take in the sitemaps that robots.txt names."""
        self.search.advertise(sitemaps)

    def _sighting(self, ask: Ask) -> Sighting:
        """Return what the archive will say of this look at an article."""
        return Sighting(
            id=ask.id, site=self.site.name, url=ask.url, at=utc_now(), outcome="failed", door=ask.door,
            run=self.run.head.run,
        )  # fmt: skip

    def _conditions(self, ask: Ask) -> dict[str, Any]:
        """Return a request's meta by which only a page that has changed is sent, empty for one that is not known.

        The address must be the one that was told the validators, and what it answered must have been read.
        """
        entry = self.run.entry(ask.id)
        if entry is None or entry.outcome not in READ or entry.raw_url != at_root(ask.url, self.root):
            return {}
        conditions = {"If-None-Match": entry.etag, "If-Modified-Since": entry.last_modified}
        conditions = {name: value for name, value in conditions.items() if value}
        return {"conditions": conditions, "handle_httpstatus_list": [304]} if conditions else {}

    def _missed(self, url: str, outcome: Outcome, reason: str) -> None:
        """Tell the run of a page that gave nothing; a start that did is remembered for the verdict."""
        if url in self.starts:
            self.failed_starts.append(f"{url}: {reason}")
        self.run.miss(url, outcome, reason)


def is_unchanged(request: Request | None, response: Response) -> bool:
    """Tell whether an answer says that a page is as it was: the page that was asked about, not one it redirects to."""
    meta = request.meta if request else {}
    return response.status == 304 and "conditions" in meta and "redirect_urls" not in meta


def charset_of(response: Response) -> str | None:
    """Return the encoding that HTTP told, if it told one."""
    return http_content_type_encoding((response.headers.get("Content-Type") or b"").decode("latin-1"))
