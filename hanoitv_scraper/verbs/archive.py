"""`hanoitv archive`: `scrapy archive` from any folder."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from hanoitv_scraper.verbs.archive_options import add_data_option
from hanoitv_scraper.verbs.become_scrapy import become_scrapy

HELP = "`scrapy archive` from any folder: the enabled sites, or those named, with nobody watching"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.usage = "%(prog)s [-h] [--data DIR] [options of scrapy archive] [SITE ...]"
    parser.epilog = (
        "Takes the options of `scrapy archive`, too: --quiet, --jobs N, --time-limit TIME, -a NAME=VALUE, "
        "-s NAME=VALUE; `scrapy archive --help` explains them."
    )
    add_data_option(parser)


def run(options: argparse.Namespace, rest: Sequence[str]) -> int:
    become_scrapy("archive", options.data, rest)
