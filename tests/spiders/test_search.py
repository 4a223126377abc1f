"""The search finds every article there is to find, once, and asks again only for what may have changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import get_args

import pytest

from hanoitv_scraper.archive.read import read_archive
from hanoitv_scraper.archive.run_file import Walked
from hanoitv_scraper.items import VIETNAM, Kind
from hanoitv_scraper.spiders import search as searches
from hanoitv_scraper.spiders.arguments import read_arguments
from tests.archive.runs import crawl, exchange, opened
from tests.newsroom.manner import Manner
from tests.newsroom.paging import Paging, page_address
from tests.newsroom.site import Answer
from tests.newsroom.site import Site as NewsroomSite
from tests.newsroom.writing import make_stories
from tests.spiders.searching import BOTH, FILES, LISTS, KilledError, search, site_of, to_article

NOW = datetime(2024, 11, 30, 12, tzinfo=UTC)
ALL = 'horizon = "3000 days"'
MORE = """
[find.more]
path = "/timelinelist/{zone}/{page}.htm"
zone = ["//input[@id='hdZoneId']/@value"]
"""
# Eight stories a month, over three years.
STORIES = make_stories(300, 1, years=3, ending=NOW)


def newsroom(paging: Paging = "trang", *, dates: bool = True, every: int = 1) -> NewsroomSite:
    """Return a newsroom with every so manieth of the stories: not each test needs all of them."""
    return NewsroomSite(STORIES[::every], Manner(paging=paging, dates=dates))


class Drawn(NewsroomSite):
    """A newsroom with answers of the test's own."""

    def __init__(self, drawn: Mapping[str, Answer], manner: Manner | None = None) -> None:
        super().__init__(STORIES, manner)
        self.drawn = drawn

    def answer(self, path: str, query: str = "") -> Answer:
        answer = super().answer(path, query)
        return self.drawn.get(path, answer)


def links(*paths: str) -> Answer:
    return Answer(body="".join(f"<p><a href='{path}'>Tin</a></p>" for path in paths).encode())


def ids(
    site: NewsroomSite, since: datetime | None = None, until: datetime | None = None, kind: Kind = "article"
) -> set[str]:
    return {
        f"hanoitv:{story.id}"
        for story in site.stories
        if story.kind == kind
        and (since is None or since <= story.published)
        and (until is None or story.published <= until)
    }


def archived(data: Path) -> set[str]:
    return {article.id for article in read_archive(data)}


@pytest.mark.parametrize("find", [LISTS, FILES, BOTH], ids=["lists", "files", "both"])
def test_a_first_run_finds_all_and_a_second_asks_for_no_article(find: str, tmp_path: Path) -> None:
    site = newsroom()
    first = search(tmp_path, site, site_of(find, ALL), NOW)
    assert archived(tmp_path) == ids(site)
    assert all(times == 1 for path, times in site.requests.items())
    assert first.requests["article"] == sum(first.outcomes.values())
    second = search(tmp_path, site, site_of(find, ALL), NOW + timedelta(minutes=10))
    assert "article" not in second.requests
    # Lists name a page that robots.txt forbids, too; of the lists' further pages none was asked for.
    assert second.known == (second.found["list"] - 1 if find == LISTS else len(ids(site)))


@pytest.mark.parametrize("paging", get_args(Paging))
def test_lists_are_walked_whichever_way_they_go_on(paging: Paging, tmp_path: Path) -> None:
    site, more = newsroom(paging, every=3), MORE if paging == "timeline" else ""
    search(tmp_path, site, site_of(LISTS + more, ALL), NOW)
    assert archived(tmp_path) == ids(site)


