"""Which of a site's selectors hit on a page: those that no longer do tell of a redesign."""

from __future__ import annotations

from collections.abc import Iterator

from hanoitv_scraper.extract.document import Document, finds


def find_hits(document: Document) -> Iterator[tuple[str, str]]:
    """Yield a field's name and the text of its first selector that hits; of `remove` all that hit, in the story."""
    if document.site is None:
        return
    for field, selectors in document.site.read.items():
        hitting = (selector.text for selector in selectors if finds(document, field, selector))
        if (first := next(hitting, None)) is not None:
            yield field, first
    yield from (("remove", each.text) for each in document.site.remove if finds(document, "remove", each))
