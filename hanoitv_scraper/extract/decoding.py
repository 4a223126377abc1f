"""From a page's bytes to its text, in whatever charset they are."""

from __future__ import annotations

import codecs
from contextlib import suppress

from bs4.dammit import EncodingDetector

from hanoitv_scraper.vietnamese.legacy import WINDOWS_1252, find_legacy_encoding

BOMS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
# Names of Latin-1 and of Windows-1252: browsers read all of them as the latter.
LATIN = frozenset(("ascii", "iso8859-1", "cp1252"))
# Browsers look for a declaration within 1,024 bytes; comments may stand before it.
DECLARED_WITHIN = 8_192
# Codecs of Python that no page is written in; some of them take quadratic time.
NO_CHARSETS = frozenset(("punycode", "idna", "unicode-escape", "raw-unicode-escape", "utf-7", "undefined"))


def to_utf8(content: bytes | str, charset: str | None) -> bytes:
    """Return a page in UTF-8 without BOM; most pages are that already, and are not copied."""
    if isinstance(content, bytes) and not content.startswith(tuple(BOMS)) and _wide(content) is None:
        with suppress(UnicodeDecodeError):
            content.decode("utf-8")
            return content
    return (content if isinstance(content, str) else decode(content, charset)).encode("utf-8", "replace")


def decode(content: bytes, charset: str | None = None) -> str:
    """Return the text of a page's bytes: by its BOM, as UTF-8 where it is UTF-8, else as HTTP or the page itself says.

    UTF-8 goes before what is declared, because text in another charset is hardly ever UTF-8 by chance, while pages that
    declare another charset than they use are common. What nobody declares is Windows-1252, as in browsers, or the
    Windows-1258 that its words tell. Nothing is raised; bad bytes in UTF-8 become U+FFFD.
    """
    for bom, encoding in BOMS.items():
        if content.startswith(bom):
            return content[len(bom) :].decode(encoding, "replace")
    if wide := _wide(content):
        return content.decode(wide, "replace")
    text = content.decode("utf-8", "replace")
    if _is_utf8(text):
        return text
    for declared in filter(
        None, (charset, EncodingDetector.find_declared_encoding(content[:DECLARED_WITHIN], is_html=True))
    ):
        if (found := _decode_as(content, declared)) is not None:
            return found
    return _decode_latin(content)


def _wide(content: bytes) -> str | None:
    """Tell whether bytes without BOM are UTF-16, by the zeros of its ASCII letters: nearly half of a page's head."""
    head = content[:1000]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) * 3 < len(head) or min(even, odd) * 20 > len(head):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _decode_as(content: bytes, charset: str) -> str | None:
    """Return the text that `charset` gives, None where it gives none or nobody knows it."""
    try:
        name = codecs.lookup(charset).name
        if name in LATIN:
            return _decode_latin(content)
        text = None if name in NO_CHARSETS else content.decode(name)
    except (LookupError, ValueError):
        return None
    return text if text and "<" in text else None


def _decode_latin(content: bytes) -> str:
    """Return bytes read as Windows-1252, or as Windows-1258 where that makes Vietnamese of them."""
    text = content.decode("latin-1").translate(dict(enumerate(WINDOWS_1252)))
    return content.decode("cp1258", "replace") if find_legacy_encoding(text) == "windows-1258" else text


def _is_utf8(text: str) -> bool:
    """Tell whether text decoded as UTF-8 is that, but for its end, cut short, and a bad byte here and there."""
    bad = text.removesuffix("\ufffd").count("\ufffd")
    return bad == 0 or bad * 20 < len(text) - len(text.encode("ascii", "ignore"))
