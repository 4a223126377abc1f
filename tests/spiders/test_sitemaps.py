"""What sitemaps name: in which order it is asked for, how far back, and which of their dates are believed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hanoitv_scraper.archive.read import read_archive
from hanoitv_scraper.spiders.arguments import read_arguments
from hanoitv_scraper.spiders.search import Search
from tests.archive.runs import opened
from tests.newsroom.site import Answer
from tests.newsroom.site import Site as NewsroomSite
from tests.newsroom.stories import Story
from tests.newsroom.writing import make_stories
from tests.spiders.searching import BOTH, FILES, search, site_of

NOW = datetime(2024, 11, 30, 12, tzinfo=UTC)
STORIES = tuple(story for story in make_stories(600, 2, years=3, ending=NOW) if story.kind == "article")
MONTH = NOW - timedelta(days=30)
HEAD = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
Dates = Callable[[Story], datetime | None]


class Mapped(NewsroomSite):
    """A newsroom with sitemaps of the test's own, and no feed."""

    def __init__(self, maps: Mapping[str, str]) -> None:
        super().__init__(STORIES)
        self.maps = maps

    def answer(self, path: str, query: str = "") -> Answer:
        if path in self.maps or path.startswith("/rss/"):
            self.requests[path] += 1
            return Answer(body=self.maps.get(path, "<rss></rss>").encode())
        return super().answer(path, query)


def sitemap(stories: tuple[Story, ...], lastmod: Dates) -> str:
    return f"{HEAD}{''.join(listed(story.url, lastmod(story)) for story in stories)}</urlset>"


def listed(url: str, lastmod: datetime | None) -> str:
    dated = f"<lastmod>{lastmod.isoformat()}</lastmod>" if lastmod else ""
    return f"<url><loc>{url}</loc>{dated}</url>"


def ids(since: datetime) -> set[str]:
    return {f"hanoitv:{story.id}" for story in STORIES if story.published >= since}


def archived(data: Path) -> set[str]:
    return {article.id for article in read_archive(data)}


@pytest.mark.parametrize("lastmod", [lambda _: None, lambda _: NOW], ids=["without dates", "dated by when it was made"])
@pytest.mark.parametrize("stories", [STORIES, STORIES[::-1]], ids=["oldest first", "newest first"])
def test_a_first_run_goes_no_further_than_the_horizon_whatever_a_sitemap_says(
    stories: tuple[Story, ...], lastmod: Dates, tmp_path: Path
) -> None:
    site = Mapped({"/sitemap.xml": sitemap(stories, lastmod)})
    run = search(tmp_path, site, site_of(FILES), NOW)
    assert ids(MONTH) <= archived(tmp_path)
    assert run.requests["article"] < len(ids(MONTH)) + 100
    assert run.left["older"].count == len(STORIES) - run.requests["article"]


def test_of_a_sitemap_with_dates_what_is_younger_is_asked_for(tmp_path: Path) -> None:
    site = Mapped({"/sitemap.xml": sitemap(STORIES, lambda story: story.published)})
    run = search(tmp_path, site, site_of(FILES), NOW)
    day_before = MONTH - timedelta(days=1)
    assert archived(tmp_path) == ids(day_before) and run.requests["article"] == len(ids(day_before))


def test_a_known_article_that_a_sitemap_says_was_changed_is_looked_at_again(tmp_path: Path) -> None:
    changed = STORIES[300]
    maps = {"/sitemap.xml": sitemap(STORIES, lambda story: story.published)}
    site, file = Mapped(maps), site_of(FILES, 'horizon = "3000 days"\nrevisit = [["1 day", "3000 days"]]')
    search(tmp_path, site, file, NOW)
    later = NOW + timedelta(days=2)
    maps["/sitemap.xml"] = sitemap(STORIES, lambda story: later if story is changed else story.published)
    for given, asked in (({"revisit": "none"}, 0), ({}, 1)):
        run = search(tmp_path, site, file, later + timedelta(hours=1), given)
        assert run.requests.get("article", 0) == asked == site.requests[changed.path]
        assert run.known == len(STORIES) - asked


