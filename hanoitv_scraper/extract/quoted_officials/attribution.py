"""Attribution: a verb of saying, its subject, and what was said before or after."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from hanoitv_scraper.extract.quoted_officials.cues import AS_ABOVE, OF_TALK, Content, Cue, find_content
from hanoitv_scraper.extract.quoted_officials.documents import find_document
from hanoitv_scraper.extract.quoted_officials.elided import JOIN, Reporting, find_at_opening, find_second
from hanoitv_scraper.extract.quoted_officials.found import Found, to_direct, to_report
from hanoitv_scraper.extract.quoted_officials.mentions import Mention
from hanoitv_scraper.extract.quoted_officials.scene import Scene, Sentence
from hanoitv_scraper.extract.quoted_officials.spans import trim
from hanoitv_scraper.extract.quoted_officials.subjects import SPEAKERS, find_subjects, may_report, may_speak
from hanoitv_scraper.vietnamese.patterns import any_of
from hanoitv_scraper.vietnamese.quotations import Quotation
from hanoitv_scraper.vietnamese.sentences import LONGEST

BETWEEN = re.compile(r"[ ,.;:!?…-]{0,4}")
# What may stand before a sentence's subject: nothing, or one phrase and a comma.
OPENER = re.compile(rf"(?:(?:{any_of('connectives')}|riêng) )?(?:[^,;:\"“\n]{{1,80}}, )?")
# After these a clause follows, so that somebody must be speaking.
JOINING = {"cho rằng", "cho biết", "cho hay", "khẳng định", "nhấn mạnh", "cho biết thêm"}
COLON_END = re.compile(r"[^.;:\n]{0,60}:[ -]*")
# A verb ends its sentence, or when and where follow it: "ông A trấn an khi kết luận hội nghị".
SENTENCE_END = re.compile(
    r"(?: (?:khi|tại|trong|với|bên lề|trước|sau|sáng|trưa|chiều|tối|hôm|ngày) [^,;:\n]{1,80})?[ .…!\"”)]*"
)
PARTED = re.compile(r"(?:,| -) $")
# "Tại hội nghị sáng nay, ông A nhấn mạnh": when and where it was said, not what.
CIRCUMSTANCE = re.compile(any_of("circumstances"))
NEAR = re.compile(r"(?:,? \w+){1,12} ")
# A message that somebody else sent asks, not who got it.
WRITTEN = re.compile(any_of("documents", "media"))
DIRECTING_JOINS = {";", ", đồng thời", " đồng thời"}
AGAINST = re.compile(r"[,;] (?:nhưng|còn|song|trong khi(?: đó)?) $")
APART = re.compile(rf"{AGAINST.pattern}|; $")
LONG_CLAUSE = 25
"""So long is no phrase that tells when or where something was said."""
LEAST_CLAUSE = 6
"""So many words has a clause that is reported before its verb."""
LEAST_WORDS = 8
"""So long must a quotation within a clause be that the subject after it may have said it."""


def find_in_scene(scene: Scene) -> Iterator[Found]:
    """Yield what the verbs of all sentences report, in their order."""
    last: Found | None = None
    paragraph = (0, 0)
    for sentence in scene.sentences:
        before = last if sentence.paragraph == paragraph else None
        paragraph = sentence.paragraph
        for found in _find_in_sentence(scene, sentence, before):
            told_already = found.rule == "as-above" and last is not None and last.start >= found.start
            last = found
            if not told_already:
                yield found


def _find_in_sentence(scene: Scene, sentence: Sentence, before: Found | None) -> list[Found]:
    """Return what the verbs of a sentence report; `before` is the last find of the same paragraph."""
    reporting: Reporting | None = None
    found: list[Found] = []
    for cue in sentence.cues:
        subjects = find_subjects(scene, sentence, cue) or _find_far_subject(scene, sentence, cue, found)
        if subjects:
            found = _cut_before(scene, found, subjects[0])
            reporting = Reporting(subjects, cue, _find_with_subject(scene, sentence, cue, subjects))
            found += reporting.found
        elif reporting and (second := find_second(scene, sentence, cue, reporting)):
            cut, new = second
            del found[len(found) - len(cut) :]
            found += [*cut, *([new] if new else [])]
            reporting = Reporting(reporting.subjects, cue, [new] if new else [])
        elif not reporting and not found:
            said = find_document(scene, sentence, cue)
            found += [said] if said else find_at_opening(scene, sentence, cue, before)
    return found


def _cut_before(scene: Scene, found: list[Found], subject: Mention) -> list[Found]:
    """Return the finds, the last one cut where somebody is set against: "…, nhưng công ty cho biết", "…; ông nói"."""
    pattern = APART if subject.kind in {"person", "pronoun"} else AGAINST
    against = pattern.search(scene.shadow.folded, max(0, subject.start - 20), subject.start)
    if not found or not against or found[-1].end <= subject.start or found[-1].start >= against.start():
        return found
    _, end = trim(scene.shadow.folded, found[-1].start, against.start())
    return [*found[:-1], replace(found[-1], end=end)]


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
    if not found and (below := _find_below(scene, sentence, cue)):
        found.append(Found(*trim(scene.shadow.folded, *below), "direct", "cue-before", subjects, cue.span))
    if not found and _ends_with(scene, sentence, cue):
        found += _find_clause_before(scene, sentence, cue, subjects)
    return [one for one in found if one.end > one.start]


def _find_below(scene: Scene, sentence: Sentence, cue: Cue) -> tuple[int, int] | None:
    """Return the next paragraph's quotation, or what it says after a dash, where a colon ends this one."""
    if sentence.end < sentence.paragraph[1] or not COLON_END.fullmatch(scene.shadow.folded, cue.end, sentence.end):
        return None
    index = bisect_right(scene.paragraphs, sentence.start, key=lambda span: span[0])
    if index == len(scene.paragraphs):
        return None
    start, end = scene.paragraphs[index]
    if quotation := scene.quotation_at(start):
        return quotation.start, quotation.end
    return (start, end) if scene.shadow.folded.startswith("- ", start) and end - start < LONGEST else None


