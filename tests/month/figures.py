"""The month in figures, for whoever runs it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from statistics import median

from tests.month.take import Taken
from tests.month.zygote import Ended


def figures(taken: Taken) -> Iterator[str]:
    """Yield them, a line each."""
    hours, last = taken.hours, taken.sizes[-1]
    killed, well = sum(hour.is_killed for hour in hours), [hour.ended for hour in hours if hour.ended.handles]
    versions = sum(map(len, taken.history.values()))
    yield f"runs        {len(hours)} in {taken.minutes:.1f} minutes, {killed} killed"
    yield f"requests    {sum(hour.requests for hour in hours):,}, articles sent {sum(hour.sent for hour in hours):,}"
    yield f"newsroom    {len(taken.history)} pages in {versions} versions, {len(taken.removed)} removed"
    folders = ", ".join(f"{name} {size / 2**20:.1f}" for name, size in last.most_common())
    yield f"archive     {last.total() / 2**20:.1f} MiB: {folders}"
    yield f"first week  {of_week(well[1:168], taken.grown[:6])}"
    yield f"last week   {of_week(well[-168:], taken.grown[-7:])}"
    for check in sorted({check for hour in hours for check in hour.checks}):
        yield f"{check:<12}{', '.join(spans([hour.number for hour in hours if check in hour.checks]))}"


def of_week(runs: Sequence[Ended], days: Sequence[Counter[str]]) -> str:
    memory = f"{median(run.rss for run in runs):.1f} MiB of memory, at most {max(run.rss for run in runs):.1f}"
    files = f"{max(run.handles for run in runs)} open files, {median(run.seconds for run in runs):.2f} s a run"
    return f"{memory}, {files}, {median(day.total() for day in days) / 1_000:.0f} kB a day"


def spans(hours: Sequence[int]) -> Iterator[str]:
    """Yield the hours that follow on each other, as day and hour from 0: `15 10:00 to 19 08:00`."""
    for _, group in groupby(enumerate(hours), key=lambda pair: pair[1] - pair[0]):
        span = [hour for _, hour in group]
        yield " to ".join(f"{hour // 24} {hour % 24:02}:00" for hour in (span[0], span[-1]))
