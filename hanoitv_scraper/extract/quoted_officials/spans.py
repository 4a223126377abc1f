"""Spans: where a quote ends, what is left out at its edges, and whether it is direct, mixed or indirect."""

from __future__ import annotations

import re

from hanoitv_scraper.items import Form
from hanoitv_scraper.vietnamese.patterns import any_of
from hanoitv_scraper.vietnamese.quotations import MARK

CREDIT = re.compile(r"[-(. ]*(?<!\w)(?:ảnh|video|clip|đồ họa) ?:")
LONGEST_CREDIT = 120
EDGE = " \n.,;:…-"
FIRST_PERSON = re.compile(any_of("first_person"))
WORD = re.compile(r"\w+")
MIXED = 5
"""So many syllables in quotation marks make an indirect clause a mixed one (guidelines §3)."""


def trim(folded: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without photo credit, outer punctuation and stray marks; `?` and `!` stay."""
    if credit := CREDIT.search(folded, max(start, end - LONGEST_CREDIT), end):
        end = credit.start()
    while start < end and folded[start] in EDGE:
        start += 1
    while end > start and (folded[end - 1] in EDGE or (folded[end - 1] in '"”' and _is_stray(folded, start, end))):
        end -= 1
    return start, end


def _is_stray(folded: str, start: int, end: int) -> bool:
    return len(MARK.findall(folded, start, end)) % 2 == 1


def form_of(folded: str, start: int, end: int, sign: str, quoted: list[tuple[int, int]]) -> Form:
    """Return the form of content without marks of its own; `quoted` are the quotations within it."""
    if sign == ":" and FIRST_PERSON.match(folded, start, end):
        return "direct"
    return "mixed" if any(len(WORD.findall(folded, *part)) >= MIXED for part in quoted) else "indirect"