@pytest.mark.parametrize("dates", [True, False], ids=["dated", "undated"])
@pytest.mark.parametrize("find", [LISTS, FILES], ids=["lists", "files"])
@pytest.mark.parametrize(
    ("since", "until"), [("2023-05-01", None), (None, "2022-02-28"), ("2022-06-10", "2022-06-20"), ("2024-12-01", None)]
)
def test_since_and_until_give_exactly_the_right_set(
    since: str | None, until: str | None, find: str, dates: bool, tmp_path: Path
) -> None:
    site, asked = newsroom(dates=dates, every=2), {"since": since, "until": until}
    run = search(tmp_path, site, site_of(find, ALL), NOW, {name: day for name, day in asked.items() if day})
    first = datetime.fromisoformat(f"{since or '1990-01-01'}T00:00:00+07:00")
    last = datetime.fromisoformat(f"{until or '2099-01-01'}T23:59:59+07:00")
    assert archived(tmp_path) == ids(site, first, last)
    if since and dates and find == LISTS:
        assert run.outcomes.get("outside", 0) < 25
        assert run.requests["list"] < len([path for path in site.pages if "/trang-" in path or path.count("/") < 3])


def test_what_lists_date_outside_the_bounds_is_not_asked_for_though_a_sitemap_named_it_first(tmp_path: Path) -> None:
    site = newsroom()
    run = search(tmp_path, site, site_of(BOTH, ALL), NOW, {"since": "2023-03-01", "until": "2023-03-31"})
    march = ids(site, datetime(2023, 3, 1, tzinfo=VIETNAM), datetime(2023, 3, 31, 23, 59, 59, tzinfo=VIETNAM))
    assert archived(tmp_path) == march
    assert run.requests["article"] < len(march) + 10


def test_a_first_run_goes_back_to_the_horizon_and_since_goes_behind_it(tmp_path: Path) -> None:
    site = newsroom(dates=False)
    month = ids(site, NOW - timedelta(days=30))
    run = search(tmp_path, site, site_of(LISTS), NOW)
    assert month <= archived(tmp_path) < ids(site)
    # What is older stood on a page beside something younger.
    assert len(archived(tmp_path)) < len(month) + 20 * run.requests["list"]
    plain = search(tmp_path, site, site_of(LISTS), NOW + timedelta(minutes=5))
    assert "article" not in plain.requests
    search(tmp_path, site, site_of(LISTS), NOW + timedelta(minutes=10), {"since": "2020-01-01"})
    assert archived(tmp_path) == ids(site)


def test_a_daily_run_costs_what_changed(tmp_path: Path) -> None:
    site, file = NewsroomSite(STORIES[:-4], Manner()), site_of(LISTS, ALL)
    search(tmp_path, site, file, NOW)
    lists = len(site.requests)
    for story in STORIES[-4:]:
        site.publish(story, NOW)
    run = search(tmp_path, site, file, NOW + timedelta(hours=1), {"revisit": "none"})
    assert archived(tmp_path) == ids(site)
    assert run.requests["article"] == run.outcomes["new"] == 4
    # The first page of each list; the ground behind it is known.
    assert run.requests["list"] < 30 < lists


@pytest.mark.parametrize("find", [LISTS, FILES, BOTH], ids=["lists", "files", "both"])
@pytest.mark.parametrize("given", [{}, {"since": "2022-06-01", "until": "2024-05-31"}], ids=["plain", "bounded"])
def test_a_run_that_died_and_is_begun_again_ends_in_the_same_archive(
    find: str, given: dict[str, str], tmp_path: Path
) -> None:
    site, file = newsroom(every=2), site_of(find, ALL)
    whole = search(tmp_path / "whole", site, file, NOW, given)
    for number, dies_after in enumerate((1, 20, 60)):
        with pytest.raises(KilledError):
            search(tmp_path / "died", site, file, NOW + timedelta(minutes=number), given, dies_after=dies_after)
    last = search(tmp_path / "died", site, file, NOW + timedelta(minutes=9), given)
    assert contents(tmp_path / "died") == contents(tmp_path / "whole")
    assert last.requests["article"] == whole.requests["article"] - 81


def contents(data: Path) -> set[tuple[str, int, str]]:
    return {(article.id, article.revision, article.digest) for article in read_archive(data, versions="all")}


