"""How sites stand, as a person reads it: a table, and below it what is wrong and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from statistics import median

from rich.console import Console
from rich.table import Table
from rich.text import Text

from hanoitv_scraper.archive.run_file import RunFile
from hanoitv_scraper.health.standing import Standing
from hanoitv_scraper.items import VIETNAM
from hanoitv_scraper.say import one_line

BARS = "▁▂▃▄▅▆▇█"
# A day on which nothing ran.
GAP = "·"


def show(standings: Sequence[Standing], now: datetime, console: Console) -> None:
    """Print a line a site, and two for each trouble; `now` is in UTC."""
    table = Table(box=None, header_style="dim", padding=(0, 2, 0, 0))
    for heading in ("site", "last success", "last run", "new a day", "what is wrong"):
        table.add_column(heading, no_wrap=True)
    for standing in standings:
        table.add_row(*_row(standing, now))
    console.print(table, soft_wrap=True)
    for line in _troubles(standings):
        console.print(line, soft_wrap=True)


def _row(standing: Standing, now: datetime) -> Iterator[Text]:
    success, last = standing.success, standing.last
    checks = ", ".join(dict.fromkeys(trouble.check for trouble in standing.trouble))
    yield Text(one_line(standing.site))
    yield Text(_ago(success.started_at, now) if success else "none")
    yield Text(_ended(last, now) if last else "never run")
    yield Text(_trend(standing.new))
    yield Text(checks, style="red") if checks else Text("never run" if last is None else "all well", style="dim")


def _ago(at: datetime, now: datetime) -> str:
    return f"{at.astimezone(VIETNAM):%Y-%m-%d %H:%M} ({_about(max(now - at, timedelta()))} ago)"


def _about(time: timedelta) -> str:
    """Return a time to two digits or so: 40 s, 12 min, 30 h, 9 days."""
    seconds = time.total_seconds()
    for unit, length, most in (("s", 1, 120), ("min", 60, 7_200), ("h", 3_600, 172_800)):
        if seconds < most:
            return f"{seconds / length:.0f} {unit}"
    return f"{seconds / 86_400:.0f} days"


def _ended(run: RunFile, now: datetime) -> str:
    if run.status == "started":
        return f"begun {_about(max(now - run.started_at, timedelta()))} ago"
    if run.status == "recovered":
        return "killed"
    took = f", {_about(run.ended_at - run.started_at)}" if run.ended_at else ""
    return f"code {run.exit_code}{took}"


def _trend(new: Sequence[int | None]) -> str:
    """Return the days as bars, up to twice the usual day, and what that is; a first run, of weeks, is cut off there."""
    known = [count for count in new if count is not None]
    if not known:
        return ""
    usual = median(known)
    bars = (GAP if count is None else BARS[min(int(count / (2 * usual or 1) * 8), 7)] for count in new)
    return f"{''.join(bars)} {usual:.0f}"


def _troubles(standings: Sequence[Standing]) -> Iterator[Text]:
    for standing in standings:
        for trouble in standing.trouble:
            what, do = one_line(trouble.what), one_line(trouble.do)
            yield Text.assemble("\n", (one_line(standing.site), "bold"), f": {trouble.check}: {what}\n  do: {do}")