@pytest.mark.parametrize("find", [FILES, BOTH], ids=["by the sitemap alone", "on a list before"])
def test_what_a_sitemap_says_was_changed_is_looked_at_whatever_named_it_first(find: str, tmp_path: Path) -> None:
    changed = STORIES[-2]
    maps = {"/sitemap.xml": sitemap(STORIES[-30:], lambda story: story.published)}
    site, file = Mapped(maps), site_of(find)
    search(tmp_path, site, file, NOW)
    later = NOW + timedelta(minutes=10)
    maps["/sitemap.xml"] = sitemap(STORIES[-30:], lambda story: later if story is changed else story.published)
    run = search(tmp_path, site, file, later + timedelta(minutes=10))
    assert run.requests["article"] == site.requests[changed.path] == 1


def test_a_sitemap_that_says_all_was_changed_is_not_believed(tmp_path: Path) -> None:
    maps = {"/sitemap.xml": sitemap(STORIES, lambda story: story.published)}
    site, file = Mapped(maps), site_of(FILES, 'horizon = "3000 days"\nrevisit = [["1 day", "3000 days"]]')
    search(tmp_path, site, file, NOW)
    later = NOW + timedelta(days=2)
    maps["/sitemap.xml"] = sitemap(STORIES, lambda _: later)
    run = search(tmp_path, site, file, later + timedelta(hours=1))
    assert "article" not in run.requests


def test_an_old_article_among_new_ones_does_not_end_a_sitemap_without_dates(tmp_path: Path) -> None:
    site = Mapped({"/sitemap.xml": sitemap(STORIES, lambda _: None)})
    old = replace(STORIES[-3], published=STORIES[0].published)
    search(tmp_path, site, site_of(FILES, 'horizon = "200 days"'), NOW, tells={old.path: old})
    assert ids(NOW - timedelta(days=200)) <= archived(tmp_path)


def test_of_what_a_sitemap_names_that_with_a_date_comes_first(tmp_path: Path) -> None:
    dated = STORIES[-9:-4]
    site = Mapped({"/sitemap.xml": sitemap(STORIES, lambda story: story.published if story in dated else None)})
    search(tmp_path, site, site_of(FILES), NOW, {"limit": "3"})
    assert archived(tmp_path) == {f"hanoitv:{story.id}" for story in dated[-3:]}


def test_where_neither_date_nor_id_tells_what_is_new_a_sitemap_is_read_from_both_ends(tmp_path: Path) -> None:
    site = replace(site_of(FILES), urls={"article": re.compile(r"/bai(?P<id>)-\d+$")})
    urls = [f"http://hanoitv.vn/bai-{number}" for number in range(200)]
    content = f"{HEAD}{''.join(listed(url, None) for url in urls)}</urlset>"
    with opened(tmp_path, now=NOW) as run:
        begun = Search(site, read_arguments({}), run)
        begun.starts()
        list(begun.file_came("sitemap", "http://hanoitv.vn/sitemap.xml", content.encode()))
        assert {ask.url for ask in begun.next_round()} == {*urls[:25], *urls[-25:]}
        begun.close()


def index_of(lastmod: str) -> str:
    return f"<sitemapindex><sitemap><loc>/part.xml</loc><lastmod>{lastmod}</lastmod></sitemap></sitemapindex>"


def test_a_part_of_an_index_that_was_changed_on_the_day_of_the_run_before_is_read_again(tmp_path: Path) -> None:
    maps = {"/sitemap.xml": index_of("2024-11-30"), "/part.xml": sitemap(STORIES[-9:-1], lambda s: s.published)}
    site, file = Mapped(maps), site_of(FILES)
    search(tmp_path, site, file, NOW)
    maps["/part.xml"] = sitemap(STORIES[-9:], lambda s: s.published)
    search(tmp_path, site, file, NOW + timedelta(hours=1))
    assert f"hanoitv:{STORIES[-1].id}" in archived(tmp_path)


def test_a_part_of_an_index_is_read_again_for_what_is_older_than_what_it_was_read_for(tmp_path: Path) -> None:
    maps = {"/sitemap.xml": index_of("2024-11-28"), "/part.xml": sitemap(STORIES, lambda s: s.published)}
    site, file = Mapped(maps), site_of(FILES)
    search(tmp_path, site, file, NOW)
    search(tmp_path, site, file, NOW + timedelta(hours=1))
    assert not site.requests["/part.xml"]
    search(tmp_path, site, file, NOW + timedelta(hours=2), {"since": "2020-01-01"})
    assert archived(tmp_path) == ids(datetime(1990, 1, 1, tzinfo=UTC))


