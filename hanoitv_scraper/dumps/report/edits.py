"""The freshest edits: what newsrooms changed in articles, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from heapq import nlargest
from pathlib import Path
from typing import Literal

from rich.text import Text

from hanoitv_scraper.archive.lines import from_line
from hanoitv_scraper.archive.read import Line, lines_of
from hanoitv_scraper.dumps.chosen import Chosen
from hanoitv_scraper.dumps.report.sources import Source, to_source
from hanoitv_scraper.dumps.sound import OnDamage, sound_segments
from hanoitv_scraper.errors import ArchiveDamaged
from hanoitv_scraper.history.changes import find_changes
from hanoitv_scraper.history.words import GONE, one_line, pair_up, show_words
from hanoitv_scraper.items import VIETNAM, Article

MOST = 20
MOST_PARAGRAPHS = 3
# So much of what stayed is shown around what changed, and of what changed so much at once.
AROUND = 50
LONGEST = 240
# The first keys of a line as we write it.
ID = re.compile(rb'\{"schema":\d+,"id":"([^"\\]+)"')

Fate = Literal["same", "gone", "came"]
Piece = tuple[Fate, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    source: Source
    """The article as it was after the edit."""
    seen: datetime
    """When the edit was seen, at +07:00."""
    revision: int
    changed: tuple[str, ...]
    """The fields that changed."""
    paragraphs: tuple[tuple[Piece, ...], ...]
    """The first of the changes in title, lead and body."""
    more: int
    """How many further paragraphs of these changed."""


class Edits:
    """Notes which versions are edits while an archive is read, and reads the freshest ones whole when all are known."""

    def __init__(self) -> None:
        self._seen: list[tuple[datetime, str, int]] = []

    def add(self, article: Article) -> None:
        """Take in the next version; what only our rules changed is no edit."""
        if article.revision > 1 and article.reading == 1 and article.fetched_at:
            self._seen.append((article.fetched_at, article.id, article.revision))

    def freshest(self, root: Path, site: str | None, chosen: Chosen, on_damage: OnDamage) -> tuple[int, list[Edit]]:
        """Return how many edits of chosen articles there are, and the freshest of them, newest first."""
        known = [one for one in self._seen if chosen.published(one[1])]
        wanted = nlargest(MOST, known)
        versions = _versions(root, site, frozenset(id for _, id, _ in wanted), on_damage)
        edits = [to_edit(versions[id], revision) for _, id, revision in wanted if id in versions]
        return len(known), [edit for edit in edits if edit]


def _versions(root: Path, site: str | None, ids: frozenset[str], on_damage: OnDamage) -> dict[str, list[Article]]:
    """Return all versions of these articles, in the order in which they were written."""
    found: dict[str, list[Article]] = {}
    for path in sound_segments(root, site, "articles", on_damage) if ids else ():
        for line in lines_of(path):
            if article := _wanted(line, ids, on_damage):
                found.setdefault(article.id, []).append(article)
    return found


def _wanted(line: Line, ids: frozenset[str], on_damage: OnDamage) -> Article | None:
    """Return the article of a line whose id is asked for; the others are not decoded."""
    told = ID.match(line.content)
    if told and told[1].decode(errors="replace") not in ids:
        return None
    try:
        article = line.decoded_by(from_line)
    except ArchiveDamaged as damage:
        on_damage(damage)
        return None
    return article if article.id in ids else None


def to_edit(versions: list[Article], revision: int) -> Edit | None:
    """Return what a revision changed; None where our rules may have changed it: the page before is not kept."""
    number = next(at for at, one in enumerate(versions) if (one.revision, one.reading) == (revision, 1))
    now = versions[number]
    lower = [one for one in versions[:number] if one.revision < revision]
    before = max(lower, key=lambda one: (one.revision, one.reading), default=None)
    if before is None or now.fetched_at is None:
        return None
    if before.read_by.rules != now.read_by.rules and not (before.raw and before.raw.file):
        return None
    paragraphs = [line for name in ("title", "lead", "body") for line in _differences(before, now, name)]
    return Edit(
        source=to_source(now), seen=now.fetched_at.astimezone(VIETNAM), revision=revision, changed=now.changed,
        paragraphs=tuple(paragraphs[:MOST_PARAGRAPHS]), more=max(0, len(paragraphs) - MOST_PARAGRAPHS),
    )  # fmt: skip


def _differences(before: Article, now: Article, name: str) -> Iterator[tuple[Piece, ...]]:
    """Yield each paragraph of a text that changed."""
    old, new = (
        [one_line(paragraph) for paragraph in (getattr(side, name) or "").split("\n\n") if paragraph]
        for side in (before, now)
    )
    for change in find_changes(old, new):
        for pair in pair_up(old[change.start : change.end], new[change.new_start : change.new_end]):
            if pieces := _to_pieces(show_words(*pair)):
                yield pieces


def _to_pieces(line: Text) -> tuple[Piece, ...]:
    """Return a marked line in pieces, what stayed cut down to what stands beside a change."""
    pieces, at = list[Piece](), 0
    for span in sorted(line.spans):
        if span.start > at:
            pieces.append(("same", _around(line.plain[at : span.start], first=not pieces, last=False)))
        changed = line.plain[span.start : span.end]
        pieces.append(("gone" if span.style == GONE else "came", _cut(changed)))
        at = span.end
    if pieces and at < len(line.plain):
        pieces.append(("same", _around(line.plain[at:], first=False, last=True)))
    return tuple(pieces)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST].rstrip() + "…"


def _around(text: str, *, first: bool, last: bool) -> str:
    """Return the parts of what stayed that stand beside changes."""
    if len(text) <= 2 * AROUND:
        return text
    head, tail = "" if first else text[:AROUND].rpartition(" ")[0] or text[:AROUND], text[-AROUND:]
    tail = "" if last else tail.partition(" ")[2] or tail
    return f"{head} … {tail}".strip() if head and tail else f"{head} …" if head else f"… {tail}"
