"""Pace: when each article comes out."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from tests.newsroom.first_story import HANOI, first_story

A_YEAR = 525_960
"""Minutes."""
FOLLOWED: dict[int, Literal["video", "audio"]] = {5: "video", 9: "audio"}


def followed_by(number: int) -> Literal["video", "audio"] | None:
    """Return which recording comes out a minute after article `number` (from 1)."""
    return FOLLOWED.get(number % 20)


def publishing_times(articles: int, years: float | None = None, ending: datetime | None = None) -> list[datetime]:
    """Return when the articles come out, the oldest first, each more than a minute after the one before.

    The first comes out with `first_story`; or else, with `ending`, the newest story, a recording too, in that minute.
    Raises ValueError where there are too many articles for so many years.
    """
    minutes = [int(2_500 * number**0.6) for number in range(articles)] if years is None else spread(articles, years)
    first = first_story().published
    if ending and minutes:
        last = timedelta(minutes=minutes[-1] + (followed_by(articles) is not None))
        first = ending.astimezone(HANOI).replace(second=0, microsecond=0) - last
    return [first + timedelta(minutes=minute) for minute in minutes]


def spread(articles: int, years: float) -> list[int]:
    """Return so many minutes, evenly over the years, from 0 to the last."""
    whole, gaps = round(years * A_YEAR), max(1, articles - 1)
    if articles > 1 and whole < 2 * gaps:
        raise ValueError(f"{articles} articles in {years:g} years come out less than two minutes apart")
    return [whole * number // gaps for number in range(articles)]
