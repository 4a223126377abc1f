"""Whether an index knows what the archive holds, told without reading the archive: years of runs are many."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hanoitv_scraper.archive.disk import why
from hanoitv_scraper.archive.lines import from_line
from hanoitv_scraper.dumps.search.index import Index
from hanoitv_scraper.dumps.sound import OnDamage, run_records
from hanoitv_scraper.errors import ArchiveDamaged


@dataclass(frozen=True, slots=True, order=True)
class Day:
    """A folder of run files."""

    site: str
    name: str

    def path(self, root: Path) -> Path:
        return root / "runs" / self.site / self.name


@dataclass(frozen=True, slots=True)
class News:
    """What an archive holds that its index does not know."""

    runs: tuple[Path, ...]
    """Files of ended runs, oldest first."""
    days: dict[Day, int]
    """All folders of run files, and when the system last saw names come and go there."""
    another: bool
    """Runs that the index knows are gone or others: it is of another archive."""


def read_news(index: Index, root: Path) -> News:
    """Compare the names of run files with those that were folded in; folders that did not change are not read."""
    days = dict(_days(root))
    known = {Day(site, day): changed for site, day, changed in index.db.execute("SELECT site, day, changed FROM days")}
    newest = {day.site: day for day in sorted(days)}
    new, another = list[Path](), not known.keys() <= days.keys()
    for day, changed in days.items():
        # Names that came within one tick of the clock of files change no time: the newest day is always read.
        if known.get(day) == changed and newest[day.site] != day:
            continue
        there = {path.stem for path in day.path(root).iterdir() if path.suffix == ".json"}
        folded = _folded(index, day)
        another = another or not folded.keys() <= there
        new += (day.path(root) / f"{run}.json" for run in there - folded.keys())
        if newest[day.site] == day and not another and folded:
            last = max(folded)
            another = _digest(day.path(root) / f"{last}.json") != folded[last]
    return News(tuple(sorted(new, key=lambda path: path.name)), days, another)


def fold(index: Index, root: Path, run_file: Path, on_damage: OnDamage) -> None:
    """Take in where the articles of an ended run lie; what of it is damaged is told, and noted in the index."""
    noted: list[ArchiveDamaged] = []
    for line, article in run_records(root, run_file, "articles", from_line, noted.append):
        index.learn(line, article)
    for damage in noted:
        on_damage(damage)
    key = (run_file.parent.parent.name, run_file.parent.name, run_file.stem)
    index.db.execute("INSERT INTO runs VALUES (?, ?, ?, ?)", (*key, _digest(run_file)))
    index.db.executemany("INSERT INTO damage VALUES (?, ?, ?, ?)", ((*key, _what(root, one)) for one in noted))


def note_days(index: Index, days: dict[Day, int]) -> None:
    """Note when folders changed, once what was new in them is folded in."""
    index.db.execute("DELETE FROM days")
    rows = ((day.site, day.name, changed) for day, changed in days.items())
    index.db.executemany("INSERT INTO days VALUES (?, ?, ?)", rows)


def is_damage_the_same(index: Index, root: Path, on_damage: OnDamage) -> bool:
    """Tell whether what was damaged when it was folded in still is so, no more and no less, and tell it again."""
    runs = index.db.execute("SELECT DISTINCT site, day, run FROM damage").fetchall()
    for site, day, run in runs:
        found: list[ArchiveDamaged] = []
        for _ in run_records(root, Day(site, day).path(root) / f"{run}.json", "articles", from_line, found.append):
            pass
        noted = index.db.execute("SELECT what FROM damage WHERE (site, day, run) = (?, ?, ?)", (site, day, run))
        if [what for (what,) in noted] != [_what(root, damage) for damage in found]:
            return False
        for damage in found:
            on_damage(damage)
    return True


def _days(root: Path) -> Iterator[tuple[Day, int]]:
    for site in _folders(root / "runs", "site="):
        for day in _folders(Path(site.path), "fetched="):
            yield Day(site.name, day.name), day.stat().st_mtime_ns


def _folders(path: Path, prefix: str) -> list[os.DirEntry[str]]:
    if not path.is_dir():
        return []
    with os.scandir(path) as entries:
        return [entry for entry in entries if entry.name.startswith(prefix) and entry.is_dir()]


def _folded(index: Index, day: Day) -> dict[str, str]:
    rows = index.db.execute("SELECT run, digest FROM runs WHERE (site, day) = (?, ?)", (day.site, day.name))
    return dict(rows.fetchall())


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        return why(error)


def _what(root: Path, damage: ArchiveDamaged) -> str:
    """Return what is said of a damage, whichever way the archive was named."""
    return str(damage).replace(f"{root}/", "")