def test_a_daily_run_that_died_leaves_no_gap_behind_what_it_had(tmp_path: Path) -> None:
    """What a dead run archived is no known ground: the lists go on behind it."""
    site, file = NewsroomSite(STORIES[:-120], Manner()), site_of(LISTS, ALL)
    search(tmp_path, site, file, NOW)
    for story in STORIES[-120:]:
        site.publish(story, NOW)
    with pytest.raises(KilledError):
        search(tmp_path, site, file, NOW + timedelta(minutes=1), {"revisit": "none"}, dies_after=60)
    search(tmp_path, site, file, NOW + timedelta(minutes=2), {"revisit": "none"})
    assert archived(tmp_path) == ids(site)


@pytest.mark.parametrize(
    ("narrow", "dates"),
    [
        ({"since": "2024-11-20"}, True),
        ({"since": "2024-11-20"}, False),
        ({"limit": "5"}, False),
        ({"until": "2024-11-20"}, True),
        ({"sections": "xa-hoi"}, False),
        ({"kinds": "video"}, False),
    ],
    ids=str,
)
def test_a_run_that_asked_for_less_leaves_no_gap_behind_it(narrow: dict[str, str], dates: bool, tmp_path: Path) -> None:
    site, file = NewsroomSite(STORIES[:-120], Manner(dates=dates)), site_of(LISTS, ALL)
    search(tmp_path, site, file, NOW)
    for story in STORIES[-120:]:
        site.publish(story, NOW)
    search(tmp_path, site, file, NOW + timedelta(minutes=1), {"revisit": "none"} | narrow)
    assert archived(tmp_path) < ids(site) | ids(site, kind="video")
    search(tmp_path, site, file, NOW + timedelta(minutes=2), {"revisit": "none"})
    assert ids(site) <= archived(tmp_path)


def test_a_page_of_a_list_that_fails_is_skipped_and_the_list_read_anew_the_next_time(tmp_path: Path) -> None:
    site, file = newsroom(), site_of(LISTS, ALL)
    broken = frozenset({"/xa-hoi/trang-3", "/van-hoa"})
    search(tmp_path, site, file, NOW, fails=broken)
    first = archived(tmp_path)
    assert first < ids(site)
    run = search(tmp_path, site, file, NOW + timedelta(minutes=5))
    assert archived(tmp_path) == ids(site)
    assert run.outcomes["new"] == len(ids(site) - first)


def test_a_limit_is_of_pages_and_the_newest_come_first(tmp_path: Path) -> None:
    site = newsroom()
    run = search(tmp_path, site, site_of(FILES, ALL), NOW, {"limit": "7"})
    assert run.requests["article"] == 7
    newest = [f"hanoitv:{story.id}" for story in site.stories[::-1] if story.kind == "article"]
    assert archived(tmp_path) == set(newest[:7])


def test_other_kinds_are_asked_for_by_name(tmp_path: Path) -> None:
    site = newsroom()
    run = search(tmp_path, site, site_of(LISTS, ALL), NOW, {"kinds": "video,audio"})
    assert archived(tmp_path) == ids(site, kind="video") | ids(site, kind="audio")
    assert run.left["other kind"].count > 400


def test_a_known_article_at_an_address_that_was_never_seen_is_asked_for_there_once(tmp_path: Path) -> None:
    site, file = newsroom(), site_of(LISTS, ALL)
    search(tmp_path, site, file, NOW)
    moved = STORIES[-1]
    site.move(moved.number, "ten-moi", at=NOW)
    new_path = site.stories[-1].path
    assert new_path != moved.path
    for minutes, asked in ((10, 1), (20, 0)):
        run = search(tmp_path, site, file, NOW + timedelta(minutes=minutes))
        assert (run.requests.get("article", 0), site.requests[new_path], site.requests[moved.path]) == (asked, asked, 0)
    (article,) = (one for one in read_archive(tmp_path, versions="all") if one.revision == 2)
    assert (article.id, article.changed) == (f"hanoitv:{moved.id}", ("url",)) and article.url.endswith(new_path)


