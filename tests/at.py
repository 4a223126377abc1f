"""Run Scrapy's command line under another clock: `python -m tests.at START [CALLS SECONDS] -- crawl hanoitv …`.

Each time that is asked for is a second after the one before; after CALLS of them the clock jumps by SECONDS.
"""

from __future__ import annotations

import itertools
import sys
from datetime import datetime, timedelta

from hanoitv_scraper import clock


def main(arguments: list[str]) -> None:
    end = arguments.index("--")
    start, (calls, seconds) = datetime.fromisoformat(arguments[0]), (int(text) for text in arguments[1:end] or "00")
    asked = itertools.count()

    def fake() -> datetime:
        number = next(asked)
        return start + timedelta(seconds=number + (seconds if number >= calls else 0))

    # Before anything else imports it by its name.
    clock.utc_now = fake
    from scrapy.cmdline import execute

    execute(["scrapy", *arguments[end + 1 :]])


if __name__ == "__main__":
    main(sys.argv[1:])
