"""What a crawl does when its site refuses it: it waits as long as the site asks, or longer each time, or it ends."""

from __future__ import annotations

import asyncio
import re
import time
import zlib
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response

from hanoitv_scraper.clock import utc_now
from hanoitv_scraper.extract.challenge import LARGEST, find_challenge
from hanoitv_scraper.items import Outcome
from hanoitv_scraper.middlewares import REDIRECTS, followed
from hanoitv_scraper.spiders.failures import OUTCOMES, NotAsked, Refused, asked_for, status_line
from hanoitv_scraper.spiders.site_spider import SiteSpider, charset_of

# By these a site says that it is asked too much, or by the wrong one. 401 and 451 speak of the page, not of us.
REFUSALS = frozenset((403, 429, 503))
# So many refusals in a row, with no answer between them, and the run ends.
MOST_REFUSALS = 5
# Without a word of how long, the first wait is so many times the pace; each further one is twice the one before.
FIRST_WAIT = 30
LONGEST_WAIT = 600.0
# Seconds until a request that waits looks again whether the crawl is being stopped.
GLANCE = 0.5

SECONDS = re.compile(r"\d+", re.ASCII)

Pause = Callable[[asyncio.Event, float], Awaitable[None]]


async def pause(changed: asyncio.Event, seconds: float) -> None:
    """Wait for an event, but no longer than so many seconds."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await changed.wait()


class BackOff:
    """Holds all requests back for a while after a refusal, and ends the crawl where there is no getting on.

    A crawl asks one site: what one of its hosts says holds for all. No more requests are let through than are sent at a
    time: one that waited in the downloader for its turn could not be held back any more.
    """

    def __init__(self, crawler: Crawler, clock: Callable[[], float] = time.monotonic, pause: Pause = pause) -> None:
        if not isinstance(crawler.spider, SiteSpider):
            # `scrapy shell` and `scrapy fetch` show a page as it is.
            raise NotConfigured
        self.crawler = crawler
        self.run = crawler.spider.run
        self.spider = crawler.spider
        self.clock = clock
        self.pause = pause
        self.pace = crawler.settings.getfloat("DOWNLOAD_DELAY")
        self.at_a_time = max(1, crawler.settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN"))
        self.refusals = 0
        """In a row."""
        self.held_from = self.held_until = float("-inf")
        """When the last wait began and ends, by the clock."""
        self.asked: dict[Request, float] = {}
        """What was let through and is not answered, and when that was."""
        self.again: dict[str, Request] = {}
        """What was refused and waits to be asked for again, by URL."""
        self.guards: set[str] = set()
        """Addresses of a guard's pages that others redirected to."""
        self._answered = asyncio.Event()
        crawler.signals.connect(self.scheduled, signal=signals.request_scheduled)
        crawler.signals.connect(self.closed, signal=signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> BackOff:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Hold a request back until it is its turn; raises Refused or NotAsked where the crawl ends before."""
        while (wait := self._wait()) > 0 and not self._is_closing():
            await self.pause(self._answered, min(wait, GLANCE))
        self.again.pop(request.url, None)
        refused: tuple[Outcome, str] | None = request.meta.pop("refused", None)
        if self._is_closing():
            raise Refused(*refused) if refused else NotAsked("the crawl ended before")
        self.asked[request] = self.clock()

    def process_response(self, request: Request, response: Response) -> Response:
        """Raise Refused for a guard's page, and for any refusal that ends the crawl: none of them is tried again."""
        asked_at = self._take_back(request)
        is_redirect = response.status in REDIRECTS and "Location" in response.headers
        guard = self._find_guard_behind(request, response) if is_redirect else self._find_challenge(request, response)
        if guard is None and response.status not in REFUSALS:
            if _is_good(response.status) and asked_at > self.held_from:
                self.refusals = 0
            return response
        reason = ": ".join(filter(None, (status_line(response.status) if response.status >= 400 else "", guard)))
        outcome: Outcome = "blocked" if guard else OUTCOMES.get(response.status, "failed")
        self._refuse(f"{reason} at {request.url}", read_retry_after(response), asked_at)
        if guard or self.run.blocked:
            raise Refused(outcome, reason)
        request.meta["refused"] = outcome, reason
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        self._take_back(request)

    def scheduled(self, request: Request) -> None:
        """Note what Scrapy tries again: it would be lost without a word where the crawl ends before."""
        if "refused" in request.meta:
            self.again[request.url] = request

    def closed(self) -> None:
        """Tell the run of what was refused and not asked for again."""
        for request in self.again.values():
            outcome, reason = request.meta["refused"]
            if sighting := request.meta.get("sighting"):
                self.spider.looked(sighting, outcome, reason)
            else:
                self.run.miss(asked_for(request), outcome, reason)

    def _wait(self) -> float:
        """Return for how many seconds nothing may be asked: without end while enough is on its way."""
        if len(self.asked) >= self.at_a_time:
            # What fails behind this middleware, as where the disk is full, is not told to it.
            active = self.crawler.engine.downloader.active
            self.asked = {request: at for request, at in self.asked.items() if request in active}
        if len(self.asked) >= self.at_a_time:
            return float("inf")
        return self.held_until - self.clock()

    def _is_closing(self) -> bool:
        """Tell whether the crawl is being stopped; Scrapy gives no signal of that before all requests are done."""
        engine = self.crawler.engine
        return bool(self.run.blocked or not engine.running or engine._slot is None or engine._slot.closing)

    def _take_back(self, request: Request) -> float:
        """Note that a request is answered, and return when it was let through."""
        at = self.asked.pop(request, self.clock())
        self._answered.set()
        self._answered = asyncio.Event()
        return at

    def _find_challenge(self, request: Request, response: Response) -> str | None:
        names = (name.decode("latin-1").lower() for name in response.headers)
        headers = {name: (response.headers.get(name) or b"").decode("latin-1") for name in names}
        body = unpack(response.body, headers.get("content-encoding", ""))
        found = find_challenge(body, headers, response.status, request.url, charset_of(response))
        if found and "redirect_urls" in request.meta:
            self.guards.add(request.url)
        return found

    def _find_guard_behind(self, request: Request, response: Response) -> str | None:
        """Return where a redirect leads that leads to a guard's page; Scrapy would ask for no page twice."""
        with suppress(ValueError):
            target = followed(response.headers["Location"] or b"", request.url)
            if target in self.guards:
                return f"it redirects to {target}, a page of the site's guard"
        return None

    def _refuse(self, what: str, asked_to_wait: float | None, asked_at: float) -> None:
        """Begin to wait after a refusal, or end the crawl.

        What was asked before the last wait began counts with the refusal that began it.
        """
        if asked_to_wait is not None and asked_to_wait > LONGEST_WAIT:
            self._end(f"{what} asks to wait {asked_to_wait / 60:,.0f} minutes, a run waits {LONGEST_WAIT / 60:.0f}")
            return
        is_new = asked_at > self.held_from
        self.refusals += is_new
        if self.refusals >= MOST_REFUSALS:
            self._end(f"the last {MOST_REFUSALS} answers were refusals, the last {what}")
            return
        seconds = asked_to_wait
        if seconds is None:
            seconds = wait_after(self.refusals, self.pace) if is_new else 0.0
        if seconds > 0:
            now = self.clock()
            self.held_from, self.held_until = now, max(self.held_until, now + seconds)

    def _end(self, reason: str) -> None:
        if self.run.blocked is None:
            self.run.blocked = reason
            self._closing = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason="blocked"))