def test_an_address_that_differs_in_its_query_alone_is_not_where_an_article_has_moved(tmp_path: Path) -> None:
    """Some sites count clicks by a query that is another on every page and every day."""
    story, pages = STORIES[-1], dict[str, Answer]()
    for day in range(3):
        pages["/"] = links(f"{story.path}?tu=trang-chu-{day}")
        run = search(tmp_path, Drawn(pages), site_of(LISTS, ALL), NOW + timedelta(minutes=day))
        assert run.requests.get("article", 0) == (1 if day == 0 else 0)


def test_a_redirect_to_an_address_of_the_same_id_leaves_one_article(tmp_path: Path) -> None:
    """No list names the new address: the old one is looked at again when it is due."""
    site, file = newsroom(), site_of(LISTS, ALL)
    search(tmp_path, site, file, NOW)
    moved = STORIES[200]
    site.move(moved.number, "ten-moi", at=NOW)
    search(tmp_path, site, file, NOW + timedelta(days=60), {"revisit": "all", "since": "2024-11-30"})
    assert len(list(read_archive(tmp_path, versions="all"))) == len(ids(site))
    search(tmp_path, site, site_of('feeds = ["/rss/trang-chu.rss"]'), NOW + timedelta(days=61), {"revisit": "all"})
    assert archived(tmp_path) == ids(site)
    assert {one.id for one in read_archive(tmp_path, versions="all") if one.revision == 2} == {f"hanoitv:{moved.id}"}


def test_an_old_article_pinned_on_top_of_a_list_does_not_end_its_walk(tmp_path: Path) -> None:
    pinned = replace(STORIES[3], published=STORIES[-1].published + timedelta(minutes=5))
    site = NewsroomSite((*STORIES[:3], *STORIES[4:], pinned), Manner(dates=False))
    # Lists order by when it is shown, its page tells when it was written.
    shown = {pinned.path: STORIES[3]}
    search(tmp_path, site, site_of(LISTS), NOW, tells=shown)
    assert ids(site, NOW - timedelta(days=30)) <= archived(tmp_path)


def test_a_list_whose_articles_tell_no_date_is_left_after_ten_pages_and_named(tmp_path: Path) -> None:
    site = NewsroomSite(make_stories(540, 1, years=3, ending=NOW), Manner(dates=False))
    run = search(tmp_path, site, site_of(LISTS), NOW, undated=True)
    assert run.left["undated"].first == "http://hanoitv.vn/xa-hoi/trang-11"
    assert "http://hanoitv.vn/xa-hoi" not in {walked.list for walked in run.walked}


def test_what_the_schedule_says_is_due_is_looked_at_again(tmp_path: Path) -> None:
    site, file = newsroom(), site_of(LISTS, ALL + '\nrevisit = [["10 days", "1 day"], ["100 days", "20 days"]]')
    search(tmp_path, site, file, NOW)
    later = NOW + timedelta(days=1)
    run = search(tmp_path, site, file, later)
    # All that are younger than ten days, and the page that robots.txt forbids, which was found a day ago.
    assert run.requests["article"] == len(ids(site, later - timedelta(days=10))) + 1
    assert run.found["known"] == run.requests["article"]
    assert "article" not in search(tmp_path, site, file, later + timedelta(hours=1)).requests
    last = search(tmp_path, site, file, NOW + timedelta(days=19))
    assert last.requests["article"] == len(ids(site)) + 1


def test_lists_are_followed_two_deep_and_none_that_names_no_article(tmp_path: Path) -> None:
    paths = [story.path for story in STORIES if story.kind == "article"]
    site = Drawn(
        {
            "/": links("/a", "/lien-he"),
            "/a": links(paths[0], "/b"),
            "/b": links(paths[1], "/c"),
            "/lien-he": links("/d"),
        }
    )
    search(tmp_path, site, site_of(LISTS, ALL), NOW)
    assert set(site.requests) == {"/", "/a", "/b", "/lien-he", *paths[:2]}


