"""The sites in turn or side by side, and a word when something is wrong."""

from __future__ import annotations

import os
import signal
import sys
import uuid
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from threading import RLock, Timer
from types import FrameType

from hanoitv_scraper.archive.layout import last_run_file, log_file
from hanoitv_scraper.archive.layout import site_names as archived_names
from hanoitv_scraper.clock import Clock
from hanoitv_scraper.errors import BadArgument, CannotWrite, HanoiTVError, SiteFileError, worst
from hanoitv_scraper.health.standing import read_standing
from hanoitv_scraper.say import one_line, say
from hanoitv_scraper.sites import Site, load_site, site_names
from hanoitv_scraper.sites.duration import duration_text
from hanoitv_scraper.unattended.metrics import write_metrics
from hanoitv_scraper.unattended.ping import Event, ping
from hanoitv_scraper.unattended.process import STOPPING, Process, start, watch
from hanoitv_scraper.unattended.report import Report, report

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What `scrapy archive` was told."""

    sites: tuple[str, ...]
    """Names; empty for those that are enabled."""
    folder: Path
    """Of the site files."""
    root: Path
    """Of the archive."""
    arguments: tuple[str, ...] = ()
    """For each crawl, as `-a root=…` and `-s NAME=…`."""
    jobs: int = 1
    """Crawls at a time."""
    time_limit: timedelta | None = None
    """For a site; None for what its file says."""
    quiet: bool = False
    """Whether nothing is said where all is well."""
    ping_url: str | None = None
    metrics_file: Path | None = None


def archive(asked: Asked, clock: Clock) -> int:
    """Crawl sites, tell what became of each in lines, and return the exit code that decides among theirs.

    All is well on stdout, what is wrong on stderr. Raises BadArgument where there is no site to crawl.
    """
    check_folder(asked.folder)
    names = asked.sites or tuple(enabled(asked.folder))
    if not names:
        raise BadArgument(f"no site in {asked.folder} is enabled: name one, or set crawl.enabled in its file")
    id, turns, told = str(uuid.uuid4()), Turns(asked, clock), list[str]()
    _aside(lambda: _ping(asked, "start", id))
    with turns.watching_signals():
        for turn in turns.take(names):
            told += _tell(turn, quiet=asked.quiet)
    code = 128 + turns.stopped_by if turns.stopped_by else worst(turns.codes)
    _aside(lambda: _measure(asked, names, clock()))
    # That somebody stopped us is no failure, which a code would be to the watcher.
    _aside(lambda: _ping(asked, "log" if turns.stopped_by else code, id, "\n".join(told)))
    return code


def check_folder(folder: Path) -> None:
    """Raise BadArgument for a folder of site files that is none, or that may not be read."""
    try:
        os.scandir(folder).close()
    except OSError as error:
        raise BadArgument(f"no site files at {folder}: {error.strerror}: give their folder as SITES_DIR") from error


def enabled(folder: Path) -> Iterator[str]:
    """Yield the sites that a run without names takes; one whose file cannot be read may be one of them."""
    for name in site_names(folder):
        try:
            if load_site(name, folder).enabled:
                yield name
        except SiteFileError:
            yield name


class Turns:
    """Sites that are crawled, so many at a time, until a signal comes."""

    def __init__(self, asked: Asked, clock: Clock) -> None:
        self.asked = asked
        self.clock = clock
        self.codes: list[int] = []
        self.stopped_by: int | None = None
        self._running: set[Process] = set()
        # Held while a crawl begins: a signal stops it, or it is not begun. Another signal may come while one is heeded.
        self._lock = RLock()

    def take(self, names: Sequence[str]) -> Iterator[Report]:
        """Give each site its turn and yield what became of it, as it ends."""
        with ThreadPoolExecutor(self.asked.jobs) as pool:
            for turn in as_completed([pool.submit(self._turn, name) for name in dict.fromkeys(names)]):
                self.codes.append(turn.result().code)
                yield turn.result()

    @contextmanager
    def watching_signals(self) -> Iterator[None]:
        """Pass on to the crawls what would stop us: they seal what they have."""
        # Who started us under `nohup` ignores one of them, and so do we.
        heeded = [number for number in SIGNALS if signal.getsignal(number) is not signal.SIG_IGN]
        before = [(number, signal.signal(number, self._stop)) for number in heeded]
        try:
            yield
        finally:
            for number, handler in before:
                signal.signal(number, handler)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        with self._lock:
            self.stopped_by = number
            for process in tuple(self._running):
                process.terminate()
        killing = Timer(STOPPING.total_seconds(), self._kill)
        killing.daemon = True
        killing.start()

    def _kill(self) -> None:
        for process in tuple(self._running):
            process.kill()

    def _turn(self, name: str) -> Report:
        try:
            return self._crawl(load_site(name, self.asked.folder))
        except HanoiTVError as error:
            return Report(site=name, code=error.exit_code, lines=(str(error),))
        except OSError as error:
            told = f"cannot read {error.filename}: {error.strerror}: give permission to it, and run again"
            return Report(site=name, code=CannotWrite.exit_code, lines=(told,))
        except Exception as error:  # noqa: BLE001  # what is wrong with one site is no harm to the others
            return Report(site=name, code=1, lines=(f"our own code failed: {error!r}",))

    def _crawl(self, site: Site) -> Report:
        asked, limit = self.asked, self.asked.time_limit or site.time_limit
        before = last_run_file(asked.root, site.name)
        with self._lock:
            if self.stopped_by:
                return Report(site=site.name, code=0, lines=("not begun",))
            process = start(crawl_arguments(site, asked, limit))
            self._running.add(process)
        if not asked.quiet and sys.stdout is not None and sys.stdout.isatty():  # a person, who may wait for hours
            log = log_file(asked.root, site.name)
            say(f"{site.name}: at work for {duration_text(limit)} at most; {log} tells more", sys.stdout)
        ended = watch(process, limit)
        self._running.discard(process)
        return report(site, asked.root, before, ended, self.clock())


def crawl_arguments(site: Site, asked: Asked, limit: timedelta) -> list[str]:
    """Return what `scrapy` is told for a site's crawl; what the user said comes behind what we say."""
    ours = {"RUN_LOG": "INFO", "LOG_ENABLED": "False", "TIME_LIMIT": duration_text(limit)}
    places = {"DATA_DIR": asked.root.resolve(), "SITES_DIR": asked.folder.resolve()}
    told = [part for name, value in ours.items() for part in ("-s", f"{name}={value}")]
    told += [*asked.arguments, *(part for name, value in places.items() for part in ("-s", f"{name}={value}"))]
    return ["crawl", site.name, *told]


