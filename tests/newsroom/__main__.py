"""The command line: serve a newsroom until SIGTERM or SIGINT."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys

from tests.newsroom.manner import Manner
from tests.newsroom.server import listening
from tests.newsroom.site import Site
from tests.newsroom.writing import make_stories


def within(most: float, number: float) -> float:
    """Return `number` if it lies between 0 and `most`."""
    if not 0 <= number <= most:
        raise argparse.ArgumentTypeError(f"{number} is not between 0 and {most:g}")
    return number


def port(text: str) -> int:
    return int(within(65_535, int(text)))


def count(text: str) -> int:
    return int(within(1_000_000, int(text)))


def age(text: str) -> float:
    return within(100, float(text))


def seconds(text: str) -> float:
    return within(3_600, float(text))


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.newsroom", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=port, required=True, help="0 is a free one")
    parser.add_argument("--articles", type=count, default=60)
    parser.add_argument("--seed", type=int, default=1, help="another seed, other stories")
    parser.add_argument("--years", type=age, help="that they came out over, evenly")
    parser.add_argument("--crawl-delay", type=seconds, metavar="SECONDS", help="for robots.txt")
    return parser.parse_args()


async def serve(site: Site, host: str, port: int) -> None:
    """Serve `site`, having said where, until a signal comes."""
    stopped = asyncio.Event()
    for stop in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(stop, stopped.set)
    async with listening(site, host, port) as url:
        print(f"newsroom: {url}", flush=True)
        await stopped.wait()


def main() -> int:
    wanted = read_arguments()
    try:
        stories = make_stories(wanted.articles, wanted.seed, wanted.years)
    except ValueError as error:
        print(f"newsroom: {error}", file=sys.stderr)
        return 2
    site = Site(stories, Manner(crawl_delay=wanted.crawl_delay))
    try:
        asyncio.run(serve(site, wanted.host, wanted.port))
    except OSError as error:
        print(f"newsroom: cannot listen on {wanted.host}:{wanted.port}: {error.strerror}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
