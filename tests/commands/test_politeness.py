"""A site that refuses us: how long a crawl waits, when it ends, and that no guard's page is archived as an article."""

from __future__ import annotations

import asyncio
import gzip
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request, Spider
from scrapy.core.downloader import Slot
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response
from scrapy.robotstxt import ProtegoRobotParser
from scrapy.settings import BaseSettings, Settings
from scrapy.signals import response_downloaded
from scrapy.utils.test import get_crawler

from hanoitv_scraper import read_archive
from hanoitv_scraper import settings as own_settings
from hanoitv_scraper.archive.open_run import open_run
from hanoitv_scraper.archive.warc import read_stored
from hanoitv_scraper.back_off import BackOff, pause, read_retry_after, wait_after
from hanoitv_scraper.extensions import CrawlDelay
from hanoitv_scraper.items import Sighting
from hanoitv_scraper.sites import FOLDER
from hanoitv_scraper.spiders.failures import NotAsked, Refused
from hanoitv_scraper.spiders.loader import SiteSpiderLoader
from tests.commands.test_crawl import ARTICLE, only_line, run_file, sightings
from tests.conftest import PROJECT, Crawl
from tests.newsroom.demo import PACE
from tests.serving import Answer, serving

TEXT = "<p>Sáng nay, phường Thử khánh thành một cây cầu đi bộ qua mương, dài mười hai mét.</p>" * 2
GOOD = Answer(ARTICLE.format(title="Cầu mới", time="08/11/2021 21:21", text=TEXT).encode())
NO = Answer(b"<h1>Access denied</h1>", 403)
GUARD = Answer(b"<title>Just a moment...</title><h1>hanoitv.vn</h1><noscript>Enable JavaScript</noscript>")
ONE = ("-s", "CONCURRENT_REQUESTS_PER_DOMAIN=1", "-s", "CONCURRENT_REQUESTS=2")


def home(*paths: str) -> Answer:
    return Answer("".join(f"<a href='{path}'>x</a>" for path in paths).encode())


# A run, as its user sees it.


def test_a_site_that_refuses_page_after_page_ends_the_run_and_the_next_one_gets_the_rest(
    crawl: Crawl, tmp_path: Path
) -> None:
    """A guard's pages are refusals whatever their status, on lists and behind redirects too.

    A good answer between them lets the run go on, until five in a row have come.
    """
    data, seen = tmp_path / "data", list[tuple[float, str]]()
    to_guard = Answer(b"", 302, {"Location": "/kiem-tra"})
    first = {
        "/a-d1.html": GUARD, "/a-d2.html": NO, "/a-d3.html": GOOD, "/a-d4.html": to_guard, "/a-d5.html": GOOD,
        "/a-d6.html": NO, "/a-d7.html": GUARD, "/a-d8.html": to_guard, "/a-d9.html": NO,
    }  # fmt: skip
    articles = [*first, "/a-d10.html", "/a-d11.html", "/a-d12.html"]
    pages = {"/": Answer(b"<nav><a href='/thoi-su'>x</a></nav>" + home(*articles).body), "/kiem-tra": GUARD}
    pages |= first | {"/thoi-su": GUARD}
    with serving(pages, seen) as root:
        done = crawl(root, *ONE)
        line = only_line(done)
        assert done.returncode == 1
        assert line == (
            f"hanoitv: blocked: the last 5 answers were refusals, the last HTTP 403 Forbidden at {root}/a-d9.html; "
            "2 articles read until then are kept"
        )
        looks = {look.id.removeprefix("hanoitv:"): look for look in sightings(data)}
        assert {id for id, look in looks.items() if look.outcome == "new"} == {"d3", "d5"}
        said = "a challenge of the site's guard: it says “just a moment”"
        assert {id: (look.outcome, look.reason) for id, look in looks.items() if look.outcome != "new"} == {
            "d1": ("blocked", said), "d2": ("blocked", "HTTP 403 Forbidden"), "d4": ("blocked", said),
            "d6": ("blocked", "HTTP 403 Forbidden"), "d7": ("blocked", said),
            "d8": ("blocked", f"it redirects to {root}/kiem-tra, a page of the site's guard"),
            "d9": ("blocked", "HTTP 403 Forbidden"),
        }  # fmt: skip
        raw = looks["d1"].raw
        assert raw and (stored := read_stored(data, raw)) and stored.payload == GUARD.body
        # robots.txt, the home page, nine articles, the guard's page once: what came after was not asked for.
        assert len(seen) == 12
        assert (run_file(data)["status"], run_file(data)["exit_code"]) == ("failed", 1)
        pages.update(dict.fromkeys(articles, GOOD))
        done = crawl(root, "-a", "revisit=all")
    assert done.returncode == 0, done.stderr
    assert len(list(read_archive(data))) == 12
    assert [(miss["url"], miss["outcome"], miss["reason"]) for miss in run_file(data)["missed"]] == [
        (f"{root}/thoi-su", "blocked", said)
    ]
    assert f"{root}/thoi-su" not in {walked["list"] for walked in run_file(data)["walked"]}


