"""The search for a site's articles, in rounds: what to ask for next, from what came so far.

A round asks for articles that were found, or else for one further page of each list; the next round begins when all of
it has been read and stored. So a list is walked no further than the dates of its articles tell, and a run that died and
is begun again finds the same. Nothing here knows Scrapy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from hanoitv_scraper.archive.layout import started_at
from hanoitv_scraper.archive.run import Run
from hanoitv_scraper.archive.run_file import LeftOut, Walked
from hanoitv_scraper.archive.state import Entry
from hanoitv_scraper.discover import feeds
from hanoitv_scraper.discover.bounds import SLACK, is_older
from hanoitv_scraper.discover.found import Found
from hanoitv_scraper.discover.frontier import Frontier
from hanoitv_scraper.discover.links import site_url, to_found
from hanoitv_scraper.discover.lists import ListPage, read_list
from hanoitv_scraper.discover.walk import MOST_PAGES, End, Past, Walk, far_enough
from hanoitv_scraper.items import Door, Outcome
from hanoitv_scraper.sites import Site
from hanoitv_scraper.spiders.arguments import Arguments
from hanoitv_scraper.spiders.candidates import Candidates
from hanoitv_scraper.spiders.reach import Reach
from hanoitv_scraper.spiders.sitemap_pools import SitemapPools

# From the home page to a section and to a section of that; further lists are reached by paging alone.
DEEPEST_LIST = 2
# The menus of large sites name some hundred sections. A site with more lists is leading us round in circles.
MOST_LISTS = 500
# An index may name 50,000 sitemaps; one a week and section for twenty years are that many.
MOST_FILES = 20_000
# So many pages of a list in a row may fail to come before it is left.
MOST_SKIPPED = 2
# How a walk ends that has seen all it was meant to.
WHOLE: frozenset[End] = frozenset(("end", "nothing new", "known", "older"))
# Articles asked for in one round: few enough to hold in memory, many enough that the pause between rounds is nothing.
ROUND = 100

What = Literal["list", "feed", "sitemap", "article"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A page to be fetched."""

    what: What
    url: str
    """On the site itself."""
    id: str = ""
    """Of an article, with the site's name."""
    door: Door | None = None
    """What named an article."""
    walk: Walk | None = None
    """Of a list."""


