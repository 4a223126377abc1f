"""URLs as they are compared and stored."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanoitv_scraper.sites.urls import PLAIN, at_root, clean_url, holds_session


@pytest.mark.parametrize(
    ("href", "clean"),
    [
        ("/a-d1.html", "http://hanoitv.vn/a-d1.html"),
        ("b-d2.html#top", "http://hanoitv.vn/xa-hoi/b-d2.html"),
        ("HTTP://HanoiTV.VN:80/a-d1.html", "http://hanoitv.vn/a-d1.html"),
        ("https://hanoitv.vn:443", "https://hanoitv.vn/"),
        ("/a-d1.html?utm_source=chatgpt.com&fbclid=x", "http://hanoitv.vn/a-d1.html"),
        ("/a-d1.html?page=2&utm_medium=x", "http://hanoitv.vn/a-d1.html?page=2"),
        ("\\xa-hoi\\a-d1.html", "http://hanoitv.vn/xa-hoi/a-d1.html"),
        ("//media.hanoitv.vn/x.jpg", "http://media.hanoitv.vn/x.jpg"),
        ("/tin/đô thị-d3.html", "http://hanoitv.vn/tin/%C4%91%C3%B4%20th%E1%BB%8B-d3.html"),
        ("/tin/%C4%91-d3.html", "http://hanoitv.vn/tin/%C4%91-d3.html"),
        ("mailto:a@b.vn", None),
        ("javascript:void(0)", None),
        ("tel:02412345678", None),
        ("data:text/html,x", None),
        ("https://", None),
        ("http://[::1", None),
        ("http://a:port/", None),
    ],
)
def test_a_link_is_made_absolute_and_clean_or_refused(href: str, clean: str | None) -> None:
    assert clean_url(href, "http://hanoitv.vn/xa-hoi/trang-2") == clean


@pytest.mark.parametrize(
    ("href", "clean"),
    [
        ("/xa-hoi;jsessionid=1A2B.node1?page=2", "http://hanoitv.vn/xa-hoi?page=2"),
        ("http://hanoitv.vn/xa-hoi;jsessionid=1A2B", "http://hanoitv.vn/xa-hoi"),
        ("/xa-hoi?PHPSESSID=9f3a&page=2", "http://hanoitv.vn/xa-hoi?page=2"),
        ("/xa-hoi?sid=9f3a77c2", "http://hanoitv.vn/xa-hoi"),
        ("/xa-hoi?sessionid=9", "http://hanoitv.vn/xa-hoi"),
        ("/xa-hoi?ASPSESSIONIDQQ=KJH", "http://hanoitv.vn/xa-hoi"),
        ("/(S(lit3py55t21z5v55vlm25s55))/xa-hoi.aspx", "http://hanoitv.vn/xa-hoi.aspx"),
        ("/(X(1)S(lit3py55t21z5v55vlm25s55))", "http://hanoitv.vn/"),
    ],
)
def test_a_visits_number_is_no_part_of_an_address(href: str, clean: str) -> None:
    assert clean_url(href, "http://hanoitv.vn/") == clean
    assert holds_session(href)


@pytest.mark.parametrize("href", ["/xa-hoi?sid=24", "/xa-hoi?page=2", "/tin-(s(1))-d1.html", "/xa-hoi#;jsessionid=1"])
def test_other_numbers_stay(href: str) -> None:
    assert not holds_session(href)
    assert clean_url(href, "http://hanoitv.vn/") == "http://hanoitv.vn" + href.partition("#")[0]


ODD_PIECES = st.lists(
    st.sampled_from(
        (
            "/a",
            "/",
            ";",
            ";jsessionid=1",
            ";jsess",
            "(S(",
            "/(S(1))",
            "))",
            "?",
            "&",
            "sid=",
            "utm_a=1",
            "x",
            "%",
            "é",
            "..",
        )
    )
).map("".join)


@given(st.text() | ODD_PIECES.map("http://hanoitv.vn{}".format))
def test_any_text_is_a_clean_url_or_none_and_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean_url(text)
    assert once is None or clean_url(once) == once


@given(st.from_regex(PLAIN, fullmatch=True) | ODD_PIECES.map("http://hanoitv.vn{}".format))
def test_what_is_told_to_be_clean_at_one_look_is_what_cleaning_makes_of_it(text: str) -> None:
    """A fragment has it cleaned in full."""
    assert clean_url(text) == clean_url(f"{text}#x")


def test_a_root_takes_the_place_of_scheme_and_host_alone() -> None:
    assert (
        at_root("http://hanoitv.vn/a-d1.html?p=2", "https://127.0.0.1:8000") == "https://127.0.0.1:8000/a-d1.html?p=2"
    )