def test_a_signal_ends_a_wait_at_once(tmp_path: Path) -> None:
    """What waits to be tried again is told as blocked, what was never asked for is not looked at."""
    pages = {"/": home("/a-d1.html", "/a-d2.html", "/a-d3.html"), "/a-d1.html": GOOD}
    pages["/a-d2.html"] = Answer(b"slow down", 429, {"Retry-After": "500"})
    seen: list[tuple[float, str]] = []
    with serving(pages, seen) as root:
        command = [sys.executable, "-m", "scrapy", "crawl", "hanoitv", "-a", f"root={root}"]
        command += ["-s", f"DATA_DIR={tmp_path}", *PACE, *ONE]
        process = subprocess.Popen(command, cwd=PROJECT, stderr=subprocess.PIPE, text=True)
        until(lambda: len(seen) >= 4)
        process.send_signal(signal.SIGTERM)
        begin = time.monotonic()
        _, said = process.communicate(timeout=30)
        assert time.monotonic() - begin < 2
    assert process.returncode == 143 and "stopped by SIGTERM: 1 articles read" in said
    assert len(seen) == 4, "something was asked while the site had asked to wait"
    assert {look.id: (look.outcome, look.reason) for look in sightings(tmp_path)} == {
        "hanoitv:d1": ("new", None), "hanoitv:d2": ("blocked", "HTTP 429 Too Many Requests"),
    }  # fmt: skip


def until(has_happened: Callable[[], bool]) -> None:
    """Return when something has happened in another process."""
    deadline = time.monotonic() + 30
    while not has_happened():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.02)


# How long it waits, by a clock of our own.


class Time:
    """A clock that goes on when somebody waits."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now

    async def pause(self, answered: asyncio.Event, seconds: float) -> None:
        await asyncio.sleep(0)
        if not answered.is_set():
            self.now += max(seconds, 0.001)  # a sum of floats may never reach the end


class Site:
    """A crawl's middleware at a pace of two seconds, and Scrapy as it sees it."""

    def __init__(self, crawler: Crawler) -> None:
        self.closed: list[str] = []
        self.slot = SimpleNamespace(closing=None)
        self.active: set[Request] = set()
        crawler.engine = cast("Any", SimpleNamespace(
            running=True, _slot=self.slot, downloader=SimpleNamespace(active=self.active),
            close_spider_async=self.close,
        ))  # fmt: skip
        self.time = Time()
        self.back_off = BackOff(crawler, self.time, self.time.pause)
        self.run = self.back_off.run

    async def close(self, *, reason: str) -> None:
        self.closed.append(reason)

    async def let_through(self, name: str = "a") -> tuple[float, Request]:
        """Return when a request is let through, and the request."""
        request = Request(f"http://hanoitv.vn/{name}")
        self.active.add(request)
        await self.back_off.process_request(request)
        return self.time.now, request

    async def answer(self, request: Request, status: int = 200, **headers: str) -> None:
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        self.active.discard(request)
        try:
            self.back_off.process_response(request, Response(request.url, status=status, headers=given))
        except Refused:
            await asyncio.sleep(0)

    async def ask(self, status: int = 200, **headers: str) -> float:
        """Ask once, be answered at once, and return when it was asked."""
        at, request = await self.let_through()
        await self.answer(request, status, **headers)
        return at


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    spider = SiteSpiderLoader(FOLDER).load("hanoitv")
    spider.site = replace(spider.site, delay=2.0, concurrency=1)
    crawler = get_crawler(spider)
    with open_run(tmp_path, "hanoitv", version="0", rules="none", mirror=None) as run:
        crawler.spider = spider.from_crawler(crawler, run)
        yield Site(crawler)
        run.seal("finished", 0, None)


