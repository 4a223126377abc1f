"""Some articles of a site as they are now, fetched politely: one request at a time, as robots.txt allows."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from urllib.error import HTTPError

from protego import Protego

from hanoitv_scraper.discover.feeds import CutShort, read_entries
from hanoitv_scraper.discover.links import site_url
from hanoitv_scraper.discover.lists import read_list
from hanoitv_scraper.errors import NotAnArticle, NothingToCheck
from hanoitv_scraper.fetch import fetch
from hanoitv_scraper.items import Page
from hanoitv_scraper.sites import Site
from hanoitv_scraper.sites.urls import at_root

# The home page leads to sections, and those to articles: further than this a site of few articles is not walked.
MOST_LISTS = 10


@dataclass(slots=True, kw_only=True)
class _Visit:
    """One sitting at a site: its address, what robots.txt allows, and the pause between requests."""

    site: Site
    root: str
    agent: str
    wait: Callable[[float], None]
    robots: Protego = field(default_factory=lambda: Protego.parse(""))
    pause: float = 0.0
    """Seconds before the next request."""

    def get(self, url: str) -> Page:
        """Return the page at an address of the site, its `url` such an address too; raises NotAnArticle."""
        address = at_root(url, self.root)
        if not self.robots.can_fetch(address, self.agent):
            raise NotAnArticle(address, "robots.txt forbids it")
        self.wait(self.pause)
        self.pause = max(self.site.delay, self.robots.crawl_delay(self.agent) or 0.0)
        page = fetch(address, self.agent)
        home = site_url(page.url, address, self.site, self.root)
        if home is None:
            raise NotAnArticle(address, f"its host leads to another site: {page.url}")
        return replace(page, url=home)


def fetch_sample(
    site: Site, root: str | None, limit: int, agent: str, wait: Callable[[float], None] = time.sleep
) -> Iterator[Page | NotAnArticle]:
    """Yield up to `limit` articles that the site's lists and feeds name first, and why others before them did not come.

    `root` is the scheme and host of a mirror. Raises NothingToCheck where no list names an article, saying what the
    lists answered.
    """
    visit = _Visit(site=site, root=root or site.home, agent=agent, wait=wait)
    visit.robots = _read_robots(visit)
    came = 0
    for url in _find_articles(visit, limit)[: 2 * limit]:
        try:
            page = visit.get(url)
        except NotAnArticle as error:
            yield error
            continue
        yield page
        came += 1
        if came == limit:
            return


def _read_robots(visit: _Visit) -> Protego:
    """Return what robots.txt says: all is allowed where there is none (4xx), nothing where it cannot be had."""
    address = f"{visit.root}/robots.txt"
    try:
        return Protego.parse(visit.get(address).body.decode("utf-8", "replace"))
    except NotAnArticle as error:
        if isinstance(error.__cause__, HTTPError) and 400 <= error.__cause__.code < 500:
            return Protego.parse("")
        hint = f" ({visit.site.instead})" if visit.site.instead else ""
        raise NothingToCheck(f"{visit.site.name}: {address}: {error.reason}{hint}") from error


def _find_articles(visit: _Visit, limit: int) -> list[str]:
    """Return addresses of articles, in the order of the lists that name them."""
    site = visit.site
    waiting = [site.home + path for path in (*site.pages, *site.feeds, *site.sitemaps)]
    feeds = frozenset(site.home + path for path in (*site.feeds, *site.sitemaps))
    seen, articles, failed = set(waiting), dict[str, None](), list[str]()
    visited = 0
    while waiting and len(articles) < limit and visited < MOST_LISTS:
        url, visited = waiting.pop(0), visited + 1
        try:
            page = visit.get(url)
            found, lists = _in_feed(page, visit) if url in feeds else _on_list(page, visit)
        except (NotAnArticle, ValueError) as error:
            failed.append(f"{url}: {error.reason if isinstance(error, NotAnArticle) else error}")
            continue
        articles |= dict.fromkeys(found)
        waiting += [further for further in lists if further not in seen]
        seen |= set(lists)
    if articles:
        return list(articles)
    patterns = " or ".join(pattern.pattern for pattern in site.urls.values())
    asked = f"looked on {visited} lists for addresses like {patterns}, found none"
    raise NothingToCheck("; ".join([f"{site.name}: {asked}", *failed[:3]]))


def _in_feed(page: Page, visit: _Visit) -> tuple[list[str], list[str]]:
    """Return the articles that a feed or sitemap names; a broken one is good for those before the break."""
    articles: list[str] = []
    try:
        for entry in read_entries(page.body):
            url = None if entry.is_sitemap else site_url(entry.address, visit.site.home, visit.site, visit.root)
            if url and _is_article(url, visit.site):
                articles.append(url)
    except CutShort:
        if not articles:
            raise
    return articles, []


def _on_list(page: Page, visit: _Visit) -> tuple[list[str], list[str]]:
    """Return the articles that a list page leads to, and the lists, those of the menu first."""
    found = read_list(page.body, page.url, visit.site, visit.root, page.charset)
    if found.is_shell:
        raise NotAnArticle(page.url, "it shows nothing before scripts fill it, which we do not run")
    return [article.url for article in found.articles if article.kind == "article"], list(found.lists)


def _is_article(url: str, site: Site) -> bool:
    known = site.recognise(url)
    return known is not None and known[0] == "article"
