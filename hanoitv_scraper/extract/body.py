"""The article's paragraphs."""

from __future__ import annotations

from collections.abc import Collection

from lxml.html import HtmlElement

from hanoitv_scraper.extract.document import Document
from hanoitv_scraper.extract.dom import blocks
from hanoitv_scraper.items import ReadFrom


def read_body(document: Document, signature: Collection[HtmlElement]) -> tuple[str | None, ReadFrom | None]:
    """Return the story's paragraphs parted by blank lines, without noise and `signature`; None if there are none."""
    if document.story is None:
        return None, None
    paragraphs = [text for _, text in blocks(document.story, document.noise.union(signature))]
    if not paragraphs:
        return None, None
    return "\n\n".join(paragraphs), "site" if document.story_from_site else "generic"