@pytest.mark.parametrize("status", [403, 429, 503])
def test_nothing_is_asked_before_the_time_that_the_site_names(status: int, site: Site) -> None:
    async def asked() -> float:
        before = await site.ask(status, Retry_After="120")
        return await site.ask() - before

    assert asyncio.run(asked()) == pytest.approx(120, abs=0.1)


def test_without_a_word_of_how_long_each_wait_is_twice_the_one_before_until_an_answer_comes(site: Site) -> None:
    async def waits() -> list[float]:
        statuses = (403, 429, 503, 403, 200, 200, 403, 200)
        times = [await site.ask(status) for status in statuses]
        return [round(later - earlier) for earlier, later in pairwise(times)]

    assert asyncio.run(waits()) == [60, 120, 240, 480, 0, 0, 60]
    assert site.closed == [] and site.run.blocked is None


def test_after_five_refusals_in_a_row_the_crawl_ends(site: Site) -> None:
    async def asked() -> None:
        for _ in range(5):
            assert site.run.blocked is None
            await site.ask(403)
        with pytest.raises(NotAsked):
            await site.let_through()

    asyncio.run(asked())
    assert site.closed == ["blocked"]
    assert site.run.blocked == ("the last 5 answers were refusals, the last HTTP 403 Forbidden at http://hanoitv.vn/a")


def test_a_wait_of_more_than_ten_minutes_ends_the_crawl_and_says_how_long_it_is(site: Site) -> None:
    asyncio.run(site.ask(429, Retry_After="7200"))
    assert site.closed == ["blocked"]
    assert site.run.blocked == (
        "HTTP 429 Too Many Requests at http://hanoitv.vn/a asks to wait 120 minutes, a run waits 10"
    )


def test_a_wait_of_ten_minutes_is_waited(site: Site) -> None:
    asyncio.run(site.ask(429, Retry_After="600"))
    assert site.closed == [] and site.run.blocked is None


def test_an_error_is_neither_a_refusal_nor_an_answer_and_a_redirect_is_none(site: Site) -> None:
    async def asked() -> list[int]:
        counts = []
        for status in (403, 500, 401, 302, 404, 403, 304, 403, 410):
            await site.ask(status, **({"Location": "/b"} if status == 302 else {}))
            counts.append(site.back_off.refusals)
        return counts

    assert asyncio.run(asked()) == [1, 1, 1, 1, 0, 1, 0, 1, 0]


@pytest.mark.parametrize(
    ("answer", "is_guard"),
    [
        ({"headers": {"CF-Mitigated": "challenge"}, "body": GOOD.body}, True),
        ({"headers": {"Content-Encoding": "gzip"}, "body": gzip.compress(GUARD.body)}, True),
        ({"status": 302, "body": GUARD.body}, True),
        ({"status": 404, "body": GUARD.body}, False),
        ({"body": GOOD.body}, False),
    ],
    ids=["by a header", "packed", "a redirect to nowhere", "not there", "an article"],
)
def test_a_guards_answer_is_known_however_it_comes(answer: dict[str, Any], is_guard: bool, site: Site) -> None:
    async def asked() -> None:
        _, request = await site.let_through()
        site.back_off.process_response(request, Response(request.url, **answer))

    with pytest.raises(Refused) if is_guard else nullcontext():
        asyncio.run(asked())
    assert site.back_off.refusals == is_guard


