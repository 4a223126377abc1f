"""Offices: a title noun with what belongs to it, split from its organisation and from the holder's name."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from hanoitv_scraper.extract.quoted_officials.names import PLACE, PLACES, Span, read_name, split_name
from hanoitv_scraper.extract.quoted_officials.organisations import ORGANISATION, VERBS, read_organisation, read_tail
from hanoitv_scraper.vietnamese.fold import Shadow, fold
from hanoitv_scraper.vietnamese.legacy import is_syllable
from hanoitv_scraper.vietnamese.patterns import UPPER, any_of, folded_words

PREFIXES = rf"(?:{any_of('position_prefixes')} ){{0,3}}"
# With what a bracket shortens it to: "đại biểu (ĐB)".
SHORTENED = r"(?: \((?:đb|đbqh)\))?"
SUFFIXES = rf"(?: {any_of('position_suffixes')}){{0,2}}{SHORTENED}"
TITLE = rf"(?:{any_of('former')} )?{PREFIXES}{any_of('positions', 'roles', 'experts')}{SUFFIXES}"
POSITION = re.compile(TITLE)
OFFICIAL = re.compile(PREFIXES + any_of("positions"))
WHOLE = folded_words("whole_positions")
FORMER = tuple(f"{word} " for word in folded_words("former"))
POSITIONS = folded_words("positions")
ROLE = re.compile(PREFIXES + any_of("roles", "experts"))
MOST = 8
"""So many offices one person may be told to hold, at most."""
# Others may stand behind these: "việc cán bộ thú y bao che, người đứng đầu Bộ A cho hay".
ALONE = {"cán bộ", "chuyên viên", "thành viên"}
GENERIC = folded_words("generic_positions")
# A role after a comma begins the clause: "theo ông A, Giám đốc Sở B, người dân cần …".
NEXT = re.compile(rf"(?:,|,? kiêm|,? và| -)? (?=(?:{any_of('former')} )?{PREFIXES}{any_of('positions')})")
# "Báo cáo với Phó Thủ tướng, Chủ tịch tỉnh A cho biết": two people.
TO_WHOM = ("với ", "gặp ", "tiếp ", "cùng ", "trả lời ", "đáp lời ", "bào chữa cho ")
EPITHET = re.compile(r"^(?:tân|nữ|nam|đương kim) | \([^()]*\)$| (?:của|một)$", re.IGNORECASE)
PREPOSITION = re.compile(r"^(?:của|tại|ở|thuộc|trực thuộc) ")
# A body before which a preposition stands: "nhà nghiên cứu tại Trung tâm A".
AT_BODY = re.compile(r" (?:của|tại|ở|thuộc|trực thuộc) ")
# A part of a body, after which the whole may follow: "Trưởng khoa Nhi, Bệnh viện A".
PART = re.compile(
    r"(?:khoa|phòng|ban|đội|vụ|cục|trung tâm|viện|bộ môn|trạm|tổ|hội đồng|văn phòng|khối|chi nhánh)(?!\w)"
)
ABROAD = re.compile(r" tại ")
UNIT = re.compile(rf"(?:tỉnh|thành phố|tp\.?|TP\.?|huyện|quận|thị xã)(?= [{UPPER}\d])")
WHOLE_AHEAD = re.compile(r",? -? ?(?=\w)")
WHOLE_END = re.compile(
    rf" ?(?:[,;:.)\"”\n]|-|$|{any_of('adverbs')} (?:{any_of('adverbs')} )?{any_of(*VERBS)}|{any_of(*VERBS)})"
)
WORD = re.compile(r"\w+")
BODY = re.compile(rf"(?<!môi )(?<!thị )(?:{any_of('organisations', 'place_heads', 'schools')})")
# Words of an office that do not tell it from another, and shortened ones.
FILLER = frozenset({"của", "quyền", "chính", "phủ", "nhà", "người"})
SPELT_OUT = {
    "đbqh": ("đại", "biểu", "quốc", "hội"),
    "bhxh": ("bảo", "hiểm", "xã", "hội"),
    "gtvt": ("giao", "thông", "vận", "tải"),
    "lđlđ": ("liên", "đoàn", "lao", "động"),
    "mttq": ("mặt", "trận", "tổ", "quốc"),
    "ptnt": ("phát", "triển", "nông", "thôn"),
    "tnmt": ("tài", "nguyên", "môi", "trường"),
    "ubnd": ("ủy", "ban", "nhân", "dân"),
    "hđnd": ("hội", "đồng", "nhân", "dân"),
    "bv": ("bệnh", "viện"),
    "ca": ("công", "an"),
    "tp": ("thành", "phố"),
    "đb": ("đại", "biểu"),
    "đh": ("đại", "học"),
    "gđ": ("giám", "đốc"),
    "pgđ": ("phó", "giám", "đốc"),
    "tgđ": ("tổng", "giám", "đốc"),
}
MINISTERS = re.compile(r"(?:bộ trưởng|thứ trưởng)$")


class Office(NamedTuple):
    """A position in an organisation, as printed."""

    position: str
    organisation: str
    former: bool
    official: bool
    """Not the role of an expert or a citizen."""
    generic: bool
    """Many hold it at a time: a representative, a deputy, a lecturer."""
    core: frozenset[str]
    """The words that tell this office from others, shortened ones spelt out."""


@lru_cache(maxsize=4096)
def to_office(position: str, organisation: str, former: bool = False, official: bool = True) -> Office:
    """Return an office from its parts as printed."""
    position, organisation = EPITHET.sub("", position), PREPOSITION.sub("", organisation)
    title, body = fold(position), fold(organisation)
    if MINISTERS.search(title) and body and not body.startswith("bộ "):
        organisation = f"Bộ {organisation}"
    words = {part for word in WORD.findall(f"{title} {body}") for part in SPELT_OUT.get(word, (word,))}
    return Office(position, organisation, former, official, title in GENERIC or not official, frozenset(words - FILLER))


def read_offices(shadow: Shadow, at: int, known: set[str] | None) -> tuple[tuple[Office, ...], Span | None, int]:
    """Return the offices that stand at `at`, the span of the name they lead to if any, and where all that ends.

    `known` are the full names of the article; None where the holder is named already and no name can follow.
    """
    offices: list[Office] = []
    name: Span | None = None
    first, start = None, at
    while not name and len(offices) < MOST and (match := POSITION.match(shadow.folded, at)):
        first = match.start() if first is None else first
        end, name, at = _read_organisation(shadow, match.end(), known)
        if match[0] in WHOLE and shadow.plain[match.end() + 1 : match.end() + 2].islower():
            end, name, at = match.end(), None, match.end()
        former = match[0].startswith(FORMER)
        role = match[0] not in POSITIONS and ROLE.fullmatch(match[0]) is not None
        if role and not name and known is not None and (bearer := _read_bearer(shadow, match.end())):
            end, name, at = match.end(), bearer, bearer[1]
        to_whom = first == start and shadow.folded[max(0, start - 13) : start].endswith(TO_WHOM)
        alone = role or to_whom or match[0] in ALONE
        following = None if name or alone else NEXT.match(shadow.folded, at)
        if end == match.end() and following and not former:
            at = following.end()  # "Phó chủ tịch, Tổng thư ký Hội A": both titles, one body
            continue
        if not name and (whole := _read_whole(shadow, match.start(), match.end(), end)):
            end = at = whole
        middle = _find_body(shadow, match.end(), end) if role else match.end()
        parts = shadow.printed(first, middle), shadow.printed(middle, end)
        offices.append(to_office(*parts, former, not role))
        first = None
        if following:
            at = following.end()
    return tuple(offices), name, name[1] if name else at


def _read_organisation(shadow: Shadow, at: int, known: set[str] | None) -> tuple[int, Span | None, int]:
    """Return where the organisation ends, the name's span, and where both end."""
    words = read_tail(shadow, at)
    # "Đại sứ Việt Nam tại Chile Phạm Gia Tường"
    if words and (abroad := ABROAD.match(shadow.folded, words[-1][1])) and PLACE.match(shadow.folded, abroad.end()):
        words += read_tail(shadow, abroad.end() - 1)
    for index, (start, _) in enumerate(words):
        if index and OFFICIAL.match(shadow.folded, start) and shadow.plain[start].isupper():
            words = words[:index]
            break
    found = None if known is None else split_name(shadow, words, known)
    alone = len(words) == 1 or (len(words) > 1 and shadow.plain[words[1][0]].islower())
    if found is None and known and alone and _is_given_name(shadow, words[0], known):
        found = (0, 1)
    if found is None:
        end = words[-1][1] if words else at
        preposition = AT_BODY.match(shadow.folded, end)
        body = read_organisation(shadow, preposition.end()) if preposition else None
        return body or end, None, body or end
    first, last = found
    end = words[first - 1][1] if first else at
    return end, (words[first][0], words[last - 1][1]), words[last - 1][1]


