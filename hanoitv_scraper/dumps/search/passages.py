"""Where in an article a query is met: the passage that shows it best, and the words to mark in it."""

from __future__ import annotations

from collections.abc import Sequence
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


@dataclass(frozen=True, slots=True)
class Window:
    """The part of a text that shows a query best."""

    worth: tuple[int, int] = (0, 0)
    """How many terms its longest run holds, and how many there are."""
    runs: tuple[Run, ...] = ()
    first: int = 0
    """The number of its first word."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text of an article, or its tags in a row, and what of a query is met in it."""

    field: str
    text: str
    words: tuple[Word, ...]
    runs: tuple[Run, ...]
    best: Window


@dataclass(frozen=True, slots=True)
class Met:
    """Where in an article a query is met."""

    texts: dict[str, Text]
    terms: tuple[tuple[int, Term], ...]
    """The words that are asked for, with their places in the query."""
    joined: frozenset[int]
    """Those of them that stand beside others somewhere in the texts, as they do in the query."""


def find_met(article: Article, query: Query) -> Met:
    """Return where a query is met in an article's title, lead, body, keywords and sections."""
    terms = (term for group in query.wanted for term in group)
    numbered = tuple((number, term) for number, term in enumerate(terms) if term.kind == "words")
    parts = {
        "title": (article.title,), "lead": (article.lead or "",), "body": (article.body or "",),
        "keywords": article.keywords, "section": article.section,
    }  # fmt: skip
    texts = {field: to_text(field, of_field, numbered) for field, of_field in parts.items()}
    runs = (run for text in texts.values() for run in text.runs)
    return Met(texts, numbered, frozenset[int]().union(*(run.terms for run in runs if run.last > run.first)))


def to_text(field: str, parts: Sequence[str], terms: Sequence[tuple[int, Term]]) -> Text:
    """Return parts joined by a comma, and what of these terms is met in each: no run reaches from one into the next."""
    asked = _terms_for(field, terms)
    words, runs, at = list[Word](), list[Run](), 0
    for part in parts:
        of_part = [Word(word.folded, word.start + at, word.end + at) for word in find_words(part[:FARTHEST])]
        so_far = len(words)
        runs += (Run(run.first + so_far, run.last + so_far, run.terms) for run in _runs(of_part, asked))
        words += of_part
        at += len(part) + 2
    return Text(field, ", ".join(parts), tuple(words), tuple(runs), _best_window(runs))


def find_title(met: Met) -> Passage:
    """Return an article's title, whole."""
    title = met.texts["title"]
    return _passage(title, title.runs, met.joined, (0, len(title.text)), (False, False))


def find_passage(met: Met) -> Passage | None:
    """Return the passage that shows a query best: of lead or body, or the tags where more is met there."""
    lead, body, *tags = (met.texts[field] for field in ("lead", "body", "keywords", "section"))
    shown = [text for text in (lead, body) if text.text] + [text for text in tags if text.runs]
    return _best_of(max(shown, key=lambda text: text.best.worth), met.joined) if shown else None


def find_in_statement(statement: Statement, article: Article, met: Met) -> Passage:
    """Return the part of a statement that shows a query best, else its beginning."""
    words = [
        Word(word.folded, word.start + statement.start, word.end + statement.start)
        for word in find_words(statement.text[:FARTHEST])
    ]
    runs = _runs(words, _terms_for(statement.field, met.terms))
    text = Text(statement.field, getattr(article, statement.field) or "", tuple(words), tuple(runs), _best_window(runs))
    return _best_of(text, met.joined, (statement.start, statement.end))


def _terms_for(field: str, terms: Sequence[tuple[int, Term]]) -> list[tuple[int, Term]]:
    singular = {"keywords": "keyword"}.get(field, field)
    return [(number, term) for number, term in terms if term.field in ("", singular)]


def _best_of(text: Text, joined: frozenset[int], span: tuple[int, int] | None = None) -> Passage:
    """Return what of a text shows best; of all of it, or of a span that its words are of."""
    words, first = text.words, text.best.first
    behind = first + WIDTH
    is_cut = (first > 0, behind < len(words))
    start, end = span or (0, len(text.text))
    start, end = words[first].start if is_cut[0] else start, words[behind - 1].end if is_cut[1] else end
    return _passage(text, text.best.runs, joined, (start, end), is_cut)


def _best_window(runs: Sequence[Run]) -> Window:
    best = Window()
    for at, run in enumerate(runs):
        first = max(0, run.first - BEFORE)
        held = tuple(one for one in runs[at : at + WIDTH] if one is run or one.last < first + WIDTH)
        worth = (max(len(one.terms) for one in held), len(frozenset[int]().union(*(one.terms for one in held))))
        if worth > best.worth:
            best = Window(worth, held, first)
    return best


def _runs(words: Sequence[Word], terms: Sequence[tuple[int, Term]]) -> list[Run]:
    """Return the runs of words that are looked for, in their order; of terms that follow each other in the query."""
    met: dict[int, set[int]] = {}
    within: dict[int, set[int]] = {}
    for number, term in terms:
        for at in find_phrases(term.words, words):
            for place in range(at, at + len(term.words)):
                met.setdefault(place, set()).add(number)
                within.setdefault(place, set()).update({number} if place > at else ())
    runs: list[Run] = []
    for place in sorted(met):
        before = met.get(place - 1, set())
        if before & within[place] or {number + 1 for number in before} & met[place]:
            runs[-1] = Run(runs[-1].first, place, runs[-1].terms | met[place])
        else:
            runs.append(Run(place, place, frozenset(met[place])))
    return runs


def _passage(
    text: Text, runs: Sequence[Run], joined: frozenset[int], span: tuple[int, int], is_cut: tuple[bool, bool]
) -> Passage:
    """Return a passage in which runs are marked; of a single word those alone that no longer run of the article holds.

    A syllable by itself means little: năm is no mark for who asks for nam tu liem, where that stands too.
    """
    start, end = span[0], min(span[1], span[0] + MOST_SIGNS)
    marked = (run for run in runs if run.last > run.first or not run.terms <= joined)
    spans = ((text.words[run.first].start, min(text.words[run.last].end, end)) for run in marked)
    marks = tuple((first, last) for first, last in spans if first < last)
    return Passage(text.field, text.text, start, end, marks, (is_cut[0], is_cut[1] or end < span[1]))
