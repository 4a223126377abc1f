"""A date as a Vietnamese page writes it: day before month, always; naive times are Vietnam's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from unicodedata import normalize

from hanoitv_scraper.items import VIETNAM, Precision
from hanoitv_scraper.vietnamese.text import clean

# A date stands in its own element or line; a longer text is searched this far, so that no page can keep us busy.
LONGEST = 2_000
# How far before a date its weekday and time may begin: "Chủ nhật, 08 giờ 06 phút sáng (GMT+07:00) - ngày " is 45.
REACH = 60
# A line of which a date is the smaller part tells of other things. Longer lines are paragraphs, and their dates are of
# what they tell.
LEAST_SHARE, LONGEST_DATED = 0.4, 160
# "Ngày đăng: 08/11/2021 - Lượt xem: 120": what stands before a date that is the page's own.
DATE_LABEL = re.compile(
    r"\W*(?:(?:thời gian|ngày|giờ) (?:đăng|cập nhật|xuất bản|phát hành|tạo)(?: tin| bài)?|đăng (?:ngày|lúc|vào)"
    r"|(?:đăng|cập nhật|xuất bản)(?: lúc| ngày)?)\W*",
    re.IGNORECASE,
)
# A relative date is the whole text of its element: in a longer text "hôm qua" is prose.
LONGEST_RELATIVE = 60

EARLIEST = datetime(1990, 1, 1, tzinfo=VIETNAM)
# Beyond these no page was fetched and none published; arithmetic with them overflows at the end of time.
YEARS = range(1990, 2100)

# Patterns are matched against a folded text (see _folded): lower case, no diacritics, one kind of dash, bar and quote.
_MARKED = {code: normalize("NFD", chr(code))[0] for code in range(0xC0, 0x1F00)}
FOLDS = {code: base for code, base in _MARKED.items() if base.isascii()} | str.maketrans(
    "đĐ‐‑‒–—−｜•·’‘′´`", "dD------|||'''''"
)

ENGLISH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|"
    "aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
# A blog's "j F, Y", "F j, Y" and "j M, Y" in Vietnamese: 8 Tháng Mười Một, 2021; Tháng Mười Một 8, 2021; 8 Th11, 2021.
NUMBERS = "muoi hai|muoi mot|muoi|mot|hai|ba|tu|nam|sau|bay|tam|chin"
MONTH = rf"(?:thang|thg|th)[ .]{{0,2}}(\d{{1,2}}|{NUMBERS})\b"
MONTHS = {name[:3]: place for place, name in enumerate(ENGLISH.split("|"), 1)} | {
    name: place
    for place, name in enumerate("mot hai ba tu nam sau bay tam chin muoi".split(), 1)
} | {"muoi mot": 11, "muoi hai": 12}  # fmt: skip

DIGIT = re.compile(r"\d", re.ASCII)
# The three numbers of a day. A year of two digits needs a time or a weekday beside it: see _day.
DAY = re.compile(
    r"(?<!\d)(?<!\d[/.])(?:"
    r"(\d{1,2}) ?[/.-] ?(\d{1,2}) ?[/.-] ?(\d{4})(?!\d)|"
    r"(\d{1,2})[/.-](\d{1,2})[/.-](\d\d)(?!\d|[/.:h-]\d)|"
    r"(\d{4}) ?[/.-] ?(\d{1,2}) ?[/.-] ?(\d{1,2})(?!\d)|"
    rf"(\d{{1,2}})[ ,/-]{{0,3}}{MONTH}(?:[ ,./-]|nam){{1,6}}(\d{{4}})(?!\d)|"
    rf"(\d{{1,2}})(?:st|nd|rd|th)?[ -]({ENGLISH})[ ,.-]{{1,2}}(\d{{4}})(?!\d)|"
    rf"\b{MONTH} (\d{{1,2}}),? (\d{{4}})(?!\d)|"
    rf"\b({ENGLISH})\.? (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})(?!\d)"
    r")",
    re.ASCII,
)

WEEKDAY = "thu ?(?:hai|ba|tu|nam|sau|bay|[2-7])|t[2-7]|chu ?nhat|cn|hom nay"
ENGLISH_WEEKDAY = "(?:mon|tue(?:s)?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
TIME = (
    r"(?P<hour>[01]?\d|2[0-3])"
    r"(?: ?(?::|h|g|gio) ?(?P<minute>[0-5]\d|\d(?= ?(?:phut|')))(?!\d)(?: ?(?:phut\b|'))?"
    r"(?::(?P<second>[0-5]\d)(?!\d)(?:[.,]\d{1,9})?)?| ?(?:h|gio)\b(?! truoc))"
    r"(?: ?(?P<half>[ap]\.m\.|(?:am|pm|sa|ch|sang|chieu|toi)\b))?"
)
NAMED_ZONE = r"(?:gmt|utc) ?[+-] ?(?:1[0-4]|0?\d)(?::?[0-5]\d)?(?!\d)|gmt\b|utc\b|ict\b"
# Behind minutes alone "-10:00" is the end of a span, not a zone.
BARE_ZONE = r"z\b|[+-](?:0\d|1[0-4])[0-5]\d(?!\d)|\+(?:0\d|1[0-4])(?::[0-5]\d)?(?!\d)"
EXACT_ZONE = r"(?(second)-(?:0\d|1[0-4]):[0-5]\d(?!\d)|(?(iso)-(?:0\d|1[0-4]):[0-5]\d(?!\d)|(?!)))"
OFFSET = re.compile(r"([+-]) ?(\d{1,2}?):?(\d\d)?$")


def _in_brackets(zone: str) -> str:
    return rf"(?:,| -)? ?(?P<open>[(\[] ?)?(?P<zone>{zone})(?(open) ?[)\]])"


def _before(weekday: str) -> re.Pattern[str]:
    named = rf"\b(?:{weekday})\b[ .,|-]{{0,3}}"
    return re.compile(
        rf"(?=.)(?P<weekday>{named})?"
        rf"(?:(?<!\d)(?<!\d[:.]){TIME}(?:{_in_brackets(NAMED_ZONE)})?[ ,|.;-]{{0,4}})?"
        rf"(?P<weekday_last>{named})?(?:\bngay )?(?:\bm[uo]ng )?$",
        re.ASCII,
    )


# Before a day without an English month, Thu is a person: "Minh Thu - 08/11/2021".
BEFORE = _before(WEEKDAY)
BEFORE_ENGLISH = _before(f"{WEEKDAY}|{ENGLISH_WEEKDAY}")
ENGLISH_MONTH = re.compile(rf"\b(?:{ENGLISH})\b")
AFTER = re.compile(
    rf"(?:(?P<iso>t)| ?(?:[,|.;-] ?){{0,2}}(?:(?:vao )?(?:luc|hoi|at):? )?){TIME}"
    rf"(?:{_in_brackets(f'{NAMED_ZONE}|{BARE_ZONE}|{EXACT_ZONE}')})?",
    re.ASCII,
)
ZONE = re.compile(_in_brackets(NAMED_ZONE), re.ASCII)

# What machines write, alone in the text: ISO 8601 without dashes, and the seconds or milliseconds since 1970.
COMPACT = re.compile(r"\d{8}(?:T\d{4}(?:\d\d)?(?:Z|[+-]\d{4})?)?", re.ASCII)
EPOCH = re.compile(r"([12]\d{9})(\d{3})?", re.ASCII)

UNITS = {
    "giay": "seconds", "phut": "minutes", "gio": "hours", "tieng": "hours", "h": "hours",
    "ngay": "days", "tuan": "weeks",
}  # fmt: skip
AGO = re.compile(rf"\b(?:\d{{1,3}} ?(?:{'|'.join(UNITS)}) ){{1,3}}truoc\b", re.ASCII)
COUNTED = re.compile(r"(\d+) ?([a-z]+)", re.ASCII)
JUST_NOW = re.compile(r"\b(?:vua xong|vua moi|moi day)\b")
DAYS_AGO = re.compile(r"\bhom (nay|qua|kia)\b")
# What may stand around a relative date: "Cập nhật: 2 giờ trước | Thế giới".
LABEL = re.compile(r"(?:[a-z ]{1,20}: ?|(?:dang|cap nhat)(?: luc)? |[-|( ]{1,3})?(?:khoang )?")
NEIGHBOUR = re.compile(r" ?(?:[-|).]|$)")

# What dateparser knows and we do not: "cách đây 3 giờ", "1,5 giờ trước", "năm 2021 tháng 11 ngày 8". Not asked for
# "1 ngày 3 giờ trước", which its version 1.5 takes for three hours ago, nor for "tháng trước", which names no day.
LEFT_RELATIVE = re.compile(
    r"(?:cach|truoc) day \d{1,3} (?:giay|phut|gio|ngay|tuan)|\d{1,3}[.,]\d gio truoc",
    re.ASCII,
)
LEFT_ABSOLUTE = re.compile(r"(?=.*\bthang \d)(?=.*\bngay \d).*\b\d{4}\b", re.ASCII)
# What only a text that tells a time of day holds.
CLOCK = re.compile(r":|\b(?:gio|phut|giay)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A time as a page gave it."""

    when: datetime
    """At +07:00 unless the page says another zone; what is finer than `precision` is zero."""
    precision: Precision
    text: str
    """As printed, weekday and zone included, neighbours not; in NFC, white space folded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What stands beside a day: from `start` to `end` of the text, with time, zone and weekday."""

    start: int
    end: int
    clock: re.Match[str] | None
    zone: timezone
    weekday: bool

    def on(self, day: date, text: str) -> Moment:
        precision: Precision = "day" if self.clock is None else "second" if self.clock["second"] else "minute"
        when = datetime.combine(day, _time(self.clock) if self.clock else time(), self.zone)
        return Moment(when=when, precision=precision, text=text[self.start : self.end])