def test_pages_that_lead_round_in_a_circle_are_asked_for_once(tmp_path: Path) -> None:
    paths = [story.path for story in STORIES if story.kind == "article"]
    ways = {"/a": "/a/tiep", "/a/tiep": "/a/sau", "/a/sau": "/a/tiep"}
    drawn = {
        at: Answer(body=links(path).body + f"<a rel='next' href='{onward}'>»</a>".encode())
        for (at, onward), path in zip(ways.items(), paths, strict=False)
    }
    site = Drawn({"/": links("/a"), **drawn})
    run = search(tmp_path, site, site_of(LISTS, ALL), NOW)
    assert site.requests == dict.fromkeys(("/", *ways, *paths[:3]), 1)
    assert "http://hanoitv.vn/a" in {walked.list for walked in run.walked}


@pytest.mark.parametrize(("find", "is_read"), [(LISTS, False), ('pages = ["/"]', True)], ids=["not", "read"])
def test_feeds_that_the_start_advertises_are_read_unless_the_site_file_says_no(
    find: str, is_read: bool, tmp_path: Path
) -> None:
    site = newsroom()
    search(tmp_path, site, site_of(find), NOW)
    assert site.requests["/rss/trang-chu.rss"] == is_read


def test_chosen_sections_are_walked_whole_and_nothing_else_is_read(tmp_path: Path) -> None:
    site = newsroom()
    search(tmp_path, site, site_of(BOTH, ALL), NOW, {"sections": "y-te,/xa-hoi/giao-thong"})
    lists = {path.partition("/trang-")[0] for path in site.requests if not path.endswith(".html")}
    assert lists == {"/y-te", "/xa-hoi/giao-thong"}
    assert site.requests["/y-te/trang-2"] == 1


def test_a_limit_stops_lists_too_and_another_page_takes_the_place_of_one_that_fails(tmp_path: Path) -> None:
    site = newsroom()
    newest = [story for story in site.stories[::-1] if story.kind == "article"]
    fails = frozenset(story.path for story in newest[:2])
    run = search(tmp_path, site, site_of(LISTS, ALL), NOW, {"limit": "3"}, fails=fails)
    assert archived(tmp_path) == {f"hanoitv:{story.id}" for story in newest[2:5]}
    # The third that failed is the page that robots.txt forbids.
    assert run.requests == {"list": 1, "article": 6}


def test_more_lists_than_any_site_has_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searches, "MOST_LISTS", 4)
    site = newsroom()
    run = search(tmp_path, site, site_of(LISTS), NOW)
    assert len({path.partition("/trang-")[0] for path in site.requests if not path.endswith(".html")}) == 4
    assert run.left["too many lists"].count > 4


@pytest.mark.parametrize("given", [{"limit": "5"}, {"sections": "y-te"}, {"revisit": "none"}], ids=str)
def test_a_taste_looks_at_no_known_article_again(given: dict[str, str], tmp_path: Path) -> None:
    site, file = newsroom(), site_of(LISTS, ALL)
    search(tmp_path, site, file, NOW)
    assert "article" not in search(tmp_path, site, file, NOW + timedelta(days=60), given).requests


def test_of_known_pages_those_of_the_wanted_kinds_are_looked_at_again(tmp_path: Path) -> None:
    site, file = newsroom(), site_of(LISTS, ALL)
    search(tmp_path, site, file, NOW, {"kinds": "video"})
    search(tmp_path, site, file, NOW + timedelta(days=60), {"revisit": "all"})
    assert not [story.path for story in STORIES if story.kind == "video" and story.path in site.requests]


def test_an_article_that_is_due_and_has_moved_is_asked_for_once(tmp_path: Path) -> None:
    site, file = newsroom(), site_of(LISTS, ALL)
    search(tmp_path, site, file, NOW)
    moved = STORIES[-1]
    site.move(moved.number, "ten-moi", at=NOW)
    search(tmp_path, site, file, NOW + timedelta(days=60))
    assert (site.requests[site.stories[-1].path], site.requests[moved.path]) == (1, 0)


