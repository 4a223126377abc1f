"""The clock of runs: a value that tests give, and the machine's own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from hanoitv_scraper.errors import WrongClock

# No run of this program can be older than the program.
WRITTEN = datetime(2026, 1, 1, tzinfo=UTC)

Clock = Callable[[], datetime]
"""Returns the time in UTC."""


def check_clock(now: datetime) -> None:
    """Raise WrongClock for a time before this program was written, as a machine says it that has not asked for it."""
    if now < WRITTEN:
        raise WrongClock(
            f"the clock says {now:%Y-%m-%d %H:%M}, which is before this program was written: set it (`timedatectl` "
            "tells whether something does), and run again; nothing was asked for"
        )


def utc_now() -> datetime:
    """Return the time in UTC, whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)
