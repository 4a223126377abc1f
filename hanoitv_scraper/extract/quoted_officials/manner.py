"""Quotations told by a manner instead of a verb of saying: "ông A cười: “…”", "“…”, bà B nghẹn giọng"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from hanoitv_scraper.extract.quoted_officials.found import Found, is_taken, to_direct
from hanoitv_scraper.extract.quoted_officials.scene import Scene, Sentence
from hanoitv_scraper.extract.quoted_officials.subjects import may_speak
from hanoitv_scraper.vietnamese.patterns import any_of
from hanoitv_scraper.vietnamese.quotations import Quotation

# From who speaks to the mark: a few words, perhaps an apposition, and a colon.
BEFORE = re.compile(r"(?P<told>(?:(?:,| -)? [^\W\d_][\w’'-]*){0,25}),? ?:? ?")
# Behind the quotation: a comma or a dash, who speaks, a few words, and the sentence ends.
PARTED = re.compile(r"[,.]? ?-? ?")
BEHIND = re.compile(r"(?:, [^,.;:\"“”\n]{3,80})?,? ?(?P<told>[^\W\d_][\w’'-]*(?: [^\W\d_][\w’'-]*){0,6})[ .…!]*")
MANNER = re.compile(rf"[, ]*(?:thì |lại |còn )?{any_of('adverbs')}")
LEADING = re.compile(r"[, ]*(?:(?:cũng|còn|đã|liền|lại|thì|vẫn) )*")
MOST_WORDS = 3
"""So many words may stand as the cue; of more none does."""
LEAST_WORDS = 3


def find_manner(scene: Scene, found: Sequence[Found]) -> Iterator[Found]:
    """Yield the quotations that nobody of `found` says yet and that stand beside who speaks."""
    spoken = sorted(found, key=lambda one: one.start)
    for quotation in scene.quotations:
        words = len(scene.shadow.folded[quotation.start : quotation.end].split())
        if words < LEAST_WORDS or is_taken(spoken, quotation):
            continue
        index = bisect_right(scene.sentences, quotation.outer_start, key=lambda one: one.start) - 1
        sentence = scene.sentences[max(0, index)]
        one = _find_before(scene, sentence, quotation) or _find_behind(scene, quotation)
        if one:
            yield one


def _find_before(scene: Scene, sentence: Sentence, quotation: Quotation) -> Found | None:
    folded = scene.shadow.folded
    colon = ":" in folded[max(0, quotation.outer_start - 2) : quotation.outer_start]
    before = [one for one in sentence.mentions if one.end <= quotation.outer_start and one.kind != "organisation"]
    for mention in reversed(before[-3:]):
        told = BEFORE.fullmatch(folded, mention.end, quotation.outer_start)
        if told and (colon or MANNER.fullmatch(told["told"])) and may_speak(scene, mention):
            return to_direct(scene, quotation, "manner", (mention,), _cue(scene, *told.span("told")))
    return None


def _find_behind(scene: Scene, quotation: Quotation) -> Found | None:
    parted = PARTED.match(scene.shadow.folded, quotation.outer_end)
    mention = scene.mention_at(parted.end()) if parted else None
    index = bisect_right(scene.sentences, quotation.outer_end, key=lambda one: one.start) - 1
    if not parted or not parted[0].strip(" .") or not mention or mention.kind == "organisation":
        return None
    end = scene.sentences[max(0, index)].end
    told = BEHIND.fullmatch(scene.shadow.folded, mention.end, end) if mention.end < end else None
    if not told or not may_speak(scene, mention):
        return None
    return to_direct(scene, quotation, "manner", (mention,), _cue(scene, *told.span("told")))


def _cue(scene: Scene, start: int, end: int) -> tuple[int, int]:
    """Return the words that tell the manner, without what leads to them; the colon where they are too many."""
    leading = LEADING.match(scene.shadow.folded, start, end)
    start = leading.end() if leading and leading.end() < end else start
    told = scene.shadow.folded[start:end]
    if 0 < len(told.split()) <= MOST_WORDS and "," not in told:
        return start, end
    colon = scene.shadow.folded.find(":", end, end + 3)
    return (colon, colon + 1) if colon >= 0 else (end, end)
