"""The month, taken: each hour the newsroom lives on, and a real `scrapy archive` runs against it."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from random import Random

from hanoitv_scraper.sites import FOLDER, load_site
from hanoitv_scraper.unattended.report import find_usual_trouble
from tests.month.plan import BEGINS, HOUR, SEED, Happening, Month, happenings, stories_before
from tests.month.zygote import Ended, Kill, Zygote
from tests.newsroom.server import Newsroom
from tests.newsroom.stories import Story

READ_BY_BOTH = """[read]
title = ["h1.bv-tua"]
timestamp = ["p.bv-gio", "span.cl888.f14"]
lead = ["p.bv-mo-dau"]
body = ["section.bv-noi-dung", "div.story-body.article"]
keywords = ["span.bv-chip", "div.word a"]

"""
"""What the site file says once somebody has looked at the redesigned pages; the family knows the old ones."""
KILLED = "hanoitv: killed by SIGKILL: the next run completes it"
"""What `archive` says of a crawl that was."""
PACE = "[crawl]\ndelay = 0\nconcurrency = 8\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hour:
    """One run."""

    number: int
    """Since the first, from 0."""
    ended: Ended
    kill: Kill | None
    """What was to kill it."""
    checks: frozenset[str]
    """What was said to be wrong, by what was looked at; empty where the run ended well."""
    requests: int
    """How often the newsroom was asked."""
    sent: int
    """How many of its articles it sent."""

    @property
    def is_killed(self) -> bool:
        """Whether the run, or its crawl alone, was killed: some end before they can be."""
        return self.ended.code < 0 or KILLED in self.ended.err


@dataclass(slots=True, kw_only=True)
class Taken:
    """The month, when it is over."""

    data: Path
    stories: tuple[Story, ...] = ()
    """What the newsroom holds."""
    history: dict[str, list[Story]] = field(default_factory=lambda: defaultdict(list))
    """What each article was, version by version, by its id in the archive; those that were removed too."""
    removed: set[str] = field(default_factory=set)
    hours: list[Hour] = field(default_factory=list)
    sizes: list[Counter[str]] = field(default_factory=list)
    """How many bytes lay in each folder of the archive as each day was over."""
    minutes: float = 0.0
    reread: Ended | None = None
    verified: Ended | None = None

    @property
    def grown(self) -> list[Counter[str]]:
        """By how many bytes each folder grew, day by day, the first left out: its first run reads two months."""
        return [after - before for before, after in pairwise(self.sizes)]


def take(month: Month, folder: Path) -> Taken:
    """Let a month pass."""
    began = time.monotonic()
    taken = Taken(data=folder / "data")
    write_site(folder / "sites")
    write_site(folder / "mended", READ_BY_BOTH)
    with Newsroom(stories=stories_before()) as newsroom, Zygote() as zygote:
        for story in newsroom.stories:
            taken.history[archived_id(story)].append(story)
        waiting: Sequence[Happening] = happenings(month)
        kills = kills_of(month)
        for number in range(month.hours):
            waiting = live_on(newsroom, month, number, waiting, taken)
            sites = folder / ("sites" if number < month.mended else "mended")
            if number == month.mended:
                taken.reread = reread(zygote, taken.data, sites, BEGINS + number * HOUR)
            taken.hours.append(take_hour(newsroom, zygote, taken.data, sites, number, kills.get(number)))
            if number % 24 == 23:
                taken.sizes.append(sizes(taken.data))
        taken.verified = zygote.run(["hanoitv", "verify", "--data", str(taken.data)], BEGINS + month.hours * HOUR)
        taken.stories = newsroom.stories
    taken.minutes = (time.monotonic() - began) / 60
    return taken


def write_site(folder: Path, read: str = "") -> None:
    """Write the month's site file: the package's own at full speed, with other selectors where they are given."""
    text = (FOLDER / "hanoitv.toml").read_text(encoding="utf-8")
    head, rest = text[: text.index("[read]")], text[text.index("[read]") :]
    own, rest = rest[: rest.index("[crawl]")], rest[rest.index("[crawl]") :]
    rest = rest.replace("[crawl]\n", PACE).replace("[expect]", '[expect]\nnew_within = "3 days"')
    folder.mkdir()
    (folder / "hanoitv.toml").write_text(head + (read or own) + rest, encoding="utf-8")


def archived_id(story: Story) -> str:
    return f"hanoitv:{story.id}"


def kills_of(month: Month) -> dict[int, Kill]:
    """Return which hours' runs are killed, and when: at calls that write, and at instants; some in the crawl alone."""
    rng = Random(SEED)
    kills = [
        Kill(calls=rng.randint(1, 150), crawl_alone=number % 6 == 0)
        if number % 2 == 0
        else Kill(seconds=rng.uniform(0.02, 0.2))
        for number in range(month.kills)
    ]
    return dict(zip(rng.sample(range(3, month.hours - 3), month.kills), kills, strict=True))


def live_on(
    newsroom: Newsroom, month: Month, number: int, waiting: Sequence[Happening], taken: Taken
) -> Sequence[Happening]:
    """Let happen what happens until an hour's run begins; return what is still to come."""
    now = BEGINS + number * HOUR
    coming = [one for one in waiting if one.at > now]
    for one in waiting[: len(waiting) - len(coming)]:
        one.befall(newsroom)
        id = archived_id(one.story)
        if one.what == "remove":
            taken.removed.add(id)
        else:
            taken.history[id].append(newsroom.site.edition.held.find(one.story.number))
    if number == month.redesigned:
        newsroom.redesign(at=now - HOUR / 2)
    for refusal in month.refusals:
        if number == refusal.begin:
            newsroom.refuse(refusal.how)
        elif number == refusal.end:
            newsroom.welcome()
    return coming


def take_hour(newsroom: Newsroom, zygote: Zygote, data: Path, sites: Path, number: int, kill: Kill | None) -> Hour:
    now = BEGINS + number * HOUR
    newsroom.forget()
    told = [f"root={newsroom.url.rstrip('/')}", "-s", f"DATA_DIR={data}", "-s", f"SITES_DIR={sites}"]
    ended = zygote.run(["scrapy", "archive", "hanoitv", "--quiet", "-a", *told], now, kill)
    return Hour(
        number=number, ended=ended, kill=kill, checks=checks_of(ended, data, sites, now + HOUR / 6),
        requests=sum(newsroom.requests.values()),
        sent=sum(count for path, count in newsroom.full.items() if path.endswith(".html")),
    )  # fmt: skip


def checks_of(ended: Ended, data: Path, sites: Path, now: datetime) -> frozenset[str]:
    """Return what is wrong with the runs until now: by what was looked at, and by the last run's own word."""
    if ended.code != 1 or KILLED in ended.err:
        return frozenset()
    trouble = find_usual_trouble(load_site("hanoitv", sites), data, now)
    own = {"blocked"} if "hanoitv: blocked: " in ended.err else set()
    return frozenset(own | {each.check for each in trouble})


def reread(zygote: Zygote, data: Path, sites: Path, now: datetime) -> Ended:
    told = ["hanoitv", "--data", str(data), "--sites-dir", str(sites)]
    return zygote.run(["hanoitv", "reread", *told], now - HOUR / 4)


def sizes(data: Path) -> Counter[str]:
    """Return the bytes of the files in each folder of an archive."""
    counted: Counter[str] = Counter()
    for path in data.rglob("*"):
        if path.is_file():
            counted[path.relative_to(data).parts[0]] += path.stat().st_size
    return counted
