"""The JSON Schemas of an archive's lines, made from the records. `python -m hanoitv_scraper.schema NAME` prints one."""

from __future__ import annotations

import ast
import sys
from dataclasses import fields
from importlib.resources import files
from typing import Any

import msgspec

from hanoitv_scraper import items

LINES: dict[str, type[items.Record]] = {"article": items.Article, "sighting": items.Sighting}
"""The records that lines of an archive hold, by the name of their schema."""


def line_schema(name: str) -> dict[str, Any]:
    """Return the schema (JSON Schema 2020-12) of one line; every key is required, each with its meaning."""
    schema: dict[str, Any] = msgspec.json.schema(LINES[name])
    meanings = _meanings()
    for kind, record in schema["$defs"].items():
        keys = [field.name for field in fields(getattr(items, kind))]
        record["properties"] = {key: record["properties"][key] | {"description": meanings[kind][key]} for key in keys}
        record["required"] = keys
        for value in record["properties"].values():
            value.pop("default", None)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _meanings() -> dict[str, dict[str, str]]:
    """Return what the string under each field in items.py says, by class and field."""
    module = ast.parse((files("hanoitv_scraper") / "items.py").read_text(encoding="utf-8"))
    return {node.name: _documented(node) for node in module.body if isinstance(node, ast.ClassDef)}


def _documented(record: ast.ClassDef) -> dict[str, str]:
    meanings: dict[str, str] = {}
    for field, below in zip(record.body, record.body[1:], strict=False):
        match field, below:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(meaning))):
                meanings[name] = meaning
    return meanings


if __name__ == "__main__":
    print(msgspec.json.format(msgspec.json.encode(line_schema(sys.argv[1]))).decode())
