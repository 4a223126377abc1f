"""Terms of a query in the language of SQLite's full-text search; what a user types reaches it as folded words alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from hanoitv_scraper.dumps.search.persons import spellings
from hanoitv_scraper.dumps.search.query import PERSON_FIELDS, Term
from hanoitv_scraper.dumps.search.words import BARE, is_exact

WORD_COLUMNS = {"title": 16.0, "lead": 6.0, "keyword": 6.0, "speaker": 4.0, "section": 2.0, "body": 1.0}
"""The fields of an article that are searched, and what a word there weighs against one in the body."""
PERSON_COLUMNS = PERSON_FIELDS
EXACT = "_exact"
"""Behind the name of the column beside each, which holds the words with diacritics alone, as they are."""


def both(columns: Iterable[str]) -> list[str]:
    """Return columns, and behind them those of their words with diacritics."""
    columns = list(columns)
    return [*columns, *(column + EXACT for column in columns)]


def to_match(term: Term) -> str:
    """Return the expression that finds a term's words in the columns of its field."""
    return " OR ".join(f"({_phrase(words, term.field)})" for words in spellings(term))


def to_ranked(run: Sequence[Term]) -> str:
    """Return the expression for words that follow each other in the query: all are wanted, pairs of them count more.

    What holds a pair holds its first word: `a OR "a b"` finds what `a` finds, and gives what holds both more weight.
    """
    pairs = (f"({to_match(first)} OR ({to_whole((first, second))}))" for first, second in pairwise(run))
    return " AND ".join((*pairs, to_match(run[-1])))


def to_whole(run: Sequence[Term]) -> str:
    """Return the expression for the words of a run as one phrase."""
    return _phrase([word for term in run for word in term.words], "")


def _phrase(words: Sequence[str], field: str) -> str:
    """Return what finds a phrase: all its words bare in a row, and each row of those with diacritics as it is.

    Bare words hold no diacritics and exact ones do, so none is found in a column of the other kind.
    """
    rows = list(_exact_rows(words))
    if len(words) > 1 or not rows:
        rows.insert(0, tuple(BARE[word] for word in words))
    columns = f"{{{field} {field}{EXACT}}} : " if field else ""
    return " AND ".join(f"{columns}{_row(row)}" for row in rows)


def _exact_rows(words: Iterable[str]) -> Iterator[tuple[str, ...]]:
    row: tuple[str, ...] = ()
    for word in words:
        if is_exact(word):
            row = (*row, word)
        elif row:
            yield row
            row = ()
    if row:
        yield row


def _row(words: Iterable[str]) -> str:
    return f'"{" ".join(words)}"'
