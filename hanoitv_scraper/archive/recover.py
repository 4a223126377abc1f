"""What a killed run left behind, brought to the state it would have been in had it ended by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

import msgspec

from hanoitv_scraper.archive.layout import OPEN, run_files, run_of, segment_files, started_files
from hanoitv_scraper.archive.read import decode_version, lines_of
from hanoitv_scraper.archive.run_file import RunFile, read_run_file, write_ended
from hanoitv_scraper.archive.segments import cut_torn_tail, describe, seal


def recover(root: Path, site: str, now: datetime) -> list[RunFile]:
    """Seal the segments of the site's dead runs, torn tails cut, and write their run files; return those.

    The caller holds the site's lock, so that a run without a run file is dead. Raises OSError, or ArchiveDamaged for a
    segment with a line that is no record.
    """
    ended = {run_of(path) for path in run_files(root, site)}
    started = {run_of(path): path for path in started_files(root, site)}
    segments: dict[str, list[Path]] = {run: [] for run in started if run and run not in ended}
    for path in segment_files(root, site):
        if (run := run_of(path)) and run not in ended:
            segments.setdefault(run, []).append(path)
    for run in started.keys() & ended:
        started[run].unlink()
    heads = {run: _head(run, site, started.get(run), root) for run in segments}
    return [_recover(heads[run], paths, root, now) for run, paths in sorted(segments.items())]


def _head(run: str, site: str, mark: Path | None, root: Path) -> RunFile:
    """Return what the dead run said of itself when it began; a run without a mark is known by its name alone."""
    if mark is not None:
        return read_run_file(mark)
    started_at = datetime.strptime(run[:16], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    return RunFile(run=run, site=site, version="", rules="", started_at=started_at)


def _recover(head: RunFile, paths: Iterable[Path], root: Path, now: datetime) -> RunFile:
    torn, sealed = 0, []
    for path in paths:
        if path.name.endswith(OPEN):
            torn += cut_torn_tail(path)
            sealed.append(seal(path))
        else:
            sealed.append(path)
    kept = [path for path in sealed if path]
    run_file = msgspec.structs.replace(
        head, status="recovered", ended_at=now, reason="the run was killed; a later run sealed what it left",
        outcomes=_outcomes(kept), torn_bytes=torn, files=tuple(describe(path, root) for path in kept),
    )  # fmt: skip
    write_ended(run_file, root)
    return run_file


def _outcomes(paths: Iterable[Path]) -> Counter[str]:
    outcomes: Counter[str] = Counter()
    for line in chain.from_iterable(map(lines_of, paths)):
        version = line.decoded_by(decode_version)
        outcomes["reread" if version.reading > 1 else "edited" if version.revision > 1 else "new"] += 1
    return outcomes
