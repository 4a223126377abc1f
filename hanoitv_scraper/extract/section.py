"""Where on the site the article stands: its breadcrumb."""

from __future__ import annotations

from collections.abc import Iterable

from hanoitv_scraper.extract.document import Document, select_texts
from hanoitv_scraper.extract.dom import text_of
from hanoitv_scraper.items import ReadFrom

BREADCRUMB = "//*[contains(concat(' ', normalize-space(@class), ' '), ' breadcrumb ')]//a"
HOME = frozenset({"trang chủ", "home"})


def read_section(document: Document) -> tuple[tuple[str, ...], ReadFrom | None]:
    """Return the sections from the outer to the inner one, the home link and the article itself left out."""
    if shown := _names(select_texts(document, "section")):
        return shown, "site"
    if crumbs := _names(map(text_of, document.tree.xpath(BREADCRUMB))):
        return crumbs, "generic"
    told = document.metadata.first("article:section")
    return ((told,), "metadata") if told else ((), None)


def _names(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name and name.casefold() not in HOME))
