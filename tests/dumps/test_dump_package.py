"""The data package of a dump: its own tool finds it sound, it tells what is there, and says so in two languages."""

from __future__ import annotations

import ast
import hashlib
import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import frictionless
import pytest

from hanoitv_scraper import items
from hanoitv_scraper.dumps import tables
from hanoitv_scraper.dumps.meanings import columns_of, table_meanings
from hanoitv_scraper.dumps.tables import TABLES, TableName
from tests.conftest import PROJECT
from tests.dumps.dumped import FORMATS, made, package
from tests.dumps.made import make_archive


@pytest.fixture(scope="module")
def dumps(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    archive = make_archive(tmp_path_factory.mktemp("archive"))
    folder = tmp_path_factory.mktemp("dumps")
    return {name: made(archive, folder / name, *how) for name, how in FORMATS.items()}


@pytest.mark.parametrize("name", FORMATS)
def test_frictionless_finds_the_package_valid(name: str, dumps: dict[str, Path]) -> None:
    """It checks size and sha256 of each file, and of CSV each cell against the schema."""
    report = frictionless.validate(dumps[name] / "datapackage.json")
    assert report.valid, report.flatten(["name", "type", "note"])
    assert [task.name for task in report.tasks] == [one["name"] for one in package(dumps[name])["resources"]]
    if name == "csv":
        assert sum(task.stats.get("rows", 0) for task in report.tasks) == sum(
            one["row_count"] for one in package(dumps[name])["resources"]
        )


def test_frictionless_notices_a_file_that_changed(dumps: dict[str, Path], tmp_path: Path) -> None:
    path = dumps["parquet"] / "quotes" / "2021-10.parquet"
    content = path.read_bytes()
    path.write_bytes(content[:-1] + b"x")
    report = frictionless.validate(dumps["parquet"] / "datapackage.json")
    path.write_bytes(content)
    assert [task.name for task in report.tasks if not task.valid] == ["quotes-2021-10"]
    assert report.flatten(["type"]) == [["hash-count"]]


@pytest.mark.parametrize("name", FORMATS)
def test_the_package_tells_each_file_and_no_other(name: str, dumps: dict[str, Path]) -> None:
    folder, told = dumps[name], package(dumps[name])
    for one in told["resources"]:
        content = (folder / one["path"]).read_bytes()
        assert one["bytes"] == len(content)
        assert one["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert (folder / one["schema"]).is_file()
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    named = {one["path"] for one in told["resources"]} | {one["schema"] for one in told["resources"]}
    assert there == named | {"datapackage.json", "README.md"}
    assert len({one["name"] for one in told["resources"]}) == len(told["resources"])


def test_rows_are_counted(dumps: dict[str, Path]) -> None:
    def count(name: str) -> dict[str, int]:
        told = package(dumps[name])["resources"]
        return {table: sum(one["row_count"] for one in told if one["table"] == table) for table in TABLES}

    assert count("jsonl") == count("parquet") == count("csv") == count("sqlite")
    assert count("jsonl")["articles"] == 8 and count("jsonl")["keywords"] == 9


def test_it_says_when_the_archive_last_looked_not_when_it_was_made(dumps: dict[str, Path]) -> None:
    assert package(dumps["parquet"])["created"] == "2021-11-20T02:00:00Z"


@pytest.mark.parametrize("name", ["parquet", "csv"])
@pytest.mark.parametrize("table", TABLES)
def test_schemas_are_valid_and_tell_each_column_in_two_languages(
    name: str, table: TableName, dumps: dict[str, Path]
) -> None:
    content = json.loads((dumps[name] / "schemas" / f"{table}.json").read_bytes())
    assert frictionless.Schema.from_descriptor(content).field_names == [one["name"] for one in content["fields"]]
    columns = [field.name for field in fields(TABLES[table])]  # type: ignore[arg-type]
    told = [one["name"] for one in content["fields"]]
    flat = name == "csv" and table == "articles"
    assert told == [one for one in columns if not (flat and one in ("quoted_officials", "quoted_others", "images"))]
    assert set(content["primaryKey"]) <= set(told)
    for one in each_field(content["fields"]):
        assert one["description"] and one["description@vi"] and one["description"] != one["description@vi"], one
        assert "None" not in one["description"]


def each_field(told: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [inner for one in told for inner in (one, *each_field(one.get("fields", [])))]


def test_vietnamese_meanings_are_of_these_columns_alone() -> None:
    content = tomllib.loads((Path(tables.__file__).parent / "meanings_vi.toml").read_text(encoding="utf-8"))
    assert set(content.pop("tables")) == set(TABLES)
    for record, meanings in content.items():
        kind = getattr(items, record, None) or getattr(tables, record)
        assert list(meanings) == [field.name for field in fields(kind)], record


@pytest.mark.parametrize("name", FORMATS)
def test_the_readmes_code_loads_it(name: str, dumps: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    readme = (dumps[name] / "README.md").read_text(encoding="utf-8")
    monkeypatch.chdir(dumps[name])
    found = [value for code in re.findall(r"```python\n(.*?)```", readme, re.DOTALL) for value in values(code)]
    assert len(found) > 1 and {len(value) for value in found} <= {14, 5}


def values(code: str) -> Iterator[Any]:
    """Run code and yield what each line comes to that stands for itself."""
    names: dict[str, Any] = {}
    for statement in ast.parse(code).body:
        if isinstance(statement, ast.Expr):
            yield eval(compile(ast.Expression(statement.value), "README.md", "eval"), names)
        else:
            exec(compile(ast.Module([statement], []), "README.md", "exec"), names)


@pytest.mark.parametrize("name", FORMATS)
def test_the_readme_speaks_two_languages_and_names_each_table(name: str, dumps: dict[str, Path]) -> None:
    readme = (dumps[name] / "README.md").read_text(encoding="utf-8")
    english, vietnamese = readme.split("# Báo chí Việt Nam")
    for table in TABLES:
        for text, meaning in zip((english, vietnamese), table_meanings(table), strict=True):
            assert f"| `{table}` | {meaning.description} | `" in text
    assert "belong to their publishers" in english and "thuộc về các cơ quan báo chí" in vietnamese
    assert "$" not in readme and "\n\n\n" not in readme


def test_the_document_lists_every_column_of_every_table() -> None:
    document = (PROJECT / "docs" / "dumps.md").read_text(encoding="utf-8")
    for table in TABLES:
        section = document.partition(f"\n## `{table}`\n")[2].partition("\n## ")[0]
        told = re.findall(r"^\| `(\w+)` \| ([\w ]+) \| (.*) \|$", section, re.MULTILINE)
        expected = [
            (one.name, f"{one.type}{' or null' if one.optional else ''}", one.english) for one in columns_of(table)
        ]
        assert told == expected, table
