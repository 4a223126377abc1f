"""Whether an archive holds what its run files vouch for: the run files, and the files that they name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from hanoitv_scraper.archive.layout import (
    TABLES,
    each_run_file,
    each_segment,
    relative,
    run_ids,
    run_of,
    started_files,
    state_file,
)
from hanoitv_scraper.archive.run_file import RunFile, read_run_file
from hanoitv_scraper.archive.state import is_whole
from hanoitv_scraper.errors import ArchiveDamaged

# What of a run nothing is held against.
SLIM: dict[str, Any] = {"arguments": {}, "outcomes": {}, "fields": {}, "missed": ()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """A file that is not what it should be."""

    file: str
    """Relative to the archive's root."""
    what: str
    """The first bad byte or line, what was expected there and what was found."""


class Runs:
    """Runs that are gone through again and again; packed, as years of them are many."""

    def __init__(self) -> None:
        self._packed: list[bytes] = []

    def append(self, run: RunFile) -> None:
        self._packed.append(_pack(msgspec.structs.replace(run, **SLIM)))

    def __iter__(self) -> Iterator[RunFile]:
        return map(_unpack, self._packed)


_pack = msgspec.msgpack.Encoder().encode
_unpack = msgspec.msgpack.Decoder(RunFile).decode


def read_runs(root: Path, site: str) -> tuple[Runs, list[Damage]]:
    """Return the ended runs of a site, oldest first, without what they missed; and the run files that are none.

    Raises NewerArchive.
    """
    runs, damaged = Runs(), []
    for path in each_run_file(root, site):
        try:
            runs.append(_read_run(path, site))
        except ArchiveDamaged as error:
            damaged.append(Damage(file=relative(path, root), what=str(error).removeprefix(f"{path}: ")))
    return runs, damaged


def _read_run(path: Path, site: str) -> RunFile:
    run = read_run_file(path)
    if (run.run, run.site) != (run_of(path), site):
        raise ArchiveDamaged(f"expected run {run_of(path)} of {site}, found run {run.run} of {run.site}")
    folders = tuple(f"{table}/site={site}/" for table in TABLES)
    for info in run.files:
        if not info.file.startswith(folders) or run_of(Path(info.file)) != run.run:
            raise ArchiveDamaged(f"expected files of run {run.run} of {site}, found {info.file}")
    return run


def read_notes(root: Path, site: str, runs: Iterable[RunFile]) -> Iterator[str]:
    """Yield what is no damage and worth knowing: runs that have not ended, files that no run vouches for."""
    there = Counter(run for table in TABLES for path in each_segment(root, site, table) if (run := run_of(path)))
    begun = {run for path in started_files(root, site) if (run := run_of(path))}
    for dead in sorted((begun | there.keys()).difference(run_ids(root, site))):
        yield f"run {dead} has not ended: `hanoitv recover` completes it if it was killed"
    for ended in runs:
        if there[ended.run] > len(ended.files):
            yield from _unvouched(root, site, ended)


def _unvouched(root: Path, site: str, run: RunFile) -> Iterator[str]:
    vouched = {info.file for info in run.files}
    for path in (path for table in TABLES for path in each_segment(root, site, table) if run_of(path) == run.run):
        if (name := path.relative_to(root).as_posix()) not in vouched:
            yield f"{name} is not named by its run's file: nobody reads it"


def read_state_note(root: Path, site: str, runs: Iterable[RunFile]) -> Iterator[str]:
    """Yield what is wrong with a site's state, which is a cache."""
    if any(runs) and not is_whole(root, site):
        yield f"{relative(state_file(root, site), root)} is missing or damaged: the next run makes it anew"


def find_wrong_sizes(root: Path, runs: Iterable[RunFile]) -> Iterator[Damage]:
    """Yield the files that are missing or have another size than their runs say; none of them is read."""
    for run in runs:
        for info in run.files:
            if what := wrong_size(root / info.file, info.bytes):
                yield Damage(file=info.file, what=what)


def told(runs: Iterable[RunFile]) -> str:
    """Return how much runs vouch for, in a line."""
    counts: Counter[str] = Counter()
    for run in runs:
        counts.update(runs=1)
        for info in run.files:
            counts.update({info.file.partition("/")[0]: info.records, "bytes": info.bytes})
    return (
        f"runs {counts['runs']:,}, records {counts['articles']:,}, sightings {counts['sightings']:,}, "
        f"WARC records {counts['pages']:,}, bytes {counts['bytes']:,}"
    )


def wrong_size(path: Path, expected: int) -> str | None:
    """Return where a file ends that should have so many bytes; None where it has."""
    if not path.is_file():
        return f"expected {expected} bytes, found nothing there"
    size = path.stat().st_size
    if size < expected:
        return f"byte {size}: it ends here, expected {expected} bytes"
    return f"byte {expected}: expected its end here, found {size - expected} bytes more" if size > expected else None
