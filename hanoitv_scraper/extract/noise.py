"""What stands in a story and is none of its text."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import islice

from hanoitv_scraper.extract.dom import Element, text_of
from hanoitv_scraper.extract.lines import Line, holders, letters, parts
from hanoitv_scraper.extract.names import is_hidden, roles_of

# What is a paragraph, or a part of a list.
PARAGRAPHS = frozenset("p h2 h3 h4 h5 h6 li blockquote dd".split())
# Elements that are never a story's own text.
NOISE_TAGS = frozenset("aside nav figure figcaption iframe video audio object footer header".split())
NOISE_ROLES = frozenset({"related", "furniture", "tags", "caption", "author", "source", "menu"})
PLAYERS = ("video", "audio")
LONGEST_CAPTION = 200
# Shorter links are names of authors and sections, or words of a sentence.
SHORTEST_HEADLINE = 30
# A form to fill in has fewer blocks than a page.
PAGE_BLOCKS = 60


def find_noise(story: Element, lines: Sequence[Line]) -> frozenset[Element]:
    """Return the elements in a story that hold none of its text: boxes, pictures and captions, adverts, lists of links.

    A paragraph of prose is text whatever its name (vov.vn calls one `ads-detail-center`).
    """
    inside = [line for line in lines if line.element is story or story in line.element.iterancestors()]
    prose = {line.element for line in inside if line.is_prose}
    by_holder: dict[Element, list[Line]] = {}
    for line in inside:
        for element in holders(line):
            if element is story:
                break
            by_holder.setdefault(element, []).append(line)
    total = letters(line for line in inside if line.is_prose)
    playing = {holder for player in story.iter(*PLAYERS) for holder in player.iterancestors()}
    return frozenset(
        element
        for element in story.iterdescendants()
        if (
            _is_noise(element, by_holder.get(element, []), prose)
            or (element in playing and _is_caption(by_holder.get(element, [])))
        )
        and 2 * _prose_in(element, by_holder) <= total
    )


def _is_caption(lines: Sequence[Line]) -> bool:
    """Tell whether the lines beside a player are no more than its caption."""
    return len(lines) <= 2 and letters(lines) <= LONGEST_CAPTION


def _prose_in(element: Element, by_holder: dict[Element, list[Line]]) -> int:
    return 0 if element.tag == "figure" else letters(line for line in by_holder.get(element, []) if line.is_prose)


def _is_noise(element: Element, lines: Sequence[Line], prose: Collection[Element]) -> bool:
    if element.tag in NOISE_TAGS or is_hidden(element) or is_small_form(element):
        return True
    if element.tag == "table" and element.find(".//img") is not None:
        return True
    if element not in prose and not NOISE_ROLES.isdisjoint(roles_of(element)):
        return True
    return _is_list_of_links(element, lines) or _is_card(element, lines)


def _is_list_of_links(element: Element, lines: Sequence[Line]) -> bool:
    if element.tag in ("ul", "ol", "li"):
        return bool(lines) and all(line.is_link or _opens_with_headline(line) for line in lines)
    return element.tag in ("div", "table") and bool(lines) and all(line.is_link for line in lines)


def _opens_with_headline(line: Line) -> bool:
    """Tell whether a line begins with a link as long as a headline: of another article, a summary behind it."""
    link = text_of(next(iter(parts(line, "a")), line.element)) if line.linked else ""
    return len(link) >= SHORTEST_HEADLINE and line.text.startswith(link)


def _is_card(element: Element, lines: Sequence[Line]) -> bool:
    """Tell whether a box tells of another article: a linked headline first, then a summary at most."""
    if element.tag in PARAGRAPHS - {"li"} or not lines or not lines[0].is_link or len(lines) > 4:
        return False
    return sum(line.is_prose for line in lines) <= 1 and letters(lines[1:]) < 400


def is_small_form(element: Element) -> bool:
    """Tell whether an element is a form to fill in; ASP.NET puts the whole page into one, which is none."""
    if element.tag != "form":
        return False
    return sum(1 for _ in islice(element.iter("p", "div", "td"), PAGE_BLOCKS)) < PAGE_BLOCKS
