"""Sentences that report speech: a plan, a speaker and a content make a text, with where the quotes stand in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import zip_longest
from random import Random
from typing import Literal

from tests.newsroom.people import Mention, Speaker, capitalise
from tests.newsroom.wordlists import words

Form = Literal["direct", "indirect", "mixed"]

PLACEHOLDER = re.compile(r"\{(\w+)\}")
PLAN = re.compile(r"\{(\w+)\}|([<>])|([^{}<>]+)")
FORMS: dict[str, Form] = {
    "claim": "indirect",
    "order": "indirect",
    "mixed": "mixed",
    "speech": "direct",
    "talk": "direct",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One quote: offsets are code points into the text it stands in."""

    speaker: Speaker
    honorific: str = ""
    """As it stands in the phrase for the speaker."""
    form: Form
    verb: str = ""
    """The cue as written, without adverbs; `:` for a headline's colon."""
    field: Literal["title", "lead", "body"] = "body"
    start: int
    end: int
    who_start: int | None = None
    """Where the phrase for the speaker begins; None when a content goes on without a cue of its own."""
    who_end: int | None = None

    def moved(self, by: int) -> Said:
        """Return it as it stands when `by` characters are put before its text."""
        if self.who_start is None or self.who_end is None:
            return replace(self, start=self.start + by, end=self.end + by)
        who = (self.who_start + by, self.who_end + by)
        return replace(self, start=self.start + by, end=self.end + by, who_start=who[0], who_end=who[1])


@dataclass(frozen=True, slots=True)
class Passage:
    """A text with the quotes in it."""

    text: str
    quotes: tuple[Said, ...] = ()


def join(passages: Iterable[Passage], separator: str) -> Passage:
    """Return the passages as one, the quotes moved along."""
    text, quotes = "", []
    for passage in passages:
        text += separator if text else ""
        quotes += [said.moved(len(text)) for said in passage.quotes]
        text += passage.text
    return Passage(text, tuple(quotes))


class Deck:
    """The phrases of one story: none is drawn twice, their places and numbers filled in."""

    def __init__(
        self, rng: Random, lists: dict[str, tuple[str, ...]], published: datetime, places: dict[str, str]
    ) -> None:
        self.rng = rng
        self.lists = lists
        self.published = published
        self.places = places
        self.left: dict[str, list[str]] = {}

    def cards(self, heading: str) -> list[str]:
        """Return what is left under `heading`."""
        if heading not in self.left:
            self.left[heading] = self.rng.sample(self.lists[heading], len(self.lists[heading]))
        return self.left[heading]

    def draw(self, heading: str) -> str:
        """Return a phrase from under `heading`, never the same again."""
        return self.fill(self.cards(heading).pop())

    def fill(self, phrase: str) -> str:
        """Return `phrase` with every {placeholder} replaced."""
        return PLACEHOLDER.sub(lambda match: self.places.get(match[1]) or self.invent(match[1]), phrase)

    def invent(self, kind: str) -> str:
        """Return a bystander's name, a date or a number."""
        if kind in ("man", "woman"):
            return self.rng.choice(words("names")[{"man": "men", "woman": "women"}[kind]])
        return invent_date(self.rng, kind, self.published) or invent_number(self.rng, kind)


def invent_date(rng: Random, kind: str, published: datetime) -> str:
    """Return a date: a `day` past, a `deadline` to come, the `date` today, this `year` or the `next`; else nothing."""
    match kind:
        case "day" | "deadline":
            day = published + timedelta(days=rng.randint(-9, 0) if kind == "day" else rng.randint(5, 60))
            return f"{day.day}/{day.month}"
        case "date":
            return f"{published:%d/%m/%Y}"
        case "year" | "next":
            return str(published.year + (kind == "next"))
    return ""


def invent_number(rng: Random, kind: str) -> str:
    """Return a number as news print it: `n` small, `k` thousands, `percent`, `money`, `hour`."""
    match kind:
        case "n":
            return str(rng.randint(3, 29))
        case "k":
            return f"{rng.randint(1, 48)}.{rng.randint(0, 99):02d}0"
        case "percent":
            return f"{rng.randint(11, 97)}{rng.choice(('', ',2', ',5', ',8'))}%"
        case "money":
            return rng.choice((f"{rng.randint(2, 95)} tỷ đồng", f"{rng.randint(11, 99)}0 triệu đồng", "1,35 tỷ đồng"))
        case "hour":
            return f"{rng.randint(5, 22)}h{rng.choice(('', '15', '30', '45'))}"
    raise ValueError(f"a phrase asks for {{{kind}}}: expected a heading of places.txt, a name, a date or a number")


def content(deck: Deck, kind: str, heading: str) -> str:
    """Return what is said: `talk` is two sentences, everything else one phrase from under `heading`."""
    return f"{deck.draw(heading)}. {deck.draw(heading)}" if kind == "talk" else deck.draw(heading)


def report(deck: Deck, plan: str, speaker: Speaker, mention: Mention, headings: dict[str, str]) -> Passage:
    """Return `plan` carried out; `headings` says under which heading of the deck each kind of content is found."""
    text, closing, cue = "", "", 0
    who: tuple[int, int] | None = None
    cues: list[str] = []
    contents: list[tuple[Form, int, int]] = []
    for name, mark, literal in PLAN.findall(plan):
        start = len(text)
        if name.lower() == "who":
            mention = mention.capitalised() if name == "Who" else mention
            text, closing = text + mention.text, mention.closing
            speaker = as_printed(speaker, mention)
            who = (start, len(text))
        elif name.lower() in FORMS:
            said = content(deck, name.lower(), headings[name.lower()])
            text += capitalise(said) if name[0].isupper() else said
            contents.append((FORMS[name.lower()], start, len(text)))
        elif name:
            text += deck.rng.choice(words("plans")[name])
        elif literal:
            text += (closing if literal[0] == " " else "") + literal
            closing = ""
        elif mark == "<":
            cue = start
        else:
            cues.append(text[cue:])
    return Passage(text, quotes_of(speaker, mention, who, cues, contents))


def as_printed(speaker: Speaker, mention: Mention) -> Speaker:
    """Return an unnamed speaker with the position in the case it is printed in."""
    return replace(speaker, position=mention.text[: len(speaker.position)]) if speaker.type == "anonymous" else speaker


def quotes_of(
    speaker: Speaker,
    mention: Mention,
    who: tuple[int, int] | None,
    cues: list[str],
    contents: list[tuple[Form, int, int]],
) -> tuple[Said, ...]:
    """Return contents and cues paired in order; a content without a cue of its own names no speaker."""
    quotes = []
    for (form, start, end), verb in zip_longest(contents, cues):
        said = Said(speaker=speaker, form=form, start=start, end=end)
        if verb and who:
            said = replace(said, verb=verb, honorific=mention.honorific, who_start=who[0], who_end=who[1])
        quotes.append(said)
    return tuple(quotes)
