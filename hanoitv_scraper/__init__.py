"""Read, archive and load Vietnamese news of the HanoiTV kind; nothing here starts Scrapy.

Each name is imported when it is first asked for: who reads an archive need not wait for the grammar to be compiled.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from hanoitv_scraper.archive.read import read_archive
    from hanoitv_scraper.dumps.load import load
    from hanoitv_scraper.errors import NotAnArticle
    from hanoitv_scraper.extract.article import read_article
    from hanoitv_scraper.extract.quoted_officials import find_quotes
    from hanoitv_scraper.extract.text_dump import read_text_dump
    from hanoitv_scraper.items import Article, Quote, Speaker

__all__ = [
    "Article",
    "NotAnArticle",
    "Quote",
    "Speaker",
    "find_quotes",
    "load",
    "read_archive",
    "read_article",
    "read_text_dump",
]

HOME_OF = {
    "Article": "items",
    "NotAnArticle": "errors",
    "Quote": "items",
    "Speaker": "items",
    "find_quotes": "extract.quoted_officials",
    "load": "dumps.load",
    "read_archive": "archive.read",
    "read_article": "extract.article",
    "read_text_dump": "extract.text_dump",
}


def __getattr__(name: str) -> Any:
    if name not in HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{HOME_OF[name]}"), name)
