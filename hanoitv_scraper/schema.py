"""The JSON Schemas of an archive's lines, made from the records. `python -m hanoitv_scraper.schema NAME` prints one."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import fields
from importlib.resources import files
from itertools import pairwise
from typing import Any

import msgspec

from hanoitv_scraper import items

LINES: dict[str, type[items.Record]] = {"article": items.Article, "sighting": items.Sighting}
"""The records that lines of an archive hold, by the name of their schema."""


def line_schema(name: str) -> dict[str, Any]:
    """Return the schema (JSON Schema 2020-12) of one line; every key is required, each with its meaning."""
    schema: dict[str, Any] = msgspec.json.schema(LINES[name])
    meanings = read_meanings("hanoitv_scraper", "items.py")
    for kind, record in schema["$defs"].items():
        keys = [field.name for field in fields(getattr(items, kind))]
        record["properties"] = {key: record["properties"][key] | {"description": meanings[kind][key]} for key in keys}
        record["required"] = keys
        for value in record["properties"].values():
            value.pop("default", None)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def read_meanings(folder: str, name: str) -> dict[str, dict[str, str]]:
    """Return what a module says of its records: of each class its docstring, under "", and of its fields."""
    module = ast.parse((files(folder) / name).read_text(encoding="utf-8"))
    return {node.name: dict(_documented(node)) for node in module.body if isinstance(node, ast.ClassDef)}


def _documented(record: ast.ClassDef) -> Iterator[tuple[str, str]]:
    yield "", ast.get_docstring(record) or ""
    for field, below in pairwise(record.body):
        match field, below:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(meaning))):
                yield name, meaning


if __name__ == "__main__":
    print(msgspec.json.format(msgspec.json.encode(line_schema(sys.argv[1]))).decode())
