"""What a reread is asked for: which sites, which articles, since when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from pathlib import Path

from hanoitv_scraper.archive.layout import check_held, site_names
from hanoitv_scraper.archive.lines import sighting_from_line
from hanoitv_scraper.archive.read import committed_lines, decode_version, to_bound
from hanoitv_scraper.archive.run_file import UNREAD
from hanoitv_scraper.errors import BadArgument
from hanoitv_scraper.reread.captures import Wanted, id_of
from hanoitv_scraper.sites import Site, load_site
from hanoitv_scraper.sites import site_names as site_files
from hanoitv_scraper.sites.urls import clean_url


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The verb's arguments."""

    root: Path
    sites: tuple[str, ...] = ()
    """None: all that the archive holds."""
    since: str | None = None
    """ISO date or datetime; naive ones at +07:00."""
    ids: tuple[str, ...] = ()
    """Ids or URLs; none: all."""
    only_unread: bool = False
    sites_dir: Path

    def told(self) -> Mapping[str, str]:
        """Return them as the run file keeps them."""
        told = {"since": self.since or "", "id": " ".join(self.ids), "unread": "yes" if self.only_unread else ""}
        return {name: value for name, value in told.items() if value}


def find_names(asked: Asked) -> list[str]:
    """Return the names of the sites that are asked for; raises BadArgument for one that the archive does not hold."""
    held = site_names(asked.root)
    for name in asked.sites:
        check_held(asked.root, name, held)
    if not held:
        raise BadArgument(f"{asked.root} holds nothing to read again: give the archive's folder with --data")
    return list(dict.fromkeys(asked.sites or held))


def find_site(asked: Asked, name: str) -> Site:
    """Return a site by its file; raises BadArgument where it has none, SiteFileError where that is bad."""
    files = site_files(asked.sites_dir)
    if name not in files:
        raise BadArgument(
            f"{asked.root} holds articles of {name!r}, which has no site file in {asked.sites_dir}: give its folder "
            f"with --sites-dir, or name the sites to read again: {', '.join(files) or 'none'} can be"
        )
    return load_site(name, asked.sites_dir)


def find_wanted(asked: Asked, sites: Sequence[Site]) -> Mapping[str, Wanted]:
    """Return by site which pages are to be read again; raises BadArgument for a date that is none, an unknown id."""
    since = to_bound(asked.since, time.min)
    if not asked.ids:
        return {site.name: Wanted(since=since, only_unread=asked.only_unread) for site in sites}
    return {
        name: Wanted(since=since, ids=ids, only_unread=asked.only_unread)
        for name, ids in _find_ids(asked, sites).items()
    }


def _find_ids(asked: Asked, sites: Sequence[Site]) -> Mapping[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    missing = dict.fromkeys(asked.ids)
    for site in sites:
        wanted = {key: text for text in asked.ids for key in _known_as(text, site)}
        for id, url in _held(asked.root, site):
            for text in (wanted[key] for key in (id, url) if key in wanted):
                found[site.name].add(id)
                missing.pop(text, None)
    for text in missing:
        raise BadArgument(
            f"--id {text}: {asked.root} holds no such article: expected an id like hanoitv:d182391, or its URL"
        )
    return {name: frozenset(ids) for name, ids in found.items()}


def _known_as(text: str, site: Site) -> tuple[str, ...]:
    """Return what an id, or an article's URL, may be known as in an archive of the site: ids and URLs."""
    if "://" not in text:
        return (text,)
    url = clean_url(text) or text
    known = site.recognise(url)
    return (url, f"{site.name}:{known[1]}") if known else (url,)


def _held(root: Path, site: Site) -> Iterator[tuple[str, str]]:
    """Yield id and URL of every version, and of every page that could not be read."""
    for line in committed_lines(root, site.name):
        version = line.decoded_by(decode_version)
        yield version.id, version.url
    for line in committed_lines(root, site.name, "sightings"):
        sighting = line.decoded_by(sighting_from_line)
        if sighting.outcome in UNREAD:
            yield id_of(sighting, site), sighting.url
