"""What later runs cost, and what becomes of what changed: runs on one archive, one after the other, as from cron."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from hanoitv_scraper import Article, read_archive
from hanoitv_scraper.archive.state import Entry, open_state
from hanoitv_scraper.items import Sighting
from tests.commands.test_crawl import run_file, sightings
from tests.conftest import scrapy
from tests.newsroom.demo import PACE
from tests.newsroom.server import Newsroom
from tests.newsroom.stories import Story
from tests.newsroom.writing import make_stories
from tests.test_cli import hanoitv

OPENED = datetime(2026, 11, 24, 6, tzinfo=UTC)
ARTICLE = re.compile(r"-d\d+\.html$", re.ASCII)


class Seen(NamedTuple):
    """A run as it tells of itself, and as the newsroom saw it: how often it was asked for each path."""

    run: dict[str, Any]
    asked: Counter[str]
    full: Counter[str]
    unchanged: Counter[str]


def of_crawl(data: Path, newsroom: Newsroom, *more: str) -> list[str]:
    """Return what `scrapy` is told for a crawl at full speed."""
    return ["crawl", "hanoitv", "-a", f"root={newsroom.url.rstrip('/')}", "-s", f"DATA_DIR={data}", *PACE, *more]


def crawled(data: Path, newsroom: Newsroom, *more: str, at: datetime | None = None, timeout: float = 60) -> Seen:
    """Take a run, now or by a clock that is put to `at`; it must end well."""
    newsroom.forget()
    done = scrapy(*of_crawl(data, newsroom, *more), at=at, timeout=timeout)
    assert done.returncode == 0, done.stderr
    return Seen(run_file(data), newsroom.requests, newsroom.full, newsroom.unchanged)


def articles(counts: Mapping[str, int]) -> dict[str, int]:
    """Return the counts of articles' paths alone."""
    return {path: count for path, count in counts.items() if ARTICLE.search(path)}


def paths(stories: Iterable[Story]) -> set[str]:
    return {story.path for story in stories if story.kind == "article"}


class Changed(NamedTuple):
    """The stories that were changed, as they were before."""

    edited: Story
    withdrawn: Story
    lost: Story
    moved: Story
    renumbered: Story
    published: tuple[Story, ...]


