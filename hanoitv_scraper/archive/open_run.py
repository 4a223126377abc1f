"""How a run begins: alone, on an archive in which every earlier run is sealed and known."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from datetime import timedelta
from pathlib import Path

from hanoitv_scraper.archive import disk
from hanoitv_scraper.archive.layout import last_run_file, log_file, new_run_id, relative, run_of, site_names, started_at
from hanoitv_scraper.archive.lock import locked
from hanoitv_scraper.archive.recover import marked_runs, recover, settle_folders, told, unvouched_runs
from hanoitv_scraper.archive.run import Run
from hanoitv_scraper.archive.run_file import RunFile, read_run_file, write_started
from hanoitv_scraper.archive.state import State, open_state
from hanoitv_scraper.clock import Clock, utc_now
from hanoitv_scraper.errors import BadArgument, CannotWrite


@contextmanager
def open_run(
    root: Path,
    site: str,
    *,
    version: str,
    rules: str,
    mirror: str | None = None,
    source: str = "live",
    arguments: Mapping[str, str] | None = None,
    clock: Clock = utc_now,
    keep_free: int = disk.KEEP_FREE,
    keeps_log: bool = False,
) -> Iterator[Run]:
    """Begin a run: take the site's lock, seal what killed runs left, learn what is known. `mirror` is its `root=`.

    Where it `keeps_log` its file names one, for the caller to write. It writes as long as `keep_free` bytes stay free
    on the disk. Raises CannotWrite, ArchiveLocked, ArchiveDamaged, or BadArgument where the archive came from another
    mirror.
    """
    with ExitStack() as stack:
        now = clock()
        try:
            state, before = stack.enter_context(mended(root, site, "a run", clock))
            disk.check_space(root, keep_free)
            _check_mirror(root, mirror)
            last = last_run_file(root, site)
            head = RunFile(
                run=new_run_id(now, run_of(last) if last else None), site=site, version=version, rules=rules,
                source=source, root=mirror, arguments=dict(arguments or {}), started_at=now,
                log=relative(log_file(root, site), root) if keeps_log else None,
            )  # fmt: skip
            write_started(head, root)
            run = Run(root, head, state, stack.enter_context(closing(State(None))), clock, keep_free)
        except (OSError, sqlite3.Error) as error:
            raise CannotWrite(
                f"cannot write to the archive {root}: {disk.why(error)}: nothing was fetched or "
                "written: make room, give permission, or give another folder"
            ) from error
        run.before = (*before, *_clock_behind(head))
        yield run


@contextmanager
def mended(
    root: Path, site: str, holder: str, clock: Clock, find_dead: Callable[[Path, str], set[str]] = marked_runs
) -> Iterator[tuple[State, list[str]]]:
    """Hold the site's lock with every dead run sealed; give its state, and what was done, a line each.

    Raises OSError, sqlite3.Error, ArchiveLocked, ArchiveDamaged.
    """
    with locked(root, site, holder, clock()):
        settle_folders(root, site)
        done = [told(run) for run in recover(root, site, find_dead(root, site), clock())]
        with closing(open_state(root, site)) as state:
            if state.read_anew:
                done.append("what was known of its articles was missing or damaged: it was read anew from the archive")
            yield state, done


def recover_site(root: Path, site: str, clock: Clock = utc_now) -> list[str]:
    """Complete what killed runs of a site left; return what was done, a line each.

    Raises CannotWrite, ArchiveLocked, ArchiveDamaged.
    """
    try:
        with mended(root, site, "a recovery", clock, unvouched_runs) as (_, done):
            return done
    except (OSError, sqlite3.Error) as error:
        raise CannotWrite(
            f"cannot write to {root}: {disk.why(error)}: what was recovered until then is kept"
        ) from error


def _clock_behind(head: RunFile) -> Iterator[str]:
    """Yield what to say of a run that by the clock began before the last one; in the same second is not before."""
    if started_at(head.run) - head.started_at.replace(microsecond=0) > timedelta(seconds=1):
        yield (
            f"the clock says {head.started_at:%Y-%m-%d %H:%M:%S} UTC, which is before the last run: this one is named "
            f"{head.run} to stand behind it; its times are the clock's"
        )


def _check_mirror(root: Path, mirror: str | None) -> None:
    """Refuse to mix pages of the site itself with those of a mirror, or of two mirrors, in one archive."""
    lasts = [last for site in site_names(root) if (last := last_run_file(root, site))]
    newest = max(lasts, key=lambda path: path.name, default=None)
    if newest and (before := read_run_file(newest).root) != mirror:
        raise BadArgument(
            f"the archive {root} holds pages of {before or 'the sites themselves'}, this run would add pages of "
            f"{mirror or 'the site itself'}: give another folder as DATA_DIR"
        )
