"""The run file: what a run did, how it ended, and what it vouches for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Literal

import msgspec

from hanoitv_scraper.archive import disk
from hanoitv_scraper.archive.layout import OPEN, run_file_path
from hanoitv_scraper.archive.segments import SegmentInfo
from hanoitv_scraper.digests import sha256
from hanoitv_scraper.errors import USE_NEWER, ArchiveDamaged, NewerArchive
from hanoitv_scraper.items import SCHEMA, Door, Kind, Outcome

READ: tuple[Outcome, ...] = ("new", "edited", "reread", "same")
"""Outcomes of pages that gave a record, or would have had it not been there."""
MISSED: tuple[Outcome, ...] = ("gone", "moved", "blocked", "unread", "javascript", "forbidden", "failed")
"""Outcomes of pages that gave none, though one was wanted."""
UNREAD: tuple[Outcome, ...] = ("unread", "javascript")
"""Outcomes of pages that came, and that better rules may read one day."""
Status = Literal["started", "finished", "failed", "stopped", "recovered"]


class Missed(msgspec.Struct, frozen=True, kw_only=True):
    """A page that gave no record: its URL and why."""

    url: str
    outcome: Outcome
    reason: str


class Walked(msgspec.Struct, frozen=True, kw_only=True):
    """A list or sitemap that was read whole: all it named that was published since then was looked at."""

    list: str
    """Address of its first page, on the site itself."""
    kinds: tuple[Kind, ...]
    since: datetime


class LeftOut(msgspec.Struct, frozen=True, kw_only=True):
    """How many addresses were not followed for one reason, and the first of them."""

    count: int
    first: str


class RunFile(msgspec.Struct, frozen=True, kw_only=True):
    """A run, as JSON beside the segments it wrote; times are UTC."""

    schema: int = SCHEMA
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
    hits: Mapping[str, Mapping[str, int]] = {}
    """On how many of the pages read each selector of the site file was the first of its field to hit."""
    requests: Mapping[str, int] = {}
    """How many were made, by what was asked for: robots, list, feed, sitemap, article."""
    not_modified: int = 0
    """How many of them the site answered with 304: there is nothing new."""
    found: Mapping[Door, int] = {}
    """How many articles each door named: one may be named by several; `known` are those looked at as they were due."""
    known: int = 0
    """How many of these are archived already and were not due to be looked at again."""
    left: Mapping[str, LeftOut] = {}
    """What else was named and not followed, by reason."""
    walked: tuple[Walked, ...] = ()
    missed: tuple[Missed, ...] = ()
    log: str | None = None
    """The file of its log, relative to the archive's root, whose lines begin with the run's name; None without one."""
    torn_bytes: int = 0
    """Cut off the end of segments that a killed run left."""
    files: tuple[SegmentInfo, ...] = ()
    digest: str = ""
    """sha256 of this file, as it reads with an empty string here; none in files from before it was kept."""

    @property
    def articles_anew(self) -> int:
        """How many articles it read; of those that the site says are as they were it read nothing."""
        return sum(self.outcomes.get(outcome, 0) for outcome in READ) - self.not_modified

    @property
    def is_plain(self) -> bool:
        """Whether its arguments let it look for all that a run without any brings, as `Arguments.is_partial` has it."""
        narrowing = {name: value for name, value in self.arguments.items() if name not in ("root", "revisit")}
        kinds = {kind.strip() for kind in narrowing.pop("kinds", "article").split(",")}
        return not narrowing and kinds == {"article"}

    def path(self, root: Path) -> Path:
        return run_file_path(root, self.site, self.run)


def write_started(run_file: RunFile, root: Path) -> None:
    """Leave the mark by which a later run knows what this one was, should it die; raises OSError."""
    disk.write_durably(_mark(run_file.path(root)), _to_json(run_file))


def write_ended(run_file: RunFile, root: Path) -> None:
    """Commit the run: from now on readers see its segments; raises OSError."""
    path = run_file.path(root)
    disk.write_durably(path, _to_json(run_file))
    disk.remove(_mark(path))


def read_run_file(path: Path) -> RunFile:
    """Return a run's file; raises ArchiveDamaged if it is none, or not as it was written, or NewerArchive."""
    try:
        content = path.read_bytes()
        keys = msgspec.json.decode(content, type=dict[str, msgspec.Raw])
        if (schema := int(bytes(keys.get("schema", b"1")))) > SCHEMA:
            raise NewerArchive(f"{path}: its schema is {schema}, this program knows {SCHEMA}: {USE_NEWER}")
        run_file = msgspec.json.decode(content, type=RunFile)
    except (OSError, ValueError) as error:
        raise ArchiveDamaged(f"{path}: is no run file: {error}") from error
    if run_file.digest and sha256(content.replace(run_file.digest.encode(), b"")) != run_file.digest:
        raise ArchiveDamaged(f"{path}: is not as it was written: its digest is another than {run_file.digest}")
    # Files from before digests were kept have no key that we do not know: that was `digest` before a bit of it flipped.
    if not run_file.digest and (unknown := keys.keys() - set(RunFile.__struct_fields__)):
        raise ArchiveDamaged(f"{path}: is not as it was written: expected the key digest, found {min(unknown)}")
    return run_file


def _mark(path: Path) -> Path:
    return path.with_name(path.name + OPEN)


def _to_json(run_file: RunFile) -> bytes:
    content = _format(msgspec.structs.replace(run_file, digest=""))
    return _format(msgspec.structs.replace(run_file, digest=sha256(content)))


def _format(run_file: RunFile) -> bytes:
    return msgspec.json.format(msgspec.json.encode(run_file), indent=1) + b"\n"
