"""Dates as Vietnamese pages print them: day before month, always."""

from __future__ import annotations

import sys
import unicodedata
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanoitv_scraper.extract.moment import find_moments, parse_moment
from hanoitv_scraper.items import VIETNAM
from hanoitv_scraper.vietnamese.text import clean

FETCHED = datetime(2026, 11, 23, 3, 0, 42, tzinfo=UTC)  # a Monday, 10:00:42 in Hà Nội

# Each is a date and nothing else, and is kept whole. 2021-11-08 was a Monday.
DATES = [
    # the timestamp strings of vnexpress, dantri, vietnamnet, tuoitre, baochinhphu, cafef, nhandan, thanhnien
    ("Thứ ba, 25/1/2022, 06:00 (GMT+7)", "2022-01-25T06:00:00+07:00", "minute"),
    ("Chủ nhật, 13/2/2022, 16:08 (GMT+7)", "2022-02-13T16:08:00+07:00", "minute"),
    ("Thứ bảy, 07/03/2026 - 08:07", "2026-03-07T08:07:00+07:00", "minute"),
    ("07/03/2026 08:52 (GMT+07:00)", "2026-03-07T08:52:00+07:00", "minute"),
    ("07/03/2026 08:01 GMT+7", "2026-03-07T08:01:00+07:00", "minute"),
    ("01/03/2026 09:51", "2026-03-01T09:51:00+07:00", "minute"),
    ("07-03-2026 - 00:01 AM", "2026-03-07T00:01:00+07:00", "minute"),
    ("23:02 , 06/03/2026", "2026-03-06T23:02:00+07:00", "minute"),
    ("Thứ Hai, ngày 20/07/2026 - 06:31", "2026-07-20T06:31:00+07:00", "minute"),
    ("Thứ 2, Ngày 23.03.2015", "2015-03-23T00:00:00+07:00", "day"),
    ("1.7.2026", "2026-07-01T00:00:00+07:00", "day"),
    # the formats of public crawlers
    ("21:21, 08/11/2021", "2021-11-08T21:21:00+07:00", "minute"),
    ("21:21 08/11/2021", "2021-11-08T21:21:00+07:00", "minute"),
    ("08/11/2021, 21:21", "2021-11-08T21:21:00+07:00", "minute"),
    ("08/11/2021 | 21:21", "2021-11-08T21:21:00+07:00", "minute"),
    ("08/11/2021 lúc 21:21", "2021-11-08T21:21:00+07:00", "minute"),
    ("08/11/2021 vào lúc: 21:21", "2021-11-08T21:21:00+07:00", "minute"),
    ("08/11/2021 21:21 UTC+7", "2021-11-08T21:21:00+07:00", "minute"),
    ("21:21 - 08/11/2021", "2021-11-08T21:21:00+07:00", "minute"),
    ("08:06' - 07/03/2026", "2026-03-07T08:06:00+07:00", "minute"),
    ("03:32 PM 22/07/2018", "2018-07-22T15:32:00+07:00", "minute"),
    # weekdays
    ("CN, 13/2/2022 16:08:30", "2022-02-13T16:08:30+07:00", "second"),
    ("CN 07/11/2021", "2021-11-07T00:00:00+07:00", "day"),
    ("Chủ Nhật, ngày 07/11/2021", "2021-11-07T00:00:00+07:00", "day"),
    ("T2, 08/11/2021 21:21", "2021-11-08T21:21:00+07:00", "minute"),
    ("T2 08/11/2021", "2021-11-08T00:00:00+07:00", "day"),
    ("thứ hai 08/11/2021", "2021-11-08T00:00:00+07:00", "day"),
    ("THỨ HAI, 08/11/2021", "2021-11-08T00:00:00+07:00", "day"),
    ("Thứ 2 - 08-11-2021", "2021-11-08T00:00:00+07:00", "day"),
    ("Thứ 2 - 08 - 11 - 2021", "2021-11-08T00:00:00+07:00", "day"),
    ("Thu ba, 25/1/2022", "2022-01-25T00:00:00+07:00", "day"),
    ("Chu nhat, 7-11-2021", "2021-11-07T00:00:00+07:00", "day"),
    ("21:21, thứ Hai, ngày 08/11/2021", "2021-11-08T21:21:00+07:00", "minute"),
    ("Thứ Hai, 21:21, 08/11/2021", "2021-11-08T21:21:00+07:00", "minute"),
    ("Hôm nay, 08/11/2021", "2021-11-08T00:00:00+07:00", "day"),
    # separators
    ("08/11/2021 – 21:21", "2021-11-08T21:21:00+07:00", "minute"),
    ("08:06-07/03/2026", "2026-03-07T08:06:00+07:00", "minute"),
    ("08 / 11 / 2021", "2021-11-08T00:00:00+07:00", "day"),
    ("08–11–2021 • 21:21", "2021-11-08T21:21:00+07:00", "minute"),
    ("08/11/2021. 21:21", "2021-11-08T21:21:00+07:00", "minute"),
    # times of day
    ("8h06 ngày 07/03/2026", "2026-03-07T08:06:00+07:00", "minute"),
    ("8g06 07/03/2026", "2026-03-07T08:06:00+07:00", "minute"),
    ("07/03/2026 8 giờ 06", "2026-03-07T08:06:00+07:00", "minute"),
    ("8 giờ 6 phút, ngày 7 tháng 3 năm 2026", "2026-03-07T08:06:00+07:00", "minute"),
    ("8h, 7.3.2026", "2026-03-07T08:00:00+07:00", "minute"),
    ("08:06’ 07/03/2026", "2026-03-07T08:06:00+07:00", "minute"),
    ("21:21:05 08/11/2021", "2021-11-08T21:21:05+07:00", "second"),
    ("08/11/2021 21:21:05.123", "2021-11-08T21:21:05+07:00", "second"),
    ("28-07-2018 - 00:35 AM", "2018-07-28T00:35:00+07:00", "minute"),
    ("28-07-2018 - 00:35 PM", "2018-07-28T00:35:00+07:00", "minute"),
    ("22-07-2018 - 15:32 PM", "2018-07-22T15:32:00+07:00", "minute"),
    ("22-07-2018 - 03:32 PM", "2018-07-22T15:32:00+07:00", "minute"),
    ("22-07-2018 - 3:32 p.m.", "2018-07-22T15:32:00+07:00", "minute"),
    ("12:10 AM 22/07/2018", "2018-07-22T00:10:00+07:00", "minute"),
    ("12:10 PM 22/07/2018", "2018-07-22T12:10:00+07:00", "minute"),
    ("22/07/2018 08:06 SA", "2018-07-22T08:06:00+07:00", "minute"),
    ("22/07/2018 03:32 CH", "2018-07-22T15:32:00+07:00", "minute"),
    ("3 giờ 32 chiều 22/07/2018", "2018-07-22T15:32:00+07:00", "minute"),
    ("22/07/2018, 8h06 sáng", "2018-07-22T08:06:00+07:00", "minute"),
    ("22/07/2018, 9:21 tối", "2018-07-22T21:21:00+07:00", "minute"),
    # zones
    ("08/11/2021 21:21 GMT+8", "2021-11-08T21:21:00+08:00", "minute"),
    ("08/11/2021 21:21 - GMT+7", "2021-11-08T21:21:00+07:00", "minute"),
    ("08/11/2021 21:21 (UTC -5)", "2021-11-08T21:21:00-05:00", "minute"),
    ("08/11/2021 21:21 GMT+0530", "2021-11-08T21:21:00+05:30", "minute"),
    ("21:21 (GMT+8), 08/11/2021", "2021-11-08T21:21:00+08:00", "minute"),
    ("21:21 08/11/2021 GMT+8", "2021-11-08T21:21:00+08:00", "minute"),
    ("08/11/2021 14:21 UTC", "2021-11-08T14:21:00+00:00", "minute"),
    ("08/11/2021 21:21 ICT", "2021-11-08T21:21:00+07:00", "minute"),
    ("08/11/2021 GMT+7", "2021-11-08T00:00:00+07:00", "day"),
    # months in words
    ("08 tháng 11 năm 2021", "2021-11-08T00:00:00+07:00", "day"),
    ("ngày 8 tháng 11, 2021", "2021-11-08T00:00:00+07:00", "day"),
    ("ngày 08, tháng 11, năm 2021 lúc 21:21", "2021-11-08T21:21:00+07:00", "minute"),
    ("21:21, Thứ Hai, ngày 8 tháng 11 năm 2021", "2021-11-08T21:21:00+07:00", "minute"),
    ("Thứ 2, ngày mùng 8 tháng 11/2021", "2021-11-08T00:00:00+07:00", "day"),
    ("8 Tháng Mười Một, 2021", "2021-11-08T00:00:00+07:00", "day"),
    ("8-tháng 11-2021", "2021-11-08T00:00:00+07:00", "day"),
    ("8 tháng mười năm 2021", "2021-10-08T00:00:00+07:00", "day"),
    ("8 tháng mười hai năm 2021", "2021-12-08T00:00:00+07:00", "day"),
    ("8 tháng năm năm 2021", "2021-05-08T00:00:00+07:00", "day"),
    ("8 tháng năm 2021", "2021-05-08T00:00:00+07:00", "day"),
    ("Tháng Mười Một 8, 2021", "2021-11-08T00:00:00+07:00", "day"),
    ("8 Th11, 2021", "2021-11-08T00:00:00+07:00", "day"),
    ("Th11 8, 2021", "2021-11-08T00:00:00+07:00", "day"),
    ("8 thg 11, 2021", "2021-11-08T00:00:00+07:00", "day"),
    ("năm 2021 tháng 11 ngày 8", "2021-11-08T00:00:00+07:00", "day"),
    ("tháng 11 ngày 8, 2021 21:21", "2021-11-08T21:21:00+07:00", "minute"),
    # English
    ("Nov 8, 2021", "2021-11-08T00:00:00+07:00", "day"),
    ("November 8th, 2021 at 9:21 PM", "2021-11-08T21:21:00+07:00", "minute"),
    ("Monday, 08 November 2021 21:21", "2021-11-08T21:21:00+07:00", "minute"),
    ("8-Nov-2021", "2021-11-08T00:00:00+07:00", "day"),
    ("Sept. 8, 2021", "2021-09-08T00:00:00+07:00", "day"),
    ("Mon, 08 Nov 2021 21:21:00 +0700", "2021-11-08T21:21:00+07:00", "second"),
    ("Mon, 08 Nov 2021 14:21:00 GMT", "2021-11-08T14:21:00+00:00", "second"),
    ("Mon Nov 08 2021 21:21:00 GMT+0700", "2021-11-08T21:21:00+07:00", "second"),
    # ASP.NET prints the month first for Americans; nobody can tell, and here the day is first
    ("11/8/2021 9:21:00 PM", "2021-08-11T21:21:00+07:00", "second"),
    # years of two digits, with a time or a weekday
    ("08/11/21 21:21", "2021-11-08T21:21:00+07:00", "minute"),
    ("Thứ hai, 08/11/21", "2021-11-08T00:00:00+07:00", "day"),
    ("10:00 08/11/99", "1999-11-08T10:00:00+07:00", "minute"),
    # what machines write
    ("2026-03-07T08:07:18+07:00", "2026-03-07T08:07:18+07:00", "second"),
    ("2026-03-07T08:52:11.000 +07:00", "2026-03-07T08:52:11+07:00", "second"),
    ("2026-03-07T08:52:11.1234567+07:00", "2026-03-07T08:52:11+07:00", "second"),
    ("2015-03-23 08:06 +07:00", "2015-03-23T08:06:00+07:00", "minute"),
    ("2026-03-07T00:01:00", "2026-03-07T00:01:00+07:00", "second"),
    ("2026-03-07T01:07:18Z", "2026-03-07T01:07:18+00:00", "second"),
    ("2021-11-08T21:21:00+0700", "2021-11-08T21:21:00+07:00", "second"),
    ("2021-11-08T21:21:00+07", "2021-11-08T21:21:00+07:00", "second"),
    ("2021-11-08T09:21:00-05:00", "2021-11-08T09:21:00-05:00", "second"),
    ("2021-11-08T09:21-05:00", "2021-11-08T09:21:00-05:00", "minute"),
    ("2021-11-08 21:21", "2021-11-08T21:21:00+07:00", "minute"),
    ("2021-11-08", "2021-11-08T00:00:00+07:00", "day"),
    ("2021/11/08", "2021-11-08T00:00:00+07:00", "day"),
    ("2021.11.8 21:21", "2021-11-08T21:21:00+07:00", "minute"),
    ("20211108T212100+0700", "2021-11-08T21:21:00+07:00", "second"),
    ("20211108T1421Z", "2021-11-08T14:21:00+00:00", "minute"),
    ("20211108", "2021-11-08T00:00:00+07:00", "day"),
    ("1636381265", "2021-11-08T21:21:05+07:00", "second"),
    ("1636381265999", "2021-11-08T21:21:05+07:00", "second"),
    # against the time of fetching
    ("2 giờ trước", "2026-11-23T08:00:00+07:00", "minute"),
    ("2h trước", "2026-11-23T08:00:00+07:00", "minute"),
    ("2 tiếng trước", "2026-11-23T08:00:00+07:00", "minute"),
    ("2 gio truoc", "2026-11-23T08:00:00+07:00", "minute"),
    ("2 giờ 30 phút trước", "2026-11-23T07:30:00+07:00", "minute"),
    ("1,5 giờ trước", "2026-11-23T08:30:00+07:00", "minute"),
    ("cách đây 43 giây", "2026-11-23T09:59:00+07:00", "minute"),
    ("cách đây 5 phút", "2026-11-23T09:55:00+07:00", "minute"),
    ("cách đây 2 tuần", "2026-11-09T00:00:00+07:00", "day"),
    ("cách đây 3 giờ", "2026-11-23T07:00:00+07:00", "minute"),
    ("5 phút trước", "2026-11-23T09:55:00+07:00", "minute"),
    ("43 giây trước", "2026-11-23T09:59:00+07:00", "minute"),
    ("11 giờ trước", "2026-11-22T23:00:00+07:00", "minute"),
    ("3 ngày trước", "2026-11-20T00:00:00+07:00", "day"),
    ("1 ngày 3 giờ trước", "2026-11-22T07:00:00+07:00", "minute"),
    ("trước đây 3 ngày", "2026-11-20T00:00:00+07:00", "day"),
    ("1 tuần trước", "2026-11-16T00:00:00+07:00", "day"),
    ("vừa xong", "2026-11-23T10:00:00+07:00", "minute"),
    ("Mới đây", "2026-11-23T10:00:00+07:00", "minute"),
    ("hôm nay", "2026-11-23T00:00:00+07:00", "day"),
    ("hôm nay, 08:06", "2026-11-23T08:06:00+07:00", "minute"),
    ("hôm qua", "2026-11-22T00:00:00+07:00", "day"),
    ("Hôm qua lúc 21:21", "2026-11-22T21:21:00+07:00", "minute"),
    ("21:21 hôm qua", "2026-11-22T21:21:00+07:00", "minute"),
    ("hôm kia", "2026-11-21T00:00:00+07:00", "day"),
]

