"""newspaper4k, called as its documentation recommends for a page that is at hand."""

from __future__ import annotations

from typing import Any

import newspaper

from benchmarks.records import split_list, to_record


def read(html: bytes, url: str) -> Any:
    """Return its article; images are not fetched, since there is no network and the scorer looks at none."""
    article = newspaper.Article(url, language="vi", fetch_images=False)
    article.download(input_html=html.decode("utf-8", "replace"))
    article.parse()
    return article


def record(article: Any) -> dict[str, Any]:
    """Return the scorer's record; it has no section and no captions."""
    return to_record(
        article.title,
        article.meta_description,
        article.publish_date,
        article.text.split("\n"),
        authors=article.authors,
        keywords=split_list(article.tags or article.keywords or article.meta_keywords, ","),
    )
