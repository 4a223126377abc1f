"""Mentions of people and bodies: honorific, rank, offices, name and apposition, in any order that papers use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from hanoitv_scraper.extract.quoted_officials.names import (
    COMMON,
    NAMED_AFTER,
    NOT_HONORIFIC,
    PLACES,
    Span,
    find_known_names,
    is_surname,
    read_name,
)
from hanoitv_scraper.extract.quoted_officials.offices import ROLE, TO_WHOM, Office, read_offices, to_office
from hanoitv_scraper.extract.quoted_officials.organisations import ORGANISATION, VERBS, read_organisation
from hanoitv_scraper.vietnamese.fold import Shadow, fold
from hanoitv_scraper.vietnamese.patterns import UPPER, any_of, folded_words
from hanoitv_scraper.vietnamese.quotations import Quotation

Kind = Literal["person", "office", "pronoun", "organisation", "document", "media"]

HONORIFICS = ("honorifics_male", "honorifics_female", "honorifics_other")
HONORIFIC = re.compile(rf"{any_of(*HONORIFICS)} ?")
# "Đồng chí đề nghị", "Thầy kể": whom it means was told before.
PRONOUNS = (
    folded_words("honorifics_male") | folded_words("honorifics_female") | {"đồng chí", "đ/c", "thầy", "cụ", "già"}
)
POINTER = re.compile(r"(?:này|ấy|ta|nói trên)(?!\w)")
POINTER_BEHIND = re.compile(r" (?:này|ấy|nói trên|đó)(?!\w)")
# A holder told by a word instead of the name: "vị Chủ tịch", "nữ đại biểu".
POINTING = {"vị", "nữ", "nam"}
SEX = re.compile(r"(?:nữ|nam) ")
# "Người phụ nữ 44 tuổi": told before by name.
AGED = re.compile(
    r"(?:(?P<man>người đàn ông|chàng trai)|người phụ nữ|cô gái) (?:\d{1,3} tuổi|sinh năm \d{4}|này|ấy)(?!\w)"
)
# "Thiếu tá hải quân", "đại úy QNCN".
ARM = r"(?: (?:hải quân|không quân|lục quân|cảnh sát|công an|biên phòng|quân y|qncn|cnqp|chuyên nghiệp))?"
RANK = re.compile(rf"{any_of('ranks')}{ARM}\.?(?:, (?={any_of('ranks')})|[ .] ?|-)")
QUANTIFIERS = folded_words("quantifiers")
TITLED = frozenset[str]().union(*map(folded_words, (*HONORIFICS, "ranks")))
OFFICES = frozenset[str]().union(*map(folded_words, ("position_prefixes", "positions", "roles", "experts")))
ONE = {"một", "một trong các", "một trong những"}
QUANTIFIED = re.compile(any_of(*HONORIFICS, "ranks", "position_prefixes", "positions", "roles", "experts", "surnames"))
GROUP = re.compile(any_of("groups"))
PERSONAL = (*HONORIFICS, "ranks", "position_prefixes", "positions", "quantifiers", "roles", "experts")
HEAD = re.compile(any_of(*PERSONAL, "pronouns", "organisations", "documents", "media"))
# In small letters "an" and "cao" are everyday words.
SURNAMES = {shape for entry in folded_words("surnames") for shape in (entry.capitalize(), entry.upper())}
CAPITAL = re.compile(rf"[{UPPER}]\w*")
POINTERS = folded_words("pronouns")
BODIES = folded_words("organisations").difference(*map(folded_words, PERSONAL))
THINGS: dict[str, Kind] = dict.fromkeys(folded_words("documents"), "document")
THINGS |= dict.fromkeys(folded_words("media"), "media")
# Between a name and the office that stands beside it, or an office and the holder's name.
BESIDE = re.compile(r"(?:(?:,| ?-)? (?:là |hiện là |hiện đang là |nay là )?(?:một )?|-(?=\w))")
# A role after a comma is an apposition only where it ends there: not "theo ông A, người dân đã …".
ROLE_END = re.compile(rf" (?:ở|tại) | ?(?:[,;:.)\"”\n]|-|$|(?:{any_of('adverbs')} )?{any_of(*VERBS)})")
# "Phó Chủ tịch UBND huyện Châu Phú (tỉnh An Giang) Nguyễn Thanh Lâm": a place between office and name.
PLACE_IN_BRACKET = re.compile(r" \([^()\n]{2,40}\) ")
OPENING_BRACKET = re.compile(r" \(")
# Age or home between a name and its apposition: "chị A (ngụ xã B), công nhân", "ông A, 60 tuổi, chủ tịch",
# "Phó Chủ tịch xã phụ trách văn hóa, anh A".
SKIPPED = re.compile(r"(?: ?\([^()\n]{1,100}\)|, \d{1,3} tuổi| phụ trách [^,.;:()\n]{2,50}(?=,)){1,2}")
DEPUTY = {"đại biểu", "đb"}
BRACKET = re.compile(r" ?\(([^()\n]{2,150})\)")
OFFICE_IN_BRACKET = re.compile(
    rf"(?:^|, |- ){any_of('position_prefixes', 'positions', 'roles', 'experts', 'organisations')}|^đoàn "
)


class Mention(NamedTuple):
    """One noun phrase for someone or something that may speak; strings as printed."""

    start: int
    end: int
    kind: Kind
    name: str = ""
    honorific: str = ""
    rank: str = ""
    offices: tuple[Office, ...] = ()
    organisation: str = ""
    plural: bool = False
    pointing: bool = False
    """Means somebody told before: "ông", "vị này", "lãnh đạo này", "vị Chủ tịch"."""


def find_mentions(shadow: Shadow, quotations: Sequence[Quotation]) -> list[Mention]:
    """Return the mentions outside of quotations, in order."""
    heads = _find_heads(shadow)
    return list(_read_heads(shadow, heads, find_known_names(shadow, heads), quotations))


def _read_heads(
    shadow: Shadow, heads: Sequence[Span], known: set[str], quotations: Sequence[Quotation]
) -> Iterator[Mention]:
    """Yield the mentions that begin at `heads`; `known` are full names seen with a title, and grow on the way."""
    at = 0
    outside = iter(quotations)
    quotation = next(outside, None)
    for start, end in heads:
        while quotation and quotation.outer_end <= start:
            quotation = next(outside, None)
        if start < at or (quotation and quotation.outer_start <= start):
            continue
        if mention := _read_head(shadow, start, end, known):
            at = mention.end
            if mention.kind == "person" and mention.offices and mention.name.count(" ") > 1:
                known.add(fold(mention.name))
            yield mention


def _find_heads(shadow: Shadow) -> list[Span]:
    """Return where a mention may begin, in order, with the end of the word or the phrase that says so."""
    heads = {match.start(): match.end() for match in CAPITAL.finditer(shadow.plain) if match[0] in SURNAMES}
    heads |= {match.start(): match.end() for match in HEAD.finditer(shadow.folded)}
    return sorted(heads.items())


def _read_head(shadow: Shadow, at: int, end: int, known: set[str]) -> Mention | None:
    head = shadow.folded[at:end]
    if head == "nam" and shadow.plain[at].isupper():
        return None  # of "Việt Nam"
    if head in POINTERS:
        return Mention(at, end, "pronoun", honorific=_sex_of(shadow.printed(at, end)), pointing=True)
    if head in BODIES:
        return _read_organisation(shadow, at)
    if head in THINGS:
        name = read_name(shadow, end + 1) if THINGS[head] == "media" else None
        return Mention(at, name[1] if name else end, THINGS[head])
    if head in QUANTIFIERS:
        return _read_several(shadow, at, end + 1, known)
    if head in TITLED:
        return _read_person(shadow, at, *_read_titles(shadow, at), known) or _read_organisation(shadow, at)
    if head in OFFICES:
        if aged := AGED.match(shadow.folded, at):
            return Mention(at, aged.end(), "pronoun", honorific="nam" if aged["man"] else "nữ", pointing=True)
        sex = SEX.match(shadow.folded, at) if head[0] == "n" else None
        honorific = shadow.printed(*sex.span()) if sex else ""
        return _read_person(shadow, at, honorific, "", at, known) or _read_organisation(shadow, at)
    bare = _read_bare_name(shadow, at, known)
    return _read_apposition(shadow, at, bare, "", "", (), known) if bare else None


def _sex_of(pronoun: str) -> str:
    """Return the honorific that a pronoun is made of, "ông" of "ông ta", else nothing."""
    word = pronoun.partition(" ")[0]
    return word if fold(word) in PRONOUNS else ""


def _read_several(shadow: Shadow, start: int, at: int, known: set[str]) -> Mention | None:
    """Return the mention behind a quantifier: "các đại biểu", "một cán bộ", "nhiều doanh nghiệp"."""
    if not QUANTIFIED.match(shadow.folded, at):
        return _read_group(shadow, start, at)
    plural = shadow.folded[start : at - 1] not in ONE
    return _read_person(shadow, start, *_read_titles(shadow, at), known, plural)


def _read_group(shadow: Shadow, start: int, at: int) -> Mention | None:
    """Return several bodies of a kind, that speak at once: "các doanh nghiệp dệt may"."""
    head = GROUP.match(shadow.folded, at)
    if not head or shadow.folded[start : at - 1] in ONE:
        return None
    office = to_office(shadow.printed(at, head.end()), "")
    return Mention(start, head.end(), "office", offices=(office,), plural=True)


def _read_person(
    shadow: Shadow, start: int, honorific: str, rank: str, at: int, known: set[str], plural: bool = False
) -> Mention | None:
    """Return the mention whose honorific and rank have been read up to `at`, if it is one of a person."""
    if honorific and (pointer := POINTER.match(shadow.folded, at)):
        return Mention(start, pointer.end(), "pronoun", honorific=honorific, pointing=True)
    offices, name, at_office = read_offices(shadow, at, known)
    if offices and not name:
        return _read_holder(shadow, start, at_office, honorific, rank, offices, known, plural)
    if not name:
        name = _read_bare_name(shadow, at, known) if not (honorific or rank) else read_name(shadow, at)
    if rank and not name and not offices and ROLE.match(shadow.folded, at - len(rank) - 1):
        # "Bác sĩ Bệnh viện A" is a role, not a name's title.
        return _read_person_by_role(shadow, start, at - len(rank) - 1, honorific, known, plural)
    if name:
        return _read_apposition(shadow, start, name, honorific, rank, offices, known)
    if rank and fold(honorific) == "vị":
        return Mention(start, at, "pronoun", honorific=honorific, rank=rank, pointing=True)
    if honorific.lower() in PRONOUNS and not plural:
        return Mention(start, start + len(honorific), "pronoun", honorific=honorific, pointing=True)
    return None


def _read_person_by_role(
    shadow: Shadow, start: int, at: int, honorific: str, known: set[str], plural: bool
) -> Mention | None:
    offices, name, at = read_offices(shadow, at, known)
    return _read_holder(shadow, start, at, honorific, "", offices, known, plural) if offices and not name else None


def _read_titles(shadow: Shadow, at: int) -> tuple[str, str, int]:
    """Return honorific and rank as printed, and where they end."""
    match = None if NOT_HONORIFIC.match(shadow.plain, at) else HONORIFIC.match(shadow.folded, at)
    honorific = shadow.printed(match.start(), match.end()) if match else ""
    at = first = match.end() if match else at
    for _ in range(4):
        rank = RANK.match(shadow.folded, at)
        # Shortened ranks have capitals: TS, not the syllable "ts" of a code.
        if not rank or not (
            " " in rank[0].strip() or len(rank[0]) > 5 or shadow.plain[rank.start()].isupper() or match
        ):
            break
        at = rank.end()
    return honorific, shadow.printed(first, at).rstrip(",-"), at


def _read_bare_name(shadow: Shadow, at: int, known: set[str]) -> Span | None:
    """Return a full name that no title announces, unless it is a street's or a school's."""
    if not shadow.plain[at : at + 1].isupper() or NAMED_AFTER.search(shadow.folded, max(0, at - 12), at):
        return None
    name = read_name(shadow, at)
    words = shadow.folded[slice(*name)].split() if name else []
    if not words or not is_surname(words[0]) or " ".join(words) in PLACES:
        return None
    return name if " ".join(words) in known or 3 <= len(words) <= 4 else None


def _read_holder(
    shadow: Shadow, start: int, at: int, honorific: str, rank: str, offices: tuple[Office, ...],
    known: set[str], plural: bool,
) -> Mention | None:  # fmt: skip
    """Return an office with the name of its holder where that stands beside it."""
    skipped = SKIPPED.match(shadow.folded, at)
    beside = BESIDE.match(shadow.folded, at) or (BESIDE.match(shadow.folded, skipped.end()) if skipped else None)
    beside = beside or OPENING_BRACKET.match(shadow.folded, at)
    # "Thay mặt lãnh đạo tỉnh, ông A": the first is not an office of his.
    apart = shadow.folded[max(0, start - 13) : start].endswith((*TO_WHOM, "thay mặt "))
    # Nor a role of others: "Trả lời bà con, ông A".
    apart = apart or (beside is not None and beside[0].startswith(",") and not any(one.official for one in offices))
    if beside and not plural and not apart:
        title, grade, first = _read_titles(shadow, beside.end())
        name = read_name(shadow, first) if title or grade else None
        if name:
            return _read_apposition(shadow, start, name, title or honorific, grade or rank, offices, known)
    place = None if plural else PLACE_IN_BRACKET.match(shadow.folded, at)
    if place and (holder := _read_bare_name(shadow, place.end(), known)):
        return Mention(start, holder[1], "person", shadow.printed(*holder), honorific, rank, offices)
    pointer = None if plural else POINTER_BEHIND.match(shadow.folded, at)
    if pointer:
        return Mention(start, pointer.end(), "office", "", honorific, rank, offices, pointing=True)
    if all(office.generic and office.official and not office.organisation for office in offices) and not (
        honorific or plural or shadow.folded.startswith("một ", start)
    ):
        deputy = fold(offices[-1].position) in DEPUTY
        return Mention(start, at, "office", offices=offices, pointing=True) if deputy else None
    pointing = fold(honorific) in POINTING
    return Mention(start, at, "office", "", honorific, rank, offices, plural=plural, pointing=pointing)


def _read_apposition(
    shadow: Shadow, start: int, name: Span, honorific: str, rank: str, offices: tuple[Office, ...],
    known: set[str],
) -> Mention:  # fmt: skip
    """Return a named person with the offices told before and after the name."""
    offices, end = _read_bracket(shadow, name[1], rank, offices)
    beside, after = _read_beside(shadow, end, offices, known)
    if after == end and (skipped := SKIPPED.match(shadow.folded, end)):
        beside, after = _read_beside(shadow, skipped.end(), offices, known)
        after = end if after == skipped.end() else after
    offices, end = beside, after
    return Mention(start, end, "person", shadow.printed(*name), honorific, rank, offices)


def _read_bracket(shadow: Shadow, end: int, rank: str, offices: tuple[Office, ...]) -> tuple[tuple[Office, ...], int]:
    """Return the offices with those in a bracket after the name, and where that ends."""
    bracket = BRACKET.match(shadow.folded, end)
    inner = OFFICE_IN_BRACKET.search(bracket[1]) if bracket else None
    if not bracket or not inner:
        return offices, end
    at = bracket.start(1) + inner.start() + (2 if inner[0].startswith((",", "-")) else 0)
    found, _, _ = read_offices(shadow, at, None)
    if found:
        return (*found, *offices), bracket.end()
    body = read_organisation(shadow, at) or _read_delegation(shadow, at)
    if body and offices:
        return (to_office(offices[0].position, shadow.printed(at, body)),), bracket.end()
    if body and at == bracket.start(1):
        of_expert = ROLE.fullmatch(fold(rank)) is not None
        return (to_office(rank if of_expert else "", shadow.printed(at, body), official=not of_expert),), bracket.end()
    return offices, end


def _read_beside(
    shadow: Shadow, end: int, offices: tuple[Office, ...], known: set[str]
) -> tuple[tuple[Office, ...], int]:
    """Return the offices with those in apposition after the name, and where that ends."""
    beside = BESIDE.match(shadow.folded, end)
    if not beside or beside[0] == " ":
        return offices, end
    # After a dash the office is surely this person's, and a name in it a school's.
    found, other, at = read_offices(shadow, beside.end(), None if "-" in beside[0] else known)
    if other and not offices and not _is_sure(shadow, other, known):
        found, other, at = read_offices(shadow, beside.end(), None)
    told = any(office.official for office in found) or ROLE_END.match(shadow.folded, at)
    return ((*offices, *found), at) if found and not other and told else (offices, end)


def _is_sure(shadow: Shadow, name: Span, known: set[str]) -> bool:
    """Tell whether a name within an office is a person's, not a firm's: "Công ty Vạn Sơn Thịnh Phát"."""
    folded = shadow.folded[slice(*name)]
    return folded in known or folded.partition(" ")[0] in COMMON


def _read_delegation(shadow: Shadow, at: int) -> int | None:
    """Return where "đoàn TP Đà Nẵng" ends, the delegation of a deputy."""
    return shadow.folded.index(")", at) if shadow.folded.startswith("đoàn ", at) else None


def _read_organisation(shadow: Shadow, at: int) -> Mention | None:
    head = ORGANISATION.match(shadow.folded, at)
    if not head:
        return None
    pointer = POINTER_BEHIND.match(shadow.folded, head.end())  # "cơ quan này"
    end = pointer.end() if pointer else read_organisation(shadow, at)
    return Mention(at, end, "organisation", organisation=shadow.printed(at, end)) if end else None
