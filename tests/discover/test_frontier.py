"""The frontier: each article once, counted by door, in the order of its pool."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanoitv_scraper.discover.found import Found
from hanoitv_scraper.discover.frontier import DOORS, Frontier
from hanoitv_scraper.items import VIETNAM, Door


def found(id: str) -> Found:
    return Found(id=id, url=f"http://hanoitv.vn/a-{id}.html", kind="article")


def day(number: int) -> datetime:
    return datetime(2021, 11, number, tzinfo=VIETNAM)


@given(st.lists(st.tuples(st.integers(0, 20), st.sampled_from(DOORS))))
def test_an_article_is_named_once_and_counted_for_every_door(namings: list[tuple[int, Door]]) -> None:
    frontier = Frontier()
    firsts = [number for number, door in namings if frontier.name(f"d{number}", door)]
    assert firsts == list(dict.fromkeys(number for number, _ in namings))
    doors = {door: len({number for number, by in namings if by == door}) for door in DOORS}
    assert frontier.named() == {door: count for door, count in doors.items() if count}


def test_what_lists_name_comes_in_the_order_of_finding() -> None:
    frontier = Frontier()
    for id in ("d5", "d9", "d5", "d1"):
        frontier.wait(found(id), "list")
    assert [one.id for one in frontier.take("", 2)] == ["d5", "d9"]
    assert [(one.id, one.door) for one in frontier.take("", 9)] == [("d1", "list")]
    assert frontier.take("", 9) == []


@pytest.mark.parametrize(
    ("named", "order"),
    [
        ([("d5", 1), ("d9", 3), ("d1", 2)], ["d9", "d1", "d5"]),
        ([("d5", None), ("d19", None), ("d1", None)], ["d19", "d5", "d1"]),
        ([(f"{letter}-x", None) for letter in "abcde"], ["a-x", "e-x", "b-x", "d-x", "c-x"]),
    ],
    ids=["by date", "by an id that grows", "from both ends"],
)
def test_a_sitemaps_articles_come_newest_first(named: list[tuple[str, int | None]], order: list[str]) -> None:
    frontier = Frontier()
    frontier.wait(found("d0"), "list")
    for id, published in named:
        frontier.wait(found(id), "sitemap", "map", day(published) if published else None)
    frontier.order_from_ends("map")
    assert [one.id for one in frontier.take("map", 9)] == order
    assert [one.id for one in frontier.take("", 9)] == ["d0"]


def test_a_pool_is_moved_and_dropped_as_a_whole() -> None:
    frontier = Frontier()
    for number in range(5):
        frontier.wait(found(f"d{number}"), "sitemap", "map", day(1 + number))
    frontier.undate("map", "undated")
    assert frontier.take("map", 9) == []
    assert frontier.drop("undated") == (5, "http://hanoitv.vn/a-d4.html")
    assert frontier.drop("undated") == (0, "")


@pytest.mark.parametrize(
    ("days", "is_doubtful"), [([7] * 6 + [8] * 4, True), ([7] * 5 + [8] * 5, False), ([7] * 9, False)]
)
def test_dates_that_are_mostly_of_one_day_are_told(days: list[int], is_doubtful: bool) -> None:
    frontier = Frontier()
    for number, published in enumerate(days):
        frontier.wait(found(f"d{number}"), "sitemap", "map", day(published))
    assert frontier.is_dated_by_one_day(("map", "other"), enough=10) == is_doubtful
