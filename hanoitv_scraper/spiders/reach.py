"""How far back a run reads each list, and what ground before that is known."""

from __future__ import annotations

from datetime import datetime

from hanoitv_scraper.archive.run import Run
from hanoitv_scraper.archive.state import Ground
from hanoitv_scraper.sites import Site
from hanoitv_scraper.spiders.arguments import Arguments


class Reach:
    """Lists and sitemaps are named by their addresses on the site itself."""

    def __init__(self, site: Site, arguments: Arguments, run: Run) -> None:
        self.kinds = tuple(sorted(arguments.kinds))
        self.run = run
        self.is_asked_for = arguments.bounds.since is not None
        self.since = arguments.bounds.since or self._as_before(site)
        """Of the site as a whole."""

    def of(self, list: str) -> datetime:
        """Return how far back a list is read: as far as it was before, if no bound is given."""
        ground = self.ground(list)
        return min(self.since, ground.since) if ground and not self.is_asked_for else self.since

    def ground(self, list: str) -> Ground | None:
        """Return what is known of a list before this run, for all kinds that are asked for."""
        known = [ground for kind in self.kinds if (ground := self.run.ground(list, kind))]
        if len(known) < len(self.kinds):
            return None
        return Ground(since=max(ground.since for ground in known), run=min(ground.run for ground in known))

    def known_up_to(self, list: str) -> str | None:
        """Return the run up to which all was found that a list names; None where this one is to go back further."""
        ground = self.ground(list)
        return ground.run if ground and ground.since <= self.of(list) else None

    def leaves_gap(self, list: str) -> bool:
        """Tell whether articles may be left between what this run is asked for and what is known."""
        ground = self.ground(list)
        return ground is not None and ground.since < self.of(list)

    def _as_before(self, site: Site) -> datetime:
        """Return how far back a plain run goes: to the site's horizon, or as far as its starts were read before."""
        horizon = self.run.clock() - site.horizon
        starts = (self.ground(site.home + path) for path in (*site.pages, *site.sitemaps))
        return min([horizon, *(ground.since for ground in starts if ground)])