def parse_moment(text: str, fetched_at: datetime | None = None) -> Moment | None:
    """Return the first date in `text` that can be one of publication (see find_moments), None if there is none."""
    return next(find_moments(text, fetched_at), None)


def find_moments(text: str, fetched_at: datetime | None = None) -> Iterator[Moment]:
    """Return the dates in `text` in order, at +07:00 unless they say another zone.

    Impossible dates, dates before 1990 or after 2099, and those more than a day after `fetched_at` (aware) are passed
    over. A month names no day: "tháng 11 năm 2021" and "2 tháng trước" are no moments. Relative dates ("2 giờ trước")
    need `fetched_at`, and count where they are all the text says.
    """
    text = clean(text[:LONGEST])
    folded = _folded(text)
    days = list(DAY.finditer(folded)) if DIGIT.search(folded) else []
    if days:
        found = _printed(text, folded, days)
    else:
        found = filter(None, (_machine(text) or _unprinted(text, folded, fetched_at),))
    sane = (moment for moment in found if moment.when.year < YEARS.stop and moment.when >= EARLIEST)
    latest = fetched_at + timedelta(days=1) if fetched_at else None
    return (moment for moment in sane if latest is None or moment.when <= latest)


def is_dated(text: str, fetched_at: datetime | None) -> bool:
    """Tell whether a line is there for its date: two fifths of it are one, or it begins with a label and a date."""
    if len(text) > LONGEST_DATED or not DIGIT.search(text):
        return False
    moment = parse_moment(text, fetched_at)
    if moment is None:
        return False
    return len(moment.text) >= LEAST_SHARE * len(text) or bool(DATE_LABEL.fullmatch(text[: text.find(moment.text)]))


