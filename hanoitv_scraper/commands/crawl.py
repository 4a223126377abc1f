"""`scrapy crawl SITE`: Scrapy's own command with an archive under it and an honest exit code."""

from __future__ import annotations

import argparse
import asyncio
import logging
import signal
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from types import FrameType
from typing import Any

from scrapy import signals
from scrapy.commands.crawl import Command as StockCrawl
from scrapy.crawler import Crawler

from hanoitv_scraper import __version__
from hanoitv_scraper.archive.layout import log_file
from hanoitv_scraper.archive.open_run import open_run
from hanoitv_scraper.archive.run import Run
from hanoitv_scraper.archive.run_file import MISSED, READ
from hanoitv_scraper.archive.verify.runs import find_wrong_sizes
from hanoitv_scraper.clock import check_clock, utc_now
from hanoitv_scraper.errors import ArchiveDamaged, BadArgument, HanoiTVError
from hanoitv_scraper.extract.rules_digest import rules_digest
from hanoitv_scraper.items import Outcome
from hanoitv_scraper.read_settings import check_settings, data_folder, find_limit, read_quiet_hours
from hanoitv_scraper.run_log import kept_log
from hanoitv_scraper.say import say
from hanoitv_scraper.sites import Site, load_site
from hanoitv_scraper.sites.quiet_hours import quiet_until
from hanoitv_scraper.spiders.arguments import read_arguments
from hanoitv_scraper.spiders.loader import sites_folder
from hanoitv_scraper.spiders.site_spider import SiteSpider
from hanoitv_scraper.verdict import Limit, Verdict, judge


