"""Attribution: a verb of saying, its subject, and what was said before or after."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from hanoitv_scraper.extract.quoted_officials.cues import AS_ABOVE, Content, Cue, find_content
from hanoitv_scraper.extract.quoted_officials.elided import Turn, find_at_opening, find_second
from hanoitv_scraper.extract.quoted_officials.found import Found, to_direct, to_report
from hanoitv_scraper.extract.quoted_officials.mentions import Mention
from hanoitv_scraper.extract.quoted_officials.scene import Scene, Sentence
from hanoitv_scraper.extract.quoted_officials.subjects import find_subjects, may_report, may_speak
from hanoitv_scraper.vietnamese.quotations import Quotation
from hanoitv_scraper.vietnamese.sentences import LONGEST

BETWEEN = re.compile(r"[ ,.;:!?…-]{0,4}")
LEAST_WORDS = 8
"""So long must a quotation within a clause be that the subject after it may have said it."""


def find_in_scene(scene: Scene) -> Iterator[Found]:
    """Yield what the verbs of all sentences report, in their order."""
    last: Found | None = None
    paragraph = (0, 0)
    for sentence in scene.sentences:
        if sentence.paragraph != paragraph:
            last, paragraph = None, sentence.paragraph
        for found in _find_in_sentence(scene, sentence, last):
            last = found
            yield found


def _find_in_sentence(scene: Scene, sentence: Sentence, before: Found | None) -> list[Found]:
    """Return what the verbs of a sentence report; `before` is the last find of the same paragraph."""
    turn: Turn | None = None
    found: list[Found] = []
    for cue in sentence.cues:
        subjects = find_subjects(scene.shadow, sentence, cue) or _find_far_subject(scene, sentence, cue, found)
        if subjects:
            turn = Turn(subjects, cue, _find_with_subject(scene, sentence, cue, subjects))
            found += turn.found
        elif turn and (second := find_second(scene, sentence, cue, turn)):
            cut, new = second
            del found[len(found) - len(cut) :]
            found += [*cut, new]
            turn = Turn(turn.subjects, cue, [new])
        elif not turn and not found:
            found += find_at_opening(scene, sentence, cue, before)
    return found


def _find_with_subject(scene: Scene, sentence: Sentence, cue: Cue, subjects: tuple[Mention, ...]) -> list[Found]:
    if not may_report(cue, subjects):
        return []
    if above := AS_ABOVE.match(scene.shadow.folded, cue.end):
        return _find_above(scene, sentence, (cue.start, above.end()), subjects)
    quotation = _quotation_before(scene, sentence, subjects[0])
    content = find_content(scene.shadow, cue, sentence.end)
    found = []
    if quotation and _belongs(scene, sentence, quotation, subjects[0], content):
        found.append(to_direct(scene, quotation, "cue-after", subjects, cue.span))
        if content and content.sign in {"", ","} and not scene.quotation_at(content.start):
            return found
    if content:
        found.append(to_report(scene, content.start, sentence.end, content.sign, "cue-before", subjects, cue.span))
    return [one for one in found if one.end > one.start]


def _find_far_subject(scene: Scene, sentence: Sentence, cue: Cue, found: list[Found]) -> tuple[Mention, ...]:
    """Return the first who may speak in the sentence, where a colon and a mark leave no doubt that someone does."""
    content = None if found else find_content(scene.shadow, cue, sentence.end)
    if not content or not content.sign.endswith(":") or not scene.quotation_at(content.start):
        return ()
    before = (one for one in sentence.mentions[:5] if one.end <= cue.start and one.kind != "organisation")
    return next(((one,) for one in before if may_speak(scene.shadow, one)), ())


def _quotation_before(scene: Scene, sentence: Sentence, subject: Mention) -> Quotation | None:
    quotation = scene.quotation_before(subject.start)
    if not quotation or quotation.outer_start < sentence.paragraph[0]:
        return None
    return quotation if BETWEEN.fullmatch(scene.shadow.folded, quotation.outer_end, subject.start) else None


def _belongs(scene: Scene, sentence: Sentence, quotation: Quotation, subject: Mention, content: Content | None) -> bool:
    """Tell whether the quotation before a subject is what was said, not a name that a clause ended with."""
    folded = scene.shadow.folded
    before = folded[max(sentence.paragraph[0], quotation.outer_start - 3) : quotation.outer_start].rstrip()
    parted = "," in folded[quotation.end : subject.start] or "-" in folded[quotation.outer_end : subject.start]
    if before and before[-1] not in '.!?:…"”-':
        return parted and not content and len(folded[quotation.start : quotation.end].split()) >= LEAST_WORDS
    return parted or not content


def _find_above(scene: Scene, sentence: Sentence, cue: tuple[int, int], subjects: tuple[Mention, ...]) -> list[Found]:
    """Return the paragraph before, for "ông A cho biết như trên"."""
    index = bisect_left(scene.paragraphs, sentence.paragraph)
    if not index:
        return []
    start, end = scene.paragraphs[index - 1]
    if end - start > LONGEST:
        return []
    return [to_report(scene, start, end, "như trên", "as-above", subjects, cue)]
