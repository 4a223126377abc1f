"""Keeping the index: made where there is none, brought up to date where runs or takedowns came, by one search at once.

It is a cache under the archive. A new one is made beside its place and takes it once it is whole; an old one is changed
in one transaction: a search that is killed, or finds the disk full, leaves the index that was there.
"""

from __future__ import annotations

import errno
import fcntl
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TypeVar

from hanoitv_scraper.archive import disk
from hanoitv_scraper.archive.layout import NEW, run_files
from hanoitv_scraper.archive.withheld import read_withheld
from hanoitv_scraper.dumps.search.fresh import News, fold, is_damage_the_same, note_days, read_news
from hanoitv_scraper.dumps.search.index import Advance, Index, Unusable
from hanoitv_scraper.dumps.sound import OnDamage
from hanoitv_scraper.errors import CannotWrite

T = TypeVar("T")
Tell = Callable[[str], None]
"""Called with a line for a person who waits."""
NAME = "index.sqlite"
# What a folder that nobody may write to answers; a full disk is another matter.
NOT_OURS = frozenset((errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST))
NOT_OURS_TO_SQLITE = frozenset(
    (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH)
)
UNWRITTEN = frozenset((sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_NOMEM))


def ask(root: Path, question: Callable[[Index], T], on_damage: OnDamage, advance: Advance, tell: Tell) -> T:
    """Return the answer to a question that is asked of an index of the archive as it is now.

    An archive that cannot be written to gets an index for this question alone, and `tell` says so. Raises CannotWrite,
    ArchiveDamaged, NewerArchive, BadArgument for a line of `withheld.txt`.
    """
    path = root / "search" / NAME
    withheld = read_withheld(root)
    keeper = _Keeper(root, withheld, on_damage, advance)
    if not (root / "runs").is_dir():  # it may be no archive at all: nothing is put there
        return _answer_aside(keeper, question)
    try:
        if (answer := keeper.answer_if_fresh(path, question)) is not None:
            return answer
        with _locked(path, tell):
            return keeper.answer(path, question)
    except (OSError, sqlite3.Error) as error:
        if not _is_not_ours(error):
            raise _cannot_write(path, error) from error
        tell(f"{path} cannot be written ({disk.why(error)}): an index is made for this search alone")
    return _answer_aside(keeper, question)


def _answer_aside(keeper: _Keeper, question: Callable[[Index], T]) -> T:
    """Return the answer of an index in the folder for temporary files, which is removed with it."""
    with tempfile.TemporaryDirectory(prefix="hanoitv-search-") as folder:
        path = Path(folder) / NAME
        try:
            return keeper.answer(path, question)
        except (OSError, sqlite3.Error) as error:
            raise _cannot_write(path, error) from error


class _Keeper:
    """What making an index takes."""

    def __init__(self, root: Path, withheld: frozenset[str], on_damage: OnDamage, advance: Advance) -> None:
        self._root = root
        self._withheld = withheld
        self._on_damage = on_damage
        self._advance = advance

    def answer_if_fresh(self, path: Path, question: Callable[[Index], T]) -> T | None:
        """Return the answer of the index at `path`; None where there is none that is whole and fresh."""
        if not path.exists():
            return None
        try:
            with closing(Index(self._root, path, "ro")) as index:
                index.db.execute("BEGIN")
                return question(index) if self._is_fresh(index) else None
        except (Unusable, sqlite3.Error):  # also one that a killed search left half-way, and that is to be undone
            return None

    def answer(self, path: Path, question: Callable[[Index], T]) -> T:
        """Return the answer of the index at `path`, which is brought up to date, or made; we alone write there."""
        try:
            self._update(path)
            return self._ask(path, question)
        except Unusable:
            self._make(path)
        except sqlite3.DatabaseError as error:
            if _code(error) in NOT_OURS_TO_SQLITE | UNWRITTEN:
                raise
            self._make(path)
        return self._ask(path, question)

    def _ask(self, path: Path, question: Callable[[Index], T]) -> T:
        with closing(Index(self._root, path, "ro")) as index:
            return question(index)

    def _is_fresh(self, index: Index) -> bool:
        news = self._news(index)
        return not news.runs and self._withheld == {id for (id,) in index.db.execute("SELECT id FROM withheld")}

    def _news(self, index: Index) -> News:
        if not index.has_form():
            raise Unusable
        news = read_news(index, self._root)
        if news.another or not is_damage_the_same(index, self._root, self._on_damage):
            raise Unusable
        return news

    def _update(self, path: Path) -> None:
        if not path.exists():
            raise Unusable
        with closing(Index(self._root, path, "rw")) as index:
            index.db.execute("BEGIN IMMEDIATE")
            news = self._news(index)
            self._fold(index, news.runs)
            note_days(index, news.days)
            index.settle(self._withheld, self._advance)
            index.db.execute("COMMIT")

    def _fold(self, index: Index, runs: Sequence[Path]) -> None:
        for count, run_file in enumerate(runs):
            self._advance("reading runs", count, len(runs))
            fold(index, self._root, run_file, self._on_damage)

    def _make(self, path: Path) -> None:
        new = path.with_name(path.name + NEW)
        for leftover in (new, path.with_name(f"{path.name}-journal")):
            leftover.unlink(missing_ok=True)
        try:
            with closing(Index(self._root, new, "rwc")) as index:
                index.db.execute("BEGIN")
                days = read_news(index, self._root).days
                self._fold(index, run_files(self._root))
                note_days(index, days)
                index.settle(self._withheld, self._advance)
                index.db.execute("COMMIT")
                index.db.execute("INSERT INTO words (words) VALUES ('optimize')")
            disk.sync_file(new)
            new.replace(path)
            disk.sync_folder(path.parent)
        except BaseException:
            new.unlink(missing_ok=True)
            raise


@contextmanager
def _locked(path: Path, tell: Tell) -> Iterator[None]:
    """Hold the right to write the index; the system lets it go when the process ends, however it ends."""
    path.parent.mkdir(exist_ok=True)
    with path.with_name("lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            tell(f"another search is at work on {path}: waiting for it to end")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _code(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF  # the rest tells the case apart


def _is_not_ours(error: OSError | sqlite3.Error) -> bool:
    return error.errno in NOT_OURS if isinstance(error, OSError) else _code(error) in NOT_OURS_TO_SQLITE


def _cannot_write(path: Path, error: OSError | sqlite3.Error) -> CannotWrite:
    advice = "no index was made, the archive is as it was: make room and search again"
    return CannotWrite(f"{getattr(error, 'filename', None) or path}: {disk.why(error)}: {advice}")
