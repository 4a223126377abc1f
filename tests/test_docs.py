"""What is written down agrees with the code: the data format, the schema, and the README's commands."""

from __future__ import annotations

import json
import os
import re
import subprocess
import textwrap
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from hanoitv_scraper.archive.lines import to_line
from hanoitv_scraper.items import Article
from hanoitv_scraper.schema import LINES, line_schema
from tests.conftest import PROJECT, copy_project, missing
from tests.samples import WRITTEN, articles

FORMAT = (PROJECT / "docs" / "data-format.md").read_text(encoding="utf-8")
README = (PROJECT / "README.md").read_text(encoding="utf-8")
# Each table of the document, and the records of the code that it describes.
TABLES = {
    "The record": ["Article"],
    "A speaker": ["QuotedSpeaker"],
    "A statement": ["Statement"],
    "Media": ["Image", "Video"],
    "`raw`": ["Raw"],
    "A sighting": ["Sighting"],
    "`read_by`": ["ReadBy"],
}


def table(heading: str) -> dict[str, str]:
    """Return the keys of the table under a heading of docs/data-format.md, with their types."""
    section = FORMAT.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return dict(re.findall(r"^\| `(\w+)` \| ([\w ]+) \|", section, re.MULTILINE))


def type_of(value: dict[str, Any]) -> str:
    """Return a schema's type in the document's words."""
    if "anyOf" in value:
        names = [type_of(choice) for choice in value["anyOf"]]
        return " or ".join(sorted(names, key=lambda name: name == "null"))
    if "enum" in value:
        return "string or null" if None in value["enum"] else "string"
    if "$ref" in value:
        return "object"
    if value["type"] == "array":
        listed = {"QuotedSpeaker": "speakers", "Statement": "statements", "Image": "media", "Video": "media"}
        return f"list of {listed.get(value['items'].get('$ref', '').rpartition('/')[2], 'strings')}"
    return str(value["type"])


DEFINED = {kind: record for name in LINES for kind, record in line_schema(name)["$defs"].items()}


@pytest.mark.parametrize("heading", TABLES)
def test_the_document_lists_every_key_in_order_with_its_type(heading: str) -> None:
    for record in TABLES[heading]:
        properties = DEFINED[record]["properties"]
        assert list(table(heading)) == list(properties)
        assert table(heading) == {key: type_of(value) for key, value in properties.items()}


def test_no_record_is_left_out_of_the_document() -> None:
    assert sorted(DEFINED) == sorted(name for names in TABLES.values() for name in names)


@pytest.mark.parametrize("name", LINES)
def test_the_schema_file_is_the_records_own(name: str) -> None:
    written = json.loads((PROJECT / "docs" / f"{name}.schema.json").read_text(encoding="utf-8"))
    assert written == line_schema(name), "make schema"


VALIDATOR = Draft202012Validator(line_schema("article"))


@given(articles)
def test_every_record_is_valid_by_the_schema(article: Article) -> None:
    VALIDATOR.validate(json.loads(to_line(article)))


@pytest.mark.parametrize("key", list(DEFINED["Article"]["properties"]))
def test_a_record_without_a_key_is_not(key: str) -> None:
    record = WRITTEN.to_dict()
    del record[key]
    assert not VALIDATOR.is_valid(record)


def test_the_record_in_the_readme_has_every_key_in_order() -> None:
    block = re.search(r"```json\n(.*?)```", README, re.DOTALL)
    assert block is not None
    record = json.loads(re.sub(r"…", "", block[1]))
    assert list(record) == list(WRITTEN.to_dict())


def blocks(language: str) -> list[str]:
    """Return the README's code blocks in a language, in their order."""
    return re.findall(rf"```{language}\n(.*?)\n *```", README, re.DOTALL)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project, set up as `make` sets it up, in which nobody has run anything yet."""
    if not (PROJECT / ".venv" / "run").exists():
        missing(".venv, which make sets up,")
    folder = copy_project(tmp_path_factory.mktemp("checkout") / "project")
    (folder / ".venv").symlink_to(PROJECT / ".venv")
    return folder


def run(command: list[str], checkout: Path) -> subprocess.CompletedProcess[str]:
    """Run one of the README's commands; the proxy is a dead one, so that no test reaches a live site."""
    dead = dict.fromkeys(("http_proxy", "https_proxy"), "http://127.0.0.1:9") | {"no_proxy": "127.0.0.1"}
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("MAKE", "COLUMNS"))}
    return subprocess.run(
        command, cwd=checkout, env=environment | dead, capture_output=True, text=True, timeout=120, check=False
    )


def settled(text: str) -> list[str]:
    """Return a demo's lines without what differs from run to run: port, day, the folder it ran in, trailing spaces."""
    text = re.sub(r"127\.0\.0\.1:\d+", "127.0.0.1:PORT", text)
    text = re.sub(r"fetched=\d{4}-\d\d-\d\d", "fetched=DAY", text)
    return [line.rstrip() for line in re.sub(r"into \S+", "into data/demo", text).strip().splitlines()]


def test_the_readmes_commands_do_what_it_shows(checkout: Path) -> None:
    demo, test, *more = blocks("sh")
    assert (demo, test.split("  #")[0]) == ("make demo", "make test")
    done = run(["make", "demo"], checkout)
    assert done.returncode == 0, done.stderr
    shown, made = settled(blocks("text")[0]), settled(done.stdout)
    assert [line for line in shown if not line.startswith("hanoitv: ")] == made
    assert [line for line in shown if line.startswith("hanoitv: ")] == settled(done.stderr)
    for line in "\n".join(more).splitlines():
        command = line.partition("  #")[0].strip()
        done = run(["bash", "-c", command], checkout)
        live = "crawl" in command
        assert done.returncode == (1 if live else 0), f"{command}: {done.stderr}"
        assert len(done.stderr.splitlines()) == (1 if live else 0) and bool(done.stdout) != live, command
    done = run([".venv/bin/python", "-c", textwrap.dedent(blocks("python")[0])], checkout)
    assert done.returncode == 0, done.stderr
    assert "UBND" in done.stdout and "count_star()" in done.stdout


def test_make_alone_lists_every_target(checkout: Path) -> None:
    listed = re.findall(r"^make (\w+)", run(["make"], checkout).stdout, re.MULTILINE)
    phony = re.search(r"^\.PHONY: help (.*)", (PROJECT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert phony is not None and sorted(listed) == sorted({"help", *phony[1].split()} - {"tests"})
