"""One article, all its stored pages read again: the versions that today's rules add, and what they leave."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Literal

from hanoitv_scraper.archive.lines import from_line
from hanoitv_scraper.archive.versions import next_reading, next_revision
from hanoitv_scraper.errors import ArchiveDamaged, NotAnArticle
from hanoitv_scraper.extract.address import check_address
from hanoitv_scraper.items import Article, Outcome, Raw
from hanoitv_scraper.reread.captures import Kept, place_of
from hanoitv_scraper.reread.stored_page import read_again, read_raw
from hanoitv_scraper.sites import Site

Why = Literal["not kept", "unreadable", "unread", "another", "earlier", "between", "beside", "damaged"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A version that a stored page adds."""

    outcome: Outcome
    """reread: another reading of a revision; edited: a revision; new: the first of its id."""
    before: Article | None
    """The version it is numbered after; None for a new one."""
    line: Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """A stored page that adds nothing, though it is not as what is known."""

    why: Why
    id: str
    detail: str = ""


@dataclass(slots=True, kw_only=True)
class Result:
    """What became of one article's pages."""

    pages: int = 0
    """Read, or tried."""
    added: list[Added] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)


def reread_article(root: Path, site: Site, kept: Kept) -> Result:
    """Read an article's stored pages with today's rules, in the order in which they came; raises ArchiveDamaged.

    That is for a line that is none; a page that is damaged is left, and the others are read.
    """
    article = _Article(root, site, kept)
    for index in sorted(kept.due):
        article.read_revision(index)
    for raw in kept.captures:
        article.read_capture(raw)
    return article.result


class _Article:
    def __init__(self, root: Path, site: Site, kept: Kept) -> None:
        self.root, self.site, self.id = root, site, kept.id
        self.result = Result()
        self.revisions = [line.decoded_by(from_line) for line in kept.lines]
        """As they were read last, until they are read again."""
        self.places = [place_of(article.raw) for article in self.revisions]
        self.stale: set[int] = set(range(len(self.revisions)))
        """Those of them that today's rules have not read."""
        self.damaged: set[int] = set()

    def read_revision(self, index: int) -> None:
        """Read the page of a revision; what reads otherwise is its next reading."""
        if index not in self.stale:
            return
        self.stale.discard(index)
        before = self.revisions[index]
        again = self._read(partial(read_again, self.root, before, self.site), "unreadable")
        if isinstance(again, Left):
            self.result.left.append(again)
            if again.why == "damaged":
                self.damaged.add(index)
        elif reading := next_reading(before, again):
            self.revisions[index] = reading
            self.result.added.append(Added(outcome="reread", before=before, line=reading))

    def read_capture(self, raw: Raw) -> None:
        """Read a page that gave no line: it is a first record, a new revision, or stays a raw page alone."""
        again = self._read(partial(read_raw, self.root, raw, self.site), "unread")
        if isinstance(again, Left):
            self.result.left.append(again)
        elif not self.revisions:
            self._append(Added(outcome="new", before=None, line=again))
        else:
            self._compare(again, raw)

    def _compare(self, again: Article, raw: Raw) -> None:
        """Hold a capture against the revision that was the newest when it came; the first, if it came before that."""
        place = place_of(raw)
        index = max((index for index, other in enumerate(self.places) if other <= place), default=0)
        before = self.revisions[index]
        if before.raw is not None and before.raw.digest == raw.digest:
            return
        # A revision as older rules read it would pass what they changed for the newsroom's doing.
        self.read_revision(index)
        before = self.revisions[index]
        if index in self.damaged:
            self._leave("beside", f"revision {before.revision}")
        elif (revision := next_revision(before, again)) is None:
            return
        elif place < self.places[index]:
            self._leave("earlier", f"revision {before.revision}")
        elif index < len(self.revisions) - 1:
            self._leave("between", f"revisions {before.revision} and {before.revision + 1}")
        else:
            self._append(Added(outcome="edited", before=before, line=revision))

    def _read(self, read: Callable[[], Article | None], refused: Why) -> Article | Left:
        self.result.pages += 1
        try:
            again = read()
            if again is not None:
                check_address(again.url, self.site)
        except NotAnArticle as error:
            return Left(why=refused, id=self.id, detail=error.reason)
        except ArchiveDamaged as error:
            return Left(why="damaged", id=self.id, detail=str(error))
        if again is None:
            return Left(why="not kept", id=self.id)
        return again if again.id == self.id else Left(why="another", id=self.id, detail=again.id)

    def _append(self, added: Added) -> None:
        self.revisions.append(added.line)
        self.places.append(place_of(added.line.raw))
        self.result.added.append(added)

    def _leave(self, why: Why, detail: str) -> None:
        self.result.left.append(Left(why=why, id=self.id, detail=detail))
