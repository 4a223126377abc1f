"""What accompanies a crawl: the pace that robots.txt asks for, errors of our own made known, progress shown."""

from __future__ import annotations

import sys
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response
from scrapy.robotstxt import ProtegoRobotParser, RobotParser
from twisted.python.failure import Failure

from hanoitv_scraper.items import Outcome
from hanoitv_scraper.spiders.failures import asked_for
from hanoitv_scraper.spiders.search import Ask
from hanoitv_scraper.spiders.site_spider import SiteSpider


class CrawlDelay:
    """Slows a host down to the Crawl-delay of its robots.txt, which Scrapy reads and does not obey.

    It stands behind AutoThrottle, which knows of no other delay than the site's: what that makes of it after a response
    is mended before the next request.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.delays: dict[str, float] = {}
        """The least delay of each host that asks for one, in seconds."""
        crawler.signals.connect(self.robots_parsed, signal=signals.robots_parsed)
        crawler.signals.connect(self.downloaded, signal=signals.response_downloaded)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> CrawlDelay:
        return cls(crawler)

    def robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        if isinstance(self.crawler.spider, SiteSpider) and isinstance(robotparser, ProtegoRobotParser):
            self.crawler.spider.advertised(robotparser.rp.sitemaps)
        asked = robotparser.crawl_delay(self.crawler.settings["USER_AGENT"])
        if asked is None:
            return
        downloader = self.crawler.engine.downloader
        host = downloader.get_slot_key(request)
        delay = max(asked, self.crawler.settings.getfloat("DOWNLOAD_DELAY"))
        # An idle slot is thrown away and made anew from these settings, so the slot at hand is not enough.
        downloader.per_slot_settings[host] = {"delay": delay, "concurrency": 1, "jitter": 0.0}
        slot = downloader.slots[host]
        slot.delay, slot.concurrency = delay, 1
        self.delays[host] = delay

    def downloaded(self, request: Request) -> None:
        downloader = self.crawler.engine.downloader
        host = downloader.get_slot_key(request)
        if host in self.delays and host in downloader.slots:
            downloader.slots[host].delay = max(downloader.slots[host].delay, self.delays[host])


class TellRun:
    """Tells the run of pages that would be lost without a word: our own code failed, a redirect led to a page twice."""

    def __init__(self, crawler: Crawler) -> None:
        crawler.signals.connect(self.failed, signal=signals.item_error)
        crawler.signals.connect(self.failed, signal=signals.spider_error)
        crawler.signals.connect(self.dropped, signal=signals.request_dropped)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> TellRun:
        return cls(crawler)

    def failed(self, failure: Failure, response: Any, spider: SiteSpider) -> None:
        url = response.url if isinstance(response, Response) else spider.site.home
        spider.run.broke(url, repr(failure.value))
        if isinstance(response, Response):
            self.tell(response, "failed", f"our own code failed: {failure.value!r}", spider)

    def dropped(self, request: Request, spider: SiteSpider) -> None:
        if "redirect_urls" in request.meta:
            self.tell(request, "moved", f"it redirects to {request.url}, which was asked for already", spider)

    def tell(self, about: Request | Response, outcome: Outcome, reason: str, spider: SiteSpider) -> None:
        if sighting := about.meta.get("sighting"):
            spider.looked(sighting, outcome, reason)
        else:
            spider.run.miss(asked_for(about), outcome, reason)


class CountRequests:
    """Counts for the run what was asked of the site, redirects and further attempts included."""

    def __init__(self, crawler: Crawler) -> None:
        crawler.signals.connect(self.sent, signal=signals.request_reached_downloader)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> CountRequests:
        return cls(crawler)

    def sent(self, request: Request, spider: Spider) -> None:
        # What no ask of ours stands behind, Scrapy asked for by itself.
        if not isinstance(spider, SiteSpider):
            return
        ask: Ask | None = request.meta.get("ask")
        spider.run.requests[ask.what if ask else "robots"] += 1


class ShowProgress:
    """A line on a terminal that says how far the crawl is; nothing elsewhere."""

    def __init__(self, crawler: Crawler) -> None:
        if not sys.stderr.isatty():
            raise NotConfigured
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("pages"))
        self.progress = Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True)
        self.task = self.progress.add_task("", total=None)
        connect = crawler.signals.connect
        connect(self.opened, signal=signals.spider_opened)
        connect(self.closed, signal=signals.spider_closed)
        # A page that is as it was gives no item, a response that is read gives one later.
        for signal in (signals.item_scraped, signals.item_dropped, signals.item_error, signals.response_received):
            connect(self.moved, signal=signal)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ShowProgress:
        return cls(crawler)

    def opened(self, spider: SiteSpider) -> None:
        self.progress.update(self.task, description=spider.name)
        self.progress.start()

    def moved(self, spider: SiteSpider) -> None:
        looked_at, asked = sum(spider.run.outcomes.values()), spider.search.articles_asked
        self.progress.update(self.task, completed=looked_at, total=spider.arguments.limit or asked)

    def closed(self) -> None:
        self.progress.stop()
