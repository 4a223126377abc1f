"""How an archive bears its years: memory and time, from a thousand records to a million, and after years of small runs.

Each figure is taken in a process of its own, so that its peak of memory is its own; seconds are those of files that the
system has just written or read, and still holds.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, redirect_stdout
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from statistics import mean, quantiles
from time import perf_counter, process_time
from unittest.mock import patch

from benchmarks.made_archives import READ_BY, SITE, make_records, make_runs, to_article, to_exchange
from hanoitv_scraper.archive.layout import state_file
from hanoitv_scraper.archive.lock import locked
from hanoitv_scraper.archive.open_run import open_run
from hanoitv_scraper.archive.read import Versions, read_archive
from hanoitv_scraper.archive.run import Run
from hanoitv_scraper.archive.state import State, discard_state, open_state
from hanoitv_scraper.cli import main as hanoitv

PROJECT = Path(__file__).resolve().parents[1]
NOW = datetime(2026, 11, 23, tzinfo=UTC)

MOST_MEMORY = 1.5
"""Of the largest archive over the smallest: what holds each record in memory goes far beyond."""
MOST_MICROSECONDS = 50.0
"""A look-up, in the mean: a crawl asks for each link it finds."""
LOOK_UP = "state look-up, mean"
LOOK_UPS = 10_000
ROUNDS = 5
LOOKS = 100
"""New articles that the run has whose start and end are measured."""


class Unmeasured(Exception):
    """Raised when a process that makes or measures an archive breaks off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What was measured in one process."""

    what: str
    seconds: float
    """Of the clock; for a look-up, of the processor."""
    mebibytes: float
    """The peak of the process's memory until then, with Python and all it imported."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; return 1 if `--check` is given and a bound not kept, 2 if nothing can be measured."""
    options = parse(arguments)
    if options.only:
        return do(options.only, options.folder, options.records[0])
    with ExitStack() as stack:
        folder = options.folder or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        try:
            archives = measure_all(folder, sorted(options.records), options.hours)
        except Unmeasured as error:
            print(f"archive_scale.py: {error}", file=sys.stderr)
            return 2
    show(archives)
    missed = find_missed(archives) if options.check else ""
    if missed:
        print(f"archive_scale.py: {missed}", file=sys.stderr)
    return 1 if missed else 0


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.archive_scale", description=__doc__)
    add = parser.add_argument
    add("--records", type=int, nargs="+", default=(1_000, 10_000, 100_000, 1_000_000), metavar="N", help="sizes")
    add("--hours", type=int, default=87_600, help="hourly runs of one more archive, 0: none (default: 87600)")
    add("--folder", type=Path, help="where archives are made and left (default: made anew, and removed)")
    add("--check", action="store_true", help="end with 1 where a bound is not kept")
    add("--only", choices=(*MAKING, *MEASURING), help="do this alone, in this process, with the archive at --folder")
    options = parser.parse_args(arguments)
    if options.only and options.folder is None:
        parser.error("--only needs --folder: the archive")
    return options


def measure_all(folder: Path, records: Sequence[int], hours: int) -> dict[str, list[Figure]]:
    """Make and measure an archive of each size, one of hourly runs, and beside that an empty one; raises Unmeasured."""
    makings = [(f"{size:,} records", "make records", size) for size in records]
    if hours:
        makings += [("empty", "make records", 0), (f"{hours:,} runs", "make runs", hours)]
    archives = {}
    for name, making, size in makings:
        root = folder / name.replace(",", "").replace(" ", "-")
        archives[name] = [one for what in (making, *MEASURING) for one in apart(what, root, size)]
        print(f"{name}: done", file=sys.stderr)
    return archives


def apart(what: str, root: Path, size: int) -> list[Figure]:
    """Do one thing in a process of its own; raises Unmeasured if it fails."""
    # This process does no work of its own, so that it stays small: a child's peak begins at what its parent holds.
    command = [sys.executable, "-m", "benchmarks.archive_scale", "--only", what, "--folder", str(root.resolve())]
    done = subprocess.run([*command, "--records", str(size)], cwd=PROJECT, capture_output=True, text=True, check=False)
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["nothing"]
        raise Unmeasured(f"{what} on {root} ended with {done.returncode} and said: {said[-1]}")
    return [Figure(**json.loads(line)) for line in done.stdout.splitlines()]


def do(what: str, root: Path, size: int) -> int:
    """Make or measure the archive at `root` in this process, and print each figure as JSON; return 0."""
    if what in MAKING:
        began = perf_counter()
        with patch.object(os, "fsync", no_sync), patch.object(os, "fdatasync", no_sync):
            MAKING[what](root, size)
        figures: Iterable[Figure] = [to_figure("made", perf_counter() - began)]
    else:
        figures = MEASURING[what](root)
    for figure in figures:
        print(json.dumps(asdict(figure)))
    return 0


def no_sync(file: int) -> None:
    """Leave it to the system: what is made here is thrown away, and syncing 90,000 runs would take an hour."""


def to_figure(what: str, seconds: float) -> Figure:
    return Figure(what=what, seconds=seconds, mebibytes=getrusage(RUSAGE_SELF).ru_maxrss / 1024)


def read(root: Path, versions: Versions) -> Iterator[Figure]:
    began = perf_counter()
    for _ in read_archive(root, versions=versions):
        pass
    yield to_figure(f"read, {versions}", perf_counter() - began)