def test_ground_that_is_known_of_one_kind_is_not_of_two(tmp_path: Path) -> None:
    site, file = newsroom(), site_of(LISTS, ALL)
    search(tmp_path, site, file, NOW)
    search(tmp_path, site, file, NOW + timedelta(minutes=1), {"kinds": "article,video", "revisit": "none"})
    assert archived(tmp_path) == ids(site) | ids(site, kind="video")


def test_ground_that_is_known_of_two_kinds_reaches_as_far_as_that_of_either(tmp_path: Path) -> None:
    site, file = newsroom(), site_of(LISTS, ALL)
    search(tmp_path, site, file, NOW)
    search(tmp_path, site, file, NOW + timedelta(minutes=1), {"kinds": "video", "since": "2024-11-01"})
    both = {"kinds": "article,video", "revisit": "none"}
    search(tmp_path, site, file, NOW + timedelta(minutes=2), both | {"since": "2023-01-01"})
    since = datetime.fromisoformat("2023-01-01T00:00:00+07:00")
    assert archived(tmp_path) == ids(site) | ids(site, since, kind="video")
    search(tmp_path, site, file, NOW + timedelta(minutes=3), both)
    assert archived(tmp_path) == ids(site) | ids(site, kind="video")


def test_what_came_out_behind_a_bound_is_found_where_only_pages_tell_dates(tmp_path: Path) -> None:
    """The bounded run had to look at pages behind its end: they are no known ground."""
    site, file = newsroom(dates=False), site_of(LISTS, ALL)
    run = search(tmp_path, site, file, NOW, {"until": "2022-12-31"})
    assert not run.walked
    search(tmp_path, site, file, NOW + timedelta(minutes=1), {"revisit": "none"})
    assert archived(tmp_path) == ids(site)


def test_a_run_that_leaves_a_gap_to_what_is_known_notes_no_list(tmp_path: Path) -> None:
    site, file, bound = newsroom(), site_of(LISTS), {"since": "2024-11-20"}
    first = search(tmp_path, site, file, NOW, bound)
    since = datetime.fromisoformat("2024-11-20T00:00:00+07:00")
    assert first.walked and {walked.since for walked in first.walked} == {since}
    search(tmp_path, site, file, NOW + timedelta(minutes=1))
    assert not search(tmp_path, site, file, NOW + timedelta(minutes=2), bound).walked


@pytest.mark.parametrize("find", [LISTS, FILES], ids=["lists", "files"])
def test_after_a_long_pause_a_plain_run_goes_back_to_where_it_stopped(find: str, tmp_path: Path) -> None:
    site, file = NewsroomSite(STORIES[:-120], Manner()), site_of(find)
    paused = STORIES[-121].published + timedelta(hours=1)
    search(tmp_path, site, file, paused)
    before = ids(site, paused - timedelta(days=30))
    for story in STORIES[-120:]:
        site.publish(story, NOW)
    search(tmp_path, site, file, NOW, {"revisit": "none"})
    assert archived(tmp_path) >= before | ids(site, paused)


def test_what_was_outside_is_not_asked_for_again_by_a_run_that_has_the_same_bounds(tmp_path: Path) -> None:
    site, file = newsroom(dates=False), site_of(LISTS, ALL)
    just_before = [story for story in STORIES if story.kind == "article"][-6]
    bound = {"since": (just_before.published + timedelta(minutes=1)).isoformat()}
    search(tmp_path, site, file, NOW, bound)
    assert site.requests[just_before.path] == 1
    assert "article" not in search(tmp_path, site, file, NOW + timedelta(minutes=1), bound).requests


def test_all_known_articles_within_bounds_are_looked_at_again_and_no_others(tmp_path: Path) -> None:
    site, file = newsroom(dates=False), site_of(LISTS, ALL)
    search(tmp_path, site, file, NOW)
    search(tmp_path, site, file, NOW + timedelta(minutes=1), {"revisit": "all", "since": "2024-11-01"})
    since = datetime.fromisoformat("2024-11-01T00:00:00+07:00")
    assert {f"hanoitv:{story.id}" for story in STORIES if story.path in site.requests} == ids(site, since)