# Text, the date as it is kept, its time.
NEIGHBOURED = [
    (" - 07/03/2026 08:47", "07/03/2026 08:47", "2026-03-07T08:47:00+07:00"),
    ("Thứ Năm, 16/07/2026 17:17\xa0|\xa0Thế giới", "Thứ Năm, 16/07/2026 17:17", "2026-07-16T17:17:00+07:00"),
    ("Ngày đăng: 08/11/2021", "08/11/2021", "2021-11-08T00:00:00+07:00"),
    ("Ngày đăng:08/11/2021 - 21:21", "08/11/2021 - 21:21", "2021-11-08T21:21:00+07:00"),
    ("Cập nhật: 21:21 | 08/11/2021", "21:21 | 08/11/2021", "2021-11-08T21:21:00+07:00"),
    ("Cập nhật lúc 21:21 ngày 08/11/2021", "21:21 ngày 08/11/2021", "2021-11-08T21:21:00+07:00"),
    ("(08/11/2021 21:21)", "08/11/2021 21:21", "2021-11-08T21:21:00+07:00"),
    ("(08/11/2021 21:21 GMT+7)", "08/11/2021 21:21 GMT+7", "2021-11-08T21:21:00+07:00"),
    ("08/11/2021 08:00-10:00", "08/11/2021 08:00", "2021-11-08T08:00:00+07:00"),
    ("99:21:21 08/11/2021", "08/11/2021", "2021-11-08T00:00:00+07:00"),
    ("08/11/2021 25:99", "08/11/2021", "2021-11-08T00:00:00+07:00"),
    ("08/11/2021, 5 giờ trước", "08/11/2021", "2021-11-08T00:00:00+07:00"),
    ("Nov 08 2021 21:21:00 GMT+0800 (Indochina)", "Nov 08 2021 21:21:00 GMT+0800", "2021-11-08T20:21:00+07:00"),
    ("Cập nhật: 2 giờ trước | Thế giới", "2 giờ trước", "2026-11-23T08:00:00+07:00"),
    (" - 2 giờ trước", "2 giờ trước", "2026-11-23T08:00:00+07:00"),
    ("(hôm qua)", "hôm qua", "2026-11-22T00:00:00+07:00"),
    ("Đăng khoảng 2 giờ trước", "2 giờ trước", "2026-11-23T08:00:00+07:00"),
    ("2 giờ trước (08/11/2021)", "08/11/2021", "2021-11-08T00:00:00+07:00"),
    # a letter that grows when lowered must not shift the cut
    ("İßİ 08/11/2021", "08/11/2021", "2021-11-08T00:00:00+07:00"),
    # Unicode spaces and what is not seen
    ("07/03/2026 \xa0 08:52 (GMT+07:00)", "07/03/2026 08:52 (GMT+07:00)", "2026-03-07T08:52:00+07:00"),
    ("07/03/2026\u2009\u202f08:52", "07/03/2026 08:52", "2026-03-07T08:52:00+07:00"),
    ("\u200b07/03/\u200b2026\r\n\t08:\ufeff52", "07/03/2026 08:52", "2026-03-07T08:52:00+07:00"),
    # the first that can be is taken
    ("31/02/2021 08:06 và 01/03/2021", "01/03/2021", "2021-03-01T00:00:00+07:00"),
    ("32/13/2021 rồi 08/11/2021", "08/11/2021", "2021-11-08T00:00:00+07:00"),
    ("08/11/1989 và 08/11/1990", "08/11/1990", "1990-11-08T00:00:00+07:00"),
    ("24/11/2026 10:01, 08/11/2021", "08/11/2021", "2021-11-08T00:00:00+07:00"),
]

