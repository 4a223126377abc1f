"""What becomes of an article's address that a list, feed or sitemap names: asked for, known already, or not wanted."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace
from datetime import datetime

from hanoitv_scraper.archive.run import Run
from hanoitv_scraper.archive.state import Entry
from hanoitv_scraper.discover.bounds import Bounds, is_older
from hanoitv_scraper.discover.found import Found
from hanoitv_scraper.discover.frontier import Frontier
from hanoitv_scraper.discover.left import Left, Reason
from hanoitv_scraper.items import Door, Kind
from hanoitv_scraper.spiders.arguments import Arguments, Revisit


class Candidates:
    """Puts what is wanted into the frontier, and counts the rest."""

    def __init__(self, site: str, arguments: Arguments, since: datetime, run: Run, frontier: Frontier) -> None:
        """`since` is how far back the search goes, asked for or not."""
        self.site = site
        self.bounds: Bounds = arguments.bounds
        self.kinds: Set[Kind] = arguments.kinds
        self.revisit: Revisit = arguments.revisit
        self.since = since
        self.run = run
        self.frontier = frontier
        self.left = Left()

    def offer(self, found: Found, door: Door, pool: str = "") -> None:
        """Take an article that a door names; what a sitemap names waits in its `pool`, a list's at the head of all."""
        if found.kind not in self.kinds:
            self.left.note("other kind", found.url)
            return
        is_first = self.frontier.name(found.id, door)
        if not is_first and found.modified is None:
            self._withdraw_outside(found)
            return
        entry = self.entry(found)
        if entry is not None and not self._is_first_wanted(entry):
            if self.bounds.holds(self.published(entry)):
                self._offer_known(found, entry, door, pool, is_first)
            return
        if not is_first:
            return
        if entry is not None:
            found = replace(found, published=self.published(entry))
        if reason := self._why_outside(found.published or found.modified, found.published):
            self.left.note(reason, found.url)
        else:
            dated = found.published or found.modified
            self.frontier.wait(found, door, dated_pool(pool) if pool and dated else pool, dated if pool else None)

    def _why_outside(self, latest: datetime | None, published: datetime | None) -> Reason | None:
        """Return why an article is not wanted, by when it came out at the `latest`, and by when a door says it did."""
        if is_older(latest, self.since):
            return "older"
        return "newer" if self.bounds.is_newer(published) else None

    def _withdraw_outside(self, found: Found) -> None:
        """Let go a new article that a sitemap named by its last change, where a list says that it is not wanted."""
        reason = self._why_outside(found.published, found.published)
        if reason and self.entry(found) is None and self.frontier.withdraw(found.id):
            self.left.note(reason, found.url)

    def entry(self, found: Found) -> Entry | None:
        """Return what is known of an article, by its id or as one that has been at its address."""
        if entry := self.run.entry(f"{self.site}:{found.id}"):
            return entry
        alias = self.run.id_at(found.url)
        return self.run.entry(alias) if alias else None

    def published(self, entry: Entry) -> datetime | None:
        return datetime.fromisoformat(entry.published) if entry.published else None

    def _is_first_wanted(self, entry: Entry) -> bool:
        """Tell whether a page was outside what an earlier run was asked for, and is not outside of this."""
        return entry.outcome == "outside" and self.bounds.holds(self.published(entry))

    def _offer_known(self, found: Found, entry: Entry, door: Door, pool: str, is_first: bool) -> None:
        if is_first:
            self.count_known(entry)
        if self.revisit == "none":
            return
        # It may be known by another id than its address tells.
        found = replace(found, id=entry.id.removeprefix(f"{self.site}:"))
        if self.revisit == "all" or self._has_moved(found, entry):
            self.frontier.wait(found, door)
        elif is_changed(found, entry):
            self.frontier.wait(found, door, changed_pool(pool) if pool else "")

    def _has_moved(self, found: Found, entry: Entry) -> bool:
        """Tell whether an address is one at which the article was never seen: its old one may answer no more.

        A query makes no other address: some sites count clicks by one that differs on every page.
        """
        path = found.url.partition("?")[0]
        return path != entry.url.partition("?")[0] and not any(map(self.run.id_at, (found.url, path)))

    def count_known(self, entry: Entry, by: int = 1) -> None:
        """Count an article that is archived; what is asked for again is taken off the count."""
        if entry.revision:
            self.run.known += by


def is_changed(found: Found, entry: Entry) -> bool:
    """Tell whether a feed or sitemap says that an article was changed after it was last looked at."""
    return bool(found.modified and entry.looked_at and found.modified > datetime.fromisoformat(entry.looked_at))


def dated_pool(sitemap: str) -> str:
    """Return the pool of those of a sitemap's new articles of which it tells a date."""
    return f"dated {sitemap}"


def changed_pool(sitemap: str) -> str:
    """Return the pool of those of a sitemap's known articles that it says were changed."""
    return f"changed {sitemap}"
