"""What a killed run left behind, brought to the state it would have been in had it ended by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path

import msgspec

from hanoitv_scraper.archive import disk
from hanoitv_scraper.archive.layout import (
    OPEN,
    TABLES,
    Table,
    day_folder,
    relative,
    run_file_path,
    run_files,
    run_of,
    segment_files,
    segment_name,
    site_folders,
    started_at,
    started_files,
    unfinished_files,
)
from hanoitv_scraper.archive.lines import from_line, sighting_from_line, to_line
from hanoitv_scraper.archive.read import lines_of
from hanoitv_scraper.archive.run_file import RunFile, read_run_file, write_ended
from hanoitv_scraper.archive.segments import SegmentInfo, SegmentWriter, describe, seal
from hanoitv_scraper.archive.warc import read_stored, whole_members
from hanoitv_scraper.errors import ArchiveDamaged
from hanoitv_scraper.items import Article, Outcome, Raw, Sighting

# A run syncs every 64 looks (run.BATCH). More lines than this behind a bad one were synced long before the crash: that
# is damage, no tear, and a person should look at it.
MOST_UNSYNCED = 256

Paths = dict[Table, list[Path]]
Source = tuple[str, str | None, int | None]


@dataclass(frozen=True, slots=True)
class Whole:
    """How much of a segment is whole, from its start."""

    path: Path
    size: int
    records: int


def settle_folders(root: Path, site: str) -> None:
    """Make durable the folders that a killed run may have made and not lived to sync; remove half of a run file."""
    for folder in site_folders(root, site):
        disk.sync_folder(folder)
    for path in unfinished_files(root, site):
        disk.remove(path)


def marked_runs(root: Path, site: str) -> set[str]:
    """Return the runs that left the mark of their beginning: with the site's lock in hand, those that died."""
    return {run for path in started_files(root, site) if (run := run_of(path))}


def unvouched_runs(root: Path, site: str) -> set[str]:
    """Return the runs that died, and those of which files are there and no run file: a copy may be so."""
    ended = {run_of(path) for path in run_files(root, site)}
    paths = (path for table in TABLES for path in segment_files(root, site, table))
    return marked_runs(root, site) | {run for path in paths if (run := run_of(path)) and run not in ended}


def recover(root: Path, site: str, runs: set[str], now: datetime) -> list[RunFile]:
    """Seal what dead runs left, torn tails cut, and write their run files; return those.

    The caller holds the site's lock. Raises OSError, or ArchiveDamaged for a segment in which more is bad than a crash
    can have torn.
    """
    if not runs:
        return []
    left: dict[str, Paths] = {run: {} for run in runs}
    for table in TABLES:
        for path in segment_files(root, site, table):
            if (run := run_of(path)) in left:
                left[run].setdefault(table, []).append(path)
    marks = {run: path for path in started_files(root, site) if (run := run_of(path))}
    recovered = []
    for run in sorted(runs):
        if run_file_path(root, site, run).exists():
            disk.remove(marks[run])
        else:
            recovered.append(DeadRun(_head(run, site, marks.get(run)), root).recover(left[run], now))
    return recovered


def _head(run: str, site: str, mark: Path | None) -> RunFile:
    """Return what the dead run said of itself when it began; a run without a mark is known by its name alone."""
    if mark is not None:
        return read_run_file(mark)
    return RunFile(run=run, site=site, version="", rules="", started_at=started_at(run))


def told(run: RunFile) -> str:
    """Return what was sealed of a killed run, in a line."""
    counts: Counter[str] = Counter()
    for file in run.files:
        counts[file.file.partition("/")[0]] += file.records
    return (
        f"sealed what killed run {run.run} had written: {counts['articles']:,} records, {counts['sightings']:,} "
        f"sightings, {counts['pages']:,} WARC records; cut {run.torn_bytes:,} torn bytes"
    )


