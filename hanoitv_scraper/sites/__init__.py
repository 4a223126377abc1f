"""What differs between sites: one TOML file a site, and the loader that refuses what it does not know."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from hanoitv_scraper.errors import SiteFileError
from hanoitv_scraper.sites.site import Expect, Site
from hanoitv_scraper.sites.site_file import parse_site_file

__all__ = ["Expect", "Site", "load_site", "site_at", "site_names"]

FOLDER = Path(__file__).parent


def site_names(folder: Path = FOLDER) -> list[str]:
    """Return the names of the sites that have a file in `folder`, sorted."""
    return sorted(path.stem for path in folder.glob("*.toml"))


@cache
def load_site(name: str, folder: Path = FOLDER) -> Site:
    """Return the site that `folder/name.toml` describes; raises SiteFileError with file, key and reason."""
    names = site_names(folder)
    if name not in names:
        raise SiteFileError(f"no site {name!r} in {folder}: there are {', '.join(names) or 'no site files'}")
    path = folder / f"{name}.toml"
    if not name.isprintable():
        raise SiteFileError(f"{str(path)!a}: a site's name cannot be written: rename its file")
    if not path.is_file():  # one of another kind might never end
        raise SiteFileError(f"{path}: expected a file, found none")
    try:
        return parse_site_file(name, path.read_bytes(), _families(FOLDER) | _families(folder))
    except OSError as error:
        raise SiteFileError(f"{path}: cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise SiteFileError(f"{path}: {error}") from error


def _families(folder: Path) -> dict[str, bytes]:
    """Return the family files that come with a folder of site files, by name."""
    return {path.stem: path.read_bytes() for path in (folder / "families").glob("*.toml")}


def site_at(url: str, folder: Path = FOLDER) -> Site | None:
    """Return the site that `url` belongs to, None for a host that no site file names."""
    return _sites_by_host(folder).get(urlsplit(url).hostname or "")


@cache
def _sites_by_host(folder: Path) -> dict[str, Site]:
    sites = [load_site(name, folder) for name in site_names(folder)]
    return {host: site for site in sites for host in site.hosts}
