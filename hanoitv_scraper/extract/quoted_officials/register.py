"""Who is who in an article: its people with their offices, and whom a later short mention means."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from hanoitv_scraper.extract.quoted_officials.mentions import DEPUTY, Mention
from hanoitv_scraper.extract.quoted_officials.names import given_names, name_key
from hanoitv_scraper.extract.quoted_officials.offices import Office
from hanoitv_scraper.extract.quoted_officials.organisations import SHORT
from hanoitv_scraper.vietnamese.fold import fold
from hanoitv_scraper.vietnamese.patterns import UPPER, folded_words

MALE = folded_words("honorifics_male") | {"nam"}
FEMALE = folded_words("honorifics_female") | {"nữ"}
# A name of its own has a capital behind its head.
NAMED = re.compile(rf"\w [^\n]*[{UPPER}]")
# What a body that stands without its name may be told as in full.
SCHOOLS = ("trường", "đại học", "học viện", "đh")
FULLER = {
    "bệnh viện": ("bệnh viện", "bv"),
    "công ty": ("công ty", "tổng công ty", "tập đoàn"),
    "doanh nghiệp": ("công ty", "tổng công ty", "tập đoàn"),
    "ngân hàng": ("ngân hàng",),
    "htx": ("htx", "hợp tác xã"),
    "hợp tác xã": ("htx", "hợp tác xã"),
    "nhà máy": ("nhà máy",),
    "nhà trường": SCHOOLS,
    "trường": SCHOOLS,
    "tập đoàn": ("tập đoàn",),
}
FIRMS = ("công ty", "tổng công ty", "tập đoàn", "ngân hàng", "cty")
# What a title without its body heads, the longer titles first: "Chi cục trưởng", of a "Chi cục" that the text tells.
HEADED = {
    "tổng cục trưởng": ("tổng cục",),
    "chi cục trưởng": ("chi cục",),
    "cục trưởng": ("cục",),
    "vụ trưởng": ("vụ",),
    "viện trưởng": ("viện",),
    "hạt trưởng": ("hạt",),
    "đồn trưởng": ("đồn",),
    "trạm trưởng": ("trạm",),
    "hiệu trưởng": SCHOOLS,
    "hiệu phó": SCHOOLS,
    "bộ trưởng": ("bộ",),
    "thứ trưởng": ("bộ",),
    "chánh án": ("tòa án", "toà án", "tand"),
    "tổng giám đốc": FIRMS,
    "tgđ": FIRMS,
    "ceo": FIRMS,
    "kế toán trưởng": FIRMS,
    "giám đốc": (*FIRMS, "sở", "bệnh viện", "bv", "trung tâm", "nhà máy", "xí nghiệp", "htx", "hợp tác xã", "nhà hát"),
}
ANY_BODY = {"cơ quan", "đơn vị", "tổ chức"}
POINTER = re.compile(r" (?:này|ấy|nói trên|đó)$")
# Who heads a government, where a text says "người đứng đầu Chính phủ".
PREMIER = frozenset({"thủ", "tướng"})
HEAD_OF = frozenset({"đứng", "đầu"})
# "Tư lệnh ngành giao thông" is the minister, "người đứng đầu ngành xây dựng" as well.
COMMANDER = frozenset({"tư", "lệnh", "ngành"})
UNITS = frozenset(
    {"sở", "bộ", "cục", "ubnd", "ủy", "ban", "nhân", "dân", "tỉnh", "thành", "phố", "huyện", "xã", "phường", "quận"}
)
OF_DEPUTIES = frozenset({"đại", "biểu"})
VICE = frozenset({"phó", "thứ"})
# No article holds as many; what is longer is no article, and must not take for ever.
MOST = 100
NEAR = 400
"""So many letters before it stands whom an office means that points back."""
MOST_OFFICES = 1_000


@dataclass(slots=True, eq=False)
class Person:
    """A person of the article, as far as the mentions tell."""

    name: str
    sexes: set[str] = field(default_factory=set)
    ranks: list[str] = field(default_factory=list)
    offices: Counter[Office] = field(default_factory=Counter)
    titled: bool = False
    """Some mention says more than the name: an honorific, a rank, an office."""
    first: int = 0
    """Where the person is first mentioned."""

    def may_be(self, gender: str) -> bool:
        """Tell whether nothing known speaks against this sex; an empty string fits all."""
        return not gender or not self.sexes or gender in self.sexes


def sex(honorific: str, name: str = "") -> str:
    """Return "male", "female", or an empty string where neither honorific nor middle name tells."""
    word = fold(honorific)
    if word in MALE:
        return "male"
    return "female" if word in FEMALE or " thị " in fold(name) else ""


class Register:
    """The people of one article, built over the whole text before anyone is asked for."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._people: dict[str, Person] = {}
        self._by_given: dict[str, list[Person]] = {}
        self._found: dict[int, Person | None] = {}
        self._read_names([mention for mention in mentions if mention.kind == "person"])
        self._holders = [person for person in self._people.values() if person.offices][:MOST]
        self._read_offices([mention for mention in mentions if mention.kind == "office"])
        self._bodies = [(mention.start, mention.organisation) for mention in mentions if mention.kind == "organisation"]
        self._bodies += [(one.start, office.organisation) for one in mentions for office in one.offices]
        self._bodies = sorted(body for body in self._bodies if body[1])
        self._told = [mention for mention in mentions if self._is_told(mention)]
        self._offices = {id(person): _pick_office(person) for person in self._people.values()}

    def _read_names(self, named: list[Mention]) -> None:
        """Note everyone under the full name: longer names first, so that shorter ones find whom they belong to."""
        for mention in sorted(named, key=lambda mention: (-len(mention.name.split()), mention.start)):
            name = name_key(mention.name)
            bearers = self._find_bearers(mention)
            if not bearers:
                person = self._people[name] = Person(mention.name, first=mention.start)
                for given in given_names(mention.name):
                    self._by_given.setdefault(given, []).append(person)
                bearers = [person]
            if len(bearers) == 1:
                self._found[mention.start] = bearers[0]
                _note(bearers[0], mention)

    def _read_offices(self, unnamed: list[Mention]) -> None:
        """Give the offices that stand alone to their holders."""
        for mention in unnamed[:MOST_OFFICES]:
            if holder := self._find_holder(mention) or self._find_just_told(mention):
                self._found[mention.start] = holder
                holder.offices.update(mention.offices)

    def resolve(self, mention: Mention) -> Person | None:
        """Return the person a mention means; None if nobody fits, or more than one."""
        if mention.plural:
            return None
        if mention.start in self._found:
            return self._found[mention.start]
        if mention.name:
            bearers = self._find_bearers(mention)
            return bearers[0] if len(bearers) == 1 else None
        told = self.find_antecedent(mention) if mention.pointing else None
        return self._found.get(told.start) if told else None

    def knows(self, name: str) -> bool:
        """Tell whether someone of the article may be called so, by the full or the given name, folded."""
        return name in self._people or name in self._by_given

    def full_body(self, organisation: str, at: int) -> str:
        """Return a body's name as told in full, where its head stands alone: "Sở" of "Sở Y tế", "cơ quan này"."""
        head = POINTER.sub("", fold(organisation))
        if head in ANY_BODY:
            return next((name for name in self._bodies_near(("",), at)), organisation)
        if head not in SHORT and head not in FULLER:
            return organisation
        return self._nearest_body(FULLER.get(head, (head,)), at) or organisation

    def _nearest_body(self, heads: Sequence[str], at: int) -> str:
        """Return the body with its own name that begins with one of `heads`: the last before `at`, else the next."""
        return next(self._bodies_near(heads, at), "")

    def _only_body(self, heads: Sequence[str], at: int) -> str:
        """Return the body as above where the text tells but one, as completely as it does; else an empty string."""
        told = sorted(set(self._bodies_near(heads, at)), key=len)
        return told[-1] if told and all(fold(name) in fold(told[-1]) for name in told) else ""

    def _bodies_near(self, heads: Sequence[str], at: int) -> Iterator[str]:
        opening = tuple(f"{head} ".lstrip() for head in heads)
        index = bisect_left(self._bodies, (at, ""))
        near = [*self._bodies[max(0, index - MOST) : index][::-1], *self._bodies[index : index + MOST]]
        return (name for _, name in near if fold(name).startswith(opening) and NAMED.search(name))

    def with_full_body(self, office: Office, at: int) -> Office:
        """Return an office with its body in full: "Hiệu trưởng nhà trường" and "Hiệu trưởng" are of "Trường A"."""
        if office.organisation:
            return office._replace(organisation=self.full_body(office.organisation, at))
        title = fold(office.position)
        heads = next((heads for ending, heads in HEADED.items() if title.endswith(ending)), ())
        return office._replace(organisation=self._only_body(heads, at)) if heads else office

    def longest_body(self, head: re.Pattern[str]) -> str:
        """Return the longest name of a body of the text that begins with `head`; an empty string without any."""
        return max((name for _, name in self._bodies if head.match(fold(name))), key=len, default="")

    def find_antecedent(self, mention: Mention) -> Mention | None:
        """Return the mention before that a pointing one takes up: "ông", "vị này", "lãnh đạo này", "vị Chủ tịch"."""
        index = bisect_left(self._told, mention.start, key=lambda told: told.start)
        latest = self._told[max(0, index - MOST) : index][::-1]
        gender = sex(mention.honorific)
        if mention.kind == "pronoun":
            # "Vị này" may be somebody without a name, "ông" and "đồng chí" are people told by name.
            named = fold(mention.honorific) not in {"", "vị"}
            people = (told for told in latest if self._found.get(told.start) or not named)
            if mention.rank:  # "vị đại tá"
                people = (told for told in latest if fold(mention.rank) in map(fold, self._ranks(told)))
            return next((told for told in people if self._may_be(told, gender)), None)
        wanted = mention.offices[-1].core
        if not latest:
            latest = self._told[: MOST if mention.offices[-1].generic else 0]  # a headline's "Đại biểu" is told below
        fitting = (told for told in latest if self._holds(told, wanted) and self._may_be(told, gender))
        found = next(fitting, None)
        if found or not mention.offices[-1].generic:
            return found
        # "Vị lãnh đạo này" may be anybody, "nữ đại biểu tỉnh A" is one of the deputies.
        deputy = fold(mention.offices[-1].position) in DEPUTY
        others = (told for told in latest if not deputy or self._holds(told, OF_DEPUTIES))
        return next((told for told in others if self._may_be(told, gender)), None)

    def _find_just_told(self, mention: Mention) -> Person | None:
        """Return who was told without an office shortly before an office points back: "bà A … Vị đại sứ"."""
        if not mention.pointing or not mention.honorific or mention.offices[-1].generic:
            return None
        near = [one for one in self._people.values() if 0 < mention.start - one.first < NEAR and not one.offices]
        return near[0] if len(near) == 1 else None

    def _is_told(self, mention: Mention) -> bool:
        """Tell whether a mention says by itself who is meant: a person, or an office without its holder's name."""
        if mention.plural or mention.pointing:
            return False
        return mention.kind == "office" or (mention.kind == "person" and self._found.get(mention.start) is not None)

    def _ranks(self, told: Mention) -> list[str]:
        person = self._found.get(told.start)
        return person.ranks if person else []

    def _may_be(self, told: Mention, gender: str) -> bool:
        person = self._found.get(told.start)
        return person.may_be(gender) if person else not gender

    def _holds(self, told: Mention, wanted: frozenset[str]) -> bool:
        person = self._found.get(told.start)
        offices = list(person.offices)[:MOST] if person else told.offices
        return any(wanted <= office.core for office in offices)

    def office_of(self, person: Person) -> Office | None:
        """Return the office that the article uses for a person."""
        return self._offices[id(person)]

    def _find_bearers(self, mention: Mention) -> list[Person]:
        """Return those whose full or given name this is, and whose sex does not speak against it.

        Of several, those named with a title: a photographer in brackets is no "ông Kha"; of these, those named before.
        """
        name, gender = name_key(mention.name), sex(mention.honorific, mention.name)
        if name in self._people:
            return [self._people[name]]
        bearers = [person for person in self._by_given.get(name, [])[:MOST] if person.may_be(gender)]
        bearers = [person for person in bearers if person.titled] or bearers
        return [person for person in bearers if person.first < mention.start] or bearers

    def _find_holder(self, mention: Mention) -> Person | None:
        office = mention.offices[-1]
        if mention.plural or all(office.generic for office in mention.offices):
            return None
        fitting = [person for person in self._holders if _holds(person, office)]
        fitting = fitting or [person for person in self._holders if _nearly_holds(person, office)]
        before = [person for person in fitting if person.first < mention.start]
        if len(fitting) == 1:
            return fitting[0]
        return before[0] if len(before) == 1 else None


