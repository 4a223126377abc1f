"""A query in the index's own words: what is matched, what is weighed, and under which conditions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from hanoitv_scraper.dumps.chosen import Choice, to_microseconds
from hanoitv_scraper.dumps.search.expression import to_match, to_ranked, to_whole
from hanoitv_scraper.dumps.search.index import PLACE_BITS
from hanoitv_scraper.dumps.search.persons import Person, to_persons
from hanoitv_scraper.dumps.search.query import Query, Term

COMPARED = {"before": "<", "until": "<", "since": ">=", "after": ">="}


class Clause(NamedTuple):
    """Words that are wanted, as three expressions."""

    whole: str
    """Finds them as one phrase."""
    ranked: str
    """Finds all of them; pairs that stand together weigh more."""
    plain: str
    """Finds all of them."""


class Condition(NamedTuple):
    """A condition of SQL on the article `a`, and the values of its question marks."""

    sql: str
    values: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the index is asked."""

    match: Clause | None
    """None for a query without words."""
    condition: Condition


def to_asked(query: Query, choice: Choice) -> Asked:
    """Return what the index is asked for a query about the articles that are chosen."""
    clauses = list(_clauses(query))
    not_words = [term for term in query.unwanted if not clauses or term.kind != "words"]
    conditions = [
        Condition("a.indexed", ()),
        *(_of_person(person) for person in to_persons(query)),
        *(_of_any(group) for group in query.wanted if not _has_words_alone(group) and not _is_person(group)),
        *(Condition(f"NOT {sql}", values) for sql, values in map(_of_term, not_words)),
        *_of_choice(choice),
    ]
    unwanted = [term for term in query.unwanted if term not in not_words]
    match = Clause(*(_but_not(column, unwanted) for column in zip(*clauses, strict=True))) if clauses else None
    return Asked(match, _joined(" AND ", conditions))


def _clauses(query: Query) -> Iterator[Clause]:
    """Yield what is wanted of words: plain ones that follow each other in the query belong together."""
    for is_plain, groups in groupby(query.wanted, key=_is_plain):
        if is_plain:
            run = [group[0] for group in groups]
            yield Clause(to_whole(run), to_ranked(run), " AND ".join(map(to_match, run)))
        else:
            yield from (Clause(*3 * (_any_match(group),)) for group in groups if _has_words_alone(group))


def _is_plain(group: Sequence[Term]) -> bool:
    return len(group) == 1 and not group[0].field


def _is_person(group: Sequence[Term]) -> bool:
    return len(group) == 1 and group[0].kind == "person"


def _has_words_alone(group: Iterable[Term]) -> bool:
    return all(term.kind == "words" for term in group)


def _any_match(terms: Iterable[Term]) -> str:
    return f"({' OR '.join(f'({to_match(term)})' for term in terms)})"


def _but_not(wanted: Iterable[str], unwanted: Sequence[Term]) -> str:
    joined = " AND ".join(wanted)
    return f"({joined}) NOT {_any_match(unwanted)}" if unwanted else joined


def _of_person(person: Person) -> Condition:
    match = " AND ".join(f"({to_match(term)})" for term in person)
    return Condition(f"a.number IN (SELECT rowid >> {PLACE_BITS} FROM people WHERE people MATCH ?)", (match,))  # noqa: S608 - a number


def _of_any(terms: Iterable[Term]) -> Condition:
    return _joined(" OR ", map(_of_term, terms))


def _of_term(term: Term) -> Condition:
    if term.kind == "words":
        return Condition("a.number IN (SELECT rowid FROM words WHERE words MATCH ?)", (to_match(term),))
    if term.kind == "person":
        return _of_person((term,))
    if term.moment:
        return Condition(f"a.at {COMPARED[term.field]} ?", (to_microseconds(term.moment),))
    return Condition(f"a.{term.field} = ?", (term.value,))


def _of_choice(choice: Choice) -> Iterator[Condition]:
    if choice.site is not None:
        yield Condition("a.site = ?", (choice.site,))
    if choice.since:
        yield Condition("a.at >= ?", (to_microseconds(choice.since),))
    if choice.until:
        yield Condition("a.at <= ?", (to_microseconds(choice.until),))


def _joined(by: str, conditions: Iterable[Condition]) -> Condition:
    sql, values = zip(*conditions, strict=True)
    return Condition(f"({by.join(sql)})", tuple(value for some in values for value in some))
