"""A page as a reader meets it: its lines of text in reading order, each with the element that holds it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import NamedTuple

from hanoitv_scraper.extract.dom import BLOCKS, Element
from hanoitv_scraper.extract.names import is_hidden
from hanoitv_scraper.vietnamese.text import clean_escaped

# Shorter lines are headings, labels, names; a sentence of Vietnamese has some eight syllables at least.
PROSE_LENGTH = 40

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


class _Place(NamedTuple):
    """Where an element's text stands."""

    owner: Element
    holder: Element
    """The nearest block element round it."""
    in_link: bool
    """A link may hold blocks."""
    hidden: bool
    """Whether an inline element keeps it from readers; blocks out of sight are told apart by who reads the lines."""


@dataclass(slots=True)
class _Gathering:
    """Lines while the page is walked."""

    lines: list[Line] = field(default_factory=list)
    pictures: list[tuple[Element, int]] = field(default_factory=list)
    holder: Element | None = None
    """Of the open line."""
    pieces: list[str] = field(default_factory=list)
    owners: list[Element] = field(default_factory=list)
    linked: int = 0
    at_edge: bool = True
    """Whether an edge of a block was met since the last text."""
    breaks: int = 0
    """How many `<br>` were."""

    def enter(self, element: Element, above: _Place | None) -> _Place:
        """Note that an element begins, and return where its text stands."""
        tag = element.tag
        in_link = tag == "a" or (above is not None and above.in_link)
        if above is None or tag in BLOCKS:
            self.at_edge = True
            return _Place(element, element, in_link, False)
        if tag == "br":
            self.breaks += 1
        return _Place(element, above.holder, in_link, above.hidden or is_hidden(element))

    def leave(self, place: _Place, above: _Place) -> None:
        """Note that an element ends, and take the text behind it."""
        self.at_edge = self.at_edge or place.holder is place.owner
        if place.owner.tail:
            self.add(place.owner.tail, above)

    def add(self, text: str, place: _Place) -> None:
        if text.isspace():
            self.pieces.append(" ")
        elif not place.hidden:
            self.begin(place)
            self.pieces.append(text)
            if place.owner is not place.holder:
                self.owners.append(place.owner)
            if place.in_link:
                self.linked += len(" ".join(text.split())) + 1

    def begin(self, place: _Place) -> None:
        """Go on with the open line, or end it and begin a new one."""
        if self.at_edge or self.breaks > 1 or place.holder is not self.holder:
            self.end_line()
            self.holder = place.holder
        elif self.breaks:
            self.pieces.append(" ")
        self.at_edge, self.breaks = False, 0

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
    opened: list[_Place] = []
    for element in root.iter("*"):
        parent = element.getparent()
        while opened and opened[-1].owner is not parent:
            place = opened.pop()
            gathering.leave(place, opened[-1])
        place = gathering.enter(element, opened[-1] if opened else None)
        if element.tag == "img":
            gathering.begin(place)
            gathering.pictures.append((element, len(gathering.lines)))
        if element.text:
            gathering.add(element.text, place)
        opened.append(place)
    while len(opened) > 1:
        place = opened.pop()
        gathering.leave(place, opened[-1])
    gathering.end_line()
    return Layout(lines=tuple(gathering.lines), pictures=tuple(gathering.pictures))


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
