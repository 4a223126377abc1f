"""The item pipelines: from a fetched page, which is kept already, to a line of the archive, over pure functions."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar, NamedTuple

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem, NotConfigured

from hanoitv_scraper.archive.run import Run
from hanoitv_scraper.errors import ArchiveDamaged, CannotWrite, NeedsJavaScript, NotAnArticle
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
from hanoitv_scraper.extract.hits import find_hits
from hanoitv_scraper.items import Article, Outcome, Page, Sighting
from hanoitv_scraper.reread import read_again
from hanoitv_scraper.spiders.site_spider import SiteSpider


class _OfRun:
    """A pipeline that tells the run what became of a page; when nothing can be written, the run stops the crawl."""

    def __init__(self, crawler: Crawler) -> None:
        if not isinstance(crawler.spider, SiteSpider):
            # `scrapy shell` and `scrapy fetch` look at pages without a run that could keep them.
            raise NotConfigured
        self.site = crawler.spider.site
        self.bounds = crawler.spider.arguments.bounds
        self.run: Run = crawler.spider.run

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Any:
        return cls(crawler)

    def sight(self, sighting: Sighting, outcome: Outcome, reason: str | None = None) -> None:
        try:
            self.run.sight(replace(sighting, outcome=outcome, reason=reason))
        except CannotWrite as error:
            raise DropItem(str(error)) from error


class _Reader(_OfRun):
    """A step of reading; a page that turns out to be no article is dropped, counted and named."""

    step: ClassVar[Step]

    def process_item(self, item: Reading) -> Reading:
        try:
            return type(self).step(item)
        except NotAnArticle as error:
            raise self.drop(item.page, error) from error

    def drop(self, page: Page, error: NotAnArticle) -> DropItem:
        sighting = sighting_of(page)
        elsewhere = "" if page.url == sighting.url else f"it redirects to {page.url}: "
        outcome: Outcome = "javascript" if isinstance(error, NeedsJavaScript) else "unread"
        self.sight(sighting, outcome, elsewhere + error.reason)
        return DropItem(str(error))


class Parse(_Reader):
    def process_item(self, item: Page) -> Reading:  # type: ignore[override]  # the first step is what makes the reading
        try:
            reading = begin(item, self.site)
            check_address(reading.article.url, self.site)
            return reading
        except NotAnArticle as error:
            raise self.drop(item, error) from error


class Title(_Reader):
    step = with_title


class Timestamp(_Reader):
    step = with_timestamp


class WithinBounds(_OfRun):
    """Drops an article that was published before or after what the crawl was asked for."""

    def process_item(self, item: Reading) -> Reading:
        published = item.article.timestamp
        if self.bounds.holds(published):
            return item
        sighting = replace(sighting_of(item.page), published=published)
        self.sight(sighting, "outside", f"published {published:%Y-%m-%d %H:%M}" if published else "tells no date")
        raise DropItem(f"outside of what was asked for: {item.page.url}")


class Body(_Reader):
    step = with_body


class QuotedOfficials(_Reader):
    step = with_quoted_officials


class Keywords(_Reader):
    step = with_keywords


class Compared(NamedTuple):
    """An article's new versions, and the look that brought them."""

    sighting: Sighting
    lines: tuple[Article, ...]
    outcome: Outcome


class SameAsBefore(_OfRun):
    """Drops an article that the archive holds as it is, and numbers the others."""

    def process_item(self, item: Reading) -> Compared:
        article, sighting = finish(item), sighting_of(item.page)
        self.run.note_hits(find_hits(item.document))
        if article.id != sighting.id:
            self.sight(sighting, "moved", f"another article is there: {article.url}")
            sighting = replace(sighting, id=article.id, url=article.url)
        try:
            lines, outcome = self.run.compare(article, self.read_again)
        except CannotWrite as error:
            raise DropItem(str(error)) from error
        except ArchiveDamaged as error:
            self.sight(sighting, "failed", f"what is known of it cannot be read: {error}")
            raise DropItem(str(error)) from error
        if outcome == "same":
            self.sight(sighting, outcome)
            raise DropItem(f"same as before: {article.url}")
        return Compared(sighting, lines, outcome)

    def read_again(self, before: Article) -> Article | None:
        """Return the stored page as today's rules read it; None where they see no article there, or another one.

        What they see now is compared with what was read then.
        """
        try:
            again = read_again(self.run.root, before, self.site)
        except NotAnArticle:
            return None
        return again if again and again.id == before.id else None


class Store(_OfRun):
    """Writes the lines, and that they were written."""

    def process_item(self, item: Compared) -> dict[str, Any]:
        try:
            self.run.store(item.lines)
        except CannotWrite as error:
            raise DropItem(str(error)) from error
        self.sight(item.sighting, item.outcome)
        return item.lines[-1].to_dict()


def sighting_of(page: Page) -> Sighting:
    if page.sighting is None:
        raise RuntimeError(f"{page.url}: the archive takes pages that a run has kept")
    return page.sighting
