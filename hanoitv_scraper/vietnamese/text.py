"""Text as we store it: NFC, nothing invisible, white space folded; and its folded shadow for matching."""

from __future__ import annotations

import re
import unicodedata

# Zero-width characters, bidi marks, word joiner, BOM and soft hyphen: 144 of them in one page of tuoitre.vn of 2015.
INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")
# Control characters other than white space, and lone surrogates, which no UTF-8 file can hold.
UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]")
SPACES = re.compile(r"\s+")


def clean(text: str) -> str:
    """Return `text` in NFC on one line: white space of every kind folded to one space, the invisible removed."""
    text = UNPRINTABLE.sub("", INVISIBLE.sub("", text))
    return SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def clean_paragraphs(text: str) -> str:
    """Return `text` with each paragraph (blank-line separated) cleaned, empty ones gone, parted by one blank line."""
    return "\n\n".join(filter(None, map(clean, re.split(r"\n\s*\n", text))))
