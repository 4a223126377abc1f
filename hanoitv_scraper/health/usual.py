"""What is usual: the days before, Sundays held against Sundays, and what chance alone would hardly do."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from statistics import median

from hanoitv_scraper.archive.run_file import RunFile

DAY = timedelta(days=1)
# A daily run may begin two hours sooner than the day before, and each day still has one.
EARLY = timedelta(hours=2)
# So many days before are looked at, and without half of them nothing is usual yet.
DAYS = 14
LEAST = 7
# Many figures are looked at, at every run, for years.
RARE = 1e-5


def by_day(runs: Iterable[RunFile], until: datetime) -> dict[int, list[RunFile]]:
    """Return runs by the days of 24 hours that end at `until`: 0 for the last, 7 for the same weekday before.

    Days without a run are left out, and runs behind `until`.
    """
    days: dict[int, list[RunFile]] = {}
    for run in runs:
        if (day := (until - run.started_at + EARLY) // DAY) >= 0:
            days.setdefault(day, []).append(run)
    return days


def usual(figures: Mapping[int, float]) -> float | None:
    """Return what a figure usually is, from those of the days before the last; None where too few are known.

    The median of fourteen, or that of the same weekday's where it is lower. A median holds against the first run, which
    reads weeks at once, and against runs behind killed ones.
    """
    before = {day: figures[day] for day in sorted(figures) if day > 0}
    last = dict(list(before.items())[:DAYS])
    if len(last) < LEAST:
        return None
    same = [figure for day, figure in last.items() if day % 7 == 0]
    return min(median(last.values()), median(same) if same else math.inf)


def chance(found: float, of: float, share: float) -> float:
    """Return how likely chance leads so far from a `share` (0 to 1) as to `found` in so many, at the most.

    Chernoff's bound. No share is held to be nearer to none or all than one in a hundred: there are odd pages.
    """
    if not of:
        return 1.0
    share, found = min(max(share, 0.01), 0.99), found / of
    parts = ((found, share), (1 - found, 1 - share))
    return math.exp(-of * sum(part * math.log(part / whole) for part, whole in parts if part))


def chance_of_few(found: float, expected: float) -> float:
    """Return how likely chance brings so few where more are expected, at the most: Chernoff's bound for Poisson's."""
    apart = expected - found + (found * math.log(found / expected) if found else 0)
    return math.exp(-apart)
