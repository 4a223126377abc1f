"""`hanoitv reread`: stored raw pages, read with today's rules."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from hanoitv_scraper.verbs.archive_options import add_data_option, add_sites_dir_option, check_archive

HELP = "read stored pages with today's rules, and add what reads otherwise"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_data_option(parser)
    parser.add_argument("sites", nargs="*", metavar="SITE", help="of these sites (default: all the archive holds)")
    parser.add_argument("--site", action="append", default=[], metavar="NAME", help="the same as SITE")
    parser.add_argument("--since", metavar="DATE", help="pages fetched on this day, or at this time, or later")
    parser.add_argument(
        "--id", action="append", default=[], metavar="ID|URL", help="this article alone; can be given several times"
    )
    parser.add_argument("--unread", action="store_true", help="only pages that could not be read")
    parser.add_argument("--dry-run", action="store_true", help="say what would change, with examples; write nothing")
    add_sites_dir_option(parser)


def run(options: argparse.Namespace, rest: Sequence[str]) -> int:
    """Print for each site what was read, added and left; 3 where a raw page is damaged."""
    # The grammar takes 0.3 s to compile.
    from hanoitv_scraper.reread.asked import Asked
    from hanoitv_scraper.reread.command import dry_run, reread
    from hanoitv_scraper.sites import FOLDER

    check_archive(options.data)
    asked = Asked(
        root=options.data, sites=(*options.sites, *options.site), since=options.since, ids=tuple(options.id),
        only_unread=options.unread, sites_dir=options.sites_dir or FOLDER,
    )  # fmt: skip
    return dry_run(asked) if options.dry_run else reread(asked)
