"""What was observed: who was quoted in which version of which article, in columns, so that a million fit in memory."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from hanoitv_scraper.items import VIETNAM, Article

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
NEVER = -(2**62)


class Observed:
    """Versions of articles that quote a named official, each with its observations, in the archive's order."""

    def __init__(self) -> None:
        self.prints = Prints()
        self.articles: list[str] = []
        self.article = array("i")
        self.revision = array("i")
        self.reading = array("i")
        self.at = array("q")
        self.before = array("i")
        self.start = array("i", [0])
        self.office = array("i")
        self.name = array("i")
        self.position = array("i")
        self.organisation = array("i")
        self.quotes = array("i")
        self._last: dict[str, int] = {}

    def open_version(self, article: Article) -> int:
        """Return the number of a new version, whose observations are put next."""
        version, last = len(self.article), self._last.get(article.id, -1)
        self.article.append(len(self.articles) if last < 0 else self.article[last])
        if last < 0:
            self.articles.append(article.id)
        self.revision.append(article.revision)
        self.reading.append(article.reading)
        self.at.append(NEVER if article.timestamp is None else (article.timestamp - EPOCH) // MICROSECOND)
        self.before.append(last)
        self.start.append(len(self.office))
        self._last[article.id] = version
        return version

    def put(self, office: int, name: str, position: str | None, organisation: str | None, quotes: int) -> None:
        """Add an observation to the version that was opened last."""
        self.office.append(office)
        self.name.append(self.prints.number(name))
        self.position.append(self.prints.number(position))
        self.organisation.append(self.prints.number(organisation))
        self.quotes.append(quotes)
        self.start[-1] = len(self.office)

    def version_of(self, article: Article) -> int | None:
        """Return the number of an article's version; None if it quotes no named official."""
        version = self._last.get(article.id, -1)
        while version >= 0 and (self.revision[version], self.reading[version]) != (article.revision, article.reading):
            version = self.before[version]
        return None if version < 0 else version

    def of_version(self, version: int) -> range:
        """Return the numbers of a version's observations."""
        return range(self.start[version], self.start[version + 1])

    def id_of(self, version: int) -> str:
        """Return the id of the article that a version is of."""
        return self.articles[self.article[version]]

    def key_of(self, version: int) -> tuple[str, int, int]:
        """Return what tells a version: its article's id, revision and reading."""
        return self.id_of(version), self.revision[version], self.reading[version]

    def time_of(self, version: int) -> int | None:
        """Return when the article says it was published, in microseconds from 1970."""
        return None if self.at[version] == NEVER else self.at[version]

    def versions(self) -> Iterator[int]:
        return iter(range(len(self.article)))


class Prints:
    """Texts by number, each kept once."""

    def __init__(self) -> None:
        self._numbers: dict[str | None, int] = {}
        self._texts: list[str | None] = []

    def number(self, text: str | None) -> int:
        number = self._numbers.setdefault(text, len(self._texts))
        if number == len(self._texts):
            self._texts.append(text)
        return number

    def text(self, number: int) -> str | None:
        return self._texts[number]


def to_datetime(at: int) -> datetime | None:
    """Return an observation's time as it is told: in Vietnam; None for one that tells none."""
    return None if at == NEVER else (EPOCH + at * MICROSECOND).astimezone(VIETNAM)
