"""news-please, called as its documentation recommends for a page that is at hand."""

from __future__ import annotations

from typing import Any

from newsplease import NewsPlease

from benchmarks.records import to_record


def read(html: bytes, url: str) -> Any:
    """Return its article; images are not fetched, since there is no network and the scorer looks at none."""
    return NewsPlease.from_html(html.decode("utf-8", "replace"), url=url, fetch_images=False)


def record(article: Any) -> dict[str, Any]:
    """Return the scorer's record; it has no keywords, no section and no captions."""
    paragraphs = (article.maintext or "").split("\n")
    return to_record(article.title, article.description, article.date_publish, paragraphs, authors=article.authors)
