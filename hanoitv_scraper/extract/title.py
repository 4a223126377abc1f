"""The headline a reader sees."""

from __future__ import annotations

from hanoitv_scraper.errors import NotAnArticle
from hanoitv_scraper.extract.document import Document, select_texts
from hanoitv_scraper.extract.dom import text_of
from hanoitv_scraper.items import ReadFrom


def read_title(document: Document) -> tuple[str, ReadFrom]:
    """Return the headline and where it was read; raises NotAnArticle where there is none."""
    if shown := select_texts(document, "title"):
        return shown[0], "site"
    if heading := next(filter(None, map(text_of, document.tree.iter("h1"))), None):
        return heading, "generic"
    if told := document.metadata.first("og:title", "twitter:title"):
        return told, "metadata"
    raise NotAnArticle(document.url, "no headline: no selector of the site hits, and there is neither h1 nor og:title")
