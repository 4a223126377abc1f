"""The item pipelines: from a fetched page to a line of the archive, one step each, over pure functions."""

from __future__ import annotations

import asyncio
from typing import Any, ClassVar

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from hanoitv_scraper.archive.run import Run
from hanoitv_scraper.archive.run_file import Outcome
from hanoitv_scraper.errors import CannotWrite, NotAnArticle
from hanoitv_scraper.extract.address import check_address
from hanoitv_scraper.extract.article import (
    Reading,
    Step,
    begin,
    finish,
    with_body,
    with_keywords,
    with_quoted_officials,
    with_timestamp,
    with_title,
)
from hanoitv_scraper.items import Article, Page
from hanoitv_scraper.spiders.site_spider import SiteSpider


class _OfRun:
    """A pipeline that tells the run what became of a page."""

    def __init__(self, crawler: Crawler) -> None:
        if not isinstance(crawler.spider, SiteSpider) or crawler.spider.run is None:
            raise RuntimeError("the archive's pipelines need a run: start the spider with `scrapy crawl`")
        self.crawler = crawler
        self.site = crawler.spider.site
        self.run: Run = crawler.spider.run

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Any:
        return cls(crawler)


class _Reader(_OfRun):
    """A step of reading; a page that turns out to be no article is dropped, counted and named."""

    step: ClassVar[Step]

    def process_item(self, item: Reading) -> Reading:
        try:
            return type(self).step(item)
        except NotAnArticle as error:
            raise self.drop(error) from error

    def drop(self, error: NotAnArticle) -> DropItem:
        self.run.miss(error.url, "unread", error.reason)
        return DropItem(str(error))


class Parse(_Reader):
    def process_item(self, item: Page) -> Reading:  # type: ignore[override]  # the first step is what makes the reading
        try:
            reading = begin(item, self.site)
            check_address(reading.article.url, self.site)
            return reading
        except NotAnArticle as error:
            raise self.drop(error) from error


class Title(_Reader):
    step = with_title


class Timestamp(_Reader):
    step = with_timestamp


class Body(_Reader):
    step = with_body


class QuotedOfficials(_Reader):
    step = with_quoted_officials


class Keywords(_Reader):
    step = with_keywords


class SameAsBefore(_OfRun):
    """Drops an article that the archive holds as it is, and numbers the others."""

    def process_item(self, item: Reading) -> tuple[Article, Outcome]:
        article, outcome = self.run.compare(finish(item))
        if outcome == "same":
            raise DropItem(f"same as before: {article.url}")
        return article, outcome


class Store(_OfRun):
    """Writes the line; when the disk is full the crawl ends."""

    def process_item(self, item: tuple[Article, Outcome]) -> dict[str, Any]:
        try:
            self.run.store(*item)
        except CannotWrite as error:
            self._closing = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason="cannot write"))
            raise DropItem(str(error)) from error
        return item[0].to_dict()
