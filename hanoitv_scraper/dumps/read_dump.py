"""A table read back from a dump's folder, whatever format it was written in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from hanoitv_scraper.archive.read import Versions
from hanoitv_scraper.dumps.arrow import arrow_schema, to_arrow, whole
from hanoitv_scraper.dumps.package import NAME, PATH
from hanoitv_scraper.dumps.read_part import AGAIN, FLAT, read_part
from hanoitv_scraper.dumps.sound import read_digest
from hanoitv_scraper.dumps.tables import BY_MONTH, NOT_FLAT, TableName
from hanoitv_scraper.errors import ArchiveDamaged, BadArgument

if TYPE_CHECKING:
    import pyarrow
    import pyarrow.dataset

    from hanoitv_scraper.dumps.arrow import Found


class Part(msgspec.Struct, frozen=True):
    """A file of a dump, as its package names it."""

    table: str
    path: str
    bytes: int
    hash: str


class Package(msgspec.Struct, frozen=True):
    """What a reader needs to know of a dump."""

    resources: tuple[Part, ...]
    versions: Versions


def is_dump(root: Path) -> bool:
    return (root / NAME).is_file()


def read_dump(root: Path, table: TableName, versions: Versions) -> Found:
    """Return a table of the dump at `root`; one of Parquet files as a dataset, which is read when it is asked.

    Raises ArchiveDamaged with the file that is not as the package says, BadArgument for versions that it cannot give.
    """
    package = _read_package(root / NAME)
    if package.versions == "latest" and versions == "all":
        raise BadArgument(
            f"{root} holds the latest versions alone: load the archive, or a dump made with --versions all"
        )
    found = _read_table(root, package, table)
    if versions == package.versions or table == "sightings":
        return found
    if table not in BY_MONTH:
        raise BadArgument(f"{table} of {root} count all versions: load the archive, or say versions='all'")
    return _latest(found, table, _read_table(root, package, "articles"))


def _read_package(path: Path) -> Package:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Package)
    except ValueError as error:
        raise ArchiveDamaged(f"{path}: {error}: expected what hanoitv dump writes: {AGAIN}") from error


def _read_table(root: Path, package: Package, table: TableName) -> Found:
    parts = [_sound(root, part) for part in package.resources if part.table == table]
    if all(path.suffix == ".parquet" for path in parts):
        return _to_dataset(parts, table)
    rows = (row for path in parts for row in read_part(path, table))
    found = to_arrow(table, rows)
    flat = any(path.suffix in FLAT for path in parts) and table == "articles"
    return found.drop_columns(sorted(NOT_FLAT)) if flat else found


def _to_dataset(paths: list[Path], table: TableName) -> pyarrow.dataset.Dataset:
    import pyarrow.dataset

    return pyarrow.dataset.dataset(paths, schema=arrow_schema(table), format="parquet")


def _sound(root: Path, part: Part) -> Path:
    """Return where a part lies; raises ArchiveDamaged unless its path is one of ours and it is as it was written.

    A bit that flipped in a number is found by nobody else.
    """
    path = root / part.path
    if not PATH.fullmatch(part.path):
        raise ArchiveDamaged(f"{root / NAME}: expected paths as hanoitv dump gives them, found {part.path!r}: {AGAIN}")
    size = path.stat().st_size if path.is_file() else None
    if size != part.bytes:
        found = "nothing there" if size is None else f"{size} bytes"
        raise ArchiveDamaged(f"{path}: expected {part.bytes} bytes as {NAME} says, found {found}: {AGAIN}")
    if (digest := read_digest(path)) != part.hash:
        raise ArchiveDamaged(f"{path}: expected {part.hash} as {NAME} says, found {digest}: {AGAIN}")
    return path


def _latest(found: Found, table: TableName, articles: Found) -> pyarrow.Table:
    """Return the rows of each article's highest version; the articles tell which that is: it may have no rows here."""
    highest = dict[str, tuple[int, int]]()
    for id, revision, reading in _versions(whole(articles), "id"):
        highest[id] = max(highest.get(id, (0, 0)), (revision, reading))
    rows = whole(found)
    versions = _versions(rows, "id" if table == "articles" else "article_id")
    return rows.filter([highest.get(id) == (revision, reading) for id, revision, reading in versions])


def _versions(table: pyarrow.Table, id: str) -> Iterator[tuple[str, int, int]]:
    return zip(*(table[name].to_pylist() for name in (id, "revision", "reading")), strict=True)
