"""The names of bodies, folded: all spellings of one under one name.

A name is taken to words. Known parts of names (`vietnamese/register/body_names.txt`) are put in their one spelling,
whatever case, dashes or abbreviations they came in; syllables that no list knows get a capital, or they would differ
by the writer's taste. Then the level of a place is said where some leave it out, and left out where most do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from hanoitv_scraper.vietnamese.fold import shadow
from hanoitv_scraper.vietnamese.text import clean
from hanoitv_scraper.vietnamese.words import words

# Longer ones are no names but sentences; they stay as printed.
LONGEST = 300
# What one round puts in its place may make another known part of a name; a third round finds nothing new in practice.
ROUNDS = 5
LEVELS = "xã|phường|thị trấn|quận|huyện|thị xã|thành phố|tỉnh"
SHORT_LEVELS = {"tp": "thành phố", "tx": "thị xã", "q": "quận", "p": "phường", "h": "huyện", "x": "xã"}
# "TP.HCM", "Tp Hà Nội", "Q.5", "Q5", "P. Long Bình". One letter alone may be an initial: it takes a stop or a figure.
VOWEL = re.compile(r"[^\WB-DF-HJ-NP-TV-XZĐ\d_]")
# Capitals that stand in words and hardly in acronyms: all of Vietnamese beyond Đ and Ư.
SPOKEN = re.compile(r"[^\W\d_A-ZĐƯ]")
SHORT_LEVEL = re.compile(
    rf"(?<![\w.])(?:(T\.?P|T\.?X)\.? ?(?=[^\W\d_]|\d)|([QPHX])(?:\. ?(?=\d|\w{{2}}|{VOWEL.pattern} \w{{2}})|(?=\d)))",
    re.IGNORECASE,
)
GLUED_CITY = re.compile(r"(?<!\w)TP ?(HCM|HN)(?!\w)", re.IGNORECASE)
CITIES = {"hcm": "thành phố Hồ Chí Minh", "hn": "thành phố Hà Nội"}
SHORT_CITY = re.compile(r"(?<![\w.])(HCM|HN)(?!\w)")
BRACKETS = re.compile(r"\(([^()]*)\)")
TOKEN = re.compile(r"\w+(?:['’.]\w+)*|[&,;/-]")
JOINTS = frozenset({"và", "&", "-", ",", ";", "/"})
COMMITTEE = re.compile(r"\b(Thành|Quận|Huyện|Tỉnh|Thị) (ủy|đoàn) (?:thành phố|quận|huyện|tỉnh|thị xã) (?=\S)")
FRONT = re.compile(r"\bMTTQ(?: Việt Nam)(?= (?:thành phố|quận|huyện|tỉnh|thị xã|xã|phường|thị trấn)\b)")
PARENT_LEVEL = re.compile(rf"(?<=\S)(?<!\bthị) (?=(?:{LEVELS}) \S)")
# Bodies that say the level of their place.
LEVELLED = "UBND|HĐND|MTTQ|TAND|VKSND|Công an|Chỉ huy Quân sự|Bộ đội Biên phòng"
# Bodies of a province that most write without its level.
UNLEVELLED = (
    "Sở|Ban Quản lý|Chi cục|Cục|Bảo hiểm xã hội|Kho bạc|Hội|Hiệp hội|Liên đoàn|Đại biểu Quốc hội"
    "|Trung tâm Kiểm soát bệnh tật"
)
SCHOOLS = re.compile(r"^(?:THPT|THCS|Tiểu học|Mầm non|PTDTBT|PTDTNT)\b")


def fold_organisation(organisation: str) -> str:
    """Return the name that all spellings of a body's name share: `UBND thành phố Hà Nội` for `UBND TP. Hà Nội`.

    Folding what is folded changes nothing. Bodies of different levels or places stay apart. What is longer than any
    name comes back as printed, on one line.
    """
    return _fold(organisation) if len(organisation) <= LONGEST else clean(organisation)


@lru_cache(maxsize=65_536)
def _fold(organisation: str) -> str:
    printed = clean(organisation)
    folded = shadow(printed).plain
    for _ in range(ROUNDS):
        before, folded = folded, _fold_once(folded)
        if folded == before:
            break
    return folded or printed


def _fold_once(plain: str) -> str:
    spelt = _without_acronyms(_with_levels(_without_shouting(plain)))
    named = " ".join(_known_parts(TOKEN.findall(spelt)))
    return _with_commas(_settle_levels(named))


@cache
def provinces() -> dict[str, str]:
    """Return the provinces and the cities of their rank, in one spelling, each with the word for its level."""
    return {
        name.strip(): level.strip()
        for name, _, level in (entry.partition("=") for entry in words("register/provinces"))
    }


def _without_shouting(plain: str) -> str:
    """Return a name in small letters if all of it is in capitals: then they tell nothing of acronyms."""
    return plain.lower() if plain.isupper() and SPOKEN.search(plain) else plain


def _with_levels(plain: str) -> str:
    plain = GLUED_CITY.sub(lambda found: CITIES[found[1].lower()], plain)
    plain = SHORT_LEVEL.sub(lambda found: f"{SHORT_LEVELS[(found[1] or found[2]).lower().replace('.', '')]} ", plain)
    plain = SHORT_CITY.sub(lambda found: CITIES[found[1].lower()], plain)
    plain = re.sub(r"(?<= )T\.?P\.?$", "thành phố", plain, flags=re.IGNORECASE)
    return re.sub(r"\bthành phố thành phố\b", "thành phố", plain, flags=re.IGNORECASE)


def _without_acronyms(plain: str) -> str:
    """Return a name with what stands in brackets after a space, and brackets that repeat it as an acronym left out."""
    return BRACKETS.sub(_bracketed, plain)


def _bracketed(found: re.Match[str]) -> str:
    told = [part.strip() for part in found[1].split(",")]
    levels = provinces()
    return " ".join(f"{levels.get(part, '')} {part}" for part in told if " " in part or part in levels)


def _known_parts(tokens: list[str]) -> Iterator[str]:
    """Yield the parts of a name in their one spelling; dashes and commas between the parts are left out."""
    at = 0
    while at < len(tokens):
        known = _longest_known(tokens, at)
        if known:
            at, spelling = known
            yield spelling
            continue
        if tokens[at] not in JOINTS:
            yield _capitalised(tokens[at])
        elif tokens[at] in {"và", "&"} and 0 < at < len(tokens) - 1:
            yield "và"
        at += 1


def _longest_known(tokens: list[str], start: int) -> tuple[int, str] | None:
    """Return the end of the longest known part that begins here, and its spelling."""
    for parts, spelling in _parts().get(tokens[start].lower(), ()):
        at = start
        for number, part in enumerate(parts):
            while number and at < len(tokens) and tokens[at].lower() in JOINTS:
                at += 1
            if at == len(tokens) or not _is_part(tokens[at], part):
                break
            at += 1
        else:
            return at, spelling
    return None


def _is_part(token: str, part: str) -> bool:
    """Tell whether a token is a part of a name; one of two capitals is no word in small letters."""
    return token == part or (token.lower() == part.lower() and not (len(part) == 2 and part.isupper()))


@cache
def _parts() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Return the known parts by their first word in small letters, the longest first, each with its one spelling."""
    parts: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    heads = (head.capitalize() for head in words("organisations") if head.islower() and head.count(" ") == 1)
    for entry in (*words("register/body_names"), *provinces(), *heads):
        name, _, others = entry.partition("=")
        spelling = name.strip()
        for spelt in (spelling, *filter(None, map(str.strip, others.split(",")))):
            tokens = tuple(token for token in TOKEN.findall(shadow(spelt).plain) if token not in JOINTS)
            if spelling not in JOINTS:
                parts.setdefault(tokens[0].lower(), []).append((tokens, spelling))
    for known in parts.values():
        known.sort(key=lambda part: -len(part[0]))
    return parts