class Search:
    """One run's search; `left`, `named` … are told to the run by `close`."""

    def __init__(self, site: Site, arguments: Arguments, run: Run) -> None:
        self.site = site
        self.arguments = arguments
        self.run = run
        self.reach = Reach(site, arguments, run)
        self.frontier = Frontier()
        self.candidates = Candidates(site.name, arguments, self.reach.since, run, self.frontier)
        self.left = self.candidates.left
        self.pools = SitemapPools(self.frontier, self.left, run, site.name, self.reach.since)
        self.articles_asked = 0
        self.articles_failed = 0
        self._walks: dict[str, Walk] = {}
        self._files: set[str] = set()
        """Addresses of feeds and sitemaps."""
        self._whole_files: list[str] = []
        """Addresses of sitemaps that were read to their end."""
        self._waiting: list[Ask] = []
        """Lists, feeds and sitemaps to be asked for."""
        self._looked_up_to = ""
        """The last known article that was found due."""
        self._is_over = False

    def starts(self) -> list[Ask]:
        """Return what the search begins with."""
        site = self.site
        if self.arguments.sections:
            self._add_lists((site.home + path for path in self.arguments.sections), depth=DEEPEST_LIST)
        else:
            self._add_lists((site.home + path for path in site.pages), depth=0)
            self._add_files("feed", (site.home + path for path in site.feeds))
            self._add_files("sitemap", (site.home + path for path in site.sitemaps))
        starts, self._waiting = self._waiting, []
        return starts

    def next_round(self) -> list[Ask]:
        """Return what to ask for once all that was asked for is read and stored; nothing when the search is over."""
        if self._is_over:
            return []
        if self.room is not None and self.room <= 0:
            return []
        if asks := self._articles() or self._lists() or self._of_sitemaps() or self._due():
            return asks
        self._is_over = True
        self._note_walks()
        return []

    @property
    def room(self) -> int | None:
        """How many more articles may be asked for; None without a limit. Another takes the place of one that failed."""
        limit = self.arguments.limit
        return None if limit is None else limit - self.articles_asked + self.articles_failed

    def list_came(self, walk: Walk, content: bytes, url: str, charset: str | None) -> tuple[Outcome, str] | None:
        """Take in a list's page that came from `url` (on the site itself); return why it is no list, if it is none."""
        page = read_list(content, url, self.site, self.arguments.root, charset)
        self.left.add(page.left)
        is_first = walk.position == 1
        if is_first and walk.depth and not page.articles:
            walk.finish("no list")
        else:
            walk.take(page)
            for found in walk.fresh:
                self.candidates.offer(found, "list")
            if is_first and walk.depth < DEEPEST_LIST:
                self._add_lists(page.lists, walk.depth + 1)
            if is_first and walk.depth == 0 and self.site.advertised:
                self._add_files("feed", page.feeds)
        return _why_no_list(page) if is_first else None

    def list_failed(self, walk: Walk, outcome: Outcome) -> None:
        """Go on behind a list's page that did not come, where the page before leads there too."""
        if walk.position > 1 and outcome == "gone" and self.site.more:
            walk.finish("end")
            return
        walk.is_broken = True
        url = walk.next_url(self.site) if walk.skipped < MOST_SKIPPED else None
        if url is None:
            walk.finish("failed")
            return
        walk.skipped += 1
        self._waiting.append(self._further_page(walk, url))

    def file_came(self, what: What, url: str, content: bytes) -> Iterator[None]:
        """Take in a feed or sitemap that was asked for as `url`; raises ValueError for what is neither.

        Yields once in a while, so that a sitemap of a million addresses leaves time for other things.
        """
        pool = url if what == "sitemap" else ""
        door: Door = "sitemap" if what == "sitemap" else "feed"
        try:
            for number, listed in enumerate(feeds.read_entries(content), 1):
                self._take_listed(listed, url, door, pool)
                if number % 1_000 == 0:
                    yield
        except feeds.CutShort as error:
            self.left.note(error.reason, f"{url}: {error}")
        else:
            if what == "sitemap":
                self._whole_files.append(url)
        finally:
            if pool:
                self.pools.close(pool)

    def advertise(self, sitemaps: Iterable[str]) -> None:
        """Take in the sitemaps that robots.txt names."""
        if not self.site.advertised or self.arguments.sections:
            return
        urls = (self._site_url(address, self.site.home) for address in sitemaps)
        self._add_files("sitemap", filter(None, urls))

    def article_failed(self) -> None:
        self.articles_failed += 1

    def close(self) -> None:
        """Tell the run what was found and left."""
        self.run.found = self.frontier.named()
        self.run.left = {reason: LeftOut(count=count, first=first) for reason, count, first in self.left}
        self.frontier.close()

    # What a round is made of.

    @property
    def _most(self) -> int:
        """How many articles the next round may ask for."""
        return ROUND if self.room is None else min(ROUND, self.room)

    def _articles(self) -> list[Ask]:
        return [self._article(*waiting) for waiting in self.frontier.take("", self._most)]

    def _lists(self) -> list[Ask]:
        for walk in self._walks.values():
            if walk.page and not walk.is_asked and (ask := self._next_page(walk)):
                self._waiting.append(ask)
        asks, self._waiting = self._waiting, []
        return asks

    def _of_sitemaps(self) -> list[Ask]:
        return [self._article(*waiting) for waiting in self.pools.take(self._most)]

    def _due(self) -> list[Ask]:
        """Return known articles to be looked at again; under a limit and for chosen sections there are none."""
        arguments, asks = self.arguments, list[Ask]()
        if arguments.revisit == "none" or arguments.limit or arguments.sections:
            return []
        schedules = None if arguments.revisit == "all" else self.site.revisit
        while not asks and (entries := self.run.due(schedules, self._looked_up_to, ROUND)):
            self._looked_up_to = entries[-1].id
            asks = [self._known_article(entry) for entry in entries if self._is_wanted_again(entry)]
        return asks

    def _is_wanted_again(self, entry: Entry) -> bool:
        if not self.arguments.bounds.holds(self.candidates.published(entry)):
            return False
        known = self.site.recognise(entry.url)
        return known is not None and known[0] in self.arguments.kinds and not self.run.has_looked_at(entry.id)

    def _known_article(self, entry: Entry) -> Ask:
        id = entry.id.removeprefix(f"{self.site.name}:")
        if self.frontier.name(id, "known"):
            self.candidates.count_known(entry)
        return self._article(id, entry.url, "known")

    def _article(self, id: str, url: str, door: Door) -> Ask:
        self.articles_asked += 1
        ask = Ask(what="article", url=url, id=f"{self.site.name}:{id}", door=door)
        if entry := self.run.entry(ask.id):
            self.candidates.count_known(entry, -1)
        return ask

    # Lists.

    def _add_lists(self, urls: Iterable[str], depth: int) -> None:
        for url in urls:
            if url in self._walks:
                continue
            if len(self._walks) >= MOST_LISTS:
                self.left.note("too many lists", url)
                continue
            walk = self._walks[url] = Walk(url=url, depth=depth, is_asked=True, asked={url})
            self._waiting.append(Ask(what="list", url=url, walk=walk))

    def _next_page(self, walk: Walk) -> Ask | None:
        """Return the page of a list that comes after the one at hand; end the walk where it has come far enough."""
        page, url = walk.page, walk.next_url(self.site)
        known, since = self.reach.known_up_to(walk.url), self.reach.of(walk.url)
        end = far_enough(walk, self.arguments.kinds, lambda found: self._past(found, known), since)
        if end == "nothing new" and self.site.more and walk.position == 2:
            # The first page that a script would load may be the list page once more.
            end = None
        if url is None or (end == "nothing new" and page and not page.articles):
            end = "end"
        elif end == "nothing new":
            self.left.note("nothing new on page", url)
        elif end == "undated":
            self.left.note("undated", url)
        elif end is None and walk.position >= MOST_PAGES:
            self.left.note("too many pages", url)
            end = "too many pages"
        if end or url is None:
            walk.finish(end or "end")
            return None
        return self._further_page(walk, url)

    def _further_page(self, walk: Walk, url: str) -> Ask:
        walk.position += 1
        walk.is_asked = True
        walk.asked.add(url)
        return Ask(what="list", url=url, walk=walk)

    def _past(self, found: Found, run: str | None) -> Past:
        """Return how far an article shows a walk to have come; what was found up to a run is known."""
        entry = self.candidates.entry(found)
        is_known = bool(run and entry and entry.found_in and entry.found_in <= run)
        published = self.candidates.published(entry) if entry else None
        if published is None and found.published:
            # A list's date is one to the day: in doubt it is as young as can be.
            published = found.published + SLACK
        return Past(is_known=is_known, published=published)

    def _note_walks(self) -> None:
        """Note what was read whole: a later run need not go behind it. One that was told to stop before now has not."""
        if self.arguments.bounds.until:
            return
        whole = [walk.url for walk in self._walks.values() if walk.end in WHOLE and not walk.is_broken]
        self.run.walked = tuple(
            Walked(list=url, kinds=self.reach.kinds, since=self.reach.of(url))
            for url in (*whole, *self._whole_files)
            if not self.reach.leaves_gap(url)
        )

    # Feeds and sitemaps.

    def _add_files(self, what: What, urls: Iterable[str]) -> None:
        for url in urls:
            if url in self._files:
                continue
            if len(self._files) >= MOST_FILES:
                self.left.note("too many lists", url)
                continue
            self._files.add(url)
            self._waiting.append(Ask(what=what, url=url))

    def _take_listed(self, listed: feeds.Entry, base: str, door: Door, pool: str) -> None:
        url = self._site_url(listed.address, base)
        if url is None:
            return
        if listed.is_sitemap:
            if not self._is_read(url, listed.modified):
                self._add_files("sitemap", (url,))
        elif found := to_found(url, self.site):
            told = replace(found, published=listed.published, modified=listed.modified)
            self.candidates.offer(told, door, pool)

    def _is_read(self, sitemap: str, modified: datetime | None) -> bool:
        """Tell whether a sitemap holds nothing new, by what its index says of when it was changed."""
        if modified is None:
            return False
        if is_older(modified, self.reach.since):
            self.left.note("older", sitemap)
            return True
        run = self.reach.known_up_to(sitemap)
        return run is not None and modified + SLACK < started_at(run)

    def _site_url(self, address: str, base: str) -> str | None:
        url = site_url(address, base, self.site, self.arguments.root)
        if url is None:
            self.left.note("off site", address)
        return url


def _why_no_list(page: ListPage) -> tuple[Outcome, str] | None:
    if page.articles or page.pages or page.lists:
        return None
    if page.is_shell:
        return "javascript", "no list: needs JavaScript: its links are filled in by scripts, the HTML holds none"
    return "failed", "no list: there is no link to the site on it"
