"""Articles and sightings as lines of JSON, and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import msgspec

from hanoitv_scraper.items import Article, Sighting

R = TypeVar("R")

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Article).decode
_decode_sighting = msgspec.json.Decoder(Sighting).decode


def to_line(record: Article | Sighting) -> bytes:
    """Return a record as one line of UTF-8 JSON, newline included; keys stand in the record's order."""
    return _encode(record) + b"\n"


def from_line(line: bytes) -> Article:
    """Return the article of a line; raises ValueError saying which key is not as the schema has it."""
    return _read(_decode, line)


def sighting_from_line(line: bytes) -> Sighting:
    """Return the sighting of a line; raises ValueError saying which key is not as the schema has it."""
    return _read(_decode_sighting, line)


def _read(decode: Callable[[bytes], R], line: bytes) -> R:
    try:
        return decode(line)
    except RecursionError as error:
        raise ValueError("it is nested too deep") from error