def test_a_page_that_showed_a_guard_once_may_be_where_others_have_moved_to(site: Site) -> None:
    async def asked() -> None:
        _, request = await site.let_through("xa-hoi")
        with pytest.raises(Refused):
            site.back_off.process_response(request, Response(request.url, body=GUARD.body))
        _, other = await site.let_through("thoi-su")
        moved = Response(other.url, status=302, headers={"Location": "/xa-hoi"})
        assert site.back_off.process_response(other, moved) is moved

    asyncio.run(asked())


def test_requests_on_their_way_together_are_refused_once(site: Site) -> None:
    async def asked() -> float:
        site.back_off.at_a_time = 4
        before, requests = site.time.now, [(await site.let_through(str(number)))[1] for number in range(4)]
        site.time.now += 0.1
        for request in requests:
            await site.answer(request, 429)
            site.time.now += 5
        assert site.back_off.refusals == 1
        return await site.ask() - before

    assert asyncio.run(asked()) == pytest.approx(60.1, abs=0.1)


def test_what_was_asked_before_a_wait_neither_ends_nor_shortens_it(site: Site) -> None:
    async def asked() -> float:
        site.back_off.at_a_time = 3
        before, requests = site.time.now, [(await site.let_through(str(number)))[1] for number in range(3)]
        await site.answer(requests[0], 429, Retry_After="120")
        await site.answer(requests[1], 200)
        assert site.back_off.refusals == 1
        await site.answer(requests[2], 429, Retry_After="10")
        return await site.ask() - before

    assert asyncio.run(asked()) == pytest.approx(120, abs=0.1)


def test_no_request_waits_in_the_downloader_where_it_could_not_be_held_back(site: Site) -> None:
    """The second is let through when the first was answered, here with a refusal: so it is held back."""

    async def asked() -> float:
        _, first = await site.let_through("1")
        second = asyncio.ensure_future(site.let_through("2"))
        await asyncio.sleep(0)
        assert not second.done()
        await site.answer(first, 429, Retry_After="60")
        answered = site.time.now
        return (await second)[0] - answered

    assert asyncio.run(asked()) == pytest.approx(60, abs=0.1)


def test_the_next_request_is_let_through_as_soon_as_one_is_answered(site: Site) -> None:
    async def asked() -> float:
        _, first = await site.let_through("1")
        second = asyncio.ensure_future(site.let_through("2"))
        await asyncio.sleep(0)
        answered = site.time.now
        await site.answer(first)
        return (await second)[0] - answered

    assert asyncio.run(asked()) == 0


def test_a_request_that_failed_without_a_word_to_us_holds_back_no_other(site: Site) -> None:
    async def asked() -> None:
        _, first = await site.let_through("1")
        site.active.discard(first)
        await site.let_through("2")

    asyncio.run(asyncio.wait_for(asked(), 5))


def test_a_request_that_failed_lets_the_next_one_through(site: Site) -> None:
    async def asked() -> None:
        _, first = await site.let_through("1")
        site.back_off.process_exception(first, TimeoutError())
        await site.let_through("2")

    asyncio.run(asyncio.wait_for(asked(), 5))


@pytest.mark.parametrize("how", ["stopped", "closing", "gone"])
def test_the_end_of_the_crawl_ends_the_wait(how: str, site: Site) -> None:
    async def asked() -> float:
        await site.ask(429, Retry_After="500")
        before, waiting = site.time.now, asyncio.ensure_future(site.let_through())
        await asyncio.sleep(0)
        engine: Any = site.back_off.crawler.engine
        if how == "stopped":
            engine.running = False
        elif how == "closing":
            site.slot.closing = object()
        else:
            engine._slot = None
        with pytest.raises(NotAsked):
            await waiting
        return site.time.now - before

    assert asyncio.run(asked()) <= 2


