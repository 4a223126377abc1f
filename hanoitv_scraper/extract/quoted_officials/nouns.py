"""Quotations told by a noun: "“…”. Đó là khẳng định của bà A", "“…”, hãng tin này dẫn lời ông B"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hanoitv_scraper.extract.quoted_officials.found import Found, to_direct, to_report
from hanoitv_scraper.extract.quoted_officials.scene import Scene
from hanoitv_scraper.extract.quoted_officials.subjects import SPEAKERS
from hanoitv_scraper.vietnamese.patterns import any_of

THAT_IS = re.compile(
    r"[l-](?:(?<=-) ?|(?<!\wl)(?<=l)à (?:một trong những |một |những |các )?)"
    rf"(?P<noun>{any_of('nouns_stating')})(?: [^\W\d]\w*){{0,2}} (?:của|từ) "
)
THAT = re.compile(r"(?<!\w)(?:đó|đây|trên đây) (?:cũng |chính )?$")
# "“…”, hãng tin này dẫn lời ông A": who tells it stands before who said it.
QUOTED_BY = re.compile(r"(?:dẫn|trích)(?: lại)? (?:lời|phát biểu của) ")


def find_by_noun(scene: Scene) -> Iterator[Found]:
    """Yield the quotations, sentences and paragraphs that a noun says are somebody's."""
    yield from _find_that_is(scene)
    yield from _find_quoted_by(scene)


def _find_that_is(scene: Scene) -> Iterator[Found]:
    """Yield what stands before "Đó là khẳng định của bà A": a quotation, else the sentence, else the paragraph."""
    for match in THAT_IS.finditer(scene.shadow.folded):
        sentence = scene.sentence_at(match.start())
        source = sentence.mention_at(match.end())
        if not source or source.kind not in SPEAKERS:
            continue
        cue = match.span("noun")
        that = THAT.search(scene.shadow.folded, max(sentence.start, match.start() - 20), match.start())
        start = that.start() if that else match.start()
        quotation = scene.quotation_before(start)
        if quotation and not scene.shadow.folded[quotation.outer_end : start].strip(" .,\n"):
            yield to_direct(scene, quotation, "that-is", (source,), cue)
        elif that and start == sentence.start and (span := scene.span_before(sentence)):
            yield to_report(scene, *span, "", "that-is", (source,), cue)


def _find_quoted_by(scene: Scene) -> Iterator[Found]:
    """Yield the quotation before "hãng tin này dẫn lời ông A"."""
    for match in QUOTED_BY.finditer(scene.shadow.folded):
        sentence = scene.sentence_at(match.start())
        source = sentence.mention_at(match.end())
        quotation = scene.quotation_before(match.start())
        if source and source.kind in SPEAKERS and quotation and quotation.outer_start >= sentence.paragraph[0]:
            between = scene.shadow.folded[quotation.outer_end : match.start()]
            if len(between) < 40 and between[:1] in {",", " "} and not set(between) & set(".;:"):
                yield to_direct(scene, quotation, "that-is", (source,), (match.start(), match.end() - 1))
