"""The options that verbs for analysts share: which articles, and what to do where the archive is damaged."""

from __future__ import annotations

import argparse
import sys
from datetime import time
from typing import TYPE_CHECKING

from hanoitv_scraper.errors import ArchiveDamaged, BadArgument
from hanoitv_scraper.say import say
from hanoitv_scraper.verbs.archive_options import check_archive

if TYPE_CHECKING:
    from hanoitv_scraper.archive.read import Versions
    from hanoitv_scraper.dumps.chosen import Choice


def add_choice_options(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--site", metavar="SITE", help="of this site alone (default: all)")
    add("--since", metavar="DATE", help="published on that day or later, as 2021-11-08")
    add("--until", metavar="DATE", help="published on that day or before")
    add("--skip-damaged", action="store_true", help="name damaged files and leave them out; without it they are code 3")


def to_choice(options: argparse.Namespace, versions: Versions = "latest") -> Choice:
    """Return what was asked for; raises BadArgument for a folder, site, date or span that is none."""
    from hanoitv_scraper.archive.layout import check_held, site_names
    from hanoitv_scraper.archive.read import to_bound
    from hanoitv_scraper.dumps.chosen import Choice

    check_archive(options.data)
    if options.site is not None:
        check_held(options.data, options.site, site_names(options.data))
    since, until = to_bound(options.since, time.min), to_bound(options.until, time.max)
    if since and until and since > until:
        raise BadArgument(f"expected --since before --until, found {options.since!r} and {options.until!r}")
    return Choice(site=options.site, since=since, until=until, versions=versions)


class Damage:
    """What is done with damage: it ends the verb with code 3, or is named on stderr, once a place, and counted."""

    def __init__(self, verb: str, skip: bool) -> None:
        self._verb = verb
        self._skip = skip
        self._named = dict[str, None]()

    def __call__(self, damage: ArchiveDamaged) -> None:
        if not self._skip:
            raise ArchiveDamaged(f"{damage}: restore it from a copy, or leave it out with --skip-damaged") from damage
        if str(damage) not in self._named:
            self._named[str(damage)] = None
            say(f"hanoitv {self._verb}: {damage}: left out", sys.stderr)

    def __len__(self) -> int:
        """How many files and lines were left out."""
        return len(self._named)
