"""Each check on run files made for it: what is told, in which words, and where nothing is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from hanoitv_scraper.archive.run_file import Missed, RunFile
from hanoitv_scraper.health.checks import find_trouble
from hanoitv_scraper.health.trouble import Trouble
from tests.health.histories import BEGIN, DAY, HOUR, made_site

SITE = made_site()
MANY = {"title": 30, "timestamp": 30, "lead": 30, "body": 30, "keywords": 30}
HITS = {"title": {"h1.a": 28, "h1.b": 2}, "lead": {"p.lead": 25}}
USUAL: dict[str, Any] = {
    "status": "finished", "exit_code": 0, "outcomes": {"new": 30, "same": 70}, "not_modified": 70, "fields": MANY,
    "hits": HITS, "found": {"list": 60, "feed": 50}, "requests": {"list": 3},
}  # fmt: skip


def run(day: float, **other: Any) -> RunFile:
    at = BEGIN + day * DAY
    head = RunFile(
        run=f"{at:%Y%m%dT%H%M%SZ}-0000", site="hanoitv", version="0.1.0", rules="sha256:r", started_at=at,
        ended_at=at + HOUR,
    )  # fmt: skip
    return msgspec.structs.replace(head, **(USUAL | other))


def runs(*last: dict[str, Any], days: int = 20) -> list[RunFile]:
    """Return daily runs as they usually are, and the last ones otherwise."""
    return [run(day) for day in range(days)] + [run(days + more, **other) for more, other in enumerate(last)]


def told(files: Sequence[RunFile], later: timedelta = 2 * HOUR) -> list[Trouble]:
    return find_trouble(SITE, files, files[-1].started_at + later)


def test_nothing_is_told_of_usual_runs_or_of_none() -> None:
    assert told(runs()) == [] and find_trouble(SITE, [], BEGIN) == []


def test_a_door_that_fell_silent_is_named_with_what_it_usually_names() -> None:
    (one,) = told(runs({"found": {"list": 60}}))
    assert (one.check, one.what) == ("found", "feed named 0 articles, usually 50")
    assert one.do.startswith("open http://hanoitv.vn/rss/trang-chu.rss in a browser") and "sites/hanoitv.toml" in one.do


def test_a_door_that_names_fewer_as_chance_has_it_is_no_news() -> None:
    """A feed of today's articles is short on some days."""
    files = [msgspec.structs.replace(one, found={"list": 60, "feed": 14}) for one in runs()]
    assert told([*files, run(20, found={"list": 60, "feed": 5})]) == []
    assert [one.check for one in told([*files, run(20, found={"list": 60})])] == ["found"]


def test_a_door_that_the_site_file_no_longer_has_is_not_missed() -> None:
    files = [msgspec.structs.replace(one, found={"list": 60, "sitemap": 900}) for one in runs()]
    assert told(files) == []


def test_a_list_of_which_fewer_pages_were_asked_for_is_not_short() -> None:
    few = {"found": {"list": 20, "feed": 50}, "requests": {"list": 1}}
    assert told(runs(few)) == []
    (one,) = told(runs(few | {"requests": {"list": 3}}))
    assert one.what == "list named 20 articles, usually 60"


def test_a_sitemap_may_name_nothing_while_nothing_is_new() -> None:
    """One that is as it was is not read."""
    before = [msgspec.structs.replace(one, found={**one.found, "sitemap": 300}) for one in runs()]
    assert (
        told([*before, run(20, outcomes={"new": 4, "same": 96}), run(21, found={"list": 60, "feed": 50})])[0].check
        == "found"
    )
    files = [msgspec.structs.replace(one, outcomes={"new": 1, "same": 70}) for one in before]
    assert told([*files, run(20, outcomes={"new": 1, "same": 90})]) == []


def test_fewer_new_articles_than_a_quarter_are_no_news_where_one_weekday_alone_says_so() -> None:
    files = [msgspec.structs.replace(one, outcomes={"new": 17, "same": 70}) for one in runs()]
    assert told([*files, run(20, outcomes={"new": 4, "same": 90}, not_modified=90)]) == []
    assert [one.check for one in told([*files, run(20, outcomes={"new": 1, "same": 90}, not_modified=90)])] == ["new"]


