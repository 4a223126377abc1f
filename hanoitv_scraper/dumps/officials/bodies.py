"""Bodies, as far as their names tell: of which place and level, under whom, in which walk of life."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from hanoitv_scraper.dumps.officials.organisations import fold_organisation, provinces
from hanoitv_scraper.dumps.officials.positions import position_key
from hanoitv_scraper.vietnamese.fold import fold
from hanoitv_scraper.vietnamese.words import words

HAMLET, COMMUNE, DISTRICT, PROVINCE, NATION = range(5)
LEVELS = {
    "thôn": HAMLET, "ấp": HAMLET, "bản": HAMLET, "tổ dân phố": HAMLET,
    "xã": COMMUNE, "phường": COMMUNE, "thị trấn": COMMUNE,
    "quận": DISTRICT, "huyện": DISTRICT, "thị xã": DISTRICT, "thành phố": DISTRICT, "tỉnh": PROVINCE,
}  # fmt: skip
COMMITTEES = {"quận": "quận", "huyện": "huyện", "thị": "thị xã", "thành": "thành phố", "tỉnh": "tỉnh"}
COMMITTEE = re.compile(r"(?:^|(?<= ))(quận|huyện|thị|thành|tỉnh) (?:ủy|đoàn)(?=$|,| )(?: (?:khối )?([^,]+))?")
PLACE = re.compile(
    r"(?:^(thôn|ấp|bản|tổ dân phố)|(?:^|(?<= ))((?<!thông tấn )(?<!thị )xã(?! hội)|phường|thị trấn|quận|huyện|thị xã"
    r"|thành phố|tỉnh))(?! ủy| đoàn)(?=$|,| )(?: ([^,]+))?"
)
NATIONAL = re.compile(
    r"^(?:bộ(?! chỉ huy| đội)|quốc hội|chính phủ|nhà nước|trung ương|tổng cục|tổng liên đoàn|vụ|cục"
    r"|thanh tra chính phủ|văn phòng (?:chính phủ|quốc hội|trung ương|bộ)|ủy ban .*quốc hội|mttq việt nam)\b"
    r"|\b(?:trung ương|quốc hội|nhà nước)$"
)
PROVINCIAL = re.compile(
    r"^(?:ban quản lý|sở|chi cục|cục|bảo hiểm xã hội|kho bạc|hội|hiệp hội|liên đoàn|trung tâm kiểm soát|đoàn)\b"
)
# Heads that name a body only together with its place.
OF_A_PLACE = re.compile(
    r"^(?:ubnd|hđnd|mttq|tand|vksnd|công an|sở|phòng|đảng ủy|quân sự|hội|ban|chi cục|trạm|văn phòng)\b"
)
# The few who lead a place: its committee of the party, its people's committee and council, its front.
LEADING = re.compile(r"^(?:ubnd|hđnd|mttq|đảng ủy|(?:quận|huyện|thị|thành|tỉnh) ủy|quận|huyện|phường|xã)\b")
# What one may hold beside another office.
BESIDE = re.compile(r"^(?:quốc hội|hđnd|hội|hiệp hội|liên hiệp|liên đoàn|đoàn đại biểu|tổng hội)\b")
BOARD = re.compile(r"^(?:hđqt|hđtv) (?=\S)")
DELEGATION = re.compile(r"^(?:đoàn )?đại biểu quốc hội\b.*|^quốc hội đoàn\b.*")
# A unit's noun that stands at the end of an office instead of before the unit: "Trưởng phòng" of "Y tế quận Ba Đình".
UNIT_NOUN = re.compile(r" (văn phòng|phòng|ban|khoa|đội|trạm|hđqt|hđtv)$")


@dataclass(frozen=True, slots=True)
class Body:
    """A body as it is compared with others."""

    key: str
    """Its folded name in small letters, the unit's noun before it, boards and delegations under their body."""
    level: int | None
    """Of its place, NATION for the state's own; None for what stands outside the levels: schools, hospitals, firms."""
    word: str
    """What its place is: quận, huyện, phường; empty where its name does not say."""
    place: str
    """The place it is named after, without that word; empty where none is told."""
    above: frozenset[str]
    """Places told as holding that one."""
    lines: frozenset[str]
    """The walks of life it is of."""
    vague: bool
    """Named without its place: there are many of this name."""
    leading: bool
    """Leads its place."""
    beside: bool
    """Its offices may be held beside others."""


