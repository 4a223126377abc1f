"""The blocks of docs/analysts.md, run in their order, each in its own language.

`python -m tests.dumps.recipes` writes into the document what they print now.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from types import MappingProxyType

import duckdb

from benchmarks import made_news
from hanoitv_scraper.cli import main as hanoitv
from tests.conftest import PROJECT

DOCUMENT = PROJECT / "docs" / "analysts.md"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$(?:\n\n```text\n(.*?)^```$)?", re.MULTILINE | re.DOTALL)
MARK = "=== what the next block prints ==="
# Nothing is asked of a hub, and nothing of this machine decides what is printed.
SETTLED = MappingProxyType({"HF_HUB_OFFLINE": "1", "HF_DATASETS_DISABLE_PROGRESS_BARS": "1", "LC_ALL": "C.UTF-8"})


@dataclass(frozen=True)
class Block:
    language: str
    """sh, jq, sql, python or r."""
    code: str
    shown: str
    """What stands under it as its output; empty where nothing does."""
    place: int
    """Where it begins in the document."""


def read_blocks(text: str) -> list[Block]:
    """Return the blocks of a document, those of one language behind each other: `hanoitv` makes what others read."""
    blocks = [to_block(found) for found in BLOCK.finditer(text)]
    return sorted(blocks, key=lambda block: list(RUN).index(block.language))


def to_block(found: re.Match[str]) -> Block:
    language, code, shown = found.groups("")
    return Block("jq" if code.startswith("jq") else language, code, shown, found.start())


def run(blocks: Sequence[Block], folder: Path) -> Iterator[tuple[Block, str]]:
    """Run blocks of one or several languages in a folder; yield each with what it prints."""
    for language, some in groupby(blocks, key=lambda block: block.language):
        mine = list(some)
        with contextlib.chdir(folder):
            printed = RUN[language](mine)
        yield from zip(mine, map(tidy, printed), strict=True)


def tidy(text: str) -> str:
    """Return a text without spaces at the ends of lines, and empty lines around it."""
    lines = [line.rstrip() for line in text.strip("\n").splitlines()]
    return "".join(f"{line}\n" for line in lines)


def run_sh(blocks: Sequence[Block]) -> list[str]:
    """Run commands of ours in this process; only one that only looks has its output in the document."""
    return ["".join(map(run_command, block.code.splitlines())) for block in blocks]


def run_command(line: str) -> str:
    program, *arguments = shlex.split(line.removeprefix("python -m "))
    with contextlib.redirect_stdout(io.StringIO()) as out:
        code = {"hanoitv": hanoitv, "benchmarks.made_news": made_news.main}[program](arguments)
    assert code == 0, line
    return "" if "dump" in arguments or program != "hanoitv" else out.getvalue()


def run_sql(blocks: Sequence[Block]) -> list[str]:
    """Run SQL in a DuckDB of its own, as `duckdb.sql` shows it."""
    with duckdb.connect() as db:
        return [str(db.sql(block.code) or "") for block in blocks]


def run_python(blocks: Sequence[Block]) -> list[str]:
    names: dict[str, object] = {}
    printed = []
    for block in blocks:
        with contextlib.redirect_stdout(io.StringIO()) as out:
            exec(compile(block.code, f"{DOCUMENT.name} at sign {block.place}", "exec"), names)
        printed.append(out.getvalue())
    return printed


def run_r(blocks: Sequence[Block]) -> list[str]:
    return run_script(["Rscript", "-e"], f"cat('{MARK}\\n')\n", blocks)


def run_jq(blocks: Sequence[Block]) -> list[str]:
    return run_script(["bash", "-euo", "pipefail", "-c"], f"echo '{MARK}'\n", blocks)


def run_script(command: Sequence[str], mark: str, blocks: Sequence[Block]) -> list[str]:
    """Run all blocks in one process of another program; it marks where the output of each begins."""
    script = mark.join(block.code for block in blocks)
    environment = os.environ | SETTLED
    done = subprocess.run([*command, script], env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.split(f"{MARK}\n")


RUN: Mapping[str, Callable[[Sequence[Block]], list[str]]] = MappingProxyType(
    {"sh": run_sh, "sql": run_sql, "python": run_python, "r": run_r, "jq": run_jq}
)


def main() -> None:
    os.environ.update(SETTLED)
    text = DOCUMENT.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["HF_HOME"] = folder
        printed = {block.place: out for block, out in run(read_blocks(text), Path(folder))}

    def written(found: re.Match[str]) -> str:
        shown = printed[found.start()]
        return f"```{found[1]}\n{found[2]}```" + (f"\n\n```text\n{shown}```" if shown else "")

    DOCUMENT.write_text(BLOCK.sub(written, text), encoding="utf-8")


if __name__ == "__main__":
    main()
