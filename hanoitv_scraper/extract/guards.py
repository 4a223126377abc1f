"""By what the pages are known that a site's guard shows in place of what was asked for."""

from __future__ import annotations

import re

from hanoitv_scraper.extract.dom import Element
from hanoitv_scraper.extract.shown import LOOKED_AT
from hanoitv_scraper.vietnamese.patterns import any_of

CHALLENGE = re.compile(any_of("challenges"))
# The script of a guard: it makes a cookie, with which the page is asked for again.
GUARD = re.compile(r"document\.cookie\s*=[^\n]{0,500}\blocation(?:\.reload|\.replace|\.href)?\s*[=(]")
SCRIPTS_LOOKED_AT = 20


def names_guard(text: str) -> str | None:
    """Return what a guard calls itself in a folded text, None where it does not."""
    found = CHALLENGE.search(text)
    return found[0] if found else None


def is_of_guard(script: Element) -> bool:
    """Tell whether a script makes a cookie and asks for the page again."""
    return GUARD.search((script.text or "")[:LOOKED_AT]) is not None