class DeadRun:
    """A run that was killed: what is whole and consistent is kept, a line with its page, a sighting with its line."""

    def __init__(self, head: RunFile, root: Path) -> None:
        self.head = head
        self.root = root
        self.kept_to: dict[str, int] = {}
        """Size of what is whole of each file of pages."""
        self.stored: set[str] = set()
        """Ids of the articles whose lines are whole."""
        self.sources: set[Source] = set()
        """What those lines were read from."""
        self.sighted: set[str] = set()
        self.outcomes: Counter[str] = Counter()

    def recover(self, left: Paths, now: datetime) -> RunFile:
        """Seal what is left and write the run's file; killed meanwhile, it can be done again."""
        for path in chain.from_iterable(left.values()):
            disk.sync_anew(path)
        pages = [_whole_pages(path) for path in left.get("pages", [])]
        self.kept_to = {relative(whole.path, self.root): whole.size for whole in pages}
        articles = _whole_lines(left.get("articles", []), self._is_article)
        sightings = _whole_lines(left.get("sightings", []), self._is_sighting)
        torn = sum(disk.cut(whole.path, whole.size) for whole in (*pages, *articles, *sightings))
        if self.head.source != "reread":
            sightings += self._restore(articles, len(sightings) + 1, now)
        infos = [
            info
            for least, table in ((2, pages), (1, articles), (1, sightings))
            for whole in table
            if (info := self._seal(whole, least))
        ]
        run_file = msgspec.structs.replace(
            self.head, status="recovered", ended_at=now, reason="the run was killed; a later run sealed what it left",
            outcomes=self.outcomes, torn_bytes=torn, files=tuple(infos),
        )  # fmt: skip
        write_ended(run_file, self.root)
        return run_file

    def _is_article(self, line: bytes) -> bool:
        article = from_line(line)
        if not self._has_page(article.raw):
            return False
        self.stored.add(article.id)
        self.sources.add(_source(article))
        if self.head.source == "reread":
            self.outcomes[_outcome(article)] += 1
        return True

    def _is_sighting(self, line: bytes) -> bool:
        sighting = sighting_from_line(line)
        if not self._has_page(sighting.raw):
            return False
        if sighting.outcome == "reread" and sighting.id not in self.stored:
            return False
        if sighting.outcome in ("new", "edited") and _source(sighting) not in self.sources:
            return False
        self.sighted.add(sighting.id)
        self.outcomes[sighting.outcome] += 1
        return True

    def _has_page(self, raw: Raw | None) -> bool:
        """Tell whether the page that a record points at is whole; pages of other runs were sealed by them."""
        if raw is None or raw.file is None or raw.offset is None or raw.length is None:
            return True
        if run_of(Path(raw.file)) != self.head.run:
            return True
        return raw.offset + raw.length <= self.kept_to.get(raw.file, 0)

    def _restore(self, articles: list[Whole], number: int, now: datetime) -> list[Whole]:
        """Write, as a segment more, the sightings that are missing: of articles whose lines the run wrote."""
        stored = (from_line(line.content) for whole in articles for line in lines_of(whole.path))
        unsighted = {article.id: article for article in stored if article.id not in self.sighted}
        if not unsighted:
            return []
        name = segment_name("sightings", self.head.run, number)
        segment = SegmentWriter(day_folder(self.root, "sightings", self.head.site, now) / name)
        segment.append(*(to_line(self._sighting_of(article)) for article in unsighted.values()))
        segment.close()
        return [Whole(segment.open_path, segment.size, segment.records)]

    def _sighting_of(self, article: Article) -> Sighting:
        outcome = _outcome(article)
        self.outcomes[outcome] += 1
        stored = read_stored(self.root, article.raw) if article.raw else None
        headers = stored.headers if stored else {}
        return Sighting(
            id=article.id, site=article.site, url=article.url, at=article.fetched_at or self.head.started_at,
            outcome=outcome, etag=headers.get("etag"), last_modified=headers.get("last-modified"),
            digest=article.raw.digest if article.raw else None, fetched=stored.url if stored else None, raw=article.raw,
            run=self.head.run,
        )  # fmt: skip

    def _seal(self, whole: Whole, least: int) -> SegmentInfo | None:
        """Return what the run file says of a segment; one of fewer records than `least` is removed, as empty."""
        if whole.records < least:
            disk.remove(whole.path)
            return None
        # The name that a killed process gave a file last may stand in the kernel's memory alone.
        disk.sync_folder(whole.path.parent)
        path = seal(whole.path) if whole.path.name.endswith(OPEN) else whole.path
        return describe(path, self.root, whole.records)


def _outcome(article: Article) -> Outcome:
    """Return what a line says it was to the archive."""
    return "reread" if article.reading > 1 else "edited" if article.revision > 1 else "new"


def _source(record: Article | Sighting) -> Source:
    """Return which article, and where its page lies: an edited page may have a reading of the page before as well."""
    raw = record.raw
    return (record.id, raw.file, raw.offset) if raw else (record.id, None, None)


def _whole_pages(path: Path) -> Whole:
    size = records = 0
    for member in whole_members(path):
        size, records = size + member.length, records + 1
    return _checked(Whole(path, size, records), behind=0)


def _whole_lines(paths: list[Path], is_whole: Callable[[bytes], bool]) -> list[Whole]:
    """Return how much of each segment is whole: up to its first line that is torn, no record, or not consistent."""
    return [_whole_lines_of(path, is_whole) for path in paths]


def _whole_lines_of(path: Path, is_whole: Callable[[bytes], bool]) -> Whole:
    size = records = behind = 0
    for line in lines_of(path):
        if behind or not _holds(line.content, is_whole):
            behind += 1
        else:
            size, records = size + len(line.content), records + 1
    return _checked(Whole(path, size, records), behind)


def _holds(line: bytes, is_whole: Callable[[bytes], bool]) -> bool:
    try:
        return line.endswith(b"\n") and is_whole(line)
    except ValueError:
        return False


def _checked(whole: Whole, behind: int) -> Whole:
    """Raise ArchiveDamaged for a segment that no crash can have left so: it was sealed, or too much is bad."""
    sealed = not whole.path.name.endswith(OPEN)
    if behind > MOST_UNSYNCED or (sealed and whole.size < whole.path.stat().st_size):
        raise ArchiveDamaged(
            f"{whole.path}: byte {whole.size}: what begins there is no whole record of the {whole.records} before it, "
            "and no crash leaves that: restore the file from a copy, or move it away and run again"
        )
    return whole
