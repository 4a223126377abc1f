"""Durations: what is read, and that nothing else is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanoitv_scraper.sites.duration import LONGEST, duration_text, parse_duration


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("1 second", timedelta(seconds=1)),
        ("90 minutes", timedelta(minutes=90)),
        ("1 hour", timedelta(hours=1)),
        ("30 days", timedelta(days=30)),
        ("2 weeks", timedelta(weeks=2)),
        ("36525 days", LONGEST),
    ],
)
def test_a_number_and_a_unit_are_a_duration(text: str, duration: timedelta) -> None:
    assert parse_duration(text) == duration


@pytest.mark.parametrize(
    "text",
    [
        *("", "30", "days", "30days", "1  day", " 1 day", "1 day\n", "1 month"),
        *("0 days", "-1 day", "1.5 hours", "٣ days"),
        *("36526 days", "99999999 weeks", "9" * 5_000 + " minutes"),
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^expected seconds, minutes, hours, days or weeks"):
        parse_duration(text)


@given(st.text() | st.from_regex(r"[0-9]{1,20} (second|minute|hour|day|week)s?", fullmatch=True))
def test_any_text_is_a_duration_above_nothing_or_a_value_error(text: str) -> None:
    try:
        assert timedelta() < parse_duration(text) <= LONGEST
    except ValueError as error:
        assert repr(text) in str(error)


@given(st.integers(1, 99_999_999) | st.integers(1, 60_000).map(lambda minutes: 60 * minutes))
def test_a_duration_is_told_as_it_is_read(seconds: int) -> None:
    assert parse_duration(duration_text(timedelta(seconds=seconds))) == timedelta(seconds=seconds)


@pytest.mark.parametrize("text", ["1 second", "50 minutes", "1 hour", "26 hours", "3 days", "2 weeks"])
def test_a_duration_is_told_in_its_largest_unit(text: str) -> None:
    assert duration_text(parse_duration(text)) == text
