"""How a run ended: its exit code, and the one line that says what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from signal import Signals

from hanoitv_scraper.archive.layout import newest_run_files
from hanoitv_scraper.archive.run import Run
from hanoitv_scraper.archive.run_file import Status, read_run_file
from hanoitv_scraper.errors import ArchiveDamaged
from hanoitv_scraper.sites import Site

# One odd page in a run of three says nothing: a share is held against so many pages, those of earlier runs among them.
ENOUGH_PAGES = 20
# Each hour one, and mostly without a page that was read.
RUNS_LOOKED_AT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    exit_code: int
    status: Status
    reason: str | None = None
    """One line, None when all is well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """When a run is to end that has not come to its end by itself."""

    seconds: float
    reason: str
    """What ends it, as `its time limit of 50 minutes`."""
    is_planned: bool
    """Whether nothing is wrong then."""


def judge(
    site: Site,
    run: Run,
    *,
    starts: int,
    failed_starts: Sequence[str],
    plain: bool,
    stopped_by: int | None,
    closed: str | None,
    limit: Limit | None = None,
) -> Verdict:
    """Return what to tell the caller of a run; `plain` runs alone are held against the site's `expect`.

    `closed` is Scrapy's word for how the crawl ended, `limit` what it was to end at. A start that fails fails
    the run only if all do.
    """
    if run.problem:
        return Verdict(exit_code=4, status="failed", reason=str(run.problem))
    if stopped_by:
        kept = f"{run.articles_read} articles read until then are kept"
        return Verdict(
            exit_code=128 + stopped_by, status="stopped", reason=f"stopped by {Signals(stopped_by).name}: {kept}"
        )
    if run.damage:
        return Verdict(exit_code=3, status="failed", reason=f"{run.damage}: `hanoitv verify` tells all that is damaged")
    if run.broken:
        url, error = run.broken[0]
        count = f"our own code failed on {len(run.broken)} pages" if len(run.broken) > 1 else "our own code failed"
        return _failed(f"{count}: {url}: {error}")
    if run.blocked:
        return _failed(f"blocked: {run.blocked}; {run.articles_read} articles read until then are kept")
    if failed_starts and len(failed_starts) >= starts:
        return _failed(_with_hint(f"could not start: {failed_starts[0]}", site))
    if closed == "closespider_timeout" and limit:
        kept = f"{run.articles_read} articles read until then are kept, the next run goes on"
        return Verdict(
            exit_code=0 if limit.is_planned else 1, status="stopped", reason=f"stopped at {limit.reason}: {kept}"
        )
    if closed != "finished":
        return _failed("the crawl broke off: see the log above")
    if plain and (figure := below_expect(site, run)):
        return _failed(_with_hint(figure, site) if not run.articles_read else figure)
    return Verdict(exit_code=0, status="finished")


def below_expect(site: Site, run: Run) -> str | None:
    """Return the first figure of a run that is below what the site file expects, None if none is."""
    if run.articles_read + run.known < site.expect.articles:
        known = f" and met {run.known} known ones" if run.known else ""
        figure = f"read {run.articles_read} articles{known}, expected at least {site.expect.articles}"
        if not run.missed:
            return figure
        first = run.missed[0]
        return f"{figure}; {len(run.missed)} pages missed, the first {first.url}: {first.reason}"
    for field, share in site.expect.shares.items():
        read = run.articles_anew
        if read > 0 and (found := run.fields[field] / read) < share and _is_below(field, share, site, run):
            return f"{field} in {found:.0%} of {read} articles, expected at least {share:.0%}"
    return None


def _is_below(field: str, share: float, site: Site, run: Run) -> bool:
    """Tell whether too few articles have a field, those of earlier runs counted until they are enough to tell."""
    read, having = run.articles_anew, run.fields[field]
    for path in islice(newest_run_files(run.root, site.name), RUNS_LOOKED_AT):
        if read >= ENOUGH_PAGES:
            break
        try:
            earlier = read_run_file(path)
        except ArchiveDamaged:  # `hanoitv verify` tells of it; this run can be judged without
            continue
        if earlier.source != "reread" and earlier.status != "recovered":
            read += earlier.articles_anew
            having += earlier.fields.get(field, 0)
    return having / read < share


def _with_hint(reason: str, site: Site) -> str:
    return f"{reason} ({site.instead})" if site.instead else reason


def _failed(reason: str) -> Verdict:
    return Verdict(exit_code=1, status="failed", reason=reason)
