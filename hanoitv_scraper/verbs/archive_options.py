"""The options that verbs about an archive share: where it lies, and where the site files are."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from hanoitv_scraper.errors import BadArgument


def add_data_option(parser: argparse.ArgumentParser) -> None:
    default = Path(os.environ.get("HANOITV_DATA_DIR") or "data")
    parser.add_argument("--data", type=Path, default=default, metavar="DIR", help="the archive (default: %(default)s)")


def add_sites_dir_option(parser: argparse.ArgumentParser) -> None:
    """Add the option for a folder of site files in place of our own; its value is None where none is given."""
    folder = os.environ.get("HANOITV_SITES_DIR")
    default = Path(folder) if folder else None
    parser.add_argument(
        "--sites-dir", type=Path, default=default, metavar="DIR", help="take the site files there, not our own"
    )


def check_archive(root: Path) -> None:
    """Raise BadArgument for a folder that is none, or a dump: a slip must not look like an empty archive."""
    if not root.is_dir():
        raise BadArgument(f"no archive at {root}: there is no such folder: give it with --data")
    if (root / "datapackage.json").is_file() and not (root / "runs").is_dir():
        raise BadArgument(f"no archive at {root}: it is a dump: give the archive that it was made of with --data")