def _note(person: Person, mention: Mention) -> None:
    person.sexes |= {sex(mention.honorific, person.name)} - {""}
    person.titled |= bool(mention.honorific or mention.rank or mention.offices)
    if person.name.isupper() and not mention.name.isupper() and name_key(person.name) == name_key(mention.name):
        person.name = mention.name
    person.ranks += [mention.rank] if mention.rank else []
    person.offices.update(mention.offices)
    person.first = min(person.first, mention.start)


def _pick_office(person: Person) -> Office | None:
    """Return the office the article uses: one still held, the most often told, then the most completely."""
    offices = list(person.offices)[:MOST]
    uses = {office: sum(person.offices[other] for other in offices if other.core <= office.core) for office in offices}
    return max(
        offices,
        key=lambda office: (office.official, not office.former, *_rank(office), uses[office], len(office.core)),
        default=None,
    )


def _rank(office: Office) -> tuple[bool, bool]:
    """Return how well an office tells its holder: better than "đại biểu", than "người đứng đầu"."""
    return not office.generic, not office.core >= HEAD_OF


def _holds(person: Person, office: Office) -> bool:
    wanted = office.core
    for held in list(person.offices)[:MOST]:
        words = held.core
        same_grade = bool(words & VICE) == bool(wanted & VICE) and held.former == office.former
        if same_grade and (wanted <= words or words <= wanted):
            return True
        heads = wanted >= HEAD_OF or wanted >= COMMANDER
        if heads and not words & VICE and _heads(words, wanted - HEAD_OF - COMMANDER):
            return True
    return False


def _nearly_holds(person: Person, office: Office) -> bool:
    """Tell whether a person holds an office of the same title in a body of which half the words are the same."""
    title, body = fold(office.position), _words(office)
    return any(
        held.former == office.former and fold(held.position) == title and 2 * len(body & _words(held)) > len(body) > 0
        for held in list(person.offices)[:MOST]
    )


def _words(office: Office) -> frozenset[str]:
    return office.core - frozenset(fold(office.position).split()) - UNITS


def _heads(words: frozenset[str], body: frozenset[str]) -> bool:
    return words == PREMIER if not body else body <= words
