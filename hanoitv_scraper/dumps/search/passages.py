"""Where in an article a query is met: the passage that shows it best, and the words to mark in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hanoitv_scraper.dumps.search.query import Query, Term
from hanoitv_scraper.dumps.search.words import Word, find_phrases, find_words
from hanoitv_scraper.items import Article, Statement

WIDTH = 40
"""Words of a passage."""
BEFORE = 8
"""Words of it before the first that is marked."""
# A text as long as a book is looked through so far: what lies behind is found, and its beginning shown.
FARTHEST = 200_000
# Of a word as long as a page its beginning will do.
MOST_SIGNS = 1_000


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a text and the spans to mark in it, all as offsets in code points into the whole."""

    field: str
    """`title`, `lead` or `body`; of a list, its values joined, `keywords` or `section`."""
    text: str
    """The whole."""
    start: int
    end: int
    marks: tuple[tuple[int, int], ...]
    is_cut: tuple[bool, bool] = (False, False)
    """Whether text was left out before it and behind it."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words next to each other that a query has next to each other."""

    first: int
    last: int
    terms: frozenset[int]


def find_title(article: Article, query: Query) -> Passage:
    """Return an article's title, whole."""
    terms = _terms_for("title", query)
    words = find_words(article.title[:FARTHEST])
    return _passage("title", article.title, words, _runs(words, terms), (0, len(article.title)), (False, False))


def find_passage(article: Article, query: Query) -> Passage | None:
    """Return the passage of lead or body that shows a query best, else the tags it is met in, else how it begins."""
    lead, body = article.lead or "", article.body or ""
    found = [*_best("lead", lead, query), *_best("body", body, query)]
    if not any(passage.marks for _, passage in found):
        lists = {"keywords": ", ".join(article.keywords), "section": ", ".join(article.section)}
        tags = [one for field, text in lists.items() for one in _best(field, text, query) if one[1].marks]
        found = tags or found
    return max(found, key=lambda one: one[0])[1] if found else None


def find_in_statement(statement: Statement, article: Article, query: Query) -> Passage:
    """Return the part of a statement that shows a query best, else its beginning."""
    text = getattr(article, statement.field) or ""
    words = [
        Word(word.folded, word.start + statement.start, word.end + statement.start)
        for word in find_words(statement.text[:FARTHEST])
    ]
    return _best_of(statement.field, text, words, _terms_for(statement.field, query), statement.start, statement.end)[1]


def _terms_for(field: str, query: Query) -> list[Term]:
    singular = {"keywords": "keyword"}.get(field, field)
    return [term for group in query.wanted for term in group if term.kind == "words" and term.field in ("", singular)]


def _best(field: str, text: str, query: Query) -> Iterator[tuple[tuple[int, int], Passage]]:
    """Yield the best passage of a text and its worth; none of an empty one."""
    if text:
        yield _best_of(field, text, find_words(text[:FARTHEST]), _terms_for(field, query), 0, len(text))


def _best_of(
    field: str, text: str, words: Sequence[Word], terms: Sequence[Term], start: int, end: int
) -> tuple[tuple[int, int], Passage]:
    """Return what words of `text[start:end]` show best, and its worth: the longest run, then the terms there are."""
    runs = _runs(words, terms)
    worth, shown, first = (0, 0), list[Run](), 0
    for at, run in enumerate(runs):
        from_word = max(0, run.first - BEFORE)
        window = [one for one in runs[at : at + WIDTH] if one is run or one.last < from_word + WIDTH]
        value = (max(len(one.terms) for one in window), len(frozenset[int]().union(*(one.terms for one in window))))
        if value > worth:
            worth, shown, first = value, window, from_word
    behind = first + WIDTH
    is_cut = (first > 0, behind < len(words))
    start, end = words[first].start if is_cut[0] else start, words[behind - 1].end if is_cut[1] else end
    return worth, _passage(field, text, words, shown, (start, end), is_cut)


def _runs(words: Sequence[Word], terms: Sequence[Term]) -> list[Run]:
    """Return the runs of words that are looked for, in their order; of terms that follow each other in the query."""
    met: dict[int, set[int]] = {}
    for number, term in enumerate(terms):
        for at in find_phrases(term.words, words):
            for place in range(at, at + len(term.words)):
                met.setdefault(place, set()).add(number)
    runs: list[Run] = []
    for place in sorted(met):
        if runs and runs[-1].last == place - 1 and any({one, one + 1} & met[place] for one in met[place - 1]):
            runs[-1] = Run(runs[-1].first, place, runs[-1].terms | met[place])
        else:
            runs.append(Run(place, place, frozenset(met[place])))
    return runs


def _passage(
    field: str, text: str, words: Sequence[Word], runs: Sequence[Run], span: tuple[int, int], is_cut: tuple[bool, bool]
) -> Passage:
    """Return a passage in which runs are marked; of a single word those alone that no longer run there holds.

    A syllable by itself means little: năm is no mark for who asks for nam tu liem, where that stands too.
    """
    start, end = span[0], min(span[1], span[0] + MOST_SIGNS)
    joined = frozenset[int]().union(*(run.terms for run in runs if run.last > run.first))
    marked = (run for run in runs if run.last > run.first or not run.terms <= joined)
    spans = ((words[run.first].start, min(words[run.last].end, end)) for run in marked)
    marks = tuple((first, last) for first, last in spans if first < last)
    return Passage(field, text, start, end, marks, (is_cut[0], is_cut[1] or end < span[1]))
