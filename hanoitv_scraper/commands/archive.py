"""`scrapy archive [SITE…]`: sites crawled with nobody watching, for cron; `scrapy crawl` does the work."""

from __future__ import annotations

import argparse
import io
import sys
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.settings import BaseSettings

from hanoitv_scraper.clock import utc_now
from hanoitv_scraper.errors import BadArgument, HanoiTVError
from hanoitv_scraper.read_settings import check_settings, data_folder, read_time_limit
from hanoitv_scraper.say import say
from hanoitv_scraper.spiders.loader import sites_folder
from hanoitv_scraper.unattended.archive import Asked, archive


class Command(ScrapyCommand):
    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[options] [site ...]"

    def short_desc(self) -> str:
        return "Archive the enabled sites, or those named, with nobody watching"

    def long_desc(self) -> str:
        return (
            "For cron: crawl the enabled sites, or those named, each in a process of its own; look at what was "
            "written; hold the run against what the site file expects and against the site's usual runs. What is wrong "
            "is said on stderr. Exit codes are those of crawl; of several sites 4, then 3, 2, 1, 75 decide."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--quiet", action="store_true", help="say nothing where all is well")
        parser.add_argument("--jobs", type=_jobs, default=1, metavar="N", help="crawls at a time (default: 1)")
        parser.add_argument("--time-limit", metavar="TIME", help="for a site, as '90 minutes' (default: its file's)")
        parser.add_argument(
            "-a", dest="spargs", action="append", default=[], metavar="NAME=VALUE", help="for each crawl, as root=URL"
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        super().process_options(args, opts)
        if opts.time_limit is not None:
            self.of_settings.set("TIME_LIMIT", opts.time_limit, priority="cmdline")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if isinstance(sys.stdout, io.TextIOWrapper):  # it may be closed
            sys.stdout.reconfigure(errors="backslashreplace")  # cron's locale may not hold Vietnamese
        try:
            if unknown := [one for one in args if one.startswith("-")]:
                raise BadArgument(f"unknown option {unknown[0]}: `scrapy archive --help` tells which there are")
            check_settings(self.of_settings)
            self.exitcode = archive(self._asked(args, opts), utc_now)
        except HanoiTVError as error:
            self.exitcode = error.exit_code
            say(f"scrapy archive: {error}", sys.stderr)

    @property
    def of_settings(self) -> BaseSettings:
        assert self.settings is not None  # noqa: S101  # Scrapy sets it before it asks
        return self.settings

    def _asked(self, args: list[str], opts: argparse.Namespace) -> Asked:
        settings = self.of_settings
        given = [("-a", one) for one in opts.spargs] + [("-s", one) for one in opts.set]
        return Asked(
            sites=tuple(args),
            folder=sites_folder(settings),
            root=data_folder(settings["DATA_DIR"]),
            arguments=tuple(part for pair in given for part in pair),
            jobs=opts.jobs,
            time_limit=read_time_limit(settings["TIME_LIMIT"]),
            quiet=opts.quiet,
            ping_url=settings["PING_URL"],
            metrics_file=Path(settings["METRICS_FILE"]) if settings["METRICS_FILE"] else None,
        )


def _jobs(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 64:
        raise argparse.ArgumentTypeError(f"expected a number from 1 to 64, found {text!r}")
    return int(text)
