"""A month of hourly runs of `scrapy archive`, 720, against a newsroom that lives.

Articles come out, change, move and vanish; the site refuses us for hours, falls silent for days, is redesigned; runs
are killed. In the end the archive is the newsroom's history, nothing has grown but what was archived, and somebody was
told when something was wrong, and not at any other time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from statistics import median

import pytest

from hanoitv_scraper import Article, read_archive, run_log
from hanoitv_scraper.archive.layout import run_files
from hanoitv_scraper.archive.run_file import RunFile, read_run_file
from hanoitv_scraper.digests import sha256
from tests.commands.test_crawl import sightings
from tests.month.figures import figures
from tests.month.plan import BEGINS, HOUR, MONTH
from tests.month.take import KILLED, Hour, Taken, archived_id, take
from tests.newsroom.stories import Story, truth

pytestmark = pytest.mark.soak

WITHIN = 3 * 24
"""Hours: `new_within` of the month's site file."""
SEALED = "hanoitv: sealed what killed run "
"""What the run behind a killed one says."""
DRIFTING = ("title", "timestamp", "lead", "body", "keywords")
"""The fields whose selectors the redesign leaves without anything to hit."""


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Taken:
    month = take(MONTH, tmp_path_factory.mktemp("month"))
    with pytestconfig.pluginmanager.getplugin("capturemanager").global_and_fixture_disabled():
        print("", *figures(month), sep="\n")
    return month


def test_the_archive_is_the_newsrooms_history(taken: Taken) -> None:
    """Every version of every article, those that were removed too, in order, and nothing besides."""
    archived = {id: told(versions) for id, versions in by_id(taken).items()}
    written = {id: once(map(digest, stories)) for id, stories in taken.history.items() if ":d" in id}
    assert archived.keys() == written.keys()
    assert {id: versions for id, versions in archived.items() if versions != written[id]} == {}


def test_no_version_is_there_twice(taken: Taken) -> None:
    keys = Counter(
        (article.id, article.revision, article.reading) for article in read_archive(taken.data, versions="all")
    )
    assert set(keys.values()) == {1}


def test_the_last_version_of_every_article_is_as_the_newsroom_says(taken: Taken) -> None:
    """Also of those that were read while no selector fitted: the new site file and `reread` brought all of it back."""
    latest = {article.id: article.to_dict() for article in read_archive(taken.data)}
    for story in taken.stories:
        if story.kind == "article":
            record = latest[archived_id(story)]
            expected = {key: value for key, value in truth(story).items() if not key.startswith("quoted_")}
            assert {key: record[key] for key in expected} == expected
    assert taken.reread and (taken.reread.code, taken.reread.err) == (0, "")


def test_what_was_removed_was_found_gone(taken: Taken) -> None:
    assert {look.id for look in sightings(taken.data) if look.outcome == "gone"} == taken.removed
    assert len(taken.removed) > 10


def test_the_archive_is_whole(taken: Taken) -> None:
    assert taken.verified and (taken.verified.code, taken.verified.err) == (0, "")
    assert not [path for path in taken.data.rglob("*") if path.suffix in (".open", ".new")]


def test_a_crawl_that_is_killed_is_told_in_one_line(taken: Taken) -> None:
    errors = [hour.ended.err for hour in taken.hours if hour.is_killed and hour.ended.code == 1]
    assert errors and set(errors) == {f"{KILLED}\n"}


def test_runs_were_killed_and_each_is_told_once_by_the_run_that_completes_it(taken: Taken) -> None:
    killed = [hour for hour in taken.hours if hour.is_killed]
    assert len(killed) >= 10
    recovered = {run.run for run in ended(taken) if run.status == "recovered"}
    lines = [line for hour in taken.hours for line in (hour.ended.out + hour.ended.err).splitlines()]
    told = Counter(line.split()[5] for line in lines if line.startswith(SEALED))
    assert told == Counter(recovered)


