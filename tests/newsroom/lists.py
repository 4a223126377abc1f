"""The pages that lead to stories: home, paged section lists, feed, sitemaps, robots.txt."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from tests.newsroom.chrome import breadcrumb, document, latest_box
from tests.newsroom.stories import SITE, Link, Story
from tests.newsroom.wordlists import sections

PAGE = 20
"""Stories on a page of a list."""
FEED = 50
SITEMAP = 1_000
"""Stories in a sitemap; beyond that there is an index of several."""


def teaser(story: Story) -> str:
    """Return a list's entry: a thumbnail and the title, both leading to the story, by more forms of its URL."""
    title, path = escape(story.title), story.path
    href = {0: f"{SITE}{path}", 1: f"{path}#binh-luan", 2: f"{path}?utm_source=trang-chu"}.get(story.number % 11, path)
    thumb = f'<img src="http://media.hanoitv.vn/files/thumb/{story.number}.jpg" alt="{title}">'
    return f"""<li><a class="thumb" href="{path}">{thumb}</a>
<h3><a href="{href}" title="{title}">{title}</a></h3> <span class="date">{story.published:%d/%m/%Y}</span>
<p>{escape(story.lead or "")}</p></li>"""


def teasers(stories: Sequence[Story]) -> str:
    return '<ul class="list-news">\n' + "\n".join(map(teaser, stories)) + "\n</ul>\n"


def home_page(stories: Sequence[Story]) -> str:
    """Return the home page; `stories` come the newest first."""
    older = latest_box(links(stories[PAGE : PAGE + 10]))
    main = f'<h1 class="logo"><a href="/">HanoiTV</a></h1>\n{teasers(stories[:PAGE])}{older}'
    return document("HanoiTV - Trang chủ", f'<link rel="canonical" href="{SITE}/">\n', main)


def links(stories: Sequence[Story]) -> tuple[Link, ...]:
    return tuple(story.link for story in stories)


def page_count(stories: Sequence[Story]) -> int:
    return max(1, -(-len(stories) // PAGE))


def page_address(section: str, page: int) -> str:
    """Return the path of a list's page, counted from 1."""
    return f"/{section}" if page == 1 else f"/{section}/trang-{page}"


def paging(section: str, page: int, last: int) -> str:
    """Return the numbered links round `page`, with the first, the last and, before the last page, the next."""
    near = sorted({1, last, *range(max(1, page - 2), min(last, page + 2) + 1)})
    numbers = " ".join(
        f'<a class="active" href="javascript:void(0)">{number}</a>'
        if number == page
        else f'<a href="{page_address(section, number)}">{number}</a>'
        for number in near
    )
    following = f' <a class="next" rel="next" href="{page_address(section, page + 1)}">Trang sau</a>'
    return f'<div class="paging">{numbers}{following if page < last else ""}</div>\n' if last > 1 else ""


def section_page(section: str, page: int, stories: Sequence[Story]) -> str:
    """Return one page of a section's list; `stories` are all of the section's, the newest first."""
    here = stories[(page - 1) * PAGE : page * PAGE]
    main = breadcrumb(section_names(section)) + "\n" + teasers(here) + paging(section, page, page_count(stories))
    head = f'<link rel="canonical" href="{SITE}{page_address(section, page)}">\n'
    return document(f"{sections()[section]} - HanoiTV", head, main + latest_box(links(stories[:5])))


def section_names(section: str) -> tuple[str, ...]:
    """Return the names of a section and the one it lies in, the outer one first."""
    outer = section.partition("/")[0]
    return tuple(dict.fromkeys((sections()[outer], sections()[section])))


def feed(stories: Sequence[Story]) -> str:
    items = "\n".join(
        f"<item><title>{escape(story.title)}</title><link>{story.url}</link><guid>{story.url}</guid>"
        f"<pubDate>{story.published:%a, %d %b %Y %H:%M:%S %z}</pubDate>"
        f"<description>{escape(story.lead or '')}</description></item>"
        for story in stories[:FEED]
    )
    return f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>HanoiTV</title><link>{SITE}/</link><description>Tin mới</description>
{items}
</channel></rss>
"""


def sitemap(stories: Sequence[Story]) -> str:
    urls = "\n".join(
        f"<url><loc>{story.url}</loc><lastmod>{story.published.isoformat()}</lastmod></url>" for story in stories
    )
    return f"""<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
{urls}
</urlset>
"""


def sitemap_index(stories: Sequence[Story]) -> str:
    """Return the index of the sitemaps, each of up to 1,000 stories, the newest first."""
    firsts = stories[::SITEMAP]
    maps = "\n".join(
        f"<sitemap><loc>{SITE}/sitemap-{number}.xml</loc><lastmod>{story.published.isoformat()}</lastmod></sitemap>"
        for number, story in enumerate(firsts, start=1)
    )
    return f"""<?xml version="1.0" encoding="utf-8"?>
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
{maps}
</sitemapindex>
"""


def robots(crawl_delay: float | None) -> str:
    delay = "" if crawl_delay is None else f"Crawl-delay: {crawl_delay:g}\n"
    return f"User-agent: *\nDisallow: /noi-bo/\nDisallow: /tim-kiem\n{delay}Sitemap: {SITE}/sitemap.xml\n"
