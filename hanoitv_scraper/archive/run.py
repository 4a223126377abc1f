"""A run: the one writer of a site's part of an archive, from its lock to its commit mark."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from hanoitv_scraper.archive.known import KnownArticles
from hanoitv_scraper.archive.layout import day_folder, new_run_id, run_files
from hanoitv_scraper.archive.lines import to_line
from hanoitv_scraper.archive.lock import locked
from hanoitv_scraper.archive.recover import recover
from hanoitv_scraper.archive.run_file import (
    READ,
    Missed,
    Outcome,
    RunFile,
    Status,
    read_run_file,
    write_ended,
    write_started,
)
from hanoitv_scraper.archive.segments import MAX_BYTES, SegmentWriter, describe
from hanoitv_scraper.errors import BadArgument, CannotWrite
from hanoitv_scraper.items import Article

Clock = Callable[[], datetime]
# Fields whose share among the articles read is counted, for `expect` and for whoever looks at a run file.
COUNTED = ("title", "timestamp", "lead", "body", "quoted_officials", "keywords")


def utc_now() -> datetime:
    """Return the time in UTC, whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)


class Run:
    """A run that writes; made by `open_run`."""

    def __init__(self, root: Path, head: RunFile, recovered: list[RunFile], clock: Clock) -> None:
        self.root = root
        self.head = head
        self.recovered = recovered
        """Runs that had been killed, and that this one sealed first."""
        self.clock = clock
        self.outcomes: Counter[str] = Counter()
        self.fields: Counter[str] = Counter()
        self.missed: list[Missed] = []
        self.broken: list[tuple[str, str]] = []
        """Pages on which our own code failed, and how."""
        self.problem: CannotWrite | None = None
        """Why nothing can be stored any more."""
        self._known = KnownArticles(root, head.site)
        self._segments: list[SegmentWriter] = []

    @property
    def articles_read(self) -> int:
        return sum(self.outcomes[outcome] for outcome in READ)

    def compare(self, article: Article) -> tuple[Article, Outcome]:
        """Return the article numbered and signed as a line of this run, and what it is to the archive."""
        article, outcome = self._known.next_version(replace(article, run=self.head.run))
        self.fields.update(name for name in COUNTED if getattr(article, name))
        if outcome == "same":
            self.outcomes[outcome] += 1
        return article, outcome

    def store(self, article: Article, outcome: Outcome) -> None:
        """Write the article's line; raises CannotWrite, now and from then on."""
        if self.problem:
            raise self.problem
        try:
            place = self._segment().append(to_line(article))
        except OSError as error:
            raise self._cannot_write(error) from error
        self._known.learn(article, place)
        self.outcomes[outcome] += 1

    def miss(self, url: str, outcome: Outcome, reason: str) -> None:
        """Note a page that gave no record."""
        self.outcomes[outcome] += 1
        self.missed.append(Missed(url=url, outcome=outcome, reason=reason))

    def broke(self, url: str, error: str) -> None:
        """Note a page on which our own code failed."""
        self.broken.append((url, error))
        self.miss(url, "failed", f"our own code failed: {error}")

    def seal(self, status: Status, exit_code: int, reason: str | None) -> RunFile:
        """Make everything durable and commit it; raises CannotWrite, and the next run will seal what is there."""
        try:
            for segment in self._segments:
                segment.seal()
            files = tuple(describe(s.path, self.root) for s in self._segments if s.path.exists())
            run_file = msgspec.structs.replace(
                self.head, status=status, exit_code=exit_code, reason=reason, ended_at=self.clock(), files=files,
                outcomes=dict(self.outcomes), fields=dict(self.fields), missed=tuple(self.missed),
            )  # fmt: skip
            write_ended(run_file, self.root)
        except OSError as error:
            raise self._cannot_write(error) from error
        return run_file

    def _segment(self) -> SegmentWriter:
        """Return the open segment; a full one, and one of yesterday, is followed by the next."""
        folder = day_folder(self.root, "articles", self.head.site, self.clock())
        last = self._segments[-1] if self._segments else None
        if last is None or last.path.parent != folder or last.size >= MAX_BYTES:
            if last is not None:
                last.sync()
            number = len(self._segments) + 1
            self._segments.append(SegmentWriter(folder / f"{self.head.run}-{number:04d}.jsonl"))
        return self._segments[-1]

    def _cannot_write(self, error: OSError) -> CannotWrite:
        stored = sum(self.outcomes[outcome] for outcome in ("new", "edited", "reread"))
        self.problem = CannotWrite(
            f"cannot write to {self.root}: {error.strerror or error}: {stored} articles of this run are kept, the page "
            "at hand and what follows is not: make room or give permission, and run again"
        )
        return self.problem


@contextmanager
def open_run(
    root: Path,
    site: str,
    *,
    version: str,
    rules: str,
    mirror: str | None = None,
    arguments: Mapping[str, str] | None = None,
    clock: Clock = utc_now,
) -> Iterator[Run]:
    """Begin a run: take the site's lock, seal what killed runs left, learn what is known. `mirror` is its `root=`.

    Raises CannotWrite, ArchiveLocked, ArchiveDamaged, or BadArgument where the archive came from another mirror.
    """
    now = clock()
    given = dict(arguments or {})
    head = RunFile(
        run=new_run_id(now), site=site, version=version, rules=rules, root=mirror, arguments=given, started_at=now
    )
    with ExitStack() as stack:
        try:
            stack.enter_context(locked(root, site, f"run {head.run}"))
            _check_mirror(root, mirror)
            recovered = recover(root, site, now)
            write_started(head, root)
            run = Run(root, head, recovered, clock)
        except OSError as error:
            raise CannotWrite(
                f"cannot write to the archive {root}: {error.strerror or error}: nothing was fetched: "
                "give another folder as DATA_DIR, or permission"
            ) from error
        yield run


def _check_mirror(root: Path, mirror: str | None) -> None:
    """Refuse to mix pages of the site itself with those of a mirror, or of two mirrors, in one archive."""
    files = run_files(root)
    if files and (before := read_run_file(files[-1]).root) != mirror:
        raise BadArgument(
            f"the archive {root} holds pages of {before or 'the sites themselves'}, this run would add pages of "
            f"{mirror or 'the site itself'}: give another folder as DATA_DIR"
        )
