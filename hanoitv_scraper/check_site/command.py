"""`hanoitv check-site`: pages found, measured, shown."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from rich.console import Console

from hanoitv_scraper import __version__
from hanoitv_scraper.check_site.fit import find_misfits, measure
from hanoitv_scraper.check_site.sample import fetch_sample
from hanoitv_scraper.check_site.show import show
from hanoitv_scraper.errors import BadArgument, NotAnArticle, SiteFileError
from hanoitv_scraper.items import Page
from hanoitv_scraper.preview import page_at
from hanoitv_scraper.sites import Site, load_site
from hanoitv_scraper.sites.urls import read_root

AGENT = f"hanoitv-scraper/{__version__} (check of a site file)"


def check_site(name: str, places: Sequence[str], root: str | None, limit: int, every: bool) -> list[str]:
    """Print how the site file `name` (a site's name, or a path ending in .toml) fits, and return what does not.

    `places` are URLs and saved pages of its articles; without any, up to `limit` are fetched from the site, or from the
    mirror at `root`. Raises SiteFileError, BadArgument and NothingToCheck.
    """
    mirror = None if root is None else read_root(root)
    if root is not None and mirror is None:
        raise BadArgument(f"--root: expected scheme and host like http://127.0.0.1:8000, found {root!r}")
    if limit < 1:
        raise BadArgument(f"--limit: expected a number of pages, 1 or more, found {limit}")
    site = _load(name)
    pages = _pages_at(places) if places else fetch_sample(site, mirror, limit, AGENT)
    fit = measure(site, _watched(pages, len(places) or limit))
    # A file or a pipe gets whole lines, however narrow the terminal.
    show(fit, Console(width=None if sys.stdout.isatty() else 160, highlight=False), every)
    return [f"{site.name}: {misfit}" for misfit in find_misfits(fit)]


def _load(name: str) -> Site:
    path = Path(name)
    if path.suffix != ".toml":
        return load_site(name)
    if not path.is_file():
        raise SiteFileError(f"{path}: there is no such file; a site there is goes by its name: {path.stem}")
    return load_site(path.stem, path.parent)


def _pages_at(places: Iterable[str]) -> Iterator[Page | NotAnArticle]:
    for place in places:
        try:
            yield page_at(place, agent=AGENT)
        except NotAnArticle as error:
            yield error


def _watched(pages: Iterable[Page | NotAnArticle], count: int) -> Iterator[Page | NotAnArticle]:
    """Yield pages, and tell a person at a terminal how far we are."""
    with Console(stderr=True).status("") as status:
        for number, page in enumerate(pages, 1):
            status.update(f"page {number} of {count}: {page.url}")
            yield page
