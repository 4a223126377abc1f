"""What is shown of an article that was found, as lines for a person and as JSON for a script."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from hanoitv_scraper.dumps.search.passages import (
    Met,
    Passage,
    find_in_statement,
    find_met,
    find_passage,
    find_title,
    to_text,
)
from hanoitv_scraper.dumps.search.persons import find_speakers
from hanoitv_scraper.dumps.search.query import Query
from hanoitv_scraper.items import VIETNAM, Article, Form, QuotedSpeaker

PLAIN = ("**", "**")
BOLD = ("\x1b[1m", "\x1b[0m")
"""What stands round a match."""
MOST_SAID = 3
"""Speakers whose words are shown of one article."""


@dataclass(frozen=True, slots=True)
class Said:
    """What someone who was asked for said."""

    speaker: QuotedSpeaker
    form: Form
    """Only direct ones are shown in quotation marks: others are the paper's words, or partly so."""
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
    met = find_met(article, query)
    speakers = tuple(find_speakers(article, query)) or _told_best(article, met)
    said = tuple(_said(speaker, article, met) for speaker in islice(filter(_speaks, speakers), MOST_SAID))
    passage = find_passage(met)
    if said and passage and not passage.marks:
        passage = None
    return Result(rank, article, find_title(met), passage, said)


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
        words = _show(said.words, marks)
        yield f"   {_harmless(_who(said.speaker))}: {f'“{words}”' if said.form == 'direct' else words}"


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
                "organisation": said.speaker.organisation, "form": said.form, **_to_json(said.words),
            }
            for said in result.said
        ],
    }  # fmt: skip


def _to_json(passage: Passage) -> dict[str, Any]:
    return {
        "field": passage.field, "start": passage.start, "end": passage.end,
        "text": passage.text[passage.start : passage.end], "marks": [list(mark) for mark in passage.marks],
    }  # fmt: skip


def _told_best(article: Article, met: Met) -> list[QuotedSpeaker]:
    """Return the speakers whose name, office or body holds more of a query together than all texts do."""
    least = max(text.best.worth[0] for text in met.texts.values())
    worth = [(_worth(speaker, met), speaker) for speaker in (*article.quoted_officials, *article.quoted_others)]
    most = max((value for value, _ in worth), default=0)
    return [speaker for value, speaker in worth if value == most > least]


def _worth(speaker: QuotedSpeaker, met: Met) -> int:
    told = filter(None, (speaker.name, speaker.position, speaker.organisation))
    return max((to_text("speaker", (part,), met.terms).best.worth[0] for part in told), default=0)


def _speaks(speaker: QuotedSpeaker) -> bool:
    return bool(speaker.quotes)


def _said(speaker: QuotedSpeaker, article: Article, met: Met) -> Said:
    """Return of what someone said the part that shows the query best; the first one, where nothing does."""
    said = [Said(speaker, one.form, find_in_statement(one, article, met)) for one in speaker.quotes]
    return max(said, key=lambda one: len(one.words.marks))


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
