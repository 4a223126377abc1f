"""What sitemaps name, asked for in an order and only as far as it is young enough.

Sitemaps date an article by its last change, or by the time at which the file was made, or not at all; and the largest
reach back to the site's beginning.
"""

from __future__ import annotations

from datetime import datetime

from hanoitv_scraper.archive.run import Run
from hanoitv_scraper.discover.frontier import Frontier, Waiting
from hanoitv_scraper.discover.left import Left
from hanoitv_scraper.spiders.candidates import changed_pool, dated_pool

# So many articles without a date are asked for before those behind them, which are older, are.
CHUNK = 50
# A sitemap that dates more than half of so many articles to one day dates them by when it was made, or cannot be told
# from one that does.
ENOUGH_TO_DOUBT = 100


class SitemapPools:
    """The pools of a frontier that belong to sitemaps, one sitemap after the other."""

    def __init__(self, frontier: Frontier, left: Left, run: Run, site: str, since: datetime) -> None:
        self._frontier = frontier
        self._left = left
        self._run = run
        self._site = site
        self._since = since
        self._ready: list[tuple[str, bool]] = []
        """Pools to be emptied, in this order, and whether they have dates."""
        self._chunk: list[Waiting] = []
        """What was asked for last, of a pool without dates."""

    def close(self, pool: str) -> None:
        """Put in order what a sitemap has named, and believe its dates or not; `pool` holds what it does not date."""
        dated, changed = dated_pool(pool), changed_pool(pool)
        if self._frontier.is_dated_by_one_day((dated, changed), ENOUGH_TO_DOUBT):
            self._frontier.undate(dated, pool)
            self._frontier.drop(changed)
        self._frontier.move(changed, "")
        self._frontier.order_from_ends(pool)
        self._ready += [(dated, True), (pool, False)]

    def take(self, most: int) -> list[Waiting]:
        """Return the next articles to be asked for, once those of the last time are read; none when there are none."""
        while self._ready:
            pool, has_dates = self._ready[0]
            if self._chunk and all(map(self._is_older, self._chunk)):
                count, first = self._frontier.drop(pool)
                if count:
                    self._left.note("older", first, count)
            taken = self._frontier.take(pool, most if has_dates else min(most, CHUNK))
            self._chunk = [] if has_dates else taken
            if taken:
                return taken
            self._ready.pop(0)
        return []

    def _is_older(self, waiting: Waiting) -> bool:
        entry = self._run.entry(f"{self._site}:{waiting.id}")
        return bool(entry and entry.published and datetime.fromisoformat(entry.published) < self._since)
