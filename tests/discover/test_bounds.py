"""Bounds: what is wanted by its page's date, and what a door's date tells before that."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanoitv_scraper.discover.bounds import SLACK, Bounds, is_older
from hanoitv_scraper.items import VIETNAM

SINCE, UNTIL = datetime(2021, 11, 1, tzinfo=VIETNAM), datetime(2021, 11, 30, 23, 59, 59, tzinfo=VIETNAM)
NOVEMBER = Bounds(since=SINCE, until=UNTIL)
moments = st.datetimes(datetime(2021, 10, 1), datetime(2021, 12, 31)).map(lambda when: when.replace(tzinfo=VIETNAM))


@pytest.mark.parametrize(
    ("published", "is_wanted"),
    [(SINCE, True), (UNTIL, True), (SINCE - timedelta(seconds=1), False), (UNTIL + timedelta(seconds=1), False)],
)
def test_both_bounds_are_included(published: datetime, is_wanted: bool) -> None:
    assert NOVEMBER.holds(published) == is_wanted


def test_an_article_without_a_date_is_wanted_only_where_no_bound_is_given() -> None:
    assert Bounds().holds(None)
    assert not Bounds(since=SINCE).holds(None) and not Bounds(until=UNTIL).holds(None)


@given(moments, st.timedeltas(-SLACK, SLACK))
def test_a_doors_date_leaves_out_nothing_that_is_wanted(published: datetime, error: timedelta) -> None:
    """As long as the door errs by no more than a day."""
    told = published + error
    if NOVEMBER.holds(published):
        assert not NOVEMBER.is_newer(told) and not is_older(told, SINCE)


def test_a_doors_date_is_believed_from_more_than_a_day_beyond_a_bound_on() -> None:
    second = timedelta(seconds=1)
    assert NOVEMBER.is_newer(UNTIL + SLACK + second) and not NOVEMBER.is_newer(UNTIL + SLACK)
    assert is_older(SINCE - SLACK - second, SINCE) and not is_older(SINCE - SLACK, SINCE)


def test_without_a_date_or_a_bound_nothing_is_left_out() -> None:
    assert not NOVEMBER.is_newer(None) and not is_older(None, SINCE) and not Bounds().is_newer(UNTIL)
