"""Dates as feeds and sitemaps have them: RFC 822 in RSS, ISO 8601 in the others, and what editors' systems print."""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import parsedate_to_datetime

from hanoitv_scraper.extract.moment import YEARS, parse_moment
from hanoitv_scraper.items import VIETNAM

# "Thứ Hai, ngày 08 tháng 11 năm 2021 - 21 giờ 21 phút 00 giây (GMT+07:00)" has 70.
LONGEST = 100
# Mon, 08 Nov 2021 21:21:00: what follows is the zone, which RFC 822 wants as GMT or +0700. A half of the day is none.
RFC_822 = re.compile(
    r"((?:[a-z]{3,9},?\s*)?\d{1,2}[ -][a-z]{3}[ -]\d{2,4}\s+\d{1,2}:\d\d(?::\d\d)?+)\s*+((?!(?:am|pm|sa|ch)\b).*)",
    re.IGNORECASE | re.ASCII,
)
EAST_OR_WEST = re.compile(r"(?:GMT|UTC)?\s?([+-])\s?(\d{1,2}):?(\d\d)?", re.IGNORECASE | re.ASCII)


def read_date(text: str) -> datetime | None:
    """Return a date in RFC 822 or ISO 8601, aware, None for all else and for years before 1990 and after 2099.

    RFC 822 may lack its weekday, and have two digits for the year and `GMT+7` for the zone. A time without a zone is
    Vietnam's, a day without a time its midnight there.
    """
    text = text.strip()
    if len(text) > LONGEST:
        return None
    try:
        return _sane(datetime.fromisoformat(text))
    except ValueError:
        printed = RFC_822.fullmatch(text)
    return _sane(_read_rfc_822(*printed.groups())) if printed else None


def read_printed_date(text: str) -> datetime | None:
    """Return a date as pages print it (see parse_moment); what nobody can read may cost a millisecond."""
    moment = parse_moment(text) if len(text) <= LONGEST else None
    return _sane(moment.when if moment else None)


def _read_rfc_822(clock: str, zone: str) -> datetime | None:
    if offset := EAST_OR_WEST.fullmatch(zone):
        zone = f"{offset[1]}{offset[2]:0>2}{offset[3] or '00'}"
    try:
        return parsedate_to_datetime(f"{clock} {zone}")
    except (ValueError, OverflowError):
        return None


def _sane(when: datetime | None) -> datetime | None:
    if when is None or when.year not in YEARS:
        return None
    return when if when.tzinfo else when.replace(tzinfo=VIETNAM)
