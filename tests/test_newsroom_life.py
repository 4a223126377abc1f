"""What becomes of the newsroom's stories while it is open, and what its answers say of that."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanoitv_scraper import read_article
from tests.newsroom import Newsroom, make_stories, truth
from tests.newsroom.client import Client, crawl
from tests.newsroom.refusal import Refused
from tests.newsroom.site import Site

STORIES = make_stories(articles=60, seed=1)
LATER = datetime(2026, 3, 8, 9, 30, tzinfo=UTC)
LATER_TEXT = "Sun, 08 Mar 2026 09:30:00 GMT"


@pytest.fixture
def living() -> Iterator[tuple[Newsroom, Client]]:
    with Newsroom(stories=STORIES) as newsroom:
        client = Client(newsroom.url)
        yield newsroom, client
        client.connection.close()


def sitemap_of(site: Site) -> dict[str, str]:
    """Return the lastmods that the sitemap tells, by path."""
    return dict(
        re.findall(r"<loc>http://hanoitv\.vn(.+?)</loc><lastmod>(.+?)<", site.answer("/sitemap.xml").body.decode())
    )


def test_a_new_story_is_at_the_head_of_every_list(living: tuple[Newsroom, Client]) -> None:
    newsroom, client = living
    new = make_stories(articles=61, seed=1)[-1]
    assert client.ask(new.path).status == 404
    newsroom.publish(new, at=LATER)
    assert client.ask(new.path).headers["Last-Modified"] == LATER_TEXT
    assert newsroom.stories[-1].path == new.path
    for path, sign in (("/", f'<li><a class="thumb" href="{new.path}'), ("/rss/trang-chu.rss", f"<link>{new.url}")):
        text = client.text(path)
        assert text.index(sign) < text.index(STORIES[-1].path)
    with pytest.raises(ValueError, match=f"there is a story {new.id} already"):
        newsroom.publish(new)


def test_an_edit_is_a_new_page_at_the_old_address(living: tuple[Newsroom, Client]) -> None:
    newsroom, client = living
    story = STORIES[3]
    known = {path: client.ask(path).headers["ETag"] for path in (story.path, "/van-hoa", STORIES[4].path)}
    newsroom.edit(story.number, story.kind, title="Tựa đề khác", keywords=("mới",), at=LATER)
    page = client.ask(story.path, If_None_Match=known[story.path])
    assert (page.status, page.headers["Last-Modified"]) == (200, LATER_TEXT)
    assert "Tựa đề khác" in page.body.decode()
    assert client.ask(STORIES[4].path, If_None_Match=known[STORIES[4].path]).status == 304
    assert sitemap_of(newsroom.site)[story.path] == "2026-03-08T09:30:00+00:00"
    told = [json.loads(line) for line in client.text("/_newsroom/truth").splitlines()]
    assert told == [truth(now) for now in newsroom.stories]
    assert told[3] == truth(story) | {"title": "Tựa đề khác", "keywords": ["mới"]}


def test_only_lists_that_changed_are_sent_again(living: tuple[Newsroom, Client]) -> None:
    newsroom, client = living
    story = next(story for story in STORIES if story.section == ("Y tế",))
    known = {path: client.ask(path).headers["Last-Modified"] for path in ("/", "/y-te", "/van-hoa")}
    newsroom.remove(story.number, kind=story.kind, at=LATER)
    status = {path: client.ask(path, If_Modified_Since=since).status for path, since in known.items()}
    assert status == {"/": 200, "/y-te": 200, "/van-hoa": 304}


@pytest.mark.parametrize("status", [404, 410])
def test_a_removed_story_is_named_nowhere(living: tuple[Newsroom, Client], status: int) -> None:
    newsroom, client = living
    story = STORIES[-1]
    newsroom.remove(story.number, 404 if status == 404 else 410, kind=story.kind)
    assert client.ask(story.path).status == status
    assert story not in newsroom.stories and story.id not in client.text("/_newsroom/truth")
    lists = [path for path in newsroom.site.pages if not re.search(r"-[dva]\d+\.html$", path)]
    assert not [path for path in lists if story.path in client.text(path)]
    with pytest.raises(KeyError, match=story.id):
        newsroom.remove(story.number, kind=story.kind)


def test_moved_stories_are_sent_for_from_every_address_they_had(living: tuple[Newsroom, Client]) -> None:
    newsroom, client = living
    story = STORIES[12]
    newsroom.move(story.number, "moi", at=LATER)
    newsroom.renumber(story.number, 190_001)
    newsroom.move(190_001, "nua")
    moved = newsroom.stories[12]
    assert moved.path == "/nua-d190001.html" and client.ask(moved.path).status == 200
    for path in (story.path, f"/moi-d{story.number}.html", "/moi-d190001.html"):
        answer = client.ask(path)
        assert (answer.status, answer.headers["Location"]) == (301, moved.path)
    assert moved.path in client.text("/sitemap.xml") and story.path not in client.text("/sitemap.xml")
    newsroom.remove(190_001)
    assert client.ask(story.path).status == 410


def test_a_story_that_moves_back_stands_there(living: tuple[Newsroom, Client]) -> None:
    newsroom, client = living
    story = STORIES[12]
    newsroom.move(story.number, "moi")
    newsroom.move(story.number, story.slug)
    assert client.ask(story.path).status == 200
    assert client.ask(f"/moi-d{story.number}.html").headers["Location"] == story.path


def test_an_id_is_not_taken_twice(living: tuple[Newsroom, Client]) -> None:
    newsroom, _ = living
    with pytest.raises(ValueError, match=f"there is a story {STORIES[2].id} already"):
        newsroom.renumber(STORIES[1].number, STORIES[2].number)


CHANGES = st.tuples(st.sampled_from(("publish", "edit", "remove", "move", "renumber")), st.integers(0, 10**6))


def change(site: Site, name: str, which: int, at: datetime) -> None:
    """Do `name` to one or other of the site's stories; all of these are articles."""
    number = site.stories[which % len(site.stories)].number
    match name:
        case "publish":
            site.publish(next(story for story in MORE if story.id not in {held.id for held in site.stories}), at=at)
        case "edit":
            site.edit(number, title=f"Tựa đề {which}", at=at)
        case "remove" if len(site.stories) > 1:
            site.remove(number, (404, 410)[which % 2], at=at)
        case "move":
            site.move(number, f"moi-{which % 3}", at=at)
        case "renumber":
            site.renumber(number, max(story.number for story in site.stories) + 1 + which % 2, at=at)


