"""What runs under Scrapy, from any folder."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn


def become_scrapy(command: str, data: Path, rest: Sequence[str]) -> NoReturn:
    """Become `scrapy COMMAND` on an archive, so that its exit code and the signals it gets are its own."""
    environment = os.environ | {"SCRAPY_SETTINGS_MODULE": "hanoitv_scraper.settings"}
    told = [sys.executable, "-m", "scrapy", command, "-s", f"DATA_DIR={data.resolve()}", *rest]
    os.execve(sys.executable, told, environment)  # noqa: S606  # no shell is what we want
