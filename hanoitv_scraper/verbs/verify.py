"""`hanoitv verify`: whether the archive holds what its run files vouch for."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from hanoitv_scraper.errors import ArchiveDamaged, HanoiTVError, NewerArchive, worst
from hanoitv_scraper.say import say
from hanoitv_scraper.verbs.archive_options import add_data_option, check_archive

if TYPE_CHECKING:
    from hanoitv_scraper.archive.verify.runs import Damage

HELP = "tell whether the archive holds what its run files say, whole and unchanged; it changes nothing"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_data_option(parser)
    parser.add_argument("sites", nargs="*", metavar="SITE", help="of these sites (default: all the archive holds)")
    parser.add_argument("--quick", action="store_true", help="look whether files are there in their size, read none")


def run(options: argparse.Namespace, rest: Sequence[str]) -> int:
    """Print a line for each sound site, and on stderr one for each file that is damaged, code 3."""
    from hanoitv_scraper.archive.layout import check_held, site_names

    check_archive(options.data)
    held = site_names(options.data)
    if not held:
        print(f"{options.data} holds nothing of any site")
    codes = [0]
    for site in options.sites or held:
        try:
            check_held(options.data, site, held)
            codes.append(_verify(options.data, site, options.quick))
        except HanoiTVError as error:
            _say(str(error))
            codes.append(error.exit_code)
    return worst(codes)


def _verify(root: Path, site: str, quick: bool) -> int:
    from hanoitv_scraper.archive.verify.contents import Contents
    from hanoitv_scraper.archive.verify.runs import find_wrong_sizes, read_notes, read_runs, read_state_note, told

    runs, damaged = read_runs(root, site)
    for note in (*read_notes(root, site, runs), *(() if quick else read_state_note(root, site, runs))):
        print(f"{site}: {note}")
    with _progress(site, sum(info.bytes for run in runs for info in run.files)) as advance:
        contents = Contents(root, runs, damaged, advance)
        found = chain(damaged, find_wrong_sizes(root, runs) if quick else contents.find_damage())
        if number := _say_each(root, found):
            _say(f"{site}: {number} of its files are damaged: restore them from a copy; nothing was changed")
            return ArchiveDamaged.exit_code
    bare = f", of these records {contents.without_page:,} without a raw page" if contents.without_page else ""
    print(f"{site}: {told(runs)}{bare}: {'all there, in their sizes' if quick else 'all as they were written'}")
    return 0


def _say_each(root: Path, found: Iterable[Damage]) -> int:
    """Say what is damaged and return how many files are; what a newer version wrote is said, or raised if alone."""
    number = 0
    try:
        for damage in found:
            _say(f"{root / damage.file}: {damage.what}")
            number += 1
    except NewerArchive as error:
        if not number:
            raise
        _say(str(error))
    return number


@contextmanager
def _progress(site: str, size: int) -> Iterator[Callable[[int], None]]:
    """Show how many of `size` bytes are read, on a terminal; give what is called with bytes more."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(site), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True, soft_wrap=True), transient=True) as progress:
        task = progress.add_task("", total=size)
        yield lambda more: progress.advance(task, more)


def _say(line: str) -> None:
    say(f"hanoitv verify: {line}", sys.stderr)
