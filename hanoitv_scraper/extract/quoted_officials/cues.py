"""Cues: verbs that announce reported speech, and where what they report begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from hanoitv_scraper.vietnamese.fold import Shadow
from hanoitv_scraper.vietnamese.patterns import any_of, folded_words
from hanoitv_scraper.vietnamese.quotations import Quotation

Class = Literal["stating", "speaking", "directing", "attitude", "courtesy"]

CLASSES: tuple[Class, ...] = ("courtesy", "attitude", "directing", "speaking", "stating")
CLASS_OF: dict[str, Class] = {verb: name for name in CLASSES for verb in folded_words(f"verbs_{name}")}
# "Ông A cho VietNamNet biết": the paper stands within the verb.
TO_PAPER = re.compile(
    rf"cho (?<!\wcho )(?:{any_of('media', 'outlets')}|chúng tôi)(?: [^\s,.;:]+){{0,3}} (?:biết|hay)(?!\w)"
    r"(?: thêm(?!\w))?"
)
# A verb, or a longer phrase that only looks like one: "nói chung", "được cho là".
CUE = re.compile(rf"(?P<verb>{any_of('not_cues', *(f'verbs_{name}' for name in CLASSES))})(?: thêm(?!\w))?")
AS_ABOVE = re.compile(r" (?:như (?:trên|vậy|thế)|điều (?:này|đó|trên))(?!\w)")
# "nói với báo chí rằng", "phát biểu tại hội nghị:": a remark, then what parts it from the content.
ASIDE = re.compile(rf",? {any_of('asides')}[^.;:\"“\n]{{0,120}}?(?P<sign> rằng ?[,:]?| là:|,? ?:|,)(?= |\"|“)")
CREDITED = re.compile(r"(?<!\w)(?:ảnh|video|clip) ?: ?$")
SIGN = re.compile(
    r"(?P<sign>,? (?:rằng|là)(?!\w) ?[,:]?| như sau ?:| ?:|,(?! (?:và|đồng thời|nhưng|song) )|,? về việc(?!\w))"
)
# "Nói ngắn gọn: “…”": how it is said stands between the verb and the sign.
MANNER = re.compile(rf"(?: (?:vỏn vẹn |chỉ )?(?:{any_of('adverbs')}|một câu|thêm)){{1,4}}(?=[ :\"“])")
TOWARDS = re.compile(r" (?:đến|tới|về)(?= )")
END = re.compile(r" ?(?:[.;!?…)\"”\n]|-|,? và |, đồng thời |$)")
NOT_CONTENT = re.compile(rf" (?!về (?:cơ bản|lâu dài) )(?:{any_of('not_content')}|{any_of('asides')})")
# After the verbs that always report a clause, and after those that direct, even a preposition may open the content.
NOT_CLAUSE = re.compile(r" (?:của|và|này|với|như|gì|về(?! (?:cơ bản|lâu dài|phía)))(?!\w)")
CLAUSE_VERBS = {"cho biết", "cho hay", "cho rằng", "khẳng định", "đánh giá", "nhận định", "xác nhận", "phủ nhận"}
# "Bị cáo khai đã nhận tiền", "bà B lý giải do thiếu vốn", "ông A mong sẽ có cầu": not what these words mostly begin.
CLAUSE_AHEAD = re.compile(
    r" (?:đã|đang|sẽ|do|vì|nếu|hiện|chuyện|trước (?:đây|kia)|từ (?:đầu|khi|năm|tháng|nay)|đến nay|tới đây|thời gian qua"
    r"|với (?:sự|những|việc|tinh thần|quyết tâm))(?!\w)"
)
# A verb with a capital elsewhere is a name: "huyện Than Uyên".
OPENS = re.compile(r"(?:^|[.!?…:;\"”“\n)*•+-]) ?$")
CAUSE = re.compile(r" (?:do|vì)(?!\w)")
# What is analysed or pointed out, not said: "phân tích các yếu tố".
TOPIC = re.compile(rf" {any_of('topics')}")
TOPIC_VERBS = {"chỉ ra", "phân tích", "làm rõ thêm", "nêu bật", "kể", "kể lại", "kể thêm"}
# Of several things something may be said.
SOME = re.compile(r" (?:các|những|nhiều|một số)(?!\w)")
# "Bác bỏ quan điểm này": what somebody else said.
TAKEN_UP = re.compile(
    r" (?:quan điểm|ý kiến|thông tin|việc|điều|cáo buộc|đề nghị|nhận định|sự việc|nội dung)[^,.;:]{0,12} "
    r"(?:này|trên|đó|nói trên)(?=[ .,;]*(?:$|[.,;]| và ))"
)
OF_TALK = folded_words("verbs_of_talk")
# A clause shows by one of these behind its subject: "phản ánh giá thuốc đã tăng".
CLAUSE = re.compile(
    r"(?: [^\s,.;:\"“”]+){0,9}? "
    r"(?:cũng|từng|bị|chưa|chỉ|có|còn|cần|khó|không|là|muốn|mới|nên|phải|rất|sẽ|vẫn|đang|đã|được|đều|ước)(?!\w)"
)
# What may open a clause as well as a phrase of time or place.
LATE_OPENING = re.compile(
    r" (?:chuyện|được|hôm|khi|mỗi|ngay|ngày|nhiều|như|qua|sau|trong|trên|trước|tại|từ|với|đến nay|ở)(?!\w)"
)
# An idiom, not speech: "nói “không” với rác thải nhựa".
NO_TO = re.compile(r" ?[\"“‘'](?:không|có|nói không)[\"”’'] (?:với|cho)(?!\w)")
OPENING = re.compile(r" ?[\"“‘']")


class Cue(NamedTuple):
    """A verb of saying at a place of the shadow."""

    start: int
    end: int
    kind: Class
    verb: str
    """Folded, without "thêm"."""

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands, with "thêm"."""
        return self.start, self.end