def test_alerts_were_raised_where_something_was_wrong_and_nowhere_else(taken: Taken) -> None:
    for hour in taken.hours:
        if not hour.is_killed:
            expected = planted(hour.number, taken)
            assert hour.checks == expected, f"hour {hour.number}: {hour.ended.err}"
            assert (hour.ended.code, bool(wrong(hour))) == ((1, True) if expected else (0, False))
            assert hour.ended.out == ""


def test_an_alert_names_what_is_wrong(taken: Taken) -> None:
    for hour in taken.hours:
        if "drift" in hour.checks:
            assert all(f"read.{field} " in hour.ended.err for field in DRIFTING), hour.ended.err
        if "blocked" in hour.checks:
            assert "hanoitv: blocked: the last 5 answers were refusals, the last HTTP " in hour.ended.err
        if "stale" in hour.checks:
            assert "hanoitv: nothing new since 2026-03-08 " in hour.ended.err


def test_memory_and_open_files_are_as_many_in_the_last_week_as_in_the_first(taken: Taken) -> None:
    # The first run reads two months.
    well = [hour.ended for hour in taken.hours[1:] if hour.ended.handles]
    first, last = well[:150], well[-150:]
    assert max(run.handles for run in last) <= max(run.handles for run in first)
    assert median(run.rss for run in last) <= 1.05 * median(run.rss for run in first)
    assert max(run.rss for run in last) <= 1.1 * max(run.rss for run in first)


def test_the_disk_grows_by_as_much_a_day_in_the_last_week_as_in_the_first(taken: Taken) -> None:
    days = taken.grown
    for folder in taken.sizes[-1]:
        first, last = ([day[folder] for day in week] for week in (days[:6], days[-7:]))
        assert median(last) <= 1.25 * median(first), folder
    assert taken.sizes[-1]["logs"] <= run_log.FILES * run_log.SIZE


def by_id(taken: Taken) -> dict[str, list[Article]]:
    """Return each article's versions, of each revision as it was read last."""
    articles = sorted(read_archive(taken.data, versions="all"), key=lambda one: (one.id, one.revision, one.reading))
    last = {(article.id, article.revision): article for article in articles}
    return {id: list(versions) for id, versions in groupby(last.values(), key=lambda article: article.id)}


def told(versions: Iterable[Article]) -> list[str]:
    return once(digest(article) for article in versions)


def digest(version: Article | Story) -> str:
    """Return the digest of what can be told of a version, by the newsroom and by the archive."""
    return sha256(repr((version.url, version.title, version.lead, version.body, version.keywords)).encode())


def once(digests: Iterable[str]) -> list[str]:
    """Return them without those that are as the one before: a redesign makes new pages of old articles."""
    return [digest for digest, _ in groupby(digests)]


def ended(taken: Taken) -> list[RunFile]:
    return [read_run_file(path) for path in run_files(taken.data)]


def wrong(hour: Hour) -> list[str]:
    """Return the lines that say what is wrong: that a killed run was sealed is one for information."""
    return [line for line in hour.ended.err.splitlines() if not line.startswith(SEALED)]


def planted(number: int, taken: Taken) -> set[str]:
    """Return what was wrong in an hour."""
    checks = {"blocked"} if any(number in range(refusal.begin, refusal.end) for refusal in MONTH.refusals) else set()
    if number in range(MONTH.redesigned, MONTH.mended):
        checks.add("drift")
    if number in silence(taken):
        checks.add("stale")
    return checks


def silence(taken: Taken) -> range:
    """Return the hours in which nothing has come out for longer than the site file expects."""
    number = [int((story.published - BEGINS) / HOUR) + 1 for story in taken.stories if story.kind == "article"]
    before = max(hour for hour in number if hour <= MONTH.silent.start)
    after = min(hour for hour in number if hour > MONTH.silent.stop)
    return range(before + WITHIN + 1, after)
