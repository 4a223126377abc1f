"""Who speaks in invented news: bodies under all their spellings, and officials with careers through the days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from benchmarks import news_words as words

FOREVER = 10**9
CHANGES = 150
"""How often a post falls vacant; each brings one new person, and lets a few rise."""
NAMESAKES = 10


@dataclass(frozen=True, slots=True)
class Body:
    """A body that holds offices, and speaks for itself."""

    spellings: tuple[str, ...]
    place: str
    """Its district or county; empty for those of the whole city."""


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    address: str
    """ông or bà."""
    rank: str | None = None

    @property
    def given(self) -> str:
        return self.name.rpartition(" ")[2]


@dataclass(frozen=True, slots=True)
class Term:
    """Someone's time in an office, in days of the archive: the last is not part of it."""

    person: Person
    office: str
    body: Body
    since: int
    until: int


Post = tuple[str, Body]


def invent_person(rng: Random) -> Person:
    if rng.random() < 0.35:
        parts, address = (words.SURNAMES, words.FEMALE_MIDDLE, words.FEMALE_GIVEN), "bà"
    else:
        parts, address = (words.SURNAMES, words.MALE_MIDDLE, words.MALE_GIVEN), "ông"
    return Person(" ".join(rng.choice(part) for part in parts), address)


def committee(kind: str, place: str) -> Body:
    short, long = (f"UBND {kind} {place}", f"ban nhân dân {kind} {place}")
    return Body((short, short, f"Ủy {long}", f"Uỷ {long}"), place)


def council(kind: str, place: str) -> Body:
    return Body((f"HĐND {kind} {place}", f"HĐND {kind} {place}", f"Hội đồng nhân dân {kind} {place}"), place)


CITY = Body(
    (
        "UBND TP Hà Nội", "UBND thành phố Hà Nội", "UBND Thành phố Hà Nội", "Ủy ban nhân dân TP. Hà Nội",
        "Uỷ ban nhân dân thành phố Hà Nội",
    ),
    "",
)  # fmt: skip
CITY_PARTY = Body(("Thành ủy Hà Nội", "Thành uỷ Hà Nội", "Thành ủy"), "")
CITY_COUNCIL = Body(("HĐND TP Hà Nội", "HĐND thành phố Hà Nội", "Hội đồng nhân dân TP. Hà Nội"), "")
CITY_POLICE = Body(("Công an TP Hà Nội", "Công an thành phố Hà Nội", "CATP Hà Nội"), "")
CITY_POSTS: tuple[Post, ...] = (
    ("Phó Chủ tịch", CITY_COUNCIL), ("Phó Chủ tịch", CITY), ("Phó Chủ tịch", CITY), ("Phó Chủ tịch Thường trực", CITY),
    ("Chủ tịch", CITY_COUNCIL), ("Chủ tịch", CITY), ("Phó Bí thư Thường trực", CITY_PARTY), ("Bí thư", CITY_PARTY),
)  # fmt: skip


def ladders() -> list[tuple[Post, ...]]:
    """Return the posts of each house from the lowest up, those of the whole city first: who rises goes to the next."""
    departments = [
        Body(tuple(f"Sở {name} {of}" for of in ("Hà Nội", "Hà Nội", "TP Hà Nội", "thành phố Hà Nội")), "")
        for name in words.DEPARTMENTS
    ]
    houses = [Body((name,), "") for name in words.HOUSES]
    return [
        CITY_POSTS,
        *(local_ladder(*place) for place in enumerate((*words.DISTRICTS, *words.COUNTIES))),
        *((("Phó Giám đốc", body), ("Giám đốc", body)) for body in departments),
        (("Phó Giám đốc", CITY_POLICE), ("Giám đốc", CITY_POLICE)),
        *((deputy_of(body), head_of(body)) for body in houses),
    ]  # fmt: skip


def deputy_of(body: Body) -> Post:
    return ("Phó Hiệu trưởng" if body.spellings[0].startswith("Trường") else "Phó Giám đốc", body)


def head_of(body: Body) -> Post:
    return ("Hiệu trưởng" if body.spellings[0].startswith("Trường") else "Giám đốc", body)


