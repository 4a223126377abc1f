"""Where an article can be looked at: on its site, and in the archive."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from hanoitv_scraper.items import VIETNAM, Article

LONGEST_TITLE = 160
LONGEST_URL = 2_000
# They turn the text behind them around, where that is drawn without HTML's help.
DIRECTIONS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An article, short: what a page says of it."""

    id: str
    title: str
    url: str | None
    """None for one that no browser should be sent to."""
    at: datetime | None
    """When it was published, at +07:00."""
    file: str | None
    """The WARC file with its page, relative to the archive's root."""
    offset: int | None
    """Where its record begins in the file, in bytes."""


def to_source(article: Article) -> Source:
    return Source(
        id=article.id,
        title=to_short(article.title, LONGEST_TITLE),
        url=to_link(article.url),
        at=article.timestamp and article.timestamp.astimezone(VIETNAM),
        file=article.raw.file if article.raw else None,
        offset=article.raw.offset if article.raw else None,
    )


def to_link(url: str) -> str | None:
    """Return an address that may be linked to: of the web and of no absurd length; None for another."""
    is_web = url.lower().startswith(("http://", "https://"))
    return url if is_web and len(url) <= LONGEST_URL and url.isprintable() else None


def to_short(text: str, longest: int) -> str:
    """Return text on one line, cut to a length with …, without signs that would turn its direction."""
    line = " ".join(DIRECTIONS.sub("", text[: 4 * longest]).split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"
