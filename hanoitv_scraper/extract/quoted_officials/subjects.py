"""Subjects: whose verb a cue is."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from hanoitv_scraper.extract.quoted_officials.cues import Cue
from hanoitv_scraper.extract.quoted_officials.mentions import Mention
from hanoitv_scraper.extract.quoted_officials.names import name_key
from hanoitv_scraper.extract.quoted_officials.scene import Scene, Sentence
from hanoitv_scraper.vietnamese.fold import Shadow, fold
from hanoitv_scraper.vietnamese.patterns import UPPER, any_of, folded_words

ADVERBS = rf"(?:{any_of('adverbs')},? ){{0,5}}"
# Between a subject and its verb: a place in brackets, the comma or dash that closes an apposition, a time, where
# somebody lives, a wish for no name, who reports it, the letter in which a body says it, an occasion, adverbs.
GAP = re.compile(
    rf"(?!, đồng thời ) ?(?:\([^()\n]{{1,100}}\) ?)?(?:,|-)? ?{ADVERBS}"
    r"(?:(?:vào )?(?:sáng|trưa|chiều|tối|ngày|hôm) [^,.;:\"\n]{1,30}, )?"
    r"(?:(?:hôm (?:qua|nay|kia)|(?:sáng|trưa|chiều|tối) (?:qua|nay|\d[\d/.-]*)|cùng ngày|ngày \d[\d/.-]*) )?"
    r"(?:(?:xin|đề nghị|không muốn|muốn) [^,.;:\n]{0,20}(?:tên|danh tính|danh) )?"
    r"(?:(?:ở|ngụ|trú|sống|quê|đến từ) (?:(?! rồi | và )[^,.;:\n]){2,50} )?"
    r"(?:được [^,.;:\n]{1,30} dẫn lời )?"
    r"(?:,? ?khi (?:trả lời|trao đổi với|nói với) [^,.;:\n]{2,40} (?:thì |lại |đã )?)?"
    r"(?:(?:đồng tình|chia sẻ|tỏ ra [^\W\d]\w* [^\W\d]\w*) khi )?"
    r"(?:(?:có|phát đi|ra|ban hành|gửi|ký|ký ban hành) "
    r"(?:công văn|văn bản|thông cáo|thông báo|công điện|chỉ thị|thư|tờ trình)[^.:;\n]{0,60}? )?"
    r"(?:(?:trong|tại|sau|nhân) (?:buổi|cuộc|phiên|lễ|chuyến|hội) [^,.;:\"\n]{3,80} )?"
    rf"(?:(?:tại|trong) [^,.;:\"\n]{{3,60}}, |(?:bên lề|bên hành lang) [^,.;:\"\n]{{3,60}} )?{ADVERBS}"
)
LETTER = re.compile(r"(?<!\w)(?:có|phát đi|ra|ban hành|gửi|ký) (?:thông cáo |văn bản |công văn )?$")
# "Các hộ dân sống hai bên đường cho rằng": a group is told by a clause.
LOOSE_GAP = re.compile(rf"(?: [^\W\d]\w*){{0,9}}(?: \([^()\n]{{1,100}}\))?,? {ADVERBS}")
# What may stand beside a name before the verb: ", người từng …,", "(…), bảo vệ …,", ", con trai bà", "- nhà văn … -",
# "Giám đốc một công ty tại khu công nghiệp A -".
BESIDE = (
    r"(?: ?\([^()\n]{1,160}\))?, (?:[^.;:\n]|\.,){3,160}(?:,| thì)",
    rf", {any_of('kin')} [^.;:,\n]{{2,40}}",
    r", người [^.;:,\n]{3,120}",
    r" - [^.;:\n]{3,160} -",
    r" (?:tại|ở|thuộc) [^.;:,\n]{3,80}(?:,| -)",
    r" ?\([^()\n]{1,160}\),?",
)
APPOSITION = re.compile(rf"(?:{'|'.join(BESIDE)}) {ADVERBS}")
GOVERNED = re.compile(
    r"(?:^|[\s(])(?:của|với|(?<!tin )từ|gửi|cho|tới|đến|bởi|việc|(?<!trong )khi|nếu|để|về|được|bị|tại|ở|là|do|mà|như"
    r"|điều|vấn đề|hành lang|bên lề|báo cáo|trình|mời|gặp|tố cáo|cảm ơn|(?<!dẫn )(?<!trích )(?<!theo )lời"
    rf"|{any_of('verbs_directing')}) $"
)
# "Con trai bà": not she is the subject.
KIN = re.compile(rf"{any_of('kin')} $")
# Age and home between a name and a role beside it.
BESIDE_ROLE = re.compile(r"(?: ?\([^()\n]{1,100}\))?(?:, [^,.;:\"“”\n]{2,40}){0,2}(?:, | - )(?:là |một |tổ |đoàn )?")
# "Một số tổ chức cảnh báo": bodies without a name, nobody's statement.
SEVERAL = re.compile(rf"{any_of('quantifiers')} $")
ADVERBS_BEFORE = re.compile(rf" {ADVERBS}$")
# A run of words with capitals, that is no part of a longer one.
NAME = rf"(?:[{UPPER}]\.){{1,4}}|[{UPPER}][\w’'-]*(?: [{UPPER}][\w’'-]*){{0,3}}"
BARE = re.compile(rf"(?<![\w’'-])(?P<name>{NAME})$")
BARE_AHEAD = re.compile(NAME)
INITIALS = re.compile(rf"(?:[{UPPER}]\.){{1,4}}")
BREAK = re.compile(r"(?:^|[.,;:!?”\"\n-]) ?$")
ACRONYM = re.compile(rf"[{UPPER}][{UPPER}\d]{{2,7}}")
NOT_BODIES = folded_words("media") | folded_words("not_acronyms")
GROUPS = folded_words("groups")
EXPERTS = folded_words("experts")
JOINT = re.compile(r",? (?:và|cùng) ")
SPEAKERS = {"person", "office", "pronoun", "organisation"}


def find_subjects(scene: Scene, sentence: Sentence, cue: Cue) -> tuple[Mention, ...]:
    """Return who says it: mostly one mention, two joint speakers, or none; what cannot speak is no subject."""
    shadow = scene.shadow
    last = bisect_right(sentence.mentions, cue.start, key=lambda mention: mention.end)
    before = sentence.mentions[max(0, last - 5) : last]
    for index in range(len(before) - 1, max(-1, len(before) - 4), -1):
        mention = before[index]
        if mention.kind in {"document", "media"} and LETTER.search(
            shadow.folded, max(sentence.start, mention.start - 40), mention.start
        ):
            continue
        gap = LOOSE_GAP if mention.plural or _is_someone(shadow, mention) else GAP
        speaks = gap.fullmatch(shadow.folded, mention.end, cue.start)
        if speaks and (may_speak(scene, mention) or _is_agent(shadow, mention, cue)):
            return _with_joint(scene, _without_role(scene, before[: index + 1]))
    return _find_beside(scene, sentence, before, cue) or _find_bare(scene, sentence, cue)


def may_speak(scene: Scene, mention: Mention) -> bool:
    """Tell whether a mention is a subject: not a thing, nor the object of a preposition, nor a word for nobody told."""
    folded = scene.shadow.folded
    before = max(0, mention.start - 20), mention.start
    if mention.kind not in SPEAKERS or GOVERNED.search(folded, *before):
        return False
    if mention.kind == "organisation" and SEVERAL.search(folded, *before):
        return False
    if mention.kind == "pronoun" and KIN.search(folded, *before):
        return False
    return mention.kind != "office" or not mention.pointing or scene.register.find_antecedent(mention) is not None


def _is_agent(shadow: Shadow, mention: Mention, cue: Cue) -> bool:
    """Tell whether somebody is the agent of a passive: "phóng viên được ông A giải thích"."""
    reports = mention.kind in {"person", "pronoun"} and cue.kind in {"stating", "speaking"}
    return reports and shadow.folded.startswith("được ", mention.start - 5) and mention.start >= 5


def may_report(cue: Cue, subjects: tuple[Mention, ...]) -> bool:
    """Tell whether this is reported speech: a body that directs or promises acts, it does not say.

    What unnamed people without an office ask for is told as an event, too.
    """
    last = subjects[-1]
    if last.kind == "office" and last.plural and any(fold(office.position) in GROUPS for office in last.offices):
        return cue.kind in {"stating", "speaking"}
    if cue.kind == "directing" and last.kind == "office":
        return any(office.official or fold(office.position) in EXPERTS for office in last.offices)
    if cue.kind in {"directing", "attitude"}:
        return last.kind != "organisation"
    return cue.kind != "courtesy"


def _find_beside(scene: Scene, sentence: Sentence, before: Sequence[Mention], cue: Cue) -> tuple[Mention, ...]:
    """Return a named person between whom and the verb an apposition stands that names no office."""
    for mention in reversed(before[-4:]):
        if mention.kind == "person" and APPOSITION.fullmatch(scene.shadow.folded, mention.end, cue.start):
            first, last = (
                bisect_left(sentence.cues, place, key=lambda cue: cue.start) for place in (mention.end, cue.start)
            )
            return (mention,) if may_speak(scene, mention) and first == last else ()
    return ()


def _find_bare(scene: Scene, sentence: Sentence, cue: Cue) -> tuple[Mention, ...]:
    """Return who is told by nothing but a name: "Cường khai", "Vinnie Lauria kể", "T. nói", "NHNN khẳng định"."""
    adverbs = ADVERBS_BEFORE.search(scene.shadow.folded, max(sentence.start, cue.start - 40), cue.start)
    end = adverbs.start() if adverbs else cue.start
    name = BARE.search(scene.shadow.plain, max(sentence.start, end - 50), end)
    taken = name and any(one.end > name.start("name") for one in sentence.mentions if one.start < end)
    mention = _to_bare(scene, *name.span("name")) if name and not taken else None
    # "Bố cháu B. kể": not B. speaks.
    if (
        mention
        and INITIALS.fullmatch(mention.name)
        and not BREAK.search(scene.shadow.folded, max(0, mention.start - 3), mention.start)
    ):
        return ()
    return (mention,) if mention and may_speak(scene, mention) else ()


def read_bare(scene: Scene, at: int, end: int) -> Mention | None:
    """Return the known name or the acronym that stands at `at`."""
    name = BARE_AHEAD.match(scene.shadow.plain, at, end)
    return _to_bare(scene, *name.span()) if name else None


def _to_bare(scene: Scene, start: int, end: int) -> Mention | None:
    printed = scene.shadow.printed(start, end)
    if INITIALS.fullmatch(printed) or scene.register.knows(name_key(printed)):
        return Mention(start, end, "person", printed)
    if ACRONYM.fullmatch(printed) and fold(printed) not in NOT_BODIES:
        return Mention(start, end, "organisation", organisation=printed)
    return None


def _is_someone(shadow: Shadow, mention: Mention) -> bool:
    """Tell whether somebody without a name is told by a clause: "một phụ huynh có con học cùng lớp kể"."""
    told = f" {shadow.folded[mention.start : mention.end]} "
    return mention.kind == "office" and not mention.name and " một " in told


def _without_role(scene: Scene, before: Sequence[Mention]) -> Sequence[Mention]:
    """Return the mentions without a last one that only stands in apposition: "chị A, 27 tuổi, công nhân may, nói"."""
    if len(before) < 2 or before[-2].kind != "person" or before[-1].plural:
        return before
    person, last = before[-2:]
    if last.kind == "organisation":
        beside = scene.shadow.folded[person.end : last.start] == ", " and person.honorific
        return before[:-1] if beside and may_speak(scene, person) else before
    named_by_title = last.honorific or last.rank or not last.offices
    if last.kind not in {"office", "person"} or named_by_title:
        return before
    beside_role = BESIDE_ROLE.fullmatch(scene.shadow.folded, person.end, last.start)
    # "Đại biểu A, Tổ đại biểu huyện B, đề nghị"; a name behind a role may be its shop's: "chủ homestay Cồn Giữa".
    official = any(office.official if last.name else not office.generic for office in last.offices)
    return before[:-1] if beside_role and not official else before


def _with_joint(scene: Scene, before: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return the last mention, with the one it is joined to by "và" before it if both are people."""
    *earlier, last = before
    if earlier and earlier[-1].kind == last.kind == "person":
        joined = JOINT.fullmatch(scene.shadow.folded, earlier[-1].end, last.start)
        if joined and may_speak(scene, earlier[-1]):
            return earlier[-1], last
    return (last,)
