"""Whether the files of an archive hold what their runs vouch for; what is found is told, and never mended."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from hanoitv_scraper.archive import disk
from hanoitv_scraper.archive.layout import Table, relative, run_of
from hanoitv_scraper.archive.read import Line, lines_of
from hanoitv_scraper.archive.run_file import RunFile
from hanoitv_scraper.archive.segments import SegmentInfo, describe
from hanoitv_scraper.archive.temporary import temporary_room
from hanoitv_scraper.archive.verify.lines import RunLines, Versions
from hanoitv_scraper.archive.verify.pages import Pages, find_torn_member, read_pages
from hanoitv_scraper.archive.verify.runs import Damage, wrong_size
from hanoitv_scraper.errors import USE_NEWER, NewerArchive

# Progress is told as often as this many bytes were read: each time costs as much as a record.
STEP = 2**20

Advance = Callable[[int], None]
Looked = tuple[int, str | None]
"""Of one record: how many bytes of its file it takes, and what is wrong with it."""
Look = Callable[[SegmentInfo], Iterator[Looked]]


class Contents:
    """What a site's files hold, each held against its run's file, its own records and the other files.

    Memory stays the same however much that is. What follows from damage found already is no damage of its own: where a
    page, a line or a version may have been in a file that cannot be read, none is missed.
    """

    def __init__(self, root: Path, runs: Iterable[RunFile], damaged: Iterable[Damage], advance: Advance) -> None:
        """`damaged` are the run files that cannot be read; `advance` is called with how many bytes more were read."""
        self.root = root
        self.runs = runs
        self.without_page = 0
        """How many of the records read have no raw page, as lines from before those were kept."""
        self._advance = advance
        self._lost = {run_of(Path(damage.file)) or "" for damage in damaged}
        self._pages = Pages(self._lost)
        self._versions = Versions()
        self._versions.gaps = bool(self._lost)
        self._newer: NewerArchive | None = None

    def find_damage(self) -> Iterator[Damage]:
        """Yield the first damage of each file.

        Raises CannotWrite for want of temporary space, NewerArchive, if there is reason, when all else is checked.
        """
        with temporary_room():
            for run in self.runs:
                for info in _files(run, "pages"):
                    yield from self._check(info, self._look_at_pages)
            for file, what in self._pages.find_bare_revisits():
                yield Damage(file=file, what=what)
            for run in self.runs:
                yield from self._check_lines(run)
        if self._newer:
            raise self._newer

    def _check_lines(self, run: RunFile) -> Iterator[Damage]:
        lines = RunLines(run, self._pages, self._versions)
        for info in _files(run, "articles"):
            yield from self._check(info, partial(self._look_at_lines, lines.misfit_of_article))
            lines.gaps |= info.file in self._lost
            self._versions.gaps |= lines.gaps
        for info in _files(run, "sightings"):
            yield from self._check(info, partial(self._look_at_lines, lines.misfit_of_sighting))
            lines.gaps |= info.file in self._lost
        for path, what in lines.find_unsighted():
            yield Damage(file=relative(path, self.root), what=what)
        self.without_page += lines.without_page

    def _check(self, info: SegmentInfo, look: Look) -> Iterator[Damage]:
        """Yield the first damage of a file, if there is any."""
        try:
            what = wrong_size(self.root / info.file, info.bytes) or self._find_change(info, look)
        except OSError as error:
            what = f"cannot be read: {disk.why(error)}"
        except NewerArchive as error:
            self._lost.add(info.file)
            self._newer = self._newer or error
            return
        if what:
            self._lost.add(info.file)
            yield Damage(file=info.file, what=what)

    def _find_change(self, info: SegmentInfo, look: Look) -> str | None:
        """Return where a file of the right size is not as it was written, or never was as it should be."""
        path = self.root / info.file
        found = describe(path, self.root, info.records).sha256
        if found == info.sha256:
            return self._find_misfit(info, look)
        try:
            first = (find_torn_member(path) if path.suffix == ".gz" else None) or self._find_misfit(info, look)
        except NewerArchive as error:  # no version wrote this: it is the digit that changed
            first = str(error).removeprefix(f"{path}: ").removesuffix(f": {USE_NEWER}")
        unplaced = f"expected sha256 {info.sha256}, found {found}: each record reads well, so it is within a value"
        return f"it has changed since it was written: {first or unplaced}"

    def _find_misfit(self, info: SegmentInfo, look: Look) -> str | None:
        """Return the first thing wrong with a file's records, or their number."""
        records = unsaid = 0
        for size, misfit in look(info):
            records, unsaid = records + 1, unsaid + size
            if misfit:
                return misfit
            if unsaid >= STEP:
                self._advance(unsaid)
                unsaid = 0
        self._advance(unsaid)
        return None if records == info.records else f"expected {info.records} records, found {records}"

    def _look_at_pages(self, info: SegmentInfo) -> Iterator[Looked]:
        for record, length in read_pages(self.root / info.file):
            self._pages.put(info.file, record, length)
            yield length, record.misfit and f"byte {record.offset}: {record.misfit}"

    def _look_at_lines(self, check: Callable[[Line], str | None], info: SegmentInfo) -> Iterator[Looked]:
        for line in lines_of(self.root / info.file):
            yield len(line.content), _misfit(line, check)


def _misfit(line: Line, check: Callable[[Line], str | None]) -> str | None:
    try:
        misfit = check(line)
    except NewerArchive as error:
        raise NewerArchive(f"{line.path}: line {line.number}: {error}: {USE_NEWER}") from error
    except (ValueError, OverflowError) as error:  # no record, or one with a number that no file is long enough for
        misfit = str(error)
    return misfit and f"line {line.number}: {misfit}"


def _files(run: RunFile, table: Table) -> Iterator[SegmentInfo]:
    return (info for info in run.files if info.file.startswith(f"{table}/"))
