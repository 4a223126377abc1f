"""An article's lines and sightings, found in an archive by its id or a URL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import msgspec

from hanoitv_scraper.archive.layout import Table, site_names
from hanoitv_scraper.archive.lines import from_line, sighting_from_line
from hanoitv_scraper.archive.read import committed_lines
from hanoitv_scraper.archive.withheld import ID
from hanoitv_scraper.errors import BadArgument
from hanoitv_scraper.items import Article, Sighting
from hanoitv_scraper.sites import site_at
from hanoitv_scraper.sites.urls import clean_url

T = TypeVar("T", Article, Sighting)


@dataclass(frozen=True, slots=True)
class History:
    """What an archive knows of an article."""

    id: str
    versions: tuple[Article, ...]
    """In the order in which they were written."""
    sightings: tuple[Sighting, ...]
    """In the order of their times."""


def find_id(root: Path, place: str) -> str | None:
    """Return the id that `place` is, or that of the article at the URL `place`; None for a URL that none is known at.

    Raises BadArgument for what is neither, ArchiveDamaged.
    """
    url = clean_url(place)
    if url is None:
        if "://" in place or not (ID.fullmatch(place) and place.isprintable()):
            raise BadArgument(f"expected an id like hanoitv:d182391 or an http(s) URL, found {place!r}")
        return place
    site = site_at(url)
    if site and (known := site.recognise(url)):
        return f"{site.name}:{known[1]}"
    return next(_ids_at(root, {url, place}), None)


def read_history(root: Path, id: str) -> History:
    """Return what the archive knows of an id, which may be nothing; raises ArchiveDamaged."""
    sightings = sorted(_lines_of(root, id, "sightings", sighting_from_line), key=lambda sighting: sighting.at)
    return History(id, tuple(_lines_of(root, id, "articles", from_line)), tuple(sightings))


def _lines_of(root: Path, id: str, table: Table, decode: Callable[[bytes], T]) -> Iterator[T]:
    """Yield the lines of an id; the others, told by their first bytes, are not decoded."""
    site = id.partition(":")[0]
    if site not in site_names(root):
        return
    key = b'"id":' + msgspec.json.encode(id)
    end = len('{"schema":1,') + len(key)
    for line in committed_lines(root, site, table):
        if line.content.find(key, 0, end) > 0:
            yield line.decoded_by(decode)


def _ids_at(root: Path, urls: set[str]) -> Iterator[str]:
    """Yield the ids of articles whose URL is one of `urls`, then of those that were looked at or fetched there."""
    keys = [msgspec.json.encode(url) for url in urls]
    for line in committed_lines(root):
        if any(key in line.content for key in keys) and (article := line.decoded_by(from_line)).url in urls:
            yield article.id
    for line in committed_lines(root, table="sightings"):
        if any(key in line.content for key in keys):
            sighting = line.decoded_by(sighting_from_line)
            if not urls.isdisjoint((sighting.url, sighting.fetched)):
                yield sighting.id
