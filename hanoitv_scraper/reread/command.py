"""`hanoitv reread`: site after site, each as a run of its own."""

from __future__ import annotations

import io
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import FrameType

from hanoitv_scraper import __version__
from hanoitv_scraper.archive.layout import last_run_file, started_files
from hanoitv_scraper.archive.open_run import open_run
from hanoitv_scraper.archive.run import Run
from hanoitv_scraper.archive.run_file import read_run_file
from hanoitv_scraper.archive.withheld import read_withheld
from hanoitv_scraper.errors import HanoiTVError, worst
from hanoitv_scraper.extract.rules_digest import rules_digest
from hanoitv_scraper.reread.article import Result, reread_article
from hanoitv_scraper.reread.asked import Asked, find_names, find_site, find_wanted
from hanoitv_scraper.reread.captures import Captures, Wanted
from hanoitv_scraper.reread.show import prospect, summary, watching
from hanoitv_scraper.reread.tally import Tally, to_plain
from hanoitv_scraper.sites import Site

SIGNALS = (signal.SIGINT, signal.SIGTERM)


@dataclass(slots=True)
class Stop:
    """Whether a signal asked us to stop, and which: we do so between two articles, with every line whole."""

    by: signal.Signals | None = None

    def __call__(self) -> bool:
        return self.by is not None

    def heed(self, number: int, frame: FrameType | None) -> None:
        self.by = signal.Signals(number)


Work = Callable[[Site, Wanted, Stop], Tally]
Show = Callable[[Tally], Iterable[str]]


def reread(asked: Asked) -> int:
    """Read stored pages again, write what differs, print what came of it; return the exit code."""
    return _each_site(asked, partial(_write, asked.root, asked.told()), summary)


def dry_run(asked: Asked) -> int:
    """Read stored pages again and print what would come of it, with nothing locked or written; return the exit code."""
    return _each_site(asked, partial(_try, asked.root), prospect)


def _each_site(asked: Asked, work: Work, show: Show) -> int:
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")  # the examples are Vietnamese, whatever cron's locale is
    sites, codes = _load_sites(asked)
    wanted = find_wanted(asked, sites)
    with _heeding_signals() as stop:
        for site in sites:
            if site.name in wanted and not stop():
                codes.append(_one_site(site, wanted[site.name], stop, work, show))
    if stop.by:
        _say(f"stopped by {stop.by.name}: what was written until then is kept")
        return 128 + stop.by
    return worst(codes)


def _load_sites(asked: Asked) -> tuple[list[Site], list[int]]:
    """Return the sites asked for, and an exit code for each that has no good site file."""
    sites, codes = [], []
    for name in find_names(asked):
        try:
            sites.append(find_site(asked, name))
        except HanoiTVError as error:
            _say(str(error))
            codes.append(error.exit_code)
    return sites, codes


def _one_site(site: Site, wanted: Wanted, stop: Stop, work: Work, show: Show) -> int:
    try:
        tally = work(site, wanted, stop)
    except HanoiTVError as error:
        _say(str(error))
        return error.exit_code
    for line in show(tally):
        print(line)
    return _exit_code(tally)


def _write(root: Path, told: Mapping[str, str], site: Site, wanted: Wanted, stop: Stop) -> Tally:
    """Read a site's pages again as a run that holds its lock from the first look on."""
    with open_run(
        root, site.name, version=__version__, rules=rules_digest(site), mirror=_mirror(root, site.name),
        source="reread", arguments=told,
    ) as run:  # fmt: skip
        for said in run.before:
            _say(f"{site.name}: {said}")
        tally = Tally(site=site.name)
        try:
            for result in _results(root, site, wanted, tally, stop):
                _store(run, result)
        except HanoiTVError as error:
            run.seal("failed", error.exit_code, str(error))
            raise
        if stop.by:
            run.seal("stopped", 128 + stop.by, f"stopped by {stop.by.name}")
        else:
            run.seal("finished", _exit_code(tally), None)
    return tally


def _try(root: Path, site: Site, wanted: Wanted, stop: Stop) -> Tally:
    tally = Tally(site=site.name)
    for _ in _results(root, site, wanted, tally, stop):
        pass
    return tally


def _results(root: Path, site: Site, wanted: Wanted, tally: Tally, stop: Stop) -> Iterator[Result]:
    """Yield what becomes of each article's pages, and count it once it is dealt with; damage is told as it is met."""
    with watching(site.name) as tell:
        captures = Captures(root, site, wanted, read_withheld(root), stop)
        tally.withheld = len(captures.left_out)
        total = len(captures)
        for kept in captures.articles():
            if stop():
                return
            result = reread_article(root, site, kept)
            yield result
            tally.take(result)
            tell(tally.pages, total)
            for left in result.left:
                if left.why == "damaged":
                    _say(left.detail)


def _store(run: Run, result: Result) -> None:
    for added in result.added:
        run.add((added.line,), added.outcome)


def _mirror(root: Path, site: str) -> str | None:
    """Return the `root=` that a site's pages came from, as its last run said, or the first, which was killed, will."""
    said = last_run_file(root, site) or next(iter(started_files(root, site)), None)
    return read_run_file(said).root if said else None


def _exit_code(tally: Tally) -> int:
    return 3 if tally.left["damaged"] else 0


@contextmanager
def _heeding_signals() -> Iterator[Stop]:
    """Note signals instead of being stopped by them."""
    stop = Stop()
    before = {number: signal.signal(number, stop.heed) for number in SIGNALS}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _say(line: str) -> None:
    print(f"hanoitv reread: {to_plain(line)}", file=sys.stderr)