@pytest.mark.parametrize(("status", "outcome"), [(429, "blocked"), (503, "failed")])
def test_what_is_to_be_tried_again_and_is_not_is_told_by_the_refusal(
    status: int, outcome: str, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[Sighting] = []
    monkeypatch.setattr(site.run, "sight", looks.append)

    async def asked() -> None:
        _, request = await site.let_through("danh-muc")
        await site.answer(request, status)
        site.back_off.scheduled(again := request.copy())
        site.slot.closing = object()
        with pytest.raises(Refused, match=f"^HTTP {status} [A-Z]") as caught:
            await site.back_off.process_request(again)
        assert caught.value.outcome == outcome
        site.back_off.scheduled(other := Request("http://hanoitv.vn/khac", meta={"refused": ("blocked", "HTTP 429")}))
        assert other.url in site.back_off.again
        url = "http://hanoitv.vn/a-d1.html"
        sighting = Sighting(id="hanoitv:d1", site="hanoitv", url=url, at=NOW, outcome="failed")
        site.back_off.scheduled(Request(url, meta={"refused": ("blocked", "HTTP 429"), "sighting": sighting}))

    asyncio.run(asked())
    site.back_off.closed()
    assert [(look.id, look.outcome, look.reason) for look in looks] == [("hanoitv:d1", "blocked", "HTTP 429")]
    assert [(miss.url, miss.outcome, miss.reason) for miss in site.run.missed] == [
        ("http://hanoitv.vn/khac", "blocked", "HTTP 429")
    ]


def test_what_was_never_asked_for_was_not_looked_at_and_no_more_is_looked_for(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    spider: Any = site.back_off.spider
    failure: Any = SimpleNamespace(value=NotAsked("the crawl ended before"), request=Request("http://hanoitv.vn/a"))
    for told in (spider.failed, spider.list_failed, spider.page_failed):
        told(failure)
    assert site.run.missed == [] and not site.run.outcomes
    monkeypatch.setattr(spider, "search", None)
    site.run.blocked = "refused"
    spider.idle()


def test_what_is_tried_again_is_told_by_what_comes_of_it_then(site: Site) -> None:
    async def asked() -> None:
        _, request = await site.let_through()
        await site.answer(request, 429)
        site.back_off.scheduled(again := request.copy())
        await site.back_off.process_request(again)
        await site.answer(again, 500)
        site.back_off.scheduled(again.copy())

    asyncio.run(asked())
    site.back_off.closed()
    assert site.run.missed == []


def test_a_pause_ends_with_its_event_or_its_time() -> None:
    async def paused() -> None:
        event = asyncio.Event()
        await pause(event, 0)
        event.set()
        await pause(event, 3_600)

    asyncio.run(asyncio.wait_for(paused(), 5))


def test_who_asks_for_no_delay_gets_no_wait_but_what_the_site_names() -> None:
    assert [wait_after(number, 0) for number in range(1, 5)] == [0] * 4
    assert [wait_after(number, 1.0) for number in range(1, 7)] == [30, 60, 120, 240, 480, 600]


NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "date", "seconds"),
    [
        ("120", "", 120),
        ("0", "", 0),
        ("9" * 5_000, "", 999_999_999_999),
        ("Mon, 23 Nov 2026 12:05:00 GMT", "", 300),
        ("Mon, 23 Nov 2026 12:05:00 -0000", "", 300),
        ("Mon, 23 Nov 2026 11:05:00 GMT", "", 0),
        ("Tue, 24 Nov 2026 03:00:10 GMT", "Tue, 24 Nov 2026 03:00:00 GMT", 10),  # their clock is another than ours
        ("Mon, 23 Nov 2026 12:05:00 GMT", "hôm nay", 300),
        ("", "", None),
        ("-5", "", None),
        ("1.5", "", None),
        ("soon", "", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(said: str, date: str, seconds: float | None) -> None:
    response = Response("http://hanoitv.vn/", headers={"Retry-After": said, "Date": date})
    assert read_retry_after(response, lambda: NOW) == seconds


@given(st.text(max_size=40) | st.from_regex(r"[A-Z][a-z]{2}, \d{1,3} [A-Z][a-z]{2} \d{1,6} \d\d:\d\d:\d\d [-+\w]{3,7}"))
def test_no_retry_after_raises(said: str) -> None:
    seconds = read_retry_after(Response("http://hanoitv.vn/", headers={"Retry-After": said}), lambda: NOW)
    assert seconds is None or seconds >= 0


def test_scrapys_own_commands_get_a_page_without_a_wait() -> None:
    crawler = get_crawler()
    crawler.spider = crawler._create_spider("x")
    with pytest.raises(NotConfigured):
        BackOff.from_crawler(crawler)


# The pace.


def settings_of(concurrency: int = 1, **given: str) -> BaseSettings:
    """Return what a crawl of a site with such a site file makes of settings given with `-s`."""
    spider = SiteSpiderLoader(FOLDER).load("hanoitv")
    spider.site = replace(spider.site, concurrency=concurrency, delay=1.5)
    settings = Settings()
    settings.setmodule(own_settings, priority="project")
    settings.update(given, priority="cmdline")
    spider.update_settings(settings)
    return settings


@pytest.mark.parametrize(
    ("concurrency", "given", "at_a_time", "in_all", "is_throttled"),
    [
        (1, {}, 1, 2, True),
        (4, {}, 4, 5, True),
        (4, {"DOWNLOAD_DELAY": "0"}, 4, 5, False),
        (4, {"CONCURRENT_REQUESTS_PER_DOMAIN": "2"}, 2, 3, True),
        (4, {"CONCURRENT_REQUESTS": "1"}, 4, 1, True),
        (1, {"AUTOTHROTTLE_ENABLED": "False"}, 1, 2, False),
    ],
)
def test_a_site_file_says_how_many_are_asked_at_a_time_and_what_is_given_wins(
    concurrency: int, given: dict[str, str], at_a_time: int, in_all: int, is_throttled: bool
) -> None:
    settings = settings_of(concurrency, **given)
    assert settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN") == at_a_time
    assert settings.getint("CONCURRENT_REQUESTS") == in_all
    assert settings.getbool("AUTOTHROTTLE_ENABLED") is is_throttled
    assert settings.getfloat("AUTOTHROTTLE_TARGET_CONCURRENCY") == at_a_time
    assert settings.getfloat("AUTOTHROTTLE_START_DELAY") == 0


def test_a_slow_site_is_asked_more_slowly_and_never_sooner_than_its_delay_or_its_crawl_delay() -> None:
    crawler = get_crawler(None, {"AUTOTHROTTLE_ENABLED": True, "AUTOTHROTTLE_START_DELAY": 0, "DOWNLOAD_DELAY": 1.0})
    slots = {"cham.vn": Slot(1, 1.0, 0.0), "nhanh.vn": Slot(1, 1.0, 0.0)}
    engine: Any = SimpleNamespace(downloader=SimpleNamespace(
        slots=slots, per_slot_settings={}, get_slot_key=lambda request: urlsplit(request.url).hostname
    ))  # fmt: skip
    crawler.engine = engine
    throttle, crawl_delay = AutoThrottle.from_crawler(crawler), CrawlDelay.from_crawler(crawler)
    throttle._spider_opened(Spider("x"))
    assert engine.downloader._delay == 1.0
    robots = ProtegoRobotParser(b"User-agent: *\nCrawl-delay: 90\n", None)
    crawl_delay.robots_parsed(robots, Request("http://cham.vn/robots.txt"))

    def answered(host: str, latency: float) -> float:
        """Return the delay that a host is asked with, once it took so many seconds to answer."""
        request = Request(f"http://{host}/a", meta={"download_latency": latency, "download_slot": host})
        response = Response(request.url, request=request)
        crawler.signals.send_catch_log(response_downloaded, response=response, request=request, spider=None)
        return slots[host].delay

    assert engine.downloader.per_slot_settings["cham.vn"]["delay"] == 90.0, "a slot that was idle is made anew by these"
    assert [answered("nhanh.vn", latency) for latency in (0.1, 5.0, 0.1, 0.1, 0.1, 0.1)][:2] == [1.0, 5.0]
    assert 1.0 <= answered("nhanh.vn", 0.0) < 1.5
    assert [answered("cham.vn", latency) for latency in (0.1, 5.0, 0.1)] == [90.0] * 3
    crawl_delay.robots_parsed(
        ProtegoRobotParser(b"User-agent: *\nCrawl-delay: 0.1\n", None), Request("http://nhanh.vn/")
    )
    assert slots["nhanh.vn"].delay == 1.0
    slots.clear()
    crawl_delay.downloaded(Request("http://cham.vn/a"))
