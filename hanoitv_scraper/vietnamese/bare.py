"""Vietnamese without its diacritics, as it is typed where no keyboard for it is at hand: quan uy for quận uỷ."""

from __future__ import annotations

import unicodedata
from types import MappingProxyType

# Latin-1, Latin Extended-A and -B, and Latin Extended Additional, where the letters with two marks stand.
LATIN = (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))
# A stroke is no mark to Unicode; eth and the African letter are what converters of old fonts left for đ.
STROKES = {"đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "Ɖ": "D"}


def _base(letter: str) -> str:
    base = unicodedata.normalize("NFD", letter)[0]
    return base if base.isascii() else STROKES.get(letter, letter)


BARE = MappingProxyType({code: _base(chr(code)) for code in LATIN if _base(chr(code)) != chr(code)})


def to_bare(text: str) -> str:
    """Return text (NFC) with its letters' diacritics taken off, đ's stroke too: a letter for a letter, case kept."""
    return text if text.isascii() else text.translate(BARE)
