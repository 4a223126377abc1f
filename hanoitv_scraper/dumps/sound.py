"""The records of an archive, read for a dump: what run files vouch for, held against them byte for byte."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from hanoitv_scraper.archive.layout import Table, each_run_file, last_run_file, site_names
from hanoitv_scraper.archive.read import Line, lines_of
from hanoitv_scraper.archive.run_file import RunFile, read_run_file
from hanoitv_scraper.digests import file_sha256
from hanoitv_scraper.errors import ArchiveDamaged

R = TypeVar("R")
OnDamage = Callable[[ArchiveDamaged], None]
"""What is called with each damage: it raises it, or notes it and lets the rest be read."""


def stop_at(damage: ArchiveDamaged) -> None:
    raise damage


def last_runs(root: Path) -> dict[str, str]:
    """Return the name of each site's last run file: who reads several tables takes them from the runs until then."""
    last = {site: last_run_file(root, site) for site in site_names(root)}
    return {site: path.name for site, path in last.items() if path}


def sound_records(
    root: Path,
    site: str | None,
    table: Table,
    decode: Callable[[bytes], R],
    on_damage: OnDamage = stop_at,
    until: Mapping[str, str] | None = None,
) -> Iterator[tuple[Line, R]]:
    """Yield each line of a table with its record, oldest run first, of the runs `until` if given.

    Damaged files are left out, and lines without a record.
    A file is read twice, for its digest first: nothing of one that is not as it was written shall be told.
    """
    for run_file in _run_files(root, site, until):
        yield from run_records(root, run_file, table, decode, on_damage)


def sound_segments(root: Path, site: str | None, table: Table, on_damage: OnDamage = stop_at) -> Iterator[Path]:
    """Yield the segments of a table that are as their run files say, oldest run first."""
    for run_file in _run_files(root, site, None):
        yield from _segments(root, run_file, table, on_damage)


def run_records(
    root: Path, run_file: Path, table: Table, decode: Callable[[bytes], R], on_damage: OnDamage
) -> Iterator[tuple[Line, R]]:
    """Yield each line that a run wrote to a table with its record; what is damaged is left out."""
    for path in _segments(root, run_file, table, on_damage):
        for line in lines_of(path):
            try:
                record = line.decoded_by(decode)
            except ArchiveDamaged as damage:
                on_damage(damage)
            else:
                yield line, record


def _run_files(root: Path, site: str | None, until: Mapping[str, str] | None) -> Iterator[Path]:
    for run_file in each_run_file(root, site):
        if until is None or run_file.name <= until.get(run_file.parents[1].name.removeprefix("site="), ""):
            yield run_file


def _segments(root: Path, run_file: Path, table: Table, on_damage: OnDamage) -> Iterator[Path]:
    try:
        run = read_run_file(run_file)
    except ArchiveDamaged as damage:
        on_damage(damage)
    else:
        yield from _sound_files(root, run, run_file, table, on_damage)


def _sound_files(root: Path, run: RunFile, run_file: Path, table: Table, on_damage: OnDamage) -> Iterator[Path]:
    for info in run.files:
        if info.file.startswith(f"{table}/"):
            path = root / info.file
            found = read_digest(path)
            if found == info.sha256:
                yield path
            else:
                on_damage(ArchiveDamaged(f"{path}: expected {info.sha256} as {run_file.name} says, found {found}"))


def read_digest(path: Path) -> str:
    """Return a file's digest, as run files and packages have it, or why it cannot be read."""
    try:
        return file_sha256(path)
    except OSError as error:
        return error.strerror or str(error)
