"""Where on a page the headline stands: the landmark by which all else is found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice
from urllib.parse import urlsplit

from hanoitv_scraper.extract.dom import Element
from hanoitv_scraper.extract.lines import Line, parts, within
from hanoitv_scraper.extract.metadata import Metadata
from hanoitv_scraper.extract.moment import is_dated
from hanoitv_scraper.extract.names import is_hidden, roles_of
from hanoitv_scraper.vietnamese.fold import fold
from hanoitv_scraper.vietnamese.patterns import folded_words
from hanoitv_scraper.vietnamese.text import clean

# The longest seen has 180 characters.
LONGEST = 300
# What an edited headline shares with the told one: its first two or three words.
BEGINNING = 12
# Pages tell their title twice or thrice.
MOST_TOLD = 10
# What is shorter is seldom a sentence, and still shorter the name of a section.
SENTENCE, SHORT = 25, 15
# How many lines a date, an author, a sapo and pictures may take between headline and story.
FAR = 15
# What parts a headline from the site's name in metadata: "… - VnExpress", "… | Báo Dân trí".
SUFFIX = re.compile(r"\s+[-–—|]\s+")


def told_titles(metadata: Metadata) -> tuple[str, ...]:
    """Return what the page tells machines its headline is, the site's name still behind some of them."""
    told = metadata.told("headline", "og:title", "twitter:title", "headline")
    return tuple(dict.fromkeys(islice(told, MOST_TOLD)))


def find_headline(lines: Sequence[Line], metadata: Metadata) -> Line | None:
    """Return the line that is the headline: a heading, or what metadata call the title; None where none is either.

    The visible headline may differ from the told one by some words, as it is edited after publication (nld.com.vn).
    """
    told = [clean(title) for title in (*told_titles(metadata), *filter(None, [metadata.page_title]))]
    candidates = [line for line in lines if len(line.text) <= LONGEST and _may_be(line, told)]
    folded = [fold(title) for title in told]
    known: dict[Element, bool] = {}
    rated = ((rate, line) for line in candidates if (rate := _rate(line, folded, known)) > 0)
    return max(rated, key=lambda pair: (pair[0], -pair[1].index), default=(0, None))[1]


def find_headline_above(lines: Sequence[Line], story: int) -> Line | None:
    """Return the heading, or what is called a title, nearest above the line with the index `story`; None without one.

    For pages whose metadata name the site or the section alone, as portals' do.
    """
    above = reversed(lines[max(0, story - FAR) : story])
    sentences = (line for line in above if SHORT <= len(line.text) <= LONGEST and not line.is_link)
    heading = [line for line in sentences if _heads(line) and not is_dated(line.text, None)]
    return next((line for line in heading if _is_heading(line)), next(iter(heading), None))


def _heads(line: Line) -> bool:
    roles = roles_of(line.element)
    if fold(line.text) in folded_words("related_labels") or "lead" in roles:
        return False
    return line.element.tag in ("h1", "h2", "h3", "h4") or "title" in roles


def is_doubtful(headline: Line, lines: Sequence[Line], metadata: Metadata) -> bool:
    """Tell whether a line may name a box, the site, or a section with the site's name behind it, and no article."""
    if len(headline.text) < SHORT and not _is_heading(headline):
        return True
    if any(_leads_home(link.get("href") or "") for link in parts(headline, "a")):
        return True
    names = {fold(name) for name in metadata.all("og:site_name", "application-name")}
    *rest, last = SUFFIX.split(headline.text)
    above = (line for line in lines[: headline.index] if rest and _is_heading(line))
    return fold(headline.text) in names or any(last == line.text for line in above)


def is_told(headline: Line, metadata: Metadata) -> bool:
    """Tell whether metadata call the page by a line, or nearly so."""
    told = (*told_titles(metadata), *filter(None, [metadata.page_title]))
    return any(_agreement(fold(headline.text), fold(title)) >= 0.5 for title in told)


def _leads_home(href: str) -> bool:
    """Tell whether a link leads to a site's first page; `#` leads nowhere."""
    address = urlsplit(href)
    return address.path == "/" or bool(address.netloc and not address.path)


def _may_be(line: Line, told: Sequence[str]) -> bool:
    """Tell whether a line is a heading, is called a title, or begins as a told title does."""
    if _is_heading(line) or any(title.startswith(line.text[:BEGINNING]) for title in told):
        return True
    return not line.is_link and "title" in roles_of(line.element)


def _is_heading(line: Line) -> bool:
    parent = line.element.getparent()
    return line.element.tag == "h1" or (parent is not None and parent.tag == "h1")


def _rate(line: Line, told: Sequence[str], known: dict[Element, bool]) -> float:
    """Return how much speaks for a line, 0 for nothing; `known` is what is known to be furniture."""
    heading = _is_heading(line)
    agreed = max((_agreement(fold(line.text), title) for title in told), default=0.0)
    if agreed < 0.5 and not heading and told:
        return 0
    rate = 4 * agreed + 2 * heading + ("title" in roles_of(line.element))
    # "Tin mới", "Thông báo" head boxes.
    rate += 0.5 * (rate > 0 and len(line.text) >= SENTENCE)
    return rate / 4 if within(line.element, _is_furniture, known) else rate


def _agreement(text: str, title: str) -> float:
    """Return 0 to 1: how far a line says what a told title says, site name aside."""
    if text == title or (title.startswith(text) and SUFFIX.match(title, len(text))):
        return 1.0
    ours, theirs = set(text.split()), set(SUFFIX.split(title)[0].split())
    shared = len(ours & theirs)
    return shared / max(len(ours), len(theirs), 1) * 0.9 if shared >= 3 else 0.0


def _is_furniture(element: Element) -> bool:
    if element.tag in ("nav", "footer", "aside") or is_hidden(element):
        return True
    return element.tag not in ("body", "html") and "menu" in roles_of(element)


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
    return any(fold(title) == shorter for title in (*told_titles(metadata), metadata.page_title or ""))
