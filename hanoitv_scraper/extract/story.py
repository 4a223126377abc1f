"""Which element of a page holds the story."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain

from hanoitv_scraper.extract.dom import Element
from hanoitv_scraper.extract.furniture import is_offer
from hanoitv_scraper.extract.lines import PROSE_LENGTH, Line, holders, letters, near, parts, within
from hanoitv_scraper.extract.names import is_hidden, roles_of
from hanoitv_scraper.extract.noise import PARAGRAPHS, SHORTEST_HEADLINE, is_small_form
from hanoitv_scraper.vietnamese.fold import fold

# What holds paragraphs; the other blocks are paragraphs, or parts of lists and tables.
CONTAINERS = frozenset("div section article td main body center form".split())
CHROME_ROLES = frozenset({"furniture", "related", "menu"})
# An element whose own paragraphs hold a quarter of the prose below it is the story; what stands before is the lead.
OWN_SHARE = 0.25
# A step inwards is right while one child holds most of the prose.
CHILD_SHARE = 0.5
# Less prose than this is a notice, an error page, the summary of a list.
LEAST_PROSE = 60
# A page with less may be a photo story, whose text stands under its pictures.
LITTLE_PROSE = 600
LONGEST_SUMMARY = 400
# The most paragraphs that a lead has.
LONGEST_LEAD = 2
# A time and the length of a film may stand beside it.
LINKED_HEADLINE = 0.6


def find_story(lines: Sequence[Line], headline: Line | None) -> Element | None:
    """Return the element that holds the story's paragraphs, None where no prose stands below the headline.

    From the page inwards: into the child that holds most of the prose, until the paragraphs are an element's own, or
    parted among its children. Lists, summaries under links, menus, comments and what is hidden do not count.
    """
    counted = _countable(lines, headline, figures=False)
    if letters(counted) < LITTLE_PROSE:
        captioned = _countable(lines, headline, figures=True)
        counted = captioned if len(captioned) > max(1, len(counted)) else counted
    if letters(counted) < LEAST_PROSE:
        return None
    single = Counter(line.element for line in lines)
    prose = _Prose()
    for line in counted:
        container = _container(line, single)
        prose.add(line, container)
    marked = _marked(prose)
    return _whole(_inwards(max(prose.letters, key=prose.weight), prose), prose) if marked is None else marked


@dataclass(frozen=True, slots=True)
class _Prose:
    own: dict[Element, list[Line]] = field(default_factory=dict)
    """Lines of prose by the container they are paragraphs of."""
    letters: dict[Element, int] = field(default_factory=dict)
    """How many letters of prose every element holds."""
    first: dict[Element, int] = field(default_factory=dict)
    """The index of the first line of prose that it holds."""

    def add(self, line: Line, container: Element) -> None:
        self.own.setdefault(container, []).append(line)
        for element in chain((container,), container.iterancestors()):
            self.letters[element] = self.letters.get(element, 0) + len(line.text)
            self.first.setdefault(element, line.index)

    def weight(self, element: Element) -> int:
        return self.letters.get(element, 0)


def _countable(lines: Sequence[Line], headline: Line | None, figures: bool) -> list[Line]:
    """Return the lines of prose below the headline, or on the whole page where most of it stands above.

    `figures` is whether captions count: a photo story has no other text.
    """
    known: dict[Element, bool] = {}
    prose = [line for line in lines if line.is_prose and line.linked < 0.25]
    held = Counter(element for line in prose for element in near(line, 2))
    prose = [line for line in prose if not _is_lead(line, held) and not is_summary(line, lines, headline)]
    is_chrome = _is_chrome_but_figures if figures else _is_chrome
    prose = [line for line in prose if not within(line.element, is_chrome, known)]
    below = [line for line in prose if headline is None or line.index > headline.index]
    if letters(prose) < LITTLE_PROSE or 2 * letters(below) >= letters(prose):
        return below
    return [line for line in prose if line is not headline]


def _is_chrome(element: Element) -> bool:
    """Tell whether an element is a menu, a comment box, a footer, a picture with its caption, or out of sight."""
    if element.tag not in ("body", "html", *PARAGRAPHS) and "caption" in roles_of(element):
        return True
    return element.tag in ("figure", "figcaption") or _is_chrome_but_figures(element)


def _is_chrome_but_figures(element: Element) -> bool:
    if element.tag in ("body", "html", *PARAGRAPHS):
        return False
    if element.tag in ("nav", "footer", "aside") or is_hidden(element) or is_small_form(element):
        return True
    return not CHROME_ROLES.isdisjoint(roles_of(element))


def _is_lead(line: Line, held: Counter[Element]) -> bool:
    """Tell whether a line stands in what is called a lead, alone or nearly so: Drupal calls whole bodies a summary."""
    around = [element for element in near(line, 2) if element.tag != "figcaption"]
    return any(held[element] <= LONGEST_LEAD and "lead" in roles_of(element) for element in around)


def is_summary(line: Line, lines: Sequence[Line], headline: Line | None) -> bool:
    """Tell whether a line is the summary under a linked headline of another article, in one box with it.

    A date may stand between, or beside it. The page's own `headline` may be a link too (tuoitre.vn of 2015).
    """
    if not 0 < line.index < len(lines) or len(line.text) > LONGEST_SUMMARY:
        return False
    before = lines[line.index - 1]
    if len(before.text) < PROSE_LENGTH and not before.is_link and line.index > 1:
        before = lines[line.index - 2]
    if before is headline or before.linked < LINKED_HEADLINE or len(parts(before, "a")) > 1:
        return False
    if is_offer(fold(before.text)):
        return False
    length = before.linked * len(before.text)
    return length >= SHORTEST_HEADLINE and _box(line) in (_box(before), *near(before, 3))


def _box(line: Line) -> Element | None:
    """Return the list item or container round a line's paragraph."""
    boxes = (e for e in holders(line) if e.tag == "li" or e.tag in CONTAINERS)
    return next(boxes, None)


def _container(line: Line, single: Counter[Element]) -> Element:
    """Return the container that a line is a paragraph of: of a div with one line, the container round it."""
    start = line.element
    above = start.getparent()
    if start.tag in CONTAINERS and single[start] == 1 and above is not None:
        start = above
    return next((e for e in (start, *start.iterancestors()) if e.tag in CONTAINERS), start)


def _marked(prose: _Prose) -> Element | None:
    """Return the element that the page itself marks as the article's body, if it holds half of the prose."""
    most = max(map(prose.weight, prose.letters))
    marked = (e for e in prose.letters if 2 * prose.weight(e) >= most and "story" in roles_of(e))
    return max(marked, key=prose.weight, default=None)


def _inwards(element: Element, prose: _Prose) -> Element:
    while True:
        weight = prose.weight(element)
        heaviest = max((child for child in element if child in prose.letters), key=prose.weight, default=None)
        if heaviest is None or prose.weight(heaviest) < CHILD_SHARE * weight:
            return element
        start = prose.first[heaviest]
        own = letters(line for line in prose.own.get(element, ()) if line.index > start)
        if own >= OWN_SHARE * weight:
            return element
        element = heaviest


def _whole(story: Element, prose: _Prose) -> Element:
    """Return the element round a story that is parted among siblings (baotintuc.vn puts a player between)."""
    parent = story.getparent()
    parts = [child for child in (() if parent is None else parent) if child in prose.own]
    if parent is None or len(parts) < 2 or story not in parts:
        return story
    return parent if sum(letters(prose.own[part]) for part in parts) >= 0.9 * prose.weight(parent) else story
