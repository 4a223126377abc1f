"""The newsroom's traps: they are where they are said to be, have no end, and can be counted."""

from __future__ import annotations

import re
from html import unescape

import pytest

from tests.newsroom import Newsroom, make_stories
from tests.newsroom.client import Client
from tests.newsroom.manner import Manner
from tests.newsroom.site import Site
from tests.newsroom.traps import BAD_LINKS, INDEX, REDIRECTS, SHELL, SHELL_LIST, TRAPS, trapped

STORIES = make_stories(articles=60, seed=1)
SITE = Site(STORIES, Manner(traps="all"))


def hrefs(path: str, site: Site = SITE) -> list[str]:
    return [unescape(href) for href in re.findall('href="(.*?)"', site.answer(path).body.decode())]


def listed(path: str) -> list[str]:
    """Return the paths of the stories of a list, in its order."""
    return re.findall(r'<a class="thumb" href="(.+?)">', SITE.answer(path).body.decode())


@pytest.mark.parametrize("path", ["/", "/xa-hoi", "/xa-hoi/trang-2"])
def test_lists_lead_into_every_trap(path: str) -> None:
    found = hrefs(path)
    assert set(BAD_LINKS) <= set(found)
    assert all(any(trap in href for href in found) for trap in TRAPS)
    assert sum(href.startswith("/tag/x?sort=") for href in found) > 50
    assert any("?PHPSESSID=" in href for href in found) and any(href.endswith("?amp=1") for href in found)
    assert any(href.startswith("http://m.hanoitv.vn/") for href in found)


def test_a_site_without_traps_has_none() -> None:
    plain = Site(STORIES)
    assert not [href for href in hrefs("/", plain) for trap in TRAPS if trap in href]
    assert not [trap for trap in TRAPS if plain.answer(trap.replace(";", "/;")).status != 404]
    assert INDEX not in hrefs("/", Site(STORIES, Manner(traps=True)))


def test_sessions_are_new_on_every_request_and_lead_to_the_page_itself() -> None:
    with Newsroom(stories=STORIES, traps=True) as newsroom:
        client = Client(newsroom.url)
        first, second = client.ask("/xa-hoi"), client.ask("/xa-hoi")
        sessions = [set(re.findall('(?:jsessionid|PHPSESSID)=(.+?)"', page.body.decode())) for page in (first, second)]
        assert len(sessions[0]) == len(sessions[1]) == 1 and sessions[0] != sessions[1]
        assert "ETag" not in first.headers and "Last-Modified" not in first.headers
        story = STORIES[0]
        assert client.text(f"{story.path};jsessionid=8A") == client.text(story.path)
        assert trapped(newsroom.requests) == {";jsessionid=": 1}


def test_the_calendar_has_no_end() -> None:
    assert {"/lich/2021-10", "/lich/2021-12", "/lich/2021-11-08"} <= set(hrefs("/lich/2021-11"))
    assert {"/lich/2020-02-28", "/lich/2020-03-01"} <= set(hrefs("/lich/2020-02-29"))
    paths = {story.path for story in STORIES}
    for path in ("/lich/2021-11", "/lich/2021-11-08", "/lich/0999-01", "/lich/8999-12-31"):
        assert len(set(listed(path))) == 2 and set(listed(path)) <= paths
    assert SITE.answer("/lich/2021-13").status == SITE.answer("/lich/2021-02-30").status == 404


@pytest.mark.parametrize("name", ["tin-lap", "goi-y"])
def test_endless_lists_hold_the_same_on_every_page(name: str) -> None:
    first, later = listed(f"/{name}"), listed(f"/{name}/trang-777")
    assert len(first) == 20 and sorted(first) == sorted(later)
    assert (first == later) == (name == "tin-lap")
    assert f"/{name}/trang-778" in hrefs(f"/{name}/trang-777")


def test_other_forms_of_an_article_name_the_article() -> None:
    path = STORIES[0].path
    with Newsroom(stories=STORIES, traps=True) as newsroom:
        client = Client(newsroom.url)
        for form in (f"/amp{path}", f"/print{path}", f"{path}?amp=1", f"http://m.hanoitv.vn{path}"):
            assert f'<link rel="canonical" href="{STORIES[0].url}">' in client.text(form)
        assert trapped(newsroom.requests) == {"/amp/": 1, "/print/": 1}


def test_shells_hold_no_text() -> None:
    for path in (SHELL, SHELL_LIST):
        page = SITE.answer(path)
        assert page.status == 200 and b'<div id="root"></div><script src=' in page.body and b"<a " not in page.body


def test_some_articles_redirect_to_where_nobody_should_go() -> None:
    with Newsroom(stories=STORIES, traps=True) as newsroom:
        client = Client(newsroom.url)
        answers = {path: client.ask(path) for path in REDIRECTS}
    assert {path: answer.headers["Location"] for path, answer in answers.items()} == REDIRECTS
    assert {answer.status for answer in answers.values()} == {301}


def test_the_index_is_ten_megabytes_of_links() -> None:
    page = SITE.answer(INDEX).body
    assert len(page) > 10 * 2**20 and page.count(b"<a href=") > 100_000
