"""Days, weeks, months or years: into which a span of time is parted so that a chart of it can be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Literal

Step = Literal["day", "week", "month", "year"]

STARTS: dict[Step, Callable[[date], date]] = {
    "day": lambda day: day,
    "week": lambda day: day - timedelta(days=day.weekday()),
    "month": lambda day: day.replace(day=1),
    "year": lambda day: day.replace(month=1, day=1),
}
# How many days a step is fine for: more bars than this cannot be told apart. One misread date may lie centuries away.
LONGEST: dict[Step, int] = {"day": 100, "week": 800, "month": 9_000}
# Where more periods than these lie between the first and the last, those with nothing in them are left out.
MOST = 400


def pick_step(days: Iterable[date]) -> Step:
    """Return into what to part the span of these days."""
    known = sorted(days)
    length = (known[-1] - known[0]).days + 1 if known else 1
    return next((step for step, longest in LONGEST.items() if length <= longest), "year")


def start_of(day: date, step: Step) -> date:
    """Return the first day of the period that a day is in; weeks begin on Monday."""
    return STARTS[step](day)


def all_periods(days: Iterable[date], step: Step) -> list[date]:
    """Return the first days of all periods from the first of these days to the last, in order, without a gap."""
    starts = sorted({start_of(day, step) for day in days})
    if not starts:
        return []
    filled = [starts[0]]
    while filled[-1] < starts[-1] and len(filled) <= MOST:
        filled.append(_next(filled[-1], step))
    return filled if filled[-1] == starts[-1] else starts


def _next(start: date, step: Step) -> date:
    if step == "day":
        return start + timedelta(days=1)
    if step == "week":
        return start + timedelta(days=7)
    if step == "year":
        return start.replace(year=start.year + 1)
    return (start + timedelta(days=31)).replace(day=1)