MORE = [story for story in make_stories(articles=60, seed=2) if story.kind == "article"]


@given(st.lists(CHANGES, max_size=12))
def test_whatever_happens_every_story_has_one_page_and_no_address_is_forgotten(changes: list[tuple[str, int]]) -> None:
    site = Site(MORE[:4])
    had = {story.path for story in site.stories}
    for index, (name, which) in enumerate(changes):
        change(site, name, which, LATER + timedelta(hours=index))
        had |= {story.path for story in site.stories}
    now = {story.path for story in site.stories}
    assert len({story.id for story in site.stories}) == len(now)
    assert sitemap_of(site) == {story.path: story.lastmod.isoformat() for story in site.stories}
    assert [story.published for story in site.stories] == sorted(story.published for story in site.stories)
    for path in had:
        answer = site.answer(path)
        assert answer.status == 200 if path in now else answer.location in now or answer.status in (404, 410)


def test_what_was_sent_and_what_was_not_is_counted_until_forgotten(living: tuple[Newsroom, Client]) -> None:
    newsroom, client = living
    path = STORIES[0].path
    etag = client.ask(path).headers["ETag"]
    client.ask(path, method="HEAD")
    client.ask(path, If_None_Match=etag)
    client.ask("/khong-co.html")
    client.ask("/_newsroom/truth")
    assert newsroom.requests == {path: 3, "/khong-co.html": 1}
    assert (newsroom.full, newsroom.unchanged) == ({path: 1}, {path: 1})
    newsroom.forget()
    assert not newsroom.requests and not newsroom.full and not newsroom.unchanged


def test_a_redesign_shows_the_same_in_other_elements(living: tuple[Newsroom, Client]) -> None:
    """No selector of the site file hits any more. What is read without them is right, save for the keywords."""
    newsroom, client = living
    newsroom.redesign(at=LATER)
    for story in STORIES:
        if story.kind == "article":
            record = read_article(client.text(story.path), story.url).to_dict()
            told = {key: value for key, value in truth(story).items() if not key.startswith("quoted_")}
            wrong = {key for key, value in told.items() if record[key] != value}
            assert wrong == {"keywords"} and "site" not in record["read_by"].values(), story.url


def test_a_redesign_makes_every_page_another_and_no_story(living: tuple[Newsroom, Client]) -> None:
    newsroom, client = living
    addresses = ("/", "/van-hoa", STORIES[3].path)
    known = {path: client.ask(path).headers["ETag"] for path in addresses}
    sitemap, reached = client.text("/sitemap.xml"), crawl(client)
    newsroom.redesign(at=LATER)
    for path, etag in known.items():
        page = client.ask(path, If_None_Match=etag)
        assert (page.status, page.headers["Last-Modified"]) == (200, LATER_TEXT)
    assert client.text("/sitemap.xml") == sitemap and crawl(client) == reached
    newsroom.edit(STORIES[3].number, STORIES[3].kind, title="Tựa đề khác", at=LATER + timedelta(hours=1))
    page = client.ask(STORIES[3].path)
    assert "Tựa đề khác" in page.body.decode() and page.headers["Last-Modified"] == "Sun, 08 Mar 2026 10:30:00 GMT"


@pytest.mark.parametrize(("how", "status"), [(403, 403), (429, 429), ("challenge", 503)])
def test_who_is_refused_gets_robots_txt_alone(living: tuple[Newsroom, Client], how: Refused, status: int) -> None:
    newsroom, client = living
    newsroom.refuse(how, retry_after=120)
    for path in ("/", "/sitemap.xml", STORIES[3].path, "/khong-co.html"):
        answer = client.ask(path)
        assert (answer.status, answer.headers["Retry-After"]) == (status, "120")
    assert client.ask("/robots.txt").status == 200
    new = make_stories(articles=61, seed=1)[-1]
    newsroom.publish(new, at=LATER)
    assert client.ask(new.path).status == status
    newsroom.welcome()
    answer = client.ask(new.path)
    assert answer.status == 200 and "Retry-After" not in answer.headers


def test_doors_that_are_broken_are_no_harm_to_others(living: tuple[Newsroom, Client]) -> None:
    newsroom, client = living
    newsroom.mute("/rss/trang-chu.rss", "/van-hoa")
    statuses = [client.ask(path).status for path in ("/rss/trang-chu.rss", "/van-hoa", "/")]
    newsroom.mute()
    assert statuses == [404, 404, 200] and client.ask("/van-hoa").status == 200