class Content(NamedTuple):
    """Where reported content begins, and by what it is announced: "rằng", ":", ",", a mark, or nothing."""

    start: int
    sign: str


def find_cues(shadow: Shadow, quotations: Sequence[Quotation]) -> list[Cue]:
    """Return the cues outside of quotations, in order."""
    found = []
    inside = iter(quotations)
    quotation = next(inside, None)
    matches = list(CUE.finditer(shadow.folded))
    if to_paper := list(TO_PAPER.finditer(shadow.folded)):
        matches = sorted([*matches, *to_paper], key=lambda match: match.start())
    for match in matches:
        while quotation and quotation.outer_end <= match.start():
            quotation = next(inside, None)
        verb = "cho biết" if match.re is TO_PAPER else match["verb"].removesuffix(" thêm")
        kind = CLASS_OF.get(verb)
        named = shadow.plain[match.start()].isupper() and not OPENS.search(
            shadow.folded, max(0, match.start() - 3), match.start()
        )
        if kind and not named and not (quotation and quotation.outer_start <= match.start()):
            found.append(Cue(match.start(), match.end(), kind, verb))
    return found


def find_content(shadow: Shadow, cue: Cue, end: int) -> Content | None:
    """Return where the content of a cue begins within its sentence, which ends at `end`; None if it has none."""
    folded = shadow.folded
    if cue.kind == "courtesy" or NO_TO.match(folded, cue.end, end):
        return None
    manner = MANNER.match(folded, cue.end, end)
    if (sign := SIGN.match(folded, manner.end() if manner else cue.end, end)) and not (
        sign[0].endswith("việc") and cue.kind != "directing"
    ):
        return _checked(shadow, cue, Content(sign.end(), sign["sign"].strip()), end)
    if OPENING.match(folded, cue.end, end):
        return Content(cue.end + (folded[cue.end] == " "), '"')
    if aside := ASIDE.match(folded, cue.end, end):
        sign_of = aside["sign"].strip()
        if (sign_of != "," or cue.kind == "stating") and not CREDITED.search(folded, aside.start(), aside.end()):
            return _checked(shadow, cue, Content(aside.end(), sign_of), end)
        if cue.kind != "attitude":
            return None
    if END.match(folded, cue.end, end):
        return None
    return _find_bare(shadow, cue, end)


def _find_bare(shadow: Shadow, cue: Cue, end: int) -> Content | None:
    if cue.verb in {"nhấn mạnh", "lưu ý", "đặc biệt nhấn mạnh"} and (towards := TOWARDS.match(shadow.folded, cue.end)):
        return Content(towards.end() + 1, towards[0].strip())
    if cue.verb == "chỉ thị" and shadow.folded.startswith(" cho ", cue.end):
        return Content(cue.end + 5, "cho")
    folded = shadow.folded
    if TAKEN_UP.match(folded, cue.end, end) or (cue.verb in TOPIC_VERBS and TOPIC.match(folded, cue.end)):
        return None
    return Content(cue.end + 1, "") if _opens_clause(folded, cue, end) else None


def _opens_clause(folded: str, cue: Cue, end: int) -> bool:
    """Tell whether what stands right behind a verb is what was said, not when, where or to whom."""
    if cue.kind == "directing" or cue.verb in CLAUSE_VERBS:
        return not NOT_CLAUSE.match(folded, cue.end)
    clause = CLAUSE.match(folded, cue.end, end) is not None
    late = clause and LATE_OPENING.match(folded, cue.end) is not None
    if cue.kind == "speaking":
        topic = TOPIC.match(folded, cue.end) and not SOME.match(folded, cue.end)
        if CAUSE.match(folded, cue.end):
            return cue.verb not in OF_TALK
        late = late and not folded.startswith(" với ", cue.end)  # "chia sẻ với người chưa có nhà": to whom
        return clause and cue.verb not in OF_TALK and not topic and (late or not NOT_CONTENT.match(folded, cue.end))
    return late or bool(CLAUSE_AHEAD.match(folded, cue.end)) or not NOT_CONTENT.match(folded, cue.end)


def _checked(shadow: Shadow, cue: Cue, content: Content, end: int) -> Content | None:
    """Return the content past spaces; None if nothing is left of the sentence: the page lost it."""
    start = content.start
    while start < end and shadow.folded[start] in " :,":
        start += 1
    left = shadow.folded[start : min(end, start + 40)].strip(" .…:;,")
    # After a comma another verb of saying is a list of acts, "thăm hỏi, động viên", not content.
    listed = content.sign == "," and cue.kind != "stating" and CUE.match(shadow.folded, start)
    return Content(start, content.sign) if len(left) > 1 and not listed else None