def _read_whole(shadow: Shadow, title: int, start: int, end: int) -> int | None:
    """Return where the body ends that follows a part of it, which a title at `title` names from `start` to `end`."""
    ahead = WHOLE_AHEAD.match(shadow.folded, end)
    if end == start or not ahead or not ahead[0].strip():
        return None
    if not PART.search(shadow.folded, title, end) and not UNIT.match(shadow.plain, ahead.end()):
        return None
    whole = read_organisation(shadow, ahead.end()) or _read_unit(shadow, ahead.end())
    return whole if whole and WHOLE_END.match(shadow.folded, whole) else None


def _read_unit(shadow: Shadow, at: int) -> int | None:
    """Return where a province or a district ends in which a body lies: "UBND huyện A, tỉnh B"."""
    unit = UNIT.match(shadow.plain, at)
    tail = read_tail(shadow, unit.end()) if unit else []
    return tail[-1][1] if tail else None


def _read_bearer(shadow: Shadow, at: int) -> Span | None:
    """Return the name that stands right behind a role: "ca sĩ Yến Tatoo"; of places and bodies none."""
    name = read_name(shadow, at + 1) if shadow.plain.startswith(" ", at) else None
    words = shadow.folded[slice(*name)].split() if name else []
    if not name or PLACE.match(shadow.folded, name[0]) or BODY.match(shadow.folded, name[0]):
        return None
    return name if len(words) > 1 or is_syllable(words[0]) else None


def _is_given_name(shadow: Shadow, word: Span, known: set[str]) -> bool:
    given = shadow.folded[slice(*word)]
    if ORGANISATION.match(shadow.folded, word[0]):
        return False
    return shadow.plain[word[0]].isupper() and given not in PLACES and any(name.endswith(f" {given}") for name in known)


def _find_body(shadow: Shadow, start: int, end: int) -> int:
    """Return where after a role its body begins: "chuyên gia dịch tễ" has none, "giảng viên Học viện A" has."""
    body = BODY.search(shadow.folded, start, end)
    return body.start() if body else end
