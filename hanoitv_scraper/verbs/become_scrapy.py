"""What runs under Scrapy, from any folder."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from hanoitv_scraper.errors import BadArgument


def become_scrapy(command: str, data: Path, rest: Sequence[str]) -> NoReturn:
    """Become `scrapy COMMAND` on an archive, so that its exit code and the signals it gets are its own."""
    environment = os.environ | {"SCRAPY_SETTINGS_MODULE": "hanoitv_scraper.settings"}
    # -P: what lies in the working folder is no module of ours.
    told = [sys.executable, "-P", "-m", "scrapy", command, "-s", f"DATA_DIR={_resolved(data)}", *rest]
    _leave_lost_folder()
    os.execve(sys.executable, told, environment)  # noqa: S606  # no shell is what we want


def _resolved(data: Path) -> Path:
    try:
        return data.resolve()
    except (OSError, RuntimeError) as error:  # links in a circle are a RuntimeError
        raise BadArgument(f"no archive at {data}: {error}: give a folder that begins with / as --data") from error


def _leave_lost_folder() -> None:
    """Go to / where the working folder is gone, or may not be read, as under `sudo -u`: Scrapy looks into it."""
    try:
        Path("scrapy.cfg").resolve().exists()
    except OSError:
        os.chdir("/")
