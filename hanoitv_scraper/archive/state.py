"""What is known of a site's articles, in SQLite: a cache, folded from the runs in their order and rebuilt from them."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec.structs import astuple, replace

from hanoitv_scraper.archive import disk
from hanoitv_scraper.archive.layout import last_run_file, run_file_path, run_ids, state_file
from hanoitv_scraper.archive.lines import sighting_from_line
from hanoitv_scraper.archive.read import Line, Version, committed_files, decode_version, lines_of
from hanoitv_scraper.archive.run_file import read_run_file
from hanoitv_scraper.items import Kind, Outcome, Raw, Sighting

# Of the tables below: another form is no damage, it is rebuilt as well.
FORM = 2
# Outcomes of looks at which the page was there.
THERE: frozenset[Outcome] = frozenset(("new", "edited", "reread", "same", "outside", "unread", "javascript"))


class Entry(msgspec.Struct, frozen=True):
    """What is known of one article. Times are UTC, as ISO 8601."""

    id: str
    url: str
    """Canonical; of an article that was never read, the address that was looked at."""
    revision: int = 0
    """0 for an article that was never read."""
    reading: int = 0
    digest: str | None = None
    rules: str | None = None
    """What read the newest version."""
    file: str | None = None
    """Where the newest version's line lies, relative to the archive's root."""
    offset: int | None = None
    length: int | None = None
    payload: str | None = None
    """Digest of the newest version's raw page."""
    seen_payload: str | None = None
    """Digest of the last raw page that came."""
    raw_file: str | None = None
    """Where the last raw page that came lies."""
    raw_offset: int | None = None
    raw_length: int | None = None
    raw_url: str | None = None
    """What it was fetched as."""
    raw_at: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    published: str | None = None
    """None where no page said it."""
    found_at: str | None = None
    """When it was first looked at."""
    found_in: str | None = None
    """The run that first looked at it."""
    first_seen: str | None = None
    last_seen: str | None = None
    """None for an article that was never there."""
    gone_at: str | None = None
    """When it was first found gone, and not there since; None while it is there."""
    looked_at: str | None = None
    outcome: str | None = None
    """Of the last look."""


class Ground(NamedTuple):
    """What is known of a list: all that it named up to a run, and that was published since then, was looked at."""

    since: datetime
    run: str


COLUMNS = Entry.__struct_fields__
SCHEMA = f"""
PRAGMA user_version = {FORM};
CREATE TABLE articles ({", ".join(COLUMNS).replace("id,", "id TEXT PRIMARY KEY,", 1)}) WITHOUT ROWID;
CREATE TABLE aliases (url TEXT PRIMARY KEY, id TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE runs (run TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE walks (list TEXT, kind TEXT, since TEXT, run TEXT, PRIMARY KEY (list, kind)) WITHOUT ROWID;
"""
PUT = f"INSERT OR REPLACE INTO articles VALUES ({', '.join('?' * len(COLUMNS))})"  # noqa: S608  # question marks alone