class Told(NamedTuple):
    """Four runs on one archive, and the newsroom they met."""

    data: Path
    before: frozenset[str]
    """Paths of the articles that the first three found."""
    first: Seen
    plain: Seen
    """Nothing has changed."""
    again: Seen
    """Nothing has changed, and every article is looked at again."""
    later: Seen
    """Some have changed, and every article is looked at again."""
    changed: Changed
    addresses: dict[str, str]
    """Of the articles that are there after the changes, by id."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    data = tmp_path_factory.mktemp("told")
    *stories, one, other = make_stories(40)
    with Newsroom(stories=tuple(stories)) as newsroom:
        before = frozenset(paths(newsroom.stories))
        first, plain, again = (crawled(data, newsroom, *more) for more in ((), (), ("-a", "revisit=all")))
        changed = change(newsroom, (one, other))
        later = crawled(data, newsroom, "-a", "revisit=all")
        addresses = {f"hanoitv:{story.id}": story.url for story in newsroom.stories if story.kind == "article"}
    return Told(data, before, first, plain, again, later, changed, addresses)


def change(newsroom: Newsroom, new: tuple[Story, ...]) -> Changed:
    """Do to stories what newsrooms do; return them as they were."""
    edited, withdrawn, lost, moved, renumbered = [story for story in newsroom.stories if story.kind == "article"][10:15]
    newsroom.edit(edited.number, title=f"{edited.title} (cập nhật)", keywords=(*edited.keywords, "tin cập nhật"))
    newsroom.remove(withdrawn.number, 410)
    newsroom.remove(lost.number, 404)
    newsroom.move(moved.number, "tieu-de-khac")
    newsroom.renumber(renumbered.number, 500_001)
    for story in new:
        newsroom.publish(story)
    return Changed(edited, withdrawn, lost, moved, renumbered, new)


def versions(data: Path, story: Story) -> list[Article]:
    return [article for article in read_archive(data, versions="all") if article.id == f"hanoitv:{story.id}"]


def last_look(data: Path, story: Story) -> Sighting:
    return [look for look in sightings(data) if look.id == f"hanoitv:{story.id}"][-1]


def known(data: Path, story: Story) -> Entry:
    with closing(open_state(data, "hanoitv")) as state:
        entry = state.entry(f"hanoitv:{story.id}")
    assert entry
    return entry


def test_a_run_counts_its_requests_as_the_site_does(told: Told) -> None:
    assert articles(told.first.asked) == dict.fromkeys(told.before, 1)
    for seen in (told.first, told.plain, told.again, told.later):
        assert sum(seen.run["requests"].values()) == sum(seen.asked.values())
        assert seen.run["not_modified"] == sum(seen.unchanged.values())


def test_over_an_unchanged_site_lists_and_files_are_read_and_no_article_is_asked_for(told: Told) -> None:
    assert not articles(told.plain.asked)
    assert "article" not in told.plain.run["requests"] and told.plain.run["outcomes"] == {}
    assert told.plain.run["known"] == len(told.before)
    assert sum(told.plain.asked.values()) <= sum(told.first.asked.values()) - len(told.before)


def test_where_all_are_looked_at_again_none_is_sent_and_nothing_is_kept_twice(told: Told) -> None:
    assert articles(told.again.unchanged) == dict.fromkeys(told.before, 1)
    assert not articles(told.again.full)
    assert told.again.run["outcomes"] == {"same": len(told.before), "forbidden": 1}
    assert [info["file"].partition("/")[0] for info in told.again.run["files"]] == ["sightings"]
    assert not list(told.data.glob(f"pages/*/*/*{told.again.run['run']}*"))


def test_of_a_changed_site_what_changed_is_sent_and_no_more(told: Told) -> None:
    *old, published = told.changed
    edited, _, _, moved, renumbered = old
    sent = {path.rpartition("-")[2] for path in articles(told.later.full)}
    assert sent == {f"{story.id}.html" for story in (edited, moved, *published)} | {"d500001.html"}
    assert articles(told.later.unchanged) == dict.fromkeys(told.before - paths(old), 1)
    assert renumbered.path in told.later.asked


def test_an_edit_is_a_revision_that_says_what_changed(told: Told) -> None:
    first, second = versions(told.data, told.changed.edited)
    assert (second.revision, second.reading, second.changed) == (2, 1, ("title", "keywords"))
    assert second.title == f"{first.title} (cập nhật)" and second.previous == first.digest
    assert last_look(told.data, told.changed.edited).outcome == "edited"


def test_what_the_site_has_no_more_is_gone_and_kept(told: Told) -> None:
    for story, reason in ((told.changed.withdrawn, "HTTP 410 Gone"), (told.changed.lost, "HTTP 404 Not Found")):
        look, entry = last_look(told.data, story), known(told.data, story)
        assert (look.outcome, look.reason, look.door) == ("gone", reason, "known")
        assert entry.gone_at == look.at.isoformat().replace("+00:00", "Z") and entry.last_seen
        assert entry.last_seen < entry.gone_at
        assert len(versions(told.data, story)) == 1


def test_an_article_that_moved_stays_one_and_is_found_by_both_addresses(told: Told) -> None:
    story = told.changed.moved
    first, second = versions(told.data, story)
    assert (first.url, second.url, second.changed) == (story.url, told.addresses[second.id], ("url",))
    by_old, by_new = (hanoitv("history", "--data", str(told.data), url).stdout for url in (first.url, second.url))
    assert by_old == by_new and by_old.startswith(f"{first.id}, versions: 2")
    assert first.url in by_old and second.url in by_old


def test_what_came_out_since_is_archived_once(told: Told) -> None:
    for story in told.changed.published:
        (article,) = versions(told.data, story)
        assert (article.url, article.run) == (story.url, told.later.run["run"])


def test_the_archive_is_whole_after_all_of_it(told: Told) -> None:
    verified = hanoitv("verify", "--data", str(told.data))
    assert (verified.returncode, verified.stderr) == (0, "")


def test_young_articles_are_looked_at_often_old_ones_when_a_sitemap_says_so(tmp_path: Path) -> None:
    with Newsroom(articles=20, years=1, ending=OPENED) as newsroom:
        *_, newest = (story for story in newsroom.stories if story.kind == "article")
        oldest = newsroom.stories[0]
        crawled(tmp_path, newsroom, at=OPENED + timedelta(minutes=10))
        after_an_hour = crawled(tmp_path, newsroom, at=OPENED + timedelta(minutes=80))
        assert articles(after_an_hour.asked) == articles(after_an_hour.unchanged) == {newest.path: 1}
        assert last_look(tmp_path, newest).door == "known"
        newsroom.edit(oldest.number, at=OPENED + timedelta(minutes=90), title="Tựa mới của tin cũ")
        told_not_to = crawled(tmp_path, newsroom, "-a", "revisit=none", at=OPENED + timedelta(minutes=95))
        assert not articles(told_not_to.asked)
        soon = crawled(tmp_path, newsroom, at=OPENED + timedelta(minutes=100))
    assert articles(soon.asked) == articles(soon.full) == {oldest.path: 1}
    assert (versions(tmp_path, oldest)[-1].changed, last_look(tmp_path, oldest).door) == (("title",), "sitemap")


def test_an_article_that_got_another_number_is_there_at_its_new_address(told: Told) -> None:
    new = told.addresses["hanoitv:d500001"]
    assert new in {article.url for article in read_archive(told.data)}
