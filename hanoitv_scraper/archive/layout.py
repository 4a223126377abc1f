"""Where an archive's files lie, and what they are called."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

# A file that is still being written has this behind its name; sealing takes it away.
OPEN = ".open"
RUN_ID = re.compile(r"^(\d{8}T\d{6}Z-[0-9a-f]{4})")


def new_run_id(now: datetime) -> str:
    """Return a name for a run that begins at `now` (UTC): it sorts by time, and its last digits are chance."""
    return f"{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}"


def day_folder(root: Path, table: str, site: str, now: datetime) -> Path:
    """Return `root/table/site=SITE/fetched=DAY` for the UTC day of `now`."""
    return root / table / f"site={site}" / f"fetched={now:%Y-%m-%d}"


def run_files(root: Path, site: str | None = None) -> list[Path]:
    """Return the files of all ended runs (of one site), oldest first."""
    return sorted(_files(root, "runs", site, "*.json"), key=lambda path: path.name)


def started_files(root: Path, site: str) -> list[Path]:
    """Return the marks of runs that began and did not end, oldest first."""
    return sorted(_files(root, "runs", site, f"*.json{OPEN}"), key=lambda path: path.name)


def segment_files(root: Path, site: str) -> list[Path]:
    """Return all segments of a site's articles, sealed or not, oldest first."""
    return sorted(_files(root, "articles", site, "*.jsonl*"), key=lambda path: path.name)


def run_of(path: Path) -> str | None:
    """Return the id of the run that wrote a file, None for a file that is none of ours."""
    match = RUN_ID.match(path.name)
    return match and match[1]


def lock_file(root: Path, site: str) -> Path:
    return root / "state" / f"{site}.lock"


def _files(root: Path, table: str, site: str | None, pattern: str) -> Iterator[Path]:
    return (root / table).glob(f"site={site or '*'}/fetched=*/{pattern}")
