"""Articles as lines of JSON, and back."""

from __future__ import annotations

import msgspec

from hanoitv_scraper.items import Article

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Article).decode


def to_line(article: Article) -> bytes:
    """Return an article as one line of UTF-8 JSON, newline included; keys stand in the record's order."""
    return _encode(article) + b"\n"


def from_line(line: bytes) -> Article:
    """Return the article of a line; raises ValueError saying which key is not as the schema has it."""
    return _decode(line)
