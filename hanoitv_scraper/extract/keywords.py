"""The page's own tags."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from hanoitv_scraper.extract.document import Document, select_texts
from hanoitv_scraper.items import ReadFrom
from hanoitv_scraper.vietnamese.text import clean

LABEL = re.compile(r"^(?:từ\s+khóa|từ\s+khoá|tags?|chủ\s+đề|xem\s+thêm\s+về)\s*:?\s*", re.IGNORECASE)


def read_keywords(document: Document) -> tuple[tuple[str, ...], ReadFrom | None]:
    """Return the tags shown to readers in their order; those of the metadata only where none is shown."""
    if shown := _tidy(select_texts(document, "keywords")):
        return shown, "site"
    told = document.metadata.first("keywords", "news_keywords")
    keywords = _tidy((told or "").split(",")) or _tidy(document.metadata.meta.get("article:tag", ()))
    return keywords, "metadata" if keywords else None


def _tidy(tags: Iterable[str]) -> tuple[str, ...]:
    """Return tags without `#`, label, and commas about them; each once."""
    tidied = (LABEL.sub("", clean(tag)).strip(" ,;#") for tag in tags)
    return tuple(dict.fromkeys(filter(None, tidied)))


def split_glued(text: str) -> tuple[str, ...]:
    """Return the tags of a line in which a text dump glued them: a capital right behind a small letter or digit parts.

    `Đống ĐaChợ hoa 2021Lễ hội` → `Đống Đa`, `Chợ hoa 2021`, `Lễ hội`. Commas part them too.
    """
    cuts = [i for i, (a, b) in enumerate(pairwise(text), 1) if (a.islower() or a.isdigit()) and b.isupper()]
    glued = [text[start:end] for start, end in zip([0, *cuts], [*cuts, None], strict=True)]
    return _tidy(tag for piece in glued for tag in re.split("[,;]", piece))
