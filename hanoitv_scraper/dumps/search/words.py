"""A text as the words that are looked for: folded, and bare where a query has no diacritics."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from hanoitv_scraper.vietnamese.bare import to_bare
from hanoitv_scraper.vietnamese.fold import shadow

WORD = re.compile(r"[^\W_]+")
# Stands between the values of a list, so that no phrase reaches from one into the next: no word looks like it.
BETWEEN = " · "


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text and the span in which it is printed there."""

    folded: str
    start: int
    end: int


class Known(dict[str, str]):
    """What `read` makes of what stands between two spaces, remembered: a language has few syllables."""

    def __init__(self, read: Callable[[str], str]) -> None:
        self._read = read

    def __missing__(self, chunk: str) -> str:
        made = self._read(chunk)
        if len(self) < 100_000 and len(chunk) < 40:
            self[chunk] = made
        return made


def to_words(text: str) -> list[str]:
    """Return the words of a text, folded: lower case, tone marks in their new place."""
    return WORD.findall(shadow(text).folded)


def find_words(text: str) -> list[Word]:
    """Return the words of a text with their places in it."""
    shade = shadow(text)
    return [Word(word[0], *shade.span(*word.span())) for word in WORD.finditer(shade.folded)]


def is_exact(word: str) -> bool:
    """Tell whether a folded word has diacritics, and so stands for nothing but itself."""
    return BARE[word] != word


def matches(asked: str, word: str) -> bool:
    """Tell whether a query's word finds a text's: one with diacritics that with the same, one without any."""
    return word == asked or BARE[word] == asked


def find_phrases(phrase: Sequence[str], words: Sequence[Word]) -> list[int]:
    """Return where in `words` a phrase begins, each time."""
    return [
        at
        for at in range(len(words) - len(phrase) + 1)
        if all(matches(asked, words[at + place].folded) for place, asked in enumerate(phrase))
    ]


def to_columns(values: Iterable[str | None]) -> tuple[str, str]:
    """Return what the index holds of a field's values: all words bare, and those that have diacritics with them."""
    chunks = [value.split() for value in values if value]
    all_bare = BETWEEN.join(" ".join(map(BARE_WORDS.__getitem__, value)) for value in chunks)
    return all_bare, BETWEEN.join(" ".join(filter(None, map(EXACT_WORDS.__getitem__, value))) for value in chunks)


BARE = Known(to_bare)
BARE_WORDS = Known(lambda chunk: to_bare(" ".join(to_words(chunk))))
EXACT_WORDS = Known(lambda chunk: " ".join(filter(is_exact, to_words(chunk))))
