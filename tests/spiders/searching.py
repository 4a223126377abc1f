"""A search driven without Scrapy, over a newsroom without HTTP: every page it asks for is answered at once.

What a page's reading would give comes from the newsroom's truth, so that thousands of articles take seconds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

from hanoitv_scraper.archive.run import Run
from hanoitv_scraper.archive.run_file import RunFile
from hanoitv_scraper.items import Article, Outcome, ReadBy
from hanoitv_scraper.sites import Site
from hanoitv_scraper.sites.site_file import parse_site_file
from hanoitv_scraper.spiders.arguments import Arguments, read_arguments
from hanoitv_scraper.spiders.search import Ask, Search
from tests.archive.runs import exchange, look, opened
from tests.newsroom.site import Answer
from tests.newsroom.site import Site as NewsroomSite
from tests.newsroom.stories import Story, truth

FILE = """
title = "HanoiTV"
home = "http://hanoitv.vn"
hosts = ["www.hanoitv.vn"]
[find]
{find}
[urls]
article = '-(?P<id>d\\d+)\\.html$'
video = '-(?P<id>v\\d+)\\.html$'
audio = '-(?P<id>a\\d+)\\.html$'
[crawl]
{crawl}
"""
LISTS = 'pages = ["/"]\nadvertised = false'
FILES = 'feeds = ["/rss/trang-chu.rss"]\nsitemaps = ["/sitemap.xml"]\nadvertised = false'
BOTH = 'pages = ["/"]\nfeeds = ["/rss/trang-chu.rss"]\nsitemaps = ["/sitemap.xml"]'


class KilledError(Exception):
    """The run dies, and nothing of it is sealed."""


def site_of(find: str = LISTS, crawl: str = "") -> Site:
    """Return the site of a file that finds and crawls as told, in TOML."""
    return parse_site_file("hanoitv", FILE.format(find=find, crawl=crawl).encode(), {})


class Driver:
    """Fetches for a search what it asks for."""

    def __init__(
        self, newsroom: NewsroomSite, run: Run, arguments: Arguments, dies_after: int | None, fails: frozenset[str]
    ) -> None:
        self.newsroom = newsroom
        self.fails = fails
        self.run = run
        self.arguments = arguments
        self.left = dies_after
        self.undated = False
        self.stories = {story.path: story for story in newsroom.stories}

    def drive(self, search: Search) -> None:
        asks = search.starts()
        while asks:
            for ask in asks:
                self.fetch(search, ask)
            asks = search.next_round()
        search.close()

    def fetch(self, search: Search, ask: Ask) -> None:
        self.run.requests[ask.what] += 1
        url, answer = self.answer(ask.url)
        if ask.what == "article":
            self.take_page(search, ask, url, answer)
        elif answer.status != 200:
            if ask.walk:
                search.list_failed(ask.walk, "gone" if answer.status in (404, 410) else "failed")
        elif ask.walk:
            search.list_came(ask.walk, answer.body, url, None)
        else:
            list(search.file_came(ask.what, ask.url, answer.body))

    def answer(self, url: str) -> tuple[str, Answer]:
        parts = urlsplit(url)
        if parts.path in self.fails:
            return url, Answer(status=500)
        answer = self.newsroom.answer(parts.path, parts.query)
        if answer.location:
            return self.answer(f"{parts.scheme}://{parts.netloc}{answer.location}")
        return url, answer

    def take_page(self, search: Search, ask: Ask, url: str, answer: Answer) -> None:
        if self.left is not None:
            self.left -= 1
            if self.left < 0:
                raise KilledError
        story = self.stories.get(urlsplit(url).path)
        if answer.status != 200 or story is None:
            search.article_failed()
            # What is no story's is the one page that robots.txt forbids.
            self.sight(ask, "forbidden" if story is None and answer.status == 200 else "gone")
            return
        article = replace(to_article(story), timestamp=None) if self.undated else to_article(story)
        if self.arguments.bounds.holds(article.timestamp):
            look(self.run, article, page=repr(article))
        else:
            self.sight(ask, "outside", article.timestamp)

    def sight(self, ask: Ask, outcome: Outcome, published: datetime | None = None) -> None:
        kept = self.run.keep(exchange(ask.url, outcome.encode(), self.run.clock()), ask.id, ask.url)
        self.run.sight(replace(kept, outcome=outcome, published=published))


def to_article(story: Story) -> Article:
    told = truth(story)
    return Article(
        id=told["id"], site="hanoitv", url=told["url"], title=told["title"], body=told["body"], kind=told["kind"],
        timestamp=datetime.fromisoformat(told["timestamp"]), read_by=ReadBy(version="0.1.0", rules="sha256:r"),
    )  # fmt: skip


def search(
    root: Path,
    newsroom: NewsroomSite,
    site: Site,
    now: datetime,
    given: Mapping[str, str] = MappingProxyType({}),
    *,
    dies_after: int | None = None,
    fails: frozenset[str] = frozenset(),
    tells: Mapping[str, Story] = MappingProxyType({}),
    undated: bool = False,
) -> RunFile:
    """Take a whole run over a newsroom at a time, with what is `given` as `-a`, and return its run file.

    Paths that are to fail answer 500; a page may tell another story than lists do, and may tell no date. Raises
    KilledError where it is to die, after so many articles.
    """
    arguments = read_arguments(given)
    newsroom.forget()
    with opened(root, now=now) as run:
        driver = Driver(newsroom, run, arguments, dies_after, fails)
        driver.stories.update(tells)
        driver.undated = undated
        driver.drive(Search(site, arguments, run))
        return run.seal("finished", 0, None)
