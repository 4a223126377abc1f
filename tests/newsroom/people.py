"""People and bodies that speak: invented names, their offices, and the phrases by which a text mentions them."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Literal

from tests.newsroom.wordlists import words


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who is quoted; empty strings for what does not exist."""

    name: str = ""
    address: str = ""
    """How a text addresses this person: ông, bà, anh, chị, thầy, cô."""
    rank: str = ""
    position: str = ""
    organisation: str = ""
    residence: str = ""
    """What a resident's first mention adds in brackets: age and place."""
    type: Literal["person", "organisation", "anonymous"] = "person"
    official: bool = True
    former: bool = False

    @property
    def given(self) -> str:
        return self.name.rpartition(" ")[2]

    @property
    def office(self) -> str:
        return f"{self.position} {self.organisation}".strip()


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase for a speaker, and the honorific in it."""

    text: str
    honorific: str = ""
    closing: str = ""
    """What ends an apposition before a verb: `,` or ` -`."""

    def capitalised(self) -> Mention:
        """Return it as the beginning of a sentence."""
        return Mention(capitalise(self.text), capitalise(self.honorific), self.closing)


def capitalise(text: str) -> str:
    return text[:1].upper() + text[1:]


def invent_name(rng: Random, gender: str) -> str:
    """Return surname, middle and given name; `gender` is `male` or `female`."""
    names = words("names")
    parts = (names["surnames"], names[f"{gender} middle"], names[f"{gender} given"])
    return " ".join(rng.choice(part) for part in parts)


def invent_person(rng: Random, taken: tuple[Speaker, ...], addresses: tuple[str, str]) -> tuple[str, str]:
    """Return a name and its address (male or female); no two people in a story share a given name."""
    while True:
        gender = rng.choice(("male", "female"))
        name = invent_name(rng, gender)
        if name.rpartition(" ")[2] not in {speaker.given for speaker in taken}:
            return name, addresses[gender == "female"]


def split_entry(entry: str) -> tuple[str, str, str]:
    """Return position, organisation and rank of an entry `position | organisation | rank`."""
    position, organisation, rank, *_ = *(part.strip() for part in entry.split("|")), "", ""
    return position, organisation, rank


def make_official(rng: Random, entry: str, taken: tuple[Speaker, ...]) -> Speaker:
    position, organisation, rank = split_entry(entry)
    teaches = "Hiệu trưởng" in position and rng.random() < 0.6
    name, address = invent_person(rng, taken, ("thầy", "cô") if teaches else ("ông", "bà"))
    return Speaker(name=name, address=address, rank=rank, position=position, organisation=organisation)


def make_expert(rng: Random, entry: str, taken: tuple[Speaker, ...]) -> Speaker:
    """Return someone who knows but does not hold office, or no longer."""
    position, organisation, rank = split_entry(entry)
    name, address = invent_person(rng, taken, ("ông", "bà"))
    return Speaker(
        name=name,
        address=address,
        rank=rank,
        position=position,
        organisation=organisation,
        official=False,
        former=position.startswith("nguyên "),
    )


def make_resident(rng: Random, entry: str, place: str, taken: tuple[Speaker, ...]) -> Speaker:
    """Return a citizen, known by a role (`entry`) or by age and place."""
    name, address = invent_person(rng, taken, rng.choice((("ông", "bà"), ("anh", "chị"))))
    if rng.random() < 0.4:
        age = rng.randint(22, 45) if address in ("anh", "chị") else rng.randint(50, 82)
        return Speaker(name=name, address=address, residence=f"{age} tuổi, trú tại {place}", official=False)
    position, organisation, _ = split_entry(entry)
    return Speaker(name=name, address=address, position=position, organisation=organisation, official=False)


def make_organisation(name: str) -> Speaker:
    return Speaker(organisation=name, type="organisation")


def make_representative(organisation: str) -> Speaker:
    """Return an unnamed person who speaks for `organisation`."""
    return Speaker(position="đại diện", organisation=organisation, type="anonymous")


def introductions(speaker: Speaker) -> tuple[Mention, ...]:
    """Return the phrases by which a text may mention `speaker` for the first time."""
    if not speaker.name:
        return (Mention(speaker.office),)
    honorific = "" if speaker.rank else speaker.address
    called = f"{speaker.rank or speaker.address} {speaker.name}"
    if speaker.residence:
        return (Mention(f"{called} ({speaker.residence})", honorific),)
    appositions = (
        Mention(f"{called}, {speaker.office}", honorific, ","),
        Mention(f"{called} - {speaker.office}", honorific, " -"),
    )
    if speaker.rank or not speaker.official:
        return appositions
    by_office = Mention(f"{speaker.office} {speaker.name}")
    if "Bí thư" not in speaker.position:
        return (*appositions, by_office)
    return (*appositions, by_office, Mention(f"đồng chí {speaker.name}, {speaker.office}", "đồng chí", ","))


def later_mentions(speaker: Speaker) -> tuple[Mention, ...]:
    """Return the phrases by which a text may mention `speaker` once introduced."""
    if not speaker.name:
        return (Mention(speaker.office),)
    by_address = tuple(Mention(f"{speaker.address} {name}", speaker.address) for name in (speaker.given, speaker.name))
    if speaker.rank:
        return (*by_address, Mention(f"{speaker.rank} {speaker.given}"), Mention(f"{speaker.rank} {speaker.name}"))
    return (*by_address, Mention(speaker.office)) if speaker.official else by_address