# Printed forms that hold a day and a minute, and such as hold a day.
TO_THE_MINUTE = """
{at:%d/%m/%Y %H:%M}
{weekday}, {at.day}/{at.month}/{at.year}, {at:%H:%M} (GMT+7)
{weekday}, ngày {at:%d/%m/%Y - %H:%M}
{at:%H:%M' - %d-%m-%Y}
{at:%I:%M %p %d/%m/%Y}
{at:%d-%m-%Y - %H:%M %p}
{at.hour}h{at:%M}, {at.day}.{at.month}.{at.year}
{at:%H giờ %M phút}, ngày {at.day} tháng {at.month} năm {at.year}
{at.day} Tháng {month}, {at.year} lúc {at:%H:%M}
{at:%Y-%m-%dT%H:%M:00}
{at:%Y%m%dT%H%M00+0700}
{at:%Y/%m/%d %H:%M}
{at:%a, %d %b %Y %H:%M:00 +0700}
{at:%B %d, %Y %I:%M %p}
""".strip().splitlines()
TO_THE_DAY = """
{at:%d/%m/%Y}
{at.day}.{at.month}.{at.year}
{weekday} {at:%d-%m-%Y}
{at:%Y-%m-%d}
{at.day} tháng {at.month} năm {at.year}
{at.day} Th{at.month}, {at.year}
Tháng {month} {at.day}, {at.year}
{at:%d %B %Y}
""".strip().splitlines()
WEEKDAYS = "Thứ Hai|thứ ba|Thứ 4|T5|Thu sau|Thứ Bảy|CN".split("|")
MONTHS = "Một|Hai|Ba|Tư|Năm|Sáu|Bảy|Tám|Chín|Mười|Mười Một|Mười Hai".split("|")


