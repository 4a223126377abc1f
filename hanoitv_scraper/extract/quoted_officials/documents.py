"""Documents quoted in marks: "Văn bản của UBND tỉnh nêu rõ: “…”", "“…”, thông cáo viết"."""

from __future__ import annotations

import re

from hanoitv_scraper.extract.quoted_officials.cues import Cue, find_content
from hanoitv_scraper.extract.quoted_officials.found import Found, to_direct
from hanoitv_scraper.extract.quoted_officials.mentions import Mention
from hanoitv_scraper.extract.quoted_officials.scene import Scene, Sentence

BEHIND = re.compile(r"[,.]? ?-? ?")
WITHIN = re.compile(r"[^.;:\"“”\n]{0,160}")


def find_document(scene: Scene, sentence: Sentence, cue: Cue) -> Found | None:
    """Return what a document says by a verb that has no other subject; without marks it is nobody's statement."""
    documents = [one for one in sentence.mentions if one.kind == "document" and one.end <= cue.start]
    documents = [one for one in documents if not scene.shadow.folded.startswith("theo ", one.start - 5)]
    document = next((one for one in documents if WITHIN.fullmatch(scene.shadow.folded, one.end, cue.start)), None)
    if not document:
        return None
    source = _with_author(scene, document, cue)
    content = find_content(scene.shadow, cue, sentence.end)
    quotation = scene.quotation_at(content.start) if content else None
    before = scene.quotation_before(document.start)
    if not quotation and before and BEHIND.fullmatch(scene.shadow.folded, before.outer_end, document.start):
        quotation = before if before.outer_start >= sentence.paragraph[0] else None
    return to_direct(scene, quotation, "document", (source,), cue.span) if quotation else None


def _with_author(scene: Scene, document: Mention, cue: Cue) -> Mention:
    """Return the document with the body that issued it, where it is told: "văn bản của UBND tỉnh"."""
    bodies = [one for one in scene.mentions_within(document.end, cue.start) if one.kind == "organisation"]
    if not bodies or not scene.shadow.folded.startswith("của ", bodies[0].start - 4):
        return document
    return document._replace(end=bodies[0].end, organisation=bodies[0].organisation)