def test_what_was_outside_is_asked_for_when_it_is_wanted_and_not_behind_the_horizon(tmp_path: Path) -> None:
    site, file = newsroom(dates=False), site_of(LISTS)
    search(tmp_path, site, file, NOW, {"since": "2024-11-20"})
    outside = [story for story in STORIES if story.path in site.requests and story.published < NOW - timedelta(days=11)]
    search(tmp_path, site, file, NOW + timedelta(minutes=1))
    asked = [story for story in outside if story.path in site.requests]
    assert asked == [story for story in outside if story.published > NOW - timedelta(days=31)]
    assert 0 < len(asked) < len(outside)


def test_an_address_that_is_known_by_another_id_is_asked_for_by_that(tmp_path: Path) -> None:
    article = replace(to_article(STORIES[0]), id="hanoitv:d1")
    crawl(tmp_path, article, now=NOW)
    with opened(tmp_path, now=NOW + timedelta(days=1)) as run:
        begun = searches.Search(site_of(), read_arguments({"revisit": "all"}), run)
        (start,) = begun.starts()
        assert start.walk
        begun.list_came(start.walk, links(STORIES[0].path).body, start.url, None)
        assert [(ask.id, ask.url) for ask in begun.next_round()] == [("hanoitv:d1", article.url)]
        begun.close()


def test_ground_of_two_kinds_is_what_was_found_before_either_was_walked(tmp_path: Path) -> None:
    home, long_ago = "http://hanoitv.vn/", datetime(1990, 1, 1, tzinfo=UTC)
    kinds: tuple[Kind, ...] = ("article", "video")
    for hours, kind in enumerate(kinds):
        with opened(tmp_path, now=NOW + timedelta(hours=hours)) as run:
            run.walked = (Walked(list=home, kinds=(kind,), since=long_ago),)
            run.seal("finished", 0, None)
        crawl(tmp_path, to_article(STORIES[hours]), now=NOW + timedelta(hours=hours, minutes=30))
    page = links(STORIES[0].path).body + b"<a rel='next' href='/trang-2'>2</a>"
    with opened(tmp_path, now=NOW + timedelta(hours=2)) as run:
        begun = searches.Search(site_of(LISTS, ALL), read_arguments({"kinds": "article,video"}), run)
        (start,) = begun.starts()
        assert start.walk
        begun.list_came(start.walk, page, start.url, None)
        assert [ask.url for ask in begun.next_round()] == [f"{home}trang-2"]
        begun.close()


def test_of_a_known_article_its_page_and_no_list_tells_whether_it_is_within_bounds(tmp_path: Path) -> None:
    article, old = to_article(STORIES[-1]), STORIES[0].path
    crawl(tmp_path, article, now=NOW)
    changed = f"<urlset><url><loc>{article.url}</loc><lastmod>2024-11-30T13:00:00Z</lastmod></url></urlset>"
    teasers = "".join(f"<li><a href='{path}'>Tin</a> <i>01/01/2020</i></li>" for path in (STORIES[-1].path, old))
    with opened(tmp_path, now=NOW + timedelta(hours=2)) as run:
        begun = searches.Search(site_of(BOTH), read_arguments({"since": "2024-11-01"}), run)
        walk = begun.starts()[0].walk
        assert walk
        list(begun.file_came("sitemap", "http://hanoitv.vn/sitemap.xml", changed.encode()))
        begun.list_came(walk, f"<ul>{teasers}</ul>".encode(), walk.url, None)
        assert [ask.url for ask in begun.next_round()] == [article.url]
        assert [(reason, count) for reason, count, _ in begun.left] == [("older", 1)]
        begun.close()


