"""What was found in an article, shown in its text: who speaks and what is said, marked, and why each was taken so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from rich.text import Text

from hanoitv_scraper.extract.quoted import Quoted, read_quoted
from hanoitv_scraper.items import Article, QuotedSpeaker, Statement, TextField

FIELDS: tuple[TextField, ...] = ("title", "lead", "body")
NEWLINE = re.compile(r"\r\n?")
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
COLOURS = ("cyan", "magenta", "green", "yellow", "blue", "red")


class Numbered(NamedTuple):
    """A statement with its speaker and the number it is shown under; joint speakers share one."""

    number: int
    statement: Statement
    speaker: QuotedSpeaker
    is_official: bool


class Mark(NamedTuple):
    """A span of a field that is shown between brackets with its numbers."""

    start: int
    end: int
    brackets: str
    numbers: tuple[int, ...]


def explain(article: Article) -> Text:
    """Return title, lead and body with ⟨who speaks⟩ and ⟦what is said⟧ marked by number, then a line for each quote.

    The brackets stay where colours are not shown.
    """
    texts = {field: getattr(article, field) or "" for field in FIELDS}
    return _show(texts, (article.quoted_officials, article.quoted_others))


def explain_text(text: str) -> Text:
    """Return a text that is no whole article, shown in the same way; what would steer a terminal is shown as �."""
    text = CONTROLS.sub("\N{REPLACEMENT CHARACTER}", NEWLINE.sub("\n", text))
    return _show({"body": text}, read_quoted("", None, text))


def _show(texts: Mapping[TextField, str], quoted: Quoted) -> Text:
    found = list(_number(quoted))
    shown = Text()
    for field, text in texts.items():
        if text:
            shown.append_text(_mark(text, _marks(found, field))).append("\n\n")
    for one in found:
        shown.append_text(_line(one)).append("\n")
    return shown if found else shown.append("no quotes found\n")


def _number(quoted: Quoted) -> Iterator[Numbered]:
    officials, others = quoted
    speakers = [(speaker, True) for speaker in officials] + [(speaker, False) for speaker in others]
    found = [(quote, speaker, official) for speaker, official in speakers for quote in speaker.quotes]
    found.sort(key=lambda one: (FIELDS.index(one[0].field), one[0].start, one[0].end))
    number, last = 0, None
    for quote, speaker, official in found:
        number += (place := (quote.field, quote.start, quote.end)) != last
        last = place
        yield Numbered(number, quote, speaker, official)


def _marks(found: list[Numbered], field: TextField) -> list[Mark]:
    """Return the marks of a field in the order in which they open, an outer one before an inner one."""
    numbers: dict[tuple[int, int, str], list[int]] = {}
    for number, quote, *_ in found:
        if quote.field != field:
            continue
        numbers.setdefault((quote.start, quote.end, "⟦⟧"), []).append(number)
        if quote.speaker_start is not None and quote.speaker_end is not None:
            numbers.setdefault((quote.speaker_start, quote.speaker_end, "⟨⟩"), []).append(number)
    marks = [Mark(*place, tuple(dict.fromkeys(shown))) for place, shown in numbers.items()]
    return sorted(marks, key=lambda mark: (mark.start, -mark.end))


def _mark(text: str, marks: list[Mark]) -> Text:
    """Return the text with its marks; what is said stands in its number's colour, who speaks is bold."""
    shown, at = Text(), 0
    opened: list[Mark] = []
    places = sorted({place for mark in marks for place in (mark.start, mark.end)})
    for place in [*places, len(text)]:
        shown.append(text[at:place], style=_style(opened))
        at = place
        for mark in [mark for mark in reversed(opened) if mark.end == place]:
            shown.append(mark.brackets[1], style=_style([mark]))
            opened.remove(mark)
        for mark in [mark for mark in marks if mark.start == place]:
            shown.append(f"{mark.brackets[0]}{','.join(map(str, mark.numbers))}|", style=_style([mark]))
            opened.append(mark)
    return shown


def _style(opened: list[Mark]) -> str:
    if not opened:
        return ""
    weight = "bold " if opened[-1].brackets == "⟨⟩" else ""
    return weight + COLOURS[(opened[-1].numbers[0] - 1) % len(COLOURS)]


def _line(one: Numbered) -> Text:
    quote, speaker = one.statement, one.speaker
    office = " ".join(filter(None, (speaker.position, speaker.organisation)))
    who = ", ".join(filter(None, (speaker.name, office))) or f"{quote.speaker_text or speaker.honorific or 'unnamed'}"
    standing = "official" if one.is_official else "former official" if speaker.former else speaker.type
    cue = f"“{quote.verb}”" if quote.verb else "no cue"
    line = Text(f"{one.number:>3} ", style=COLOURS[(one.number - 1) % len(COLOURS)])
    return line.append(f"{who} ({standing}): {quote.form}, {cue}, by rule {quote.rule}, confidence {quote.confidence}")
