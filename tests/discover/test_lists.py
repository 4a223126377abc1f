"""List pages: articles, further pages and other lists told apart."""

from __future__ import annotations

import pytest

from hanoitv_scraper.discover.lists import Link, is_further_page, site_url, sort_links
from hanoitv_scraper.sites import load_site
from hanoitv_scraper.sites.urls import clean_url

HANOITV = load_site("hanoitv")
BASE = "http://hanoitv.vn/xa-hoi"


def test_links_are_sorted_by_address_and_off_site_ones_left_out() -> None:
    links = [
        Link("/nho-loi-bac-day--nhung-ngoi-nha-d182391.html", "Nhớ lời Bác dạy"),
        Link("http://hanoitv.vn/nho-loi-bac-day--nhung-ngoi-nha-d182391.html", ""),
        Link("/ban-tin-v145611.html", "Bản tin"),
        Link("/xa-hoi/trang-2", "2"),
        Link("/giao-thong", "Giao thông"),
        Link("https://facebook.com/hanoitv", "Facebook"),
        Link("mailto:toasoan@example.vn", "Thư"),
        Link("javascript:void(0)", "Lên đầu trang"),
    ]
    found = sort_links(links, BASE, HANOITV)
    assert found.articles == (
        ("http://hanoitv.vn/nho-loi-bac-day--nhung-ngoi-nha-d182391.html", "article"),
        ("http://hanoitv.vn/ban-tin-v145611.html", "video"),
    )
    assert found.pages == ("http://hanoitv.vn/xa-hoi/trang-2",)
    assert found.lists == ("http://hanoitv.vn/giao-thong",)


@pytest.mark.parametrize(
    ("href", "text", "rel"),
    [
        ("/xa-hoi/trang-2", "2", ""),
        ("/xa-hoi/trang-2.htm", "Trang sau", ""),
        ("/kinh-doanh-p2", "»", ""),
        ("/d6/p2", "2", ""),
        ("/kinh-doanh-page1", "Tiếp theo", ""),
        ("/timeline/3/trang-1.htm", "Xem thêm", ""),
        ("/xa-hoi?page=3", "3", ""),
        ("/xa-hoi/tiep", "", "next"),
    ],
)
def test_every_form_of_paging_is_known(href: str, text: str, rel: str) -> None:
    assert is_further_page(Link(href, text, rel), clean_url(href, BASE) or "")


@pytest.mark.parametrize(("href", "text"), [("/tin-24h", "24h"), ("/the-thao", "Thể thao"), ("/covid-19", "Covid-19")])
def test_a_section_is_no_further_page(href: str, text: str) -> None:
    assert not is_further_page(Link(href, text), clean_url(href, BASE) or "")


def test_links_to_the_mirror_are_the_sites_own() -> None:
    mirror = "http://127.0.0.1:8000"
    assert site_url("http://127.0.0.1:8000/a-d1.html", BASE, HANOITV, mirror) == "http://hanoitv.vn/a-d1.html"
    assert site_url("http://127.0.0.1:9000/a-d1.html", BASE, HANOITV, mirror) is None
    assert site_url("http://127.0.0.1:8000/a-d1.html", BASE, HANOITV) is None
