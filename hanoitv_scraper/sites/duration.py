"""Durations, as site files write them: `30 days`."""

from __future__ import annotations

import re
from datetime import timedelta

# Eight digits hold a hundred years in minutes, and no unit carries them beyond what a timedelta holds.
DURATION = re.compile(r"([1-9]\d{0,7}) (second|minute|hour|day|week)s?", re.ASCII)
LONGEST = timedelta(days=36_525)
UNITS = {"week": 604_800, "day": 86_400, "hour": 3_600, "minute": 60, "second": 1}


def parse_duration(text: str) -> timedelta:
    """Return the time that "90 seconds", "50 minutes", "1 hour", "30 days" or "2 weeks" says: whole, above nothing.

    Raises ValueError, saying what was expected, for any other text and for more than a hundred years.
    """
    found = DURATION.fullmatch(text)
    duration = timedelta(**{f"{found[2]}s": int(found[1])}) if found else timedelta()
    if not timedelta() < duration <= LONGEST:
        expected = "expected seconds, minutes, hours, days or weeks, like 30 days, 100 years at most"
        raise ValueError(f"{expected}, found {text!r}")
    return duration


def duration_text(duration: timedelta) -> str:
    """Return a time of whole seconds as parse_duration reads it, in the largest unit that tells it whole."""
    seconds = round(duration.total_seconds())
    unit, size = next((unit, size) for unit, size in UNITS.items() if seconds % size == 0)
    return f"{seconds // size} {unit}{'s' if seconds != size else ''}"
