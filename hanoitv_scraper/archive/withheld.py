"""Ids that readers and dumps leave out: takedowns."""

from __future__ import annotations

import re
from pathlib import Path

from hanoitv_scraper.errors import BadArgument

ID = re.compile(r"[^\s:]+:\S+")


def read_withheld(root: Path) -> frozenset[str]:
    """Return the ids in an archive's `withheld.txt`, one a line, `#` begins a remark; none where there is no such file.

    Raises BadArgument for a line that is no id: who withholds an article must not find it published for a slip.
    """
    path = root / "withheld.txt"
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError:
        return frozenset()
    except (OSError, UnicodeDecodeError) as error:
        raise BadArgument(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from error
    ids = [(number, line.partition("#")[0].strip()) for number, line in enumerate(lines, 1)]
    for number, id in ids:
        if id and not ID.fullmatch(id):
            raise BadArgument(f"{path}: line {number}: expected an id like hanoitv:d182391, found {id!r}")
    return frozenset(id for _, id in ids if id)
