"""Dates as people write them in a query: a day, a month or a year, the ISO way or the Vietnamese."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from hanoitv_scraper.errors import BadArgument
from hanoitv_scraper.items import VIETNAM

ISO = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?)?", re.ASCII)
VIETNAMESE = re.compile(r"(?:(?:(?P<day>\d{1,2})[/-])?(?P<month>\d{1,2})[/-])?(?P<year>\d{4})", re.ASCII)


def to_period(text: str) -> tuple[datetime, datetime]:
    """Return the first moment of a day, a month or a year, and the first behind it, in Vietnam; raises BadArgument.

    2021-11-08, 08/11/2021, 2021-11, 11/2021 and 2021 are understood.
    """
    match = ISO.fullmatch(text) or VIETNAMESE.fullmatch(text)
    try:
        if match is None:
            raise ValueError
        return _period(int(match["year"]), match["month"], match["day"])
    except (ValueError, OverflowError) as error:
        raise BadArgument(f"expected a date like 2021-11-08, 08/11/2021 or 11/2021, found {text!r}") from error


def _period(year: int, month: str | None, day: str | None) -> tuple[datetime, datetime]:
    start = datetime(year, int(month or 1), int(day or 1), tzinfo=VIETNAM)
    if day:
        return start, start + timedelta(days=1)
    if month and start.month < 12:
        return start, start.replace(month=start.month + 1)
    return start, start.replace(year=year + 1, month=1)