class State:
    """The entries, by id and by URL; raises sqlite3.Error."""

    def __init__(self, path: Path | None) -> None:
        """Open the state at `path`, empty if it is not there; without a path one that lasts until it is closed."""
        self._db = sqlite3.connect(path or "", isolation_level=None)
        if path:
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")
        if self._db.execute("PRAGMA user_version").fetchone()[0] != FORM:
            self._db.executescript(SCHEMA)
        self.read_anew = False
        """It was missing or damaged and is made of the archive's files anew."""

    def entry(self, id: str) -> Entry | None:
        row = self._db.execute("SELECT * FROM articles WHERE id = ?", (id,)).fetchone()
        return Entry(*row) if row else None

    def id_at(self, url: str) -> str | None:
        """Return the id of the article that is or was at a URL."""
        row = self._db.execute("SELECT id FROM aliases WHERE url = ?", (url,)).fetchone()
        return row and str(row[0])

    def due(self, steps: Sequence[tuple[str, str]] | None, after: str, most: int) -> list[Entry]:
        """Return up to `most` articles that should be looked at again, by id behind `after`; all where `steps` is None.

        A step is the time since when an article was published or, if that is earlier, found, and the time before which
        it was last looked at; the steps come in order, the youngest articles first; the last one holds for all older.
        """
        condition = "1"
        values: tuple[str, ...] = ()
        if steps is not None:
            born = "MIN(COALESCE(published, found_at, ''), COALESCE(found_at, published, ''))"
            cases = f"WHEN {born} > ? THEN ? " * len(steps)
            condition = f"COALESCE(looked_at, '') <= CASE {cases} ELSE ? END"
            values = (*(part for step in steps for part in step), steps[-1][1])
        query = f"SELECT * FROM articles WHERE id > ? AND outcome IS NOT 'outside' AND {condition} ORDER BY id LIMIT ?"  # noqa: S608  # question marks alone
        return [Entry(*row) for row in self._db.execute(query, (after, *values, most))]

    def ground(self, list: str, kind: Kind) -> Ground | None:
        """Return what the last walk that read a list whole made known of it, None where there was none."""
        row = self._db.execute("SELECT since, run FROM walks WHERE list = ? AND kind = ?", (list, kind)).fetchone()
        return Ground(datetime.fromisoformat(row[0]), row[1]) if row else None

    def put(self, entry: Entry, url: str) -> None:
        """Take in an entry, and a URL at which it is known beside its own."""
        self._db.execute(PUT, astuple(entry))
        self._db.executemany("INSERT OR REPLACE INTO aliases VALUES (?, ?)", {(entry.url, entry.id), (url, entry.id)})

    def runs(self) -> Iterator[str]:
        """Yield the runs that are folded in, oldest first."""
        return (run for (run,) in self._db.execute("SELECT run FROM runs ORDER BY run"))

    def last_run(self) -> str:
        """Return the newest run that is folded in, an empty string where none is."""
        return self._db.execute("SELECT max(run) FROM runs").fetchone()[0] or ""

    def fold(self, root: Path, run_file: Path) -> None:
        """Take in what an ended run wrote, all or nothing; raises ArchiveDamaged."""
        run = read_run_file(run_file)
        with self._transaction():
            for path in committed_files(root, run, run_file, "articles"):
                for line in lines_of(path):
                    self._learn(line, root)
            for path in committed_files(root, run, run_file, "sightings"):
                for line in lines_of(path):
                    sighting = line.decoded_by(sighting_from_line)
                    self.put(after_sighting(self.entry(sighting.id), sighting), sighting.url)
            self._db.execute("INSERT OR REPLACE INTO runs VALUES (?)", (run.run,))
            self._db.executemany(
                "INSERT OR REPLACE INTO walks VALUES (?, ?, ?, ?)",
                ((walked.list, kind, iso(walked.since), run.run) for walked in run.walked for kind in walked.kinds),
            )

    def _learn(self, line: Line, root: Path) -> None:
        version = line.decoded_by(decode_version)
        file = line.path.relative_to(root).as_posix()
        entry = after_line(self.entry(version.id), version, file, line.offset, len(line.content))
        self.put(entry, version.url)

    def dump(self) -> Iterator[tuple[object, ...]]:
        """Yield all that is in it, in a fixed order."""
        for table, order in (("articles", "id"), ("aliases", "url"), ("runs", "run"), ("walks", "list, kind")):
            yield from self._db.execute(f"SELECT '{table}', * FROM {table} ORDER BY {order}")  # noqa: S608  # names above

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def checkpoint(self) -> None:
        """Bring all of it into its one file; a reader at work keeps a part beside it."""
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        self._db.close()


def after_line(entry: Entry | None, version: Version, file: str, offset: int, length: int) -> Entry:
    """Return what is known of an article once a line of it was read."""
    fetched_at = version.fetched_at and iso(version.fetched_at)
    entry = entry or Entry(id=version.id, url=version.url)
    if entry.found_in is None:
        entry = replace(entry, found_at=entry.found_at or fetched_at, found_in=version.run)
    if fetched_at:
        last_seen = max(fetched_at, entry.last_seen or fetched_at)
        entry = replace(entry, first_seen=entry.first_seen or fetched_at, last_seen=last_seen)
    if (version.revision, version.reading) < (entry.revision, entry.reading):
        return entry
    return replace(
        entry, url=version.url, revision=version.revision, reading=version.reading, digest=version.digest,
        published=iso(version.timestamp.astimezone(UTC)) if version.timestamp else entry.published,
        rules=version.read_by.rules, file=file, offset=offset, length=length,
        payload=version.raw.digest if version.raw else None,
    )  # fmt: skip


