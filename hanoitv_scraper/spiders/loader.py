"""Which spiders there are: one for each site file, made when it is asked for."""

from __future__ import annotations

from pathlib import Path

from scrapy import Request
from scrapy.settings import BaseSettings

from hanoitv_scraper.sites import FOLDER, load_site, site_names
from hanoitv_scraper.spiders.site_spider import SiteSpider


def sites_folder(settings: BaseSettings) -> Path:
    """Return the folder of the site files: the setting SITES_DIR, or the package's own."""
    return Path(settings["SITES_DIR"]) if settings["SITES_DIR"] else FOLDER


class SiteSpiderLoader:
    """Scrapy's view of the site files; a broken one is no harm to the others."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> SiteSpiderLoader:
        return cls(sites_folder(settings))

    def list(self) -> list[str]:
        return site_names(self.folder)

    def load(self, spider_name: str) -> type[SiteSpider]:
        """Return the spider of a site; raises KeyError for a site without file, SiteFileError for a bad file."""
        if spider_name not in self.list():
            raise KeyError(f"Spider not found: {spider_name}")
        site = load_site(spider_name, self.folder)
        return type(f"{spider_name.title()}Spider", (SiteSpider,), {"name": site.name, "site": site})

    def find_by_request(self, request: Request) -> list[str]:  # type: ignore[valid-type]  # `list` is the method above
        """Return none: `scrapy shell` and `scrapy fetch` then take Scrapy's own spider. Ours have a run to work for."""
        return []
