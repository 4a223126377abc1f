"""A newsroom's month: what it publishes and changes, and what else befalls; all of it made from a seed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any, Literal

from tests.newsroom.first_story import HANOI
from tests.newsroom.refusal import Refused
from tests.newsroom.server import Newsroom
from tests.newsroom.stories import Story
from tests.newsroom.writing import make_article, make_stories

BEGINS = datetime(2026, 3, 2, tzinfo=HANOI)
"""A Monday's midnight, when the first run begins; the others begin each an hour later."""
HOUR = timedelta(hours=1)
SEED = 7
BEFORE = 120
"""Articles of the two months before."""
# How likely an article comes out in each hour of a day: few do at night.
RHYTHM = (1, 1, 0, 0, 0, 2, 6, 9, 10, 10, 9, 8, 5, 6, 9, 10, 10, 9, 7, 6, 5, 4, 3, 2)
# No version of an article stands for less: what no run sees between two edits is in no archive.
STANDS = timedelta(hours=12)
# Young enough for the daily look at it to find out.
OLDEST_REMOVED = timedelta(days=5)
ADDED = (
    "Vụ việc đang được các đơn vị liên quan tiếp tục xác minh, kết quả sẽ được báo cáo trong tuần.",
    "Người dân khu vực được đề nghị theo dõi thông báo của tổ dân phố trong những ngày tới.",
    "Các phường lân cận sẽ áp dụng cách làm này từ quý sau, sau khi tổng kết đợt thí điểm.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusing:
    """Hours, from `begin` until before `end`, in which visitors are refused."""

    begin: int
    end: int
    how: Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """What befalls, in hours since the first run."""

    hours: int = 720
    refusals: tuple[Refusing, ...] = ()
    silent: range = range(0)
    """In which nothing is published."""
    redesigned: int
    mended: int
    """Since when there is a site file for the redesign."""
    kills: int
    """Runs that are killed, or have ended before they could be."""


MONTH = Month(
    hours=720,
    refusals=(
        Refusing(begin=4 * 24 + 9, end=4 * 24 + 12, how=403),
        Refusing(begin=12 * 24 + 14, end=12 * 24 + 16, how=429),
        Refusing(begin=28 * 24 + 10, end=28 * 24 + 15, how="challenge"),
    ),
    silent=range(7 * 24, 11 * 24),
    redesigned=15 * 24 + 10,
    mended=19 * 24 + 9,
    kills=30,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """What becomes of one article."""

    at: datetime
    what: Literal["publish", "edit", "move", "remove"]
    story: Story
    """As it came out."""
    changes: Mapping[str, Any] = field(default_factory=dict)
    """Of an edit; of a move, `slug`."""

    def befall(self, newsroom: Newsroom) -> None:
        number = self.story.number
        match self.what:
            case "publish":
                newsroom.publish(self.story, at=self.at)
            case "edit":
                newsroom.edit(number, at=self.at, **self.changes)
            case "move":
                newsroom.move(number, at=self.at, **self.changes)
            case "remove":
                newsroom.remove(number, 404 if number % 2 else 410, at=self.at)


def stories_before() -> tuple[Story, ...]:
    """Return what the newsroom holds when the month begins, films and programmes among it."""
    return make_stories(BEFORE, SEED, years=1 / 6, ending=BEGINS - 2 * HOUR)


def happenings(month: Month) -> list[Happening]:
    """Return what the newsroom does to its articles, in order."""
    rng = Random(SEED)
    before = stories_before()
    stories = list(before)
    for number, at in enumerate(publishing_times(month, rng), start=BEFORE + 1):
        stories.append(make_article(number, SEED, at, tuple(stories[-40:])))
    new = stories[len(before) :]
    happened = [Happening(at=story.published, what="publish", story=story) for story in new]
    ends = BEGINS + month.hours * HOUR - 30 * HOUR
    for story in new:
        happened += [one for one in life_of(story, rng) if one.at < ends]
    # Only the sitemap tells that an old article was edited.
    for story in rng.sample([story for story in before if story.kind == "article"], 15):
        at = off_the_hour(BEGINS + rng.uniform(0.05, 0.9) * month.hours * HOUR, rng)
        happened += [edit(story, at, rng)] if at < ends else []
    return sorted(happened, key=lambda one: one.at)


def publishing_times(month: Month, rng: Random) -> Iterator[datetime]:
    """Yield when articles come out: 10 to 16 a day, half as many on Sundays; not so many that a slow day is trouble."""
    for day in range(-(-month.hours // 24)):
        count = rng.randint(10, 16) // (2 if (BEGINS + timedelta(days=day)).weekday() == 6 else 1)
        hours = sorted(day * 24 + hour for hour in rng.choices(range(24), RHYTHM, k=count))
        times = sorted(off_the_hour(BEGINS + hour * HOUR, rng) for hour in hours if hour not in month.silent)
        yield from (at for at in times if at < BEGINS + (month.hours - 2) * HOUR)


def off_the_hour(at: datetime, rng: Random) -> datetime:
    """Return a minute of the same hour in which no run is at work."""
    return at.replace(minute=rng.randint(15, 55), second=0, microsecond=0)


def life_of(story: Story, rng: Random) -> Iterator[Happening]:
    """Yield what becomes of an article after it came out: edits, another address, its end."""
    at = story.published
    for what, share in (("edit", 0.3), ("edit", 0.3), ("move", 0.06), ("remove", 0.07)):
        if rng.random() >= share:
            continue
        at = off_the_hour(at + STANDS + HOUR + rng.uniform(0, 20) * HOUR, rng)
        if what == "edit":
            yield edit(story, at, rng)
        elif what == "move":
            yield Happening(at=at, what="move", story=story, changes={"slug": f"tua-khac-{story.number}"})
        elif at - story.published < OLDEST_REMOVED:
            yield Happening(at=at, what="remove", story=story)


def edit(story: Story, at: datetime, rng: Random) -> Happening:
    """Return an edit of one to three of an article's fields, never of its keywords alone."""
    stamp = f"{at:%H}h ngày {at:%d/%m}"
    changes: dict[str, Any] = {"paragraphs": (*story.paragraphs, f"Đến {stamp}: {rng.choice(ADDED)}")}
    if rng.random() < 0.4:
        changes["title"] = f"{story.title} (cập nhật {stamp})"
    if rng.random() < 0.4:
        changes["keywords"] = (*story.keywords, f"Cập nhật {stamp}")
    if rng.random() < 0.3 and story.lead:
        changes["lead"] = f"{story.lead} Tin được bổ sung lúc {stamp}."
    return Happening(at=at, what="edit", story=story, changes=changes)