class Command(StockCrawl):
    def syntax(self) -> str:
        return "[options] <site>"

    def short_desc(self) -> str:
        return "Archive a site, by the name of its site file"

    def long_desc(self) -> str:
        return (
            "Archive a site's articles under DATA_DIR: what is new, and what may have changed. -a since=DATE -a "
            "until=DATE takes those published between, -a sections=xa-hoi,van-hoa those on these lists, -a limit=N at "
            "most N pages, -a kinds=article,video,audio,photo says which; -a revisit=due|all|none which of the known "
            "ones are looked at again; -a root=URL fetches from a mirror. Exit codes: 0 done; 1 failed or below what "
            "the site file expects; 2 wrong usage; 3 the archive is damaged; 4 could not write; 75 another run of the "
            "site is at work; 130, 143 stopped by a signal."
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Take the options, and refuse a setting that Scrapy would stumble over later, with a traceback."""
        super().process_options(args, opts)
        assert self.settings is not None  # noqa: S101  # Scrapy sets it before it asks
        try:
            check_settings(self.settings)
        except BadArgument as error:
            _say(f"scrapy crawl: {error}")
            raise SystemExit(error.exit_code) from error

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        try:
            self.exitcode = self._crawl(args, opts)
        except HanoiTVError as error:
            self.exitcode = error.exit_code
            _say(f"scrapy crawl: {error}")
        except KeyboardInterrupt:
            self.exitcode = 128 + signal.SIGINT
            _say("scrapy crawl: stopped before it began")

    def _crawl(self, args: list[str], opts: argparse.Namespace) -> int:
        settings = self.settings
        assert settings is not None and self.crawler_process is not None  # noqa: S101  # Scrapy sets both before it runs us
        if len(args) != 1:
            raise BadArgument(f"expected one site, found {' '.join(args) or 'none'}: `scrapy list` names them")
        name = args[0]
        site = load_site(name, sites_folder(settings))
        arguments = read_arguments(opts.spargs)
        root = data_folder(settings["DATA_DIR"])
        quiet_hours, now = read_quiet_hours(settings["QUIET_HOURS"], site), utc_now()
        check_clock(now)
        if until := quiet_until(quiet_hours, now):
            _say(f"{name}: its quiet hours last until {until:%H:%M} in Vietnam: nothing was asked for")
            return 0
        limit = find_limit(settings["TIME_LIMIT"], quiet_hours, now)
        if limit:
            settings.set("CLOSESPIDER_TIMEOUT", limit.seconds, priority="cmdline")
        with open_run(
            root, name, version=__version__, rules=rules_digest(site), mirror=arguments.root, arguments=opts.spargs,
            keep_free=int(settings.getfloat("KEEP_FREE_MB") * 2**20), keeps_log=bool(settings["RUN_LOG"]),
        ) as run, _log_of(run, settings["RUN_LOG"]):  # fmt: skip
            for said in run.before:
                _say(f"{name}: {said}")
            crawl = Crawl(self._create_crawler(name), site, run)
            verdict = crawl.go(self, opts.spargs, plain=not arguments.is_partial, limit=limit)
            sealed = run.seal(verdict.status, verdict.exit_code, verdict.reason)
            said = verdict.reason or _done(run)
            logging.getLogger(__name__).info("ended with code %d: %s", verdict.exit_code, said)
        if damage := next(find_wrong_sizes(root, [sealed]), None):
            raise ArchiveDamaged(f"{root / damage.file}: {damage.what}")
        _say(f"{name}: {said}")
        return verdict.exit_code


class Crawl:
    """One crawl in Scrapy's process, and how it ended."""

    def __init__(self, crawler: Crawler, site: Site, run: Run) -> None:
        self.crawler = crawler
        self.site = site
        self.run = run
        self.close_reason: str | None = None
        self.stopped_by: int | None = None
        run.on_problem = self._cannot_write
        self._scrapys: dict[int, Any] = {}
        crawler.signals.connect(self._watch_signals, signal=signals.engine_started)
        crawler.signals.connect(self._closed, signal=signals.spider_closed)

    def go(self, command: Command, given: dict[str, str], *, plain: bool, limit: Limit | None) -> Verdict:
        """Crawl as Scrapy does, and return what to tell the caller; a `plain` run is held against what is expected."""
        # It logs a traceback for a robots.txt that could not be fetched; the host's pages then tell it in one line.
        logging.getLogger("scrapy.downloadermiddlewares.robotstxt").setLevel(logging.CRITICAL)
        process = command.crawler_process
        assert process is not None  # noqa: S101  # Scrapy sets it before it runs us
        process.crawl(self.crawler, run=self.run, **given)
        process.start()
        self.run.on_problem = None  # there is no crawl left to end, should one never have begun
        spider = self.crawler.spider if isinstance(self.crawler.spider, SiteSpider) else None
        return judge(
            self.site,
            self.run,
            starts=len(spider.starts) if spider else 0,
            failed_starts=spider.failed_starts if spider else (),
            plain=plain,
            stopped_by=self.stopped_by,
            closed=self.close_reason,
            limit=limit,
        )

    def _closed(self, reason: str) -> None:
        self.close_reason = reason
        self.run.on_problem = None

    def _cannot_write(self) -> None:
        """End the crawl: what comes now could not be kept."""
        self._closing = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason="cannot write"))

    def _watch_signals(self) -> None:
        """Note which signal stops us, then let Scrapy's own handler stop the crawl gracefully."""
        for number in (signal.SIGINT, signal.SIGTERM):
            self._scrapys[number] = signal.getsignal(number)
            signal.signal(number, self._stopped)

    def _stopped(self, number: int, frame: FrameType | None) -> None:
        self.stopped_by = number
        if callable(handler := self._scrapys[number]):
            handler(number, frame)


def _log_of(run: Run, level: str | None) -> AbstractContextManager[None]:
    return kept_log(log_file(run.root, run.head.site), run.head.run, level) if level else nullcontext()


def _done(run: Run) -> str:
    read = f"{run.articles_read} articles read ({_counts(run, READ) or 'nothing new'})"
    known = f", {run.known} known and not due" if run.known else ""
    outside = f", {run.outcomes['outside']} outside of what was asked for" if run.outcomes["outside"] else ""
    missed = f", missed {_counts(run, MISSED)}" if run.missed else ""
    return f"{read}{known}{outside}{missed}, into {run.root}"


def _counts(run: Run, outcomes: Sequence[Outcome]) -> str:
    return ", ".join(f"{run.outcomes[outcome]} {outcome}" for outcome in outcomes if run.outcomes[outcome])


def _say(line: str) -> None:
    say(line, sys.stderr)