def local_ladder(number: int, place: str) -> tuple[Post, ...]:
    """Return the posts of a district or county and of two of its wards or communes."""
    kind, ward_kind, party = ("quận", "phường", "Quận") if place in words.DISTRICTS else ("huyện", "xã", "Huyện")
    wards = [replace(committee(ward_kind, words.WARDS[2 * number + one]), place=place) for one in range(2)]
    seat, assembly = committee(kind, place), council(kind, place)
    party_body = Body((f"{party} ủy {place}", f"{party} uỷ {place}"), place)
    return (
        ("Phó Chủ tịch", wards[0]), ("Chủ tịch", wards[0]), ("Chủ tịch", wards[1]), ("Phó Chủ tịch", seat),
        ("Chủ tịch", assembly), ("Chủ tịch", seat), ("Phó Bí thư Thường trực", party_body), ("Bí thư", party_body),
    )  # fmt: skip


class People:
    """All officials with their terms, and those who know: the same for a seed."""

    def __init__(self, rng: Random, days: int) -> None:
        self._rng = rng
        self._names: set[str] = set()
        self._ladders = ladders()
        self._held = [[(self._newcomer(post), 0) for post in ladder] for ladder in self._ladders]
        self._terms: list[Term] = []
        for day in sorted(rng.randrange(1, days) for _ in range(CHANGES)):
            self._change(day)
        for ladder, number in self._seats():
            self._leave(ladder, number, FOREVER)
        self.terms = tuple(self._with_namesakes())
        self.bodies = tuple(dict.fromkeys(body for ladder in self._ladders for _, body in ladder))
        self.experts = tuple(
            (invent_person(rng), rng.choice(words.LEARNED_AS), rng.choice(words.LEARNED)) for _ in range(60)
        )

    def _newcomer(self, post: Post) -> Person:
        """Return someone whose name nobody has."""
        person = invent_person(self._rng)
        while person.name in self._names:
            person = invent_person(self._rng)
        self._names.add(person.name)
        return replace(person, rank=self._rng.choice(("Đại tá", "Thiếu tướng"))) if post[1] is CITY_POLICE else person

    def _seats(self) -> Iterator[tuple[int, int]]:
        return ((ladder, number) for ladder, posts in enumerate(self._ladders) for number in range(len(posts)))

    def _change(self, day: int) -> None:
        """Let a post fall vacant: whom it had goes, some rising to the city, and those below move up."""
        rng = self._rng
        ladder = rng.randrange(len(self._ladders))
        number = max(rng.randrange(len(self._ladders[ladder])) for _ in range(3))
        leaving = self._leave(ladder, number, day)
        if ladder and number and number == len(self._ladders[ladder]) - 1 and rng.random() < 0.4:
            seat = rng.randrange(len(CITY_POSTS))
            self._leave(0, seat, day)
            self._held[0][seat] = (leaving, day)
        while number and rng.random() < 0.9:
            self._held[ladder][number] = (self._leave(ladder, number - 1, day), day)
            number -= 1
        self._held[ladder][number] = (self._newcomer(self._ladders[ladder][number]), day)

    def _leave(self, ladder: int, number: int, day: int) -> Person:
        (person, since), (office, body) = self._held[ladder][number], self._ladders[ladder][number]
        if since < day:
            self._terms.append(Term(person, office, body, since, day))
        return person

    def _with_namesakes(self) -> Iterator[Term]:
        """Yield the terms, in which ten people have the name of someone in another body."""
        people = list(dict.fromkeys(term.person for term in self._terms))
        self._rng.shuffle(people)
        pairs = _apart(people, self._terms)
        renamed = {other: replace(other, name=one.name, address=one.address) for one, other in pairs}
        return (replace(term, person=renamed.get(term.person, term.person)) for term in self._terms)


def _apart(people: Sequence[Person], terms: Sequence[Term]) -> list[tuple[Person, Person]]:
    """Return pairs of people who never held office in one place."""
    places: dict[Person, set[str]] = {}
    for term in terms:
        places.setdefault(term.person, set()).add(term.body.place or term.body.spellings[0])
    pairs = zip(people[::2], people[1::2], strict=False)
    return [(one, other) for one, other in pairs if not places[one] & places[other]][:NAMESAKES]