def _tell(report: Report, *, quiet: bool) -> list[str]:
    """Print what became of a site, and return it."""
    lines = [one_line(f"{report.site}: {line}") for line in report.lines]
    # What it says before its last line is no summary: a killed run was sealed, the clock was put back.
    *notes, summary = lines
    for line in notes:
        say(line, sys.stderr)
    if report.code or not quiet:
        say(summary, sys.stderr if report.code else sys.stdout)
    return lines


def _aside(do: Callable[[], str | None]) -> None:
    """Do what is no part of archiving: where it fails that is told on stderr, and the exit code stays as it is."""
    try:
        problem = do()
    except Exception as error:  # noqa: BLE001  # the sites are archived, whatever becomes of this
        problem = f"our own code failed: {error!r}"
    if problem:
        say(f"archive: {problem}", sys.stderr)


def _ping(asked: Asked, event: Event, id: str, body: str = "") -> str | None:
    return ping(asked.ping_url, event, id, body) if asked.ping_url else None


def _measure(asked: Asked, names: Sequence[str], now: datetime) -> str | None:
    """Write the figures of all sites that the archive holds; return why that was not possible."""
    if asked.metrics_file is None:
        return None
    told = {*names, *archived_names(asked.root)}
    trouble = {name: read_standing(asked.root, name, asked.folder, now).trouble for name in told}
    try:
        write_metrics(asked.metrics_file, asked.root, trouble, now)
    except OSError as error:
        return f"cannot write the figures {asked.metrics_file}: {error.strerror}"
    return None
