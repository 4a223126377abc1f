"""`hanoitv search`: articles that hold words, were said by someone, in an office, on a day."""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Sequence
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING

from hanoitv_scraper.errors import BadArgument
from hanoitv_scraper.say import say
from hanoitv_scraper.verbs.archive_options import add_data_option
from hanoitv_scraper.verbs.choice_options import Damage, add_choice_options, to_choice

if TYPE_CHECKING:
    from rich.progress import Progress

    from hanoitv_scraper.dumps.search.query import Query
    from hanoitv_scraper.items import Article

MOST = 1_000_000
HELP = "find articles by words, with or without diacritics, by who spoke, in which office, and when"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_data_option(parser)
    parser.add_argument(
        "query", nargs="+", metavar="QUERY",
        help="words, \"a phrase\", -word, one OR other, speaker: office: organisation: title: keyword: before: … "
        "(docs/search.md); put it between single quotes, or -word is taken for an option",
    )  # fmt: skip
    add_choice_options(parser)
    parser.add_argument("--limit", type=int, default=10, metavar="N", help="show so many (default: %(default)s)")
    parser.add_argument("--json", action="store_true", help="print a JSON object a line")
    parser.add_argument(
        "--color", choices=("always", "never", "auto"), default="auto",
        help="matches bold, not between **: auto does so on a terminal, unless NO_COLOR is set (default: %(default)s)",
    )  # fmt: skip


def run(options: argparse.Namespace, rest: Sequence[str]) -> int:
    """Print what is found, the best first; 1 where nothing is, with a line that says so."""
    from hanoitv_scraper.dumps.search.find import find_articles
    from hanoitv_scraper.dumps.search.keep import ask
    from hanoitv_scraper.dumps.search.query import read_query

    if not 1 <= options.limit <= MOST:
        raise BadArgument(f"expected --limit to be 1 to {MOST:,}, found {options.limit}")
    query = read_query(" ".join(options.query))
    choice = to_choice(options)
    _check_sites(query, options)
    damage = Damage("search", options.skip_damaged)
    show = partial(_show, query, options)
    question = partial(find_articles, query=query, choice=choice, limit=options.limit, show=show)
    with _Progress() as progress:
        found = ask(options.data, question, damage, progress, _tell)
    _print(found.shown)
    if number := len(damage):
        _tell(f"{number:,} damaged {'file or line was' if number == 1 else 'files and lines were'} left out")
    if found.number > len(found.shown):
        _tell(f"{len(found.shown):,} of {found.number:,} articles: --limit shows more")
    if not found.number:
        _tell(f"no article in {options.data} for {' '.join(options.query)}")
    return 0 if found.number else 1


def _show(query: Query, options: argparse.Namespace, rank: int, article: Article) -> str:
    from hanoitv_scraper.dumps.search.results import BOLD, PLAIN, to_json, to_lines, to_result

    result = to_result(rank, article, query)
    if options.json:
        return json.dumps(to_json(result), ensure_ascii=False)
    return "\n".join(to_lines(result, BOLD if _is_colored(options.color) else PLAIN))


def _print(shown: Sequence[str]) -> None:
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")  # as the archive is, whatever the locale is
    for lines in shown:
        sys.stdout.write(f"{lines}\n")
    sys.stdout.flush()


def _check_sites(query: Query, options: argparse.Namespace) -> None:
    from hanoitv_scraper.archive.layout import check_held, site_names

    for term in (term for group in (*query.wanted, query.unwanted) for term in group):
        if term.field == "site":
            check_held(options.data, term.value, site_names(options.data))


def _is_colored(color: str) -> bool:
    if color != "auto":
        return color == "always"
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _tell(line: str) -> None:
    say(f"hanoitv search: {line}", sys.stderr)


class _Progress:
    """How far the making of an index is, shown on a terminal; it begins when there is something to show."""

    def __enter__(self) -> _Progress:
        self._bar: Progress | None = None
        return self

    def __call__(self, what: str, done: int, total: int) -> None:
        if not sys.stderr.isatty():
            return
        if self._bar is None:
            self._bar = _bar()
            self._task = self._bar.add_task(what)
        self._bar.update(self._task, description=what, completed=done, total=total)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()


def _bar() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=Console(stderr=True, soft_wrap=True), transient=True)
    bar.start()
    return bar
