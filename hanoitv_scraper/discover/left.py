"""What was found and not followed: every kind has a name, a count and its first address."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, get_args

Reason = Literal[
    "not http",  # mailto:, tel:, javascript:, ftp: …
    "off site",
    "malformed",  # no address at all, or one without a host
    "session id",  # the link was followed without it
    "calendar",  # a day, month or year of an archive by date
    "tag",  # lists of tags and topics, searches, log-ins: without end, and their articles stand in sections too
    "facet",  # one list in many orders and filters
    "too many lists",
    "too many links",  # beyond the first thousands of a page
    "too many pages",  # of one list
    "undated",  # the pages behind ten of a list on which no article told a date
    "nothing new on page",  # paging that goes on without an end
    "other kind",  # a film where articles were asked for
    "older",  # than what was asked for, as the list, feed or sitemap says
    "newer",
    "too many addresses",  # beyond the first two million of a sitemap
    "broken xml",  # a feed or sitemap that is read as far as it goes
]
REASONS: tuple[Reason, ...] = get_args(Reason)


class Left:
    """Counts by reason, and the first address of each."""

    def __init__(self) -> None:
        self._counts: dict[Reason, tuple[int, str]] = {}

    def note(self, reason: Reason, url: str, count: int = 1) -> None:
        """Count `count` addresses that were left for a reason; `url` is one of them."""
        before, first = self._counts.get(reason, (0, url))
        self._counts[reason] = (before + count, first)

    def add(self, other: Left) -> None:
        """Take in what another page left."""
        for reason, count, first in other:
            self.note(reason, first, count)

    def __iter__(self) -> Iterator[tuple[Reason, int, str]]:
        """Yield reason, count and first address, in the order of `REASONS`."""
        for reason in REASONS:
            if reason in self._counts:
                yield (reason, *self._counts[reason])
