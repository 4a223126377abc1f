"""Dates as Vietnamese pages print them: day before month, always."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanoitv_scraper.extract.moment import parse_moment

FETCHED = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "when", "precision", "printed"),
    [
        ("08/11/2021 21:21", "2021-11-08T21:21:00+07:00", "minute", "08/11/2021 21:21"),
        ("Thứ ba, 25/1/2022, 06:00 (GMT+7)", "2022-01-25T06:00:00+07:00", "minute", "Thứ ba, 25/1/2022, 06:00 (GMT+7)"),
        ("Thứ bảy, 07/03/2026 - 08:07", "2026-03-07T08:07:00+07:00", "minute", "Thứ bảy, 07/03/2026 - 08:07"),
        (
            "07/03/2026 \xa0 08:52 (GMT+07:00)",
            "2026-03-07T08:52:00+07:00",
            "minute",
            "07/03/2026 \xa0 08:52 (GMT+07:00)",
        ),
        ("07-03-2026 - 00:01 AM", "2026-03-07T00:01:00+07:00", "minute", "07-03-2026 - 00:01 AM"),
        ("22-07-2018 - 15:32 PM", "2018-07-22T15:32:00+07:00", "minute", "22-07-2018 - 15:32 PM"),
        ("22-07-2018 - 03:32 PM", "2018-07-22T15:32:00+07:00", "minute", "22-07-2018 - 03:32 PM"),
        (" - 07/03/2026 08:47", "2026-03-07T08:47:00+07:00", "minute", "07/03/2026 08:47"),
        ("Thứ Hai, ngày 20/07/2026 - 06:31", "2026-07-20T06:31:00+07:00", "minute", "Thứ Hai, ngày 20/07/2026 - 06:31"),
        ("Thứ Năm, 16/07/2026 17:17 | Thế giới", "2026-07-16T17:17:00+07:00", "minute", "Thứ Năm, 16/07/2026 17:17"),
        ("23:02 , 06/03/2026", "2026-03-06T23:02:00+07:00", "minute", "23:02 , 06/03/2026"),
        ("08:06' - 07/03/2026", "2026-03-07T08:06:00+07:00", "minute", "08:06' - 07/03/2026"),
        ("07/03/2026 lúc 08:06", "2026-03-07T08:06:00+07:00", "minute", "07/03/2026 lúc 08:06"),
        ("Thứ 2, Ngày 23.03.2015", "2015-03-23T00:00:00+07:00", "day", "Thứ 2, Ngày 23.03.2015"),
        ("CN, 13/2/2022 16:08:30", "2022-02-13T16:08:30+07:00", "second", "CN, 13/2/2022 16:08:30"),
        ("2026-03-07T08:07:18+07:00", "2026-03-07T08:07:18+07:00", "second", None),
        ("2026-03-07 08:07", "2026-03-07T08:07:00+07:00", "minute", None),
        ("2026-03-07T08:52:11.000 +07:00", "2026-03-07T08:52:11+07:00", "second", None),
        ("2026-03-07T01:07:18Z", "2026-03-07T08:07:18+07:00", "second", None),
        ("08 tháng 11 năm 2021", "2021-11-08T00:00:00+07:00", "day", None),
        ("2 giờ trước", "2026-11-23T08:00:00+07:00", "minute", None),
        ("hôm qua", "2026-11-22T00:00:00+07:00", "day", None),
    ],
)
def test_a_date_is_read_as_printed(text: str, when: str, precision: str, printed: str | None) -> None:
    moment = parse_moment(text, FETCHED)
    assert moment is not None
    assert moment.when == datetime.fromisoformat(when)
    assert moment.precision == precision
    assert printed is None or moment.text == printed


@pytest.mark.parametrize(
    "text",
    ["", "Trang chủ", "32/13/2021", "08/11/1889", "24/11/2030 10:00", "25:99 08/13/2021", "0243 8356 700", "2021"],
)
def test_what_is_no_date_of_publication_is_none(text: str) -> None:
    assert parse_moment(text, FETCHED) is None


def test_a_relative_date_needs_the_time_of_fetching() -> None:
    assert parse_moment("2 giờ trước") is None


@given(st.text(max_size=80))
def test_any_text_is_a_date_or_none(text: str) -> None:
    moment = parse_moment(text, FETCHED)
    assert moment is None or (moment.when.tzinfo and moment.when.year >= 1990)
