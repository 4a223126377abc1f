"""What an analyst waits for: dumps, loading, search and report of years of invented news, beside a plain pandas read.

Each figure is taken in a process of its own, so that its peak of memory is its own; seconds are those of files that the
system has just written or read, and still holds.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, redirect_stdout
from dataclasses import asdict
from functools import partial
from importlib import import_module
from itertools import cycle, islice
from pathlib import Path
from shutil import copyfileobj
from statistics import median
from time import perf_counter
from typing import Any

from benchmarks.archive_scale import PROJECT, Figure, Unmeasured, to_figure, to_text
from benchmarks.made_news import add_day, make_news
from benchmarks.news_stories import DAYS
from hanoitv_scraper import load
from hanoitv_scraper.archive.layout import run_files
from hanoitv_scraper.archive.run_file import read_run_file
from hanoitv_scraper.cli import main as hanoitv

FORMATS = ("parquet", "jsonl", "csv", "sqlite")
ENGINES = ("arrow", "pandas", "polars", "duckdb")
PEER = "pandas.read_json(lines=True)"
ROUNDS = 10
QUERIES = (
    "quan uy nam tu liem",
    "uỷ ban nhân dân thành phố",
    "speaker:nguyen giải phóng mặt bằng",
    'keyword:"ngập úng" before:2022-01-01',
    "ngap ung cau giay",
)
"""From words that most articles have to some that few have."""
FOUND_OR_NOT = (0, 1)
SEARCHING = "hanoitv search, whole process, median"

MOST_SECONDS = 1.0
"""Of a search, its process from start to end: more is no answer at once."""
MOST_OF_PEER = 1.0
"""Of the time and memory of a plain pandas read, for pandas that loads a Parquet dump."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; return 1 if `--check` is given and a bound not kept, 2 if nothing can be measured."""
    options = parse(arguments)
    if options.only:
        return do(options.only, options.folder, options.articles)
    with ExitStack() as stack:
        folder = options.folder or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        try:
            figures = [one for what in THINGS for one in apart(what, folder, options.articles)]
        except Unmeasured as error:
            print(f"analyst_scale.py: {error}", file=sys.stderr)
            return 2
    show(figures)
    missed = find_missed(figures) if options.check else ""
    if missed:
        print(f"analyst_scale.py: {missed}", file=sys.stderr)
    return 1 if missed else 0


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.analyst_scale", description=__doc__)
    add = parser.add_argument
    add("--articles", type=int, default=100_000, metavar="N", help="how many (default: 100000)")
    add("--folder", type=Path, help="where archive and dumps are made and left (default: made anew, and removed)")
    add("--check", action="store_true", help="end with 1 where a bound is not kept")
    add("--only", choices=THINGS, metavar="THING", help="do this alone, in this process, with what --folder has")
    options = parser.parse_args(arguments)
    if options.only and options.folder is None:
        parser.error("--only needs --folder")
    return options


