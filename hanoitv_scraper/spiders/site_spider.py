"""The spider of any site: from its starts over lists, feeds and sitemaps to its articles' pages."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any, ClassVar
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.http import Response, TextResponse
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure
from w3lib.encoding import http_content_type_encoding

from hanoitv_scraper import __version__
from hanoitv_scraper.archive.run import Run
from hanoitv_scraper.clock import utc_now
from hanoitv_scraper.discover.feeds import read_listed
from hanoitv_scraper.discover.lists import Link, site_url, sort_links
from hanoitv_scraper.errors import CannotWrite
from hanoitv_scraper.items import Kind, Outcome, Page, Sighting
from hanoitv_scraper.sites import Site
from hanoitv_scraper.sites.urls import at_root, url_digest
from hanoitv_scraper.spiders.arguments import Arguments, read_arguments
from hanoitv_scraper.spiders.failures import asked_for, why_failed

# From the home page to a section and to a section of that; further lists are reached by paging alone.
DEEPEST_LIST = 2
# A site that has more list pages than this in one run is leading us round in circles.
MOST_LISTS = 20_000


class SiteSpider(Spider):
    """Fetches a site; `run` is told of every page that gave none."""

    site: ClassVar[Site]

    def __init__(self, arguments: Arguments, run: Run | None = None) -> None:
        super().__init__()
        self.arguments = arguments
        self.run = run
        self.root = arguments.root or self.site.home
        self.allowed_domains = [urlsplit(arguments.root).hostname or ""] if arguments.root else sorted(self.site.hosts)
        self.starts: frozenset[str] = frozenset()
        """Where the crawl began, as fetched."""
        self.failed_starts: list[str] = []
        """Why each start that failed did."""
        self.requested: set[str] = set()
        """Ids of the pages found and wanted."""
        self._reserve: list[str] = []
        """Pages beyond the limit."""
        self._lists: set[str] = set()
        self._contents: set[int] = set()
        """Hashes of the articles that each list page linked to."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, run: Run | None = None, **given: str) -> SiteSpider:
        return super().from_crawler(crawler, read_arguments(given), run)

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Take the site's pace, and say who we are; what is given with `-s` wins."""
        super().update_settings(settings)
        contact = settings["CONTACT"]
        agent = f"hanoitv-scraper/{__version__} (news archive; {f'+{contact}' if contact else 'no contact given'})"
        settings.set("DOWNLOAD_DELAY", cls.site.delay, priority="spider")
        settings.set("USER_AGENT", agent, priority="spider")

    async def start(self) -> AsyncIterator[Any]:
        starts: list[tuple[str, Callable[[Response], Iterator[Request]]]] = []
        starts += [(path, self.parse_list) for path in self.site.pages]
        starts += [(path, self.parse_feed) for path in (*self.site.feeds, *self.site.sitemaps)]
        self.starts = frozenset(self.root + path for path, _ in starts)
        for path, callback in starts:
            yield self._request(self.site.home + path, callback, self.failed)

    def parse_list(self, response: Response, depth: int = 0) -> Iterator[Request]:
        """Follow a list's articles and further pages, and lists it links to; a page without articles is no list."""
        base = at_root(response.url, self.site.home)
        links = _links(response) if isinstance(response, TextResponse) else ()
        found = sort_links(links, base, self.site, self.arguments.root)
        if not any((found.articles, found.pages, found.lists)):
            self._missed(asked_for(response), "failed", "no list: there is no link to the site on it")
        if not found.articles and depth:
            return
        yield from self._articles(found.articles)
        if depth < DEEPEST_LIST:
            yield from self._further_lists(found.lists, depth + 1)
        # Past the end of a list sites show its last page again, or none of its articles: the same links as before.
        content = hash(frozenset(found.articles))
        if content not in self._contents:
            self._contents.add(content)
            yield from self._further_lists(found.pages, depth)

    def parse_feed(self, response: Response) -> Iterator[Request]:
        """Follow the articles that a feed or sitemap lists, and the sitemaps that a sitemap index names."""
        try:
            listed = read_listed(response.body)
        except ValueError as error:
            self._missed(asked_for(response), "failed", str(error))
            return
        urls = [site_url(url, self.site.home, self.site, self.arguments.root) for url in listed.pages]
        known = [(url, self.site.recognise(url)) for url in urls if url]
        yield from self._articles(tuple((url, known_as[0]) for url, known_as in known if known_as))
        for address in listed.sitemaps:
            if url := site_url(address, self.site.home, self.site, self.arguments.root):
                yield from self._list(url, self.parse_feed)

    def parse_page(self, response: Response) -> Iterator[Page]:
        content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
        sighting: Sighting = response.meta["sighting"]
        yield Page(
            url=at_root(response.url, self.site.home),
            body=response.body,
            fetched_at=sighting.at,
            charset=http_content_type_encoding(content_type),
            via="live",
            sighting=sighting,
        )

    def failed(self, failure: Failure) -> None:
        why = why_failed(failure)
        self._missed(why.url, why.outcome, why.reason)

    def page_failed(self, failure: Failure) -> Iterator[Request]:
        """Note a page that did not come; under a limit another one takes its place."""
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy puts it there
        why = why_failed(failure)
        self.looked(request.meta["sighting"], why.outcome, why.reason)
        if self._reserve:
            yield self._page(self._reserve.pop(0))

    def _articles(self, articles: tuple[tuple[str, Kind], ...]) -> Iterator[Request]:
        for url, kind in articles:
            known = self.site.recognise(url)
            if known is None or kind not in self.arguments.kinds or known[1] in self.requested:
                continue
            self.requested.add(known[1])
            if self.limit_reached():
                self._reserve.append(url)
            else:
                yield self._page(url)

    def looked(self, sighting: Sighting, outcome: Outcome, reason: str) -> None:
        """Tell the archive of a look at an article's address that gave no page to read."""
        if self.run:
            # Where nothing can be written any more the run knows it already, and stops.
            at = sighting.at if sighting.raw else self.run.clock()
            with suppress(CannotWrite):
                self.run.sight(replace(sighting, at=at, outcome=outcome, reason=reason))

    def _page(self, url: str) -> Request:
        """Return the request for an article; its meta hold what the archive will say of this look at it."""
        known = self.site.recognise(url)
        id = f"{self.site.name}:{known[1] if known else url_digest(url)}"
        sighting = Sighting(
            id=id, site=self.site.name, url=at_root(url, self.site.home), at=utc_now(), outcome="failed",
            run=self.run.head.run if self.run else None,
        )  # fmt: skip
        return self._request(url, self.parse_page, self.page_failed, priority=10, meta={"sighting": sighting})

    def limit_reached(self) -> bool:
        """Tell whether as many pages were asked for as the caller wants."""
        limit = self.arguments.limit
        return limit is not None and len(self.requested) - len(self._reserve) > limit

    def _further_lists(self, urls: tuple[str, ...], depth: int) -> Iterator[Request]:
        for url in urls:
            yield from self._list(url, self.parse_list, depth=depth)

    def _list(self, url: str, callback: Any, **kwargs: Any) -> Iterator[Request]:
        if self._reserve or url in self._lists or len(self._lists) > MOST_LISTS:
            return
        self._lists.add(url)
        if len(self._lists) > MOST_LISTS:
            self._missed(
                url, "failed", f"not followed, nor any list after it: {MOST_LISTS:,} lists are enough for a run"
            )
            return
        yield self._request(url, callback, self.failed, cb_kwargs=kwargs)

    def _request(self, url: str, callback: Any, errback: Any, **how: Any) -> Request:
        return Request(at_root(url, self.root), callback, errback=errback, **how)

    def _missed(self, url: str, outcome: Outcome, reason: str) -> None:
        """Tell the run of a page that gave nothing; a start that did is remembered for the verdict."""
        if url in self.starts:
            self.failed_starts.append(f"{url}: {reason}")
        if self.run:
            self.run.miss(url, outcome, reason)


def _links(response: TextResponse) -> Iterator[Link]:
    for anchor in response.xpath("//a[@href] | //area[@href] | //link[@rel='next'][@href]"):
        text = anchor.xpath("normalize-space()").get() or ""
        yield Link(anchor.attrib["href"], text, anchor.attrib.get("rel", ""))
