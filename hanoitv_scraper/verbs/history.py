"""`hanoitv history`: what an article was, version by version."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from hanoitv_scraper.verbs.archive_options import add_data_option, check_archive

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

HELP = "show an article's versions as a diff, and when it was looked at, from the archive alone"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_data_option(parser)
    parser.add_argument("article", metavar="ID|URL", help="its id (hanoitv:d182391), or where it is or was")
    parser.add_argument(
        "--color", choices=("always", "never", "auto"), default="auto",
        help="auto: on a terminal, unless NO_COLOR is set (default: %(default)s)",
    )  # fmt: skip


def run(options: argparse.Namespace, rest: Sequence[str]) -> int:
    """Print an article's history; 1 for one that the archive does not know or withholds, with a line that says so."""
    from hanoitv_scraper.archive.withheld import read_withheld
    from hanoitv_scraper.history.find import find_id, read_history
    from hanoitv_scraper.history.show import show_history
    from hanoitv_scraper.history.words import one_line

    check_archive(options.data)
    asked = one_line(options.article)
    id = find_id(options.data, options.article)
    if id is None:
        return _refuse(f"{asked}: no article that {options.data} holds is or was there: give its id")
    if id in read_withheld(options.data):
        return _refuse(f"{asked}: {one_line(id)} is withheld: {options.data / 'withheld.txt'} says so")
    history = read_history(options.data, id)
    if not history.versions and not history.sightings:
        return _refuse(f"{asked}: nothing of {one_line(id)} is in {options.data}: no run has met it")
    show = _printer(options.color)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")  # as the archive is, whatever the locale is
    for line in show_history(history):
        sys.stdout.write(show(line) + "\n")
    sys.stdout.flush()
    return 0


def _refuse(reason: str) -> int:
    print(f"hanoitv history: {reason}", file=sys.stderr)
    return 1


def _printer(color: str) -> Callable[[Text], str]:
    """Return what makes a line to print: in colours, or marked by signs where there are none."""
    from rich.console import Console

    from hanoitv_scraper.history.words import to_plain

    # On a terminal words are not broken at its edge; a file takes lines as they are.
    soft_wrap = not sys.stdout.isatty()
    if color == "always":
        return partial(_in_colours, Console(color_system="standard", no_color=False, soft_wrap=soft_wrap))
    console = Console(soft_wrap=soft_wrap)
    has_colours = color == "auto" and console.color_system is not None and not console.no_color
    return partial(_in_colours, console) if has_colours else to_plain


def _in_colours(console: Console, line: Text) -> str:
    with console.capture() as shown:
        console.print(line, end="", highlight=False)
    return shown.get()