def test_few_new_articles_are_told_unless_that_day_of_the_week_has_as_few() -> None:
    few = {"outcomes": {"new": 3, "same": 90}}
    (one,) = told(runs(few))
    assert (one.check, one.what) == ("new", "3 new articles within a day, usually 30")
    sundays = [run(day, **(few if day % 7 == 0 else {})) for day in range(22)]
    assert sundays[-1].outcomes["new"] == 3 and told(sundays) == []


def test_what_a_killed_run_took_is_counted_as_new() -> None:
    killed = {"status": "recovered", "exit_code": None, "outcomes": {"new": 28}, "fields": {}, "hits": {}}
    files = [*runs(), run(20, **killed), run(20 + 1 / 24, outcomes={"new": 2, "same": 90}, not_modified=90)]
    assert told(files) == []


def test_runs_under_a_limit_are_compared_with_nothing_but_what_they_took_is_known() -> None:
    partial = {"arguments": {"limit": "5"}, "found": {"list": 5}, "outcomes": {"new": 28}}
    assert told(runs(partial)) == []
    assert told([*runs(), run(20, **partial), run(20.1, outcomes={"new": 2, "same": 90})]) == []


@pytest.mark.parametrize("arguments", [{"root": "http://127.0.0.1:8000"}, {"revisit": "all"}])
def test_runs_from_a_mirror_or_that_look_at_all_again_are_plain(arguments: dict[str, str]) -> None:
    assert [one.check for one in told(runs({"arguments": arguments, "found": {"list": 60}}))] == ["found"]


def test_a_field_that_is_missing_is_told_once_twenty_articles_were_read() -> None:
    few = {"outcomes": {"new": 5}, "not_modified": 0, "fields": MANY | {"title": 5, "lead": 0}, "hits": {}}
    files = [run(day / 24, **(few | {"found": {}})) for day in range(5)]
    assert [one.check for one in told(files[:3])] == []
    (one,) = told(files)
    assert (one.check, one.what) == ("fields", "lead in 0% of 20 articles, expected at least 70%")
    assert "mend read.lead in sites/hanoitv.toml, then `hanoitv reread hanoitv`" in one.do


def test_an_odd_page_that_is_read_each_hour_is_one_odd_page() -> None:
    """Without 304s, one article without a lead among three is read again and again."""
    odd = {"outcomes": {"same": 3}, "not_modified": 0, "fields": MANY | {"lead": 0}, "found": {}, "hits": {}}
    assert told([run(0), *(run(0.1 + hour / 24, **odd) for hour in range(12))]) == []


def missed(outcome: str, count: int, pages: int = 100) -> dict[str, Any]:
    urls = (f"http://hanoitv.vn/tin-d{number % pages}.html" for number in range(count))
    gone = tuple(Missed(url=url, outcome=outcome, reason="HTTP 403") for url in urls)  # type: ignore[arg-type]
    return {"outcomes": {outcome: count, "new": 30, "same": 70 - count}, "not_modified": 70 - count, "missed": gone}


@pytest.mark.parametrize("check", ["blocked", "failed", "unread"])
def test_pages_that_came_to_nothing_are_told_with_the_last_of_them(check: str) -> None:
    (one,) = told(runs(missed(check, 40)))
    assert one.check == check
    assert one.what == (
        f"40 of 100 looks ended {check} (40%), usually 0%; the last: http://hanoitv.vn/tin-d39.html: HTTP 403"
    )
    assert told(runs(missed(check, 9))) == [] and told(runs(missed(check, 40, pages=2))) == []


def test_a_tenth_that_comes_to_nothing_is_no_news_however_many_pages_it_is() -> None:
    some = missed("failed", 65)
    assert told(runs(some | {"outcomes": {"failed": 65, "new": 30, "same": 905}, "not_modified": 905})) == []


