"""A page as a reader meets it: its lines of text in reading order, each with the element that holds it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any, NamedTuple, cast

from lxml import etree

from hanoitv_scraper.extract.dom import BLOCKS, Element
from hanoitv_scraper.extract.names import is_hidden
from hanoitv_scraper.vietnamese.text import clean_escaped

# Shorter lines are headings, labels, names; a sentence of Vietnamese has some eight syllables at least.
PROSE_LENGTH = 40

# All that is drawn, in document order: one walk in C, where Python meets no element without text. A union of two walks
# would take quadratic time.
DRAWN = etree.XPath("descendant::node()[self::text() or self::img]")
# A byline has a few parts; a block of a thousand is none.
MOST_PARTS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The text between two edges of block elements, or between two `<br>` in a row: a paragraph, a heading, a link."""

    index: int = field(compare=False)
    """Its place among the lines read together with it."""
    element: Element
    """The nearest block element round it."""
    text: str
    """Clean, never empty."""
    linked: float = field(compare=False)
    """The share (0 to 1) of its letters that stand in links."""
    owners: tuple[Element, ...] = field(default=(), compare=False, repr=False)
    """The inline elements that its text stands in directly, in order, some more than once."""

    @property
    def is_link(self) -> bool:
        """Whether a link is all there is of it."""
        return self.linked > 0.9

    @property
    def is_prose(self) -> bool:
        """Whether it is long enough for a sentence, and not made of links."""
        return len(self.text) >= PROSE_LENGTH and self.linked < 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    lines: tuple[Line, ...]
    """The text in reading order."""
    pictures: tuple[tuple[Element, int], ...]
    """Each img element with the index of the line that it stands in, or that comes next."""


@dataclass(slots=True)
class _Gathering:
    """Lines while the text is walked."""

    lines: list[Line] = field(default_factory=list)
    pictures: list[tuple[Element, int]] = field(default_factory=list)
    holder: Element | None = None
    pieces: list[str] = field(default_factory=list)
    owners: list[Element] = field(default_factory=list)
    linked: int = 0

    def end_line(self) -> None:
        if self.holder is not None and (text := clean_escaped("".join(self.pieces))):
            share = min(1.0, self.linked / len(text)) if self.linked else 0.0
            line = Line(index=len(self.lines), element=self.holder, text=text, linked=share, owners=tuple(self.owners))
            self.lines.append(line)
        self.pieces, self.owners, self.linked = [], [], 0


def read_layout(root: Element) -> Layout:
    """Return the lines and pictures below an element of a tree without scripts.

    The edges of block elements part lines, and so do two `<br>` in a row, as a reader sees them parted; one is a space.
    Inline tags part nothing, not even words.
    """
    gathering = _Gathering()
    places: dict[Element, Place] = {}
    for node in cast("list[Any]", DRAWN(root)):
        if isinstance(node, str):
            if node.isspace():
                gathering.pieces.append(" ")
                continue
            owner, tail = cast("Any", node).getparent(), cast("Any", node).is_tail
            place = _begin(gathering, owner, tail, places, root)
            if place.hidden:
                continue
            gathering.pieces.append(node)
            gathering.linked += len(" ".join(node.split())) + 1 if place.in_link else 0
        else:
            _begin(gathering, node, False, places, root)
            gathering.pictures.append((node, len(gathering.lines)))
    gathering.end_line()
    return Layout(lines=tuple(gathering.lines), pictures=tuple(gathering.pictures))


class Place(NamedTuple):
    """Where an element's text stands."""

    holder: Element
    """The nearest block element round it."""
    in_link: bool
    hidden: bool
    """Whether an inline element keeps it from readers; blocks out of sight are told apart by who reads the lines."""


def _begin(gathering: _Gathering, owner: Element, tail: bool, places: dict[Element, Place], root: Element) -> Place:
    """Go on with the open line or begin a new one for what `owner` holds, or has behind it; tell where that stands."""
    parent = owner.getparent() if tail else owner
    if parent is None:
        parent = root
    place = places.get(parent)
    if place is None:
        place = places[parent] = _place(parent, root)
    holder = place.holder
    if holder is not gathering.holder or (_parts(owner) if tail else _follows_block(owner, holder)):
        gathering.end_line()
        gathering.holder = holder
    elif tail and owner.tag == "br":
        gathering.pieces.append(" ")
    if parent is not holder and not place.hidden:
        gathering.owners.append(parent)
    return place


def _place(element: Element, root: Element) -> Place:
    """Return where an element's text stands; a link may hold blocks."""
    in_link = next(element.iterancestors("a"), None) is not None
    hidden = False
    while element.tag not in BLOCKS and element is not root:
        in_link = in_link or element.tag == "a"
        hidden = hidden or is_hidden(element)
        parent = element.getparent()
        if parent is None:
            break
        element = parent
    return Place(element, in_link, hidden)


def _parts(element: Element) -> bool:
    """Tell whether the text behind an element begins a new line: behind a block, or the second `<br>` in a row."""
    if element.tag != "br":
        return element.tag in BLOCKS
    before = element.getprevious()
    return before is not None and before.tag == "br" and not (before.tail or "").strip()


def _follows_block(element: Element, holder: Element) -> bool:
    """Tell whether an inline element stands right behind a block without text, or behind two `<br>`."""
    while element is not holder:
        before = element.getprevious()
        if before is not None:
            return not (before.tail or "").strip() and _parts(before)
        parent = element.getparent()
        if parent is None or (parent.text or "").strip():
            return False
        element = parent
    return False


def letters(lines: Iterable[Line]) -> int:
    """Return how many characters lines have together."""
    return sum(len(line.text) for line in lines)


def holders(line: Line) -> Iterator[Element]:
    """Yield the elements round a line, from the nearest outwards."""
    yield line.element
    yield from line.element.iterancestors()


def parts(line: Line, *tags: str) -> list[Element]:
    """Return the inline elements with these tags that a line's text stands in, each once, inner before outer.

    The block element round a line may hold a whole page of other lines; these are the line's own.
    """
    found: dict[Element, None] = {}
    for owner in line.owners:
        element: Element | None = owner
        while element is not None and element is not line.element and element not in found:
            found[element] = None
            element = element.getparent()
    return list(islice((element for element in found if element.tag in tags), MOST_PARTS))


def within(element: Element, test: Callable[[Element], bool], known: dict[Element, bool]) -> bool:
    """Tell whether `test` holds for an element or one around it; `known` holds the answers so far."""
    met = []
    answer = False
    for holder in chain((element,), element.iterancestors()):
        if holder in known:
            answer = known[holder]
            break
        met.append(holder)
    for holder in reversed(met):
        answer = answer or test(holder)
        known[holder] = answer
    return answer


def near(line: Line, steps: int) -> Iterator[Element]:
    """Return the nearest `steps` elements round a line, from the nearest outwards."""
    return islice(holders(line), steps)