def _is_good(status: int) -> bool:
    """Tell whether a site has answered what it was asked: that there is nothing, too."""
    return status < 300 or status in (304, 404, 410)


def wait_after(refusals: int, pace: float) -> float:
    """Return the seconds to wait after so many refusals in a row, at a pace of so many seconds between requests."""
    return min(FIRST_WAIT * pace * 2.0 ** (refusals - 1), LONGEST_WAIT)


def read_retry_after(response: Response, clock: Callable[[], datetime] = utc_now) -> float | None:
    """Return the seconds that a response asks to wait, None where it does not say or nobody understands it.

    A date is held against the response's own, where it tells one: the two clocks may differ.
    """
    said = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if SECONDS.fullmatch(said):
        return float(said[:12])
    until = _date(said)
    if until is None:
        return None
    now = _date((response.headers.get("Date") or b"").decode("latin-1")) or clock()
    return max(0.0, (until - now).total_seconds())


def _date(said: str) -> datetime | None:
    try:
        at = parsedate_to_datetime(said)
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        return None


def unpack(body: bytes, encoding: str) -> bytes:
    """Return the beginning of a body after content-decoding: enough to tell that it is too large for a guard's page."""
    if encoding.strip().lower() not in ("gzip", "x-gzip", "deflate"):
        return body
    for how in (zlib.MAX_WBITS | 32, -zlib.MAX_WBITS):  # gzip and zlib, and the bare deflate that some send
        with suppress(zlib.error):
            return zlib.decompressobj(how).decompress(body, LARGEST + 1)
    return b""
