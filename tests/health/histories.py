"""Made histories: the run files that a site and its machine would leave over some weeks, faults planted or none.

No process, no clock, no network: a seed gives the same history each time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

import msgspec

from hanoitv_scraper.archive.run_file import Missed, RunFile
from hanoitv_scraper.items import VIETNAM, Outcome
from hanoitv_scraper.sites import Site
from hanoitv_scraper.sites.site_file import parse_site_file

BEGIN = datetime(2026, 3, 2, 21, tzinfo=UTC)  # 4 in the morning of a Tuesday in Vietnam
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
REVISIT = ((1 * DAY, HOUR), (7 * DAY, DAY), (30 * DAY, 7 * DAY))
SITE_FILE = b"""
title = "Thu"
home = "http://hanoitv.vn"
[find]
pages = ["/"]
feeds = ["/rss/trang-chu.rss"]
sitemaps = ["/sitemap.xml"]
[urls]
article = '-(?P<id>d\\d+)\\.html$'
[read]
title = ["h1.a", "h1.b"]
lead = ["p.lead", "p.sapo"]
keywords = [".tags a"]
remove = [".related", ".poll"]
[expect]
articles = 1
new_within = "5 days"
title = 1.0
timestamp = 0.95
lead = 0.7
body = 0.95
keywords = 0.6
"""
# On which share of the pages each selector is the first to hit, and how many articles have each field.
SELECTORS = {
    "title": {"h1.a": 0.95, "h1.b": 0.04},
    "lead": {"p.lead": 0.75, "p.sapo": 0.1},
    "keywords": {".tags a": 0.8},
    "remove": {".related": 0.4, ".poll": 0.03},
}
FIELDS = {"title": 0.999, "timestamp": 0.99, "lead": 0.85, "body": 0.99, "keywords": 0.8}


def made_site() -> Site:
    return parse_site_file("hanoitv", SITE_FILE, {})


@dataclass(kw_only=True)
class Story:
    number: int
    published: datetime
    is_odd: bool
    """Whether nothing can be read off it: a page of a video alone."""
    fields: tuple[str, ...]
    hits: tuple[tuple[str, str], ...]
    looked_at: datetime | None = None
    is_read: bool = False

    @property
    def url(self) -> str:
        return f"http://hanoitv.vn/tin-d{self.number}.html"


@dataclass(kw_only=True)
class Life:
    """What a site and its machine do."""

    seed: int
    a_day: float = 40
    """Articles on a weekday."""
    weekend: float = 0.5
    """What a Saturday or Sunday has of that; none are published at night."""
    every: timedelta = DAY
    days: int = 35
    validators: bool = True
    """Whether the site answers 304."""
    odd: float = 0.02
    failing: float = 0.005
    killed: float = 0.02
    """Which share of the runs is killed half way."""
    fault: str = ""
    from_day: int = 28
    """When the fault begins."""

    def __post_init__(self) -> None:
        self.random = Random(self.seed)
        self.fault_at = BEGIN + self.from_day * DAY
        self.stories = list(self._stories())

    def runs(self) -> Iterator[RunFile]:
        """Yield the run files, oldest first."""
        at = BEGIN
        while at < BEGIN + self.days * DAY:
            jitter = timedelta(minutes=self.random.randrange(0, max(int(self.every.total_seconds() / 1_500), 2)))
            yield self._run(at + jitter)
            at += self.every

    def _stories(self) -> Iterator[Story]:
        number, begin = 0, BEGIN - 30 * DAY
        for hours in range((self.days + 30) * 24):
            at = begin + hours * HOUR
            local = at.astimezone(VIETNAM)
            weekend = self.weekend if local.weekday() >= 5 else 1.0
            kept = {"nothing new": 0.0, "holidays": 0.1}.get(self.fault, 1.0) if at >= self.fault_at else 1.0
            rate = self.a_day / 16 * weekend * kept if 6 <= local.hour < 22 else 0.0
            for _ in range(self._poisson(rate)):
                number += 1
                yield self._story(number, at + HOUR * self.random.random())

    def _story(self, number: int, at: datetime) -> Story:
        hits = tuple((field, text) for field, selectors in SELECTORS.items() if (text := self._first(selectors)))
        lost = "lead" if self.fault == "field lost" and at >= self.fault_at else ""
        fields = tuple(name for name, share in FIELDS.items() if self._is(share) and name != lost)
        return Story(number=number, published=at, is_odd=self._is(self.odd), fields=fields, hits=hits)

    def _run(self, at: datetime) -> RunFile:
        fault = self.fault if at >= self.fault_at else ""
        outcomes, fields, missed = Counter[Outcome](), Counter[str](), list[Missed]()
        hits: dict[str, Counter[str]] = {}
        not_modified = 0
        asked = [story for story in self.stories if story.published <= at and self._is_due(story, at)]
        is_killed = self._is(self.killed)
        for story in asked[len(asked) // 2 :] if is_killed else asked:
            was_looked_at, story.looked_at = story.looked_at, at
            outcome = self._outcome(story, fault)
            outcomes[outcome] += 1
            if outcome in ("unread", "blocked", "failed"):
                missed.append(Missed(url=story.url, outcome=outcome, reason="so it is"))
                continue
            if outcome == "same" and self.validators and was_looked_at:
                not_modified += 1
                continue
            fields.update(story.fields)
            for name, text in story.hits:
                if fault != "selector lost" or text != "h1.a":
                    hits.setdefault(name, Counter())[text] += 1
        new, name = outcomes["new"], f"{at:%Y%m%dT%H%M%SZ}-{self.random.randrange(0x10000):04x}"
        head = RunFile(run=name, site="hanoitv", version="0.1.0", rules="sha256:r", started_at=at)
        if is_killed:
            return msgspec.structs.replace(head, status="recovered", ended_at=at + HOUR, outcomes=dict(outcomes))
        return msgspec.structs.replace(
            head, status="finished", exit_code=0, ended_at=at + timedelta(minutes=10), outcomes=dict(outcomes),
            fields=dict(fields), hits={name: dict(of) for name, of in hits.items()}, not_modified=not_modified,
            missed=tuple(missed), **self._doors(at, new, fault),
        )  # fmt: skip

    def _doors(self, at: datetime, new: int, fault: str) -> dict[str, dict[str, int]]:
        """Return what each door named: twenty a page of the one list, as many pages as lead to what is known."""
        pages = 1 + new // 20
        found = {"list": 20 * pages, "feed": 50, "sitemap": 200 + new if new else 0}
        if fault.endswith("broken"):
            found[fault.removesuffix(" broken")] = 0
        return {"found": {door: count for door, count in found.items() if count}, "requests": {"list": pages}}

    def _is_due(self, story: Story, at: datetime) -> bool:
        if story.looked_at is None:
            return True
        every = next((every for age, every in REVISIT if at - story.published < age), None)
        return every is not None and at - story.looked_at >= 0.9 * every

    def _outcome(self, story: Story, fault: str) -> Outcome:
        if fault == "site blocked" and self._is(0.9):
            return "blocked"
        if fault == "site failing" and self._is(0.5):
            return "failed"
        if self._is(self.failing):
            return "failed"
        if story.is_odd or (fault == "redesign" and self._is(0.6)):
            return "unread"
        was_read, story.is_read = story.is_read, True
        return "same" if was_read else "new"

    def _is(self, share: float) -> bool:
        return self.random.random() < share

    def _first(self, selectors: dict[str, float]) -> str:
        dice = self.random.random()
        for text, share in selectors.items():
            dice -= share
            if dice < 0:
                return text
        return ""

    def _poisson(self, rate: float) -> int:
        number, time = 0, self.random.expovariate(1)
        while time < rate:
            number, time = number + 1, time + self.random.expovariate(1)
        return number
