"""Dumps for tests, made through the command, and what lies in them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hanoitv_scraper.cli import main

FORMATS = {
    "parquet": ("--format", "parquet"),
    "jsonl": ("--format", "jsonl"),
    "gz": ("--format", "jsonl", "--compress", "gz"),
    "zst": ("--format", "jsonl", "--compress", "zst"),
    "csv": ("--format", "csv"),
    "sqlite": ("--format", "sqlite"),
}
"""Every way to write a dump, with its options."""


def dump(archive: Path, folder: Path, *options: str) -> int:
    """Run `hanoitv dump`, as JSON Lines unless told otherwise; return its exit code."""
    how = options if "--format" in options else ("--format", "jsonl", *options)
    return main(["dump", "--data", str(archive), "--output", str(folder), *how])


def made(archive: Path, folder: Path, *options: str) -> Path:
    """Run `hanoitv dump` to a good end and return its folder."""
    assert dump(archive, folder, *options) == 0
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """Return all that lies in a folder, by path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """Return of all that lies in a folder which file it is and when it was written."""
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns) for path in folder.rglob("*")
    }


def package(folder: Path) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads((folder / "datapackage.json").read_bytes())
    return plain


def rows(folder: Path, table: str) -> list[dict[str, Any]]:
    """Return a table's rows from a dump as JSON Lines."""
    files = [one["path"] for one in package(folder)["resources"] if one["table"] == table]
    return [json.loads(line) for file in files for line in (folder / file).read_bytes().split(b"\n")[:-1]]
