"""Durations, as site files write them: `30 days`."""

from __future__ import annotations

import re
from datetime import timedelta

# Eight digits hold a hundred years in minutes, and no unit carries them beyond what a timedelta holds.
DURATION = re.compile(r"([1-9]\d{0,7}) (minute|hour|day|week)s?", re.ASCII)
LONGEST = timedelta(days=36_525)


def parse_duration(text: str) -> timedelta:
    """Return the time that "90 minutes", "1 hour", "30 days" or "2 weeks" says: a whole number, above nothing.

    Raises ValueError, saying what was expected, for any other text and for more than a hundred years.
    """
    found = DURATION.fullmatch(text)
    duration = timedelta(**{f"{found[2]}s": int(found[1])}) if found else timedelta()
    if not timedelta() < duration <= LONGEST:
        raise ValueError(f"expected minutes, hours, days or weeks, like 30 days, 100 years at most, found {text!r}")
    return duration
