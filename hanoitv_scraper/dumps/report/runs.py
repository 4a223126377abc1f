"""What the archive's runs did, and how its sites stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from hanoitv_scraper.archive.layout import each_run_file, site_names
from hanoitv_scraper.archive.run_file import RunFile, read_run_file
from hanoitv_scraper.dumps.report.periods import Step, all_periods, pick_step, start_of
from hanoitv_scraper.dumps.report.sources import to_short
from hanoitv_scraper.dumps.report.tally import day_of
from hanoitv_scraper.dumps.sound import OnDamage
from hanoitv_scraper.errors import ArchiveDamaged
from hanoitv_scraper.health.standing import Standing, read_standing
from hanoitv_scraper.health.trouble import Trouble
from hanoitv_scraper.items import VIETNAM, Outcome

LONGEST = 400


@dataclass(slots=True)
class RunDay:
    runs: int = 0
    failed: int = 0
    """Runs that did not end well: with another code than 0, or killed."""
    outcomes: Counter[Outcome] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True, kw_only=True)
class Runs:
    number: int
    last: datetime | None
    """When the last one ended, at +07:00: the archive's own clock."""
    step: Step
    periods: tuple[tuple[date, RunDay], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteHealth:
    """How a site stands, as `hanoitv status` had it when the archive's last run ended."""

    site: str
    success: datetime | None
    last: datetime | None
    last_status: str | None
    last_code: int | None
    new: tuple[int | None, ...]
    """New articles in each of the last fourteen days, oldest first."""
    trouble: tuple[Trouble, ...]


def read_runs(root: Path, site: str | None, on_damage: OnDamage) -> Runs:
    """Return what all runs did, by the days on which they began."""
    days: dict[date, RunDay] = {}
    last: datetime | None = None
    for path in each_run_file(root, site):
        try:
            run = read_run_file(path)
        except ArchiveDamaged as damage:
            on_damage(damage)
            continue
        last = max(last or run.started_at, run.ended_at or run.started_at)
        _add(days.setdefault(day_of(run.started_at), RunDay()), run)
    step = pick_step(days)
    return Runs(
        number=sum(day.runs for day in days.values()),
        last=last and last.astimezone(VIETNAM),
        step=step,
        periods=tuple(_by_period(days, step).items()),
    )


def _add(day: RunDay, run: RunFile) -> None:
    day.runs += 1
    day.failed += run.exit_code != 0
    for outcome, count in run.outcomes.items():
        day.outcomes[outcome] += count  # type: ignore[index]  # those of a newer version are counted and not shown


def _by_period(days: dict[date, RunDay], step: Step) -> dict[date, RunDay]:
    periods = {start: RunDay() for start in all_periods(days, step)}
    for at, day in days.items():
        period = periods[start_of(at, step)]
        period.runs += day.runs
        period.failed += day.failed
        period.outcomes.update(day.outcomes)
    return periods


def read_health(root: Path, site: str | None, folder: Path, now: datetime | None) -> list[SiteHealth]:
    """Return how each site of the archive stood at `now`, None where no run has ended; its files are in `folder`."""
    names = [site] if site else site_names(root)
    return [_to_health(read_standing(root, name, folder, now), root) for name in names] if now else []


def _to_health(standing: Standing, root: Path) -> SiteHealth:
    success, last = standing.success, standing.last
    return SiteHealth(
        site=standing.site,
        success=success.started_at.astimezone(VIETNAM) if success else None,
        last=last.started_at.astimezone(VIETNAM) if last else None,
        last_status=last.status if last else None,
        last_code=last.exit_code if last else None,
        new=standing.new,
        trouble=tuple(_without_paths(trouble, root) for trouble in standing.trouble),
    )


def _without_paths(trouble: Trouble, root: Path) -> Trouble:
    """Return a trouble as a page may tell it that is handed on: without the names of folders on this machine."""
    what = "" if trouble.check == "site" else trouble.what.replace(f"{root}/", "")
    return Trouble(check=trouble.check, what=to_short(what, LONGEST), do=to_short(trouble.do, LONGEST))


def missed(outcomes: Counter[Outcome]) -> int:
    """Return how many looks brought no record though one was wanted, but for pages that are gone."""
    told: Sequence[Outcome] = ("moved", "blocked", "unread", "javascript", "forbidden", "failed")
    return sum(outcomes[outcome] for outcome in told)
