"""Hours of the day in which a site is left alone, as site files write them: `07:00-09:00`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from hanoitv_scraper.items import VIETNAM

HOURS = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietHours:
    """From `begin` until before `end` every day, in Vietnam; over midnight where `end` is the earlier."""

    begin: time
    end: time

    def __str__(self) -> str:
        return f"{self.begin:%H:%M}-{self.end:%H:%M}"


def parse_quiet_hours(text: str) -> QuietHours:
    """Return the hours that "07:00-09:00" or "22:30-05:00" says; raises ValueError, saying what was expected."""
    found = HOURS.fullmatch(text)
    hours = (
        QuietHours(begin=time(int(found[1]), int(found[2])), end=time(int(found[3]), int(found[4]))) if found else None
    )
    if hours is None or hours.begin == hours.end:
        raise ValueError(f"expected hours in Vietnam like 07:00-09:00, found {text!r}")
    return hours


def quiet_until(hours: Sequence[QuietHours], now: datetime) -> datetime | None:
    """Return when the quiet hours end in which `now` (aware) lies, None where it lies in none."""
    local = now.astimezone(VIETNAM)
    ends = []
    for each in hours:
        for day in (local.date() - timedelta(days=1), local.date()):
            begin = datetime.combine(day, each.begin, VIETNAM)
            end = datetime.combine(day + timedelta(days=each.end <= each.begin), each.end, VIETNAM)
            if begin <= local < end:
                ends.append(end)
    return max(ends, default=None)


def quiet_from(hours: Sequence[QuietHours], now: datetime) -> datetime | None:
    """Return when the next quiet hours begin after `now` (aware), None where a site has none."""
    local = now.astimezone(VIETNAM)
    begins = (
        datetime.combine(local.date() + timedelta(days=day), each.begin, VIETNAM) for each in hours for day in (0, 1)
    )
    return min((begin for begin in begins if begin > local), default=None)
