"""Quiet hours: what is read, when they begin and end in Vietnam, over midnight too."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanoitv_scraper.items import VIETNAM
from hanoitv_scraper.sites.quiet_hours import QuietHours, parse_quiet_hours, quiet_from, quiet_until

MORNING, NIGHT = parse_quiet_hours("07:00-09:00"), parse_quiet_hours("22:30-05:00")


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-{text}").replace(tzinfo=VIETNAM)


def test_hours_are_said_as_they_are_written() -> None:
    assert [str(hours) for hours in (MORNING, NIGHT)] == ["07:00-09:00", "22:30-05:00"]


@pytest.mark.parametrize(
    "text", ["", "7:00-9:00", "07:00", "07:00-24:00", "07:60-09:00", "07:00 - 09:00", "09:00-09:00", "٠٧:٠٠-٠٩:٠٠"]
)
def test_anything_else_is_refused_and_named(text: str) -> None:
    with pytest.raises(ValueError, match="expected hours in Vietnam like 07:00-09:00, found ") as caught:
        parse_quiet_hours(text)
    assert repr(text) in str(caught.value)


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("23 06:59:59", None),
        ("23 07:00", "23 09:00"),
        ("23 08:59:59", "23 09:00"),
        ("23 09:00", None),
        ("23 22:29", None),
        ("23 22:30", "24 05:00"),
        ("24 00:00", "24 05:00"),
        ("24 04:59", "24 05:00"),
        ("24 05:00", None),
    ],
)
def test_quiet_hours_last_from_their_begin_until_before_their_end(now: str, until: str | None) -> None:
    assert quiet_until((MORNING, NIGHT), at(now)) == (at(until) if until else None)


def test_they_are_vietnams_whatever_clock_is_asked() -> None:
    assert quiet_until((MORNING,), datetime(2026, 11, 23, 0, 30, tzinfo=UTC)) == at("23 09:00")
    assert quiet_until((MORNING,), datetime(2026, 11, 23, 8, 0, tzinfo=UTC)) is None


def test_where_hours_overlap_the_last_end_holds() -> None:
    longer = parse_quiet_hours("08:00-10:00")
    assert quiet_until((MORNING, longer), at("23 08:30")) == at("23 10:00")


@pytest.mark.parametrize(
    ("now", "begin"), [("23 06:00", "23 07:00"), ("23 07:00", "23 22:30"), ("23 23:00", "24 07:00")]
)
def test_the_next_ones_begin_after_now(now: str, begin: str) -> None:
    assert quiet_from((MORNING, NIGHT), at(now)) == at(begin)


def test_a_site_without_them_is_never_quiet() -> None:
    assert quiet_until((), at("23 08:00")) is None and quiet_from((), at("23 08:00")) is None


HOURS = st.builds(QuietHours, begin=st.times(), end=st.times()).filter(lambda hours: hours.begin != hours.end)
NOW = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))


@given(st.lists(HOURS, max_size=3), NOW)
def test_quiet_hours_end_after_now_and_within_a_day_and_begin_so_too(hours: list[QuietHours], now: datetime) -> None:
    for moment in (quiet_until(hours, now), quiet_from(hours, now)):
        assert moment is None or now < moment <= now + timedelta(days=1)
