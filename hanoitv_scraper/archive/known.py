"""What an archive knows of a site's articles: the newest version of each, by id."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Literal

from hanoitv_scraper.archive.lines import from_line
from hanoitv_scraper.archive.read import RawDigest, Version, committed_lines, decode_version
from hanoitv_scraper.archive.segments import Place
from hanoitv_scraper.items import Article

# Fields that tell how a line came to be, not what the article is.
ABOUT_THE_LINE = frozenset("schema id revision reading changed digest previous fetched_at run raw read_by".split())
COMPARED = tuple(field.name for field in fields(Article) if field.name not in ABOUT_THE_LINE)


@dataclass(frozen=True, slots=True)
class Known:
    version: Version
    place: Place


class KnownArticles:
    """The newest version of each of a site's articles."""

    def __init__(self, root: Path, site: str) -> None:
        """Learn what the committed segments hold; raises ArchiveDamaged."""
        self._known: dict[str, Known] = {}
        for line in committed_lines(root, site):
            version = line.decoded_by(decode_version)
            self._keep(version, Place(path=line.path, offset=line.offset, length=len(line.content)))

    def learn(self, article: Article, place: Place) -> None:
        """Take in a version that was just stored."""
        raw = RawDigest(article.raw.digest) if article.raw else None
        self._keep(Version(article.id, article.revision, article.reading, article.digest, raw), place)

    def _keep(self, version: Version, place: Place) -> None:
        known = self._known.get(version.id)
        if known is None or _number(known.version) < _number(version):
            self._known[version.id] = Known(version, place)

    def next_version(self, article: Article) -> tuple[Article, Literal["new", "edited", "reread", "same"]]:
        """Return the article numbered as the next version of its id, and what it is to the archive.

        A page whose bytes are as before and that reads differently was read by other rules: a new reading, no revision.
        """
        known = self._known.get(article.id)
        if known is None:
            return article, "new"
        last = known.version
        if last.digest == article.digest:
            return article, "same"
        before = self._read(known.place)
        changed = tuple(name for name in COMPARED if getattr(before, name) != getattr(article, name))
        article = replace(article, changed=changed, previous=last.digest)
        if article.raw and last.raw and article.raw.digest == last.raw.digest:
            return replace(article, revision=last.revision, reading=last.reading + 1), "reread"
        return replace(article, revision=last.revision + 1), "edited"

    def _read(self, place: Place) -> Article:
        path = place.path if place.path.exists() else place.path.with_name(place.path.name + ".open")
        with path.open("rb") as file:
            file.seek(place.offset)
            return from_line(file.read(place.length))


def _number(version: Version) -> tuple[int, int]:
    return version.revision, version.reading