@pytest.mark.parametrize(("text", "when", "precision"), DATES)
def test_a_date_is_read_and_kept_as_printed(text: str, when: str, precision: str) -> None:
    moment = parse_moment(text, FETCHED)
    assert moment is not None
    assert moment.when.isoformat() == when
    assert moment.precision == precision
    assert moment.text == text


@pytest.mark.parametrize(("text", "printed", "when"), NEIGHBOURED)
def test_a_date_is_cut_from_its_neighbours(text: str, printed: str, when: str) -> None:
    moment = parse_moment(text, FETCHED)
    assert moment is not None
    assert moment.text == printed
    assert moment.when == datetime.fromisoformat(when)


@pytest.mark.parametrize("text", ["Thứ Bảy, ngày 07/03/2026", "Chủ nhật, 8 tháng Mười Hai năm 2024", "2 giờ trước"])
def test_a_decomposed_date_is_the_composed_one(text: str) -> None:
    composed = parse_moment(text, FETCHED)
    assert composed is not None
    assert parse_moment(unicodedata.normalize("NFD", text), FETCHED) == composed


@pytest.mark.parametrize(
    "text",
    [
        "", "Trang chủ", "2021", "08/11", "21:21", "11/2021", "3-2-21", "08/11/21", "hôm qua trời mưa", "ngày mai",
        "32/13/2021", "31/02/2021", "29/02/2023", "2021-13-08", "0000-01-01", "11/13/2021 9:21:00 PM", "20211308",
        "20211108T2561", "25:99 08/13/2021", "31 tháng 2 năm 2021", "8 tháng 13 năm 2021", "năm 2021 tháng 13 ngày 8",
        "08/11/1889", "31/12/1989 23:59", "24/11/2026 10:01", "24/11/2030 10:00",
        "0243 8356 700", "0912345678", "1900 545 426", "0636381260", "99999999999", "1.2.3.2021", "192.168.10.21",
        "Nghị định 15/2021/NĐ-CP", "tháng 11 năm 2021", "ngày 8 tháng 2021", "2 tháng trước", "1 năm trước",
        "3 ngày trước, ông Nam nói", "Chuyện xảy ra hôm qua", "1000 giờ trước", "hai giờ trước", "vài phút trước",
        "trước đây", "ngày 2021 tháng 11", "ngày 8 tháng 11, 21:21 +0700",
        "2 giờ trước | Một bài dài hơn một dòng ngày tháng, nên không phải là ngày đăng",
    ],
)  # fmt: skip
def test_what_is_no_date_of_publication_is_none(text: str) -> None:
    assert parse_moment(text, FETCHED) is None


