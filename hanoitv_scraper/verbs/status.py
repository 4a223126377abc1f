"""`hanoitv status`: how the sites stand."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Sequence
from pathlib import Path

from hanoitv_scraper.errors import BadArgument, SiteFileError, worst
from hanoitv_scraper.verbs.archive_options import add_data_option, add_sites_dir_option, check_archive

HELP = "tell how the sites stand: last runs, what was new, what is wrong and what to do"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_data_option(parser)
    parser.add_argument(
        "sites", nargs="*", metavar="SITE", help="of these sites (default: the enabled ones, and all the archive holds)"
    )
    add_sites_dir_option(parser)


def run(options: argparse.Namespace, rest: Sequence[str]) -> int:
    """Print a table of sites; 1 where something is wrong, 2 where a site file is, 3 where run files are damaged."""
    # The grammar of selectors and rich take their time to load.
    from rich.console import Console

    from hanoitv_scraper.clock import utc_now
    from hanoitv_scraper.health.show import show
    from hanoitv_scraper.health.standing import read_standing
    from hanoitv_scraper.sites import FOLDER

    check_archive(options.data)
    folder = options.sites_dir or FOLDER
    if not folder.is_dir():
        raise BadArgument(f"no site files at {folder}: there is no such folder: give it with --sites-dir")
    now = utc_now()
    names = _names(options.data, folder, options.sites)
    standings = [read_standing(options.data, name, folder, now) for name in names]
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")  # the bars, whatever the locale is
    # Whole lines, which a narrow terminal folds: columns that are cut tell nothing.
    show(standings, now, Console(width=160, highlight=False))
    return worst([standing.code for standing in standings])


def _names(root: Path, folder: Path, asked: Sequence[str]) -> list[str]:
    """Return the sites that are asked for, else those that the archive holds or that a run without names takes."""
    from hanoitv_scraper.archive.layout import site_names as archived_names
    from hanoitv_scraper.sites import site_names

    archived, known = archived_names(root), site_names(folder)
    for name in asked:
        if name not in archived and name not in known:
            raise BadArgument(
                f"no site {name!r}: {root} holds {', '.join(archived) or 'nothing'}, and in {folder} there are "
                f"{', '.join(known) or 'no site files'}"
            )
    if asked:
        return list(dict.fromkeys(asked))
    return sorted({*archived, *(name for name in known if _may_be_enabled(name, folder))})


def _may_be_enabled(name: str, folder: Path) -> bool:
    from hanoitv_scraper.sites import load_site

    try:
        return load_site(name, folder).enabled
    except SiteFileError:  # told as trouble of the site
        return True
