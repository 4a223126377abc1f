"""What makes an index what it is: what decides which words are put into it, and where."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parents[2]
# Words are taken out of an index as they were put in, or it is spoilt: one that other code made is made anew.
DECIDING = ("dumps/officials/organisations.py", "dumps/search/*.py", "vietnamese/*.py", "vietnamese/**/*.txt")


@cache
def read_form() -> str:
    """Return a digest of the code and the word lists that decide what is in an index."""
    digest = hashlib.sha256()
    for path in sorted(path for pattern in DECIDING for path in PACKAGE.glob(pattern)):
        digest.update(path.read_bytes())
    return digest.hexdigest()
