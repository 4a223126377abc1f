"""Numbers and dates in the manner of Vietnamese and English; `assets/language.js` has the same for the open page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Literal

from markupsafe import Markup

from hanoitv_scraper.dumps.report.periods import Step

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = ("vi", "en")
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
VIETNAMESE: Mapping[int, int] = str.maketrans(",.", ".,")


def show_number(number: float, language: Language) -> str:
    """Return a whole number, or one with a digit behind the point."""
    text = f"{number:,}" if isinstance(number, int) else f"{number:,.1f}"
    return text.translate(VIETNAMESE) if language == "vi" else text


def show_share(share: float, language: Language) -> str:
    """Return a share of 1 in hundredths, with a digit behind the point where it is near none or all; all is all."""
    is_part = 0 < share < 1
    told = min(share, 0.999) if is_part else share
    text = f"{told:.1%}" if is_part and not 0.0995 <= share < 0.995 else f"{told:.0%}"
    return text.translate(VIETNAMESE) if language == "vi" else text


def show_ratio(ratio: float, language: Language) -> str:
    """Return how many times as much something is: ×2 or ÷2, with a digit behind the point where it is small."""
    times = max(ratio, 1 / ratio)
    return ("×" if ratio >= 1 else "÷") + show_number(times if times < 9.95 else round(times), language)


def show_date(day: date, language: Language, step: Step = "day") -> str:
    """Return a day, or the month or year that begins with it; of a moment its hour and minute too."""
    clock = f" {day:%H:%M}" if isinstance(day, datetime) else ""
    if step == "year":
        return f"{day.year:04d}"
    if step == "month":
        return f"{day.month:02d}/{day.year:04d}" if language == "vi" else f"{MONTHS[day.month - 1]} {day.year:04d}"
    if language == "vi":
        return f"{day.day:02d}/{day.month:02d}/{day.year:04d}{clock}"
    return f"{day.day} {MONTHS[day.month - 1]} {day.year:04d}{clock}"


def to_machine(day: date, step: Step = "day") -> str:
    """Return a date as HTML's `time` element takes it: as exact as it is shown."""
    if isinstance(day, datetime):
        return day.replace(tzinfo=None).isoformat("T", "minutes")
    return day.isoformat()[: {"year": 4, "month": 7}.get(step, 10)]


def with_code(line: str) -> Markup:
    """Return a line in which what stands between backticks is code."""
    parts = (Markup("<code>{}</code>").format(part) if at % 2 else part for at, part in enumerate(line.split("`")))
    return Markup("").join(parts)


def number(value: int | None) -> Markup:
    """Return a number as an element that the page writes anew where a reader switches languages."""
    return (
        Markup("–") if value is None else Markup('<data value="{}">{}</data>').format(value, show_number(value, "vi"))
    )


def share(value: float | None) -> Markup:
    """Return a share as such an element."""
    if value is None:
        return Markup("–")
    return Markup('<data class="p" value="{:.6f}">{}</data>').format(value, show_share(value, "vi"))


def ratio(value: float | None) -> Markup:
    """Return how many times as much something is as such an element."""
    if value is None:
        return Markup("–")
    return Markup('<data class="x" value="{:.4f}">{}</data>').format(value, show_ratio(value, "vi"))


def moment(value: date | None, step: Step = "day") -> Markup:
    """Return a date or a time as such an element."""
    if value is None:
        return Markup("–")
    return Markup('<time datetime="{}">{}</time>').format(to_machine(value, step), show_date(value, "vi", step))
