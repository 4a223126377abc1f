"""Sentences of invented news that report speech, with where the words and who said them stand."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from random import Random

from benchmarks import news_words as words
from benchmarks.news_people import Person
from hanoitv_scraper.items import Form, QuotedSpeaker, SpeakerType, Statement, TextField

# w: who said it, W: as a sentence begins, v: the verb, s: what was said, S: as a sentence begins.
PART = re.compile(r"\b[wWvsS]\b|[^wWvsS]+|.")
PLANS: tuple[tuple[str, Form, float, str], ...] = (
    ("cue-before", "indirect", 0.96, "W v, s."),
    ("cue-before", "indirect", 0.96, "W v, s."),
    ("cue-before", "direct", 0.96, "W v: “S”."),
    ("cue-after", "direct", 0.97, "“S”, w v."),
    ("theo-after", "indirect", 1.0, "S, theo w."),
    ("clause-before", "indirect", 1.0, "S, w v."),
)
CONTINUED: tuple[str, Form, float, str] = ("quote-continued", "direct", 1.0, "“S”.")


@dataclass(frozen=True, slots=True)
class Voice:
    """Who is quoted in a story, as its record has it."""

    person: Person | None
    office: str | None
    organisation: str | None
    official: bool
    type: SpeakerType = "person"
    former: bool = False
    said: list[Statement] = field(default_factory=list)

    def introduced(self, rng: Random) -> str:
        """Return the first mention."""
        post = " ".join(part for part in (self.office, self.organisation) if part)
        if not self.person:
            return post
        if self.former:
            post = f"nguyên {post}"
        called = f"{self.person.rank or self.person.address} {self.person.name}"
        if not post:
            return called
        return f"{post} {self.person.name}" if rng.random() < 0.7 else f"{called} ({post})"

    def mentioned(self, rng: Random) -> str:
        """Return a later mention."""
        if not self.person:
            return self.organisation or self.office or ""
        return f"{self.person.address} {self.person.name if rng.random() < 0.4 else self.person.given}"

    def to_record(self) -> QuotedSpeaker:
        return QuotedSpeaker(
            name=self.person.name if self.person else None,
            honorific=self.person.address if self.person else None,
            rank=self.person.rank if self.person else None, position=self.office, organisation=self.organisation,
            type=self.type, former=self.former, quotes=tuple(self.said),
        )  # fmt: skip


def say(
    voice: Voice, mention: str, said: str, rng: Random, where: TextField, begin: int, continued: bool = False
) -> str:
    """Return a sentence in which a voice says this, and note the statement, as it stands from `begin` in the text."""
    rule, form, confidence, plan = CONTINUED if continued else PLANS[int(rng.random() * len(PLANS))]
    verb = None if continued else "theo" if rule == "theo-after" else rng.choice(words.VERBS)
    parts = parts_of(plan)
    texts = [_part(part, mention, said, verb or "") for part in parts]
    at: dict[str, tuple[str, int, int]] = {}
    for part, text in zip(parts, texts, strict=True):
        at[part.lower()] = (text, begin, begin + len(text))
        begin += len(text)
    (text, start, end), (who, who_start, who_end) = at["s"], at.get("w", (None, None, None))
    voice.said.append(
        Statement(
            text=text, form=form, verb=verb, field=where, start=start, end=end, speaker_text=who,
            speaker_start=who_start, speaker_end=who_end, rule=rule, confidence=confidence,
        )
    )  # fmt: skip
    return "".join(texts)


@cache
def parts_of(plan: str) -> list[str]:
    return PART.findall(plan)


PARTS: dict[str, Callable[[str, str, str], str]] = {
    "w": lambda mention, said, verb: mention,
    "W": lambda mention, said, verb: capitalise(mention),
    "v": lambda mention, said, verb: verb,
    "s": lambda mention, said, verb: said,
    "S": lambda mention, said, verb: capitalise(said),
}


def _part(part: str, mention: str, said: str, verb: str) -> str:
    return PARTS[part](mention, said, verb) if part in PARTS else part


def capitalise(text: str) -> str:
    return text[:1].upper() + text[1:]
