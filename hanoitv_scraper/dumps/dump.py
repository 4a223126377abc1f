"""A dump: the tables of an archive as files that load, brought up to date where it is there already."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterator, Sized
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from hanoitv_scraper import __version__
from hanoitv_scraper.archive.disk import why
from hanoitv_scraper.dumps.chosen import Choice
from hanoitv_scraper.dumps.folder import check_folder, commit, held, is_half_in_place, stage_text
from hanoitv_scraper.dumps.formats import file_format
from hanoitv_scraper.dumps.making import Making, Target
from hanoitv_scraper.dumps.package import LAYOUT, Package, Resource, read_package
from hanoitv_scraper.dumps.readme import TEXTS, to_readme
from hanoitv_scraper.dumps.sound import OnDamage, stop_at
from hanoitv_scraper.dumps.source import Source, code_digest, count_versions, digest_of
from hanoitv_scraper.dumps.table_schema import schema_files
from hanoitv_scraper.dumps.tables import TABLES, TableName
from hanoitv_scraper.errors import BadArgument, CannotWrite

Advance = Callable[[], object]
Show = Callable[[str, Callable[[], int]], AbstractContextManager[Advance]]
"""Shows a step of the work, by its name and how many pieces it has; gives what is called with each that is done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What a dump came to."""

    package: Package
    written: int
    """How many files of tables are new or other than before."""
    kept: int
    removed: int

    def rows(self) -> dict[TableName, int]:
        """Return how many rows each table has."""
        return {table: sum(one.row_count for one in self.package.resources if one.table == table) for table in TABLES}

    def bytes(self) -> int:
        return sum(one.bytes for one in self.package.files().values())


def show_nothing(step: str, total: Callable[[], int]) -> AbstractContextManager[Advance]:
    return nullcontext(lambda: None)


def dump(
    root: Path,
    choice: Choice,
    target: Target,
    on_damage: OnDamage = stop_at,
    left_out: Sized = (),
    show: Show = show_nothing,
) -> Done:
    """Write what is chosen from the archive at `root` to the target's folder, or bring the dump there up to date.

    The same archive gives the same bytes, whatever was in the folder before; files that would be the same are left
    alone. `left_out` is what `on_damage` notes. Raises BadArgument for a folder that holds something else and for an
    archive that cannot be read, CannotWrite for a folder that cannot be written, and then the dump before it
    is as it was; ArchiveLocked, ArchiveDamaged.
    """
    check_folder(target.folder, root)
    made_by = digest_of(str(LAYOUT), __version__, code_digest(), target.format, _library(target))
    with _told(target.folder), held(target.folder):
        before = read_package(target.folder)
        if before:
            _check_same(before, choice, target)
        with show("reading", partial(count_versions, root)) as advance:
            source = Source(root, choice, on_damage, advance)
        making = Making(source, target, before, made_by)
        with show("writing", making.count) as advance:
            resources = tuple(making.resources(choice.versions, advance))
        package = _to_package(source, choice, target, making.made_from, len(left_out), resources)
        for path, content in {**schema_files(target.format), "README.md": to_readme(package)}.items():
            stage_text(target.folder, path, content)
        commit(target.folder, package)
    kept = {one.path for one in resources if making.is_kept(one)}
    gone = before.files().keys() - package.files().keys() if before else ()
    return Done(package=package, written=len(package.files()) - len(kept), kept=len(kept), removed=len(gone))


def _library(target: Target) -> str:
    """Return which library decides the bytes of files; raises BadArgument for one that is not installed."""
    if target.format == "sqlite":
        return f"sqlite {sqlite3.sqlite_version}"
    try:
        return file_format(target.format).made_by(target.compress)
    except ModuleNotFoundError as error:
        raise BadArgument(f"{target.format} needs {error.name}: pip install 'hanoitv-scraper[analysts]'") from error


def _check_same(before: Package, choice: Choice, target: Target) -> None:
    """Raise BadArgument where the dump in the folder is of another kind or choice."""
    for name in ("format", "compress", "versions", "site", "since", "until"):
        there = getattr(before, name)
        asked = getattr(target if hasattr(target, name) else choice, name)
        if there != asked:
            raise BadArgument(
                f"{target.folder} holds a dump made with {name} {_shown(there)}, not {_shown(asked)}: ask for that, or "
                "name another folder"
            )


def _shown(value: object) -> str:
    return "not given" if value is None else str(value)


def _to_package(
    source: Source, choice: Choice, target: Target, made_from: str, left_out: int, resources: Collection[Resource]
) -> Package:
    return Package(
        **TEXTS, created=source.sightings.last_look(), format=target.format, compress=target.compress,
        versions=choice.versions, site=choice.site, since=choice.since, until=choice.until, left_out=left_out,
        made_from=made_from, resources=tuple(resources),
    )  # fmt: skip


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """Say of what cannot be written what has become of the dump; what is not in its folder could not be read."""
    there = read_package(folder) is not None
    try:
        yield
    except OSError as error:
        place = Path(error.filename2 or error.filename or folder)
        if not place.is_relative_to(folder):
            raise BadArgument(f"{place}: cannot be read: {why(error)}") from error
        if is_half_in_place(folder):
            state = "the dump there is half the new one: run it again, and it is put in its place"
            raise CannotWrite(f"cannot write to {place}: {why(error)}: {state}") from error
        state = "the dump there is as it was" if there else "nothing was left there"
        raise CannotWrite(f"cannot write to {folder}: {why(error)}: {state}") from error
