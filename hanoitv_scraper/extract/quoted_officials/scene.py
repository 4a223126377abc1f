"""An article's text taken apart once: paragraphs, sentences, quotations, mentions, cues, and who is who."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from hanoitv_scraper.extract.quoted_officials.cues import Cue, find_cues
from hanoitv_scraper.extract.quoted_officials.mentions import Mention, find_mentions
from hanoitv_scraper.extract.quoted_officials.register import Register
from hanoitv_scraper.vietnamese.fold import Shadow, shadow
from hanoitv_scraper.vietnamese.quotations import Quotation, find_quotations
from hanoitv_scraper.vietnamese.sentences import find_paragraphs, find_sentences

COUNCIL = re.compile(r"hđnd|hội đồng nhân dân")
Placed = TypeVar("Placed", Mention, Cue)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the shadow with its paragraph, and the mentions and cues that begin in it."""

    start: int
    end: int
    paragraph: tuple[int, int]
    mentions: tuple[Mention, ...]
    cues: tuple[Cue, ...]

    def mention_at(self, start: int) -> Mention | None:
        """Return the mention that begins at `start`."""
        return _begins_at(self.mentions, start)


@dataclass(frozen=True)
class Scene:
    """Everything the rules look at."""

    shadow: Shadow
    paragraphs: tuple[tuple[int, int], ...]
    quotations: tuple[Quotation, ...]
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    register: Register

    @cached_property
    def assembly(self) -> str:
        """The body whose deputies the text means: the National Assembly or a council, if it speaks of any."""
        folded = self.shadow.folded
        parliament, council = folded.count("quốc hội") + folded.count("đbqh"), len(COUNCIL.findall(folded))
        if parliament >= council:
            return "Quốc hội" if parliament else ""
        return self.register.longest_body(COUNCIL) or "HĐND"

    def quotation_at(self, start: int) -> Quotation | None:
        """Return the quotation whose opening mark stands at `start`."""
        index = bisect_left(self.quotations, start, key=lambda quotation: quotation.outer_start)
        found = self.quotations[index] if index < len(self.quotations) else None
        return found if found and found.outer_start == start else None

    def quoted_within(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the spans between the marks of the quotations within a span."""
        first = bisect_left(self.quotations, start, key=lambda quotation: quotation.outer_start)
        last = bisect_right(self.quotations, end, key=lambda quotation: quotation.outer_end)
        return [(quotation.start, quotation.end) for quotation in self.quotations[first:last]]

    def mention_at(self, start: int) -> Mention | None:
        """Return the mention that begins at `start`."""
        return _begins_at(self.mentions, start)

    def mentions_within(self, start: int, end: int) -> tuple[Mention, ...]:
        """Return the mentions that begin within a span."""
        first, last = (bisect_left(self.mentions, place, key=lambda mention: mention.start) for place in (start, end))
        return self.mentions[first:last]

    def sentence_at(self, place: int) -> Sentence:
        """Return the sentence that holds a place, or the last one before it."""
        return self.sentences[max(0, bisect_right(self.sentences, place, key=lambda one: one.start) - 1)]

    def sentences_within(self, start: int, end: int) -> tuple[Sentence, ...]:
        """Return the sentences that begin within a span."""
        first, last = (bisect_left(self.sentences, place, key=lambda one: one.start) for place in (start, end))
        return self.sentences[first:last]

    def span_before(self, sentence: Sentence) -> tuple[int, int] | None:
        """Return the span of the sentence before in the paragraph; of the paragraph before where there is none."""
        index = bisect_left(self.sentences, sentence.start, key=lambda one: one.start) - 1
        if index < 0:
            return None
        before = self.sentences[index]
        return before.paragraph if sentence.start == sentence.paragraph[0] else (before.start, before.end)

    def paragraph_at(self, place: int) -> tuple[int, int]:
        """Return the span of the paragraph that holds a place."""
        return self.paragraphs[bisect_right(self.paragraphs, place, key=lambda span: span[0]) - 1]

    def quotation_before(self, end: int) -> Quotation | None:
        """Return the last quotation that ends at or before `end`."""
        index = bisect_right(self.quotations, end, key=lambda quotation: quotation.outer_end)
        return self.quotations[index - 1] if index else None


def _begins_at(mentions: Sequence[Mention], start: int) -> Mention | None:
    index = bisect_left(mentions, start, key=lambda mention: mention.start)
    found = mentions[index] if index < len(mentions) else None
    return found if found and found.start == start else None


def read_scene(text: str) -> Scene:
    """Return any text taken apart."""
    shade = shadow(text)
    paragraphs = find_paragraphs(shade.plain)
    quotations = [find_quotations(shade.plain, *paragraph) for paragraph in paragraphs]
    outer = tuple(quotation for group in quotations for quotation in group)
    long = [quotation for quotation in outer if quotation.end - quotation.start > 60]
    mentions = find_mentions(shade, long)
    cues = find_cues(shade, outer)
    mentions_ahead, cues_ahead = deque(mentions), deque(cues)
    sentences = [
        Sentence(*span, paragraph, _take(mentions_ahead, span[1]), _take(cues_ahead, span[1]))
        for paragraph, group in zip(paragraphs, quotations, strict=True)
        for span in find_sentences(shade.plain, *paragraph, group)
    ]
    return Scene(shade, tuple(paragraphs), outer, tuple(sentences), tuple(mentions), Register(mentions))


def _take(ahead: deque[Placed], end: int) -> tuple[Placed, ...]:
    """Take off and return what begins before `end`."""
    taken = []
    while ahead and ahead[0].start < end:
        taken.append(ahead.popleft())
    return tuple(taken)
