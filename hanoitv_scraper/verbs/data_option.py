"""The option that all verbs about an archive take."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from hanoitv_scraper.errors import BadArgument


def add_data_option(parser: argparse.ArgumentParser) -> None:
    default = Path(os.environ.get("HANOITV_DATA_DIR") or "data")
    parser.add_argument("--data", type=Path, default=default, metavar="DIR", help="the archive (default: %(default)s)")


def check_archive(root: Path) -> None:
    """Raise BadArgument for a folder that is none: a slip in its name must not look like an empty archive."""
    if not root.is_dir():
        raise BadArgument(f"no archive at {root}: there is no such folder: give it with --data")
