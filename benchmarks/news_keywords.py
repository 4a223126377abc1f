"""Two thousand keywords of invented news: few are frequent, and some rise, fall, peak or come back each year."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate
from math import exp, pi, sin
from random import Random

from benchmarks import news_words as words

KEYWORDS = 2_000
PLACES = (*words.DISTRICTS, *words.COUNTIES)


@dataclass(frozen=True, slots=True)
class Keyword:
    text: str
    topic: str
    """Empty where it names a place alone."""
    section: tuple[str, ...]
    place: str
    """Empty where it names a topic alone."""


def make_keywords(rng: Random) -> list[Keyword]:
    """Return the keywords, the most frequent first: topics and places alone before topics of a place."""
    topics = [(topic, section) for section, named in words.SECTIONS.items() for topic in named]
    alone = [Keyword(topic, topic, section, "") for topic, section in topics]
    alone += [Keyword(place, "", (), place) for place in PLACES]
    joined = [Keyword(f"{topic} {place}", topic, section, place) for topic, section in topics for place in PLACES]
    rng.shuffle(alone)
    rng.shuffle(joined)
    return [*alone, *joined][:KEYWORDS]


TRENDS: tuple[Callable[[float, float], float], ...] = (
    lambda year, phase: 0.1 + year,
    lambda year, phase: 0.1 + 4 - year,
    lambda year, phase: 0.1 + 12 * exp(-30 * (year - 4 * phase) ** 2),
    lambda year, phase: 0.1 + 2 * max(0.0, sin(2 * pi * (year + phase))) ** 4,
    lambda year, phase: 1,
    lambda year, phase: 1,
    lambda year, phase: 1,
)
"""How often a keyword is used, by years since the first day and a number from 0 to 1 that is its own."""


class Drawer:
    """Draws the keywords of a month as their frequencies and trends have it."""

    def __init__(self, rng: Random) -> None:
        self.keywords = make_keywords(rng)
        self._phases = [rng.random() for _ in self.keywords]
        self._by_month: dict[int, list[float]] = {}

    def draw(self, rng: Random, month: int, number: int) -> list[Keyword]:
        """Return up to so many different keywords; `month` counts from the first."""
        if month not in self._by_month:
            self._by_month[month] = list(accumulate(self._weights(month / 12)))
        drawn = rng.choices(self.keywords, cum_weights=self._by_month[month], k=number)
        return list(dict.fromkeys(drawn))

    def _weights(self, year: float) -> list[float]:
        return [
            TRENDS[rank % len(TRENDS)](year, phase) / (rank + 20) ** 1.05 for rank, phase in enumerate(self._phases)
        ]
