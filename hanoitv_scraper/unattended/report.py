"""What to tell of a crawl that has ended: how it went by its own word, and whether that is as usual."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from signal import Signals

from hanoitv_scraper.archive.layout import last_run_file
from hanoitv_scraper.archive.run_file import RunFile, read_run_file
from hanoitv_scraper.health.checks import find_trouble
from hanoitv_scraper.health.runs import read_recent
from hanoitv_scraper.health.trouble import Check, Trouble
from hanoitv_scraper.sites import Site
from hanoitv_scraper.unattended.process import Ended

# A run tells by itself how it failed, and it has just begun.
OF_NO_CONCERN: frozenset[Check] = frozenset(("run", "late"))
STOPPED = (130, 143)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What became of a site's turn."""

    site: str
    code: int
    """An exit code of `scrapy crawl`."""
    lines: tuple[str, ...]
    """What it did; where the code is not 0 also what is wrong, and where its log is."""


def report(site: Site, root: Path, before: Path | None, ended: Ended, now: datetime) -> Report:
    """Return what to tell of a crawl; `before` is the file of the site's last run before it. Raises ArchiveDamaged."""
    lines = [line.removeprefix("scrapy crawl: ").removeprefix(f"{site.name}: ") for line in ended.said if line.strip()]
    # One that someone has stopped did not do what it should.
    code = 1 if ended.code in STOPPED or ended.code < 0 else ended.code
    last = _last_of(root, site.name, before)
    if ended.overran or (ended.code < 0 and last is None):
        why = "it did not end within its time" if ended.overran else f"killed by {Signals(-ended.code).name}"
        code, lines = 1, [*lines, f"{why}: the next run completes it"]
    if last is None:  # it asked for nothing, or did not come to its end
        return Report(
            site=site.name, code=code, lines=tuple(lines or [f"ended with code {ended.code}, without a word"])
        )
    if code in (0, 1):
        trouble = find_usual_trouble(site, root, now)
        lines += [f"{each.what}; {each.do}" for each in trouble]
        code = 1 if trouble else code
    if code and last.log:
        lines.append(f"its log: the lines in {root / last.log} that begin with {last.run}")
    return Report(site=site.name, code=code, lines=tuple(lines))


def _last_of(root: Path, site: str, before: Path | None) -> RunFile | None:
    """Return the file of a site's last run, None where it is of one before: a killed run's comes with the next one."""
    last = last_run_file(root, site)
    run = read_run_file(last) if last and last != before else None
    return run if run and run.status != "recovered" else None


def find_usual_trouble(site: Site, root: Path, now: datetime) -> Sequence[Trouble]:
    """Return in what a site's runs are not as usual, their own failures left out."""
    found = find_trouble(site, read_recent(root, site.name, now), now)
    return [each for each in found if each.check not in OF_NO_CONCERN]
