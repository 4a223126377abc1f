"""A date as a Vietnamese page writes it: day before month, always; naive times are Vietnam's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from hanoitv_scraper.items import VIETNAM, Precision

# A weekday in its spellings: Thứ Hai, thứ 2, Chủ nhật, CN.
WEEKDAY = r"(?:(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s+nhật|CN)\s*,?\s*)?(?:ngày\s+)?"
DATE = r"(?P<day>\d{1,2})\s?[/.-]\s?(?P<month>\d{1,2})\s?[/.-]\s?(?P<year>\d{4})(?!\d)"
TIME = r"(?P<{0}hour>\d{{1,2}})\s?[:hg]\s?(?P<{0}minute>\d{{2}})(?:'|:(?P<{0}second>\d{{2}}))?(?!\d)"
# cafef.vn prints a 24-hour clock with a bogus AM: AM and PM are printed text, not meaning, where the hour says it all.
HALF = r"(?:\s?(?P<half>[AP]M|SA|CH)\b)?"
ZONE = r"(?:\s*\(?\s*(?:GMT|UTC)\s*\+\s*0?7(?::?00)?\s*\)?)?"
GAP = r"\s*(?:[,|–-]|lúc)?\s*"
PRINTED = re.compile(
    rf"(?<![\d/.-]){WEEKDAY}(?:{TIME.format('a')}{GAP}{WEEKDAY})?{DATE}(?:{GAP}{TIME.format('b')}{HALF})?{ZONE}",
    re.IGNORECASE,
)

# What only a text that tells a time of day holds.
CLOCK = re.compile(r":|giờ|phút|giây", re.IGNORECASE)

# ISO 8601 with seconds, in its long and short form.
SECONDS = re.compile(r"[T ]\d\d:\d\d:\d\d|T\d{6}")
RELATIVE = re.compile(r"trước|hôm qua|hôm nay|hôm kia", re.IGNORECASE)

EARLIEST = datetime(1990, 1, 1, tzinfo=VIETNAM)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A time as a page gave it."""

    when: datetime
    precision: Precision
    text: str
    """As printed, weekday and zone included, neighbours not."""


def parse_moment(text: str, fetched_at: datetime | None = None) -> Moment | None:
    """Return the first date in `text`, at +07:00 unless it says another zone; None if there is none.

    Dates before 1990 and dates more than a day after `fetched_at` are none. Relative dates ("2 giờ trước") need
    `fetched_at`.
    """
    moment = _printed(text) or _iso(text) or _by_dateparser(text, fetched_at)
    if moment is None or moment.when < EARLIEST:
        return None
    return None if fetched_at and moment.when > fetched_at + timedelta(days=1) else moment


def _printed(text: str) -> Moment | None:
    match = PRINTED.search(text)
    if match is None:
        return None
    clock = "a" if match["ahour"] else "b" if match["bhour"] else ""
    hour, minute, second = (int(match[clock + unit] or 0) if clock else 0 for unit in ("hour", "minute", "second"))
    if clock == "b" and (match["half"] or "").upper() in ("PM", "CH") and 0 < hour < 12:
        hour += 12
    try:
        day = date(int(match["year"]), int(match["month"]), int(match["day"]))
        when = datetime.combine(day, time(hour, minute, second), VIETNAM)
    except ValueError:
        return None
    precision: Precision = "second" if clock and match[clock + "second"] else "minute" if clock else "day"
    return Moment(when=when, precision=precision, text=match[0].strip())


def _iso(text: str) -> Moment | None:
    """Read ISO 8601 and its broken kin: a space before the zone (vietnamnet.vn) or for the T (dantri.com.vn)."""
    compact = re.sub(r"\s+(?=[+-]\d\d:?\d\d$|Z$)", "", text.strip())
    try:
        when = datetime.fromisoformat(compact)
    except ValueError:
        return None
    precision: Precision = "day" if len(compact) <= 10 else "second" if SECONDS.search(compact) else "minute"
    return Moment(when=when if when.tzinfo else when.replace(tzinfo=VIETNAM), precision=precision, text=text.strip())


def _by_dateparser(text: str, fetched_at: datetime | None) -> Moment | None:
    """Ask dateparser, told that this is Vietnam: by its defaults 08/11 is the 11th of August."""
    relative = RELATIVE.search(text) is not None
    if not 5 <= len(text) <= 60 or (fetched_at is None if relative else not any(map(str.isdigit, text))):
        return None
    import dateparser  # takes 0.3 s to import, and most pages never need it

    settings: dict[str, object] = {"DATE_ORDER": "DMY", "TIMEZONE": "+0700", "RETURN_AS_TIMEZONE_AWARE": True}
    if relative and fetched_at:
        base = fetched_at.astimezone(VIETNAM).replace(tzinfo=None)
        settings |= {"PARSERS": ["relative-time"], "RELATIVE_BASE": base}
    else:
        settings |= {"PARSERS": ["absolute-time"], "REQUIRE_PARTS": ["day", "month", "year"]}
    when = dateparser.parse(text, languages=["vi"], settings=settings)
    if when is None:
        return None
    when = when.astimezone(VIETNAM)
    if CLOCK.search(text):
        return Moment(when=when, precision="minute", text=text)
    return Moment(when=when.replace(hour=0, minute=0, second=0, microsecond=0), precision="day", text=text)
