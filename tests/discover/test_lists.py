"""List pages: articles, further pages and other lists told apart; what is not followed has a name."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanoitv_scraper.discover.lists import MOST_LINKS, ListPage, read_list
from hanoitv_scraper.sites import load_site
from hanoitv_scraper.sites.selectors import compile_selector
from hanoitv_scraper.sites.site import More

HANOITV = load_site("hanoitv")
BASE = "http://hanoitv.vn/xa-hoi"
MIRROR = "http://127.0.0.1:8000"


def read(html: str, base: str = BASE, mirror: str | None = None) -> ListPage:
    return read_list(html.encode(), base, HANOITV, mirror)


def left(page: ListPage) -> dict[str, int]:
    return {reason: count for reason, count, _ in page.left}


def test_a_pages_links_are_sorted_by_their_addresses() -> None:
    page = read("""
        <link rel="alternate" type="application/rss+xml" href="/rss/xa-hoi">
        <link rel="alternate" hreflang="en" href="/en">
        <a href="#top">Lên đầu trang</a> <a name="top"></a> <a href="">Ở đây</a> <a href="/xa-hoi#tin">Xã hội</a>
        <a href="/giao-thong">Giao thông</a>
        <map><area href="/nho-loi-bac-day--nhung-ngoi-nha-d182391.html"></map>
        <a href="http://www.hanoitv.vn/ten-khac-d182391.html?utm_source=x">Nhớ lời Bác dạy</a>
        <a href="/ban-tin-v145611.html">Bản tin</a>
        <a href="/xa-hoi/trang-2">2</a> <a href="/giao-thong">Giao thông</a>
        <a href="/anh.jpg">Ảnh</a> <a href="/giao-trinh.pdf">Tệp</a>""")
    assert [(found.id, found.url, found.kind) for found in page.articles] == [
        ("d182391", "http://hanoitv.vn/nho-loi-bac-day--nhung-ngoi-nha-d182391.html", "article"),
        ("v145611", "http://hanoitv.vn/ban-tin-v145611.html", "video"),
    ]
    assert [(link.url, link.number, link.is_next) for link in page.pages] == [
        ("http://hanoitv.vn/xa-hoi/trang-2", 2, False)
    ]
    assert page.lists == ("http://hanoitv.vn/giao-thong",)
    assert page.feeds == ("http://hanoitv.vn/rss/xa-hoi",)
    assert not left(page)


def test_what_is_not_followed_is_named_and_counted() -> None:
    page = read(r"""
        <a href="mailto:toasoan@example.vn">Thư</a> <a href="javascript:void(0)">Đóng</a> <a href="tel:024">Gọi</a>
        <a href="https://facebook.com/hanoitv">Facebook</a> <a href="https://facebook.com/hanoitv">Facebook</a>
        <a href="http://[bad">Hỏng</a>
        <a href="/lich/2021-11">Tháng 11</a> <a href="/tag/ha-noi">Hà Nội</a>
        <a href="/van-hoa;jsessionid=1A2B">Văn hoá</a> <a href="/tin-d1.html?PHPSESSID=9f3a">Tin</a>
        <a href="\the-thao\">Thể thao</a>""")
    assert left(page) == {"not http": 3, "off site": 1, "malformed": 1, "session id": 2, "calendar": 1, "tag": 1}
    assert page.lists == ("http://hanoitv.vn/van-hoa", "http://hanoitv.vn/the-thao/")
    assert [found.url for found in page.articles] == ["http://hanoitv.vn/tin-d1.html"]


def test_an_articles_other_forms_are_the_article() -> None:
    page = read("""<a href="/amp/tin-d1.html">Tin</a> <a href="//m.hanoitv.vn/tin-d1.html">Tin</a>
        <a href="/print/tin-d1.html">In</a> <a href="http://m.hanoitv.vn/van-hoa">Văn hoá</a>""")
    assert [found.url for found in page.articles] == ["http://hanoitv.vn/tin-d1.html"]
    assert page.lists == ("http://hanoitv.vn/van-hoa",)


