"""Pages: what stands at which path, not yet rendered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from tests.newsroom import doors, lists
from tests.newsroom.chrome import PRIVATE, document
from tests.newsroom.first_story import HANOI
from tests.newsroom.life import Holdings
from tests.newsroom.manner import Manner
from tests.newsroom.markup import article_page
from tests.newsroom.paging import page_address
from tests.newsroom.redesign import redesigned_page
from tests.newsroom.stories import Story
from tests.newsroom.trap_pages import standing_traps
from tests.newsroom.wordlists import sections

HTML = "text/html; charset=utf-8"
XML = "application/xml; charset=utf-8"
GZIP = "application/gzip"
"""Packed as a file, not for the way: there is no Content-Encoding."""
PLAIN = "text/plain; charset=utf-8"
OPENED = datetime(2021, 9, 1, tzinfo=HANOI)


@dataclass(frozen=True, slots=True)
class Page:
    type: str
    render: Callable[[], str]
    modified: datetime | None
    """When what is on it last changed."""


def make_pages(held: Holdings, manner: Manner) -> dict[str, Page]:
    """Return every page by its path, with its query where that makes it another page."""
    pages = {
        **standing_pages(manner),
        **index_pages(held, manner),
        **section_pages(held, manner),
        **{story.path: story_page(story, manner) for story in held.stories},
        **(trap_pages(held, manner) if manner.traps else {}),
    }
    if manner.redesigned is None:
        return pages
    return {path: redated(page, manner.redesigned) for path, page in pages.items()}


def redated(page: Page, redesigned: datetime) -> Page:
    """Return a page as one that was changed by a redesign, if people look at it; what is for machines was not."""
    if page.type != HTML or page.modified is None:
        return page
    return replace(page, modified=max(page.modified, redesigned))


def trap_pages(held: Holdings, manner: Manner) -> dict[str, Page]:
    newest = held.stories[::-1]
    modified = last_change(newest, held)
    return {path: Page(HTML, render, modified) for path, render in standing_traps(newest, manner).items()}


def story_page(story: Story, manner: Manner) -> Page:
    make = redesigned_page if manner.redesigned else article_page
    return Page(HTML, partial(make, story), story.lastmod)


def standing_pages(manner: Manner) -> dict[str, Page]:
    """Return the pages that are no story's, and the one that no polite crawler fetches."""
    draft = Story(number=999001, title="Bản thảo chưa duyệt", published=OPENED, lead="Tin lưu hành nội bộ.")
    return {
        "/robots.txt": Page(PLAIN, partial(doors.robots, manner), OPENED),
        "/gioi-thieu.html": Page(HTML, partial(notice, "Giới thiệu"), OPENED),
        "/lien-he.html": Page(HTML, partial(notice, "Liên hệ"), OPENED),
        "/tim-kiem": Page(HTML, partial(notice, "Tìm kiếm"), OPENED),
        PRIVATE: story_page(draft, manner),
    }


def notice(title: str) -> str:
    """Return a page that says no more than its title."""
    return document(f"{title} - HanoiTV", "", f"<h2>{title}</h2>\n")


def last_change(stories: Sequence[Story], held: Holdings, section: tuple[str, ...] = ()) -> datetime:
    """Return when the list of `stories`, those of a section or all, was last another."""
    changes = [former.until for former in held.former if is_in(former.story, section)]
    return max((*(story.lastmod for story in stories), *changes), default=OPENED)


def is_in(story: Story, section: tuple[str, ...]) -> bool:
    """Tell whether a story is listed in a section; that holds those of the sections within it too."""
    return story.section[: len(section)] == section


def index_pages(held: Holdings, manner: Manner) -> dict[str, Page]:
    """Return home and feeds, those that nothing links to included."""
    newest = held.stories[::-1]
    modified = last_change(newest, held)
    return {
        "/": Page(HTML, partial(lists.home_page, newest, manner), modified),
        "/rss/trang-chu.rss": Page(XML, partial(doors.feed, newest), modified),
        "/rss/trang-chu.atom": Page(XML, partial(doors.atom, newest, modified), modified),
        "/rss/hong.rss": Page(XML, partial(doors.broken_feed, newest), modified),
        "/news-sitemap.xml": Page(XML, partial(doors.news_sitemap, newest), modified),
        **sitemap_pages(held, newest, manner),
    }


def sitemap_pages(held: Holdings, newest: Sequence[Story], manner: Manner) -> dict[str, Page]:
    """Return the one sitemap, or an index and its parts: of more stories than one holds, and of packed parts."""
    maps = doors.sitemap_parts(newest)
    if len(maps) <= 1 and not manner.gzip:
        return {"/sitemap.xml": Page(XML, partial(doors.sitemap, newest), last_change(newest, held))}
    ending, type = (".xml.gz", GZIP) if manner.gzip else (".xml", XML)
    pages = {
        f"/sitemap-{number}{ending}": Page(type, partial(doors.sitemap, stories), last_change(stories, held))
        for number, stories in enumerate(maps, start=1)
    }
    parts = {path: max(story.lastmod for story in stories) for path, stories in zip(pages, maps, strict=True)}
    index = Page(XML, partial(doors.sitemap_index, parts), last_change(newest, held))
    return {"/sitemap.xml": index, **pages}


def section_pages(held: Holdings, manner: Manner) -> dict[str, Page]:
    """Return every page of every section's list."""
    pages = {}
    for section in sections():
        names = lists.section_names(section)
        stories = [story for story in reversed(held.stories) if is_in(story, names)]
        modified = last_change(stories, held, names)
        for page in range(1, lists.page_count(stories) + 1):
            whole = partial(lists.section_page, section, page, stories, manner)
            bare = page > 1 and manner.paging == "timeline"
            render = partial(lists.fragment, stories, page, manner) if bare else whole
            pages[page_address(manner.paging, section, page)] = Page(HTML, render, modified)
            pages.setdefault(f"/{section}", Page(HTML, whole, modified))
    return pages
