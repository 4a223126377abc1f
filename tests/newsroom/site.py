"""The site: which answer stands at which path."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache, partial
from typing import NamedTuple

from tests.newsroom import lists
from tests.newsroom.chrome import PRIVATE, document
from tests.newsroom.first_story import HANOI
from tests.newsroom.markup import article_page
from tests.newsroom.stories import Story, truth
from tests.newsroom.wordlists import sections

HTML = "text/html; charset=utf-8"
XML = "application/xml; charset=utf-8"
PLAIN = "text/plain; charset=utf-8"
JSON = "application/json; charset=utf-8"
OPENED = datetime(2021, 9, 1, tzinfo=HANOI)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a path holds, ready to be sent."""

    status: int = 200
    type: str
    body: bytes
    etag: str = ""
    modified: datetime | None = None


class Page(NamedTuple):
    """A page not yet rendered; `modified` is when the newest story on it came out."""

    type: str
    render: Callable[[], str]
    modified: datetime | None


class Site:
    """Stories and the pages made of them; pages are rendered when first asked for."""

    def __init__(self, stories: Sequence[Story], crawl_delay: float | None = None) -> None:
        self.stories = tuple(stories)
        self.newest = self.stories[::-1]
        self.requests: Counter[str] = Counter()
        """How often each path was asked for; the newsroom's own `/_newsroom/` left out."""
        self.pages = {
            **standing_pages(crawl_delay),
            **index_pages(self.newest),
            **section_pages(self.newest),
            **{story.path: story_page(story) for story in self.stories},
        }
        self.answer_page = lru_cache(maxsize=10_000)(self.render)

    def answer(self, path: str) -> Answer:
        """Return what stands at `path` and count that it was asked for."""
        if path == "/_newsroom/requests":
            return Answer(type=JSON, body=json.dumps(self.requests, sort_keys=True).encode())
        if path == "/_newsroom/truth":
            return Answer(type=PLAIN, body=self.truth_lines().encode())
        self.requests[path] += 1
        return self.answer_page(path) if path in self.pages else not_found()

    def render(self, path: str) -> Answer:
        page = self.pages[path]
        body = page.render().encode()
        etag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
        return Answer(type=page.type, body=body, etag=etag, modified=page.modified)

    def truth_lines(self) -> str:
        """Return the truth about every story, one JSON object a line, the oldest first."""
        return "".join(json.dumps(truth(story), ensure_ascii=False) + "\n" for story in self.stories)


def story_page(story: Story) -> Page:
    return Page(HTML, partial(article_page, story), story.published)


def standing_pages(crawl_delay: float | None) -> dict[str, Page]:
    """Return the pages that are no story's, and the one that no polite crawler fetches."""
    draft = Story(number=999001, title="Bản thảo chưa duyệt", published=OPENED, lead="Tin lưu hành nội bộ.")
    return {
        "/robots.txt": Page(PLAIN, partial(lists.robots, crawl_delay), OPENED),
        "/gioi-thieu.html": Page(HTML, partial(notice, "Giới thiệu"), OPENED),
        "/lien-he.html": Page(HTML, partial(notice, "Liên hệ"), OPENED),
        "/tim-kiem": Page(HTML, partial(notice, "Tìm kiếm"), OPENED),
        PRIVATE: story_page(draft),
    }


def notice(title: str) -> str:
    """Return a page that says no more than its title."""
    return document(f"{title} - HanoiTV", "", f"<h2>{title}</h2>\n")


def index_pages(newest: Sequence[Story]) -> dict[str, Page]:
    """Return home, feed and sitemaps."""
    modified = newest[0].published if newest else OPENED
    maps = [newest[start : start + lists.SITEMAP] for start in range(0, len(newest), lists.SITEMAP)]
    pages = {
        "/": Page(HTML, partial(lists.home_page, newest), modified),
        "/rss/trang-chu.rss": Page(XML, partial(lists.feed, newest), modified),
    }
    if len(maps) <= 1:
        return {**pages, "/sitemap.xml": Page(XML, partial(lists.sitemap, newest), modified)}
    pages["/sitemap.xml"] = Page(XML, partial(lists.sitemap_index, newest), modified)
    for number, stories in enumerate(maps, start=1):
        pages[f"/sitemap-{number}.xml"] = Page(XML, partial(lists.sitemap, stories), stories[0].published)
    return pages


def section_pages(newest: Sequence[Story]) -> dict[str, Page]:
    """Return every page of every section's list; a section holds those of the sections within it too."""
    pages = {}
    for section in sections():
        names = lists.section_names(section)
        stories = [story for story in newest if story.section[: len(names)] == names]
        modified = stories[0].published if stories else OPENED
        for page in range(1, lists.page_count(stories) + 1):
            render = partial(lists.section_page, section, page, stories)
            pages[lists.page_address(section, page)] = Page(HTML, render, modified)
    return pages


def not_found() -> Answer:
    return Answer(status=404, type=HTML, body=notice("Không tìm thấy trang").encode())