def test_a_list_goes_on_behind_what_may_be_of_the_first_wanted_day_and_tells_no_date_itself(tmp_path: Path) -> None:
    unread, days = STORIES[-1], ("31/10/2024", "01/01/2020")
    with opened(tmp_path, now=NOW) as run:
        kept = run.keep(exchange(unread.url, b"", run.clock()), f"hanoitv:{unread.id}", unread.url)
        run.sight(replace(kept, outcome="unread"))
        run.seal("finished", 0, None)
    paths = (unread.path, STORIES[0].path)
    teasers = "".join(f"<li><a href='{path}'>Tin</a> <i>{day}</i></li>" for path, day in zip(paths, days, strict=True))
    with opened(tmp_path, now=NOW + timedelta(hours=2)) as run:
        begun = searches.Search(site_of(), read_arguments({"since": "2024-11-01"}), run)
        (start,) = begun.starts()
        assert start.walk
        page = f"<ul>{teasers}</ul><a href='/trang-2'>2</a>"
        begun.list_came(start.walk, page.encode(), start.url, None)
        assert [ask.url for ask in begun.next_round()] == ["http://hanoitv.vn/trang-2"]
        begun.close()


def timeline(section: str, *pages: int) -> list[str]:
    return [page_address("timeline", section, page) for page in pages]


def test_behind_pages_that_fail_a_list_goes_on_and_is_left_after_three_in_a_row(tmp_path: Path) -> None:
    site = newsroom("timeline")
    fails = frozenset(timeline("xa-hoi", 3, 5, 6) + timeline("ha-noi", 2, 3, 4))
    run = search(tmp_path, site, site_of(LISTS + MORE, ALL), NOW, fails=fails)
    assert all(site.requests[path] == 1 for path in timeline("xa-hoi", 2, 4, 7, 8))
    assert not any(site.requests[path] for path in timeline("ha-noi", 5))
    assert {"http://hanoitv.vn/xa-hoi", "http://hanoitv.vn/ha-noi"}.isdisjoint(walked.list for walked in run.walked)
    # Other lists end with a page of nothing at all.
    assert "nothing new on page" not in run.left


def test_a_further_page_that_is_gone_is_a_lists_end_only_where_a_script_would_ask_for_it(tmp_path: Path) -> None:
    gone = Answer(status=404)
    site = Drawn(dict.fromkeys(timeline("xa-hoi", 3), gone), Manner(paging="timeline"))
    run = search(tmp_path / "script", site, site_of(LISTS + MORE, ALL), NOW)
    assert "http://hanoitv.vn/xa-hoi" in {walked.list for walked in run.walked}
    assert not site.requests[timeline("xa-hoi", 4)[0]]
    site = Drawn({"/xa-hoi/trang-3": gone})
    run = search(tmp_path / "links", site, site_of(LISTS, ALL), NOW)
    assert "http://hanoitv.vn/xa-hoi" not in {walked.list for walked in run.walked}
    assert site.requests["/xa-hoi/trang-4"] == 1


class Repeating(NewsroomSite):
    """A newsroom whose script's first page is the list page once more, and whose last one comes again without end."""

    def answer(self, path: str, query: str = "") -> Answer:
        if path == "/timelinelist/8/1.htm":
            self.requests[path] += 1
            return self.answer_page("/xa-hoi")
        answer = super().answer(path, query)
        head, _, number = path.removesuffix(".htm").rpartition("/")
        is_behind = head.startswith("/timelinelist/") and answer.status == 200 and not answer.body
        return self.answer(f"{head}/{int(number) - 1}.htm") if is_behind else answer


def test_a_script_may_give_the_list_page_once_more_and_its_last_page_for_ever(tmp_path: Path) -> None:
    site = Repeating(STORIES, Manner(paging="timeline"))
    run = search(tmp_path, site, site_of(LISTS + MORE + "first = 1", ALL), NOW, {"sections": "xa-hoi"})
    assert archived(tmp_path) >= {
        f"hanoitv:{story.id}" for story in STORIES if story.section == ("Xã hội",) and story.kind == "article"
    }
    assert run.left["nothing new on page"].count == 1
