"""Who is quoted, and in which offices over time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from hanoitv_scraper.dumps.report.sources import Source, to_short
from hanoitv_scraper.dumps.report.tally import LONGEST_NAME, Said, day_of
from hanoitv_scraper.dumps.tables import Office, Official

MOST_ROWS = 100
MOST_OFFICES = 150
# A chart of offices holds so many lines; of one office, or one person, so many stand together.
MOST_LINES = 20
MOST_TOGETHER = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """A person or a body, and how much they are quoted."""

    name: str
    office: str | None
    """The office that a person was quoted in last."""
    organisation: str | None
    articles: int
    direct: int
    mixed: int
    indirect: int
    first: date | None
    last: date | None
    confidence: float | None
    """Of a person: how sure it is that all of this is one person's."""
    newest: Source | None

    @property
    def quotes(self) -> int:
        return self.direct + self.mixed + self.indirect


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An office that a person was quoted in."""

    name: str
    office: str
    organisation: str | None
    first: date
    last: date
    articles: int
    quotes: int
    official_id: str
    newest: Source | None
    """The newest article that quotes the person, in whatever office."""

    @property
    def place(self) -> str:
        """The office with its body."""
        return " ".join(filter(None, (self.office, self.organisation)))


def to_people(officials: Iterable[Official], said: Mapping[str, Said]) -> list[Speaker]:
    """Return the people who are quoted most, most first."""
    people = [_to_person(official, said[official.id]) for official in officials if official.id in said]
    return _most_quoted(people)


def _to_person(official: Official, said: Said) -> Speaker:
    last = _last_office(official.offices)
    return Speaker(
        name=to_short(official.name, LONGEST_NAME),
        office=_short(last.office) if last else None,
        organisation=_short(last.organisation_folded) if last else None,
        articles=said.articles, direct=said.forms["direct"], mixed=said.forms["mixed"],
        indirect=said.forms["indirect"],
        first=official.first_quoted and day_of(official.first_quoted),
        last=official.last_quoted and day_of(official.last_quoted), confidence=official.confidence,
        newest=said.newest,
    )  # fmt: skip


def _short(name: str | None) -> str | None:
    return name and to_short(name, LONGEST_NAME)


def _last_office(offices: Sequence[Office]) -> Office | None:
    """Return the office that was seen last; of several the one that most articles tell."""
    held = [office for office in offices if office.office]
    return max(held, key=lambda office: (*_seen(office), office.articles), default=None)


def _seen(office: Office) -> tuple[bool, float]:
    return not office.former, office.last_seen.timestamp() if office.last_seen else float("-inf")


def to_bodies(said: Mapping[str, Said]) -> list[Speaker]:
    """Return the bodies for which most is said, by themselves or by their people, most first."""
    return _most_quoted(
        Speaker(
            name=name, office=None, organisation=None, articles=one.articles, direct=one.forms["direct"],
            mixed=one.forms["mixed"], indirect=one.forms["indirect"], first=None,
            last=one.newest.at.date() if one.newest and one.newest.at else None, confidence=None, newest=one.newest,
        )
        for name, one in said.items()
    )  # fmt: skip


def _most_quoted(speakers: Iterable[Speaker]) -> list[Speaker]:
    told = (one for one in speakers if one.quotes)
    return sorted(told, key=lambda one: (-one.quotes, -one.articles, one.name, one.office or ""))[:MOST_ROWS]


def to_held(officials: Iterable[Official], said: Mapping[str, Said]) -> list[Held]:
    """Return the offices of people who are quoted, those with most quotes first; former and undated ones are none."""
    held = [
        Held(
            name=to_short(official.name, LONGEST_NAME), office=to_short(office.office, LONGEST_NAME),
            organisation=_short(office.organisation_folded),
            first=day_of(office.first_seen), last=day_of(office.last_seen), articles=office.articles,
            quotes=office.quotes, official_id=official.id, newest=said[official.id].newest,
        )
        for official in officials
        if official.id in said
        for office in official.offices
        if office.office and not office.former and office.first_seen and office.last_seen
    ]  # fmt: skip
    return sorted(held, key=lambda one: (-one.quotes, one.first, one.name, one.office, one.official_id))


def succession(held: Sequence[Held]) -> list[Held]:
    """Return offices that several people were quoted in, each office's people together in the order of their dates."""
    with_body = [one for one in held if one.organisation]
    printed: dict[str, Held] = {}
    for one in with_body:
        printed.setdefault(one.place.casefold(), one)
    alike = [(one, printed[one.place.casefold()]) for one in with_body]
    named = [replace(one, office=first.office, organisation=first.organisation) for one, first in alike]
    return _together(named, lambda one: one.place, 2)


def careers(held: Sequence[Held]) -> list[Held]:
    """Return people who were quoted in several offices, each one's offices together in the order of their dates."""
    return _together(held, lambda one: one.official_id, 2)


def _together(held: Sequence[Held], key: Callable[[Held], str], least: int) -> list[Held]:
    """Return groups of at least so many, those with most quotes first, as many as a chart takes."""
    groups = [list(group) for _, group in groupby(sorted(held, key=key), key)]
    several = [group for group in groups if len(group) >= least]
    several.sort(key=lambda group: (-sum(one.quotes for one in group), group[0].office, group[0].name))
    lines = list[Held]()
    for group in several:
        most = sorted(group, key=lambda one: (-one.quotes, one.first, one.name))[:MOST_TOGETHER]
        if len(lines) + len(most) > MOST_LINES:
            break
        lines += sorted(most, key=lambda one: (one.first, one.last, one.name, one.office))
    return lines