@pytest.mark.parametrize("text", ["2 giờ trước", "hôm qua", "vừa xong", "cách đây 3 giờ"])
def test_a_relative_date_needs_the_time_of_fetching(text: str) -> None:
    assert parse_moment(text, FETCHED) is not None
    assert parse_moment(text) is None


def test_a_date_beyond_the_last_year_is_none() -> None:
    assert parse_moment("tháng 12 ngày 31 9999 23:59 UTC-10") is None


def test_a_date_up_to_a_day_ahead_of_the_fetch_counts() -> None:
    assert parse_moment("24/11/2026 10:00", FETCHED) is not None
    assert parse_moment("24/11/2026 10:01", FETCHED) is None
    assert parse_moment("24/11/2026 10:01") is not None


def test_all_dates_of_a_text_are_found_in_order_each_with_its_own_time() -> None:
    text = "Giấy phép cấp ngày 14-4-2025. Đăng 08:06 ngày 07/03/2026 09:00 08/03/2026, sửa Chủ nhật 8 tháng 3 năm 2026"
    assert [(moment.text, moment.precision) for moment in find_moments(text, FETCHED)] == [
        ("ngày 14-4-2025", "day"),
        ("08:06 ngày 07/03/2026", "minute"),
        ("09:00 08/03/2026", "minute"),
        ("Chủ nhật 8 tháng 3 năm 2026", "day"),
    ]


