"""Where on a page the headline stands: the landmark by which all else is found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from hanoitv_scraper.extract.lines import Line, holders
from hanoitv_scraper.extract.metadata import Metadata
from hanoitv_scraper.extract.names import MENU, TITLE, is_hidden, name_of
from hanoitv_scraper.vietnamese.fold import fold

# The longest seen has 180 characters.
SHORTEST, LONGEST = 3, 300
# What parts a headline from the site's name in metadata: "… - VnExpress", "… | Báo Dân trí".
SUFFIX = re.compile(r"\s+[-–—|]\s+")


def told_titles(metadata: Metadata) -> tuple[str, ...]:
    """Return what the page tells machines its headline is, the site's name still behind some of them."""
    told = metadata.told("headline", "og:title", "twitter:title", "headline")
    return tuple(dict.fromkeys(title for title in (*told, metadata.page_title) if title and len(title) >= SHORTEST))


def find_headline(lines: Sequence[Line], metadata: Metadata) -> Line | None:
    """Return the line that is the headline: a heading, or what metadata call the title; None where none is either.

    The visible headline may differ from the told one by some words, as it is edited after publication (nld.com.vn).
    """
    told = [fold(title) for title in told_titles(metadata)]
    rated = ((rate, line) for line in lines if (rate := _rate(line, told)) > 0)
    return max(rated, key=lambda pair: (pair[0], -pair[1].index), default=(0, None))[1]


def _rate(line: Line, told: Sequence[str]) -> float:
    """Return how much speaks for a line: 0 for nothing."""
    if not SHORTEST <= len(line.text) <= LONGEST:
        return 0
    heading = next((e for e in (line.element, line.element.getparent()) if e is not None and e.tag == "h1"), None)
    agreed = max((_agreement(fold(line.text), title) for title in told), default=0.0)
    named = TITLE.search(name_of(line.element)) is not None
    if agreed < 0.5 and heading is None and not (named and line.element.tag != "a" and line.linked < 0.5):
        return 0
    if heading is None and agreed < 0.5 and told:
        return 0
    rate = 4 * agreed + 2 * (heading is not None) + named
    return rate / 4 if _is_furniture(line) else rate


def _agreement(text: str, title: str) -> float:
    """Return 0 to 1: how far a line says what a told title says, site name aside."""
    if text == title or (title.startswith(text) and SUFFIX.match(title, len(text))):
        return 1.0
    ours, theirs = set(text.split()), set(SUFFIX.split(title)[0].split())
    shared = len(ours & theirs)
    return shared / max(len(ours), len(theirs), 1) * 0.9 if shared >= 3 else 0.0


def _is_furniture(line: Line) -> bool:
    for element in holders(line):
        if element.tag in ("nav", "footer", "aside", "form") or is_hidden(element):
            return True
        if element.tag not in ("body", "html") and MENU.search(name_of(element)):
            return True
    return False


def without_site_name(title: str, metadata: Metadata) -> str:
    """Return a told title without the site's name, which is what the page's titles have behind their last dash."""
    site_names = {fold(name) for name in metadata.all("og:site_name", "application-name", "apple-mobile-web-app-title")}
    parts = re.split(r"(\s+[-–—|]\s+)", title)
    while len(parts) > 2 and (_is_site_name(parts[-1], site_names) or _is_site_name_elsewhere(parts, metadata)):
        parts = parts[:-2]
    return "".join(parts).strip()


def _is_site_name(name: str, names: Iterable[str]) -> bool:
    folded = fold(name.strip())
    return any(folded == known or known in folded for known in names) or folded.startswith("báo ")


def _is_site_name_elsewhere(parts: Sequence[str], metadata: Metadata) -> bool:
    """Tell whether another told title is this one without its last part."""
    shorter = fold("".join(parts[:-2]).strip())
    return any(fold(title) == shorter for title in told_titles(metadata))
