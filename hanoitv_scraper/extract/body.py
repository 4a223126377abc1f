"""The article's paragraphs."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from hanoitv_scraper.extract.document import Document
from hanoitv_scraper.extract.furniture import is_furniture
from hanoitv_scraper.extract.lines import Line, letters, near
from hanoitv_scraper.extract.moment import is_dated
from hanoitv_scraper.extract.names import is_caption
from hanoitv_scraper.items import ReadFrom


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    text: str | None = None
    """Paragraphs parted by blank lines."""
    of_captions: bool = False
    """Whether most of it stands under pictures: a photo story."""
    read_from: ReadFrom | None = None


def read_body(document: Document, title: str, claimed: Collection[Line]) -> Body:
    """Return the story's paragraphs without noise and the `claimed` lines; of a photo story, the captions too.

    A paragraph that repeats headline or lead word for word is that (vietnamplus.vn prints the lead twice).
    """
    repeated = {title, *(line.text for line in claimed if line.is_prose)}
    lines = [
        line
        for line in document.story_lines
        if line not in claimed and line.text not in repeated and not is_furniture(line)
    ]
    captions = _captions(document, letters(lines))
    if captions:
        lines = sorted({*lines, *captions}, key=lambda line: line.index)
    paragraphs = _without_heads(lines, document)
    if not paragraphs:
        return Body()
    read_from: ReadFrom = "generic" if document.named_story is None else "site"
    return Body(text="\n\n".join(paragraphs), of_captions=bool(captions), read_from=read_from)


def _captions(document: Document, text: int) -> list[Line]:
    """Return the lines under the story's pictures, two or more, if they hold more letters than its `text` has."""
    lines = document.story_layout.lines
    if letters(lines) <= 2 * text:
        return []
    captions = [line for line in lines if any(is_caption(element) for element in near(line, 3))]
    return captions if len(captions) > 1 and letters(captions) > text else []


def _without_heads(lines: list[Line], document: Document) -> list[str]:
    """Return the lines' texts without what stands above the first paragraph in the same element: date, section."""
    texts = [line.text for line in lines]
    for place, line in enumerate(lines[:6]):
        if line.is_prose:
            break
        if is_dated(line.text, document.fetched_at):
            return texts[place + 1 :]
    return texts