def test_dateparser_is_asked_only_for_what_the_patterns_do_not_know(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "dateparser", None)
    prose = [
        "Tháng trước, 15 người dân trong xóm góp tiền mua xe",
        "Hôm qua chợ Đồng Xuân đông 2 gấp rưỡi",
        "Ngày 8 của cả tháng này có 2021 người",
        "Trong tháng 11 này có 2021 người",
    ]
    assert not any(parse_moment(text, FETCHED) for text in prose)
    assert parse_moment("8 Tháng Mười Một, 2021", FETCHED)
    with pytest.raises(ImportError):
        parse_moment("cách đây 3 giờ", FETCHED)


@given(at=st.datetimes(datetime(1990, 1, 1), datetime(2099, 12, 31)))
def test_any_day_reads_back_from_every_printed_form(at: datetime) -> None:
    at = at.replace(second=0, microsecond=0, tzinfo=VIETNAM)
    words = {"weekday": WEEKDAYS[at.weekday()], "month": MONTHS[at.month - 1]}
    for form in TO_THE_MINUTE:
        text = form.format(at=at, **words)
        moment = parse_moment(text)
        assert moment is not None, text
        assert (moment.when, moment.text) == (at, text)
    for form in TO_THE_DAY:
        text = form.format(at=at, **words)
        moment = parse_moment(text)
        assert moment is not None, text
        assert (moment.when, moment.text) == (at.replace(hour=0, minute=0), text)


