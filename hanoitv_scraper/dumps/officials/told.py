"""What is told of the register's people: of the versions that count, and of no other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from hanoitv_scraper.dumps.officials.confidence import CONFIDENCE
from hanoitv_scraper.dumps.officials.observed import NEVER, Observed, to_datetime
from hanoitv_scraper.dumps.officials.people import Person, surviving
from hanoitv_scraper.dumps.tables import Link, Office, Official

Key = tuple[str, str, bool]
"""An office: position and body as they are compared, and whether it was told as held before."""
PersonalOffice = tuple[int, str, str, bool]
"""The number of a person, and an office of theirs."""


@dataclass(slots=True)
class Tally:
    """Counts over the articles that quote a person, or quote them in one office; versions of one come in a row."""

    articles: int = 0
    quotes: int = 0
    first: int = NEVER
    last: int = NEVER
    article: int = -1

    def add(self, article: int, quotes: int, at: int) -> None:
        self.articles += article != self.article
        self.article = article
        self.quotes += quotes
        if at != NEVER:
            self.first = at if self.first == NEVER else min(self.first, at)
            self.last = max(self.last, at)


@dataclass(slots=True)
class OfficeTally(Tally):
    positions: Counter[int] = field(default_factory=Counter)
    organisations: Counter[int] = field(default_factory=Counter)


@dataclass(slots=True)
class PersonTally(Tally):
    names: Counter[int] = field(default_factory=Counter)
    offices: dict[Key, OfficeTally] = field(default_factory=dict)


def tell(
    people: Sequence[Person], observed: Observed, offices: Sequence[PersonalOffice], counted: Sequence[int]
) -> Iterator[Official]:
    """Yield the officials whom counted versions quote, and those merged into them, by id.

    `offices` has what each number in `observed.office` stands for.
    """
    tallies = _tally(people, observed, offices, counted)
    for person in sorted(people, key=lambda person: person.id):
        survivor = surviving(person)
        tally = tallies.get(survivor.number)
        if tally is None:
            continue
        if survivor is person:
            yield _to_official(person, tally, observed, counted)
        else:
            yield _to_merged(person, survivor, tally, observed)


def _tally(
    people: Sequence[Person], observed: Observed, offices: Sequence[PersonalOffice], counted: Sequence[int]
) -> dict[int, PersonTally]:
    """Return the counts of each person, by the number of whom they were found to be in the end."""
    tallies: dict[int, PersonTally] = {}
    versions = (version for version in observed.versions() if counted[version])
    for version in sorted(versions, key=observed.article.__getitem__):
        for observation in observed.of_version(version):
            number, position, body, former = offices[observed.office[observation]]
            tally = tallies.setdefault(surviving(people[number]).number, PersonTally())
            office = tally.offices.setdefault((position, body, former), OfficeTally())
            for one in (tally, office):
                one.add(observed.article[version], observed.quotes[observation], observed.at[version])
            tally.names[observed.name[observation]] += 1
            office.positions[observed.position[observation]] += 1
            office.organisations[observed.organisation[observation]] += 1
    return tallies


def _to_official(person: Person, tally: PersonTally, observed: Observed, counted: Sequence[int]) -> Official:
    name, *variants = _names(tally, observed)
    links = tuple(_links(person, tally, observed, counted))
    bodies = {body for _, body, _ in tally.offices}
    return Official(
        id=person.id, name=name, variants=tuple(variants),
        offices=tuple(_to_office(office, former, observed) for (_, _, former), office in _in_order(tally)),
        articles=tally.articles, quotes=tally.quotes, first_quoted=to_datetime(tally.first),
        last_quoted=to_datetime(tally.last), links=links, merged_into=None,
        confidence=min((CONFIDENCE[link[0]] for link in person.links), default=1.0) if len(bodies) > 1 else 1.0,
    )  # fmt: skip


def _to_merged(person: Person, survivor: Person, tally: PersonTally, observed: Observed) -> Official:
    """Return the row that says whom an id of before stands for now; all that was counted is told there."""
    return Official(
        id=person.id, name=_names(tally, observed)[0], variants=(), offices=(), articles=0, quotes=0,
        first_quoted=None, last_quoted=None, confidence=1.0, links=(), merged_into=survivor.id,
    )  # fmt: skip


def _names(tally: PersonTally, observed: Observed) -> list[str]:
    """Return the prints of a name, that of most articles first; what is all in capitals is a headline's."""
    names = [(observed.prints.text(number) or "", count) for number, count in tally.names.items()]
    return [name for name, _ in sorted(names, key=lambda one: (one[0].isupper(), -one[1], one[0]))]


def _in_order(tally: PersonTally) -> list[tuple[Key, OfficeTally]]:
    """Return a person's offices by their first dates, those without one last."""
    return sorted(tally.offices.items(), key=lambda one: (one[1].first == NEVER, one[1].first, one[0]))


def _to_office(office: OfficeTally, former: bool, observed: Observed) -> Office:
    return Office(
        office=_most(office.positions, observed), organisation_folded=_most(office.organisations, observed),
        former=former, first_seen=to_datetime(office.first), last_seen=to_datetime(office.last),
        articles=office.articles, quotes=office.quotes,
    )  # fmt: skip


def _most(prints: Counter[int], observed: Observed) -> str | None:
    """Return the print that was counted most often, the first in the alphabet of several."""
    texts = ((observed.prints.text(number), count) for number, count in prints.items())
    return min(texts, key=lambda one: (-one[1], one[0] or ""))[0]


def _links(person: Person, tally: PersonTally, observed: Observed, counted: Sequence[int]) -> Iterator[Link]:
    """Yield the links whose article and whose two offices are told: nothing of a withheld article is."""
    told = _told_bodies(tally, observed)
    for evidence, version, joined, held in person.links:
        if counted[version] and joined in told and held in told:
            yield Link(
                evidence=evidence, article_id=observed.id_of(version), told=f"{told[joined]} ← {told[held]}",
                confidence=CONFIDENCE[evidence],
            )  # fmt: skip


def _told_bodies(tally: PersonTally, observed: Observed) -> dict[str, str]:
    """Return of each body that a person is told to have held office in the first office there, as it is printed."""
    told: dict[str, str] = {}
    for (_, body, _), office in _in_order(tally):
        parts = (_most(office.positions, observed), _most(office.organisations, observed))
        told.setdefault(body, " ".join(filter(None, parts)))
    return told
