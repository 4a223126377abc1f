"""What is wrong with a site's runs, in a person's words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Check = Literal["site", "late", "run", "blocked", "failed", "found", "unread", "drift", "fields", "new", "stale"]
"""What is looked at, as docs/unattended.md explains it; in the order in which a person should act: causes first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    check: Check
    what: str
    """The figure, and what it usually is or should be: one line."""
    do: str
    """What to do about it: one line."""
