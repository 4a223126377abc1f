"""The index: which words stand in which article, and where its line lies; the text itself stays in the archive."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, cast
from urllib.parse import quote

from hanoitv_scraper.archive.disk import KEEP_FREE, check_space
from hanoitv_scraper.archive.lines import from_line
from hanoitv_scraper.archive.read import Line
from hanoitv_scraper.dumps.chosen import to_microseconds
from hanoitv_scraper.dumps.search.expression import PERSON_COLUMNS, WORD_COLUMNS, both
from hanoitv_scraper.dumps.search.form import read_form
from hanoitv_scraper.dumps.search.persons import person_fields
from hanoitv_scraper.dumps.search.words import to_columns
from hanoitv_scraper.errors import ArchiveDamaged
from hanoitv_scraper.items import Article

# A speaker's number is the article's, and behind it the place among its speakers in so many bits.
PLACE_BITS = 20
SCHEMA = f"""
CREATE TABLE form (form);
CREATE TABLE runs (site, day, run, digest, PRIMARY KEY (site, day, run)) WITHOUT ROWID;
CREATE TABLE days (site, day, changed, PRIMARY KEY (site, day)) WITHOUT ROWID;
CREATE TABLE damage (site, day, run, what);
CREATE TABLE withheld (id PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE segments (segment INTEGER PRIMARY KEY, file UNIQUE);
CREATE TABLE articles (
    number INTEGER PRIMARY KEY, id UNIQUE, site, revision, reading, at, segment, offset, length, indexed
);
CREATE VIRTUAL TABLE words USING fts5({", ".join(both(WORD_COLUMNS))}, content='', tokenize='ascii');
CREATE VIRTUAL TABLE people USING fts5({", ".join(both(PERSON_COLUMNS))}, content='', tokenize='ascii');
"""
Advance = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""
Place = tuple[str, int, int, int, int, int]
"""An article's id, revision and reading, and the segment, offset and length of its line."""
PLACE = "id, revision, reading, segment, offset, length"


class Unusable(ArchiveDamaged):
    """An index does not hold what it should, or a file of the archive no longer what the index saw: it is made anew."""


class Index:
    """An index that is open; raises sqlite3.Error, OSError, and what reading the archive raises."""

    def __init__(self, root: Path, path: Path, mode: str) -> None:
        """Open the index of the archive at `root` in a mode of SQLite's: ro, rw, or rwc for a new one."""
        self.root = root
        self._path = path
        self.db = sqlite3.connect(f"file:{quote(str(path))}?mode={mode}", uri=True, isolation_level=None, timeout=60)
        self._open: tuple[int, BinaryIO] | None = None
        if mode == "rwc":
            # A file of its own that takes its place once it is whole: nothing needs to be undone in it.
            self.db.executescript(
                f"PRAGMA page_size = 8192; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {SCHEMA}"
            )
            self.db.execute("INSERT INTO form VALUES (?)", (read_form(),))
        self.db.execute("PRAGMA cache_size = -65536")

    def has_form(self) -> bool:
        """Tell whether this program writes such an index."""
        return self.db.execute("SELECT form FROM form").fetchall() == [(read_form(),)]

    def learn(self, line: Line, article: Article) -> None:
        """Note where an article's line lies, if it is the highest version so far; `settle` takes in its words."""
        held = self.db.execute(
            f"SELECT indexed, number, {PLACE} FROM articles WHERE id = ?",  # noqa: S608 - literals
            (article.id,),
        ).fetchone()
        if held and (article.revision, article.reading) <= held[3:5]:
            return
        if held and held[0]:
            self._put((held[1:],), taking_out=True)
        at = article.timestamp and to_microseconds(article.timestamp)
        values = (article.site, article.revision, article.reading, at, self._segment(line.path), line.offset)
        self.db.execute(
            "INSERT INTO articles (id, site, revision, reading, at, segment, offset, length, indexed) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, FALSE) ON CONFLICT (id) DO UPDATE SET site = excluded.site, "
            "revision = excluded.revision, reading = excluded.reading, at = excluded.at, segment = excluded.segment, "
            "offset = excluded.offset, length = excluded.length, indexed = FALSE",
            (article.id, *values, len(line.content)),
        )

    def settle(self, withheld: frozenset[str], advance: Advance) -> None:
        """Bring the words to what the articles are: in come those learned, out go those withheld."""
        self.db.execute("DELETE FROM withheld")
        self.db.executemany("INSERT INTO withheld VALUES (?)", ((id,) for id in withheld))
        is_wanted = "id NOT IN (SELECT id FROM withheld)"
        self._put(self._entries(f"indexed AND NOT {is_wanted}"), taking_out=True)
        wanted = f"NOT indexed AND {is_wanted}"
        ((total, size),) = self.db.execute(f"SELECT count(*), total(length) FROM articles WHERE {wanted}")  # noqa: S608 - literals
        # It takes less than two thirds of this, but not before it ends: too late to notice that there is no room.
        check_space(self._path.parent, KEEP_FREE + int(size))
        self._put(_told(self._entries(wanted), total, advance), taking_out=False)
        self.db.execute(f"UPDATE articles SET indexed = {is_wanted}")  # noqa: S608 - literals

    def article(self, place: Place) -> Article:
        """Return the article whose line lies there; raises Unusable where it does not."""
        try:
            article = self._read(*place[3:])
        except (OSError, TypeError, ValueError, ArchiveDamaged) as error:
            raise Unusable(f"{place[0]}: its line cannot be read: {error}") from error
        if (article.id, article.revision, article.reading) != place[:3]:
            raise Unusable(f"{place[0]}: its line is not where it was")
        return article

    def _read(self, segment: int, offset: int, length: int) -> Article:
        if self._open is None or self._open[0] != segment:
            self._close_segment()
            (file,) = self.db.execute("SELECT file FROM segments WHERE segment = ?", (segment,)).fetchone()
            self._open = (segment, (self.root / file).open("rb"))
        lines = self._open[1]
        lines.seek(offset)
        return Line(Path(lines.name), 0, offset, lines.read(length)).decoded_by(from_line)

    def close(self) -> None:
        self._close_segment()
        self.db.close()

    def _close_segment(self) -> None:
        if self._open:
            self._open[1].close()
            self._open = None

    def _segment(self, path: Path) -> int:
        file = path.relative_to(self.root).as_posix()
        self.db.execute("INSERT OR IGNORE INTO segments (file) VALUES (?)", (file,))
        return int(self.db.execute("SELECT segment FROM segments WHERE file = ?", (file,)).fetchone()[0])

    def _entries(self, condition: str) -> Iterator[tuple[Any, ...]]:
        return self.db.execute(
            f"SELECT number, {PLACE} FROM articles WHERE {condition} ORDER BY segment, offset"  # noqa: S608 - literals
        )

    def _put(self, entries: Iterable[tuple[Any, ...]], *, taking_out: bool) -> None:
        """Put articles' words in, or take them out: an index without content has to be told what to forget."""
        words, people = (
            _insert(table, columns, taking_out)
            for table, columns in (("words", WORD_COLUMNS), ("people", PERSON_COLUMNS))
        )
        for number, *place in entries:
            article = self.article(cast(Place, tuple(place)))
            self.db.execute(words, (number, *word_row(article)))
            self.db.executemany(people, person_rows(number, article))


def _insert(table: str, columns: Iterable[str], taking_out: bool) -> str:
    names = both(columns)
    command = (f"{table}, ", "'delete', ") if taking_out else ("", "")
    return f"INSERT INTO {table} ({command[0]}rowid, {', '.join(names)}) VALUES ({command[1]}?{', ?' * len(names)})"  # noqa: S608 - literals


def _told(entries: Iterable[tuple[Any, ...]], total: int, advance: Advance) -> Iterator[tuple[Any, ...]]:
    for count, entry in enumerate(entries, 1):
        advance("indexing articles", count, total)
        yield entry


def word_row(article: Article) -> tuple[str, ...]:
    """Return an article's words in the order of the columns."""
    speakers = (*article.quoted_officials, *article.quoted_others)
    told = (part for speaker in speakers for part in (speaker.name, speaker.position, speaker.organisation))
    fields = ((article.title,), (article.lead,), article.keywords, told, article.section, (article.body,))
    return _bare_first(map(to_columns, fields))


def person_rows(number: int, article: Article) -> Iterator[tuple[int | str, ...]]:
    """Yield a row for each speaker of an article."""
    speakers = (*article.quoted_officials, *article.quoted_others)
    for place, speaker in enumerate(islice(speakers, 1 << PLACE_BITS)):
        yield (number << PLACE_BITS | place, *_bare_first(map(to_columns, person_fields(speaker).values())))


def _bare_first(pairs: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    bare, exact = zip(*pairs, strict=True)
    return (*bare, *exact)
