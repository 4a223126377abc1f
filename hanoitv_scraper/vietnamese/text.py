"""Text as we store it: NFC, marks on their letters, nothing invisible, white space folded."""

from __future__ import annotations

import html
import re
import unicodedata

# What is never seen: zero-width characters (144 in one page of tuoitre.vn of 2015), bidi marks and isolates, word
# joiner, BOM, soft hyphen; control characters; and lone surrogates, which no UTF-8 file can hold.
INVISIBLE = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\u061c\u180e\ufeff\u00ad"
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]"
)

# The marks of Vietnamese in the order in which they are put on a letter: horn, circumflex, breve, then the five tones.
MARKS = "\u031b\u0302\u0306\u0300\u0309\u0303\u0301\u0323"
VOWELS = frozenset(
    unicodedata.normalize("NFC", base + tone)
    for base in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
    for tone in ("", *"\u0300\u0309\u0303\u0301\u0323")
)
# A mark that NFC left alone, with the letter it may belong to; a tag or a space may have come between.
STRAY = re.compile(rf"(\w?)( ?)([{MARKS}]+)")
# Đ as the converters of old fonts wrote it, the Icelandic or the African letter: neither begins a word in a news page.
ETH = re.compile(r"(?<!\w)[ÐƉ](?=[^\W\d_])")
# A tone typed behind its letter as a sign of its own. Only behind letters that French or Hawaiian do not elide after.
TYPED = re.compile(r"(?<=[ăâêôơưĂÂÊÔƠƯ])[´`˜](?=[a-z])")
TYPED_MARKS = {"´": "\u0301", "`": "\u0300", "˜": "\u0303"}
# Sorting marks takes quadratic time. Signs without a letter of their own in a row, of which some may be marks.
LONG_RUN = re.compile(r"[^\w\s\x00-\x7f]{30,}")
ODD = re.compile("[\u0300-\u036fÐƉ´`˜]")

REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
# Of those the letters of Latin-1, Latin Extended (ă, đ, ơ) and U+1EA0 to U+1EFF, and the space that does not break.
LETTER_REFERENCE = (
    r"&(?:#(?:160|19[2-9]|[2-5][0-9]{2}|78[4-9][0-9]|79[0-3][0-9])"
    r"|#[xX]0*(?:[aA]0|[c-fC-F][0-9a-fA-F]|1[0-9a-fA-F]{2}|1[eE][a-fA-F][0-9a-fA-F])"
    r"|[aeiouyAEIOUY](?:acute|grave|circ|tilde)|nbsp);"
)
ESCAPED_TWICE = re.compile(
    rf"(?<=[^\W\d_]){LETTER_REFERENCE}|{LETTER_REFERENCE}(?=[^\W\d_])"
    r"|(?<!\w)&(?:quot|ldquo|#34|#8220);\w[^&]*&(?:quot|rdquo|#34|#8221);(?!\w)"
)


def clean(text: str) -> str:
    """Return `text` in NFC on one line, marks on their letters, white space of every kind one space, no invisible."""
    text = " ".join(text.split())
    if not text.isprintable():
        text = " ".join(INVISIBLE.sub("", text).split())
    if text.isascii():
        return text
    text = to_nfc(text)
    return _mend(text) if ODD.search(text) else text


def to_nfc(text: str) -> str:
    """Return text in NFC, in linear time: of thirty marks in a row none is meant."""
    if len(text) > 1_000:
        text = LONG_RUN.sub(_without_marks, text)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def _without_marks(run: re.Match[str]) -> str:
    return "".join(sign for sign in run[0] if not unicodedata.category(sign).startswith("M"))


def _mend(text: str) -> str:
    """Put right what NFC leaves: marks without a letter, marks in the wrong order or twice, tones typed as signs."""
    text = TYPED.sub(lambda sign: TYPED_MARKS[sign[0]], STRAY.sub(_put_on, text))
    text = unicodedata.normalize("NFC", ETH.sub("Đ", text))
    return " ".join(text.split())


def _put_on(stray: re.Match[str]) -> str:
    """Return the letter with its marks where that is a Vietnamese one; a mark that stands alone goes."""
    letter, gap, marks = stray.groups()
    parts = unicodedata.normalize("NFD", letter + marks)
    ordered = "".join(sorted(dict.fromkeys(parts[1:]), key=MARKS.find))
    whole = unicodedata.normalize("NFC", parts[0] + ordered)
    if whole in VOWELS:
        return whole
    return letter + gap if gap or not letter else stray[0]


def clean_paragraphs(text: str) -> str:
    """Return `text` with each paragraph (blank-line separated) cleaned, empty ones gone, parted by one blank line."""
    return "\n\n".join(filter(None, map(clean, re.split(r"\n\s*\n", text))))


def clean_escaped(text: str) -> str:
    """Return a page's text cleaned, what is left in it of being escaped twice read too (see unescape_twice)."""
    return clean(unescape_twice(text)) if "&" in text else clean(text)


def unescape(text: str) -> str:
    """Return text with its references read, those that can be one: `html.unescape` raises on 5,000 digits."""
    return REFERENCE.sub(lambda found: html.unescape(found[0]), text) if "&" in text else text


def unescape_twice(text: str) -> str:
    """Return text whose references an HTML or JSON parser has read, with those that are left read too.

    That is done only where they show that the whole text was escaped twice: a letter of a word or a space beside one is
    a reference (`Chi&#7871;n`, `&ocirc;ng`), or a pair of quotation marks round words is. Elsewhere a reference is what
    the writer means to show: `&lt;b&gt;`, `R&amp;D`, "viết &ocirc; để có ô".
    """
    if "&" not in text or not ESCAPED_TWICE.search(text):
        return text
    return unescape(text)
