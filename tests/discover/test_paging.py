"""How a list goes on: by its links, in every form seen, or by the site's file."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hanoitv_scraper.discover.lists import ListPage, read_list
from hanoitv_scraper.discover.paging import more_address, next_page
from hanoitv_scraper.sites import load_site
from hanoitv_scraper.sites.site import More

HANOITV = load_site("hanoitv")
HOME = "http://hanoitv.vn"


def read(html: str, path: str) -> ListPage:
    return read_list(html.encode(), HOME + path, HANOITV)


def following(html: str, path: str = "/xa-hoi", position: int = 1, page: str | None = None) -> str | None:
    """Return the path of the page after `page` of the list at `path`."""
    url = next_page(read(html, page or path), HOME + path, position)
    return url.removeprefix(HOME) if url else None


def numbered(form: str, *numbers: int, first: int = 1) -> str:
    """Return links to pages that are counted from `first` in their addresses, from 1 in what they say."""
    return "".join(f"<a href='{form.format(number - 1 + first)}'>{number}</a>" for number in numbers)


ACTIVE = "<p class='paging'><a class='active' href='/c3'>1</a> <a href='/c3/n20.htm'>Đến</a></p>"
ACTIVE_ITEM = "<ul class='pagination'><li class='active'>1</li><li><a href='/c3/n20.htm'>Đến</a></li></ul>"


@pytest.mark.parametrize(
    ("path", "links", "onward"),
    [
        ("/xa-hoi", "<link rel='next' href='/xa-hoi/tiep'>", "/xa-hoi/tiep"),
        ("/xa-hoi", "<a rel='nofollow next' href='/xa-hoi/tiep'>»</a>", "/xa-hoi/tiep"),
        ("/xa-hoi", numbered("/xa-hoi/trang-{}", 2, 3), "/xa-hoi/trang-2"),
        ("/kinh-doanh.htm", numbered("/kinh-doanh/trang-{}.htm", 2), "/kinh-doanh/trang-2.htm"),
        ("/d6", "<nav class='pagation'><a href='/d6/p2'> [2] </a></nav>", "/d6/p2"),
        ("/kd", numbered("/kd-page{}", 1, 2, 3, first=0), "/kd-page1"),
        ("/kd", "<a href='/kd-page1'>Trang sau</a>", "/kd-page1"),
        ("/list.aspx?c=3", "<a href='?c=3&Page=2'>Sau</a>", "/list.aspx?c=3&Page=2"),
        ("/xa-hoi", "<a href='/xa-hoi/page/2/'>Older posts</a>", "/xa-hoi/page/2/"),
        ("/xa-hoi", "<a href='/timeline/3/trang-1.htm'>Xem thêm</a>", "/timeline/3/trang-1.htm"),
        ("/c3", ACTIVE, "/c3/n20.htm"),
        ("/c3", ACTIVE_ITEM, "/c3/n20.htm"),
        ("/xa-hoi", "<a href='/xa-hoi/p3'><img></a><a href='/xa-hoi/p2'><img></a>", "/xa-hoi/p2"),
        ("/xa-hoi", "<a href='/xa-hoi/p2' aria-label='Trang sau'><i></i></a>", "/xa-hoi/p2"),
        ("/tag/x", "<a href='/tag/x?trang=2'>2</a>", "/tag/x?trang=2"),
        ("/xa-hoi", "<a href='/xa-hoi?page=2&sort=moi'>2</a>", "/xa-hoi?page=2&sort=moi"),
        ("/xa-hoi", "<a href='/xa-hoi/trang-2'>2</a><link rel='next' href='/xa-hoi?sau=77'>", "/xa-hoi?sau=77"),
        ("/", "<a href='/trang-2.html'>Trang tiếp</a>", "/trang-2.html"),
    ],
)
def test_every_form_of_paging_leads_to_the_second_page(path: str, links: str, onward: str) -> None:
    assert following(links, path) == onward


@pytest.mark.parametrize(
    ("path", "page", "links", "onward"),
    [
        ("/kd.htm", "/kd/trang-2.htm", numbered("/kd/trang-{}.htm", 1, 3), "/kd/trang-3.htm"),
        ("/kd", "/kd-p2", "<a href='/kd-p9'>»</a><a href='/kd-p3'>3</a>", "/kd-p3"),
        ("/kd", "/kd-page1", numbered("/kd-page{}", 1, 2, 3, first=0), "/kd-page2"),
        ("/kd", "/kd-page1", "<a href='/kd-page2'><img></a>", "/kd-page2"),
        ("/xa-hoi", "/xa-hoi?page=2", "<a href='?page=3'>3</a>", "/xa-hoi?page=3"),
        ("/xa-hoi", "/timeline/3/p1.htm", "<a href='/timeline/3/p2.htm'>Xem thêm</a>", "/timeline/3/p2.htm"),
        ("/xa-hoi", "/timelinelist/7/2.htm", "<a href='/timelinelist/7/3.htm'>Xem thêm</a>", "/timelinelist/7/3.htm"),
    ],
)
def test_a_further_page_leads_to_the_one_after_it(path: str, page: str, links: str, onward: str) -> None:
    assert following(links, path, position=2, page=page) == onward


@pytest.mark.parametrize(
    ("href", "text"),
    [
        ("/bang-xep-hang/2", "2"),
        ("/kinh-te?page=2", "2"),
        ("/kinh-te/trang-2", "Xem thêm"),
        ("/kinh-te", "Xem thêm"),
        ("/tin-24h", "24h"),
        ("/covid-19", "Covid-19"),
        ("/xa-hoi/2021", "Năm cũ"),
        ("/xa-hoi?page=2&sort=cu", "Cũ"),
        ("/xa-hoi", "1"),
    ],
)
def test_what_is_no_page_of_the_list_is_not_taken_for_one(href: str, text: str) -> None:
    assert not read(f"<a href='{href}'>{text}</a>", "/xa-hoi").pages


def test_a_list_whose_name_ends_in_a_number_has_not_the_pages_of_one_without() -> None:
    assert not read("<a href='/covid/trang-2'>2</a>", "/covid-19").pages


def test_what_stands_behind_the_section_at_hand_in_a_menu_is_no_page_of_it() -> None:
    page = read("<ul class='menu'><li class='active'>Xã hội</li><li><a href='/c4'>Thể thao</a></li></ul>", "/c3")
    assert (page.pages, page.lists) == ((), (f"{HOME}/c4",))


def test_the_next_month_of_a_calendar_is_no_page_of_a_list() -> None:
    page = read("<a rel='next' href='/lich/2021-12'>»</a>", "/lich/2021-11")
    assert (page.pages, [reason for reason, *_ in page.left]) == ((), ["calendar"])


@pytest.mark.parametrize("order", [1, -1], ids=["first as a list", "first as a page"])
def test_a_further_page_is_no_list_whatever_other_links_lead_to_it(order: int) -> None:
    links = ("<a href='/xa-hoi/tiep'>Tin cũ hơn</a>", "<a rel='next' href='/xa-hoi/tiep'>Sau</a>")
    page = read("".join(links[::order]), "/xa-hoi")
    assert ([link.url for link in page.pages], page.lists) == ([f"{HOME}/xa-hoi/tiep"], ())


def test_a_further_page_of_another_list_is_no_list_of_its_own() -> None:
    links = "<a href='/kinh-te/trang-2'>2</a> <a href='/kinh-te/trang-1'>1</a> <a href='/bang-xep-hang/2'>Vòng 2</a>"
    assert read(links, "/xa-hoi").lists == (f"{HOME}/kinh-te/trang-1", f"{HOME}/bang-xep-hang/2")


def test_two_links_to_one_page_are_one_link() -> None:
    (link,) = read("<a href='/xa-hoi?page=2'>2</a><a rel='next' href='/xa-hoi?page=2'>Trang sau</a>", "/xa-hoi").pages
    assert (link.number, link.is_next, link.is_rel) == (2, True, True)


NUMBERS = "".join(f"<a href='/xa-hoi/trang-{n}'>{n}</a>" for n in (1, 2, 3, 9))


def test_the_last_page_leads_nowhere() -> None:
    assert following(NUMBERS, position=9, page="/xa-hoi/trang-9") is None
    assert following("<link rel='next' href='/xa-hoi/trang-9'>", position=9, page="/xa-hoi/trang-9") is None
    assert following("<a href='/xa-hoi/trang-8' rel='next'>»</a>", position=9, page="/xa-hoi/trang-9") is None
    assert following("<a href='/xa-hoi'>Trang sau</a>", position=9, page="/xa-hoi/trang-9") is None
    assert following("<link rel='next' href='/xa-hoi'>", position=9, page="/xa-hoi/trang-9") is None
    assert following("<a href='/xa-hoi/trang-9/'>»</a>", position=9, page="/xa-hoi/trang-9") is None


def test_an_arrow_to_the_last_page_is_not_the_next() -> None:
    assert following("<a href='/xa-hoi/trang-2'><img></a><a href='/xa-hoi/trang-99'>»</a>") == "/xa-hoi/trang-2"


def test_a_page_that_did_not_come_is_passed_over_by_number() -> None:
    """The second page is missing: the first one's links are asked for the third."""
    assert (
        following(NUMBERS + "<a rel='next' href='/xa-hoi/trang-2'>Sau</a>", position=2, page="/xa-hoi")
        == "/xa-hoi/trang-3"
    )


def test_a_walk_that_begins_on_a_further_page_goes_on_from_there() -> None:
    links = "".join(f"<a href='?page={n}'>{n}</a>" for n in range(1, 9))
    assert following(links, "/xa-hoi?page=5") == "/xa-hoi?page=6"


def test_a_list_that_goes_on_by_script_is_asked_for_by_the_sites_file() -> None:
    site = replace(HANOITV, more=More(path="/timelinelist/{zone}/{page}.htm", zone=(), first=2))
    assert more_address(site, f"{HOME}/xa-hoi", "7", 1) == f"{HOME}/timelinelist/7/2.htm"
    assert more_address(site, f"{HOME}/xa-hoi", "7", 4) == f"{HOME}/timelinelist/7/5.htm"
    assert more_address(site, f"{HOME}/xa-hoi", None, 1) is None
    assert more_address(HANOITV, f"{HOME}/xa-hoi", "7", 1) is None
    plain = replace(HANOITV, more=More(path="/moi/{page}", zone=(), first=0))
    assert more_address(plain, f"{HOME}/xa-hoi", None, 1) == f"{HOME}/moi/0"
