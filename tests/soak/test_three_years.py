"""Five thousand articles over three years, over HTTP: what is found by which door, and what later runs cost."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from hanoitv_scraper import read_archive
from tests.commands.test_finding import site_folder
from tests.commands.test_increments import Seen, articles, crawled, of_crawl, paths
from tests.conftest import PROJECT
from tests.newsroom.server import Newsroom
from tests.newsroom.stories import Story
from tests.newsroom.writing import make_stories
from tests.test_cli import hanoitv

pytestmark = pytest.mark.soak

ENDING = datetime(2026, 11, 20, 5, tzinfo=UTC)
SLOW = 1_200
DOORS = {
    "lists": 'pages = ["/"]\nadvertised = false',
    "files": 'feeds = ["/rss/trang-chu.rss"]\nsitemaps = ["/sitemap.xml"]\nadvertised = false',
    "both": 'pages = ["/"]\nfeeds = ["/rss/trang-chu.rss"]\nsitemaps = ["/sitemap.xml"]',
}
WHAT = ("robots", "list", "feed", "sitemap", "article")
WITHDRAWN = {410: "HTTP 410 Gone", 404: "HTTP 404 Not Found"}
Tell = Callable[[str, Seen], None]


class First(NamedTuple):
    """A first run."""

    data: Path
    sites: tuple[str, str]
    """The option for its site file."""
    seen: Seen


@pytest.fixture(scope="module")
def newsroom() -> Iterator[Newsroom]:
    stories = make_stories(5_030, years=3, ending=ENDING)
    with Newsroom(stories=stories[: -len(newest(stories))]) as served:
        yield served


def newest(stories: tuple[Story, ...]) -> tuple[Story, ...]:
    """Return the newest thirty articles, and what came out beside them: the newsroom has not published them yet."""
    place = [place for place, story in enumerate(stories) if story.kind == "article"][-30]
    return stories[place:]


@pytest.fixture(scope="module")
def firsts(newsroom: Newsroom, tmp_path_factory: pytest.TempPathFactory) -> dict[str, First]:
    """First runs by lists alone, by feed and sitemap alone, and by both."""
    return {doors: first(doors, newsroom, tmp_path_factory.mktemp(doors)) for doors in DOORS}


def first(doors: str, newsroom: Newsroom, folder: Path) -> First:
    sites = site_folder(folder / "sites", DOORS[doors])
    return First(folder / "data", sites, crawled(folder / "data", newsroom, *sites, timeout=SLOW))


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str]) -> Tell:
    """Print what a run cost."""

    def show(case: str, seen: Seen) -> None:
        run, sent, same = seen.run, articles(seen.full), articles(seen.unchanged)
        requests = " ".join(f"{run['requests'].get(what, 0):>5} {what}" for what in WHAT)
        took = (datetime.fromisoformat(run["ended_at"]) - datetime.fromisoformat(run["started_at"])).seconds
        with capsys.disabled():
            print(
                f"\n{case:<38}{requests} {sum(same.values()):>5} same {sum(sent.values()):>5} sent {took:>4} s", end=""
            )

    return show


def archived(data: Path) -> set[tuple[str, int, int, str]]:
    return {
        (article.url, article.revision, article.reading, article.digest)
        for article in read_archive(data, versions="all")
    }


def urls(data: Path) -> set[str]:
    return {article.url.removeprefix("http://hanoitv.vn") for article in read_archive(data)}


def copied(first: First, folder: Path) -> Path:
    return Path(shutil.copytree(first.data, folder / "data"))


@pytest.mark.parametrize("doors", DOORS)
def test_a_first_run_finds_all_and_a_second_asks_for_none(
    doors: str, newsroom: Newsroom, firsts: dict[str, First], tmp_path: Path, tell: Tell
) -> None:
    run, data = firsts[doors], copied(firsts[doors], tmp_path)
    tell(f"first run, {doors}", run.seen)
    assert urls(data) == paths(newsroom.stories) and len(archived(data)) == 5_000
    assert articles(run.seen.asked) == dict.fromkeys(paths(newsroom.stories), 1)
    second = crawled(data, newsroom, *run.sites, timeout=SLOW)
    tell(f"second run, {doors}", second)
    assert not articles(second.asked) and second.run["outcomes"] == {}
    assert sum(second.asked.values()) < 60


def test_all_looked_at_again_are_answered_that_nothing_has_changed(
    newsroom: Newsroom, firsts: dict[str, First], tmp_path: Path, tell: Tell
) -> None:
    data = copied(firsts["both"], tmp_path)
    again = crawled(data, newsroom, *firsts["both"].sites, "-a", "revisit=all", timeout=SLOW)
    tell("revisit=all, both", again)
    assert not articles(again.full) and articles(again.unchanged) == dict.fromkeys(paths(newsroom.stories), 1)
    assert archived(data) == archived(firsts["both"].data)


@pytest.mark.parametrize("doors", DOORS)
@pytest.mark.parametrize(
    ("since", "until"),
    [("2025-03-01", "2025-03-31"), ("2026-07-01", None), (None, "2024-02-29")],
    ids=["a month", "since", "until"],
)
def test_since_and_until_give_exactly_the_right_set(
    since: str | None,
    until: str | None,
    doors: str,
    newsroom: Newsroom,
    firsts: dict[str, First],
    tmp_path: Path,
    tell: Tell,
) -> None:
    bounds = {"since": since, "until": until}
    told = [part for name, day in bounds.items() if day for part in ("-a", f"{name}={day}")]
    seen = crawled(tmp_path / "data", newsroom, *firsts[doors].sites, *told, timeout=SLOW)
    tell(f"{since or ''}..{until or ''}, {doors}", seen)
    first_day, last_day = date.fromisoformat(since or "2000-01-01"), date.fromisoformat(until or "2100-01-01")
    wanted = paths(story for story in newsroom.stories if first_day <= story.published.date() <= last_day)
    assert urls(tmp_path / "data") == wanted and wanted
    if doors != "files":
        # They tell days, and sitemaps when an article last changed: what is asked for beyond the bounds is a day's.
        assert sum(articles(seen.asked).values()) < len(wanted) + 30


class Changed(NamedTuple):
    """Stories as they were before the newsroom changed them."""

    edited: tuple[Story, ...]
    removed: tuple[Story, ...]
    moved: tuple[Story, ...]
    published: tuple[Story, ...]


@contextmanager
def another_day(newsroom: Newsroom) -> Iterator[Changed]:
    """Let the newsroom edit 20 articles, remove 10, move 10 and publish 30, all over the years; undone in the end."""
    before = newsroom.site.edition
    old = tuple(story for story in newsroom.stories if story.kind == "article")
    changed = Changed(old[::250], old[100::500], old[200::500], newest(make_stories(5_030, years=3, ending=ENDING)))
    for story in changed.edited:
        newsroom.edit(story.number, keywords=(*story.keywords, "tin cập nhật"))
    for number, story in enumerate(changed.removed):
        newsroom.remove(story.number, 410 if number % 2 else 404)
    for story in changed.moved:
        newsroom.move(story.number, "tieu-de-khac")
    for story in changed.published:
        newsroom.publish(story)
    yield changed
    newsroom.site.edition = before


def test_a_changed_site_costs_what_changed(
    newsroom: Newsroom, firsts: dict[str, First], tmp_path: Path, tell: Tell
) -> None:
    data, sites = copied(firsts["both"], tmp_path), firsts["both"].sites
    with another_day(newsroom) as changed:
        daily = crawled(data, newsroom, *sites, timeout=SLOW)
        tell("70 changes, both", daily)
        whole = crawled(data, newsroom, *sites, "-a", "revisit=all", timeout=SLOW)
        tell("70 changes, revisit=all, both", whole)
        here = paths(newsroom.stories)
    # What is new or has moved stands in lists and sitemaps, what was edited in sitemaps; what is gone in none.
    new = here - paths(changed.edited)
    assert articles(daily.full).keys() == (new - urls(firsts["both"].data)) | paths(changed.edited)
    assert daily.run["outcomes"] == {"new": 30, "edited": 30}
    assert whole.run["outcomes"] == {"same": 5_020, "gone": 10, "forbidden": 1} and not articles(whole.full)
    versions = {article.url: article for article in read_archive(data)}
    assert urls(data) == here | paths(changed.removed)
    assert {versions[story.url].changed for story in changed.edited} == {("keywords",)}
    looks = {miss["url"]: miss["reason"] for miss in whole.run["missed"] if miss["outcome"] == "gone"}
    assert looks == {story.url: WITHDRAWN[410 if number % 2 else 404] for number, story in enumerate(changed.removed)}
    assert_whole(data)


def test_first_runs_killed_in_the_middle_end_in_the_same_archive(
    newsroom: Newsroom, firsts: dict[str, First], tmp_path: Path, tell: Tell
) -> None:
    newsroom.forget()
    for stored in (1_500, 3_200):
        kill_at(stored, "articles", tmp_path, of_crawl(tmp_path, newsroom, *firsts["both"].sites))
    asked = sum(articles(newsroom.requests).values())
    last = crawled(tmp_path, newsroom, *firsts["both"].sites, timeout=SLOW)
    tell("killed at 1,500 and 3,200: the last", last)
    assert archived(tmp_path) == archived(firsts["both"].data)
    # What was on its way as they died is asked for again.
    assert 5_000 <= asked + sum(articles(last.asked).values()) < 5_100
    assert_whole(tmp_path)


def test_a_later_run_killed_in_the_middle_ends_in_the_same_archive(
    newsroom: Newsroom, firsts: dict[str, First], tmp_path: Path, tell: Tell
) -> None:
    undisturbed, killed = (copied(firsts["both"], tmp_path / name) for name in ("undisturbed", "killed"))
    told = (*firsts["both"].sites, "-a", "revisit=all")
    with another_day(newsroom):
        crawled(undisturbed, newsroom, *told, timeout=SLOW)
        kill_at(5_000 + 2_000, "sightings", killed, of_crawl(killed, newsroom, *told))
        last = crawled(killed, newsroom, *told, timeout=SLOW)
    tell("70 changes, killed at 2,000: the last", last)
    assert archived(killed) == archived(undisturbed)
    assert_whole(killed)


def kill_at(lines: int, table: str, data: Path, told: list[str]) -> None:
    """Start a run and kill it as soon as a table has so many lines."""
    run = subprocess.Popen([sys.executable, "-m", "scrapy", *told], cwd=PROJECT, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + SLOW
    while count_lines(data, table) < lines:
        assert run.poll() is None and time.monotonic() < deadline, "the run ended before it was killed"
        time.sleep(0.1)
    run.kill()
    run.wait()
    assert list(data.glob(f"{table}/*/*/*.open")), "the run had ended"


def count_lines(data: Path, table: str) -> int:
    return sum(path.read_bytes().count(b"\n") for path in data.glob(f"{table}/*/*/*"))


def assert_whole(data: Path) -> None:
    verified = hanoitv("verify", "--data", str(data))
    assert (verified.returncode, verified.stderr) == (0, "")
