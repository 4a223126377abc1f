"""The pages that a check fetches: politely, from lists and feeds, and no further than it must."""

from __future__ import annotations

from pathlib import Path

import pytest

from hanoitv_scraper.check_site.sample import fetch_sample
from hanoitv_scraper.errors import NotAnArticle
from hanoitv_scraper.items import Page
from hanoitv_scraper.sites import load_site
from tests.extract.pages import page
from tests.serving import Answer, serving

AGENT = "check/1 (test)"


def links(*numbers: int) -> Answer:
    return Answer("".join(f"<a href='/tin-d{n}.html'>Tin {n}</a>" for n in numbers).encode())


def sample(root: str, limit: int, waits: list[float] | None = None) -> list[Page | NotAnArticle]:
    kept = [] if waits is None else waits
    return list(fetch_sample(load_site("hanoitv"), root, limit, AGENT, kept.append))


def urls(pages: list[Page | NotAnArticle]) -> list[str]:
    return [page.url for page in pages if isinstance(page, Page)]


PAGES = {f"/tin-d{n}.html": Answer(page().encode()) for n in range(1, 9)}


def test_requests_keep_the_sites_pace_or_that_of_robots_txt_and_name_us() -> None:
    seen: list[tuple[float, str]] = []
    waits: list[float] = []
    pages = PAGES | {"/": links(1, 2, 3)}
    with serving(pages, seen) as root:
        assert urls(sample(root, 2, waits)) == ["http://hanoitv.vn/tin-d1.html", "http://hanoitv.vn/tin-d2.html"]
    assert waits == [0.0, 1.0, 1.0, 1.0] and {agent for _, agent in seen} == {AGENT}
    slow = Answer(b"User-agent: *\nCrawl-delay: 7")
    with serving(pages | {"/robots.txt": slow}) as root:
        sample(root, 2, waits := [])
    assert waits[1:] == [1.0, 7.0, 7.0]


def test_menus_are_followed_until_there_is_enough() -> None:
    home = Answer(b"<a href='/xa-hoi'>X</a><a href='/y-te'>Y</a><a href='https://example.org/a-d9.html'>Z</a>")
    with serving(PAGES | {"/": home, "/xa-hoi": links(1, 2), "/y-te": links(2, 3)}) as root:
        assert len(urls(sample(root, 1))) == 1
        assert [url[-7:] for url in urls(sample(root, 3))] == ["d1.html", "d2.html", "d3.html"]


def test_a_page_that_does_not_come_is_told_and_another_takes_its_place() -> None:
    away = Answer(b"", 302, {"Location": "/tin-d3.html"})
    forbidden = Answer(b"User-agent: *\nDisallow: /tin-d2")
    pages = PAGES | {"/": links(1, 2, 3, 4, 5), "/tin-d1.html": Answer(b"", 410), "/robots.txt": forbidden}
    with serving(pages) as root:
        gone, kept_out, first, second = sample(root, 2)
    assert isinstance(gone, NotAnArticle) and gone.reason == "HTTP 410 Gone"
    assert isinstance(kept_out, NotAnArticle) and kept_out.reason == "robots.txt forbids it"
    assert urls([first, second]) == ["http://hanoitv.vn/tin-d3.html", "http://hanoitv.vn/tin-d4.html"]
    with serving(PAGES | {"/": links(1), "/tin-d1.html": away}) as root:
        assert urls(sample(root, 1)) == ["http://hanoitv.vn/tin-d3.html"]


def test_a_host_that_leads_to_another_site_is_left_there() -> None:
    with (
        serving({"/": Answer(b"")}) as other,
        serving({"/": links(1), "/tin-d1.html": Answer(b"", 302, {"Location": other})}) as root,
    ):
        (left,) = sample(root, 1)
    assert isinstance(left, NotAnArticle) and left.reason == f"its host leads to another site: {other}/"


def test_feeds_name_articles_too(tmp_path: Path) -> None:
    (tmp_path / "thu.toml").write_text(
        "title = 'Thử'\nhome = 'http://thu.example'\nfind.feeds = ['/hong', '/rss']\nurls.article = '-(?P<id>d1)$'",
        encoding="utf-8",
    )
    rss = b"<rss><channel><item><link>http://thu.example/a-d1</link></item><item><link>/x</link></item></channel></rss>"
    with serving({"/hong": Answer(b"{}"), "/rss": Answer(rss), "/a-d1": Answer(b"<p>x</p>")}) as root:
        site = load_site("thu", tmp_path)
        (page,) = fetch_sample(site, root, 3, AGENT, lambda seconds: None)
    assert page.url == "http://thu.example/a-d1"


@pytest.mark.parametrize("lists", [30])
def test_a_site_of_lists_without_end_is_given_up(lists: int) -> None:
    seen: list[tuple[float, str]] = []
    pages = {f"/muc-{n}": Answer(f"<a href='/muc-{n + 1}'>x</a>".encode()) for n in range(lists)}
    with (
        serving(pages | {"/": Answer(b"<a href='/muc-0'>x</a>")}, seen) as root,
        pytest.raises(Exception, match="on 10 lists"),
    ):
        sample(root, 1)
    assert len(seen) == 11
