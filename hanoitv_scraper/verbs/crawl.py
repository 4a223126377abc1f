"""`hanoitv crawl`: `scrapy crawl` from any folder."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from hanoitv_scraper.verbs.data_option import add_data_option

HELP = "`scrapy crawl` from any folder; takes its site and its options"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_data_option(parser)


def run(options: argparse.Namespace, rest: Sequence[str]) -> int:
    """Become `scrapy crawl`, so that its exit code and the signals it gets are its own."""
    environment = os.environ | {"SCRAPY_SETTINGS_MODULE": "hanoitv_scraper.settings"}
    data = f"DATA_DIR={options.data.resolve()}"
    command = [sys.executable, "-m", "scrapy", "crawl", "-s", data, *rest]
    os.execve(sys.executable, command, environment)  # noqa: S606  # no shell is what we want
