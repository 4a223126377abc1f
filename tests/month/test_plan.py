from __future__ import annotations

from collections import Counter, defaultdict
from datetime import datetime
from itertools import pairwise

from tests.month.plan import BEGINS, HOUR, MONTH, STANDS, happenings

HAPPENINGS = happenings(MONTH)


def test_a_month_is_the_same_each_time() -> None:
    assert happenings(MONTH) == HAPPENINGS


def test_every_version_stands_for_twelve_hours_and_past_the_longest_refusal() -> None:
    changes: dict[int, list[datetime]] = defaultdict(list)
    for one in HAPPENINGS:
        changes[one.story.number].append(one.at)
    assert all(after - before >= STANDS for times in changes.values() for before, after in pairwise(times))
    assert all((refusal.end - refusal.begin) * HOUR < STANDS / 2 for refusal in MONTH.refusals)


def test_newsrooms_publish_by_day_less_on_sundays_and_nothing_while_they_are_silent() -> None:
    published = [one.at for one in HAPPENINGS if one.what == "publish"]
    assert not [at for at in published if int((at - BEGINS) / HOUR) in MONTH.silent]
    days = Counter(at.date() for at in published)
    assert len(days) == MONTH.hours // 24 - len(MONTH.silent) // 24
    assert all(5 <= count <= 8 if day.weekday() == 6 else 9 <= count <= 16 for day, count in days.items())
    at_night = sum(at.hour < 6 for at in published)
    assert at_night < len(published) / 12


def test_all_that_can_befall_an_article_does() -> None:
    counted = Counter(one.what for one in HAPPENINGS)
    assert counted["publish"] > 300 and min(counted.values()) > 10 and len(counted) == 4
