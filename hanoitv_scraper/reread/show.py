"""A reread as a person follows it: how far it is, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from hanoitv_scraper.reread.article import Why
from hanoitv_scraper.reread.tally import Tally, to_plain

NOUNS = {"reread": "reading", "edited": "revision", "new": "record"}
WHYS: Mapping[Why, str] = {
    "unreadable": "today's rules cannot read what was read before",
    "unread": "today's rules cannot read what gave no record before",
    "another": "today's rules see another article there",
    "earlier": "a page from before the first version reads otherwise, and nothing can be put before that",
    "between": "a page from between two revisions reads otherwise, and nothing can be put between them",
    "not kept": "a version has no raw page",
    "beside": "the version that a page is to be compared with has a damaged raw page",
    "damaged": "the raw page is damaged",
}


@contextmanager
def watching(site: str) -> Iterator[Callable[[int, int], None]]:
    """Show on a terminal how far a site's reread is; give what is to be told the pages read and their whole number."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TextColumn("pages"))
    with Progress(
        *columns, TimeElapsedColumn(), console=console, transient=True, disable=not console.is_terminal
    ) as progress:
        task = progress.add_task(site, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


def summary(tally: Tally) -> Iterator[str]:
    """Yield what was done, and what was left, a line each."""
    changes = f"; changed {_fields(tally)}" if tally.fields else ""
    yield f"{tally.site}: {_pages(tally)}: added {_added(tally)}{changes}"
    yield from _left(tally)


def prospect(tally: Tally) -> Iterator[str]:
    """Yield what would be done, with examples, and what would be left, a line each."""
    changes = f"; would change {_fields(tally)}" if tally.fields else ""
    yield f"{tally.site}: {_pages(tally)}: would add {_added(tally)}{changes}"
    for name, _ in _falling(tally):
        for example in tally.examples[name]:
            yield f"{tally.site}: {name}: {example.id}: {example.before} → {example.after}"
    yield from _left(tally)


def _pages(tally: Tally) -> str:
    return f"{_count(tally.pages, 'page')} read"


def _added(tally: Tally) -> str:
    counts = (_count(tally.added[outcome], noun) for outcome, noun in NOUNS.items() if tally.added[outcome])
    return ", ".join(counts) or "nothing"


def _fields(tally: Tally) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in _falling(tally))


def _falling(tally: Tally) -> list[tuple[str, int]]:
    return sorted(tally.fields.items(), key=lambda pair: (-pair[1], pair[0]))


def _left(tally: Tally) -> Iterator[str]:
    for why, said in WHYS.items():
        if why in tally.first_left:
            first = tally.first_left[why]
            named = to_plain(f"{first.id}: {first.detail}" if first.detail else first.id)
            yield f"{tally.site}: left {_count(tally.left[why], 'page')}: {said}; the first: {named}"
    if tally.withheld:
        yield f"{tally.site}: left out {_count(tally.withheld, 'article')} that withheld.txt names"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
