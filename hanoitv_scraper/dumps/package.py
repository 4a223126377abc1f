"""The data package of a dump: `datapackage.json`, which tells what files there are and what they were made from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

import msgspec

from hanoitv_scraper.archive.read import Versions
from hanoitv_scraper.dumps.formats import Compression, Format
from hanoitv_scraper.dumps.tables import BY_MONTH, TableName

NAME = "datapackage.json"
LAYOUT = 1
MEDIA_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "parquet": "application/vnd.apache.parquet",
        "jsonl": "application/jsonl",
        "gz": "application/gzip",
        "zst": "application/zstd",
        "csv": "text/csv",
        "sqlite": "application/vnd.sqlite3",
    }
)
"""By the last ending of a file."""
PATH = re.compile(
    rf"archive\.sqlite|(?:(?:{'|'.join(BY_MONTH)})/(?:\d{{4}}-\d\d|undated)|officials|offices)"
    r"\.(?:parquet|jsonl|jsonl\.gz|jsonl\.zst|csv)"
)
"""The files of tables that a dump may have: no other is ever removed."""


class Resource(msgspec.Struct, frozen=True, kw_only=True):
    """A file of a table, or a table of the one file that holds all."""

    name: str
    table: TableName
    path: str
    type: Literal["table", "file"]
    """What frictionless reads: it knows neither nested Parquet nor JSON Lines, of these it checks size and sha256."""
    format: Format
    mediatype: str
    encoding: Literal["utf-8"] | None = None
    bytes: int
    hash: str
    """`sha256:` of the file."""
    row_count: int
    """Not `rows`: frictionless holds that against rows which it cannot count in every format."""
    schema: str
    made_from: str
    """sha256 of what decides the rows: as long as it is the same, the file is."""


class Package(msgspec.Struct, frozen=True, kw_only=True):
    """What `datapackage.json` says; behind `resources` stand what a later dump into the folder is held against."""

    name: str = "hanoitv-archive"
    title: str
    title_vi: str = msgspec.field(name="title@vi")
    description: str
    description_vi: str = msgspec.field(name="description@vi")
    languages: tuple[str, ...] = ("en", "vi")
    licenses: tuple[dict[str, str], ...]
    created: datetime | None = None
    """The last look that the archive took at any of these pages; None where it never did."""
    hanoitv_dump: int = LAYOUT
    """Version of this layout."""
    format: Format
    compress: Compression
    versions: Versions
    site: str | None
    since: datetime | None
    until: datetime | None
    left_out: int
    """How many damaged files and lines of the archive were."""
    made_from: str
    """sha256 of all that decides the dump: as long as it is the same, the dump is."""
    resources: tuple[Resource, ...]

    def files(self) -> dict[str, Resource]:
        """Return the resources by path; of a file that holds several tables the last."""
        return {resource.path: resource for resource in self.resources}


def to_json(package: Package) -> bytes:
    plain: dict[str, Any] = msgspec.to_builtins(package)
    if package.created is None:
        del plain["created"]
    for resource in plain["resources"]:
        if resource["encoding"] is None:
            del resource["encoding"]
    return msgspec.json.format(msgspec.json.encode(plain), indent=1) + b"\n"


def read_package(folder: Path) -> Package | None:
    """Return the package of the dump in a folder; None where none of ours is there that this version can read."""
    try:
        package = msgspec.json.decode((folder / NAME).read_bytes(), type=Package)
    except (OSError, ValueError):
        return None
    ours = package.hanoitv_dump == LAYOUT and all(PATH.fullmatch(resource.path) for resource in package.resources)
    return package if ours else None


def to_resource(table: TableName, month: str | None, path: str, **measured: Any) -> Resource:
    """Return the resource of a table's file; `measured` are its format, bytes, hash, row_count and made_from."""
    return Resource(
        name=f"{table}-{month}" if month else table,
        table=table,
        path=path,
        type="table" if measured["format"] == "csv" else "file",
        mediatype=MEDIA_TYPES[path.rpartition(".")[2]],
        encoding="utf-8" if measured["format"] in ("csv", "jsonl") else None,
        schema=f"schemas/{table}.json",
        **measured,
    )


def path_of(table: TableName, month: str | None, format: Format, compression: Compression) -> str:
    """Return where a table's rows lie in a dump, relative to its folder."""
    if format == "sqlite":
        return "archive.sqlite"
    ending = format if compression == "none" else f"{format}.{compression}"
    return f"{table}/{month}.{ending}" if month else f"{table}.{ending}"