def test_pages_that_come_to_nothing_each_hour_count_once() -> None:
    three = {
        "outcomes": {"unread": 3, "same": 4},
        "not_modified": 4,
        "missed": missed("unread", 3)["missed"],
        "hits": {},
    }
    assert told([*runs(), *(run(19 + hour / 24, **three) for hour in range(2, 8))]) == []


def test_what_usually_fails_is_no_news_unless_most_does() -> None:
    usual = [run(day, **missed("unread", 20)) for day in range(20)]
    assert told([*usual, run(20, **missed("unread", 30))]) == []
    assert [one.check for one in told([*usual, run(20, **missed("unread", 70))])] == ["unread"]
    ever = [run(day, **missed("blocked", 70)) for day in range(20)]
    assert [one.check for one in told(ever)] == ["blocked"]


def test_a_selector_that_fell_silent_is_named() -> None:
    (one,) = told(runs({"hits": HITS | {"title": {"h1.b": 30}}}))
    assert (one.check, one.what) == (
        "drift", 'read.title "h1.a" hit on 93% of 600 pages until 2026-03-22, on none of 30 since'
    )  # fmt: skip
    assert "`hanoitv check-site hanoitv`" in one.do and "`hanoitv reread hanoitv`" in one.do


def test_all_selectors_of_a_field_that_fell_silent_are_one_trouble() -> None:
    files = runs(*[{"hits": {"lead": {"p.lead": 25}}}] * 7)
    (one,) = told(files)
    assert one.what.count("on none of 210 since") == 2 and '"h1.a"' in one.what and '"h1.b"' in one.what


def test_a_selector_that_hit_on_one_page_alone_is_not_missed() -> None:
    """It was read each hour."""
    one_page = {"outcomes": {"same": 1}, "not_modified": 0, "found": {}, "hits": {"remove": {".poll": 1}}}
    files = [run(-1 + hour / 24, **one_page) for hour in range(20)]
    assert told([*files, *runs()]) == []


def test_of_what_is_removed_none_takes_over_from_another() -> None:
    files = [msgspec.structs.replace(one, hits={"remove": {".poll": 20}}) for one in runs()]
    assert [one.check for one in told([*files, run(20, hits={"remove": {".related": 20}})])] == ["drift"]


def test_a_selector_is_not_missed_where_one_before_it_took_over() -> None:
    files = [msgspec.structs.replace(one, hits={"title": {"h1.b": 29}}) for one in runs()]
    assert told([*files, run(20, hits={"title": {"h1.a": 29}})]) == []


def test_a_selector_that_the_site_file_no_longer_has_is_not_missed() -> None:
    assert told([msgspec.structs.replace(one, hits={"title": {"h1.old": 29}}) for one in runs()] + [run(20)]) == []


def test_pages_that_can_no_longer_be_read_are_pages_on_which_nothing_hit() -> None:
    (first, *_) = (
        one
        for one in told(runs(missed("unread", 70) | {"outcomes": {"unread": 70}, "not_modified": 0, "hits": {}}))
        if one.check == "drift"
    )
    assert '"h1.a" hit on 93% of 600 pages' in first.what and "on none of 70 since" in first.what


def test_runs_from_before_hits_were_counted_are_no_runs_without_hits() -> None:
    before = [msgspec.structs.replace(one, hits={}) for one in runs()]
    assert told(before) == []
    counted = [run(day) for day in range(20, 25)]
    (one,) = told([*before, *counted, run(25, hits=HITS | {"title": {"h1.b": 30}})])
    assert '"h1.a" hit on 93% of 150 pages' in one.what


def test_what_hit_on_pages_of_one_event_alone_is_not_missed_after_it() -> None:
    event = HITS | {"remove": {".poll": 30}}
    assert (
        told([*runs(), *(run(20 + day, hits=event) for day in range(3)), *(run(23 + day) for day in range(10))]) == []
    )