def after_sighting(entry: Entry | None, sighting: Sighting) -> Entry:
    """Return what is known of an article once it was looked at."""
    at = iso(sighting.at)
    entry = entry or Entry(id=sighting.id, url=sighting.url, found_at=at, found_in=sighting.run)
    entry = replace(entry, looked_at=at, outcome=sighting.outcome)
    if sighting.published:
        entry = replace(entry, published=iso(sighting.published.astimezone(UTC)))
    if sighting.outcome in THERE:
        entry = replace(
            entry, first_seen=entry.first_seen or at, last_seen=at, gone_at=None,
            etag=sighting.etag, last_modified=sighting.last_modified,
        )  # fmt: skip
    elif sighting.outcome == "gone":
        entry = replace(entry, gone_at=entry.gone_at or at)
    raw = sighting.raw
    if raw is None or raw.file is None or (raw.file, raw.offset) == (entry.raw_file, entry.raw_offset):
        return entry
    return replace(
        entry, seen_payload=raw.digest, raw_file=raw.file, raw_offset=raw.offset, raw_length=raw.length,
        raw_url=sighting.fetched, raw_at=at,
    )  # fmt: skip


def iso(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


def raw_of(entry: Entry, via: str) -> Raw:
    """Return where the last raw page of an article lies."""
    return msgspec.convert(
        {"file": entry.raw_file, "offset": entry.raw_offset, "length": entry.raw_length, "digest": entry.seen_payload,
         "via": via}, Raw,
    )  # fmt: skip


def open_state(root: Path, site: str) -> State:
    """Return a site's state with every ended run folded in; one that is damaged or missing is rebuilt.

    The caller holds the site's lock. Raises OSError, sqlite3.Error, ArchiveDamaged.
    """
    disk.make_folder(state_file(root, site).parent)
    whole = is_whole(root, site)
    if not whole or not has_form(state_file(root, site)):
        discard_state(root, site)
    state = State(state_file(root, site))
    ended = run_ids(root, site)
    # Runs that were put in or taken away between others: what is folded is no longer what they say in their order.
    if any(run != next(ended, None) for run in state.runs()):
        state.close()
        discard_state(root, site)
        state, whole = State(state_file(root, site)), False
    state.read_anew = not whole and last_run_file(root, site) is not None
    fold_runs(state, root, site)
    return state


def fold_runs(state: State, root: Path, site: str) -> None:
    """Fold in the ended runs that a state does not know yet, and note by which digest the next run knows it is whole.

    Raises OSError, sqlite3.Error, ArchiveDamaged.
    """
    before = last = state.last_run()
    for run in run_ids(root, site, after=before):
        state.fold(root, run_file_path(root, site, run))
        last = run
    path = state_file(root, site)
    if last != before or not _digest_file(path).exists():
        state.checkpoint()
        disk.write_durably(_digest_file(path), _digest(path).encode() + b"\n")


def discard_state(root: Path, site: str) -> None:
    """Remove a state: it will be rebuilt."""
    path = state_file(root, site)
    # The digest first: an old database beside a newer log of writes must not pass for whole after a power cut.
    disk.remove(_digest_file(path))
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        path.with_name(name).unlink(missing_ok=True)


def is_whole(root: Path, site: str) -> bool:
    """Tell whether a state is what its writer left: SQLite itself notices no bit that has flipped in a value."""
    path = state_file(root, site)
    try:
        return _digest_file(path).read_text(encoding="ascii", errors="replace").strip() == _digest(path)
    except FileNotFoundError:
        return False


def has_form(path: Path) -> bool:
    """Tell whether a state is of the form that this program writes, not an older one's; raises sqlite3.Error."""
    with closing(sqlite3.connect(path)) as db:
        return bool(db.execute("PRAGMA user_version").fetchone()[0] == FORM)


def _digest_file(path: Path) -> Path:
    return path.with_name(f"{path.name}.sha256")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
