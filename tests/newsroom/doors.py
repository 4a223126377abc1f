"""The doors other than lists: feeds, sitemaps, and robots.txt, which names them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from html import escape

from tests.newsroom.manner import Manner
from tests.newsroom.stories import SITE, Story

FEED = 50
NEWS = 100
"""Stories in the news sitemap."""
SITEMAP = 1_000
"""Stories in a sitemap; beyond that there is an index of several."""


def feed(stories: Sequence[Story]) -> str:
    """Return the newest of `stories`, which come the newest first, as RSS."""
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


def broken_feed(stories: Sequence[Story]) -> str:
    """Return the same as a newsroom's own script writes it: nothing is escaped, and it ends within the last item."""
    items = "\n".join(
        f"<item><title>{story.title} & tin khác</title><link>{story.url}</link>"
        f"<pubDate>{story.published:%a, %d %b %Y %H:%M:%S %z}</pubDate></item>"
        for story in stories[:FEED]
    )
    return f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>HanoiTV</title><link>{SITE}/</link><description>Tin nhanh & mới</description>
{items.removesuffix("</item>")}"""


def atom(stories: Sequence[Story], modified: datetime) -> str:
    """Return the newest as an Atom feed."""
    entries = "\n".join(
        f'<entry><title>{escape(story.title)}</title><link rel="alternate" href="{story.url}"/><id>{story.url}</id>'
        f"<published>{story.published.isoformat()}</published><updated>{story.lastmod.isoformat()}</updated>"
        f"<summary>{escape(story.lead or '')}</summary></entry>"
        for story in stories[:FEED]
    )
    return f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>HanoiTV</title><id>{SITE}/</id><link href="{SITE}/"/>
<link rel="self" href="{SITE}/rss/trang-chu.atom"/><updated>{modified.isoformat()}</updated>
{entries}
</feed>
"""


def sitemap_parts(stories: Sequence[Story]) -> list[Sequence[Story]]:
    return [stories[start : start + SITEMAP] for start in range(0, len(stories), SITEMAP)]


def sitemap(stories: Sequence[Story]) -> str:
    urls = "\n".join(
        f"<url><loc>{story.url}</loc><lastmod>{story.lastmod.isoformat()}</lastmod></url>" for story in stories
    )
    return f"""<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
{urls}
</urlset>
"""


def sitemap_index(parts: dict[str, datetime]) -> str:
    """Return the index of the sitemaps at these paths, with when each was last another."""
    maps = "\n".join(
        f"<sitemap><loc>{SITE}{path}</loc><lastmod>{modified.isoformat()}</lastmod></sitemap>"
        for path, modified in parts.items()
    )
    return f"""<?xml version="1.0" encoding="utf-8"?>
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
{maps}
</sitemapindex>
"""


def news_sitemap(stories: Sequence[Story]) -> str:
    """Return the newest with their titles and when they came out."""
    urls = "\n".join(
        f"<url><loc>{story.url}</loc><news:news>"
        "<news:publication><news:name>HanoiTV</news:name><news:language>vi</news:language></news:publication>"
        f"<news:publication_date>{story.published.isoformat()}</news:publication_date>"
        f"<news:title>{escape(story.title)}</news:title></news:news></url>"
        for story in stories[:NEWS]
    )
    return f"""<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
{urls}
</urlset>
"""


def robots(manner: Manner) -> str:
    delay = "" if manner.crawl_delay is None else f"Crawl-delay: {manner.crawl_delay:g}\n"
    named = {"sitemap.xml": manner.robots_sitemap, "news-sitemap.xml": manner.news}
    maps = "".join(f"Sitemap: {SITE}/{name}\n" for name, wanted in named.items() if wanted)
    return f"User-agent: *\nDisallow: /noi-bo/\nDisallow: /tim-kiem\n{delay}{maps}"
