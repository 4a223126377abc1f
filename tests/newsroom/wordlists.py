"""Word lists: text files under words/, one entry a line under `[headings]`; `#` begins a remark."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

WORDS = Path(__file__).parent / "words"


@cache
def words(name: str) -> dict[str, tuple[str, ...]]:
    """Return the entries of words/`name`.txt by heading, in the file's order, NFC."""
    lists: dict[str, tuple[str, ...]] = {}
    heading = ""
    for line in unicodedata.normalize("NFC", (WORDS / f"{name}.txt").read_text(encoding="utf-8")).splitlines():
        if line.startswith("["):
            heading = line.strip("[]")
            lists[heading] = ()
        elif line and not line.startswith("#"):
            lists[heading] += (line,)
    return lists


@cache
def topics() -> tuple[str, ...]:
    """Return the names of the topics, sorted: one file each under words/topics/."""
    return tuple(sorted(path.stem for path in (WORDS / "topics").glob("*.txt")))


@cache
def sections() -> dict[str, str]:
    """Return the menu: each section's name by its address, without the leading slash."""
    entries = (line.partition(" | ") for line in words("sections")["sections"])
    return {address: name for address, _, name in entries}
