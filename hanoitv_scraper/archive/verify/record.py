"""Whether a line is a record as this program writes it, and agrees with itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import zip_longest
from typing import Any, TypeVar

import msgspec

from hanoitv_scraper.archive.lines import to_line
from hanoitv_scraper.digests import article_digest
from hanoitv_scraper.errors import NewerArchive
from hanoitv_scraper.items import SCHEMA, Article, Sighting, Statement

R = TypeVar("R", Article, Sighting)


# Keys that lines from before they were added do not have.
ADDED = frozenset(("door", "published"))


class Head(msgspec.Struct):
    """What a line of any schema has."""

    schema: int


def read_strictly(line: bytes, decode: Callable[[bytes], R]) -> R:
    """Return the record of a line that is as this program writes it; raises ValueError saying what is not so.

    Keys that it does not know are let be: a later version may add some. Raises NewerArchive for a later schema.
    """
    try:
        record = decode(line)
    except ValueError:
        _check_schema(line)
        raise
    if record.schema != SCHEMA:
        _check_schema(line)
    if (written := to_line(record)) != line:
        _check_form(line, written)
    return record


def _check_schema(line: bytes) -> None:
    try:
        schema = msgspec.json.decode(line, type=Head).schema
    except RecursionError as error:
        raise ValueError("it is nested too deep") from error
    if schema > SCHEMA:
        raise NewerArchive(f"its schema is {schema}, this program knows {SCHEMA}")
    if schema < SCHEMA:
        raise ValueError(f"expected schema {SCHEMA}, found {schema}")


def _check_form(line: bytes, written: bytes) -> None:
    """Raise ValueError for a line that lacks what `written`, the same record as we write it, has."""
    found = msgspec.json.decode(line)
    _check_keys(found, msgspec.json.decode(written), "")
    if msgspec.json.encode(found) + b"\n" != line:
        raise ValueError("expected one object of JSON and a newline, without spaces, needless escapes and keys twice")


def _check_keys(found: Any, expected: Any, place: str) -> None:
    if isinstance(expected, list):
        for number, pair in enumerate(zip(found, expected, strict=True)):
            _check_keys(*pair, f"{place}[{number}]")
    elif isinstance(expected, dict):
        expected = {key: value for key, value in expected.items() if key in found or place or key not in ADDED}
        known = [key for key in found if key in expected]
        for key, there in zip_longest(expected, known):
            if key != there:
                raise ValueError(f"expected the key {key or 'none'} at {place or 'its place'}, found {there or 'none'}")
            _check_keys(found[key], expected[key], f"{place}.{key}" if place else key)


def find_misfits(article: Article) -> Iterator[str]:
    """Yield in what an article contradicts itself: its digest, and where its quotes stand."""
    if article.digest != (found := article_digest(article)):
        yield f"expected the digest {article.digest} that it names, found {found}"
    for speaker in (*article.quoted_officials, *article.quoted_others):
        for statement in speaker.quotes:
            yield from _find_misplaced(article, statement)


def _find_misplaced(article: Article, statement: Statement) -> Iterator[str]:
    """Yield what of a quote does not stand where it says; the words are not told: the article may be withheld."""
    places = [("text", statement.text, statement.start, statement.end)]
    if statement.speaker_start is not None:
        speaker_end = -1 if statement.speaker_end is None else statement.speaker_end
        places.append(("speaker_text", statement.speaker_text or "", statement.speaker_start, speaker_end))
    whole = getattr(article, statement.field) or ""
    for name, text, start, end in places:
        if start < 0 or whole[start:end] != text:
            yield f"a quote's {name} is not what stands in {statement.field} from {start} to {end}"
