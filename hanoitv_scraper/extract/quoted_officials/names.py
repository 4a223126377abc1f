"""Names of people: where one begins and ends among capitals, told from places and bodies by the family names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hanoitv_scraper.vietnamese.fold import Shadow, fold
from hanoitv_scraper.vietnamese.legacy import is_syllable
from hanoitv_scraper.vietnamese.patterns import UPPER, any_of, folded_words, tree_pattern
from hanoitv_scraper.vietnamese.words import words

Span = tuple[int, int]

WORD = re.compile(r"\w+(?:[./&'’-]\w+)*")
CAPITAL = rf"[{UPPER}][\w'’]*(?:-\w+)?"
# N.T.H., or one letter for a name kept back: "bà H."; a full stop ends it only where no sentence begins.
INITIALS = re.compile(rf"(?:[{UPPER}]\.?){{1,6}}(?!\w)")
# "Ursula von der Leyen": particles of foreign names.
PARTICLES = re.compile(rf"(?:(?:al|bin|da|de|del|der|di|dos|du|el|ibn|la|le|van|von) ){{1,2}}(?=[{UPPER}])")
RUN = re.compile(rf"{CAPITAL}(?: (?:{PARTICLES.pattern})?{CAPITAL}){{0,5}}")
HONORIFICS = folded_words("honorifics_male") | folded_words("honorifics_female") | folded_words("honorifics_other")
POSITIONS = folded_words("positions")
TITLES = HONORIFICS | folded_words("ranks") | POSITIONS
# "Bà con" is nobody's title, nor is "Cô Tô", the island, but "cô Tô Kim Lan" bears one; "Hai Bà Trưng" are no ladies.
NO_TITLES = words("not_honorifics")
NOT_HONORIFIC = re.compile(
    rf"(?:{tree_pattern(shape for word in NO_TITLES for shape in (word, word[0].upper() + word[1:]) if word.islower())}"
    rf"|{tree_pattern(word for word in NO_TITLES if not word.islower())}(?! [{UPPER}])|(?<=Hai )Bà Trưng)(?!\w)"
)
NAMED_HEAD = re.compile(any_of("positions", "organisations", "ranks"))
TWO_WORDS = re.compile(rf"(?=\w+ ){any_of('organisations', 'schools')}")
SURNAMES = folded_words("surnames")
COMMON = folded_words("common_surnames")
PLACES = folded_words("places")
SURE = 100
"""The score of a name that stands with a title elsewhere in the text."""
# "đường Lê Duẩn", "Trường THPT Phan Bội Châu": what these nouns name bears a dead person's name.
NAMED_AFTER = re.compile(rf"(?<!môi )(?<!thị )(?<!công )(?<!thành )(?<!nông )(?:{any_of('place_heads', 'schools')}) $")
SCHOOL = re.compile(rf"(?<!môi )(?<!thị )(?:{any_of('schools')}) $")
# After these titles stands a person, not a body with a foreign name: "Tổng thống Joe Biden", but "Giám đốc Samsung".
OF_PERSONS = re.compile(rf"{any_of('titles_of_persons')} $")
# "UBND tỉnh Lê Văn A" leaves the province unsaid and goes on with its chairman.
UNIT = re.compile(r"(?<!\w)(?:tỉnh|thành phố|tp|thị xã|huyện|quận|phường|xã|thị trấn) $")
NAMESAKES = folded_words("namesakes")
PLACE = re.compile(tree_pattern(PLACES) + r"(?!\w)")


def is_surname(word: str) -> bool:
    """Tell whether a folded word is a family name."""
    return word in SURNAMES


def find_known_names(shadow: Shadow, heads: Sequence[Span]) -> set[str]:
    """Return the full names, folded, that stand right after a title; `heads` are where titles and the like stand."""
    names = set[str]()
    for start, end in heads:
        title = shadow.folded[start:end]
        if title not in TITLES or not shadow.plain[end + 1 : end + 2].isupper() or shadow.plain[end] != " ":
            continue
        name = read_name(shadow, end + 1)
        parts = shadow.folded[slice(*name)].split() if name else []
        if NOT_HONORIFIC.match(shadow.plain, start):
            continue
        # "Trưởng thôn Vĩnh Khê": after an office two parts may be a place.
        likely = len(parts) > 2 or (bool(parts) and parts[0] in COMMON) or title not in POSITIONS
        a_person = bool(parts) and (title in HONORIFICS or (is_surname(parts[0]) and likely))
        if 2 <= len(parts) <= 5 and a_person and not _begins_with_place(" ".join(parts)):
            names.add(" ".join(parts))
    return names


def _is_foreign(words: Sequence[str]) -> bool:
    """Tell whether one of these folded words is no Vietnamese syllable."""
    return any(not is_syllable(part) for word in words for part in word.split())


def read_name(shadow: Shadow, at: int) -> Span | None:
    """Return the span of the name that stands at `at`: a run of capitals, or initials."""
    initials = INITIALS.match(shadow.plain, at)
    if initials and not RUN.fullmatch(shadow.plain, at, initials.end()):
        return at, initials.end()
    run = RUN.match(shadow.plain, at)
    if not run:
        return (at, initials.end()) if initials else None
    end = at
    for word in WORD.finditer(shadow.plain, at, _without_office(shadow, at, run.end())):
        head = NAMED_HEAD.match(shadow.folded, word.start())
        # A head of two words or in capitals begins an office: "bà Lê Thị A Giám đốc", not "ông Lê Sở".
        if (
            head
            and (end > at or TWO_WORDS.match(head[0]))
            and (" " in head[0] or (word[0].isupper() and len(word[0]) > 1))
        ):
            break
        end = word.end()
    return (at, end) if end > at else None


def _without_office(shadow: Shadow, start: int, end: int) -> int:
    """Return where a run of capitals ends, without an office that a dash without spaces joins: "Nhiên-Chủ tịch"."""
    dash = shadow.plain.find("-", start, end)
    if dash < 0:
        return end
    # But "Kang Min-jae" is one name.
    suffix = WORD.match(shadow.folded, dash + 1, end)
    parts = [*shadow.folded[start:dash].split(), suffix[0] if suffix else ""]
    joined = shadow.plain[dash + 1].islower() and not _is_foreign(parts)
    return dash if joined or NAMED_HEAD.match(shadow.folded, dash + 1) else end


def _begins_with_place(name: str) -> bool:
    place = PLACE.match(name)
    return place is not None and " " in place[0]


def split_name(shadow: Shadow, words: Sequence[Span], known: set[str]) -> tuple[int, int] | None:
    """Return which of the words after a title noun are the person's name, as a slice; None if none are.

    In "thành phố Hà Nội Vũ Thu Hạ" the family name Vũ begins it.
    """
    index = 0
    while index < len(words):
        end = index
        while end < len(words) and _is_capital(shadow, words, end, index):
            end += 1
        first = _pick_start(shadow, words, index, end, known) if end > index else None
        if first is not None:
            return first, min(end, first + 5)
        index = max(end, index + 1)
    return None


def _is_capital(shadow: Shadow, words: Sequence[Span], index: int, first: int) -> bool:
    start, _ = words[index]
    if index == first:
        return shadow.plain[start].isupper()
    capital = shadow.plain[start].isupper() or PARTICLES.match(shadow.plain, start) is not None
    return capital and shadow.plain[words[index - 1][1] : start] == " "


def _pick_start(shadow: Shadow, words: Sequence[Span], first: int, end: int, known: set[str]) -> int | None:
    """Return where in a run of capitals the most likely name begins."""
    run = [shadow.folded[slice(*word)] for word in words[first:end]]
    after_unit = UNIT.search(shadow.folded, max(0, words[first][0] - 14), words[first][0])
    unsaid = bool(after_unit) and len(run) > 2 and " ".join(run) not in NAMESAKES
    best, choice = 3, None
    for index in range(max(0, len(run) - 6), len(run)):
        score = _score(run[:index], run[index:], known)
        start = words[first + index][0]
        named_after = SCHOOL if index else NAMED_AFTER
        if score < SURE and (index or not unsaid) and named_after.search(shadow.folded, max(0, start - 14), start):
            score = 0
        if index == 1 and run[0] not in PLACES:
            body = shadow.plain[slice(*words[first])]
            score += 3 if body.isupper() and len(body) > 1 else -3  # few places have one syllable; acronyms have
        if not score and _is_foreigner(shadow, words[first : first + index], words[first + index : end]):
            score = 4
        if score > best:
            best, choice = score, index
    if choice and best == SURE and run[choice] not in COMMON:  # "Nguyễn Văn Út Em", whom the text calls "ông Út Em"
        longer = (index for index in range(choice) if run[index] in COMMON and _score([], run[index:], known) > 3)
        choice = next(longer, choice)
    return None if choice is None else first + choice


def _score(place: list[str], name: list[str], known: set[str]) -> int:
    whole = " ".join(name)
    of_highlands = len(name) > 1 and (name[0] in {"y", "ka"} or name[0][1:2] in {"'", "’"})
    if whole in known or (of_highlands and not place):
        return SURE
    middle = len(name) > 2 and name[1] in {"thị", "văn"}
    if not (name[0] in SURNAMES or middle) or not 2 <= len(name) <= 5 or whole in PLACES or name[0] == "thị":
        return 0
    score = {2: 1, 3: 4, 4: 3, 5: 0}[len(name)] + (3 if name[0] in COMMON else 0)
    score += 3 if any(" ".join(place[index:]) in PLACES for index in range(len(place))) else 0
    score += 2 if middle else 0
    return score - (6 if _begins_with_place(whole) else 0)


def _is_foreigner(shadow: Shadow, place: Sequence[Span], name: Sequence[Span]) -> bool:
    """Tell whether a foreign name follows a title of persons, or a country or a body in capitals after a title."""
    if len(name) > 4 or not _is_foreign([shadow.folded[slice(*word)] for word in name]):
        return False
    if any(shadow.plain[slice(*word)].isupper() for word in name):
        return False
    if not place:
        if PLACE.match(shadow.folded, name[0][0]):
            return False
        return OF_PERSONS.search(shadow.folded, max(0, name[0][0] - 24), name[0][0]) is not None
    words = [shadow.folded[slice(*word)] for word in place]
    capitals = shadow.plain[slice(*place[-1])]
    of_place = any(" ".join(words[index:]) in PLACES for index in range(len(words)))
    return (of_place or (capitals.isupper() and len(capitals) > 1)) and (len(name) > 1 or " ".join(words) in PLACES)


def name_key(name: str) -> str:
    """Return a name as it is compared: folded, without the full stop of a last initial."""
    return fold(name).rstrip(".")


def given_names(name: str) -> frozenset[str]:
    """Return what a person of this full name may be called later, folded: its last words, of other peoples' its first.

    "Trần Thị Mận" is "bà Mận", "Y Thanh Niê" is "ông Y Thanh".
    """
    words = name_key(name).replace(".", ". ").split()
    counts = [count for count in (1, 2, 3) if count < len(words)]
    shorter = {" ".join(words[-count:]) for count in counts}
    if _is_foreign(words):
        shorter |= {" ".join(words[:count]) for count in counts if len(words[count - 1]) > 1}
    return frozenset(shorter)
