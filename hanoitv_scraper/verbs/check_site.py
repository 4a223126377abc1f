"""`hanoitv check-site`: whether a site file still fits its site."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

HELP = "tell whether a site file still fits: what each of its selectors hits"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("site", metavar="NAME|FILE.toml", help="a site there is, or a site file that is being written")
    parser.add_argument("places", nargs="*", metavar="URL|FILE", help="its articles; without any, some are fetched")
    parser.add_argument("--root", metavar="URL", help="scheme and host of a mirror to fetch from")
    parser.add_argument("--limit", type=int, default=10, metavar="N", help="fetch this many (default: %(default)s)")
    parser.add_argument("-v", dest="verbose", action="store_true", help="print every difference, not two a field")


def run(options: argparse.Namespace, rest: Sequence[str]) -> int:
    """Print how a site file fits; 1 where it does not, with the first figure that says so on stderr."""
    from hanoitv_scraper.check_site.command import check_site

    misfits = check_site(options.site, options.places, options.root, options.limit, options.verbose)
    for misfit in misfits:
        print(f"hanoitv check-site: {misfit}", file=sys.stderr)
    return 1 if misfits else 0
