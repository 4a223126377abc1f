"""What is wrong with a site, as its last runs tell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from hanoitv_scraper.archive.run_file import RunFile
from hanoitv_scraper.health.amounts import find_found, find_new, find_stale
from hanoitv_scraper.health.drift import find_drift
from hanoitv_scraper.health.ends import find_late, find_run
from hanoitv_scraper.health.pages import OF_CHECK, find_fields, find_missed
from hanoitv_scraper.health.trouble import Trouble
from hanoitv_scraper.sites import Site


def find_trouble(site: Site, runs: Sequence[RunFile], now: datetime) -> list[Trouble]:
    """Return what is wrong, causes before what follows from them; nothing where all is as usual.

    `runs` are the site's last ones (`runs.read_recent`), oldest first, `now` the time in UTC. The newest plain run is
    judged, by what was before it; one that did not come to its end tells nothing of what it did not find.
    """
    # A clock that was once ahead would tell nothing until then.
    runs = [run for run in runs if run.started_at <= now]
    missed = {check: list(find_missed(site, runs, check)) for check in OF_CHECK}
    found, fields, stale = (list(find(site, runs)) for find in (find_found, find_fields, find_stale))
    # That little is new follows from these, or is said better.
    explained = found or stale or any(missed.values())
    told = {trouble.what for trouble in fields}
    return [
        *find_late(site, runs, now),
        *(trouble for trouble in find_run(site, runs) if trouble.what not in told),
        *missed["blocked"],
        *missed["failed"],
        *found,
        *missed["unread"],
        *find_drift(site, runs),
        *fields,
        *(() if explained else find_new(site, runs)),
        *stale,
    ]
