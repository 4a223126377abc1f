"""When the newsroom's stories come out, and what leads to them: every form of paging, feeds and sitemaps."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count, pairwise, takewhile
from typing import get_args
from urllib.parse import urlsplit

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tests.newsroom import Newsroom, make_stories
from tests.newsroom.client import Client
from tests.newsroom.first_story import first_story
from tests.newsroom.manner import Manner
from tests.newsroom.pace import publishing_times
from tests.newsroom.paging import Paging, is_fragment
from tests.newsroom.site import Site
from tests.newsroom.wordlists import sections

STORIES = make_stories(articles=300, seed=5)
NOON = datetime(2026, 11, 8, 5, 0, 42, tzinfo=UTC)


@given(st.integers(0, 300), st.none() | st.floats(0.01, 20), st.none() | st.just(NOON))
def test_articles_come_out_one_after_another(articles: int, years: float | None, ending: datetime | None) -> None:
    times = publishing_times(articles, years, ending)
    assert len(times) == articles
    assert all(later - sooner > timedelta(minutes=1) for sooner, later in pairwise(times))
    assert not times or ending or times[0] == first_story().published


def test_years_are_filled_evenly() -> None:
    stories = make_stories(articles=200, seed=5, years=2)
    articles = [story for story in stories if story.kind == "article"]
    assert articles[0] == first_story()
    assert articles[-1].published - articles[0].published == timedelta(days=2 * 365.25)
    steps = {later.published - sooner.published for sooner, later in pairwise(articles)}
    assert max(steps) - min(steps) <= timedelta(minutes=1)
    assert list(stories) == sorted(stories, key=lambda story: story.published)


@pytest.mark.parametrize("articles", [1, 24, 25])  # the 25th is followed by a film
def test_the_newest_story_comes_out_in_the_minute_of_the_ending(articles: int) -> None:
    for years in (None, 3):
        newest = make_stories(articles, 1, years=years, ending=NOON)[-1]
        assert newest.published == NOON.replace(second=0)


def test_too_many_articles_for_the_years_are_refused() -> None:
    with pytest.raises(ValueError, match="less than two minutes apart"):
        make_stories(articles=600, years=0.001)


def listed(html: str) -> list[str]:
    """Return the paths of the stories of a list, in its order."""
    return list(dict.fromkeys(re.findall(r'<a class="thumb" href="(.+?)">', html)))


def ways_on(html: str) -> list[str]:
    """Return where the links below a list lead, those of scripts left out."""
    hrefs = lxml.html.document_fromstring(html).xpath('//div[@class="paging"]/a/@href')
    assert isinstance(hrefs, list)
    return [str(href) for href in hrefs if not str(href).startswith("javascript:")]


def read_section(site: Site, section: str, paging: Paging) -> Iterator[str]:
    """Yield every page of a section's list, as far as its links or its timeline go."""
    seen, waiting = {f"/{section}"}, [f"/{section}"]
    while waiting:
        parts = urlsplit(waiting.pop(0))
        answer = site.answer(parts.path, parts.query)
        assert answer.status == 200
        yield (html := answer.body.decode())
        found = set(ways_on(html)) - seen
        seen |= found
        waiting += sorted(found)
        if paging == "timeline":
            zone = re.findall('<input type="hidden" id="hdZoneId" value="([0-9]+)">', html)[0]
            bodies = (site.answer(f"/timelinelist/{zone}/{page}.htm").body.decode() for page in count(2))
            yield from takewhile(bool, bodies)


@pytest.mark.parametrize("paging", get_args(Paging))
def test_every_form_of_paging_leads_to_every_story_of_a_section(paging: Paging) -> None:
    site = Site(STORIES, Manner(paging=paging))
    for section, name in sections().items():
        found = [path for page in read_section(site, section, paging) for path in listed(page)]
        wanted = {story.path for story in STORIES if name in story.section}
        assert set(found) == wanted and (paging == "page0" or len(found) == len(wanted))


@pytest.mark.parametrize(
    ("paging", "ways"),
    [
        ("trang", ["/xa-hoi/trang-2", "/xa-hoi/trang-3", "/xa-hoi/trang-8", "/xa-hoi/trang-2"]),
        ("next", ["/xa-hoi/trang-2"]),
        ("p", ["/xa-hoi/p2", "/xa-hoi/p3", "/xa-hoi/p8", "/xa-hoi/p2"]),
        ("dash-p", ["/xa-hoi-p2", "/xa-hoi-p3", "/xa-hoi-p8", "/xa-hoi-p2"]),
        ("page0", ["/xa-hoi-page0", "/xa-hoi-page1", "/xa-hoi-page2", "/xa-hoi-page7"]),
        ("query", ["/xa-hoi?page=2", "/xa-hoi?page=3", "/xa-hoi?page=8", "/xa-hoi?page=2"]),
        ("timeline", []),
    ],
)
def test_a_first_page_leads_on_in_the_form_it_was_asked_for(paging: Paging, ways: list[str]) -> None:
    html = Site(STORIES, Manner(paging=paging)).answer("/xa-hoi").body.decode()
    assert ways_on(html) == ways


