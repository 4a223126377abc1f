"""Who signed the article, and the agency or outlet it was taken from."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.html import HtmlElement

from hanoitv_scraper.extract.document import Document, select_texts
from hanoitv_scraper.extract.dom import blocks
from hanoitv_scraper.items import ReadFrom

RIGHT = re.compile(r"text-align\s*:\s*right", re.IGNORECASE)
SOURCE = re.compile(r"^(?:theo|nguồn)\s*:?\s+", re.IGNORECASE)
# What parts two names of one line: "HÀ THU - MINH ANH".
BETWEEN = re.compile(r"\s+[-–—|]\s+|\s*[,;]\s+|\s+và\s+")
# A remark on how the text came about is no part of a name: "Hà Thu (tổng hợp)".
REMARK = re.compile(r"\s*\([^)]*\)\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    authors: tuple[str, ...] = ()
    source: str | None = None
    elements: tuple[HtmlElement, ...] = ()
    """Where they stand in the story; no paragraphs of it."""
    authors_from: ReadFrom | None = None
    source_from: ReadFrom | None = None


def read_signature(document: Document) -> Signature:
    """Return authors and source: by the site's selectors, else from right-aligned lines at the story's end."""
    lines = _last_lines(document)
    signed = [name for _, text in lines if not SOURCE.match(text) for name in BETWEEN.split(REMARK.sub("", text))]
    sources = [SOURCE.sub("", text) for _, text in lines if SOURCE.match(text)]
    named, credited = select_texts(document, "authors"), select_texts(document, "source")
    authors = tuple(filter(None, named or signed))
    source = next(filter(None, credited or sources), None)
    return Signature(
        authors=authors, source=source, elements=tuple(element for element, _ in lines),
        authors_from=("site" if named else "generic") if authors else None,
        source_from=("site" if credited else "generic") if source else None,
    )  # fmt: skip


def _last_lines(document: Document) -> list[tuple[HtmlElement, str]]:
    """Return the short right-aligned blocks that end the story."""
    if document.story is None:
        return []
    lines: list[tuple[HtmlElement, str]] = []
    for element, text in reversed(list(blocks(document.story, document.noise))):
        if element is document.story or not RIGHT.search(element.get("style", "")) or len(text) > 60:
            break
        lines.insert(0, (element, text))
    return lines
