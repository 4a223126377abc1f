"""What is shown of an article that was found, as lines for a person and as JSON for a script."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from hanoitv_scraper.dumps.search.passages import Passage, find_in_statement, find_passage, find_title
from hanoitv_scraper.dumps.search.persons import find_speakers
from hanoitv_scraper.dumps.search.query import Query
from hanoitv_scraper.items import VIETNAM, Article, QuotedSpeaker

PLAIN = ("**", "**")
BOLD = ("\x1b[1m", "\x1b[0m")
"""What stands round a match."""
MOST_SAID = 3
"""Speakers whose words are shown of one article."""


@dataclass(frozen=True, slots=True)
class Said:
    """What someone who was asked for said."""

    speaker: QuotedSpeaker
    words: Passage


@dataclass(frozen=True, slots=True)
class Result:
    """An article that was found, and what of it shows why."""

    rank: int
    article: Article
    title: Passage
    passage: Passage | None
    """None where who was asked for is shown instead, and for an article without text."""
    said: tuple[Said, ...]


def to_result(rank: int, article: Article, query: Query) -> Result:
    """Return what is shown of an article for a query."""
    speakers = islice(find_speakers(article, query), MOST_SAID)
    said = tuple(_said(speaker, article, query) for speaker in speakers if speaker.quotes)
    passage = find_passage(article, query)
    if said and passage and not passage.marks:
        passage = None
    return Result(rank, article, find_title(article, query), passage, said)


def to_lines(result: Result, marks: tuple[str, str]) -> Iterator[str]:
    """Yield a result's lines; what publishers wrote does nothing to a terminal, whatever it holds."""
    article = result.article
    yield f"{result.rank}. {_day(article)}  {_show(result.title, marks)}"
    yield f"   {_harmless(article.id)}  {_harmless(article.url)}"
    if article.raw and article.raw.file:
        yield f"   {_harmless(article.raw.file)}@{article.raw.offset}"
    if result.passage:
        label = f"{result.passage.field}: " if result.passage.field in ("keywords", "section") else ""
        yield f"   {label}{_show(result.passage, marks)}"
    for said in result.said:
        yield f"   {_harmless(_who(said.speaker))}: “{_show(said.words, marks)}”"


def to_json(result: Result) -> dict[str, Any]:
    """Return a result as plain values; `docs/search.md` says what its keys mean."""
    article = result.article
    return {
        "rank": result.rank, "id": article.id, "revision": article.revision, "reading": article.reading,
        "site": article.site, "url": article.url, "title": article.title,
        "timestamp": article.timestamp.isoformat() if article.timestamp else None,
        "raw": article.raw.to_dict() if article.raw else None,
        "passage": _to_json(result.passage) if result.passage else None,
        "said": [
            {
                "name": said.speaker.name, "position": said.speaker.position,
                "organisation": said.speaker.organisation, **_to_json(said.words),
            }
            for said in result.said
        ],
    }  # fmt: skip


def _to_json(passage: Passage) -> dict[str, Any]:
    return {
        "field": passage.field, "start": passage.start, "end": passage.end,
        "text": passage.text[passage.start : passage.end], "marks": [list(mark) for mark in passage.marks],
    }  # fmt: skip


def _said(speaker: QuotedSpeaker, article: Article, query: Query) -> Said:
    """Return of what someone said the part that shows the query best; the first one, where nothing does."""
    parts = [find_in_statement(statement, article, query) for statement in speaker.quotes]
    return Said(speaker, max(parts, key=lambda part: len(part.marks)))


def _day(article: Article) -> str:
    if article.timestamp is None:
        return "undated"
    local = article.timestamp.astimezone(VIETNAM)
    return f"{local:%d/%m/%Y}" if article.timestamp_precision == "day" else f"{local:%d/%m/%Y %H:%M}"


def _who(speaker: QuotedSpeaker) -> str:
    office = " ".join(filter(None, (speaker.position, speaker.organisation)))
    return ", ".join(filter(None, (speaker.name, office))) or "(unnamed)"


def _show(passage: Passage, marks: tuple[str, str]) -> str:
    """Return a passage on one line, its matches between marks, and … where text was left out."""
    pieces, at = [], passage.start
    for start, end in passage.marks:
        pieces += [_harmless(passage.text[at:start]), marks[0], _harmless(passage.text[start:end]), marks[1]]
        at = end
    pieces.append(_harmless(passage.text[at : passage.end]))
    before, behind = passage.is_cut
    return f"{'… ' if before else ''}{''.join(pieces)}{' …' if behind else ''}"


def _harmless(text: str) -> str:
    """Return text on one line that does nothing to a terminal, the space at its ends kept."""
    spaced = "".join(" " if sign.isspace() else sign if sign.isprintable() else "?" for sign in text)
    return spaced.replace("  ", " ")
