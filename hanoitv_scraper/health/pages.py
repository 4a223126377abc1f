"""What became of the pages that were looked at: not let in, not there, not read, read without a field."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from hanoitv_scraper.archive.run_file import UNREAD, Missed, RunFile
from hanoitv_scraper.health.runs import different, looks, plain_runs
from hanoitv_scraper.health.trouble import Trouble
from hanoitv_scraper.health.usual import DAY, RARE, by_day, chance, usual
from hanoitv_scraper.items import Outcome
from hanoitv_scraper.sites import Site

ENOUGH = 20
# Fewer are odd pages, whatever their share is.
FEWEST = 3
MOST_MISSED = 0.1
# Where a site file expects a field on all pages, one in a hundred may be odd all the same.
MOST_SHARE = 0.99
# Two in a hundred come to nothing on any site, and where more than a quarter do that is never as it should be.
USUAL = (0.02, 0.25)
# What is held to be usual in the first week.
UNTIL_KNOWN = 0.05

OutcomeCheck = Literal["blocked", "failed", "unread"]
OF_CHECK: dict[OutcomeCheck, tuple[Outcome, ...]] = {"blocked": ("blocked",), "failed": ("failed",), "unread": UNREAD}


def find_missed(site: Site, runs: Sequence[RunFile], check: OutcomeCheck) -> Iterator[Trouble]:
    """Yield that more than a tenth of the newest twenty looks, or of a day's, came to nothing, and more than usual."""
    plain, outcomes = plain_runs(runs), OF_CHECK[check]
    if plain and looks(plain[-1]) and not _count(plain[-1:], outcomes):
        return
    of_day = [run for run in plain if run.started_at > plain[-1].started_at - DAY]
    newest = _newest(of_day, lambda taken: sum(map(looks, taken)))
    number, of = _count(newest, outcomes), sum(map(looks, newest))
    missed = [each for run in newest for each in run.missed if each.outcome in outcomes]
    pages = len({each.url for each in missed})
    if pages < FEWEST or number <= MOST_MISSED * of:
        return
    before = _usual_share(plain[: -len(newest)], plain[-1], outcomes)
    held = min(max(UNTIL_KNOWN if before is None else before, USUAL[0]), USUAL[1])
    # Pages that are looked at each hour count once.
    if number > 2 * held * of and chance(pages, of * pages / number, held) < RARE:
        figure = f"{number} of {of} looks ended {check} ({number / of:.0%})"
        usually = "" if before is None else f", usually {before:.0%}"
        what = f"{figure}{usually}; the last: {_told(missed[-1])}"
        yield Trouble(check=check, what=what, do=_advice(check, site, missed[-1]))


def find_fields(site: Site, runs: Sequence[RunFile]) -> Iterator[Trouble]:
    """Yield the fields that fewer of the newest articles have than the site file expects, by more than chance."""
    newest = _newest([run for run in plain_runs(runs) if run.status != "recovered" and run.articles_anew], different)
    if different(newest) < ENOUGH:
        return
    read, articles = sum(run.articles_anew for run in newest), different(newest)
    for field, expected in site.expect.shares.items():
        share = sum(run.fields.get(field, 0) for run in newest) / read
        if share < min(expected, MOST_SHARE) and chance(share * articles, articles, expected) < RARE:
            yield Trouble(
                check="fields",
                what=f"{field} in {share:.0%} of {read} articles, expected at least {expected:.0%}",
                do=f"`hanoitv check-site {site.name}` shows what is read; mend read.{field} in sites/{site.name}.toml, "
                f"then `hanoitv reread {site.name}`",
            )


def _newest(runs: Sequence[RunFile], count: Callable[[Sequence[RunFile]], int]) -> Sequence[RunFile]:
    """Return the newest runs, as many as it takes to count enough; all where they are too few."""
    starts = range(len(runs) - 1, 0, -1)
    return runs[next((start for start in starts if count(runs[start:]) >= ENOUGH), 0) :]


def _usual_share(runs: Sequence[RunFile], newest: RunFile, outcomes: Sequence[Outcome]) -> float | None:
    """Return which share of a day's looks usually ended so, None where too few days are known."""
    days = {day: of_day for day, of_day in by_day(runs, newest.started_at).items() if sum(map(looks, of_day))}
    return usual({day: _count(of_day, outcomes) / sum(map(looks, of_day)) for day, of_day in days.items()})


def _count(runs: Sequence[RunFile], outcomes: Sequence[Outcome]) -> int:
    return sum(run.outcomes.get(outcome, 0) for run in runs for outcome in outcomes)


def _told(missed: Missed) -> str:
    return f"{missed.url}: {missed.reason}" if missed.reason else missed.url


def _advice(check: OutcomeCheck, site: Site, last: Missed) -> str:
    if check == "blocked":
        return (
            f"ask for less (crawl.delay, crawl.quiet_hours in sites/{site.name}.toml), say who you are (setting "
            "CONTACT), and write to the newsroom"
        )
    if check == "failed":
        return f"open {last.url} in a browser; where it comes, `scrapy crawl {site.name} -L INFO` tells more"
    return (
        f"`hanoitv check-site {site.name}` shows what is read; mend sites/{site.name}.toml, then "
        f"`hanoitv reread --unread {site.name}`"
    )
