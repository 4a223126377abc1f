"""Asking the index: which articles a query finds, the best first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from hanoitv_scraper.dumps.chosen import Choice
from hanoitv_scraper.dumps.search.asked import Asked, Clause, Condition, to_asked
from hanoitv_scraper.dumps.search.expression import WORD_COLUMNS
from hanoitv_scraper.dumps.search.index import Index, Place
from hanoitv_scraper.dumps.search.query import Query
from hanoitv_scraper.items import Article

T = TypeVar("T")
WEIGHTS = ", ".join(map(str, (*WORD_COLUMNS.values(), *WORD_COLUMNS.values())))
PLACE = "a.id, a.revision, a.reading, a.segment, a.offset, a.length"
# What is newer comes first where nothing else decides, then the id; not the order in which the index was made.
NEWEST = "a.at DESC, a.id"


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """The answer to a query."""

    shown: tuple[T, ...]
    """What was made of the best articles, the best first."""
    number: int
    """How many there are in all."""


def find_articles(
    index: Index, query: Query, choice: Choice, limit: int, show: Callable[[int, Article], T]
) -> Found[T]:
    """Return what `show` makes of the rank, from 1, and the article of up to `limit` that a query finds.

    First come those that hold its plain words as one phrase. Articles are read one by one: many take little memory.
    """
    asked = to_asked(query, choice)
    if asked.match:
        hits = _best(index, asked, asked.match, limit)
    else:
        hits = _select(index, PLACE, asked.condition, "", f"ORDER BY {NEWEST} LIMIT {limit}")
    ((number,),) = _select(index, "count(*)", asked.condition, asked.match.plain if asked.match else "")
    return Found(tuple(show(rank, index.article(hit)) for rank, hit in enumerate(hits, 1)), number)


def _best(index: Index, asked: Asked, match: Clause, limit: int) -> list[Place]:
    hits: dict[Place, None] = {}
    for expression in dict.fromkeys((match.whole, match.ranked)):
        if len(hits) < limit:
            order = f"bm25(words, {WEIGHTS}), {NEWEST}"
            hits |= dict.fromkeys(_select(index, PLACE, asked.condition, expression, f"ORDER BY {order} LIMIT {limit}"))
    return list(hits)[:limit]


def _select(index: Index, what: str, condition: Condition, match: str, order: str = "") -> list[Any]:
    """Return rows of the articles that meet a condition, and that hold the words of an expression, if there is one."""
    # The words lead: for each article of the condition they would have to be searched anew.
    words = "words CROSS JOIN articles AS a ON a.number = words.rowid WHERE words MATCH ? AND"
    source, values = (words, (match, *condition.values)) if match else ("articles AS a WHERE", condition.values)
    return index.db.execute(f"SELECT {what} FROM {source} {condition.sql} {order}", values).fetchall()  # noqa: S608 - all ours
