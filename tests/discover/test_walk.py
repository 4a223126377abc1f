"""A walk over a list: how far it has come, page after page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from hanoitv_scraper.discover.found import Found
from hanoitv_scraper.discover.lists import ListPage
from hanoitv_scraper.discover.walk import MOST_BARREN, MOST_UNDATED, End, Past, Walk, far_enough
from hanoitv_scraper.items import VIETNAM, Kind

SINCE = datetime(2021, 11, 1, tzinfo=VIETNAM)
YOUNG, OLD = SINCE + timedelta(days=1), SINCE - timedelta(days=1)
# A page is what it names: kinds, each with a date or none.
Named = tuple[Kind, datetime | None]
BARREN: tuple[Named, ...] = (("video", YOUNG),)
UNDATED: tuple[Named, ...] = (("article", None),)
GOOD: tuple[Named, ...] = (("article", YOUNG), ("article", None))


def ends(*pages: Iterable[Named]) -> list[End | None]:
    """Return what is told of a walk for articles behind each of its pages, none of which names what another does."""
    walk = Walk(url="http://hanoitv.vn/xa-hoi", depth=1)
    told = []
    for position, page in enumerate(pages, 1):
        articles = tuple(
            Found(
                id=f"d{position}-{place}", url=f"http://hanoitv.vn/{position}/{place}", kind=kind, published=published
            )
            for place, (kind, published) in enumerate(page)
        )
        walk.position = position
        walk.take(ListPage(url=walk.url, articles=articles))
        told.append(far_enough(walk, {"article"}, lambda one: Past(is_known=False, published=one.published), SINCE))
    return told


def test_a_list_is_left_whose_first_page_or_some_in_a_row_hold_other_kinds() -> None:
    assert ends(BARREN) == ["other kind"]
    few = [BARREN] * (MOST_BARREN - 1)
    assert set(ends(GOOD, *few, GOOD, *few)) == {None}
    assert ends(GOOD, *few, BARREN)[-1] == "other kind"


def test_a_list_is_left_of_which_many_pages_in_a_row_tell_no_date() -> None:
    many = [UNDATED] * (MOST_UNDATED - 1)
    assert set(ends(*many, GOOD, *many)) == {None}
    assert ends(*many, UNDATED)[-1] == "undated"


def test_a_list_is_left_when_all_that_a_page_names_is_older_and_not_for_one_without_a_date() -> None:
    old: Named = ("article", OLD)
    assert ends([old, old], [old, ("article", None)], [old, ("article", SINCE)], [old, *BARREN]) == [
        "older", None, None, "older"
    ]  # fmt: skip


def test_a_page_that_names_what_those_before_it_did_names_nothing_new() -> None:
    walk = Walk(url="http://hanoitv.vn/xa-hoi", depth=1)
    page = ListPage(url=walk.url, articles=(Found(id="d1", url="http://hanoitv.vn/a-d1.html", kind="article"),))
    for end in (None, "nothing new"):
        walk.take(page)
        assert far_enough(walk, {"article"}, lambda _: Past(is_known=False, published=YOUNG), SINCE) == end


def test_known_articles_end_a_walk_though_nobody_told_their_dates() -> None:
    walk = Walk(url="http://hanoitv.vn/xa-hoi", depth=1)
    known = Found(id="d1", url="http://hanoitv.vn/a-d1.html", kind="article")
    walk.take(ListPage(url=walk.url, articles=(known,)))
    assert far_enough(walk, {"article"}, lambda _: Past(is_known=True, published=None), SINCE) == "known"
