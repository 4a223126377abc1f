"""A query as it is typed, read into what an article must have, may have, and must not have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from typing import Literal

from hanoitv_scraper.dumps.search.periods import to_period
from hanoitv_scraper.dumps.search.words import to_words
from hanoitv_scraper.errors import BadArgument

TEXT_FIELDS = ("title", "lead", "body", "keyword", "section")
PERSON_FIELDS = ("speaker", "office", "organisation")
DATE_FIELDS = ("before", "until", "since", "after")
PLAIN_FIELDS = ("site", "id")
FIELDS = (*PERSON_FIELDS, *TEXT_FIELDS, *DATE_FIELDS, *PLAIN_FIELDS)
MOST_WORDS = 64
"""Enough for any headline; SQLite nests no deeper than a few hundred."""

Kind = Literal["words", "person", "date", "plain"]
KINDS: dict[str, Kind] = {
    "": "words",
    **dict.fromkeys(TEXT_FIELDS, "words"),
    **dict.fromkeys(PERSON_FIELDS, "person"),
    **dict.fromkeys(DATE_FIELDS, "date"),
    **dict.fromkeys(PLAIN_FIELDS, "plain"),
}

QUOTES = str.maketrans("“”„‟«»″＂", '""""""""')
# A term with its space before: an exclusion, a field, then words in quotation marks or up to the next space. What
# stands behind a word, a colon and a space is no value, unless the word names a field: headlines have such colons.
TERM = re.compile(
    rf"\s*(?P<minus>-(?!\s))?"
    rf"(?:(?P<field>(?i:{'|'.join(FIELDS)})):\s*|(?P<unknown>[^\W\d_]+):(?=[^\s:/]|//))?"
    r'(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))?'
)


@dataclass(frozen=True, slots=True)
class Term:
    """One thing asked for: words that stand next to each other, anywhere or in a field, or a field's value."""

    field: str
    """Empty: anywhere."""
    value: str
    words: tuple[str, ...] = ()
    """Of the value, folded."""
    moment: datetime | None = None
    """Of a date: `since` and `after` begin there, `before` and `until` end before it."""

    @property
    def kind(self) -> Kind:
        return KINDS[self.field]


@dataclass(frozen=True, slots=True)
class Query:
    """What an article must be to be found."""

    wanted: tuple[tuple[Term, ...], ...]
    """Of each group one of its terms is to be found, at the least: those that OR joins."""
    unwanted: tuple[Term, ...]


@dataclass(slots=True)
class _Reading:
    """What is read so far."""

    wanted: list[list[Term]]
    unwanted: list[Term]
    joins: bool = False
    """OR came last: what comes next joins the group before."""


def read_query(text: str) -> Query:
    """Return what a query asks for; raises BadArgument saying what of it cannot be understood."""
    text = text.translate(QUOTES).encode("utf-8", "replace").decode()
    if text.count('"') % 2:
        raise BadArgument(f"the query has a quotation mark that is never closed: {text}: close it, or leave it out")
    reading = _Reading([], [])
    for match in _matches(text):
        _read_term(match, reading)
    if reading.joins:
        raise BadArgument("OR stands between two terms, here nothing comes behind it: Tết OR Trung")
    query = Query(tuple(map(tuple, reading.wanted)), tuple(reading.unwanted))
    _check(query, text)
    return query


def _matches(text: str) -> Iterator[re.Match[str]]:
    at = 0
    while match := TERM.match(text, at):
        if match.end() == at:
            return
        yield match
        at = match.end()


def _read_term(match: re.Match[str], reading: _Reading) -> None:
    word, field = match["word"], (match["field"] or "").lower()
    if match["unknown"]:
        raise _unknown(match["unknown"], match[0].strip())
    if not field and not match["minus"] and word in ("AND", "OR"):
        if word == "OR":
            _join(reading)
        return
    term = _to_term(field, match["phrase"] or word or "")
    if term is None:
        return
    if match["minus"]:
        if reading.joins:
            raise BadArgument(f"what is left out cannot stand behind OR: -{term.value}: put it first")
        reading.unwanted.append(term)
    elif reading.joins:
        reading.wanted[-1].append(term)
        reading.joins = False
    else:
        reading.wanted.append([term])


def _join(reading: _Reading) -> None:
    if reading.joins or not reading.wanted:
        raise BadArgument('OR stands between two terms, here nothing comes before it; look for the word as "OR"')
    reading.joins = True


def _to_term(field: str, value: str) -> Term | None:
    """Return what is asked for; None for signs alone."""
    value = " ".join(value.split())
    kind = KINDS[field]
    if field and not value:
        raise BadArgument(f"{field}: has no value: give one behind it, as {field}:{_example(field)}")
    if kind == "date":
        first, behind = to_period(value)
        return Term(field, value, moment=first if field in ("since", "before") else behind)
    if kind == "plain":
        return Term(field, value)
    words = tuple(to_words(value))
    if words:
        return Term(field, value, words)
    if field:
        raise BadArgument(f"{field}: holds no word to look for: {value!r}")
    return None


def _example(field: str) -> str:
    return {"date": "2021-11-08", "plain": "hanoitv:d182391" if field == "id" else "hanoitv"}.get(KINDS[field], '"…"')


def _unknown(name: str, whole: str) -> BadArgument:
    near = get_close_matches(name.lower(), FIELDS, n=1)
    hint = f"did you mean {near[0]}:?" if near else f"there are {', '.join(FIELDS)}."
    return BadArgument(f'no field {name}: {hint} To look for the words, put them in quotation marks: "{whole}"')


def _check(query: Query, text: str) -> None:
    number = sum(len(term.words) for group in (*query.wanted, query.unwanted) for term in group)
    terms = sum(map(len, query.wanted)) + len(query.unwanted)
    if max(number, terms) > MOST_WORDS:
        raise BadArgument(f"the query has {max(number, terms):,} words: at most {MOST_WORDS} can be looked for at once")
    if query.wanted:
        return
    if query.unwanted:
        raise BadArgument(f"the query only says what to leave out: {text}: add what to look for")
    raise BadArgument(f"the query holds no word to look for: {text!r}: give words, as in 'quan uy nam tu liem'")