def _folded(text: str) -> str:
    """Return `text` of the same length without case and diacritics."""
    return text.translate(FOLDS).lower()


def _printed(text: str, folded: str, days: list[re.Match[str]]) -> Iterator[Moment]:
    end = 0
    for found in days:
        beside = _surroundings(folded, found, end)
        end = beside.end
        day = _day(found, sure=beside.weekday or beside.clock is not None)
        if day:
            yield beside.on(day, text)


def _surroundings(folded: str, day: re.Match[str], floor: int) -> Surroundings:
    pattern = BEFORE_ENGLISH if ENGLISH_MONTH.search(day[0]) else BEFORE
    before = pattern.search(folded, max(floor, day.start() - REACH), day.start())
    timed = before if before and before["hour"] else None
    after = (None if timed else AFTER.match(folded, day.end())) or ZONE.match(folded, day.end())
    clock = timed or (after if after and after.re is AFTER else None)
    zone = (timed and timed["zone"]) or (after and after["zone"])
    return Surroundings(
        start=before.start() if before else day.start(),
        end=after.end() if after else day.end(),
        clock=clock,
        zone=_zone(zone) if zone else VIETNAM,
        weekday=bool(before and (before["weekday"] or before["weekday_last"])),
    )


def _day(found: re.Match[str], *, sure: bool) -> date | None:
    """Return the day of a match of DAY, None if there is none such; a year of two digits counts where it is `sure`."""
    day, month, year = filter(None, found.groups())
    if found[0][0].isalpha():
        day, month = month, day
    elif len(day) == 4:
        day, year = year, day
    if len(year) == 2:
        if not sure:
            return None
        year = f"20{year}" if year < "90" else f"19{year}"
    try:
        return date(int(year), int(month) if month.isdigit() else MONTHS.get(month) or MONTHS[month[:3]], int(day))
    except ValueError:
        return None


