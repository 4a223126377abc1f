"""Paragraphs and sentences of a text; a full stop within a quotation or after a shortened word ends none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from hanoitv_scraper.vietnamese.fold import fold
from hanoitv_scraper.vietnamese.patterns import UPPER, folded_words
from hanoitv_scraper.vietnamese.quotations import Quotation

PARAGRAPH = re.compile(r"[^\n]+")
# A stop, or one after which the space was lost: "hai ngày.Ông A", but not "Co.opMart" nor "TP.Vinh".
STOP = re.compile(
    rf"[.!?…](?:(?<![.!?…].)[.!?…]*[\"”’')\]]*(?= ?[ *•+]-? ?[\"“‘'(\[]* ?[{UPPER}\d])"
    rf"|(?<=[^\W\d_{UPPER}]{{2}}\.)(?=[{UPPER}][^\W\d_{UPPER}]+ ))"
)
SHORT_WORD = re.compile(r"[\w/.]*$")
# The longest sentence seen has 900 characters, with a quotation of several sentences 2,000. All rules look no farther.
LONGEST = 5_000
ABBREVIATIONS = folded_words("abbreviations")


def find_paragraphs(plain: str) -> list[tuple[int, int]]:
    """Return the spans of the paragraphs of a shadow."""
    return [match.span() for match in PARAGRAPH.finditer(plain) if not match[0].isspace()]


def find_sentences(plain: str, start: int, end: int, quotations: Sequence[Quotation]) -> list[tuple[int, int]]:
    """Return the spans of the sentences of the paragraph `plain[start:end]`, whose quotations are given."""
    sentences: list[tuple[int, int]] = []
    for stop in _find_stops(plain, start, end, quotations):
        sentences += _cut(plain, start, stop)
        start = stop + len(plain[stop : stop + 2]) - len(plain[stop : stop + 2].lstrip())
    return [*sentences, *_cut(plain, start, end)]


def _cut(plain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a sentence, or the parts of one that is too long to be one, parted at spaces."""
    while end - start > LONGEST:
        space = plain.rfind(" ", start + 1, start + LONGEST)
        yield start, (cut := start + LONGEST if space < 0 else space)
        start = cut
    yield start, end


def _find_stops(plain: str, start: int, end: int, quotations: Sequence[Quotation]) -> Iterator[int]:
    inside = iter(quotations)
    quotation = next(inside, None)
    for match in STOP.finditer(plain, start, end):
        while quotation and quotation.outer_end < match.end():
            quotation = next(inside, None)
        if quotation and quotation.outer_start < match.start() < quotation.end and match.end() < quotation.outer_end:
            continue
        if not _is_abbreviation(plain, match.start(), match[0]):
            yield match.end()


def _is_abbreviation(plain: str, at: int, stop: str) -> bool:
    found = SHORT_WORD.search(plain, max(0, at - 8), at)
    word = found[0] if found else ""
    initial = len(word.rpartition(".")[2]) == 1 and word[-1:].isalpha() and word[-1:].isupper()
    return stop == "." and (initial or fold(word) in ABBREVIATIONS)
