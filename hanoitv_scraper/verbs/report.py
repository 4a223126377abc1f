"""`hanoitv report`: what an archive tells, as one page that opens offline."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from hanoitv_scraper.say import one_line
from hanoitv_scraper.verbs.archive_options import add_data_option, add_sites_dir_option
from hanoitv_scraper.verbs.choice_options import Damage, add_choice_options, to_choice

HELP = "write one page with charts and tables of who says what, what was edited, and how the archive is"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_data_option(parser)
    add_choice_options(parser)
    add_sites_dir_option(parser)
    parser.add_argument("--output", type=Path, required=True, metavar="FILE", help="the page to write, as report.html")


def run(options: argparse.Namespace, rest: Sequence[str]) -> int:
    """Write the page and print what is in it; 0 also where damaged files were left out, which it tells."""
    from hanoitv_scraper.dumps.report.figures import read_figures
    from hanoitv_scraper.dumps.report.page import to_page, way_to
    from hanoitv_scraper.dumps.report.write import check_output, write_whole
    from hanoitv_scraper.sites import FOLDER

    choice, damage = to_choice(options), Damage("report", options.skip_damaged)
    check_output(options.output)
    figures = read_figures(options.data, choice, options.sites_dir or FOLDER, damage)
    page = to_page(figures, len(damage), way_to(options.data, options.output))
    size = write_whole(options.output, page)
    told = f"{figures.articles:,} articles, {figures.quotes:,} quotes, {figures.officials:,} officials"
    number = len(damage)
    left_out = f", {number:,} damaged {'file or line' if number == 1 else 'files and lines'} left out" if number else ""
    print(one_line(f"{options.output}: {told}{left_out}; {size / 1e6:.1f} MB, opens in any browser"))
    return 0
