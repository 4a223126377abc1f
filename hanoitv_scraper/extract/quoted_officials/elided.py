"""Verbs without a subject of their own: a second verb of the same subject, or one that opens the sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from hanoitv_scraper.extract.quoted_officials.cues import CLAUSE, Content, Cue, find_content
from hanoitv_scraper.extract.quoted_officials.found import Found, to_report
from hanoitv_scraper.extract.quoted_officials.mentions import Mention
from hanoitv_scraper.extract.quoted_officials.scene import Scene, Sentence
from hanoitv_scraper.extract.quoted_officials.spans import trim
from hanoitv_scraper.extract.quoted_officials.subjects import ADVERBS, find_subjects, may_report
from hanoitv_scraper.vietnamese.patterns import any_of

JOIN = re.compile(rf"(?P<join>;|,? (?:và|đồng thời|nhưng|song|rồi)|,) ?{ADVERBS}$")
# "Do đó, đề nghị", "Từ thực tế này, đề nghị".
OCCASION = r"(?:bên cạnh|cùng với|do|nhằm|qua|sau|trên|trước|từ|vì|để) [^,.;:\n]{2,60}, "
SENTENCE_OPENING = re.compile(rf"(?:(?:{any_of('connectives')},? ){{0,4}}|{OCCASION}){ADVERBS}")
# "Ước tính thiệt hại 5 tỷ đồng": the paper reckons.
IMPERSONAL = {"dự báo", "dự tính", "tính toán", "đánh giá", "ước tính"}
# After these a clause must follow, so that they may break off another clause or stand before their subject.
CLAUSE_VERBS = {"cho rằng", "cho biết", "cho hay", "nhận định", "phủ nhận"}
# After what was stated these ask for something, of the same subject: "… và đề nghị các xã vào cuộc".
PROMISES = {"cam kết", "hứa"}
ASKING = {"kiến nghị", "kêu gọi", "đề nghị", "đề xuất"}


@dataclass(frozen=True, slots=True)
class Reporting:
    """The last subject of a sentence with its verb and what that reports, for a second verb to go on from."""

    subjects: tuple[Mention, ...]
    cue: Cue
    found: list[Found]


def find_second(
    scene: Scene, sentence: Sentence, cue: Cue, reporting: Reporting
) -> tuple[list[Found], Found | None] | None:
    """Return the finds, cut where this verb of the same subject joins on, with what it reports, if anything."""
    folded = scene.shadow.folded
    join = JOIN.search(folded, max(reporting.cue.end, cue.start - 60), cue.start)
    content = find_content(scene.shadow, cue, sentence.end)
    if join and cue.kind == "courtesy":
        return _cut_at_courtesy(scene, cue, join, reporting)
    if not join or not content or not may_report(cue, reporting.subjects):
        return None
    new = to_report(scene, content.start, sentence.end, content.sign, "second-verb", reporting.subjects, cue.span)
    last = reporting.found[-1] if reporting.found else None
    if last is None or last.end <= cue.start:
        return reporting.found, new
    if not _breaks_clause(cue, content, join["join"], reporting.cue):
        return None
    _, end = trim(folded, last.start, join.start())
    return [*reporting.found[:-1], replace(last, end=end)], new


def _cut_at_courtesy(
    scene: Scene, cue: Cue, join: re.Match[str], reporting: Reporting
) -> tuple[list[Found], None] | None:
    """Return the finds without what is no statement: "…; biểu dương các đơn vị", "… và gửi lời cảm ơn"."""
    last = reporting.found[-1] if reporting.found else None
    apart = join["join"] == ";" or "đồng thời" in join["join"] or cue.verb.startswith("gửi lời")
    if last is None or last.end <= cue.start or last.form == "direct" or not apart:
        return None
    _, end = trim(scene.shadow.folded, last.start, join.start())
    return [*reporting.found[:-1], replace(last, end=end)], None


def _breaks_clause(cue: Cue, content: Content, join: str, last: Cue) -> bool:
    """Tell whether a joined verb leaves the clause reported before it: what was said could go on with "và" too.

    The same verb again goes on with a list: "yêu cầu …; yêu cầu …".
    """
    if cue.verb == last.verb:
        return False
    if join == ";" or any(word in join for word in ("đồng thời", "nhưng", "song")):
        return True
    if join == "," and content.sign == "rằng" and cue.kind == "stating":
        return True
    if "và" not in join or cue.kind == "attitude":
        return False
    if (
        (cue.verb in PROMISES) != (last.verb in PROMISES)
        and "directing" in {cue.kind, last.kind}
        and last.kind != "stating"
    ):
        return True
    asks = cue.verb in ASKING and (last.verb not in {*ASKING, "yêu cầu", "chỉ đạo"} or join.startswith(","))
    return content.sign != "" or cue.verb in CLAUSE_VERBS or asks


def find_at_opening(scene: Scene, sentence: Sentence, cue: Cue, before: Found | None) -> list[Found]:
    """Return what a verb reports that opens its sentence: its subject follows, or is that of the sentence before."""
    if not SENTENCE_OPENING.fullmatch(scene.shadow.folded, sentence.start, cue.start):
        return []
    content = find_content(scene.shadow, cue, sentence.end)
    if not content:
        return []
    later = _find_later_subject(scene, sentence, cue)
    if later:
        comma = scene.shadow.folded.rfind(",", content.start, later[0].start)
        judges = cue.verb == "đánh giá" and CLAUSE.match(scene.shadow.folded, cue.end, comma) is not None
        clause = (cue.verb in CLAUSE_VERBS or judges) and comma > 0
        rule = "verb-first"
        return [to_report(scene, content.start, comma, content.sign, rule, later, cue.span)] if clause else []
    goes_on = before and cue.kind in {"directing", "stating"} and cue.verb not in IMPERSONAL
    if not before or not goes_on or not may_report(cue, before.subjects):
        return []
    rule, subjects = "elided-subject", before.subjects
    return [replace(to_report(scene, content.start, sentence.end, content.sign, rule, subjects, cue.span), elided=True)]


def _find_later_subject(scene: Scene, sentence: Sentence, cue: Cue) -> tuple[Mention, ...]:
    """Return the subject of the next verbs of the sentence: "Cho rằng …, ông A đề nghị …"."""
    later = [one for one in sentence.cues[:8] if one.start > cue.start]
    return next(filter(None, (find_subjects(scene, sentence, one) for one in later)), ())