def rebuild_state(root: Path) -> Iterator[Figure]:
    with locked(root, SITE, "a benchmark", NOW):
        discard_state(root, SITE)
        began = perf_counter()
        open_state(root, SITE).close()
    yield to_figure("state rebuilt", perf_counter() - began)


def look_up(root: Path) -> Iterator[Figure]:
    """Look up articles at random, and some that are not there; of the rounds the best counts: machines are shared."""
    with closing(sqlite3.connect(state_file(root, SITE))) as db:
        ids = [row[0] for row in db.execute("SELECT id FROM articles ORDER BY random() LIMIT ?", (LOOK_UPS,))]
    with closing(State(state_file(root, SITE))) as state:
        ids += [f"{SITE}:d-{number}" for number in range(LOOK_UPS // 10)]
        best = min(([seconds_of(state, id) for id in ids] for _ in range(ROUNDS)), key=mean)
    yield to_figure(LOOK_UP, mean(best))
    yield to_figure("state look-up, 99 of 100", quantiles(best, n=100)[-1])


def seconds_of(state: State, id: str) -> float:
    """Return the processor's time: what else the machine does is longer than a look-up."""
    began = process_time()
    state.entry(id)
    return process_time() - began


def run_once(root: Path) -> Iterator[Figure]:
    """Begin a run, let it find a hundred new articles, and end it."""
    began = perf_counter()
    with open_run(root, SITE, version=READ_BY.version, rules=READ_BY.rules, clock=lambda: NOW) as run:
        yield to_figure("run, start", perf_counter() - began)
        began = perf_counter()
        for number in range(10**9, 10**9 + LOOKS):
            look_at(run, number)
        yield to_figure(f"run, {LOOKS} articles", perf_counter() - began)
        began = perf_counter()
        run.seal("finished", 0, None)
    yield to_figure("run, end", perf_counter() - began)


def look_at(run: Run, number: int) -> None:
    """Let a run take in an article as a crawl does."""
    exchange, article = to_exchange(number, NOW, 1), to_article(number, NOW, 1)
    sighting = run.keep(exchange, article.id, article.url)
    lines, outcome = run.compare(replace(article, raw=sighting.raw), lambda before: None)
    run.store(lines)
    run.sight(replace(sighting, outcome=outcome))


def verify(root: Path, *options: str) -> Iterator[Figure]:
    """Run `hanoitv verify`; raises Unmeasured where it finds anything wrong."""
    began = perf_counter()
    with redirect_stdout(sys.stderr):
        code = hanoitv(["verify", "--data", str(root), *options])
    if code:
        raise Unmeasured(f"hanoitv verify ended with {code}")
    yield to_figure(" ".join(("hanoitv verify", *options)), perf_counter() - began)


MAKING: dict[str, Callable[[Path, int], None]] = {"make records": make_records, "make runs": make_runs}
# In this order: the state is there once it was rebuilt, and what the run added is verified.
MEASURING: dict[str, Callable[[Path], Iterator[Figure]]] = {
    "read latest": lambda root: read(root, "latest"),
    "read all": lambda root: read(root, "all"),
    "rebuild state": rebuild_state,
    "look up": look_up,
    "run": run_once,
    "verify": verify,
    "verify quickly": lambda root: verify(root, "--quick"),
}


def find_missed(archives: Mapping[str, Sequence[Figure]]) -> str:
    """Return which bounds are not kept, in one line; nothing where all are."""
    smallest, largest = ends(archives)
    missed = [
        f"{last.what} takes {last.mebibytes / first.mebibytes:.2f} times the memory at the largest archive, at most "
        f"{MOST_MEMORY:g}"
        for first, last in zip(smallest, largest, strict=True)
        if last.mebibytes > MOST_MEMORY * first.mebibytes
    ]
    slowest = max(one.seconds * 1e6 for figures in archives.values() for one in figures if one.what == LOOK_UP)
    if slowest > MOST_MICROSECONDS:
        missed.append(f"{LOOK_UP} takes {slowest:.0f} µs, at most {MOST_MICROSECONDS:g}")
    return "; ".join(missed)


def ends(archives: Mapping[str, Sequence[Figure]]) -> tuple[Sequence[Figure], Sequence[Figure]]:
    """Return the figures of the smallest and the largest archive of records: they were measured in this order."""
    sizes = [figures for name, figures in archives.items() if name.endswith("records")]
    return sizes[0], sizes[-1]


UNITS = ((1, "s"), (1e3, "ms"), (1e6, "µs"))


def show(archives: Mapping[str, Sequence[Figure]]) -> None:
    """Print a line for each thing measured, and how much more memory the largest archive takes than the smallest."""
    print("  ".join((f"{'':<24}", *(f"{name:>18}" for name in archives), "memory")))
    for first, last, *figures in zip(*ends(archives), *archives.values(), strict=True):
        cells = (f"{to_text(one.seconds):>8} {one.mebibytes:>5.0f} MiB" for one in figures)
        print("  ".join((f"{first.what:<24}", *cells, f"{last.mebibytes / first.mebibytes:>5.2f}x")))


def to_text(seconds: float) -> str:
    """Return a time in the unit that suits it."""
    factor, unit = next(((factor, unit) for factor, unit in UNITS if seconds * factor >= 1), UNITS[-1])
    return f"{seconds * factor:.{1 if seconds * factor < 100 else 0}f} {unit}"


if __name__ == "__main__":
    sys.exit(main())
