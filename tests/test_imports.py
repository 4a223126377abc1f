"""What may import what: the map of the flow, held by a test."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "hanoitv_scraper"

# Every part may also import `errors`, `say` and the package's version.
MAY_IMPORT = {
    "items": set(),
    "errors": set(),
    "clock": set(),
    "digests": {"items"},
    "sites": {"items"},
    "vietnamese": set(),
    "discover": {"extract", "sites", "items", "vietnamese"},
    "extract": {"vietnamese", "sites", "items", "digests"},
    "archive": {"items", "digests", "clock"},
    "reread": {"extract", "archive", "sites", "items"},
    "history": {"archive", "sites", "items", "vietnamese"},
    "explain": {"extract", "items"},
    "dumps": {"archive", "clock", "digests", "health", "history", "items", "schema", "sites", "vietnamese"},
    "schema": {"items"},
    "verdict": {"archive", "sites"},
    "fetch": {"clock", "extract", "items"},
    "verbs": {"archive", "check_site", "clock", "dumps", "health", "history", "items", "preview", "reread", "sites"},
    "check_site": {"discover", "extract", "sites", "items", "fetch", "preview"},
    "health": {"archive", "clock", "items", "sites"},
    "unattended": {"archive", "clock", "health", "items", "sites"},
    "spiders": {"discover", "sites", "items", "archive", "clock"},
}
CORE = ("items", "errors", "sites", "vietnamese", "extract", "archive", "dumps", "schema", "verdict", "fetch",
        "explain", "preview", "check_site", "clock", "digests", "reread", "history", "health",
        "unattended", "verbs", "cli")  # fmt: skip


def modules(part: str) -> list[Path]:
    return sorted((PACKAGE / part).rglob("*.py")) or [PACKAGE / f"{part}.py"]


def imported(path: Path) -> set[str]:
    """Return the full names of the modules a file imports, inside functions too."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return names


@pytest.mark.parametrize("part", MAY_IMPORT)
def test_a_part_imports_only_what_the_map_allows(part: str) -> None:
    allowed = MAY_IMPORT[part] | {part, "errors", "say"}
    for path in modules(part):
        for name in imported(path):
            package, _, rest = name.partition(".")
            if package == "hanoitv_scraper" and rest:
                assert rest.split(".")[0] in allowed, f"{path} imports {name}"


@pytest.mark.parametrize("part", CORE)
def test_the_core_imports_neither_scrapy_nor_twisted(part: str) -> None:
    for path in modules(part):
        assert not {name.split(".")[0] for name in imported(path)} & {"scrapy", "twisted"}, path


def test_the_public_api_starts_without_scrapy_twisted_and_dateparser() -> None:
    names = "read_article, read_text_dump, find_quotes, read_archive, load"
    heavy = "{'scrapy', 'twisted', 'dateparser', 'pandas', 'pyarrow'}"
    imports = f"import sys; from hanoitv_scraper import {names}; import hanoitv_scraper.cli"
    code = f"{imports}; print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
