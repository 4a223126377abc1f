"""The people of the register while it takes in: who they are, what they held, whom later evidence made of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from hanoitv_scraper.dumps.officials.evidence import Span
from hanoitv_scraper.dumps.tables import Evidence


class Person:
    """A person as far as the archive was read."""

    __slots__ = ("apart", "id", "links", "merged_into", "number", "spans")

    def __init__(self, number: int, id: str) -> None:
        self.number = number
        self.id = id
        self.spans: dict[str, Span] = {}
        self.links: list[FoundLink] = []
        self.apart: set[int] = set()
        self.merged_into: Person | None = None


FoundLink = tuple[Evidence, int, str, str]
"""What kind of evidence, in which version it was found, the body that joined and the one it was joined to."""


class People:
    """All persons by name, the earliest first; an id is minted once and stays."""

    def __init__(self) -> None:
        self.all: list[Person] = []
        self._by_name: dict[str, list[Person]] = {}
        self._by_body: dict[tuple[str, str], Person] = {}
        self._ids: set[str] = set()

    def mint(self, name: str, article_id: str, body: str) -> Person:
        """Return a new person, whose id comes of the first evidence alone."""
        person = Person(len(self.all), self._new_id(f"{name}\n{article_id}\n{body}"))
        self.all.append(person)
        self._by_name.setdefault(name, []).append(person)
        return person

    def named(self, name: str) -> Iterator[Person]:
        """Yield the persons of a name who were not found to be another."""
        return (person for person in self._by_name.get(name, ()) if person.merged_into is None)

    def of_body(self, name: str, body: str) -> Person | None:
        """Return the one person of a name in a body."""
        person = self._by_body.get((name, body))
        return person and surviving(person)

    def put(self, name: str, body: str, person: Person) -> None:
        """Note who is meant by a name in a body from now on."""
        self._by_body.setdefault((name, body), person)

    def keep_apart(self, persons: Sequence[Person]) -> None:
        """Note that an article quotes several of one name: time will not make them one."""
        for person in persons if len(persons) > 1 else ():
            person.apart |= {other.number for other in persons if other is not person}

    def are_apart(self, one: Person, other: Person) -> bool:
        """Tell whether an article quotes both."""
        return any(surviving(self.all[number]) is other for number in one.apart)

    def merge(self, one: Person, other: Person) -> Person:
        """Return whom two persons are from now on: the one who was met first."""
        kept, gone = sorted((one, other), key=lambda person: person.number)
        for key, span in gone.spans.items():
            kept.spans.setdefault(key, Span(span.body)).stretch(span)
        kept.links += gone.links
        kept.apart |= gone.apart
        gone.merged_into, gone.links, gone.spans = kept, [], {}
        return kept

    def _new_id(self, evidence: str) -> str:
        id = to_id(evidence)
        while id in self._ids:
            evidence += "\n"
            id = to_id(evidence)
        self._ids.add(id)
        return id


def to_id(evidence: str) -> str:
    """Return the id that a first evidence gives."""
    return f"p{hashlib.sha256(evidence.encode()).hexdigest()[:12]}"


def surviving(person: Person) -> Person:
    """Return whom a person was found to be in the end."""
    while person.merged_into is not None:
        person = person.merged_into
    return person
