"""Quotation marks in a text, of every kind, mixed, nested or with one missing: what stands between them."""

from __future__ import annotations

import re
from typing import NamedTuple

MARK = re.compile("[\"“”'‘’]")
SINGLE = "'‘’"
# Marks opened before that many others close nothing any more.
DEEPEST = 5


class Quotation(NamedTuple):
    """What stands between an outermost pair of marks; `outer_start` and `outer_end` take in the marks."""

    outer_start: int
    start: int
    end: int
    outer_end: int


def find_quotations(plain: str, start: int, end: int) -> list[Quotation]:
    """Return the outermost quotations of the paragraph `plain[start:end]` of a shadow, in order.

    A mark that is never closed opens a quotation only at the paragraph's start or after a colon, and then up to the
    paragraph's end; one that was never opened closes a quotation only if it is the paragraph's first.
    """
    found: list[Quotation] = []
    opened: list[tuple[int, bool]] = []
    for match in MARK.finditer(plain, start, end):
        at, single = match.start(), match[0] in SINGLE
        side = _side(plain, at, start, end, any(kind == single for _, kind in opened))
        if side == "open":
            opened.append((at, single))
            del opened[1:-DEEPEST]
        elif side == "close":
            first = _pop(opened, single)
            if first is not None:
                while found and found[-1].outer_start > first:
                    found.pop()
                found.append(Quotation(first, first + 1, at, at + 1))
            elif not single and not found and not opened and plain[at + 1 : at + 3] in {", ", " -"}:
                found.append(Quotation(start, start, at, at + 1))
    return _with_unclosed(plain, start, end, found, opened)


def _side(plain: str, at: int, start: int, end: int, inside: bool) -> str:
    before = plain[at - 1] if at > start else " "
    after = plain[at + 1] if at + 1 < end else " "
    mark = plain[at]
    if mark in SINGLE and before.isalnum() and (after.isalnum() or not inside):
        return "apostrophe"
    opens = not before.isalnum() and not after.isspace() and before not in ".,!?…"
    closes = (not before.isspace() or after in ",.;!?…)") and not after.isalnum()
    if before == ":" and not inside:
        return "open"
    if mark in "“‘":
        return "close" if inside and closes and not opens else "open"
    if inside and (mark in "”’" or closes or not opens):
        return "close"
    return "open" if opens or not (closes or mark in "”’") else "close"


def _pop(opened: list[tuple[int, bool]], single: bool) -> int | None:
    """Take off what was opened up to the last mark of this kind, and return where that stands."""
    for index in range(len(opened) - 1, max(-1, len(opened) - DEEPEST - 1), -1):
        if opened[index][1] == single:
            at = opened[index][0]
            del opened[index:]
            return at
    return None


def _with_unclosed(
    plain: str, start: int, end: int, found: list[Quotation], opened: list[tuple[int, bool]]
) -> list[Quotation]:
    for at, single in opened[:1]:
        last = found[-1].outer_end if found else start
        if not single and at >= last and (at == start or plain[start:at].endswith((": ", ":"))):
            return [*found, Quotation(at, at + 1, end, end)]
    return found
