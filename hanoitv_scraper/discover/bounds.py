"""Which articles are wanted, by when they were published, and what a door's dates tell of that before a fetch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

# A list tells a date to the day, a feed in a zone that may be wrong: nearer to a bound than this the page decides.
SLACK = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Both included; None is no bound. Aware datetimes."""

    since: datetime | None = None
    until: datetime | None = None

    def __bool__(self) -> bool:
        return self.since is not None or self.until is not None

    def holds(self, published: datetime | None) -> bool:
        """Tell whether an article is wanted; one whose page tells no date is not where a bound is given."""
        if not self:
            return True
        return (
            published is not None
            and (self.since is None or self.since <= published)
            and (self.until is None or published <= self.until)
        )

    def is_newer(self, told: datetime | None) -> bool:
        """Tell whether what a door told of an article's date leaves no doubt that it is too new."""
        return self.until is not None and told is not None and told - SLACK > self.until


def is_older(told: datetime | None, since: datetime) -> bool:
    """Tell whether what a door told of an article's date leaves no doubt that it was published before `since`."""
    return told is not None and told + SLACK < since
