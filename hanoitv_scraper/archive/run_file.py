"""The run file: what a run did, how it ended, and what it vouches for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Literal

import msgspec

from hanoitv_scraper.archive.layout import OPEN, day_folder
from hanoitv_scraper.archive.segments import SegmentInfo, sync_folder, write_durably
from hanoitv_scraper.errors import ArchiveDamaged

Outcome = Literal["new", "edited", "reread", "same", "gone", "moved", "unread", "forbidden", "failed"]
READ: tuple[Outcome, ...] = ("new", "edited", "reread", "same")
"""Outcomes of pages that gave a record, or would have had it not been there."""
MISSED: tuple[Outcome, ...] = ("gone", "moved", "unread", "forbidden", "failed")
"""Outcomes of pages that gave none."""
Status = Literal["started", "finished", "failed", "stopped", "recovered"]


class Missed(msgspec.Struct, frozen=True, kw_only=True):
    """A page that gave no record: its URL and why."""

    url: str
    outcome: Outcome
    reason: str


class RunFile(msgspec.Struct, frozen=True, kw_only=True):
    """A run, as JSON beside the segments it wrote; times are UTC."""

    schema: int = 1
    run: str
    site: str
    version: str
    rules: str
    source: str = "live"
    root: str | None = None
    arguments: Mapping[str, str] = {}
    started_at: datetime
    ended_at: datetime | None = None
    status: Status = "started"
    exit_code: int | None = None
    reason: str | None = None
    """Why it did not end well, in the words that stderr had."""
    outcomes: Mapping[str, int] = {}
    """How many pages ended in each outcome."""
    fields: Mapping[str, int] = {}
    """How many of the articles read had each field."""
    missed: tuple[Missed, ...] = ()
    torn_bytes: int = 0
    """Cut off the end of segments that a killed run left."""
    files: tuple[SegmentInfo, ...] = ()

    def path(self, root: Path) -> Path:
        return day_folder(root, "runs", self.site, self.started_at) / f"{self.run}.json"


def write_started(run_file: RunFile, root: Path) -> None:
    """Leave the mark by which a later run knows what this one was, should it die; raises OSError."""
    path = run_file.path(root)
    write_durably(path.with_name(path.name + OPEN), _to_json(run_file))


def write_ended(run_file: RunFile, root: Path) -> None:
    """Commit the run: from now on readers see its segments; raises OSError."""
    path = run_file.path(root)
    write_durably(path, _to_json(run_file))
    path.with_name(path.name + OPEN).unlink(missing_ok=True)
    sync_folder(path.parent)


def read_run_file(path: Path) -> RunFile:
    """Return a run's file; raises ArchiveDamaged if it is none."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=RunFile)
    except (OSError, msgspec.DecodeError) as error:
        raise ArchiveDamaged(f"{path}: is no run file: {error}") from error


def _to_json(run_file: RunFile) -> bytes:
    return msgspec.json.format(msgspec.json.encode(run_file), indent=1) + b"\n"
