"""`hanoitv dump`: the archive's tables as files for analysts."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from hanoitv_scraper.errors import BadArgument
from hanoitv_scraper.say import one_line
from hanoitv_scraper.verbs.archive_options import add_data_option
from hanoitv_scraper.verbs.choice_options import Damage, add_choice_options, to_choice

if TYPE_CHECKING:
    from hanoitv_scraper.dumps.dump import Done

HELP = "write the archive's tables for analysts: articles, quotes, officials, keywords, images, sightings"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add_data_option(parser)
    add("--output", type=Path, required=True, metavar="FOLDER", help="where to; a dump there is brought up to date")
    add("--format", choices=("parquet", "jsonl", "csv", "sqlite"), default="parquet", help="(default: %(default)s)")
    add("--compress", choices=("none", "gz", "zst"), default="none", help="of jsonl (default: %(default)s)")
    add("--versions", choices=("latest", "all"), default="latest", help="of each article (default: %(default)s)")
    add_choice_options(parser)


def run(options: argparse.Namespace, rest: Sequence[str]) -> int:
    """Write the dump and print what it came to."""
    from hanoitv_scraper.dumps.dump import dump
    from hanoitv_scraper.dumps.making import Target

    if options.compress != "none" and options.format != "jsonl":
        raise BadArgument(f"--compress {options.compress} is for --format jsonl: {options.format} has its own way")
    choice = to_choice(options, options.versions)
    target = Target(folder=options.output, format=options.format, compress=options.compress)
    damage = Damage("dump", options.skip_damaged)
    done = dump(options.data, choice, target, damage, damage, _progress)
    _print(done, options.output)
    return 0


def _print(done: Done, folder: Path) -> None:
    if isinstance(sys.stdout, io.TextIOWrapper) and sys.stdout.isatty():
        _print_table(done)
    else:
        for table, rows in done.rows().items():
            print(f"{table} {rows:,}")
    if left_out := done.package.left_out:
        print(f"{left_out:,} damaged {'file or line was' if left_out == 1 else 'files and lines were'} left out")
    counts = f"{done.written:,} written, {done.kept:,} as they were, {done.removed:,} removed"
    number = len(done.package.files())
    files = f"{number:,} {'file' if number == 1 else 'files'}"
    print(f"{one_line(folder)}: {files}, {counts}: {done.bytes() / 2**20:,.1f} MiB")


def _print_table(done: Done) -> None:
    from rich.console import Console
    from rich.table import Table

    shown = Table("table", "rows", box=None)
    shown.columns[1].justify = "right"
    for table, rows in done.rows().items():
        shown.add_row(table, f"{rows:,}")
    Console(highlight=False).print(shown)


@contextmanager
def _progress(step: str, total: Callable[[], int]) -> Iterator[Callable[[], object]]:
    """Show how far a step of so many pieces is, on a terminal; give what is called with each."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn(step), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True, soft_wrap=True), transient=True) as progress:
        task = progress.add_task("", total=total())
        yield lambda: progress.advance(task)