def _capitalised(token: str) -> str:
    """Return a syllable that no list knows with a capital; acronyms and brands keep theirs."""
    return token if token[1:].lower() != token[1:] else token[:1].upper() + token[1:]


@cache
def _rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    cities = "|".join(re.escape(name) for name, level in provinces().items() if level == "thành phố")
    all_provinces = "|".join(re.escape(name) for name, level in provinces().items() if level == "tỉnh")
    end = r"(?= tại\b| (?:thành phố|tỉnh)\b|$)"
    unlevelled = rf"\b((?:{UNLEVELLED})\b(?: (?!(?:{LEVELLED})\b)\S+)*)"
    return (
        (re.compile(r"^Trường (?=Đại học\b)"), ""),
        (re.compile(rf"\b({LEVELLED}) ({cities}){end}"), r"\1 thành phố \2"),
        (re.compile(rf"\b({LEVELLED}) ({all_provinces}){end}"), r"\1 tỉnh \2"),
        (re.compile(rf"{unlevelled} thành phố (?!Hồ Chí Minh|Huế)({cities}){end}"), r"\1 \2"),
        (re.compile(rf"{unlevelled} tỉnh ({all_provinces}){end}"), r"\1 \2"),
    )  # fmt: skip


def _settle_levels(named: str) -> str:
    """Return a name with levels said or left out as most do, and without what others add: "Quận ủy quận"."""
    named = FRONT.sub("MTTQ", COMMITTEE.sub(r"\1 \2 ", re.sub(r" của(?= )", "", named)))
    named = re.sub(r"^MTTQ$|^(?:Ủy [Bb]an )?Trung ương MTTQ(?: Việt Nam)?$", "MTTQ Việt Nam", named)
    for rule, settled in _rules():
        named = rule.sub(settled, named)
    named = SCHOOLS.sub(lambda found: f"Trường {found[0]}", named)
    return named[:1].upper() + named[1:]


def _with_commas(named: str) -> str:
    """Return a name with a comma before each place that holds the one before it: "xã Phước An, huyện Tuy Phước"."""
    first, *more = PARENT_LEVEL.split(named)
    told = re.match(rf"(?:{LEVELS}|thôn|ấp|bản|tổ dân phố) ", first, re.IGNORECASE) is not None
    for part in more:
        first += f"{', ' if told else ' '}{part}"
        told = True
    return first
