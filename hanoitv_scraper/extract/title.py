"""The headline a reader sees."""

from __future__ import annotations

import re

from hanoitv_scraper.errors import NotAnArticle
from hanoitv_scraper.extract.document import Document, select_texts
from hanoitv_scraper.extract.headline import told_titles, without_site_name
from hanoitv_scraper.items import ReadFrom
from hanoitv_scraper.vietnamese.fold import fold
from hanoitv_scraper.vietnamese.patterns import folded_words


def read_title(document: Document) -> tuple[str, ReadFrom]:
    """Return the headline and where it was read; raises NotAnArticle where there is none."""
    if shown := select_texts(document, "title"):
        return shown[0], "site"
    if document.headline:
        if _says_not_found(document.headline.text):
            raise NotAnArticle(document.url, f"an error page: its headline is {document.headline.text!r}")
        return document.headline.text, "generic"
    if told := next(iter(told_titles(document.metadata)), None):
        return without_site_name(told, document.metadata), "metadata"
    raise NotAnArticle(document.url, "no headline: neither a heading nor metadata nor a selector of the site gives one")


def _says_not_found(headline: str) -> bool:
    words = re.sub(r"[\W_]+", " ", fold(headline)).strip()
    return words in folded_words("not_found") or re.match(r"(?:lỗi )?(?:404|403|410|500)\b", words) is not None