def test_links_start_from_the_base_that_a_page_names_if_that_is_the_sites() -> None:
    link = '<a href="tin-d1.html">Tin</a>'
    assert read(f'<base href="/2021/">{link}').articles[0].url == "http://hanoitv.vn/2021/tin-d1.html"
    assert read(f'<base href="https://example.vn/">{link}').articles[0].url == "http://hanoitv.vn/tin-d1.html"


def test_links_to_the_mirror_are_the_sites_own() -> None:
    link = f'<a href="{MIRROR}/a-d1.html">Tin</a> <a href="http://127.0.0.1:9000/b-d2.html">Tin</a>'
    assert [found.url for found in read(link, mirror=MIRROR).articles] == ["http://hanoitv.vn/a-d1.html"]
    assert left(read(link)) == {"off site": 2}


def test_an_address_that_is_too_long_is_malformed_and_its_beginning_noted() -> None:
    page = read(f"<a href='/{'a' * 2_000}'>Mục</a> <a href='/{'b' * 1_999}'>Mục</a>")
    assert list(page.left) == [("malformed", 1, f"/{'a' * 499}")]
    assert page.lists == (f"http://hanoitv.vn/{'b' * 1_999}",)


def test_the_rest_of_too_many_links_is_counted() -> None:
    page = read("".join(f"<a href='/muc-{n}/x'>Mục</a>" for n in range(100_000)))
    assert len(page.lists) == MOST_LINKS
    assert left(page) == {"too many links": 100_000 - MOST_LINKS}


def test_a_list_in_many_orders_and_places_without_end_are_cut_short() -> None:
    facets = "".join(f"<a href='/gia-vang?loai={n}'>Loại</a>" for n in range(30))
    places = "".join(f"<a href='/dia-phuong/xa-{n:03d}x'>Xã</a>" for n in range(100))
    sections = "".join(f"<a href='/muc-{n:03d}x'>Mục</a>" for n in range(100))
    page = read(facets + places + sections)
    assert left(page) == {"facet": 10 + 40}
    assert len(page.lists) == 20 + 60 + 100


def test_what_the_site_file_finds_is_the_zone() -> None:
    more = More(path="/timelinelist/{zone}/{page}.htm", zone=(compile_selector("#hdZoneId"),), first=2)
    site = replace(HANOITV, more=more)
    for html, zone in (
        ('<input type="hidden" id="hdZoneId" value="1961014">', "1961014"),
        ('<i id="hdZoneId"> xa-hoi </i>', "xa-hoi"),
        ('<input id="hdZoneId" value="../admin?x=1">', None),
        (f'<input id="hdZoneId" value="{"9" * 65}">', None),
        ("<p>Tin</p>", None),
    ):
        assert read_list(html.encode(), BASE, site).zone == zone


def test_a_page_for_scripts_to_fill_is_told() -> None:
    html = '<html><body><div id="root"></div><script src="/main.js"></script></body></html>'
    assert read(html).is_shell
    assert not read(html + '<a href="/tin-d1.html">Tin</a>').is_shell


@pytest.mark.parametrize(
    "content", [b"", b"\x89PNG\r\n\x1a\n\0\0", b'{"tin": "<a href=/a-d1.html>"}', b"<rss><channel>"]
)
def test_what_is_no_page_leads_nowhere(content: bytes) -> None:
    page = read_list(content, BASE, HANOITV)
    assert page == ListPage(url=BASE, left=page.left)
    assert not left(page)


@given(
    st.binary()
    | st.lists(
        st.sampled_from(
            (
                "<a href='",
                "/tin-d1.html",
                "'>",
                "08/11/2021",
                "<li>",
                "</div>",
                "<base href=",
                "?page=",
                "2",
                "http:",
                "//",
                "\\",
            )
        )
    ).map(lambda pieces: "".join(pieces).encode())
)
def test_whatever_the_bytes_what_is_found_is_on_the_site(content: bytes) -> None:
    page = read_list(content, BASE, HANOITV)
    urls = [found.url for found in page.articles] + [link.url for link in page.pages] + [*page.lists, *page.feeds]
    assert all(url.startswith("http://hanoitv.vn/") for url in urls)
    assert len({found.id for found in page.articles}) == len(page.articles)
