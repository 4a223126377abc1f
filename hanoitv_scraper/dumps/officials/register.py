"""The register: articles in, officials out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from hanoitv_scraper.dumps.tables import Official
from hanoitv_scraper.items import Article, QuotedSpeaker


class Register:
    """Who was quoted in office, told from every version of every article, oldest run first."""

    def add(self, article: Article) -> None:
        """Take in the next version of an article, in the order of the archive: ids depend on that order alone."""

    def close(self, counts: Callable[[str, int, int], bool]) -> None:
        """End taking in; `counts` tells which versions (id, revision, reading) are to be counted and told."""

    def official_id(self, article: Article, speaker: QuotedSpeaker) -> str | None:
        """Return the id of an article's quoted official, once closed; None for a body or someone unnamed."""
        return None

    def officials(self) -> Iterator[Official]:
        """Yield the officials of the versions that count, and those merged into them, by id, once closed."""
        return iter(())
