"""How a site stands: its last runs, what was new, and what is wrong."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from hanoitv_scraper.archive.run_file import RunFile
from hanoitv_scraper.errors import ArchiveDamaged, NewerArchive, SiteFileError, worst
from hanoitv_scraper.health.amounts import new_by_day
from hanoitv_scraper.health.checks import find_trouble
from hanoitv_scraper.health.runs import find_damage, is_live, plain_runs, read_recent_and_damage
from hanoitv_scraper.health.trouble import Trouble
from hanoitv_scraper.health.usual import DAYS
from hanoitv_scraper.sites import load_site


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    site: str
    success: RunFile | None = None
    """The last plain run that ended with code 0, if one of the runs at hand did."""
    last: RunFile | None = None
    """The last run that fetched, under whatever arguments; one that has not ended has the status `started`."""
    new: tuple[int | None, ...] = ()
    """New articles in each of the last fourteen days before the last ended run, oldest first; None where none ran."""
    trouble: tuple[Trouble, ...] = ()
    code: int = 0
    """1 where something is wrong, 2 where a file cannot be used, 3 where one is damaged."""


def read_standing(root: Path, name: str, folder: Path, now: datetime) -> Standing:
    """Return how a site stands at `now` (UTC); its site file is in `folder`, and what is wrong with it is told."""
    try:
        runs, damage = read_recent_and_damage(root, name, now)
    except NewerArchive as error:
        told = Trouble(check="run", what=str(error), do="nothing here can tell how its runs went")
        return Standing(site=name, trouble=(told,), code=error.exit_code)
    live = [run for run in runs if run.source == "live"]
    ended = list(filter(is_live, live))
    new = new_by_day(ended, ended[-1].started_at) if ended else {}
    standing = Standing(
        site=name,
        success=next((run for run in reversed(plain_runs(runs)) if run.exit_code == 0), None),
        last=live[-1] if live else None,
        new=tuple(new.get(day) for day in reversed(range(DAYS))) if ended else (),
    )
    codes, trouble = {ArchiveDamaged.exit_code} if damage else set(), list(find_damage(damage, name))
    try:
        found = find_trouble(load_site(name, folder), runs, now)
        codes, trouble = codes | ({1} if found else set()), trouble + found
    except SiteFileError as error:
        do = f"mend it: `hanoitv check-site {name}` tells whether it can be read"
        codes, trouble = codes | {error.exit_code}, [*trouble, Trouble(check="site", what=str(error), do=do)]
    return replace(standing, trouble=tuple(trouble), code=worst(codes))
