"""Where an archive's files lie, and what they are called."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from heapq import merge
from pathlib import Path
from typing import Literal

from hanoitv_scraper.errors import BadArgument

Table = Literal["pages", "articles", "sightings"]
"""What a run writes, in this order: a page before the line that was read off it, that before the note that it was."""
TABLES: tuple[Table, ...] = ("pages", "articles", "sightings")
SUFFIXES: dict[Table, str] = {"pages": "warc.gz", "articles": "jsonl", "sightings": "jsonl"}
# A file that is still being written has this behind its name; sealing takes it away.
OPEN = ".open"
# A whole file that is being written stands beside its place under this ending.
NEW = ".new"
RUN_TIME = "%Y%m%dT%H%M%SZ"
RUN_ID = re.compile(r"^(\d{8}T\d{6}Z-[0-9a-f]{4})")


def new_run_id(now: datetime, last: str | None) -> str:
    """Return a name for a run that begins at `now` (UTC) after the run `last`: names sort in the order of runs.

    Where the clock is behind the last run's name, the second after that stands for it: order goes before the hour.
    """
    if last is not None:
        now = max(now, started_at(last) + timedelta(seconds=1))
    return f"{now.astimezone(UTC):{RUN_TIME}}-{secrets.token_hex(2)}"


def started_at(run: str) -> datetime:
    """Return the time (UTC) in a run's name."""
    return datetime.strptime(run[:16], RUN_TIME).replace(tzinfo=UTC)


def day_folder(root: Path, table: str, site: str, now: datetime) -> Path:
    """Return `root/table/site=SITE/fetched=DAY` for the UTC day of `now`."""
    return root / table / f"site={site}" / f"fetched={now:%Y-%m-%d}"


def segment_name(table: Table, run: str, number: int) -> str:
    return f"{run}-{number:04d}.{SUFFIXES[table]}"


def run_file_path(root: Path, site: str, run: str) -> Path:
    return day_folder(root, "runs", site, started_at(run)) / f"{run}.json"


def site_names(root: Path) -> list[str]:
    """Return the sites that an archive holds anything of, sorted."""
    return sorted({name.removeprefix("site=") for table in ("runs", *TABLES) for name in _names(root / table, "site=")})


def check_held(root: Path, site: str, held: Sequence[str]) -> None:
    """Raise BadArgument for a site that an archive holds nothing of; `held` are those that it holds something of."""
    if site not in held:
        raise BadArgument(f"{root} holds nothing of {site!r}: it holds {', '.join(held) or 'nothing'}")


def run_files(root: Path, site: str | None = None) -> list[Path]:
    """Return the files of all ended runs (of one site), oldest first."""
    return list(each_run_file(root, site))


def each_run_file(root: Path, site: str | None = None) -> Iterator[Path]:
    """Yield the files of all ended runs (of one site), oldest first, never all at once: years of runs are many."""
    sites = _names(root / "runs", "site=") if site is None else [f"site={site}"]
    by_site = [_files(root / "runs" / name, (".json",)) for name in sites]
    return by_site[0] if len(by_site) == 1 else merge(*by_site, key=lambda path: path.name)


def run_ids(root: Path, site: str, after: str = "") -> Iterator[str]:
    """Yield the ended runs of a site, of these those behind the run `after`, oldest first."""
    names = (name.removesuffix(".json") for _, name in _entries(_runs_of(root, site), (".json",), _day(after)))
    return (name for name in names if name > after and RUN_ID.fullmatch(name))


def last_run_file(root: Path, site: str) -> Path | None:
    """Return the file of a site's last ended run: the newest in the newest folder, whose names are those of runs."""
    return next(newest_run_files(root, site), None)


def newest_run_files(root: Path, site: str) -> Iterator[Path]:
    """Yield the files of a site's ended runs, the newest first, by folders: years of runs are many."""
    folder = _runs_of(root, site)
    for day in reversed(_names(folder, "fetched=")):
        yield from (folder / day / name for name in reversed(_names(folder / day, "")) if name.endswith(".json"))


def started_files(root: Path, site: str) -> list[Path]:
    """Return the marks of runs that began and did not end, oldest first: they stand behind the last that ended."""
    return _after_the_last(root, site, f".json{OPEN}")


def unfinished_files(root: Path, site: str) -> list[Path]:
    """Return what a run that was killed while it wrote its mark or its file left beside it: no run ever reads that."""
    return _after_the_last(root, site, NEW)


def site_folders(root: Path, site: str) -> list[Path]:
    """Return the folders, from the root down, that hold those of a site's days."""
    tables = [root / table for table in ("runs", *TABLES)]
    return [path for path in (root, *tables, *(table / f"site={site}" for table in tables)) if path.is_dir()]


def segment_files(root: Path, site: str, table: Table) -> list[Path]:
    """Return all segments of a site's table, sealed or not, oldest first."""
    return sorted(each_segment(root, site, table), key=lambda path: path.name)


def each_segment(root: Path, site: str, table: Table) -> Iterator[Path]:
    """Yield all segments of a site's table, sealed or not, by day, never all at once."""
    return _files(root / table / f"site={site}", (f".{SUFFIXES[table]}", f".{SUFFIXES[table]}{OPEN}"))


def run_of(path: Path) -> str | None:
    """Return the id of the run that wrote a file, None for a file that is none of ours."""
    match = RUN_ID.match(path.name)
    return match and match[1]


def sealed_name(path: Path) -> str:
    return path.name.removesuffix(OPEN)


def relative(path: Path, root: Path) -> str:
    """Return how records name a file: relative to the archive's root, by the name it has once it is sealed."""
    return path.with_name(sealed_name(path)).relative_to(root).as_posix()


def located(root: Path, file: str) -> Path:
    """Return where a file that a record names lies now: under its own name, or still open."""
    path = root / file
    return path if path.exists() else path.with_name(path.name + OPEN)


def lock_file(root: Path, site: str) -> Path:
    return root / "state" / f"{site}.lock"


def state_file(root: Path, site: str) -> Path:
    return root / "state" / f"{site}.sqlite"


def log_file(root: Path, site: str) -> Path:
    return root / "logs" / f"{site}.log"


def _after_the_last(root: Path, site: str, end: str) -> list[Path]:
    """Return the files beside run files that end so, from the last ended run's day on."""
    last = last_run_file(root, site)
    return list(_files(_runs_of(root, site), (end,), last.parent.name if last else ""))


def _runs_of(root: Path, site: str) -> Path:
    return root / "runs" / f"site={site}"


def _day(run: str) -> str:
    """Return the name of the folder of a run's day; an empty one for no run."""
    return f"fetched={started_at(run):%Y-%m-%d}" if run else ""


def _files(folder: Path, ends: tuple[str, ...], first: str = "") -> Iterator[Path]:
    return (day / name for day, name in _entries(folder, ends, first))


def _entries(folder: Path, ends: tuple[str, ...], first: str = "") -> Iterator[tuple[Path, str]]:
    """Yield the folder and the name of each file that ends so, by day from `first` on, and name."""
    for name in _names(folder, "fetched="):
        if name >= first:
            day = folder / name
            yield from ((day, file) for file in _names(day, "") if file.endswith(ends))


def _names(folder: Path, prefix: str) -> list[str]:
    """Return the names in a folder that begin so, sorted; none where there is no such folder."""
    try:
        with os.scandir(folder) as entries:
            return sorted(entry.name for entry in entries if entry.name.startswith(prefix))
    except (FileNotFoundError, NotADirectoryError):
        return []