@given(st.one_of(st.text(max_size=80), st.text("0123456789 /.-:,|hgTZ+()", max_size=300)))
def test_any_text_is_dates_in_range_or_none(text: str) -> None:
    for moment in find_moments(text, FETCHED):
        assert moment.when.tzinfo
        assert moment.when.year >= 1990
        assert moment.when <= FETCHED + timedelta(days=1)
        assert moment.text in clean(text)


@given(
    st.lists(st.sampled_from("8 11 2021 13 0 999 ngày tháng năm giờ tuần trước cách đây hôm qua , . lúc Thứ".split()))
)
def test_words_of_dates_in_any_order_are_a_date_or_none(words: list[str]) -> None:
    moment = parse_moment(" ".join(words), FETCHED)
    assert moment is None or moment.when <= FETCHED + timedelta(days=1)


@pytest.mark.parametrize("soup", ["1", " ", "- ", "1/", "1/1/", "08:06 - ", "thứ 2, ", "8 tháng 1 năm ", "1 giờ "])
def test_a_long_text_is_searched_only_at_its_beginning(soup: str) -> None:
    text = soup * (100_000 // len(soup))
    assert parse_moment(f"{text} x 08/11/2021", FETCHED) is None
    assert parse_moment(f"08/11/2021 x {text}", FETCHED) is not None
