"""What a rule found: a span of the shadow, who said it, and by which cue."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from hanoitv_scraper.extract.quoted_officials.mentions import Mention
from hanoitv_scraper.extract.quoted_officials.scene import Scene
from hanoitv_scraper.extract.quoted_officials.spans import form_of, trim
from hanoitv_scraper.items import Form
from hanoitv_scraper.vietnamese.quotations import Quotation

AFTER_MARK = re.compile(r"[ .…,;]*(?:$|,? ?(?:và|đồng thời|rồi|nhưng|song|còn|trong khi) )")


@dataclass(frozen=True, slots=True)
class Found:
    """One attributed statement, before it is a record."""

    start: int
    end: int
    form: Form
    rule: str
    subjects: tuple[Mention, ...]
    cue: tuple[int, int] | None
    """The span of the cue; None where there is none."""
    elided: bool = False
    """The sentence does not name the speaker again."""


def to_direct(
    scene: Scene, quotation: Quotation, rule: str, subjects: tuple[Mention, ...], cue: tuple[int, int] | None
) -> Found:
    """Return what stands between two marks."""
    start, end = trim(scene.shadow.folded, quotation.start, quotation.end)
    return Found(start, end, "direct", rule, subjects, cue, elided=cue is None)


def to_report(
    scene: Scene, start: int, end: int, sign: str, rule: str, subjects: tuple[Mention, ...], cue: tuple[int, int]
) -> Found:
    """Return what is reported from `start` on: the quotation that stands there alone, else the clause up to `end`.

    `sign` is what announces it: "rằng", ":", ",", a mark, or nothing.
    """
    folded = scene.shadow.folded
    quotation = scene.quotation_at(start)
    if quotation and (sign.endswith(":") or AFTER_MARK.match(folded, quotation.outer_end, end)):
        return to_direct(scene, quotation, rule, subjects, cue)
    start, end = trim(folded, start, end)
    return Found(start, end, form_of(folded, start, end, sign, scene.quoted_within(start, end)), rule, subjects, cue)


def is_taken(spoken: Sequence[Found], quotation: Quotation) -> bool:
    """Tell whether one of `spoken`, in the order of their starts, holds where a quotation begins."""
    begin = quotation.start + 1  # a space may stand behind the mark
    index = bisect_right(spoken, begin, key=lambda one: one.start) - 1
    return any(one.start <= begin < one.end for one in spoken[max(0, index - 3) : index + 1])
