"""What a dump is made from: the chosen articles, the register of officials and the sightings of an archive."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import chain
from pathlib import Path
from types import MappingProxyType

from hanoitv_scraper.archive.layout import each_run_file
from hanoitv_scraper.archive.run_file import read_run_file
from hanoitv_scraper.dumps.chosen import Choice, Chosen
from hanoitv_scraper.dumps.officials.register import Register
from hanoitv_scraper.dumps.rows import image_rows, keyword_rows, office_rows, quote_rows
from hanoitv_scraper.dumps.sightings import Sightings
from hanoitv_scraper.dumps.sound import OnDamage, stop_at
from hanoitv_scraper.dumps.tables import BY_MONTH, UNDATED, TableName
from hanoitv_scraper.errors import ArchiveDamaged
from hanoitv_scraper.items import Article, Record

OF_ARTICLES: tuple[TableName, ...] = ("articles", "quotes", "keywords", "images")
"""Tables whose rows come from articles, month by month."""
CODE = ("items.py", "dumps", "vietnamese")
FOLDERS = ("formats", "officials", "register")
"""Folders within these whose code makes rows too; others, as `report`, make none."""


def ignore() -> None:
    """Nobody watches."""


class Source:
    """An archive, read; on disk, but for the register."""

    def __init__(
        self, root: Path, choice: Choice, on_damage: OnDamage = stop_at, advance: Callable[[], object] = ignore
    ) -> None:
        """Read it; `advance` is called for every version. Raises ArchiveDamaged, NewerArchive, BadArgument."""
        self.register = Register()

        def look(article: Article) -> None:
            self.register.add(article)
            advance()

        self.chosen = Chosen(root, choice, on_damage, look)
        self.register.close(self.chosen.has)
        self.sightings = Sightings(root, self.chosen, on_damage)
        self._rows: Mapping[TableName, Callable[[Article], Iterable[Record]]] = MappingProxyType(
            {
                "articles": lambda article: (article,),
                "quotes": lambda article: quote_rows(article, self.register.official_id),
                "keywords": keyword_rows,
                "images": image_rows,
            }
        )

    def months(self, table: TableName) -> dict[str, str]:
        """Return a table's months, in order, each with a digest of what its rows are made from; never none.

        Of quotes it leaves out the officials' ids: these may change by articles of other months.
        """
        found = self.sightings.months() if table == "sightings" else self.chosen.months()
        return found or {UNDATED: ""}

    def digest(self) -> str:
        """Return a digest of everything: as long as it is the same, all rows are."""
        of_months = chain.from_iterable(self.months(table).items() for table in ("articles", "sightings"))
        return digest_of(self.chosen.digest(), *chain.from_iterable(of_months))

    def official_ids(self, article: Article) -> bytes:
        """Return the ids of those whom an article quotes, to be digested."""
        speakers = (*article.quoted_officials, *article.quoted_others)
        return repr([self.register.official_id(article, speaker) for speaker in speakers]).encode()

    def rows_of(self, table: TableName, article: Article) -> Iterable[Record]:
        return self._rows[table](article)

    def rows(self, table: TableName) -> Iterator[Record]:
        """Yield all rows of a table, in their order."""
        if table in BY_MONTH:
            for month in self.months(table):
                yield from self.rows_in(table, month)
        else:
            for official in self.register.officials():
                yield from (official,) if table == "officials" else office_rows(official)

    def rows_in(self, table: TableName, month: str) -> Iterator[Record]:
        """Yield a month's rows of a table, in their order."""
        if table == "sightings":
            yield from self.sightings.rows(month)
        else:
            for article in self.chosen.articles(month):
                yield from self.rows_of(table, article)


def count_versions(root: Path) -> int:
    """Return how many versions of articles the run files tell of; those that are damaged tell of none."""
    count = 0
    for path in each_run_file(root):
        with suppress(ArchiveDamaged):
            count += sum(info.records for info in read_run_file(path).files if info.file.startswith("articles/"))
    return count


def digest_of(*words: str) -> str:
    return hashlib.sha256("\n".join(words).encode()).hexdigest()


@cache
def code_digest() -> str:
    """Return a digest of the code and the words that make rows: what other code made is made anew."""
    digest = hashlib.sha256()
    for part in CODE:
        for file in _files(files("hanoitv_scraper") / part):
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _files(part: Traversable) -> Iterator[Traversable]:
    if part.is_file():
        yield part
    else:
        for inner in sorted(part.iterdir(), key=lambda one: one.name):
            if inner.name.endswith((".py", ".txt", ".toml", ".md")) or inner.name in FOLDERS:
                yield from _files(inner)
