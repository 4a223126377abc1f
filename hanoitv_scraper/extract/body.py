"""The article's paragraphs."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from hanoitv_scraper.extract.document import Document
from hanoitv_scraper.extract.dom import Element
from hanoitv_scraper.extract.lines import Line, letters, near
from hanoitv_scraper.extract.moment import is_dated
from hanoitv_scraper.extract.names import roles_of
from hanoitv_scraper.items import ReadFrom
from hanoitv_scraper.vietnamese.fold import fold
from hanoitv_scraper.vietnamese.patterns import folded_words

# Whole lines of the page's own words; around them arrows, dashes, colons.
LONGEST_FURNITURE = 90
# "* Mời quý vị theo dõi chương trình … trên kênh …": a broadcaster's last line.
LONGEST_INVITATION = 250
EDGES = re.compile(r"^[^\w(“\"]+|(?:\s*\(\d+\))?[\s:»>…\-–|]*$")


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
    captions = [line for line in lines if any(_is_caption(element) for element in near(line, 3))]
    return captions if len(captions) > 1 and letters(captions) > text else []


def _is_caption(element: Element) -> bool:
    return element.tag == "figcaption" or "caption" in roles_of(element)


def is_furniture(line: Line) -> bool:
    """Tell whether a line is the page's own words (`Đọc tiếp`, `Chia sẻ`), or a label or link of other articles."""
    if line.is_link and line.element.tag not in ("h2", "h3"):
        return True
    if len(line.text) > LONGEST_INVITATION:
        return False
    words = fold(EDGES.sub("", line.text))
    if len(line.text) > LONGEST_FURNITURE and not words.startswith(("mời ", "theo dõi ")):
        return False
    if not words or words in folded_words("page_furniture") or words in folded_words("related_labels"):
        return True
    return any(words.startswith(f"{opening} ") for opening in folded_words("invitations")) or _is_offer(words)


def _is_offer(words: str) -> bool:
    """Tell whether a line offers the outlet's other channels: "Theo dõi Báo Mẫu trên các nền tảng để …"."""
    return words.startswith("theo dõi ") and any(f" trên {place}" in words for place in folded_words("channels"))


def _without_heads(lines: list[Line], document: Document) -> list[str]:
    """Return the lines' texts without what stands above the first paragraph in the same element: date, section."""
    texts = [line.text for line in lines]
    for place, line in enumerate(lines[:6]):
        if line.is_prose:
            break
        if is_dated(line.text, document.fetched_at):
            return texts[place + 1 :]
    return texts
