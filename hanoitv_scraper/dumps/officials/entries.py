"""Whom a version of an article quotes by name in an office, as they are compared."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hanoitv_scraper.dumps.officials.bodies import Body, to_body
from hanoitv_scraper.dumps.officials.names import name_key
from hanoitv_scraper.dumps.officials.positions import position_key
from hanoitv_scraper.items import Article, QuotedSpeaker


class Entry(NamedTuple):
    """A named person whom a version of an article quotes, in an office that they hold, or held once."""

    speaker: QuotedSpeaker
    name: str
    position: str
    body: Body | None
    former: bool

    @property
    def body_key(self) -> str:
        return self.body.key if self.body else ""

    @property
    def office(self) -> tuple[str, str, bool]:
        return self.position, self.body_key, self.former

    @property
    def clear(self) -> bool:
        """Whether its body is told with its place: of a name there is one person in it."""
        return self.body is not None and not self.body.vague


def to_entries(article: Article) -> list[Entry]:
    """Return whom a version quotes by name in an office; who held one once stands among the others there."""
    return [to_entry(speaker) for speaker in _named(article)]


def to_entry(speaker: QuotedSpeaker) -> Entry:
    """Return a named speaker as they are compared."""
    return Entry(
        speaker, name_key(speaker.name or ""), position_key(speaker.position) if speaker.position else "",
        to_body(speaker.position, speaker.organisation), speaker.former,
    )  # fmt: skip


def is_named(speaker: QuotedSpeaker) -> bool:
    return speaker.type == "person" and bool(speaker.name and name_key(speaker.name))


def _named(article: Article) -> Iterator[QuotedSpeaker]:
    yield from filter(is_named, article.quoted_officials)
    yield from (speaker for speaker in article.quoted_others if speaker.former and is_named(speaker))
