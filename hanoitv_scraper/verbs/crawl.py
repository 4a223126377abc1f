"""`hanoitv crawl`: `scrapy crawl` from any folder."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from hanoitv_scraper.verbs.archive_options import add_data_option
from hanoitv_scraper.verbs.become_scrapy import become_scrapy

HELP = "`scrapy crawl` from any folder; takes its site and its options"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.usage = "%(prog)s [-h] [--data DIR] [options of scrapy crawl] [SITE]"
    parser.epilog = (
        "Takes the options of `scrapy crawl`, too: -a NAME=VALUE, -s NAME=VALUE; `scrapy crawl --help` explains them."
    )
    add_data_option(parser)


def run(options: argparse.Namespace, rest: Sequence[str]) -> int:
    become_scrapy("crawl", options.data, rest)
