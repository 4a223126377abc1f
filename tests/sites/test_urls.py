"""URLs as they are compared and stored."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanoitv_scraper.sites.urls import at_root, clean_url


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


@given(st.text())
def test_any_text_is_a_clean_url_or_none_and_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean_url(text)
    assert once is None or clean_url(once) == once


def test_a_root_takes_the_place_of_scheme_and_host_alone() -> None:
    assert (
        at_root("http://hanoitv.vn/a-d1.html?p=2", "https://127.0.0.1:8000") == "https://127.0.0.1:8000/a-d1.html?p=2"
    )
