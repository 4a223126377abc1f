"""Offices without their bodies, as they are compared."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from hanoitv_scraper.vietnamese.fold import fold, shadow
from hanoitv_scraper.vietnamese.text import clean
from hanoitv_scraper.vietnamese.words import words

LONGEST = 200
WORD = re.compile(r"\w+")


@lru_cache(maxsize=16_384)
def position_key(position: str) -> str:
    """Return what all spellings of an office share: no abbreviations, no commas, nothing that says it was held once."""
    plain = shadow(clean(position[:LONGEST])).plain
    spelt = " ".join(_abbreviations().get(word, word.lower()) for word in WORD.findall(plain) if word != "và")
    return _former().sub("", spelt)


@cache
def _abbreviations() -> dict[str, str]:
    entries = (entry.partition("=") for entry in words("register/position_abbreviations"))
    return {short.strip(): fold(long.strip()) for short, _, long in entries}


@cache
def _former() -> re.Pattern[str]:
    return re.compile(rf"^(?:{'|'.join(map(fold, words('former')))}) ")
