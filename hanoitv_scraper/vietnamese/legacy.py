"""Text whose letters came out wrong: the encodings Vietnamese had before Unicode, and UTF-8 read as Latin-1."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import islice

# How many words that are no Vietnamese as they stand are looked at, how many different ones must speak for an encoding,
# and what share of them that must be. Vietnamese sentences of 60 letters give 4 words and more and nearly all of them;
# French, Portuguese, German or Swedish prose gives less than a third.
WORDS_LOOKED_AT = 400
WORDS_NEEDED = 4
SHARE_NEEDED = 0.7

# Vowel by vowel: grave, hook, tilde, acute, dot below, none; then đ, and the capitals that the table below has.
LETTERS = "àảãáạ ằẳẵắặă ầẩẫấậâ èẻẽéẹ ềểễếệê ìỉĩíị òỏõóọ ồổỗốộô ờởỡớợơ ùủũúụ ừửữứựư ỳỷỹýỵ đĐ ĂÂÊÔƠƯ"
CODES = {
    # TCVN 5712:1993, its third table (VN3), which the ABC fonts (.VnTime) follow. Capitals with tones are another font.
    "TCVN3 (ABC)": "B5B6B7B8B9 BBBCBDBEC6A8 C7C8C9CACBA9 CCCECFD0D1 D2D3D4D5D6AA D7D8DCDDDE DFE1E2E3E4 E5E6E7E8E9AB "
    "EAEBECEDEEAC EFF1F2F3F4 F5F6F7F8F9AD FAFBFCFDFE AEA7 A1A2A3A4A5A6",
    # RFC 1456, section 2.
    "VISCII": "E0E4E3E1D5 A2C6C7A1A3E5 A5A6E7A4A7E2 E8EBA8E9A9 ABACADAAAEEA ECEFEEEDB8 F2F6F5F3F7 B0B1B2AFB5F4 "
    "B6B7DEBEFEBD F9FCFBFAF8 D7D8E6D1F1DF CFD6DBFDDC F0D0 C5C2CAD4B4BF",
    # No standard: the fonts of the Vietnamese Professionals Society, as the converter khiemdoan/VBKey has them.
    "VPS": "E0E4E3E1E5 A2A3A4A1A5E6 C0C4C5C3C6E2 E8C8EBE9CB 8A8BCD898CEA ECCCEFEDCE F2D5F5F386 D2B087D3B6F4 "
    "A9AAABA7AED6 F9FBDBFAF8 D8BABBD9BFDC FF9BCF9A9C C7F1",
}
# Windows-1252 as browsers read it, and Latin-1 with it: the five bytes it leaves out are control characters.
WINDOWS_1252 = tuple(bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(256))

# VNI for Windows writes the mark as a letter of its own behind the vowel; ô and ö are the vowels ơ and ư.
VNI_MARKS = {
    **dict(zip("øûõùï", ("\u0300", "\u0309", "\u0303", "\u0301", "\u0323"), strict=True)),
    **dict(
        zip(
            "âàåãáä",
            ("\u0302", "\u0302\u0300", "\u0302\u0309", "\u0302\u0303", "\u0302\u0301", "\u0302\u0323"),
            strict=True,
        )
    ),
    **dict(
        zip(
            "êèúüéë",
            ("\u0306", "\u0306\u0300", "\u0306\u0309", "\u0306\u0303", "\u0306\u0301", "\u0306\u0323"),
            strict=True,
        )
    ),
}
VNI_VOWELS = {"ô": "ơ", "ö": "ư"}
VNI_LETTERS = {"ì": "ì", "æ": "ỉ", "ó": "ĩ", "í": "í", "ò": "ị", "î": "ỵ", "ñ": "đ", **VNI_VOWELS}
VNI = re.compile(f"([aeouyôö])([{''.join(VNI_MARKS)}])|[{''.join(VNI_LETTERS)}]")

# A syllable in lower case without its mark of tone. The sounds are those of every primer; borrowed words are no
# evidence.
SYLLABLE = re.compile(
    r"(?:b|ch?|d|đ|gh?|gi|h|kh?|l|m|ngh?|nh?|ph?|qu|r|s|th?|tr|v|x)?"
    r"(?:a(?:ch|[cimoptuy]|n[gh]?)?|ă(?:[cmpt]|ng?)|â(?:[cmptuy]|ng?)|e(?:[cmopt]|ng?)?|ê(?:ch|[cmptu]|nh?)?"
    r"|i(?:ch|[acmptu]|nh?)?|[iy]ê(?:[cmptu]|ng?)|o(?:[cimpt]|ng?)?|oo(?:c|ng)|o?a(?:ch|[cimoty]|n[gh]?)?|oă(?:[cmt]|ng?)"
    r"|oe[ont]?|ô(?:[cimpt]|ng?)?|ơ(?:[imnpt])?|u(?:[acimpt]|ng?)?|uâ(?:[nty]|ng)|uê(?:ch|nh)?|uy(?:a|u|t|ch|nh)?"
    r"|uyê[nt]|uơ|uô(?:[cimt]|ng?)|ư(?:[acimtu]|ng?)?|ươ(?:[cimptu]|ng?)|y(?:t|nh|ch)?)"
)
# Of Latin-1, what Vietnamese does not use; guillemets, degrees and raised dots it does.
ODD = "¡¢£¤¥¦§¨ª¬\xad®¯±²³´µ¶¸¹¼½¾ÄÅÆÇËÎÏÐÑÖ×ØÛÜÞßäåæçëîïðñöøûüþÿ".encode("latin-1")
NOT_ODD = bytes(set(range(256)) - set(ODD))
ASCII = bytes(range(128))
TONES = "\u0300\u0301\u0303\u0309\u0323"
# A word with a letter that is not ASCII; quotation marks, dashes and dots are none.
WORD = re.compile(r"(?<![A-Za-z])[A-Za-z]*+[^\s\x00-~‐-‟•-…][^\s\x00-@\[-`{-~‐-‟•-…]*")

# The two, three or four bytes of a letter, each as Latin-1 or Windows-1252 shows it.
BYTE_OF = {shown: code for code in range(128, 256) for shown in (WINDOWS_1252[code], chr(code))}
_REST = "".join(re.escape(shown) for shown, code in BYTE_OF.items() if code < 0xC0)
# Two bytes of ạ to ỹ with their third, or with a letter where that was lost. «Bóng đá»… is no damage.
DAMAGE = re.compile(rf"á[º»](?:(?![\xa0»‘’“”–—…•])[{_REST}]|[a-zđ])")
UTF8_AS_LATIN = re.compile(f"[Â-ß][{_REST}]|[à-ï][{_REST}]{{2}}|[ð-ô][{_REST}]{{3}}")


def shows_odd_letters(text: str) -> bool:
    """Tell fast whether text may be damaged or in a legacy encoding: right Vietnamese has hardly a letter of ODD."""
    latin = text.encode("latin-1", "ignore").translate(None, ASCII)
    if len(latin.translate(None, NOT_ODD)) > 2:
        return True
    return (b"\xe1\xbb" in latin or b"\xe1\xba" in latin) and is_damaged(text)


def find_legacy_encoding(text: str) -> str | None:
    """Return the name of the encoding that `text` is in while it was read as Latin-1 or Windows-1252; None for others.

    A word speaks for an encoding if it is no Vietnamese syllable as it stands and one when read so. Windows-1258 is
    among the encodings, UTF-8 is not. A word that is a syllable as it stands speaks for none: VISCII has à where
    Latin-1 has it.
    """
    misfits = set(islice(_misfits(text), WORDS_LOOKED_AT))
    if len(misfits) < WORDS_NEEDED:
        return None
    votes = {name: sum(is_syllable(read(word)) for word in misfits) for name, read in READINGS.items()}
    best = max(votes, key=lambda name: votes[name])
    return best if votes[best] >= max(WORDS_NEEDED, SHARE_NEEDED * len(misfits)) else None


def _misfits(text: str) -> Iterator[str]:
    """Yield the words with letters outside ASCII that are no Vietnamese as they stand, some more than once."""
    return (match[0] for match in WORD.finditer(text) if not is_syllable(match[0]))


@lru_cache(maxsize=4096)
def is_syllable(word: str) -> bool:
    """Tell whether a word is a Vietnamese syllable: two letters or more, at most one tone, and one it can bear."""
    if len(word) > 20:
        return False
    parts = unicodedata.normalize("NFD", word.lower())
    tones = [mark for mark in parts if mark in TONES]
    toneless = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in TONES))
    if len(toneless) < 2 or len(tones) > 1 or not SYLLABLE.fullmatch(toneless):
        return False
    stopped = toneless.endswith(("c", "p", "t", "ch"))
    return tones[0] in "\u0301\u0323" if stopped and tones else not stopped or bool(tones) or not word.isascii()


def _from_bytes(codes: str) -> Callable[[str], str]:
    """Return the function that reads a word by a table of CODES."""
    pairs = zip(bytes.fromhex(codes), LETTERS.replace(" ", ""), strict=False)
    table = {ord(shown): letter for code, letter in pairs for shown in (WINDOWS_1252[code], chr(code))}
    return lambda word: word.translate(table)


def _from_vni(word: str) -> str:
    return VNI.sub(_vni_letter, word.lower())


def _vni_letter(match: re.Match[str]) -> str:
    vowel, mark = match.groups()
    if vowel is None:
        return VNI_LETTERS[match[0]]
    return unicodedata.normalize("NFC", VNI_VOWELS.get(vowel, vowel) + VNI_MARKS[mark])


def _from_windows_1258(word: str) -> str:
    codes = bytes(BYTE_OF.get(letter, ord(letter) if letter < "\x80" else 0) for letter in word)
    return unicodedata.normalize("NFC", codes.decode("cp1258", "replace"))


READINGS: dict[str, Callable[[str], str]] = {
    **{name: _from_bytes(codes) for name, codes in CODES.items()},
    "VNI": _from_vni,
    "windows-1258": _from_windows_1258,
}


def mend_utf8(text: str) -> str:
    """Return text with the UTF-8 in it that was once read as Latin-1 or Windows-1252 (`HÃ Ná»™i`) read right.

    Nothing is guessed: a run is replaced where its bytes are UTF-8 to the letter, and only in a text with three or more
    letters of Vietnamese written so; `is_damaged` tells what is left over.
    """
    return UTF8_AS_LATIN.sub(_as_utf8, text) if is_damaged(text) else text


def _as_utf8(match: re.Match[str]) -> str:
    try:
        return bytes(BYTE_OF[letter] for letter in match[0]).decode("utf-8")
    except UnicodeDecodeError:
        return match[0]


def is_damaged(text: str) -> bool:
    """Tell whether Vietnamese in UTF-8 was read as Latin-1: three letters or more show their first bytes."""
    return ("á»" in text or "áº" in text) and len(DAMAGE.findall(text)) >= 3