def test_a_part_of_an_index_that_was_last_changed_before_the_horizon_is_not_read(tmp_path: Path) -> None:
    site = Mapped({"/sitemap.xml": index_of("2024-10-01"), "/part.xml": sitemap(STORIES, lambda _: None)})
    run = search(tmp_path, site, site_of(FILES), NOW)
    assert not site.requests["/part.xml"]
    assert (run.left["older"].count, run.left["older"].first) == (1, "http://hanoitv.vn/part.xml")


@pytest.mark.parametrize("lastmod", [lambda _: None, lambda s: s.published], ids=["without dates", "dated"])
def test_a_limit_is_of_what_sitemaps_name_too(lastmod: Dates, tmp_path: Path) -> None:
    site = Mapped({"/sitemap.xml": sitemap(STORIES, lastmod)})
    run = search(tmp_path, site, site_of(FILES), NOW, {"limit": "3"})
    assert run.requests["article"] == 3 and archived(tmp_path) == {f"hanoitv:{story.id}" for story in STORIES[-3:]}


@pytest.mark.parametrize(
    ("find", "given", "asked"),
    [
        ('pages = ["/"]', {}, ["http://hanoitv.vn/a.xml"]),
        ('pages = ["/"]', {"sections": "xa-hoi"}, []),
        ('pages = ["/"]\nadvertised = false', {}, []),
    ],
    ids=["read", "sections are chosen", "the site file says no"],
)
def test_sitemaps_that_robots_txt_names_are_read_where_no_start_is_chosen(
    find: str, given: dict[str, str], asked: list[str], tmp_path: Path
) -> None:
    with opened(tmp_path, now=NOW) as run:
        begun = Search(site_of(find), read_arguments(given), run)
        begun.starts()
        begun.advertise(["/a.xml", "https://example.org/b.xml"])
        assert [ask.url for ask in begun.next_round()] == asked
        begun.close()


def test_parts_of_an_index_that_hold_nothing_new_are_not_read_again(tmp_path: Path) -> None:
    def index(times: Mapping[str, datetime]) -> str:
        parts = (
            f"<sitemap><loc>http://hanoitv.vn{p}</loc><lastmod>{t.isoformat()}</lastmod></sitemap>"
            for p, t in times.items()
        )
        return f"<sitemapindex>{''.join(parts)}</sitemapindex>"

    old, new = STORIES[:300], STORIES[300:-1]
    times = {"/old.xml": old[-1].published, "/new.xml": new[-1].published}
    maps = {
        "/sitemap.xml": index(times),
        "/old.xml": sitemap(old, lambda s: s.published),
        "/new.xml": sitemap(new, lambda s: s.published),
    }
    site, file = Mapped(maps), site_of(FILES, 'horizon = "3000 days"')
    search(tmp_path, site, file, NOW)
    assert archived(tmp_path) == ids(datetime(1990, 1, 1, tzinfo=UTC)) - {f"hanoitv:{STORIES[-1].id}"}
    later = NOW + timedelta(days=5)
    maps["/sitemap.xml"] = index({**times, "/new.xml": later})
    maps["/new.xml"] = sitemap(STORIES[300:], lambda s: s.published)
    search(tmp_path, site, file, later + timedelta(hours=1), {"revisit": "none"})
    assert "/old.xml" not in site.requests and site.requests["/new.xml"] == 1
    assert archived(tmp_path) == ids(datetime(1990, 1, 1, tzinfo=UTC))


def test_a_sitemap_that_breaks_off_is_not_taken_for_read(tmp_path: Path) -> None:
    whole = sitemap(STORIES, lambda story: story.published)
    maps = {"/sitemap.xml": whole[: len(whole) // 2]}
    site, file = Mapped(maps), site_of(FILES, 'horizon = "3000 days"')
    run = search(tmp_path, site, file, NOW)
    assert run.left["broken xml"].count == 1 and "/sitemap.xml" in run.left["broken xml"].first
    assert not [walked for walked in run.walked if walked.list.endswith(".xml")]
    assert 200 < len(archived(tmp_path)) < 400
