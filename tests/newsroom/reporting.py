"""Reporting: who speaks in a story, and the paragraphs that let them."""

from __future__ import annotations

from functools import cache
from random import Random
from typing import NamedTuple

from tests.newsroom import people
from tests.newsroom.people import Mention, Speaker
from tests.newsroom.sentences import FORMS, PLAN, Deck, Passage, join, report
from tests.newsroom.wordlists import words

# What one plan draws at most under one heading.
MOST = 2


class Role(NamedTuple):
    """What a kind of speaker says, by kind of content, and the plans it is said in."""

    contents: dict[str, str]
    first: str = "introducing"
    later: str = "later"


OFFICIAL = Role({"claim": "claims", "order": "orders", "mixed": "mixed", "speech": "speeches", "talk": "speeches"})
EXPERT = Role({"claim": "expert claims", "speech": "expert speeches", "talk": "expert speeches"})
RESIDENT = Role({"speech": "voices", "talk": "voices"})
ORGANISATION = Role({"claim": "claims"}, "organisation", "organisation")
REPRESENTATIVE = Role({"claim": "claims", "speech": "speeches"}, "representative", "representative")


@cache
def plans(heading: str, kinds: frozenset[str]) -> tuple[str, ...]:
    """Return the plans under `heading` that need no other kinds of content than `kinds`."""
    return tuple(plan for plan in words("plans")[heading] if contents_of(plan) <= kinds)


def contents_of(plan: str) -> set[str]:
    """Return the kinds of content that `plan` asks for."""
    return {name.lower() for name, _, _ in PLAN.findall(plan)} & FORMS.keys()


def utter(deck: Deck, heading: str, speaker: Speaker, role: Role, mentions: tuple[Mention, ...]) -> list[Passage]:
    """Return a sentence of `speaker` after a plan under `heading`; none when there is not enough left to say."""
    kinds = frozenset(kind for kind, content in role.contents.items() if len(deck.cards(content)) >= MOST)
    fitting = plans(heading, kinds)
    if not fitting:
        return []
    return [report(deck, deck.rng.choice(fitting), speaker, deck.rng.choice(mentions), role.contents)]


def introduce(deck: Deck, speaker: Speaker, role: Role) -> list[Passage]:
    """Return a sentence in which the text hears `speaker` for the first time."""
    return utter(deck, role.first, speaker, role, people.introductions(speaker))


def go_on(deck: Deck, speaker: Speaker, role: Role) -> list[Passage]:
    """Return a further sentence of `speaker`, somewhere below."""
    return utter(deck, role.later, speaker, role, people.later_mentions(speaker))


def go_right_on(deck: Deck, speaker: Speaker, role: Role) -> list[Passage]:
    """Return a further sentence of `speaker` right after one: a pronoun may do."""
    pronoun = Mention(speaker.address, speaker.address)
    return utter(deck, role.later, speaker, role, (*people.later_mentions(speaker), pronoun))


def make_cast(deck: Deck) -> list[tuple[Speaker, Role]]:
    """Return who speaks in a story: often an official or two, sometimes others, sometimes nobody."""
    rng = deck.rng
    cast: list[tuple[Speaker, Role]] = []
    if rng.random() < 0.12:
        return cast
    for _ in range(rng.choice((1, 1, 1, 2, 2))):
        cast.append((people.make_official(rng, deck.draw("offices"), speakers(cast)), OFFICIAL))
    if rng.random() < 0.25:
        cast.append((people.make_expert(rng, deck.draw("experts"), speakers(cast)), EXPERT))
    if rng.random() < 0.35:
        place = deck.fill(rng.choice(("phường {ward}", "xã {commune}", "quận {district}")))
        cast.append((people.make_resident(rng, deck.draw("residents"), place, speakers(cast)), RESIDENT))
    if rng.random() < 0.35:
        cast.append((people.make_organisation(deck.draw("organisations")), ORGANISATION))
    if rng.random() < 0.2:
        cast.append((people.make_representative(deck.draw("representatives")), REPRESENTATIVE))
    return cast[:4]


def speakers(cast: list[tuple[Speaker, Role]]) -> tuple[Speaker, ...]:
    return tuple(speaker for speaker, _ in cast)


def describe(deck: Deck) -> str:
    """Return a sentence in which nobody speaks: mostly of the story's topic."""
    headings = ("narrative", "background") if deck.rng.random() < 0.8 else ("background", "narrative")
    return deck.draw(next(heading for heading in headings if deck.cards(heading)))


def narrate(deck: Deck, sentences: int) -> Passage:
    """Return a paragraph in which nobody speaks, whatever it looks like: some hold a trap for who hunts quotes."""
    texts = [describe(deck) for _ in range(sentences)]
    if deck.rng.random() < 0.3:
        texts.append(deck.draw("traps"))
    return Passage(" ".join(texts))


def hear(deck: Deck, speaker: Speaker, role: Role) -> list[Passage]:
    """Return the one or two paragraphs in which `speaker` is heard, sometimes after a sentence of background."""
    sentences = introduce(deck, speaker, role)
    if not sentences:
        return []
    if deck.rng.random() < 0.25:
        sentences = [Passage(describe(deck)), *sentences]
    if speaker.name and deck.rng.random() < 0.35:
        sentences += go_right_on(deck, speaker, role)
    paragraphs = [join(sentences, " ")]
    if speaker.name and deck.rng.random() < 0.55:
        paragraphs += go_on(deck, speaker, role)
    return paragraphs


def interleave(rng: Random, lines: list[list[Passage]]) -> list[Passage]:
    """Return the passages of all lines; each line keeps its own order."""
    order = [index for index, line in enumerate(lines) for _ in line]
    rng.shuffle(order)
    queues = [iter(line) for line in lines]
    return [next(queues[index]) for index in order]


def compose(deck: Deck, cast: list[tuple[Speaker, Role]]) -> list[Passage]:
    """Return the paragraphs of a story: five to twelve."""
    rng = deck.rng
    heard = interleave(rng, [hear(deck, speaker, role) for speaker, role in cast])
    silent = rng.randint(max(1, 4 - len(heard)), max(2, 6 - len(heard)))
    told = [narrate(deck, rng.randint(1, 3)) for _ in range(silent)]
    return [narrate(deck, 2), *interleave(rng, [heard, told])]


def make_title(deck: Deck, cast: list[tuple[Speaker, Role]]) -> Passage:
    """Return a headline; one in sixteen is what the first official says, after his office and a colon."""
    if cast and deck.rng.random() < 1 / 16:
        official, role = cast[0]
        return report(deck, words("plans")["headline"][0], official, Mention(official.office), role.contents)
    return Passage(deck.draw("titles"))


def make_lead(deck: Deck, cast: list[tuple[Speaker, Role]]) -> Passage:
    """Return a sapo; one in ten already quotes the first official."""
    if cast and deck.rng.random() < 0.1:
        official, role = cast[0]
        plan = deck.rng.choice(words("plans")["lead"])
        return report(deck, plan, official, people.introductions(official)[0], role.contents)
    return Passage(deck.draw("leads"))
