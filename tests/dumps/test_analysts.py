"""docs/analysts.md: every block runs, and prints what stands under it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import polars
import pytest

from tests.conftest import missing
from tests.dumps.recipes import DOCUMENT, RUN, SETTLED, read_blocks, run

TEXT = DOCUMENT.read_text(encoding="utf-8")
RECIPES = (
    "Articles per day",
    "Who was quoted most by month",
    "An official's statements through time",
    "How a story was edited",
    "Who is quoted together",
    "Keyword trends",
)
HAS_PACKAGES = "quit(status = !all(c('jsonlite', 'RSQLite') %in% rownames(installed.packages())))"


def not_there() -> dict[str, str]:
    """Return which languages cannot be run here, each with what is missing."""
    found = {}
    if not shutil.which("Rscript"):
        found["r"] = "Rscript"
    elif subprocess.run(["Rscript", "-e", HAS_PACKAGES], check=False).returncode:
        found["r"] = "jsonlite or RSQLite for R"
    if not shutil.which("jq"):
        found["jq"] = "jq"
    return found


def test_every_block_prints_what_the_document_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One test, since the dumps that all read take as long to make as the rest; what is missing is told at its end."""
    for name, value in {**SETTLED, "HF_HOME": str(tmp_path / "hub")}.items():
        monkeypatch.setenv(name, value)
    lacking = not_there()
    blocks = [block for block in read_blocks(TEXT) if block.language not in lacking]
    with polars.Config():
        for block, printed in run(blocks, tmp_path):
            assert printed == block.shown, f"{block.code}\nif that is right: python -m tests.dumps.recipes"
    for what in lacking.values():
        missing(what)


@pytest.mark.parametrize("recipe", RECIPES)
def test_each_recipe_is_told_for_duckdb_pandas_and_polars(recipe: str) -> None:
    chapters = {chapter.partition("\n")[0]: chapter for chapter in TEXT.split("\n## ")}
    assert all(f"\n**{recipe}**" in chapters[engine] for engine in ("DuckDB", "pandas", "polars"))


def test_no_block_is_in_a_language_that_nobody_runs() -> None:
    assert {block.language for block in read_blocks(TEXT)} == set(RUN)
