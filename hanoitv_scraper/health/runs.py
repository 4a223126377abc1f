"""A site's last runs, and what counts of a run where runs are compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from hanoitv_scraper.archive.layout import newest_run_files, run_of, started_at, started_files
from hanoitv_scraper.archive.run_file import UNREAD, RunFile, read_run_file
from hanoitv_scraper.errors import ArchiveDamaged
from hanoitv_scraper.health.trouble import Trouble

# Hourly runs are compared with those of five weeks, so that each weekday is there five times; rarer ones with thirty.
BACK = timedelta(weeks=5)
LEAST = 30


def read_recent(root: Path, site: str, now: datetime) -> list[RunFile]:
    """Return a site's run files of the last five weeks, thirty at least, oldest first; damaged ones are left out.

    The mark of a run that has begun and not ended stands behind them, with the status `started`. Raises NewerArchive.
    """
    return read_recent_and_damage(root, site, now)[0]


def read_recent_and_damage(root: Path, site: str, now: datetime) -> tuple[list[RunFile], list[ArchiveDamaged]]:
    """Return what `read_recent` does, and what is wrong with the run files that it leaves out."""
    runs, damage = list[RunFile](), list[ArchiveDamaged]()
    for path in (*reversed(list(_recent_files(root, site, now))), *started_files(root, site)):
        try:
            runs.append(read_run_file(path))
        except ArchiveDamaged as error:
            # The mark of a run is gone once the run has ended, which may be just now.
            if path.exists():
                damage.append(error)
    return runs, damage


def find_damage(damage: Sequence[ArchiveDamaged], site: str) -> Iterator[Trouble]:
    """Yield one trouble for all run files of a site that cannot be read."""
    if damage:
        more = f", and {len(damage) - 1} more run files cannot be read" if len(damage) > 1 else ""
        do = f"`hanoitv verify {site}` tells all that is damaged: restore it from a copy"
        yield Trouble(check="run", what=f"{damage[0]}{more}", do=do)


def plain_runs(runs: Iterable[RunFile]) -> list[RunFile]:
    """Return the runs that looked for all there is on the site itself, however they ended."""
    return [run for run in runs if is_live(run) and run.is_plain]


def is_live(run: RunFile) -> bool:
    return run.source == "live" and run.status != "started"


def is_whole(run: RunFile) -> bool:
    """Tell whether a plain run came to its end: what it did not find was not there."""
    # One that fell below what is expected failed, and saw all there was; one that could not start found nothing.
    named = sum(count for door, count in run.found.items() if door != "known")
    return run.status == "finished" or (run.exit_code == 1 and run.status == "failed" and named > 0)


def looks(run: RunFile) -> int:
    """Return how many answers a run judged."""
    return sum(run.outcomes.values())


def different(runs: Sequence[RunFile]) -> int:
    """Return how many different articles runs read, at the least: an odd one that is read each hour is still one."""
    return max(sum(run.outcomes.get("new", 0) for run in runs), *(run.articles_anew for run in runs), 0)


def unread(runs: Iterable[RunFile]) -> set[str]:
    """Return the addresses of the pages that came and could not be read."""
    return {missed.url for run in runs for missed in run.missed if missed.outcome in UNREAD}


def _recent_files(root: Path, site: str, now: datetime) -> Iterator[Path]:
    """Yield the files of the last runs, the newest first."""
    for number, path in enumerate(newest_run_files(root, site)):
        run = run_of(path)
        if run is None:
            continue
        if number >= LEAST and started_at(run) < now - BACK:
            return
        yield path