def test_a_page_by_query_goes_over_the_wire_and_is_counted_by_its_path() -> None:
    with Newsroom(stories=STORIES, paging="query") as newsroom:
        client = Client(newsroom.url)
        first, second = client.text("/xa-hoi"), client.text("/xa-hoi?page=2")
        assert listed(first) and listed(second) and not set(listed(first)) & set(listed(second))
        assert client.text("/xa-hoi?page=1&utm_source=x") == first
        assert client.ask("/xa-hoi?page=99").status == 404
        assert newsroom.requests == {"/xa-hoi": 4}


def test_a_timeline_is_bare_and_ends_in_nothing() -> None:
    with Newsroom(stories=STORIES, paging="timeline") as newsroom:
        client = Client(newsroom.url)
        assert client.text("/timelinelist/8/2.htm").startswith("<li>")
        past = client.ask("/timelinelist/8/900.htm")
        assert (past.status, past.body, past.headers["Content-Type"]) == (200, b"", "text/html; charset=utf-8")
        assert "/timelinelist/8/900.htm" in newsroom.requests and "/timelinelist/8/900.htm" not in newsroom.full
        assert client.ask("/timelinelist/99/2.htm").status == 404


@given(st.from_regex(r"/timelinelist/[0-9a]+/[0-9]+\.htm", fullmatch=True))
def test_a_fragment_has_the_number_of_a_section_and_of_a_further_page(path: str) -> None:
    zone, page = path.removesuffix(".htm").split("/")[2:]
    assert is_fragment(path) <= (zone.isdigit() and 7 <= int(zone) < 7 + len(sections()) and int(page) > 1)


def test_lists_tell_no_dates_when_told() -> None:
    dated, dateless = (Site(STORIES, Manner(dates=dates)) for dates in (True, False))
    for path in ("/", "/xa-hoi", "/xa-hoi/trang-2"):
        assert b'class="date"' in dated.answer(path).body and b'class="date"' not in dateless.answer(path).body


def test_packed_sitemaps_are_files() -> None:
    with Newsroom(stories=STORIES, gzip=True) as newsroom:
        client = Client(newsroom.url)
        assert re.findall("<loc>(.+?)</loc>", client.text("/sitemap.xml")) == ["http://hanoitv.vn/sitemap-1.xml.gz"]
        packed = client.ask("/sitemap-1.xml.gz")
    assert packed.headers["Content-Type"] == "application/gzip" and "Content-Encoding" not in packed.headers
    assert gzip.decompress(packed.body) == Site(STORIES).answer("/sitemap.xml").body


def test_the_news_sitemap_and_the_atom_feed_have_the_newest() -> None:
    site = Site(STORIES)
    news = etree.fromstring(site.answer("/news-sitemap.xml").body)
    atom = etree.fromstring(site.answer("/rss/trang-chu.atom").body)
    dates = [element.text for element in news.iter("{*}publication_date")]
    assert dates == [story.published.isoformat() for story in STORIES[:-101:-1]]
    links = [element.get("href") for entry in atom.iter("{*}entry") for element in entry.iter("{*}link")]
    assert links == [story.url for story in STORIES[:-51:-1]]


def test_the_broken_feed_cannot_be_parsed_and_names_the_newest_all_the_same() -> None:
    broken = Site(STORIES).answer("/rss/hong.rss").body
    with pytest.raises(etree.XMLSyntaxError):
        etree.fromstring(broken)
    assert re.findall("<item>.+?<link>(.+?)</link>", broken.decode()) == [story.url for story in STORIES[:-51:-1]]


def test_robots_and_home_name_what_they_are_told_to() -> None:
    plain, full = Site(STORIES), Site(STORIES, Manner(news=True, feeds=("/rss/trang-chu.atom", "/rss/hong.rss")))
    assert b"news-sitemap.xml" in full.answer("/robots.txt").body
    assert b"Sitemap" not in Site(STORIES, Manner(robots_sitemap=False)).answer("/robots.txt").body
    for link in (
        b'<link rel="alternate" type="application/atom+xml" href="/rss/trang-chu.atom">',
        b'<link rel="alternate" type="application/rss+xml" href="/rss/hong.rss">',
    ):
        assert link in full.answer("/").body and link not in plain.answer("/").body
