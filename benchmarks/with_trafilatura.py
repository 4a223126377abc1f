"""trafilatura, called as its documentation recommends for article pages.

Balanced extraction (neither precision nor recall favoured, with fallbacks), metadata, no comments and no images. The
scorer wants the minute, so its dates are asked for with a time. Whether htmldate's extensive search does better depends
on the page, so both are measured.
"""

from __future__ import annotations

from typing import Any

import trafilatura

from benchmarks.records import split_list, to_record

DATES = {"original_date": True, "outputformat": "%Y-%m-%dT%H:%M:%S%z"}


def read(html: bytes, url: str) -> Any:
    return _read(html, url, {**DATES, "extensive_search": False})


def read_dates_extensively(html: bytes, url: str) -> Any:
    return _read(html, url, {**DATES, "extensive_search": True})


def _read(html: bytes, url: str, dates: dict[str, Any]) -> Any:
    return trafilatura.bare_extraction(
        html, url=url, with_metadata=True, include_comments=False, include_images=False, date_extraction_params=dates
    )


def record(document: Any) -> dict[str, Any]:
    """Return the scorer's record; a page that gives nothing (None) raises AttributeError."""
    return to_record(
        document.title,
        document.description,
        document.date,
        # "- " marks a list's item in its text; it is not on the page.
        [line.removeprefix("- ") for line in (document.text or "").split("\n")],
        authors=split_list([document.author], ";"),
        section=split_list(document.categories or (), ",;"),
        keywords=split_list(document.tags or (), ",;"),
    )
