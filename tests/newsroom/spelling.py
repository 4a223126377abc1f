"""Spelling: tone and quotation marks as one story prints them; every form has the same length, so that offsets stay."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Literal, NamedTuple

from tests.newsroom.sentences import Passage, Said

Tones = Literal["old", "new", "mixed"]
NEW_FOR_OLD = {"ủy": "uỷ", "Ủy": "Uỷ", "óa": "oá", "òa": "oà"}
TONES: tuple[Tones, ...] = ("old", "old", "new", "mixed")
# How “ and ” come out: mostly curly, often straight, here and there closed by the wrong one.
MARKS = (("“", "”"), ("“", "”"), ("“", "”"), ('"', '"'), ('"', '"'), ("“", '"'))


class Spelling(NamedTuple):
    """How one story spells; `mixed` tones are new where nobody is quoted."""

    tones: Tones
    marks: tuple[str, str]

    def apply(self, passage: Passage) -> Passage:
        opening, closing = self.marks
        text = passage.text.replace("“", opening).replace("”", closing)
        if self.tones == "old" or (self.tones == "mixed" and passage.quotes):
            return Passage(text, passage.quotes)
        return Passage(new_tones(text), tuple(respell(said) for said in passage.quotes))


def pick_spelling(rng: Random) -> Spelling:
    return Spelling(rng.choice(TONES), rng.choice(MARKS))


def new_tones(text: str) -> str:
    for old, new in NEW_FOR_OLD.items():
        text = text.replace(old, new)
    return text


def respell(said: Said) -> Said:
    """Return the quote with its speaker's name and office in the new spelling."""
    who = said.speaker
    name, position, organisation = new_tones(who.name), new_tones(who.position), new_tones(who.organisation)
    return replace(said, speaker=replace(who, name=name, position=position, organisation=organisation))
