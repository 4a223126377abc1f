"""The files of a dump, made: each that is there already, and that would be the same, is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from pathlib import Path

from hanoitv_scraper.archive.read import Versions
from hanoitv_scraper.digests import file_sha256
from hanoitv_scraper.dumps.folder import is_sound, staged
from hanoitv_scraper.dumps.formats import Compression, Format, Write, file_format
from hanoitv_scraper.dumps.package import Package, Resource, path_of, to_resource
from hanoitv_scraper.dumps.source import OF_ARTICLES, Source, digest_of
from hanoitv_scraper.dumps.tables import BY_MONTH, TABLES, TableName
from hanoitv_scraper.items import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a dump goes, and as what."""

    folder: Path
    format: Format
    compress: Compression = "none"


class Counted:
    """Writes rows and counts them."""

    def __init__(self, write: Write) -> None:
        self.rows = 0
        self._write = write

    def __call__(self, row: Record) -> None:
        self._write(row)
        self.rows += 1


class Making:
    """Makes the files of one dump, staged in its folder. Raises OSError where they cannot be written."""

    def __init__(self, source: Source, target: Target, before: Package | None, made_by: str) -> None:
        """`made_by` is what decides the files beside the archive; of the dump before only sound files are kept."""
        self._source = source
        self._target = target
        self._made_by = made_by
        there = before.files() if before else {}
        self._there = {path: one for path, one in there.items() if is_sound(target.folder, one)}
        self.made_from = digest_of(made_by, source.digest())
        self.kept: tuple[Resource, ...] | None = None
        """All that is there, where it is what would be made."""
        if before and before.made_from == self.made_from and len(self._there) == len(there):
            self.kept = before.resources

    def is_kept(self, resource: Resource) -> bool:
        """Tell whether the file of a resource was there, as it is now."""
        return resource.path in self._there and self._there[resource.path].hash == resource.hash

    def resources(self, versions: Versions, advance: Callable[[], object]) -> Iterator[Resource]:
        """Make what has changed and yield all resources, by table and month; `advance` is called for each part."""
        if self.kept is not None:
            yield from self.kept
        elif self._target.format == "sqlite":
            yield from self._one_file(versions)
        else:
            made = [*self._each_file(advance)]
            order = {table: place for place, table in enumerate(TABLES)}
            yield from sorted(made, key=lambda one: (order[one.table], one.path))

    def count(self) -> int:
        """Return how often `advance` is called where not all is kept."""
        months = sum(len(self._source.months(table)) for table in ("articles", "sightings"))
        return 0 if self._target.format == "sqlite" else months + len(TABLES) - len(BY_MONTH)

    def _each_file(self, advance: Callable[[], object]) -> Iterator[Resource]:
        for table in TABLES:
            if table not in BY_MONTH:
                yield self._file(table, None, self.made_from)
                advance()
        for month, digest in self._source.months("articles").items():
            yield from self._month(month, digest)
            advance()
        for month, digest in self._source.months("sightings").items():
            yield self._file("sightings", month, digest_of(self._made_by, digest))
            advance()

    def _file(self, table: TableName, month: str | None, made_from: str) -> Resource:
        """Make one file, or keep it."""
        path = self._path(table, month)
        if kept := self._kept(path, made_from):
            return kept
        rows = self._source.rows_in(table, month) if month else self._source.rows(table)
        with self._opened(path, table) as file:
            write = Counted(file)
            for row in rows:
                write(row)
        return self._settled(table, month, write.rows, made_from)

    def _month(self, month: str, digest: str) -> Iterator[Resource]:
        """Make a month's files that come from articles, or keep them."""
        keys = dict.fromkeys(OF_ARTICLES, digest_of(self._made_by, digest))
        if self._path("quotes", month) in self._there:
            keys["quotes"] = self._quotes_key(digest, self._official_ids(month))
        kept = {table: self._kept(self._path(table, month), keys[table]) for table in OF_ARTICLES}
        yield from filter(None, kept.values())
        rows, ids = self._write_month(month, [table for table in OF_ARTICLES if kept[table] is None])
        if "quotes" in rows:
            keys["quotes"] = self._quotes_key(digest, ids)
        for table, count in rows.items():
            yield self._settled(table, month, count, keys[table])

    def _write_month(self, month: str, tables: Sequence[TableName]) -> tuple[dict[TableName, int], str]:
        """Write a month's files in one reading of its articles; return the rows each has, and `_official_ids`."""
        ids = hashlib.sha256()
        with ExitStack() as files:
            opened = {table: self._opened(self._path(table, month), table) for table in tables}
            into = {table: Counted(files.enter_context(file)) for table, file in opened.items()}
            for article in self._source.chosen.articles(month) if into else ():
                ids.update(self._source.official_ids(article))
                for table, write in into.items():
                    for row in self._source.rows_of(table, article):
                        write(row)
        return {table: write.rows for table, write in into.items()}, ids.hexdigest()

    def _official_ids(self, month: str) -> str:
        """Return a digest of the officials' ids in a month's quotes."""
        ids = hashlib.sha256()
        for article in self._source.chosen.articles(month):
            ids.update(self._source.official_ids(article))
        return ids.hexdigest()

    def _quotes_key(self, digest: str, ids: str) -> str:
        return digest_of(self._made_by, digest, ids)

    def _one_file(self, versions: Versions) -> Iterator[Resource]:
        from hanoitv_scraper.dumps.formats.sqlite import write_sqlite

        # What others point at comes first.
        tables: tuple[TableName, ...] = ("officials", "offices", *BY_MONTH)
        place = staged(self._target.folder, self._path("articles", None))
        rows = write_sqlite(place, ((table, self._source.rows(table)) for table in tables), versions)
        size, digest = place.stat().st_size, file_sha256(place)
        for table in TABLES:
            yield self._measured(table, None, size, digest, rows[table], self.made_from)
        self._drop_same(place, self._path("articles", None), digest)

    def _settled(self, table: TableName, month: str | None, rows: int, made_from: str) -> Resource:
        """Return the resource of a file that was made; one that is there as it was made now is left alone."""
        path = self._path(table, month)
        place = staged(self._target.folder, path)
        resource = self._measured(table, month, place.stat().st_size, file_sha256(place), rows, made_from)
        self._drop_same(place, path, resource.hash)
        return resource

    def _measured(
        self, table: TableName, month: str | None, size: int, digest: str, rows: int, made_from: str
    ) -> Resource:
        return to_resource(
            table, month, self._path(table, month), format=self._target.format, bytes=size, hash=digest,
            row_count=rows, made_from=made_from,
        )  # fmt: skip

    def _drop_same(self, place: Path, path: str, digest: str) -> None:
        if path in self._there and self._there[path].hash == digest:
            place.unlink()

    def _kept(self, path: str, made_from: str) -> Resource | None:
        there = self._there.get(path)
        return there if there and there.made_from == made_from else None

    def _path(self, table: TableName, month: str | None) -> str:
        return path_of(table, month, self._target.format, self._target.compress)

    def _opened(self, path: str, table: TableName) -> AbstractContextManager[Write]:
        return file_format(self._target.format).opened(staged(self._target.folder, path), table, self._target.compress)
