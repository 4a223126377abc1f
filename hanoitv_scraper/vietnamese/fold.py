"""A shadow of a text in which spelling variants are one, for matching; with the way back to the text as printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from hanoitv_scraper.vietnamese.text import to_nfc

# Old and new placing of the tone mark in an open syllable: hoà, hòa. Not after q, where u belongs to the consonant.
TONES = dict(
    pair.split("/")
    for pair in "oà/òa oá/óa oả/ỏa oã/õa oạ/ọa oè/òe oé/óe oẻ/ỏe oẽ/õe oẹ/ọe uỳ/ùy uý/úy uỷ/ủy uỹ/ũy uỵ/ụy".split()
)
TONES |= {old.upper(): new.upper() for old, new in TONES.items()}
TONES |= {old.capitalize(): new.capitalize() for old, new in TONES.items()}
# Any o or u with such a letter: that a regular expression finds fast; TONES tells which are to change.
TONE = re.compile(rf"[oOuU](?<![qQ].)[{''.join({pair[1] for pair in TONES})}](?!\w)")
# Quotation marks keep their side as far as they show it; eth is the Vietnamese đ of old fonts.
LOOKALIKES = dict(
    zip(
        "„«‟‹›»`´ÐðƉ‐‑‒–—―−\u00a0\u2002\u2003\u2007\u2009\u202f\u3000\t\r\v\f",
        "““““””''ĐđĐ-------           ",
        strict=True,
    )
)
LOOKALIKE = re.compile(f"[{''.join(map(re.escape, LOOKALIKES))}]")
INVISIBLE = "\u200b-\u200f\u2060-\u2064\ufeff\u00ad"
# What a shadow leaves out, or holds as one: white space, the invisible, decomposed letters, two apostrophes. What may
# be odd stands first, in one set: that a regular expression finds twice as fast as a choice.
MAYBE_ODD = f"[\\s{INVISIBLE}'’‘\u0300-\u036f]"
IS_ODD = "|".join(
    (
        r"(?<=\s)\s+",
        r"(?<= )(?=[,;:](?:\s|\w|$)|[.](?:\s|[A-ZĐ]|$))",
        r"(?<=\n)",
        f"(?<=[{INVISIBLE}])[{INVISIBLE}]*",
        "(?<=')'|(?<=’)’|(?<=‘)‘",
        "(?<=\\w[\u0300-\u036f])[\u0300-\u036f]*",
    )
)
ODD = re.compile(f"{MAYBE_ODD}(?:{IS_ODD})")
# Where no space stands beside another white space, as in nearly all stored text, the spaces need not be looked at.
BUT_SPACE = "\\t-\\r\\x1c-\\x1f\\x85\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000"
ODD_BUT_SPACES = re.compile(f"{MAYBE_ODD.replace(chr(92) + 's', BUT_SPACE)}(?:{IS_ODD})")
SPACES = re.compile(r" [\s,;:.]|[^\S ] ")


@dataclass(frozen=True, slots=True)
class Shadow:
    """`plain` is what is matched with its capitals, `folded` without; both of one length."""

    text: str
    plain: str
    folded: str
    origins: tuple[int, ...] | None
    """For each place in the shadow, and its end, the place in `text`; None where they are the same."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of `text` that lies under a span of the shadow."""
        if self.origins is None:
            return start, end
        first, last = self.origins[start], self.origins[end]
        while last > first and self.text[last - 1].isspace():
            last -= 1
        return first, last

    def printed(self, start: int, end: int) -> str:
        """Return what `text` holds under a span of the shadow, on one line."""
        first, last = (start, end) if self.origins is None else self.span(start, end)
        printed = self.text[first:last]
        return printed.strip() if self.origins is None and printed.isprintable() else " ".join(printed.split())


def shadow(text: str) -> Shadow:
    """Return the shadow of any text. Paragraphs stay parted by one blank line, other white space is one space."""
    odd = list(_find_odd(text))
    plain, origins = _replace(text, odd) if odd else (text, None)
    plain = TONE.sub(_place_tone, LOOKALIKE.sub(_shape_alike, plain))
    return Shadow(text, plain, lower(plain), origins)


def _shape_alike(match: re.Match[str]) -> str:
    return LOOKALIKES[match[0]]


def _place_tone(match: re.Match[str]) -> str:
    return TONES.get(match[0], match[0])


def _find_odd(text: str) -> Iterator[tuple[int, int, str]]:
    for match in (ODD if SPACES.search(text) else ODD_BUT_SPACES).finditer(text):
        start, end = match.span()
        if "\u0300" <= text[start] <= "\u036f":
            start -= 1  # the marks' letter
        new = _shape(text[start:end])
        if new != text[start:end]:
            yield start, end, new


def _shape(odd: str) -> str:
    if odd == " ":
        return ""
    if odd.isspace():
        return "\n\n" if odd.count("\n") > 1 else " "
    if odd[0].isalnum() or odd[0] == "_":
        return to_nfc(odd)
    return '"' if odd[0] in "'’‘" else ""


def _replace(text: str, odd: list[tuple[int, int, str]]) -> tuple[str, tuple[int, ...]]:
    pieces, origins, at = [], list[int](), 0
    for start, end, new in odd:
        pieces += [text[at:start], new]
        origins += [*range(at, start), *([start] * len(new))]
        at = end
    pieces.append(text[at:])
    origins += range(at, len(text) + 1)
    return "".join(pieces), tuple(origins)


def lower(plain: str) -> str:
    """Return `plain` in lower case and of the same length, whatever it holds (İ would become two characters)."""
    folded = plain.lower()
    if len(folded) == len(plain):
        return folded
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in plain)


@lru_cache(maxsize=4096)
def fold(words: str) -> str:
    """Return a word or phrase as it is compared: NFC, lower case, tone marks in their new place."""
    words = LOOKALIKE.sub(_shape_alike, to_nfc(words))
    return lower(TONE.sub(_place_tone, words))
