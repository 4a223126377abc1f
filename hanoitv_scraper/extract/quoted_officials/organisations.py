"""Bodies: how far the name of an office's organisation reaches."""

from __future__ import annotations

import re

from hanoitv_scraper.extract.quoted_officials.names import Span
from hanoitv_scraper.vietnamese.fold import Shadow, fold
from hanoitv_scraper.vietnamese.patterns import UPPER, any_of, folded_words
from hanoitv_scraper.vietnamese.words import words

ORGANISATION = re.compile(rf"(?!{any_of('not_organisations')}){any_of('organisations')}")
ACRONYMS = frozenset(fold(entry) for entry in words("organisations") if entry.isupper())
# "Sở cho biết", with a capital: the body was told before.
SHORT = folded_words("short_organisations")
BARE = folded_words("bare_organisations")
VERBS = ("verbs_stating", "verbs_speaking", "verbs_directing", "verbs_attitude", "verbs_courtesy")
# A word that ends a body's name, or a longer phrase that only looks like one.
STOP = re.compile(any_of(*VERBS, "phrase_stops", "not_cues"))
NO_STOPS = folded_words("not_cues")
KNOWN_WORD = re.compile(rf"(?P<compound>{any_of('compounds')})|{STOP.pattern}")
HEAD_AHEAD = re.compile(
    rf"(?!{any_of('not_organisations')})"
    + any_of("positions", "organisations", "honorifics_male", "honorifics_female", "ranks")
)
# What a body's name goes on with: a word, the second half of a pair, an acronym in brackets, the next of a list.
WORD = re.compile(rf"(?:T[PXT]\. ?|Tp\. ?|[QPH]\. ?(?=[{UPPER}\d]))?\w+(?:[./&'’]\w+|-[{UPPER}\d]\w*)*")
LINK = re.compile(rf" - (?=[{UPPER}])| & | và ")
BRACKETED = re.compile(rf" \([{UPPER}](?:[^\s()]{{1,20}}|[{UPPER}\d]{{1,6}}, [^()]{{1,30}})\)")
SMALL = r"(?: [^\W\d_A-Z]\w*){1,4}"
LIST_AHEAD = re.compile(rf",(?={SMALL}(?:,{SMALL}){{0,3}} và ) ")
# "Bộ Văn hóa, Thể thao và Du lịch": every item has a capital.
CAPITAL_ITEM = rf" [{UPPER}]\w*(?: [^\W\d_A-Z]\w*){{0,3}}"
CAPITALS_AHEAD = re.compile(rf",(?=(?:{CAPITAL_ITEM}(?:,{CAPITAL_ITEM}){{0,3}} và [{UPPER}]| [{UPPER}]{{2,}} và )) ")
LISTED = re.compile(rf",(?={SMALL} (?:\(|[{UPPER}])) ")
ITEM_END = re.compile(rf",| và |\(| (?=[{UPPER}])|\n")
LIST = re.compile(r" (?:các|và) ")
LIMIT = 24
"""So many words the longest names of bodies have."""


def read_tail(shadow: Shadow, at: int) -> list[Span]:
    """Return the words that may go on a body's name from `at` on; a person's name may be among the last."""
    tail: list[Span] = []
    start = at
    while len(tail) < LIMIT and (word := _read_word(shadow, start, at)):
        tail.append(word)
        at = word[1]
    return tail


def _read_word(shadow: Shadow, start: int, at: int) -> Span | None:
    """Return the next word of a name that began at `start` and has been read up to `at`."""
    if shadow.plain.startswith(",", at):
        return _read_listed(shadow, start, at)
    if not shadow.plain.startswith(" ", at):
        return None
    if shadow.plain[at + 1 : at + 2] in "-&v" and (link := LINK.match(shadow.plain, at)):
        return None if HEAD_AHEAD.match(shadow.folded, link.end()) else _read_plain_word(shadow, link.end())
    bracket = BRACKETED.match(shadow.plain, at) if shadow.plain.startswith("(", at + 1) else None
    return bracket.span() if bracket else _read_plain_word(shadow, at + 1)


def _read_listed(shadow: Shadow, start: int, at: int) -> Span | None:
    """Return the next item's first word where the comma at `at` stands in a list within a name."""
    comma = LIST_AHEAD.match(shadow.plain, at) or CAPITALS_AHEAD.match(shadow.plain, at)
    if not comma and LIST.search(shadow.plain, start, at):
        comma = LISTED.match(shadow.plain, at)
    return _read_plain_word(shadow, comma.end()) if comma and not _stops_soon(shadow, comma.end()) else None


def _read_plain_word(shadow: Shadow, at: int) -> Span | None:
    end = KNOWN_WORD.match(shadow.folded, at)
    if end and end["compound"]:
        return end.span()
    if end and end[0] not in NO_STOPS and shadow.plain[at].islower():
        return None
    word = WORD.match(shadow.plain, at)
    return word.span() if word else None


def _stops_soon(shadow: Shadow, at: int) -> bool:
    """Tell whether the words up to where this item of a list ends cannot belong to a name."""
    if HEAD_AHEAD.match(shadow.folded, at):
        return True
    end = ITEM_END.search(shadow.plain, at)
    stops = STOP.finditer(shadow.plain, at, end.start() if end else len(shadow.plain))
    return any(stop[0] not in NO_STOPS for stop in stops)


def read_organisation(shadow: Shadow, at: int) -> int | None:
    """Return where the body ends whose head noun stands at `at`; None if that is no body."""
    head = ORGANISATION.match(shadow.folded, at)
    if not head:
        return None
    if head[0] in ACRONYMS and not shadow.plain[at : head.end()].isupper():
        return None
    bare = head[0] in BARE
    if not bare and " " not in head[0] and not shadow.plain[at].isupper():
        return None
    tail = read_tail(shadow, head.end())
    if not (tail or bare or head[0] in SHORT):
        return None
    return tail[-1][1] if tail else head.end()
