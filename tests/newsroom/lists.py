"""The pages of links that lead to stories: home and paged section lists."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from tests.newsroom.chrome import breadcrumb, document, latest_box
from tests.newsroom.manner import Manner
from tests.newsroom.paging import page_address, way_on
from tests.newsroom.stories import SITE, Story
from tests.newsroom.traps import trap_links
from tests.newsroom.wordlists import sections

PAGE = 20
"""Stories on a page of a list."""


def teaser(story: Story, *, dates: bool) -> str:
    """Return a list's entry: a thumbnail and the title, both leading to the story, by more forms of its URL."""
    title, path = escape(story.title), story.path
    href = {0: f"{SITE}{path}", 1: f"{path}#binh-luan", 2: f"{path}?utm_source=trang-chu"}.get(story.number % 11, path)
    thumb = f'<img src="http://media.hanoitv.vn/files/thumb/{story.number}.jpg" alt="{title}">'
    date = f' <span class="date">{story.published:%d/%m/%Y}</span>' if dates else ""
    return f"""<li><a class="thumb" href="{path}">{thumb}</a>
<h3><a href="{href}" title="{title}">{title}</a></h3>{date}
<p>{escape(story.lead or "")}</p></li>"""


def card(story: Story, *, dates: bool) -> str:
    """Return a list's entry after the redesign."""
    title, path = escape(story.title), story.path
    date = f"<time>{story.published:%d/%m/%Y}</time>" if dates else ""
    return f"""<article class="the-bai"><h2><a href="{path}">{title}</a></h2>{date}
<p>{escape(story.lead or "")}</p></article>"""


def entries(stories: Sequence[Story], manner: Manner) -> str:
    make = card if manner.redesigned else teaser
    return "\n".join(make(story, dates=manner.dates) for story in stories)


def teasers(stories: Sequence[Story], manner: Manner) -> str:
    if manner.redesigned:
        return f'<div class="luoi">\n{entries(stories, manner)}\n</div>\n'
    return f'<ul class="list-news">\n{entries(stories, manner)}\n</ul>\n'


def box(stories: Sequence[Story], *, dates: bool) -> str:
    """Return the list beside a list: nothing where lists tell no dates, as it does to the minute."""
    return latest_box(tuple(story.link for story in stories)) if dates else ""


def home_page(stories: Sequence[Story], manner: Manner) -> str:
    """Return the home page; `stories` come the newest first."""
    older = box(stories[PAGE : PAGE + 10], dates=manner.dates)
    newest = teasers(stories[:PAGE], manner)
    main = f'<h1 class="logo"><a href="/">HanoiTV</a></h1>\n{newest}{older}'
    head = f'<link rel="canonical" href="{SITE}/">\n{advertised(manner.feeds)}'
    return document("HanoiTV - Trang chủ", head, main + trap_links(stories[:PAGE], manner.traps))


def advertised(feeds: Sequence[str]) -> str:
    """Return the head's links to the feeds at these paths."""
    return "".join(
        f'<link rel="alternate" type="application/{"atom" if path.endswith(".atom") else "rss"}+xml" href="{path}">\n'
        for path in feeds
    )


def page_count(stories: Sequence[Story]) -> int:
    return max(1, -(-len(stories) // PAGE))


def page_of(stories: Sequence[Story], page: int) -> Sequence[Story]:
    """Return the stories on a page of a list, counted from 1."""
    return stories[(page - 1) * PAGE : page * PAGE]


def section_page(section: str, page: int, stories: Sequence[Story], manner: Manner) -> str:
    """Return one page of a section's list; `stories` are all of the section's, the newest first."""
    here = page_of(stories, page)
    more = way_on(manner.paging, section, page, page_count(stories))
    trail, beside = breadcrumb(section_names(section)), box(stories[:5], dates=manner.dates)
    main = f"{trail}\n{teasers(here, manner)}{more}{beside}"
    head = f'<link rel="canonical" href="{SITE}{page_address(manner.paging, section, page)}">\n'
    return document(f"{sections()[section]} - HanoiTV", head, main + trap_links(here, manner.traps))


def fragment(stories: Sequence[Story], page: int, manner: Manner) -> str:
    """Return what a script puts below a list: entries, and nothing round them."""
    return entries(page_of(stories, page), manner)


def section_names(section: str) -> tuple[str, ...]:
    """Return the names of a section and the one it lies in, the outer one first."""
    outer = section.partition("/")[0]
    return tuple(dict.fromkeys((sections()[outer], sections()[section])))