def test_nothing_new_for_longer_than_expected_is_told_and_that_little_is_new_is_not() -> None:
    nothing = {"outcomes": {"same": 90}, "not_modified": 90, "fields": {}, "hits": {}}
    assert "stale" not in {one.check for one in told(runs(*[nothing] * 5))}
    (one,) = told(runs(*[nothing] * 6))
    assert one.check == "stale"
    assert one.what == "nothing new since 2026-03-22 04:00, for 6.0 days: expected something within 5"
    assert [one.check for one in told([run(day, **nothing) for day in range(5)])] == []


def test_that_no_run_begins_any_more_is_told() -> None:
    assert told(runs(), 3 * DAY) == []
    (one,) = told(runs(), 4 * DAY)
    assert (one.check, one.what) == (
        "late",
        "no run since 2026-03-22 04:00, for 4.0 days: usually there is one every day",
    )
    hourly = [run(hour / 24, found={}, outcomes={"same": 3}, not_modified=3) for hour in range(100)]
    assert told(hourly, 23 * HOUR) == [] and told(hourly, 27 * HOUR)[0].check == "late"


def test_the_run_before_one_that_is_at_work_is_judged() -> None:
    at_work = msgspec.structs.replace(run(20.5), status="started", ended_at=None, exit_code=None)
    assert [one.check for one in told([*runs({"found": {"list": 60}}), at_work])] == ["found"]


def test_a_run_at_work_is_not_late_and_trials_of_a_day_are_not_gone_on_with() -> None:
    at_work = msgspec.structs.replace(run(23.5), status="started", ended_at=None, exit_code=None)
    assert told([*runs(), at_work], HOUR) == []
    assert told([run(hour / 24, found={}) for hour in range(10)], 90 * DAY) == []


@pytest.mark.parametrize(
    ("how", "do"),
    [
        (
            {"exit_code": 1, "status": "failed", "log": "logs/hanoitv.log"},
            "read the lines of logs/hanoitv.log that begin",
        ),
        ({"exit_code": 1, "status": "stopped"}, "crawl.time_limit"),
        ({"exit_code": 3, "status": "failed"}, "`hanoitv verify hanoitv`"),
        ({"exit_code": 4, "status": "failed"}, "make room"),
    ],
)
def test_a_failed_run_is_told_in_its_own_words_and_what_it_did_not_find_is_not(how: dict[str, Any], do: str) -> None:
    (one,) = told(runs(how | {"reason": "so it was", "found": {}, "outcomes": {}, "not_modified": 0, "hits": {}}))
    assert (one.check, one.what) == ("run", "so it was") and do in one.do


def test_a_run_that_fell_below_what_is_expected_saw_what_there_was() -> None:
    how = {"exit_code": 1, "status": "failed", "reason": "so it was", "found": {"list": 60}}
    assert [one.check for one in told(runs(how))] == ["run", "found"]


def test_a_run_that_stopped_as_planned_is_no_trouble() -> None:
    assert told(runs({"status": "stopped", "exit_code": 0, "found": {"list": 20}})) == []


def test_what_a_run_fell_short_of_is_told_once() -> None:
    below = "lead in 0% of 30 articles, expected at least 70%"
    files = runs({"status": "failed", "exit_code": 1, "reason": below, "fields": MANY | {"lead": 0}})
    assert [one.what for one in told(files)] == [below]


def test_three_killed_runs_of_fourteen_are_told() -> None:
    killed: dict[str, Any] = {"status": "recovered", "exit_code": None, "found": {}, "hits": {}, "fields": {}}
    assert told([*runs(killed, killed), run(22)]) == []
    (one,) = told([*runs(killed, killed, killed), run(23)])
    assert one.what == "3 of the last 14 runs were killed; what they had is kept"


def test_a_clock_that_was_once_ahead_silences_nothing() -> None:
    ahead = run(4_000, outcomes={"new": 30})
    nothing = {"outcomes": {"same": 90}, "not_modified": 90, "fields": {}, "hits": {}}
    files = runs(*[nothing] * 6)
    now = files[-1].started_at + 2 * HOUR
    assert [one.check for one in find_trouble(SITE, [ahead, *files], now)] == ["stale"]
    assert [one.check for one in find_trouble(SITE, [*runs(), ahead], runs()[-1].started_at + 4 * DAY)] == ["late"]
