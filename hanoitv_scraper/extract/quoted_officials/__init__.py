"""Quoted officials: who said what in a Vietnamese text, found by grammar and word lists alone.

The text is matched on a folded shadow (`vietnamese.fold`); `scene` takes it apart into `mentions` and `cues`
and asks the `register` who is who; `attribution` finds what their verbs report, and `elided`, `sources`, `interviews`,
`nouns`, `manner`, `documents` and `continued` find what is told in other ways.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from hanoitv_scraper.extract.quoted_officials.attribution import find_in_scene
from hanoitv_scraper.extract.quoted_officials.continued import find_continued
from hanoitv_scraper.extract.quoted_officials.found import Found
from hanoitv_scraper.extract.quoted_officials.interviews import read_interview
from hanoitv_scraper.extract.quoted_officials.manner import find_manner
from hanoitv_scraper.extract.quoted_officials.mentions import Mention
from hanoitv_scraper.extract.quoted_officials.nouns import find_by_noun
from hanoitv_scraper.extract.quoted_officials.rules import CONFIDENCE
from hanoitv_scraper.extract.quoted_officials.scene import Scene, read_scene
from hanoitv_scraper.extract.quoted_officials.sources import find_sources
from hanoitv_scraper.extract.quoted_officials.speakers import to_speaker
from hanoitv_scraper.items import Quote

__all__ = ["find_quotes"]

# Age, home or body in brackets behind a mention belong to the phrase that attributes: "anh A (38 tuổi, ngụ phường B)".
BRACKET = re.compile(r" ?\([^()\n]{1,160}\)")
# A clause reports what one or two others say; each of them reaches to the sentence's end.
MOST_NESTED = 5


def find_quotes(text: str) -> tuple[Quote, ...]:
    """Return the attributed statements of a plain text, in reading order; `text[q.start:q.end] == q.text` always.

    Paragraphs are parted by blank lines. Any string is accepted. Joint speakers make two quotes of one span.
    """
    scene = read_scene(text)
    interview = read_interview(scene)
    found = [*find_sources(scene), *find_by_noun(scene), *find_in_scene(scene)]
    found = [one for one in found if not _is_asked(interview.questions, one)]
    found = _without_doubles(scene, [*interview.answers, *found])
    found += find_manner(scene, found)
    found += find_continued(scene, found)
    quotes = [quote for one in found for quote in _to_quotes(scene, one)]
    return tuple(sorted(quotes, key=lambda quote: (quote.start, quote.end)))


def _is_asked(questions: Sequence[tuple[int, int]], found: Found) -> bool:
    index = bisect_right(questions, found.start, key=lambda question: question[0]) - 1
    return index >= 0 and found.start < questions[index][1]


def _without_doubles(scene: Scene, found: list[Found]) -> list[Found]:
    """Return the finds without those that say the same twice, or stand within another and name no official."""
    kept: list[Found] = []
    outer: Found | None = None
    nested = 0
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if outer is None or one.start >= outer.end:
            outer, nested = one, 0
            kept.append(one)
        elif nested < MOST_NESTED and one.start > outer.start and _is_nested_official(scene, outer, one):
            nested += 1
            kept.append(one)
    return kept


def _is_nested_official(scene: Scene, outer: Found, inner: Found) -> bool:
    """Tell whether the inner of two finds is an official of their own within an indirect quote."""
    subject = inner.subjects[0]
    person = scene.register.resolve(subject)
    holds = any(office.official and not office.generic and not office.former for office in subject.offices)
    named = subject.kind in {"person", "office"} and (holds or (person is not None and bool(person.offices)))
    return named and outer.form != "direct" and outer.start <= subject.start


def _to_quotes(scene: Scene, found: Found) -> Iterator[Quote]:
    start, end = scene.shadow.span(found.start, found.end)
    if start >= end:
        return
    for mention in found.subjects:
        yield _to_quote(scene, found, mention, start, end)


def _to_quote(scene: Scene, found: Found, mention: Mention, start: int, end: int) -> Quote:
    bracket = BRACKET.match(scene.shadow.folded, mention.end)
    first, last = scene.shadow.span(mention.start, bracket.end() if bracket else mention.end)
    return Quote(
        text=scene.shadow.text[start:end],
        start=start,
        end=end,
        form=found.form,
        verb=scene.shadow.printed(*found.cue) if found.cue else "",
        speaker_text="" if found.elided else scene.shadow.text[first:last],
        speaker_start=None if found.elided else first,
        speaker_end=None if found.elided else last,
        rule=found.rule,
        confidence=CONFIDENCE[found.rule],
        speaker=to_speaker(scene, mention),
    )
