"""Names of people: when two spellings are one name, and how many people bear it."""

from __future__ import annotations

from functools import cache, lru_cache

from hanoitv_scraper.vietnamese.fold import fold
from hanoitv_scraper.vietnamese.words import words

HONORIFICS = ("honorifics_male", "honorifics_female", "honorifics_other", "ranks")
# Of a thousand people, how many bear a part of a name that its list leaves out.
UNLISTED = {"surname_shares": 2.0, "middle_shares": 3.0, "given_shares": 3.0}
# Of a thousand people, how many bear no middle name.
NO_MIDDLE = 20.0
LONGEST = 100


@lru_cache(maxsize=65_536)
def name_key(name: str) -> str:
    """Return what all spellings of a name share: new tone marks, small letters, no honorific or rank before it."""
    syllables = fold(name[:LONGEST]).replace("-", " ").replace(".", ". ").split()
    for taken in range(len(syllables) - 2, 0, -1):
        if syllables[taken] in _surnames() and " ".join(syllables[:taken]).replace(". ", ".") in _honorifics():
            return " ".join(syllables[taken:])
    return " ".join(syllables).strip(" ,.;:")


@lru_cache(maxsize=65_536)
def share_of_bearers(key: str) -> float:
    """Return which share of all people bears a name, roughly: 1 for initials and given names alone."""
    syllables = key.split()
    if len(syllables) < 2 or any(
        len(syllable.strip(".")) < 2 and syllable != "y" for syllable in (syllables[0], syllables[-1])
    ):
        return 1.0
    middle = " ".join(syllables[1:-1])
    return (
        _share("surname_shares", syllables[0])
        * (_share("middle_shares", middle) if middle else NO_MIDDLE / 1000)
        * _share("given_shares", syllables[-1])
    )


def _share(part: str, name: str) -> float:
    return _shares(part).get(name, UNLISTED[part]) / 1000


@cache
def _shares(part: str) -> dict[str, float]:
    entries = (entry.partition("=") for entry in words(f"register/{part}"))
    return {fold(name.strip()): float(share) for name, _, share in entries}


@cache
def _surnames() -> frozenset[str]:
    return frozenset(map(fold, (*words("surnames"), *words("common_surnames"))))


@cache
def _honorifics() -> frozenset[str]:
    return frozenset(fold(entry).replace(". ", ".") for part in HONORIFICS for entry in words(part))
