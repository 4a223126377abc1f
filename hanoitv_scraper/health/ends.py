"""How runs ended, and whether any begin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from hanoitv_scraper.archive.run_file import RunFile
from hanoitv_scraper.health.runs import plain_runs
from hanoitv_scraper.health.trouble import Trouble
from hanoitv_scraper.health.usual import DAY, DAYS
from hanoitv_scraper.items import VIETNAM
from hanoitv_scraper.sites import Site

MOST_KILLED = 2
# Runs that began within three days may be somebody's trials: nobody need go on with them.
HABIT = timedelta(days=3)
FEWEST_PAUSES = 3
PAUSES = 3


def find_run(site: Site, runs: Sequence[RunFile]) -> Iterator[Trouble]:
    """Yield how the newest run failed, and that runs are killed again and again."""
    plain = plain_runs(runs)
    if plain and plain[-1].exit_code not in (0, None):
        newest = plain[-1]
        yield Trouble(
            check="run",
            what=newest.reason or f"the last run ended with code {newest.exit_code}",
            do=_advice(site, newest),
        )
    last = plain[-DAYS:]
    killed = sum(run.status == "recovered" for run in last)
    if killed > MOST_KILLED:
        yield Trouble(
            check="run",
            what=f"{killed} of the last {len(last)} runs were killed; what they had is kept",
            do="look for what kills them: too little memory (`journalctl -k` tells), or a time limit outside of ours",
        )


def find_late(site: Site, runs: Sequence[RunFile], now: datetime) -> Iterator[Trouble]:
    """Yield that no run has begun for three times the usual pause, and for a day at least."""
    live = [run for run in runs if run.source == "live"]
    began = sorted(run.started_at for run in live)
    if len(began) <= FEWEST_PAUSES or began[-1] - began[0] < HABIT:
        return
    silent = now - max(*began, *(run.ended_at for run in live if run.ended_at))
    pause = timedelta(seconds=median((later - earlier).total_seconds() for earlier, later in pairwise(began)))
    if silent > max(PAUSES * pause, DAY):
        yield Trouble(
            check="late",
            what=f"no run since {began[-1].astimezone(VIETNAM):%Y-%m-%d %H:%M}, for {silent / DAY:.1f} days: "
            f"usually there is one every {_pause(pause)}",
            do=f"see whether cron or the timer still starts it (`systemctl list-timers`); `scrapy archive {site.name}` "
            "does it now",
        )


def _pause(pause: timedelta) -> str:
    hours = pause / timedelta(hours=1)
    return f"{hours / 24:.0f} days" if hours >= 36 else "day" if hours >= 20 else f"{max(hours, 1):.0f} hours"


def _advice(site: Site, run: RunFile) -> str:
    """Return what to do about a failed run, by its exit code."""
    if run.exit_code == 3:
        return f"`hanoitv verify {site.name}`, and restore what it names from a copy"
    if run.exit_code == 4:
        return f"make room or give permission, then `scrapy archive {site.name}`"
    if run.status == "stopped":
        longer = f"where its time is too short, raise crawl.time_limit in sites/{site.name}.toml"
        return f"`scrapy archive {site.name}` goes on where it stopped; {longer}"
    log = f"read the lines of {run.log} that begin with {run.run}; " if run.log else ""
    return f"{log}`hanoitv check-site {site.name}` tells whether sites/{site.name}.toml still fits"
