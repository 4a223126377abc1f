"""What a page shows before any script has run: its text, and whether it is much."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from hanoitv_scraper.extract.dom import SILENT, Element
from hanoitv_scraper.extract.names import is_hidden
from hanoitv_scraper.vietnamese.fold import fold

# A page that shows as many letters is neither a shell nor a guard's, whatever else speaks for it.
LITTLE_TEXT = 200
# A shorter link is one of a menu ("Giáo dục - Hướng nghiệp"), hardly ever a headline.
SHORTEST_HEADLINE = 25
# Those of an article stand among the first of a page.
PARAGRAPHS_LOOKED_AT = 50
# A page may show one while it loads.
PICTURES = 2

# What is no text of the page, or the same text on all pages of a site.
NOT_SHOWN = frozenset((*SILENT, "title", "nav"))
ENDS = frozenset(("header", "footer"))
FOOTERS = frozenset("footer site-footer page-footer main-footer".split())

# Where Angular and Vue will put text.
PLACEHOLDER = re.compile(r"\{\{[^{}]*\}\}")

# Letters of a text or script, which may have a million; what such pages have to say they say at once.
LOOKED_AT = 2_000

FILMS = frozenset("video audio object embed amp-video amp-audio amp-youtube amp-iframe".split())
IMAGES = frozenset(("img", "amp-img"))


def shows_prose(tree: Element) -> bool:
    """Tell whether the first paragraphs show enough letters: found so, most pages need not be walked."""
    long = (p for p in tree.iter("p") if len(_printed(p.text)) >= SHORTEST_HEADLINE)
    total = 0
    for paragraph in islice(long, PARAGRAPHS_LOOKED_AT):
        if all(map(is_shown, paragraph.iterancestors())):
            total += len(_printed(paragraph.text))
        if total >= LITTLE_TEXT:
            return True
    return False


def shows_less(root: Element, enough: int) -> bool:
    """Tell whether an element shows less than `enough` letters, those of short links not counted."""
    total, of_links = 0, Counter[Element]()
    for text, link in shown_texts(root):
        if link is None:
            total += len(text)
        else:
            before, of_links[link] = of_links[link], of_links[link] + len(text)
            if of_links[link] >= SHORTEST_HEADLINE:
                total += len(text) + (before if before < SHORTEST_HEADLINE else 0)
        if total >= enough:
            return False
    return True


def shown_text(root: Element) -> str:
    """Return what an element shows, folded, and no more of it than tells what a short page is."""
    return fold(" ".join(text for text, _ in islice(shown_texts(root), LOOKED_AT))[:LOOKED_AT])


def shown_texts(root: Element) -> Iterator[tuple[str, Element | None]]:
    """Yield the pieces of text that an element shows, each with the link it stands in."""
    for element, link in shown_elements(root):
        if text := _printed(element.text):
            yield text, link
        for child in element:
            if text := _printed(child.tail):
                yield text, link


def _printed(text: str | None) -> str:
    if not text:
        return ""
    return " ".join((PLACEHOLDER.sub("", text) if "{{" in text else text).split())


def shown_elements(root: Element) -> Iterator[tuple[Element, Element | None]]:
    """Yield an element and those in it that show something of this page, each with the link it stands in."""
    waiting: list[tuple[Element, Element | None]] = [(root, None)]
    while waiting:
        element, link = waiting.pop()
        if link is None and element.tag == "a":
            link = element
        yield element, link
        waiting += [(child, link) for child in reversed(element) if is_shown(child)]


def is_shown(element: Element) -> bool:
    tag = element.tag
    if tag in NOT_SHOWN or not isinstance(tag, str):
        return False
    if tag in ENDS:
        return next(element.iterancestors("article", "main"), None) is not None
    return tag != "div" or FOOTERS.isdisjoint(names_of(element))


def names_of(element: Element) -> list[str]:
    return f"{element.get('id', '')} {element.get('class', '')}".lower().split()


def count_pictures(tree: Element) -> int:
    """Count the pictures that a page shows; a film or a frame is as many as make it a page."""
    count = 0
    for element, _ in shown_elements(tree):
        if element.tag in FILMS or (element.tag == "iframe" and _is_seen(element)):
            return PICTURES
        count += element.tag in IMAGES and _is_seen(element)
    return count


def _is_seen(element: Element) -> bool:
    """Tell whether a picture or frame is more than a counter of visits."""
    source = element.get("src") or element.get("data-src")
    return bool(source) and element.get("width") not in ("0", "1") and not is_hidden(element)
