"""Quotations without a cue of their own, that go on from the one beside them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from hanoitv_scraper.extract.quoted_officials.found import Found, is_taken, to_direct
from hanoitv_scraper.extract.quoted_officials.scene import Scene
from hanoitv_scraper.vietnamese.quotations import Quotation

LEAST_WORDS = 6
"""A quotation of fewer words without a cue is a name or a slogan."""
MARKS = " .,…!?\"”“'\n-"


def find_continued(scene: Scene, found: Sequence[Found]) -> Iterator[Found]:
    """Yield the quotations that stand alone beside one of `found`, by the same speaker."""
    spoken = sorted(found, key=lambda one: one.start)
    free = [one for one in scene.quotations if _stands_alone(scene, one) and not is_taken(spoken, one)]
    last: Found | None = None
    for quotation in free:
        beside = _find_beside(scene, quotation, spoken, last)
        if beside:
            last = to_direct(scene, quotation, "quote-continued", beside.subjects, None)
            yield last


def _stands_alone(scene: Scene, quotation: Quotation) -> bool:
    """Tell whether a quotation is sentences of its own, not part of somebody else's."""
    folded = scene.shadow.folded
    start, end = scene.paragraph_at(quotation.outer_start)
    before = folded[max(start, quotation.outer_start - 3) : quotation.outer_start].rstrip(" -")
    after = folded[quotation.outer_end : min(end, quotation.outer_end + 3)].lstrip()
    closed = not after or after[0] in '.…"“' or folded[quotation.end - 1] in ".!?…"
    long = len(folded[quotation.start : quotation.end].split()) >= LEAST_WORDS
    # After a colon it is a slogan or a title, unless next to nothing stands before: "Và: “…”".
    opens = not before or before[-1] in '.!?…"”' or (before[-1] == ":" and _opens_sentence(scene, quotation))
    return long and closed and opens


def _opens_sentence(scene: Scene, quotation: Quotation) -> bool:
    sentence = scene.sentences[bisect_right(scene.sentences, quotation.outer_start, key=lambda one: one.start) - 1]
    return len(scene.shadow.folded[sentence.start : quotation.outer_start].split()) < 3


def _find_beside(scene: Scene, quotation: Quotation, spoken: Sequence[Found], last: Found | None) -> Found | None:
    """Return the find this quotation goes on from: beside it, or the paragraph's or sentence's before it."""
    folded = scene.shadow.folded
    index = bisect_left(spoken, quotation.start, key=lambda one: one.start)
    before = [one for one in (spoken[index - 1] if index else None, last) if one and one.end <= quotation.start]
    earlier = max(before, key=lambda one: one.start, default=None)
    later = spoken[index] if index < len(spoken) else None
    if earlier and _touch(folded, earlier.end, quotation.outer_start):
        return earlier
    sentence = bisect_right(scene.sentences, quotation.outer_start, key=lambda one: one.end) - 1
    just_before = earlier if earlier and sentence >= 0 and earlier.start >= scene.sentences[sentence].start else None
    paragraph = scene.paragraph_at(quotation.outer_start)[0]
    same_paragraph = just_before and just_before.start >= paragraph
    if not just_before and earlier and earlier.start >= paragraph and not _speaks_between(scene, earlier, quotation):
        return earlier
    if not same_paragraph and later and later.form == "direct" and _touch(folded, quotation.outer_end, later.start):
        return later
    return just_before


def _speaks_between(scene: Scene, earlier: Found, quotation: Quotation) -> bool:
    """Tell whether somebody else is told between a find and a quotation of its paragraph."""
    speaker = scene.register.resolve(earlier.subjects[0])
    between = scene.mentions_within(earlier.end, quotation.outer_start)
    people = [one for one in between if one.kind in {"person", "office", "pronoun"}]
    return any(scene.register.resolve(one) != speaker for one in people)


def _touch(folded: str, end: int, start: int) -> bool:
    return start - end < 12 and not folded[end:start].strip(MARKS)