@lru_cache(maxsize=65_536)
def to_body(position: str | None, organisation: str | None) -> Body | None:
    """Return the body that an office is in; None where neither the body nor the office tells it."""
    office = position_key(position) if position else ""
    of_office = _bodies_of_positions().get(office)
    if not organisation and not of_office:
        return None
    name = fold_organisation(organisation or of_office or "").lower()
    if office in {"đại biểu quốc hội", "đại biểu"} and of_office:
        name = of_office.lower()
    noun = UNIT_NOUN.search(office)
    if noun and not re.search(rf"\b{noun[1]}\b", name):
        name = f"{noun[1]} {name}"
    return _read_body(DELEGATION.sub("quốc hội", BOARD.sub("", name)))


def _read_body(name: str) -> Body:
    level, word, place, above = _read_place(name)
    lines = _lines_of(name)
    if level == NATION or (level is not None and level > HAMLET and "arms" not in lines):
        lines |= {"government"}
    return Body(
        key=name, level=level, word=word, place=place, above=above, lines=lines,
        vague=_is_vague(name, level, place), leading=LEADING.match(name) is not None,
        beside=BESIDE.match(name) is not None,
    )  # fmt: skip


def _read_place(name: str) -> tuple[int | None, str, str, frozenset[str]]:
    told = [(COMMITTEES[found[1]], found[2] or "") for found in COMMITTEE.finditer(name)]
    told += [(found[1] or found[2], found[3] or "") for found in PLACE.finditer(name)]
    if told:
        word, place = told[0]
        above = frozenset(holding for _, holding in told[1:] if holding)
        return (PROVINCE if word == "thành phố" and place in _cities() else LEVELS[word]), word, place, above
    province = next((known for known in _provinces() if name.endswith(f" {known}")), "")
    if province and PROVINCIAL.match(name):
        return PROVINCE, "", province, frozenset()
    if NATIONAL.search(name):
        return NATION, "", "", frozenset()
    return None, "", "", frozenset({province} if province else ())


def _is_vague(name: str, level: int | None, place: str) -> bool:
    if level == NATION:
        return False
    return name in _bare_names() or (not place and (level is not None or OF_A_PLACE.match(name) is not None))


@cache
def _bare_names() -> frozenset[str]:
    return frozenset(
        fold_organisation(name).lower()
        for part in ("bare_organisations", "short_organisations")
        for name in words(part)
    ) - {fold_organisation(name).lower() for name in ("quốc hội", "chính phủ", "EVN", "VFF", "bộ ngoại giao")}


@cache
def _cities() -> frozenset[str]:
    return frozenset(fold(name) for name, level in provinces().items() if level == "thành phố")


@cache
def _provinces() -> tuple[str, ...]:
    return tuple(fold(name) for name in provinces())


@lru_cache(maxsize=16_384)
def _lines_of(name: str) -> frozenset[str]:
    return frozenset(line for phrase, line in _lines() if phrase in f" {name.replace(',', '')} ")


@cache
def _lines() -> tuple[tuple[str, str], ...]:
    entries = (entry.partition("=") for entry in words("register/body_lines"))
    return tuple((f" {fold(phrase.strip())} ", line.strip()) for phrase, _, line in entries)


@cache
def _bodies_of_positions() -> dict[str, str]:
    entries = (entry.partition("=") for entry in words("register/bodies_of_positions"))
    return {position_key(office.strip()): body.strip() for office, _, body in entries}
