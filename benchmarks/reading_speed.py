"""How fast pages are read: our reading against a bare lxml parse of the same bytes, in turns in the same process."""

from __future__ import annotations

import argparse
import cProfile
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import CodeType

from rich.console import Console
from rich.table import Table

# So that `python benchmarks/reading_speed.py` does as well as `python -m benchmarks.reading_speed`.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.measure import Measured, reader_named
from benchmarks.peers import PEERS, Unmeasured, are_installed, measure_apart
from benchmarks.saved_pages import PAGES, NoPages, SavedPage, open_pages

# Our readers, and what share of a bare parse's speed each must reach.
BARS = {
    "ours, site rules, no quotes": 0.40,
    "ours, generic, no quotes": 0.40,
    "ours, site rules": 0.20,
    "ours, generic": 0.20,
}
PROFILED = ("ours, site rules, no quotes", "ours, generic, no quotes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """A reader's line of the table."""

    reader: str
    ratio: float
    """A bare parse's time over the reader's, all pages once: 1 were no slower than parsing."""
    milliseconds: float
    """A page, in the mean."""
    parse_milliseconds: float
    failed: int
    """Pages it raised an exception on, whose time is the time until then."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; return 1 if `--check` is given and a bar not reached, 2 if nothing can be measured."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading_speed", description=__doc__)
    parser.add_argument("--pages", type=Path, default=PAGES, help="holds gold/ and html/")
    parser.add_argument("--rounds", type=int, default=15, help="how often each page is read (default: 15)")
    parser.add_argument("--peers", action="store_true", help="the other readers, too, once readers.py installed them")
    parser.add_argument("--profile", action="store_true", help="print the functions that take most time of their own")
    parser.add_argument("--check", action="store_true", help="end with 1 where a bar is not reached")
    options = parser.parse_args(arguments)
    try:
        pages = open_pages(options.pages)
        speeds = compare(options.pages, options.rounds, options.peers)
    except (NoPages, Unmeasured) as error:
        print(f"reading_speed.py: {error}", file=sys.stderr)
        return 2
    show(speeds)
    for reader in PROFILED if options.profile else ():
        profile(reader, pages, options.rounds)
    missed = [speed for speed in speeds if speed.ratio < BARS.get(speed.reader, 0)]
    return 1 if options.check and missed else 0


def compare(folder: Path, rounds: int, with_peers: bool) -> list[Speed]:
    """Measure ours in one process, each peer in one of its own; raises NoPages or Unmeasured."""
    if with_peers and not are_installed():
        raise Unmeasured("the other readers are not installed: run readers.py first, or leave out --peers")
    speeds = in_one_process(tuple(BARS), folder, rounds)
    for peer in PEERS if with_peers else ():
        speeds += in_one_process([peer], folder, rounds)
    return speeds


def in_one_process(readers: Sequence[str], folder: Path, rounds: int) -> list[Speed]:
    measured = measure_apart(readers, folder, rounds)
    return [sum_up(reader, [one for one in measured if one.reader == reader]) for reader in readers]


def sum_up(reader: str, measured: Sequence[Measured]) -> Speed:
    seconds = sum(one.seconds for one in measured)
    parsing = sum(one.parse_seconds for one in measured)
    return Speed(
        reader=reader, ratio=parsing / seconds,
        milliseconds=1000 * seconds / len(measured), parse_milliseconds=1000 * parsing / len(measured),
        failed=sum(one.failed is not None for one in measured),
    )  # fmt: skip


def show(speeds: Sequence[Speed]) -> None:
    columns = ("reader", "ms a page", "lxml alone", "ratio", "bar", "", "failed")
    table = Table(*columns, box=None, header_style="dim", padding=(0, 2, 0, 0))
    for speed in speeds:
        bar = BARS.get(speed.reader)
        judged = ("", "") if bar is None else (f"{bar:.2f}", "reached" if speed.ratio >= bar else "not reached")
        times = (f"{speed.milliseconds:.1f}", f"{speed.parse_milliseconds:.1f}", f"{speed.ratio:.3f}")
        table.add_row(speed.reader, *times, *judged, str(speed.failed))
    # A file or a pipe gets whole lines, however narrow the terminal.
    Console(width=None if sys.stdout.isatty() else 120, highlight=False).print(table)


def profile(reader: str, pages: Sequence[SavedPage], rounds: int) -> None:
    """Print the 15 functions with most time of their own, in milliseconds a page; profiling slows Python itself."""
    read = reader_named(reader)
    for page in pages:
        read(page.body, page.url)
    profiler = cProfile.Profile()
    profiler.enable()
    for _ in range(rounds):
        for page in pages:
            read(page.body, page.url)
    profiler.disable()
    entries = sorted(profiler.getstats(), key=lambda entry: entry.inlinetime, reverse=True)
    readings = len(pages) * rounds
    whole = 1000 * sum(entry.inlinetime for entry in entries) / readings
    print(f"\n{reader}: {whole:.1f} ms a page under the profiler\n  own ms  with all it calls     calls  function")
    for entry in entries[:15]:
        own, whole = (1000 * seconds / readings for seconds in (entry.inlinetime, entry.totaltime))
        print(f"{own:8.2f}  {whole:17.2f}  {entry.callcount / readings:8.0f}  {_place(entry.code)}")


def _place(code: CodeType | str) -> str:
    """Return where a profiled function stands; a built-in one is its own name."""
    if isinstance(code, str):
        return code
    path = Path(code.co_filename)
    return f"{code.co_qualname} ({path.parent.name}/{path.name}:{code.co_firstlineno})"


if __name__ == "__main__":
    sys.exit(main())
