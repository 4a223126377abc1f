"""Dates of teasers: only the day that is a teaser's own, and told without doubt."""

from __future__ import annotations

import pytest

from hanoitv_scraper.discover.lists import read_list
from hanoitv_scraper.sites import load_site

HANOITV = load_site("hanoitv")
OTHER = '<li><a href="/khac-d2.html">Tin khác</a></li>'
TITLE = '<a href="/tin-d1.html">Hà Nội ngày 30/10/2021</a>'
PROSE = "<p>Ngày 01/11/2021, ông Nguyễn Văn A cho biết thành phố sẽ mở lại các trường học ở ngoại thành.</p>"


def told(teaser: str, around: str = "{}") -> str | None:
    """Return what the list page tells of when /tin-d1.html was published."""
    html = around.format(f"<ul>{teaser}{OTHER}</ul>")
    page = read_list(html.encode(), "http://hanoitv.vn/xa-hoi", HANOITV)
    when = next(found.published for found in page.articles if found.id == "d1")
    return when.isoformat() if when else None


@pytest.mark.parametrize(
    ("beside", "when"),
    [
        ("<span>08/11/2021 21:21</span>", "2021-11-08T21:21:00+07:00"),
        ("<span class='cl888 f14'><i class='fa fa-clock-o'></i> 08/11/2021 21:21</span>", "2021-11-08T21:21:00+07:00"),
        ("<p>08/11/2021</p>", "2021-11-08T00:00:00+07:00"),
        ("Ngày đăng: 08/11/2021", "2021-11-08T00:00:00+07:00"),
        ("<time datetime='2021-11-08T21:21:00+07:00'>2 giờ trước</time>", "2021-11-08T21:21:00+07:00"),
        ("<time datetime='2021-11-08T21:21:00Z'>08/11/2021</time>", "2021-11-08T00:00:00+07:00"),
        (
            "<div class='post-date'><b>08</b>/<b>11</b>/2021 <i>| Xã hội | An Bình</i></div>",
            "2021-11-08T00:00:00+07:00",
        ),
        (f"<i>08/11/2021</i> {PROSE} <a href='/xa-hoi'>Xã hội</a>", "2021-11-08T00:00:00+07:00"),
        ("<i>08/11/2021</i> <i>08/11/2021 21:21</i>", "2021-11-08T21:21:00+07:00"),
    ],
)
def test_the_day_beside_a_headline_is_the_articles(beside: str, when: str) -> None:
    assert told(f"<li><h3>{TITLE}</h3>{beside}</li>") == when


@pytest.mark.parametrize(
    "beside",
    [
        "",
        PROSE,
        "<i>08/11/2021</i> <i>09/11/2021</i>",
        "<span class='date'>08/11/2021</span> <span class='date'>đến 10/11/2021</span>",
        "<span>2 giờ trước</span>",
        "<span>Cập nhật: 08/11/2021 21:21</span>",
        "<span class='time-now'>08/11/2021</span>",
        f"<i>08/11/2021</i> <p>{'Một câu. ' * 300}</p>",
        f"<i>08/11/2021</i> {'<a href=/xa-hoi>Xã hội</a> ' * 9}",
    ],
)
def test_what_is_in_doubt_is_no_date(beside: str) -> None:
    assert told(f"<li><h3>{TITLE}</h3>{beside}</li>") is None


def test_a_date_beside_several_articles_is_nobodys() -> None:
    assert told(f"<li>{TITLE}</li>", "<div>Thứ hai, 08/11/2021 {}</div>") is None


@pytest.mark.parametrize(
    "around",
    ["<main>08/11/2021 {}</main>", "<div>08/11/2021 <nav>{}</nav></div>", "<div class='menu'>08/11/2021 {}</div>"],
    ids=["the page's own part", "links to lists", "a menu"],
)
def test_what_holds_but_one_article_and_is_no_teaser_tells_nothing(around: str) -> None:
    assert told("", around.format(TITLE) + "{}") is None


def test_of_one_article_alone_no_edge_is_told_but_that_of_its_own_element() -> None:
    def alone(html: str) -> bool:
        page = read_list(html.encode(), "http://hanoitv.vn/xa-hoi", HANOITV)
        return page.articles[0].published is not None

    assert not alone(f"<div><div>Thứ hai, 08/11/2021</div><div>{TITLE}</div></div>")
    assert alone(f"<div><article>{TITLE} <i>08/11/2021</i></article></div>")


def test_teasers_of_one_article_that_contradict_each_other_tell_nothing() -> None:
    first = f"<li>{TITLE} <i>08/11/2021</i></li>"
    assert told(first + OTHER + f"<li>{TITLE}</li>") == "2021-11-08T00:00:00+07:00"
    assert told(first + OTHER + f"<li>{TITLE} <i>07/11/2021</i></li>") is None
