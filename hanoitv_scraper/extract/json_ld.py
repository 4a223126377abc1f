"""JSON-LD as pages write it: in lists, in graphs, in comments, several in one script, with commas too many."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from hanoitv_scraper.vietnamese.text import unescape

# Beyond this a script is data for a program, not a description of the page (the longest seen has 12 kB).
MAX_LENGTH = 500_000
MAX_OBJECTS = 300

# What wraps the JSON: <!-- … -->, //<![CDATA[ … //]]>, a semicolon.
WRAPPING = re.compile(r"<!--|-->|(?://|/\*)? ?(?:<!\[CDATA\[|\]\]>) ?(?:\*/)?")
SPACES = re.compile(r"\s+")
TRAILING_COMMA = re.compile(r",(?= ?[}\]])")
# What can still be read off an object that no parser takes: its pairs of strings.
PAIR = re.compile(r'"(@type|headline|datePublished|dateModified|description)"\s*:\s*"((?:[^"\\]|\\.){1,2000})"')

DECODER = json.JSONDecoder(strict=False)


def read_json_ld(scripts: Iterable[str]) -> Iterator[Mapping[str, Any]]:
    """Yield every object that scripts of type application/ld+json hold, outer before inner, in their order.

    Of an object that is no JSON even when mended, the pairs of strings that tell of an article are yielded.
    """
    waiting: list[Any] = []
    left = MAX_LENGTH
    for script in scripts:
        if left > 0:
            waiting += _values(script[:left])
        left -= len(script)
    waiting.reverse()
    for _ in range(MAX_OBJECTS):
        if not waiting:
            return
        value = waiting.pop()
        if isinstance(value, dict):
            yield value
            waiting += [value[key] for key in ("mainEntity", "@graph") if isinstance(value.get(key), list | dict)]
        elif isinstance(value, list):
            waiting += reversed(value)


def _values(script: str) -> list[Any]:
    text = WRAPPING.sub(" ", SPACES.sub(" ", script)).strip(" ;\ufeff")
    for mend in (str, _without_commas, lambda text: _without_commas(unescape(text))):
        try:
            return list(_all_in(mend(text)))
        except (ValueError, RecursionError):
            continue
    pairs = {key: value.replace('\\"', '"').replace("\\/", "/") for key, value in PAIR.findall(text)}
    return [pairs] if pairs else []


def _without_commas(text: str) -> str:
    return TRAILING_COMMA.sub("", text)


def _all_in(text: str) -> Iterator[Any]:
    """Yield the JSON values that stand in `text` one behind the other; raises ValueError for what is none."""
    place = 0
    while place < len(text):
        value, place = DECODER.raw_decode(text, place)
        yield value
        while place < len(text) and text[place] in " \t\r\n;,":
            place += 1


def types_of(value: Mapping[str, Any]) -> frozenset[str]:
    """Return the types an object gives itself, without the vocabulary's address."""
    types = value.get("@type")
    names = types if isinstance(types, list) else [types]
    return frozenset(name.rpartition("/")[2] for name in names if isinstance(name, str))


def names_in(value: object) -> Iterator[str]:
    """Yield the names in what an author or a section may be: a string, an object with a name, a list of either."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value[:100]:
            if not isinstance(item, list):
                yield from names_in(item)
    elif isinstance(value, dict):
        yield from (name for name in [value.get("name")] if isinstance(name, str))