def apart(what: str, folder: Path, articles: int) -> list[Figure]:
    """Do one thing in a process of its own; raises Unmeasured if it fails."""
    command = [sys.executable, "-m", "benchmarks.analyst_scale", "--only", what, "--folder", str(folder.resolve())]
    done = subprocess.run(
        [*command, "--articles", str(articles)], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["nothing"]
        raise Unmeasured(f"{what} in {folder} ended with {done.returncode} and said: {said[-1]}")
    print(f"{what}: done", file=sys.stderr)
    return [Figure(**json.loads(line)) for line in done.stdout.splitlines()]


def do(what: str, folder: Path, articles: int) -> int:
    """Do one thing in this process, and print each figure as JSON; return 0."""
    for figure in THINGS[what](folder, articles):
        print(json.dumps(asdict(figure)))
    return 0


def timed(what: str, act: Callable[[], object]) -> Figure:
    began = perf_counter()
    act()
    return to_figure(what, perf_counter() - began)


def told(*arguments: str, well: tuple[int, ...] = (0,)) -> None:
    """Run `hanoitv …` in this process; raises Unmeasured where it does not end well."""
    with redirect_stdout(sys.stderr):
        code = hanoitv([*arguments])
    if code not in well:
        raise Unmeasured(f"hanoitv {' '.join(arguments)} ended with {code}")


def make(folder: Path, articles: int) -> Iterator[Figure]:
    yield timed("archive made", partial(make_news, folder / "archive", articles))


def join_lines(folder: Path, articles: int) -> Iterator[Figure]:
    """Put all of the archive's lines into one file, for the peer."""
    root = folder / "archive"
    with (folder / "articles.jsonl").open("wb") as whole:
        for run_file in run_files(root):
            for info in read_run_file(run_file).files:
                if info.file.startswith("articles/"):
                    with (root / info.file).open("rb") as segment:
                        copyfileobj(segment, whole)
    yield from ()


def publish(folder: Path, articles: int) -> Iterator[Figure]:
    """Let another day go by."""
    add_day(folder / "archive", max(1, articles // DAYS))
    yield from ()


def dump(format: str, when: str, folder: Path, articles: int) -> Iterator[Figure]:
    where = ("--data", str(folder / "archive"), "--output", str(folder / format))
    yield timed(f"dump, {format}, {when}", partial(told, "dump", *where, "--format", format))


def load_from(place: str, engine: Any, folder: Path, articles: int) -> Iterator[Figure]:
    yield timed(f"load, {engine}, from {place}", lambda: count(load(folder / place, engine=engine)))


def count(table: Any) -> int:
    """Return how many rows a table has; DuckDB's is read by the question alone."""
    return len(table.aggregate("sum(length(body))").fetchall() if hasattr(table, "fetchall") else table)


def read_plainly(folder: Path, articles: int) -> Iterator[Figure]:
    pandas = import_module("pandas")
    yield timed(PEER, lambda: pandas.read_json(folder / "articles.jsonl", lines=True))


def index(when: str, folder: Path, articles: int) -> Iterator[Figure]:
    """Ask for the first time since the archive is as it is: that brings the index up to date."""
    yield timed(f"hanoitv search, {when}", lambda: search(folder, QUERIES[0]))


def search(folder: Path, query: str) -> None:
    told("search", query, "--data", str(folder / "archive"), well=FOUND_OR_NOT)


def ask(folder: Path, articles: int) -> Iterator[Figure]:
    """Ask in this process, where all is imported by then."""
    search(folder, QUERIES[0])
    figures = [timed("", partial(search, folder, query)) for query in islice(cycle(QUERIES), ROUNDS)]
    yield to_figure("hanoitv search, in process, median", median(figure.seconds for figure in figures))


def ask_apart(folder: Path, articles: int) -> Iterator[Figure]:
    """Ask as a user does, a process a question."""
    figures = [timed("", partial(search_apart, folder, query)) for query in islice(cycle(QUERIES), ROUNDS)]
    yield to_figure(SEARCHING, median(figure.seconds for figure in figures))


def search_apart(folder: Path, query: str) -> None:
    command = [sys.executable, "-m", "hanoitv_scraper.cli", "search", "--data", str(folder / "archive"), query]
    code = subprocess.run(command, cwd=PROJECT, capture_output=True, check=False).returncode
    if code not in FOUND_OR_NOT:
        raise Unmeasured(f"hanoitv search {query!r} ended with {code}")


def report(folder: Path, articles: int) -> Iterator[Figure]:
    where = ("--data", str(folder / "archive"), "--output", str(folder / "report.html"))
    yield timed("hanoitv report", partial(told, "report", *where))


Thing = Callable[[Path, int], Iterator[Figure]]


def dumps(when: str) -> dict[str, Thing]:
    return {f"dump {format}, {when}": partial(dump, format, when) for format in FORMATS}


# In this order: each needs what those before it made.
THINGS: Mapping[str, Thing] = {
    "make": make,
    "join lines": join_lines,
    **dumps("first"),
    **dumps("nothing changed"),
    "read plainly": read_plainly,
    **{
        f"load {engine} from {place}": partial(load_from, place, engine)
        for place in ("archive", "parquet")
        for engine in ENGINES
    },
    "index": partial(index, "index made"),
    "ask": ask,
    "ask apart": ask_apart,
    "report": report,
    "publish": publish,
    **dumps("a day later"),
    "index again": partial(index, "a day later"),
}


def find_missed(figures: Sequence[Figure]) -> str:
    """Return which bounds are not kept, in one line; nothing where all are."""
    found = {one.what: one for one in figures}
    peer, ours, asked = found[PEER], found["load, pandas, from parquet"], found[SEARCHING]
    missed = [
        f"{ours.what} takes {mine / its:.2f} times the {what} of {PEER}, at most {MOST_OF_PEER:g}"
        for what, mine, its in (
            ("time", ours.seconds, peer.seconds),
            ("memory", ours.mebibytes, peer.mebibytes),
        )
        if mine > MOST_OF_PEER * its
    ]
    if asked.seconds > MOST_SECONDS:
        missed.append(f"{asked.what} takes {asked.seconds:.2f} s, at most {MOST_SECONDS:g}")
    return "; ".join(missed)


def show(figures: Sequence[Figure]) -> None:
    """Print a line for each thing measured; what loads is held against the plain read."""
    peer = next(one for one in figures if one.what == PEER)
    for one in figures:
        line = f"{one.what:<40}  {to_text(one.seconds):>8} {one.mebibytes:>6.0f} MiB"
        if one.what.startswith("load"):
            line += f"  {one.seconds / peer.seconds:>5.2f}x time {one.mebibytes / peer.mebibytes:>5.2f}x memory"
        print(line)


if __name__ == "__main__":
    sys.exit(main())