def _ends_with(scene: Scene, sentence: Sentence, cue: Cue) -> bool:
    """Tell whether a verb that reports is the sentence's last word."""
    reports = cue.kind == "stating" or (cue.kind == "speaking" and cue.verb not in OF_TALK)
    return reports and SENTENCE_END.fullmatch(scene.shadow.folded, cue.end, sentence.end) is not None


def _find_clause_before(scene: Scene, sentence: Sentence, cue: Cue, subjects: tuple[Mention, ...]) -> list[Found]:
    """Return the clause that a speaker and a verb end: "Đường sẽ thông vào tháng sau, ông A cho biết".

    After a dash that opens the paragraph it is all that was said: "- Đề án chậm. Cuối quý sẽ xong - ông A đáp".
    """
    folded = scene.shadow.folded
    comma = PARTED.search(folded, sentence.start, subjects[0].start)
    if comma and comma[0] == " - " and folded.startswith("- ", sentence.paragraph[0]):
        span = trim(folded, sentence.paragraph[0], comma.start())
        return [Found(*span, "direct", "cue-after", subjects, cue.span)]
    words = len(folded[sentence.start : comma.start()].split()) if comma else 0
    if not comma or words < (LONG_CLAUSE if CIRCUMSTANCE.match(folded, sentence.start) else LEAST_CLAUSE):
        return []
    return [to_report(scene, sentence.start, comma.start(), "", "clause-before", subjects, cue.span)]


def _find_far_subject(scene: Scene, sentence: Sentence, cue: Cue, found: list[Found]) -> tuple[Mention, ...]:
    """Return who speaks where the verb is not the subject's first.

    That is the first who may speak in the sentence, where a colon and a mark leave no doubt that someone does; else the
    subject the sentence begins with, where the verb joins on to another: "Ông A đã đến xem, cho rằng đường còn hẹp".
    """
    content = None if found else find_content(scene.shadow, cue, sentence.end)
    if not content:
        return ()
    marked = content.sign.endswith(":") and scene.quotation_at(content.start)
    near = content.sign.endswith(":") and _find_near(scene, sentence, cue)
    before = [
        one for one in sentence.mentions[:5] if one.end <= cue.start and (one.kind != "organisation" or not marked)
    ]
    if marked:
        return next(((one,) for one in before if may_speak(scene, one)), ())
    if near:
        return (near,)
    join = JOIN.search(scene.shadow.folded, max(sentence.start, cue.start - 60), cue.start)
    first = next((one for one in before if one.kind in SPEAKERS), None)
    joined = join and first and _joins(scene, cue, join["join"], first)
    opens = first and OPENER.fullmatch(scene.shadow.folded, sentence.start, first.start)
    return (first,) if joined and first and opens and may_speak(scene, first) else ()


def _find_near(scene: Scene, sentence: Sentence, cue: Cue) -> Mention | None:
    """Return who speaks some words before a verb that a colon follows: "bà A giơ biển tranh luận: …"."""
    before = [one for one in sentence.mentions if one.end <= cue.start]
    near = before[-1] if before else None
    opens = near and OPENER.fullmatch(scene.shadow.folded, sentence.start, near.start)
    beside = near and opens and NEAR.fullmatch(scene.shadow.folded, near.end, cue.start)
    return near if near and beside and near.kind != "organisation" and may_speak(scene, near) else None


def _joins(scene: Scene, cue: Cue, join: str, first: Mention) -> bool:
    """Tell whether a verb that joins on to another one has the same subject, the sentence's first."""
    if cue.verb in JOINING or (cue.kind == "directing" and join in DIRECTING_JOINS):
        return True
    if cue.kind in {"stating", "attitude"} and join.strip(" ,") in {"và", "rồi", "đồng thời", "nhưng"}:
        return True
    if cue.verb in {"hứa", "cam kết"} and join.strip(" ,") == "và":
        return True
    between = scene.shadow.folded[first.end : cue.start]
    one = first.kind in {"person", "office"} and not first.plural
    return cue.verb in {"yêu cầu", "đề nghị"} and one and not WRITTEN.search(between)


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
    """Return the quotation before, else the sentence or the paragraph before, for "ông A cho biết như trên"."""
    quotation = scene.quotation_before(sentence.start)
    if quotation and not scene.shadow.folded[quotation.outer_end : sentence.start].strip(" .,\n"):
        return [to_direct(scene, quotation, "as-above", subjects, cue)]
    start, end = scene.span_before(sentence) or (0, 0)
    if end - start > LONGEST or end <= start:
        return []
    return [to_report(scene, start, end, "như trên", "as-above", subjects, cue)]
