"""What is gone: articles that their site no longer has, and the archive still does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from hanoitv_scraper.archive.state import THERE
from hanoitv_scraper.dumps.chosen import Chosen
from hanoitv_scraper.dumps.report.sources import Source, to_source
from hanoitv_scraper.dumps.sound import OnDamage, sound_records
from hanoitv_scraper.items import VIETNAM, Article, Outcome

MOST = 50


class Look(msgspec.Struct, frozen=True):
    """The part of a sighting that tells whether a page was there."""

    id: str
    at: datetime
    outcome: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    source: Source
    last_seen: datetime | None
    """The last look that found it, at +07:00."""
    gone_at: datetime
    """The first look after that which did not."""


@dataclass(frozen=True, slots=True)
class Lost:
    """When a page was seen last, and when it was gone."""

    last_seen: datetime | None
    gone_at: datetime


def find_lost(root: Path, site: str | None, chosen: Chosen, on_damage: OnDamage) -> dict[str, Lost]:
    """Return the chosen articles that the last look found gone, the latest first."""
    gone_at: dict[str, datetime] = {}
    for look in _looks(root, site, on_damage):
        if look.outcome == "gone":
            gone_at.setdefault(look.id, look.at)
        elif look.outcome in THERE:
            gone_at.pop(look.id, None)
    last_seen = {
        look.id: look.at
        for look in (_looks(root, site, on_damage) if gone_at else ())
        if look.id in gone_at and look.outcome in THERE
    }
    lost = {id: Lost(last_seen.get(id), at) for id, at in gone_at.items() if chosen.published(id)}
    return dict(sorted(lost.items(), key=lambda one: (one[1].gone_at, one[0]), reverse=True))


def _looks(root: Path, site: str | None, on_damage: OnDamage) -> Iterator[Look]:
    decode = msgspec.json.Decoder(Look).decode
    return (look for _, look in sound_records(root, site, "sightings", decode, on_damage))


class GoneArticles:
    """Keeps what a report tells of the articles that are gone, as they come by."""

    def __init__(self, lost: dict[str, Lost]) -> None:
        self.number = len(lost)
        self._lost = dict(list(lost.items())[:MOST])
        self._sources: dict[str, Source] = {}

    def add(self, article: Article) -> None:
        if article.id in self._lost:
            self._sources[article.id] = to_source(article)

    def told(self) -> list[Gone]:
        """Return them, the latest gone first."""
        return [
            Gone(
                source=self._sources[id],
                last_seen=lost.last_seen and lost.last_seen.astimezone(VIETNAM),
                gone_at=lost.gone_at.astimezone(VIETNAM),
            )
            for id, lost in self._lost.items()
            if id in self._sources
        ]
