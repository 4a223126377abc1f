"""`hanoitv recover`: complete what killed runs left, as the next run would."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from hanoitv_scraper.verbs.archive_options import add_data_option, check_archive

HELP = "complete what killed runs left, as the next run would by itself, and say what was done"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_data_option(parser)
    parser.add_argument("sites", nargs="*", metavar="SITE", help="of these sites (default: all the archive holds)")


def run(options: argparse.Namespace, rest: Sequence[str]) -> int:
    """Print a line for each thing done; a site at which another run is at work is one line on stderr, code 75."""
    from hanoitv_scraper.archive.layout import check_held, site_names
    from hanoitv_scraper.archive.open_run import recover_site
    from hanoitv_scraper.errors import HanoiTVError, worst
    from hanoitv_scraper.say import say

    check_archive(options.data)
    held = site_names(options.data)
    codes = [0]
    for site in options.sites or held:
        try:
            check_held(options.data, site, held)
            for line in recover_site(options.data, site) or ["nothing to recover"]:
                print(f"{site}: {line}")
        except HanoiTVError as error:
            say(f"hanoitv recover: {error}", sys.stderr)
            codes.append(error.exit_code)
    return worst(codes)
