"""Word lists: text files beside this module, one entry a line, `#` begins a remark, blank lines are skipped."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.resources import files


@cache
def words(name: str) -> tuple[str, ...]:
    """Return the entries of the list `name` (its file without `.txt`, as `register/provinces`) in its order, NFC."""
    text = (files(__package__) / f"{name}.txt").read_text(encoding="utf-8")
    lines = (unicodedata.normalize("NFC", line).partition("#")[0].strip() for line in text.splitlines())
    return tuple(filter(None, lines))
