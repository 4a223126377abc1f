"""Whether an office belongs to a person of that name who was met before, and what tells so.

The question is always one: how many others of that name are to be expected where this office is? A name's share of all
people times the number of office holders who come into question is the doubt; from `TOO_MUCH` on, two stay two. So a
rare name is followed from a district to the city, a common one only within its body or its place.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from hanoitv_scraper.dumps.officials.bodies import COMMUNE, NATION, PROVINCE, Body
from hanoitv_scraper.dumps.officials.relations import (
    contradicts,
    holds,
    is_same,
    is_same_place,
    may_be_together,
    took_over,
)
from hanoitv_scraper.dumps.tables import Evidence

TOO_MUCH = 0.06
# How many office holders come into question: those who lead a place, those with any office in it, by its level; those
# of bodies with a name that others have too; all who may rise to where the other office is.
LEADERS = (10, 15, 30, 60)
HOLDERS = (10, 60, 300, 1_000)
OF_ONE_NAME = 50
OF_NO_PLACE = 2_000
LEADERS_OF_NO_PLACE = 500
# A site tells of one place before others: there, and again for the same position, so many times fewer are expected.
ALIKE = 10
SUCCESSORS = {COMMUNE: 300, PROVINCE: 1_500, NATION: 600}
BELOW_ONE_ROOF = 1_500
ANYWHERE_BELOW = 20_000
ANYWHERE = 30_000
OF_THE_NATION = 1_500
WITHOUT_BODY = 500
# How long an office must have been silent before a later one may be the same person's: three of its usual pauses
# between two quotes, at least and at most so many days. A week after a quote its holder is mostly still there, and the
# other a namesake.
PAUSES = 3
DAY = 86_400_000_000
QUIET = (45 * DAY, 180 * DAY)


@dataclass(slots=True)
class Span:
    """When a person was quoted as holding office in a body: microseconds from 1970; None where no article tells."""

    body: Body
    first: int | None = None
    last: int | None = None
    times: int = 0
    sites: frozenset[str] = frozenset()
    positions: frozenset[str] = frozenset()

    def stretch(self, other: Span) -> None:
        """Take in what another time in the same body tells."""
        self.sites |= other.sites
        self.positions |= other.positions
        if other.first is not None and other.last is not None:
            self.first = other.first if self.first is None else min(self.first, other.first)
            self.last = other.last if self.last is None else max(self.last, other.last)
            self.times += other.times

    def quiet(self) -> int:
        """Return how long it must be silent until it counts as ended, in microseconds."""
        usual = PAUSES * ((self.last or 0) - (self.first or 0)) // max(self.times - 1, 1)
        return min(max(usual, QUIET[0]), QUIET[1])


class Found(NamedTuple):
    """What speaks for one person."""

    doubt: float
    """How many others of that name are to be expected there."""
    evidence: Evidence
    span: Span | None
    """The office it was held against; None for one who was met without any."""
    weak: bool
    """Holds only while no other of that name is known."""


class Reason(NamedTuple):
    evidence: Evidence
    others: int
    weak: bool = False


def weigh(share: float, spans: Iterable[Span], new: Iterable[Span]) -> Found | None:
    """Return the best that speaks for new offices being of the person who held these; None where nothing does enough.

    `share` is the name's among all people.
    """
    spans, new = tuple(spans), tuple(new)
    if not spans or not new:
        return _enough(Found(share * WITHOUT_BODY, "name alone", None, False))
    reasons = [(reason, held) for held in spans for joining in new if (reason := _reason(held, joining))]
    if not reasons or any(contradicts(held.body, joining.body) for held in spans for joining in new):
        return None
    (evidence, others, weak), held = min(reasons, key=lambda told: told[0].others)
    if others >= HOLDERS[PROVINCE] and any(_overlap(held, joining) for held in spans for joining in new):
        return None
    return _enough(Found(share * others, evidence, held, weak))


def _enough(found: Found) -> Found | None:
    return found if found.doubt <= TOO_MUCH else None


def _reason(held: Span, new: Span) -> Reason | None:
    """Return what speaks for one person holding both offices."""
    if is_same(held.body, new.body):
        return Reason("same organisation", _of_one_name(held, new))
    if is_same_place(held.body, new.body) and may_be_together(held.body, new.body):
        return Reason("same place", _holders(held.body, new.body))
    earlier, later = (held, new) if (held.last or 0) < (new.first or 0) else (new, held)
    if earlier.last is None or later.first is None or later.last is None or not earlier.last < later.first:
        return None
    if is_same_place(held.body, new.body):
        return Reason("same place", _holders(held.body, new.body))
    level = took_over(later.body, earlier.body, later.first)
    if level is not None:
        return Reason("same place", SUCCESSORS[level])
    return _rose(earlier.body, later.body) if later.last - earlier.last >= earlier.quiet() else None


def _of_one_name(held: Span, new: Span) -> int:
    if not (held.body.vague or new.body.vague):
        return OF_ONE_NAME
    others = LEADERS_OF_NO_PLACE if new.body.leading and new.body.level == PROVINCE else OF_NO_PLACE
    others //= ALIKE if held.sites & new.sites else 1
    return others // (ALIKE if held.positions & new.positions else 1)


def _holders(one: Body, other: Body) -> int:
    level = one.level or 0
    return LEADERS[level] if one.leading and other.leading else HOLDERS[level]


def _rose(low: Body, high: Body) -> Reason | None:
    """Return what speaks for a move within a walk of life, from an office to a later one."""
    if not low.lines & high.lines or low.vague or high.vague:
        return None
    if low.level is None or high.level is None:
        risen = low.level is None and high.level is not None and high.level >= PROVINCE
        return Reason("rose", ANYWHERE_BELOW, True) if risen else Reason("name alone", ANYWHERE, True)
    if 1 <= high.level - low.level <= 2:
        return Reason("rose", BELOW_ONE_ROOF) if holds(high, low) else Reason("rose", ANYWHERE_BELOW, True)
    if low.level == high.level == NATION:
        return Reason("name alone", OF_THE_NATION, True)
    return Reason("name alone", ANYWHERE, True) if -1 <= high.level - low.level <= 0 else None


def _overlap(one: Span, other: Span) -> bool:
    """Tell whether two offices in different places were held at one time, neither of them one beside another."""
    if one.body.beside or other.body.beside or is_same(one.body, other.body):
        return False
    if is_same_place(one.body, other.body) and may_be_together(one.body, other.body):
        return False
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return False
    return one.first <= other.last and other.first <= one.last