def _time(clock: re.Match[str]) -> time:
    """Return the time of day: cafef.vn prints a bogus AM or PM on a 24-hour clock, as in 00:35 AM and 15:32 PM."""
    hour, half = int(clock["hour"]), (clock["half"] or "").replace(".", "")
    if half in ("pm", "ch", "chieu", "toi") and 0 < hour < 12:
        hour += 12
    elif half in ("am", "sa", "sang") and hour == 12:
        hour = 0
    return time(hour, int(clock["minute"] or 0), int(clock["second"] or 0))


def _zone(printed: str) -> timezone:
    offset = OFFSET.search(printed)
    if offset is None:
        return VIETNAM if printed == "ict" else UTC
    sign, hours, minutes = offset.groups()
    east = timedelta(hours=int(hours), minutes=int(minutes or 0))
    return timezone(-east if sign == "-" else east)


def _machine(text: str) -> Moment | None:
    if epoch := EPOCH.fullmatch(text):
        return Moment(when=datetime.fromtimestamp(int(epoch[1]), VIETNAM), precision="second", text=text)
    if COMPACT.fullmatch(text) is None:
        return None
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        return None
    precision: Precision = "day" if len(text) == 8 else "second" if re.search(r"T\d{6}", text) else "minute"
    return Moment(when=when if when.tzinfo else when.replace(tzinfo=VIETNAM), precision=precision, text=text)


def _unprinted(text: str, folded: str, fetched_at: datetime | None) -> Moment | None:
    """Read a text that is no day in numbers: a relative date, or what only dateparser knows."""
    if len(text) > LONGEST_RELATIVE or not any(word in folded for word in ("truoc", "hom", "vua", "day", "thang")):
        return None
    if LEFT_ABSOLUTE.match(folded):
        return _by_dateparser(text, folded)
    if fetched_at is None:
        return None
    now = fetched_at.astimezone(VIETNAM)
    if LEFT_RELATIVE.fullmatch(folded):
        return _by_dateparser(text, folded, now)
    return _named_day(text, folded, now) or _ago(text, folded, now)


def _named_day(text: str, folded: str, now: datetime) -> Moment | None:
    """Read "hôm qua lúc 21:21"."""
    found = DAYS_AGO.search(folded)
    if found is None:
        return None
    beside = _surroundings(folded, found, 0)
    day = now.date() - timedelta(days=("nay", "qua", "kia").index(found[1]))
    return beside.on(day, text) if _is_all(folded, beside.start, beside.end) else None


def _ago(text: str, folded: str, now: datetime) -> Moment | None:
    """Read "2 giờ 30 phút trước" and "vừa xong"."""
    found = AGO.search(folded) or JUST_NOW.search(folded)
    if found is None or not _is_all(folded, *found.span()):
        return None
    counted = [(UNITS[unit], int(count)) for count, unit in COUNTED.findall(found[0])]
    when = now - sum((timedelta(**{unit: count}) for unit, count in counted), timedelta())
    by_day = counted and all(unit in ("days", "weeks") for unit, _ in counted)
    return _rounded(when, "day" if by_day else "minute", text[found.start() : found.end()])


def _is_all(folded: str, start: int, end: int) -> bool:
    return bool(LABEL.fullmatch(folded, 0, start) and NEIGHBOUR.match(folded, end))


def _rounded(when: datetime, precision: Precision, text: str) -> Moment:
    when = when.replace(second=0, microsecond=0)
    return Moment(when=when.replace(hour=0, minute=0) if precision == "day" else when, precision=precision, text=text)


def _by_dateparser(text: str, folded: str, now: datetime | None = None) -> Moment | None:
    """Ask dateparser, told that this is Vietnam: for what lies before `now`, else for a day, month and year."""
    import dateparser  # takes 0.3 s to import, and most pages never need it

    settings: dict[str, object] = {"DATE_ORDER": "DMY", "TIMEZONE": "+0700", "RETURN_AS_TIMEZONE_AWARE": True}
    if now:
        settings |= {"PARSERS": ["relative-time"], "RELATIVE_BASE": now.replace(tzinfo=None)}
    else:
        # Without REQUIRE_PARTS it takes what is missing from today.
        settings |= {"PARSERS": ["absolute-time"], "REQUIRE_PARTS": ["day", "month", "year"]}
    try:
        when = dateparser.parse(text, languages=["vi"], settings=settings)
        when = when and when.astimezone(VIETNAM)
    except OverflowError:  # the last evening of the year 9999 in the far west
        return None
    return _rounded(when, "minute" if CLOCK.search(folded) else "day", text) if when else None
