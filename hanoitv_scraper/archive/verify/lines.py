"""Whether lines fit what they point at, what stands before them, and each other."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from hanoitv_scraper.archive.layout import run_of
from hanoitv_scraper.archive.lines import from_line, sighting_from_line
from hanoitv_scraper.archive.read import Line
from hanoitv_scraper.archive.run_file import RunFile
from hanoitv_scraper.archive.verify.pages import Pages
from hanoitv_scraper.archive.verify.record import find_misfits, read_strictly
from hanoitv_scraper.errors import CannotWrite
from hanoitv_scraper.items import Article, Sighting


class Versions:
    """The versions of all articles so far, on disk. Raises sqlite3.Error."""

    def __init__(self) -> None:
        self.gaps = False
        """Lines are missing, so that a version may rightly seem to have none before it."""
        self._db = sqlite3.connect("", isolation_level=None)
        columns = "(id TEXT, revision INTEGER, reading INTEGER, digest, PRIMARY KEY (id, revision, reading))"
        self._db.execute(f"CREATE TABLE versions {columns} WITHOUT ROWID")
        self._db.execute("BEGIN")

    def put(self, article: Article) -> None:
        row = (article.id, article.revision, article.reading, article.digest)
        self._db.execute("INSERT OR IGNORE INTO versions VALUES (?, ?, ?, ?)", row)

    def misfit(self, article: Article) -> str | None:
        """Return in what a line does not follow those before it of its id."""
        name = f"revision {article.revision}, reading {article.reading} of {article.id}"
        if self._digest("id = ? AND revision = ? AND reading = ?", article.id, article.revision, article.reading):
            return f"{name} is there already"
        if (article.revision, article.reading) == (1, 1):
            first = article.previous is None and not article.changed
            return None if first else f"{name} is the first, and yet names what it changed"
        before = self._before(article)
        if self.gaps or (before and before == article.previous):
            return None
        if before is None:
            return f"{name} has no version before it"
        return f"{name}: expected previous {before}, found {article.previous}"

    def _before(self, article: Article) -> str | None:
        """Return the digest of the version that a line must have been made from."""
        if article.reading > 1:
            of_reading = "id = ? AND revision = ? AND reading = ?"
            return self._digest(of_reading, article.id, article.revision, article.reading - 1)
        return self._digest("id = ? AND revision = ?", article.id, article.revision - 1)

    def _digest(self, which: str, *values: object) -> str | None:
        query = f"SELECT digest FROM versions WHERE {which} ORDER BY reading DESC LIMIT 1"  # noqa: S608  # texts above
        row = self._db.execute(query, values).fetchone()
        return row and str(row[0])


class RunLines:
    """The lines of one run, held against themselves, pages, versions, and each other. Raises sqlite3.Error."""

    def __init__(self, run: RunFile, pages: Pages, versions: Versions) -> None:
        self.run = run
        self.gaps = False
        """Lines of articles or sightings are missing, so that others may rightly seem to lack them."""
        self.without_page = 0
        """How many articles have no raw page."""
        self._pages = pages
        self._versions = versions
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.execute("CREATE TABLE articles (id TEXT PRIMARY KEY, file, line INTEGER) WITHOUT ROWID")
        self._db.execute("CREATE TABLE sighted (id TEXT PRIMARY KEY) WITHOUT ROWID")
        self._db.execute("BEGIN")

    def misfit_of_article(self, line: Line) -> str | None:
        """Return what is wrong with an article; raises ValueError for a line that is none, NewerArchive."""
        article = read_strictly(line.content, from_line)
        misfit = next(self._find_in_article(article), None)
        self._versions.put(article)
        self._db.execute("INSERT OR IGNORE INTO articles VALUES (?, ?, ?)", (article.id, str(line.path), line.number))
        self.without_page += article.raw is None or article.raw.file is None
        return misfit

    def misfit_of_sighting(self, line: Line) -> str | None:
        """Return what is wrong with a sighting; raises ValueError for a line that is none, NewerArchive."""
        sighting = read_strictly(line.content, sighting_from_line)
        self._db.execute("INSERT OR IGNORE INTO sighted VALUES (?)", (sighting.id,))
        return next(self._find_in_sighting(sighting), None)

    def find_unsighted(self) -> Iterator[tuple[Path, str]]:
        """Yield, for each file, its first article that no sighting of the run tells of: the file, and what is wrong.

        Archives had no sightings once; a run that could not write, with the code for that, may lack the last.
        """
        sighted = any(info.file.startswith("sightings/") for info in self.run.files)
        if self.gaps or not sighted or self.run.source == "reread" or self.run.exit_code == CannotWrite.exit_code:
            return
        rows = "SELECT file, MIN(line), id FROM articles WHERE id NOT IN (SELECT id FROM sighted) GROUP BY file"
        for file, number, id in self._db.execute(rows):
            yield Path(file), f"line {number}: expected a sighting of {id} in the same run, found none"

    def _find_in_article(self, article: Article) -> Iterator[str]:
        yield from self._find_misplaced(article)
        yield from find_misfits(article)
        if article.raw and (misfit := self._pages.misfit(article.raw)):
            yield misfit
        if misfit := self._versions.misfit(article):
            yield misfit

    def _find_in_sighting(self, sighting: Sighting) -> Iterator[str]:
        yield from self._find_misplaced(sighting)
        raw = sighting.raw
        if sighting.digest != (raw and raw.digest):
            yield f"expected the digest of its raw page, {raw and raw.digest}, found {sighting.digest}"
        if raw and (misfit := self._pages.misfit(raw)):
            yield misfit
        # An unchanged payload's page is that of an earlier run, which may have fetched it as something else.
        if raw and raw.file and run_of(Path(raw.file)) == self.run.run and not self._pages.is_lost(raw):
            url = self._pages.url(raw)
            if sighting.fetched not in (None, url):
                yield f"expected fetched to be {url} as its raw page has it, found {sighting.fetched}"
        if sighting.outcome in ("new", "edited", "reread") and not self.gaps and not self._wrote(sighting.id):
            yield f"expected a line of {sighting.id} in the same run, as its outcome is {sighting.outcome}, found none"

    def _find_misplaced(self, record: Article | Sighting) -> Iterator[str]:
        for name in ("site", "run"):
            if (found := getattr(record, name)) != (expected := getattr(self.run, name)):
                yield f"expected {name} {expected}, as its file's name has it, found {found}"

    def _wrote(self, id: str) -> bool:
        return self._db.execute("SELECT 1 FROM articles WHERE id = ?", (id,)).fetchone() is not None
