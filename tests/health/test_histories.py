"""Hundreds of made histories: none that is as it should be raises anything, each planted fault its check."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from random import Random

import pytest

from hanoitv_scraper.archive.run_file import RunFile
from hanoitv_scraper.health.checks import find_trouble
from hanoitv_scraper.health.runs import BACK
from hanoitv_scraper.health.trouble import Trouble
from tests.health.histories import DAY, HOUR, Life, made_site

SITE = made_site()
# What a fault raises, and after how many daily and hourly runs at the latest.
FAULTS = {
    "list broken": ("found", 1, 24),
    "feed broken": ("found", 1, 24),
    "sitemap broken": ("found", 1, 24),
    "field lost": ("fields", 6, 24),
    "selector lost": ("drift", 1, 18),
    "site blocked": ("blocked", 1, 1),
    "site failing": ("failed", 1, 1),
    "nothing new": ("new", 3, 24),
}


def judged(life: Life, first: timedelta = 0 * DAY, step: int = 1) -> Iterator[tuple[RunFile, list[Trouble]]]:
    """Yield each run (of hourly ones each `step`th) from a time on, with what is told when it has just ended."""
    runs = list(life.runs())
    for place in range(0, len(runs), step):
        if (run := runs[place]).started_at >= runs[0].started_at + first and run.ended_at:
            past = [one for one in runs[: place + 1] if one.started_at > run.started_at - BACK]
            yield run, find_trouble(SITE, past, run.ended_at)


def any_life(seed: int, every: timedelta, days: int) -> Life:
    """Return one site or another, on which all is as it should be."""
    pick = Random(seed).choice
    return Life(
        seed=seed, every=every, days=days, a_day=pick((3, 8, 20, 40)), weekend=pick((0.2, 0.5, 1.0)),
        validators=pick((True, False)), odd=pick((0.0, 0.02, 0.05)), killed=pick((0.0, 0.005)),
    )  # fmt: skip


def alarms(lives: Iterator[Life], step: int) -> tuple[int, list[str]]:
    """Return how many runs were judged, and what was told of them; but of kills, which are in the histories."""
    told, number = list[str](), 0
    for life in lives:
        for run, troubles in judged(life, step=step):
            number += 1
            told += [f"{life.seed} {run.run} {one}" for one in troubles if "were killed" not in one.what]
    return number, told


def test_sites_that_are_as_they_should_be_raise_nothing() -> None:
    """From the first run on: Sundays, nights, a first run of weeks, kills, 304s, few pages a run."""
    number, told = alarms((any_life(seed, DAY, 42) for seed in range(40)), 1)
    assert number == 1680 and not told
    number, told = alarms((any_life(seed, HOUR, 16) for seed in range(100, 103)), 5)
    assert number == 231 and not told


@pytest.mark.soak
@pytest.mark.parametrize(("every", "lives", "days", "step"), [(DAY, 400, 70, 1), (HOUR, 40, 35, 7)])
def test_hundreds_of_sites_that_are_as_they_should_be_raise_one_alarm_in_ten_thousand_runs_at_most(
    every: timedelta, lives: int, days: int, step: int, capsys: pytest.CaptureFixture[str]
) -> None:
    number, told = alarms((any_life(seed, every, days) for seed in range(1000, 1000 + lives)), step)
    with capsys.disabled():
        print(
            f"\n{len(told)} false alarms in {number:,} runs of {lives} histories, one run every {every}",
            *told,
            sep="\n",
        )
    assert len(told) <= number / 10_000


def test_holidays_raise_that_little_is_new_and_nothing_else() -> None:
    life = Life(seed=5, killed=0, fault="holidays")
    told = {trouble.check for _, troubles in judged(life, 28 * DAY) for trouble in troubles}
    assert told == {"new"}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_raises_its_check_and_no_other_at_daily_runs(fault: str) -> None:
    check, runs, _ = FAULTS[fault]
    life = Life(seed=3, killed=0, fault=fault, days=28 + runs + 1)
    told = [{trouble.check for trouble in troubles} for _, troubles in judged(life, 28 * DAY - HOUR)]
    assert any(told[:runs]) and told[runs - 1] == {check} and set().union(*told) == {check}


@pytest.mark.parametrize("fault", ["feed broken", "selector lost", "site blocked"])
def test_a_fault_raises_its_check_and_no_other_at_hourly_runs(fault: str) -> None:
    check, _, runs = FAULTS[fault]
    life = Life(seed=4, killed=0, every=HOUR, a_day=20, from_day=10, days=11, fault=fault)
    told = [{trouble.check for trouble in troubles} for _, troubles in judged(life, 10 * DAY - HOUR / 2)]
    assert told[runs - 1] == {check} and set().union(*told) == {check}


def test_a_redesign_raises_what_follows_from_it_and_names_a_page() -> None:
    *_, (_, troubles) = judged(Life(seed=3, killed=0, fault="redesign", days=29), 28 * DAY - HOUR)
    assert troubles[0].check == "unread" and {one.check for one in troubles} <= {"unread", "drift", "fields"}
    assert "the last: http://hanoitv.vn/tin-d" in troubles[0].what
