"""A page as a reader meets it: its lines of text in reading order, each with the element that holds it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from hanoitv_scraper.extract.dom import BLOCKS
from hanoitv_scraper.vietnamese.text import clean

# Shorter lines are headings, labels, names; a sentence of Vietnamese has some eight syllables at least.
PROSE_LENGTH = 40


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Line:
    """The text between two edges of block elements, or between two `<br>` in a row: a paragraph, a heading, a link."""

    index: int
    """Its place among the page's lines."""
    element: HtmlElement
    """The nearest block element round it."""
    text: str
    """Clean, never empty."""
    linked: float
    """The share (0 to 1) of its letters that stand in links."""

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
    """All text of the page in reading order."""
    pictures: tuple[tuple[HtmlElement, int], ...]
    """Each img element with the index of the line that it stands in, or that comes next."""


@dataclass(slots=True)
class _Gathering:
    """Lines while the page is walked."""

    holder: HtmlElement
    lines: list[Line] = field(default_factory=list)
    pictures: list[tuple[HtmlElement, int]] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    linked: int = 0
    links_open: int = 0
    broken: bool = False
    """Whether the last thing met is a `<br>`."""

    def add(self, text: str | None) -> None:
        if not text:
            return
        self.pieces.append(text)
        if not text.isspace():
            self.broken = False
            if self.links_open:
                self.linked += len(" ".join(text.split())) + 1

    def end_line(self, holder: HtmlElement | None) -> None:
        """Close the line that is open; what follows stands in `holder`."""
        if self.pieces:
            if text := clean("".join(self.pieces)):
                share = min(1.0, self.linked / len(text))
                self.lines.append(Line(index=len(self.lines), element=self.holder, text=text, linked=share))
            self.pieces, self.linked = [], 0
        self.broken = False
        if holder is not None:
            self.holder = holder

    def break_line(self) -> None:
        """A `<br>` is a space, two in a row end the line."""
        if self.broken:
            self.end_line(None)
        else:
            self.pieces.append(" ")
            self.broken = True


def read_layout(tree: HtmlElement) -> Layout:
    """Return the lines and pictures of a tree without scripts; without recursion, as pages nest as they like."""
    gathering = _Gathering(holder=tree)
    gathering.add(tree.text)
    for event, node in etree.iterwalk(tree, events=("start", "end")):
        if node is not tree:
            _meet(gathering, event, node)
    gathering.end_line(None)
    return Layout(lines=tuple(gathering.lines), pictures=tuple(gathering.pictures))


def _meet(gathering: _Gathering, event: str, node: HtmlElement) -> None:
    tag = node.tag
    block = tag in BLOCKS
    if event == "start":
        if block:
            gathering.end_line(node)
        elif tag == "a":
            gathering.links_open += 1
        elif tag == "br":
            gathering.break_line()
        elif tag == "img":
            gathering.pictures.append((node, len(gathering.lines)))
        gathering.add(node.text)
        return
    if block:
        gathering.end_line(node.getparent())
    elif tag == "a":
        gathering.links_open -= 1
    gathering.add(node.tail)


def holders(line: Line) -> Iterator[HtmlElement]:
    """Yield the elements round a line, from the nearest outwards."""
    yield line.element
    yield from line.element.iterancestors()


def near(line: Line, steps: int) -> Iterator[HtmlElement]:
    """Return the nearest `steps` elements round a line, from the nearest outwards."""
    return islice(holders(line), steps)
