"""Addresses that lead a crawler round in circles or on without an end."""

from __future__ import annotations

import pytest

from hanoitv_scraper.discover.traps import find_trap, is_file


@pytest.mark.parametrize(
    "path",
    [
        "/2021/11/08",
        "/2021/11",
        "/tin/2021/11/8/",
        "/lich/2021-11",
        "/lich/2021-11-08.html",
        "/archive/2021",
        "/archive/2021/11",
        "/luu-tru/11-2021",
        "/ngay-08-11-2021.htm",
        "/tin/20211108.html",
        "/xa-hoi?date=08-11-2021",
        "/xa-hoi?ngay=8%2F11%2F2021",
        "/xa-hoi?thang=12&nam=2021",
        "/xa-hoi?xem=2021-11-08",
    ],
)
def test_a_day_month_or_year_is_of_a_calendar(path: str) -> None:
    assert find_trap(f"http://hanoitv.vn{path}") == "calendar"


@pytest.mark.parametrize(
    "path",
    [
        "/tag/ha-noi",
        "/Tags/ha-noi.html",
        "/tu-khoa/ha-noi",
        "/ha-noi-tag12345.html",
        "/tim-kiem.html?q=x",
        "/xa-hoi?search=x",
        "/login.aspx",
        "/dang-ky",
        "/tac-gia/an-3617.htm",
        "/print/xa-hoi",
        "/xa-hoi?replytocom=5",
        "/rss.html",
    ],
)
def test_tags_searches_and_what_readers_do_are_no_lists(path: str) -> None:
    assert find_trap(f"http://hanoitv.vn{path}") == "tag"


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/xa-hoi",
        "/tin-24h",
        "/covid-19",
        "/euro-2024",
        "/quoc-hoi-khoa-xv-2021",
        "/chung-khoan/hnx-30.html",
        "/thoi-su/binh-luan.htm",
        "/tagalog",
        "/viet-nam/2",
        "/lich-phat-song/HN1.htm",
        "/list.aspx?cat=2021",
        "/d6/p2",
    ],
)
def test_a_section_is_no_trap(path: str) -> None:
    assert find_trap(f"http://hanoitv.vn{path}") is None


def test_a_file_is_known_by_its_ending() -> None:
    assert all(map(is_file, ("http://hanoitv.vn/a.JPG", "http://hanoitv.vn/b.pdf?x=1", "http://hanoitv.vn/xa-hoi.rss")))
    assert not any(map(is_file, ("http://hanoitv.vn/76.htv", "http://hanoitv.vn/xa-hoi", "http://hanoitv.vn/?f=a.jpg")))
