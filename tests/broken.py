"""A pipeline that breaks on one page: it stands in for an error of our own."""

from __future__ import annotations

from hanoitv_scraper.extract.article import Reading


class Broken:
    broken: str | None = None

    def process_item(self, item: Reading) -> Reading:
        """Raise on the first article that comes."""
        self.broken = self.broken or item.article.id
        if item.article.id == self.broken:
            raise KeyError("bug")
        return item
