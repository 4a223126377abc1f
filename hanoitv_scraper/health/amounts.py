"""How many articles there are: named by each door, new a day, and whether there is anything new at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import takewhile

from hanoitv_scraper.archive.run_file import RunFile
from hanoitv_scraper.health.runs import is_live, is_whole, plain_runs
from hanoitv_scraper.health.trouble import Trouble
from hanoitv_scraper.health.usual import DAY, DAYS, RARE, by_day, chance_of_few, usual
from hanoitv_scraper.items import VIETNAM, Door
from hanoitv_scraper.sites import Site

Figures = Mapping[int, float]
"""Of each day, by how many days ago it was."""

# Where 16 are usual, chance alone brings fewer than 4 on one day in 10,000 (Poisson).
FEWEST_NEW = 16
# So many new articles may come before a sitemap names them: some are written once a night.
AHEAD = 5


def find_found(site: Site, runs: Sequence[RunFile]) -> Iterator[Trouble]:
    """Yield the doors that name fewer than half of what they usually do in every run of a day, and not by chance.

    Of a dozen articles all must be missing, of fifty more than half. Hourly runs tell of a silent door within a day,
    daily ones at once.
    """
    plain = plain_runs(runs)
    if not plain or not is_whole(plain[-1]):
        return
    until = plain[-1].started_at
    days = by_day(filter(is_whole, plain), until)
    for door, path in _doors(site):
        named = {day: max(run.found.get(door, 0) for run in of_day) for day, of_day in days.items()}
        expected = usual(named) or 0
        if named[0] >= expected / 2 or chance_of_few(named[0], expected) >= RARE:
            continue
        if door == "list" and not _is_short(days):
            continue
        if door == "sitemap" and _new_meanwhile(named, expected, new_by_day(runs, until)) < AHEAD:
            continue
        yield Trouble(
            check="found",
            what=f"{door} named {named[0]} articles, usually {expected:.0f}",
            do=f"open {site.home}{path} in a browser: where it has moved or looks otherwise, mend find in "
            f"sites/{site.name}.toml",
        )


def _doors(site: Site) -> Iterator[tuple[Door, str]]:
    """Yield the doors by which a site's articles are looked for, and where the first of each begins."""
    if site.pages:
        yield "list", site.pages[0]
    if site.feeds or (site.pages and site.advertised):
        yield "feed", (*site.feeds, "/")[0]
    if site.sitemaps or site.advertised:
        yield "sitemap", (*site.sitemaps, "/robots.txt")[0]


def _is_short(days: Mapping[int, Sequence[RunFile]]) -> bool:
    """Tell whether the pages of lists name fewer articles each, too: where little is new, fewer pages are asked for."""
    a_page = {
        day: max(run.found.get("list", 0) / max(run.requests.get("list", 0), 1) for run in of_day)
        for day, of_day in days.items()
    }
    return a_page[0] < (usual(a_page) or 0) / 2


def _new_meanwhile(named: Figures, expected: float, new: Figures) -> float:
    """Return how many new articles came since a sitemap fell silent: one that is as it was is not read."""
    return sum(new.get(day, 0) for day in takewhile(lambda day: named[day] < expected / 2, sorted(named)))


def find_new(site: Site, runs: Sequence[RunFile]) -> Iterator[Trouble]:
    """Yield that fewer than a quarter of the usual new articles came within a day, where sixteen or more are usual.

    Of sixteen all but one must be missing: what is usual on a weekday may be known of one week alone.
    """
    plain = plain_runs(runs)
    if not plain or not is_whole(plain[-1]):
        return
    new = new_by_day(runs, plain[-1].started_at)
    expected = usual(new) or 0
    if expected >= FEWEST_NEW and new[0] < expected / 4 and chance_of_few(new[0], expected) < RARE:
        yield Trouble(
            check="new",
            what=f"{new[0]} new articles within a day, usually {expected:.0f}",
            do=f"open {site.home} in a browser: where it shows newer ones, mend find and urls in "
            f"sites/{site.name}.toml; on holidays nothing need be done",
        )


def new_by_day(runs: Sequence[RunFile], until: datetime) -> dict[int, int]:
    """Return how many articles were new in each of the last fifteen days before `until` on which anything ran.

    What any live run took is new to no other, so killed ones and those under a limit count.
    """
    days = by_day(filter(is_live, runs), until)
    return {day: sum(run.outcomes.get("new", 0) for run in of_day) for day, of_day in days.items() if day <= DAYS}


def find_stale(site: Site, runs: Sequence[RunFile]) -> Iterator[Trouble]:
    """Yield that nothing was new for longer than the site file expects; a run that broke off cannot tell."""
    plain, within = plain_runs(runs), site.expect.new_within
    if within is None or not plain or not is_whole(plain[-1]):
        return
    bringing = (run for run in reversed(runs) if is_live(run) and run.outcomes.get("new"))
    last = next(bringing, plain[0]).started_at
    silent = plain[-1].started_at - last
    if silent > within:
        since = f"{last.astimezone(VIETNAM):%Y-%m-%d %H:%M}, for {silent / DAY:.1f} days"
        yield Trouble(
            check="stale",
            what=f"nothing new since {since}: expected something within {within / DAY:g}",
            do=f"open {site.home} in a browser: where it shows newer articles, mend find and urls in "
            f"sites/{site.name}.toml; where it has moved, follow it",
        )
