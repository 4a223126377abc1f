"""Links of pages, feeds and sitemaps: their address on the site, and the article it is of."""

from __future__ import annotations

import pytest

from hanoitv_scraper.discover.found import Found
from hanoitv_scraper.discover.links import recognise_link, site_url
from hanoitv_scraper.sites import load_site

HANOITV = load_site("hanoitv")
MIRROR = "http://127.0.0.1:8000"


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("../van-hoa/", "http://hanoitv.vn/van-hoa/"),
        ("https://www.hanoitv.vn/tin-d1.html", "http://hanoitv.vn/tin-d1.html"),
        ("http://m.hanoitv.vn/van-hoa", "http://hanoitv.vn/van-hoa"),
        ("http://hanoitv.vn/amp/tin-d1.html;jsessionid=2", "http://hanoitv.vn/tin-d1.html"),
        ("http://127.0.0.1:8000/print/tin-d1.html", "http://hanoitv.vn/tin-d1.html"),
        ("http://127.0.0.1:9000/tin-d1.html", None),
        ("http://media.hanoitv.vn/anh", None),
        ("http://hanoitv.vn.example.org/", None),
        ("http://hanoitv.vn@example.org/", None),
        ("ftp://hanoitv.vn/anh", None),
    ],
)
def test_a_link_has_an_address_on_the_site_or_none(href: str, url: str | None) -> None:
    assert site_url(href, "http://hanoitv.vn/xa-hoi/trang-2", HANOITV, MIRROR) == url


def test_an_address_in_a_feed_is_an_articles_or_none() -> None:
    article = Found(id="d1", url="http://hanoitv.vn/tin-d1.html", kind="article")
    assert recognise_link("https://m.hanoitv.vn/tin-d1.html?utm_source=rss", HANOITV) == article
    assert recognise_link(f"{MIRROR}/tin-d1.html", HANOITV, MIRROR) == article
    assert recognise_link("http://hanoitv.vn/xa-hoi", HANOITV) is None
    assert recognise_link("http://example.vn/tin-d1.html", HANOITV) is None
