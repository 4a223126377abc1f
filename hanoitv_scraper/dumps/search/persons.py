"""Persons that a query describes by `speaker:`, `office:`, `organisation:`, and the speakers whom they fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hanoitv_scraper.dumps.officials.organisations import fold_organisation
from hanoitv_scraper.dumps.search.query import Query, Term
from hanoitv_scraper.dumps.search.words import find_phrases, find_words, to_words
from hanoitv_scraper.items import Article, QuotedSpeaker

Person = tuple[Term, ...]


def to_persons(query: Query) -> list[Person]:
    """Return who is described: fields in a row are one person's; a field that comes again begins the next.

    So `speaker:A office:X speaker:B` is A, who is quoted as X, and B. What OR joins is a person each.
    """
    persons: list[Person] = []
    for group in query.wanted:
        if len(group) > 1 or group[0].kind != "person":
            continue
        if persons and group[0].field not in {term.field for term in persons[-1]}:
            persons[-1] = (*persons[-1], group[0])
        else:
            persons.append((group[0],))
    return persons


def find_speakers(article: Article, query: Query) -> Iterator[QuotedSpeaker]:
    """Yield the speakers of an article whom a query describes."""
    joined = [(term,) for group in query.wanted if len(group) > 1 for term in group if term.kind == "person"]
    persons = (*to_persons(query), *joined)
    for speaker in (*article.quoted_officials, *article.quoted_others):
        fields = person_fields(speaker)
        if any(all(_fits(term, fields[term.field]) for term in person) for person in persons):
            yield speaker


def person_fields(speaker: QuotedSpeaker) -> dict[str, tuple[str, ...]]:
    """Return what each field of a query is looked for in; where a body speaks for itself it is the speaker too."""
    body = speaker.organisation or ""
    name = speaker.name or (body if speaker.type == "organisation" else "")
    return {
        "speaker": (name,),
        "office": (speaker.position or "",),
        "organisation": tuple(dict.fromkeys((body, fold_organisation(body)))),
    }


def spellings(term: Term) -> tuple[tuple[str, ...], ...]:
    """Return the words of a term, of a body's name those of the name under which all its spellings are known too."""
    if term.field != "organisation":
        return (term.words,)
    return tuple(dict.fromkeys((term.words, tuple(to_words(fold_organisation(term.value))))))


def _fits(term: Term, values: Iterable[str]) -> bool:
    return any(find_phrases(words, find_words(value)) for value in values for words in spellings(term))
