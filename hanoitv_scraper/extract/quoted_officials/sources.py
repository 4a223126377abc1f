"""Sources: "theo ông A, …", "…, theo bà B", "hỏi bà B, chúng tôi được biết …", and the colon after who speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from hanoitv_scraper.extract.quoted_officials.found import Found, to_direct, to_report
from hanoitv_scraper.extract.quoted_officials.mentions import Mention
from hanoitv_scraper.extract.quoted_officials.scene import Scene, Sentence
from hanoitv_scraper.extract.quoted_officials.subjects import SPEAKERS, read_bare
from hanoitv_scraper.vietnamese.patterns import any_of
from hanoitv_scraper.vietnamese.quotations import Quotation

# The letters stand first, and what must not stand before them behind: so a regular expression finds them fastest.
THEO = re.compile(rf"theo(?<!\wtheo)(?: {any_of('theo_sources')})? ")
FROM_WORDS = ("thông tin", "nguồn tin", "tin ")
FROM = re.compile(r"(?:thông tin|nguồn tin|tin)(?: ban đầu| mới nhất)? từ ")
# "Theo phản ánh của người dân xóm 4, …"
TAIL = re.compile(r"(?: [^\s,.;:\"“”()]+){1,5}(?=,)")
BEFORE_THEO = re.compile(
    rf"(?:^|[,;:?!.\"”-] |(?<!\w)(?:bởi|nên|nhưng|vì|và|còn|mà|song|thì) |(?:{any_of('connectives', 'adverbs')},? )+)$"
)
AFTER_SPEAKER = re.compile(
    r"(?: (?:ở|ngụ|trú|tại) [^,.;:\n]{2,50})?(?: ?\([^()\n]{1,100}\))?(?: -)?"
    r"(?:, ?(?:(?:là|thì) )?(?=\w|\"|“)|,? thì |: )"
)
AT_END = re.compile(r"(?: ?\([^()\n]{1,100}\))?[ .…\"”]*$")
# "Hỏi bà A, chúng tôi được biết …"
LEARNT = re.compile(r"(?<=, )(?:chúng tôi|phóng viên|pv) (?P<cue>được biết)(?: rằng|,)? ")
COLON = re.compile(r"(?: ?\([^()\n]{1,100}\))? ?: ?")


def find_sources(scene: Scene) -> Iterator[Found]:
    """Yield what is said by those whom "theo" or a colon names, or whom reporters asked."""
    folded = scene.shadow.folded
    for match in THEO.finditer(folded):
        yield from _find_theo(scene, scene.sentence_at(match.start()), match)
    yield from _find_learnt(scene)
    for sentence in scene.sentences:
        opening = folded.startswith(FROM_WORDS, sentence.start) and FROM.match(folded, sentence.start, sentence.end)
        if opening:
            yield from _find_theo(scene, sentence, opening)
        if sentence.start == sentence.paragraph[0] and sentence.mentions:
            yield from _find_colon(scene, sentence, sentence.mentions[0])


def _find_theo(scene: Scene, sentence: Sentence, match: re.Match[str]) -> Iterator[Found]:
    folded = scene.shadow.folded
    source = sentence.mention_at(match.end()) or read_bare(scene, match.end(), sentence.end)
    if not source or source.kind not in SPEAKERS or not _opens(folded, sentence, match.start(), source):
        return
    cue = (match.start(), match.end() - 1)
    source = _without_list(scene, source, sentence.end)
    if source.kind == "office" and not source.name and (tail := TAIL.match(folded, source.end, sentence.end)):
        source = source._replace(end=tail.end())
    if after := AFTER_SPEAKER.match(folded, source.end, sentence.end):
        if quotation := _quotation_before(scene, sentence, match.start()):
            yield to_direct(scene, quotation, "theo-after", (source,), cue)
        yield to_report(scene, after.end(), sentence.end, "", "theo", (source,), cue)
    elif AT_END.match(folded, source.end, sentence.end):
        yield to_report(scene, sentence.start, match.start(), "", "theo-after", (source,), cue)


def _opens(folded: str, sentence: Sentence, start: int, source: Mention) -> bool:
    """Tell whether "theo" begins a clause: not "làm theo ông A"."""
    if start == sentence.start or folded.startswith(": ", source.end):
        return True
    return BEFORE_THEO.search(folded, max(sentence.start, start - 40), start) is not None


def _quotation_before(scene: Scene, sentence: Sentence, at: int) -> Quotation | None:
    """Return the quotation that "theo" interrupts: "“…”, theo ông A, “…”"."""
    quotation = scene.quotation_before(at)
    beside = (
        quotation and quotation.outer_start >= sentence.start and scene.shadow.folded[quotation.outer_end : at] == ", "
    )
    return quotation if beside else None


def _without_list(scene: Scene, source: Mention, end: int) -> Mention:
    """Return a body without what a comma began, unless another comma shows that it belonged to the name."""
    comma = scene.shadow.folded.find(", ", source.start, source.end)
    if source.kind != "organisation" or comma < 0 or AFTER_SPEAKER.match(scene.shadow.folded, source.end, end):
        return source
    return source._replace(end=comma, organisation=scene.shadow.printed(source.start, comma))


def _find_learnt(scene: Scene) -> Iterator[Found]:
    """Yield what reporters learnt from whom they asked: "Hỏi bà A, chúng tôi được biết đường đã thông"."""
    for match in LEARNT.finditer(scene.shadow.folded):
        sentence = scene.sentence_at(match.start())
        source = next((one for one in sentence.mentions if one.end == match.start() - 2), None)
        if source and source.kind in {"person", "office"}:
            yield to_report(scene, match.end(), sentence.end, "", "cue-before", (source,), match.span("cue"))


def _find_colon(scene: Scene, sentence: Sentence, source: Mention) -> Iterator[Found]:
    """Yield what follows "Bộ trưởng A:" at a paragraph's start: a headline, or a turn of an interview."""
    if source.start != sentence.start or source.kind not in {"person", "office"}:
        return
    colon = COLON.match(scene.shadow.folded, source.end)
    if not colon or colon.end() >= sentence.paragraph[1]:
        return
    cue = (colon.start() + colon[0].index(":"), colon.start() + colon[0].index(":") + 1)
    headline = sentence.paragraph == scene.paragraphs[0]
    end = sentence.end if headline else sentence.paragraph[1]
    found = to_report(scene, colon.end(), end, ":", "colon", (source,), cue)
    yield found if headline else replace(found, form="direct")
