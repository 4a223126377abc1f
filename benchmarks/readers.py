"""How well pages are read: our readers beside trafilatura, newspaper4k and news-please, same pages, same scorer."""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table

# So that `python benchmarks/readers.py` does as well as `python -m benchmarks.readers`.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.measure import Measured
from benchmarks.peers import PEERS, Unmeasured, install, measure_apart, run
from benchmarks.saved_pages import PAGES, NoPages, open_pages

GENERIC = "ours, generic"
READERS = ("ours, site rules", GENERIC, *PEERS)
KINDS = tuple(dict.fromkeys(reader.split(",")[0] for reader in READERS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A reader's line of the table."""

    reader: str
    figures: dict[str, float]
    """A mean over the pages by field, in the scorer's order, to three places."""
    milliseconds: float
    """The median page's."""
    failed: int
    """Pages it raised an exception on, which are scored as if it had read nothing."""
    said: str
    """All that the scorer printed, page by page."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; return 1 if our generic reader is behind another on a field, 2 if nothing can be measured."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.readers", description=__doc__)
    parser.add_argument("--pages", type=Path, default=PAGES, help="holds gold/, html/ and score.py")
    parser.add_argument("--only", nargs="+", choices=KINDS, default=KINDS, metavar="KIND", help=", ".join(KINDS))
    parser.add_argument("--rounds", type=int, default=1, help="how often each page is read for its time (default: 1)")
    parser.add_argument("-v", dest="verbose", action="store_true", help="print what is wrong on each page, too")
    options = parser.parse_args(arguments)
    try:
        results = compare(options.pages, options.only, options.rounds)
    except (NoPages, Unmeasured) as error:
        print(f"readers.py: {error}", file=sys.stderr)
        return 2
    show(results, options.verbose)
    generic = [result for result in results if result.reader == GENERIC]
    others = [result for result in results if result.reader in PEERS]
    if not generic or not others:
        return 0
    behind = find_behind(generic[0], others)
    print(f"behind: {'; '.join(behind) or 'none'}")
    return 1 if behind else 0


def compare(folder: Path, kinds: Iterable[str], rounds: int) -> list[Result]:
    """Measure and score the readers of these kinds; raises NoPages or Unmeasured."""
    open_pages(folder)
    if not (folder / "score.py").is_file():
        raise NoPages(f"no score.py in {folder}: name the folder of saved pages by --pages")
    readers = [reader for reader in READERS if reader.split(",")[0] in kinds]
    if set(readers) & set(PEERS):
        install()
    return [score(reader, measure_apart([reader], folder, rounds), folder) for reader in readers]


def score(reader: str, measured: Sequence[Measured], folder: Path) -> Result:
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps(one.record | {"html": one.html}) + "\n" for one in measured)
        file.flush()
        scorer, gold = (str((folder / name).resolve()) for name in ("score.py", "gold"))
        said = run([sys.executable, scorer, gold, file.name, "-v"])
    means = re.findall(r"^(\S.*?) +(\d\.\d{3})  \(\d+\)$", said, re.MULTILINE)
    return Result(
        reader=reader,
        figures={field: float(mean) for field, mean in means},
        milliseconds=1000 * median(one.seconds for one in measured),
        failed=sum(one.failed is not None for one in measured),
        said=said,
    )


def show(results: Sequence[Result], verbose: bool) -> None:
    # A file or a pipe gets whole lines, however narrow the terminal.
    console = Console(width=None if sys.stdout.isatty() else 200, highlight=False)
    if verbose:
        for result in results:
            console.print(f"{result.reader}\n{result.said}", markup=False)
    fields = list(dict.fromkeys(field for result in results for field in result.figures))
    table = Table("reader", *fields, "ms a page", "failed", box=None, header_style="dim", padding=(0, 2, 0, 0))
    for result in results:
        figures = [f"{result.figures[field]:.3f}" for field in fields]
        table.add_row(result.reader, *figures, f"{result.milliseconds:.0f}", str(result.failed))
    console.print(table)


def find_behind(ours: Result, others: Sequence[Result]) -> list[str]:
    """Return a phrase for each field in which the best of the others has more than ours."""
    phrases = []
    for field, figure in ours.figures.items():
        best, reader = max((other.figures[field], other.reader) for other in others)
        if figure < best:
            phrases.append(f"{field} {figure:.3f} ({reader} {best:.3f})")
    return phrases


if __name__ == "__main__":
    sys.exit(main())
