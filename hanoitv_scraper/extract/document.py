"""A parsed page with what all readers share: its lines, its metadata, its headline, its story and the noise in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from hanoitv_scraper.errors import NeedsJavaScript
from hanoitv_scraper.extract.dom import Element, drop_silent, parse, text_of
from hanoitv_scraper.extract.headline import find_headline, find_headline_above, is_doubtful, is_told
from hanoitv_scraper.extract.lines import Layout, Line, holders, read_layout, within
from hanoitv_scraper.extract.metadata import Metadata, read_metadata
from hanoitv_scraper.extract.noise import find_noise
from hanoitv_scraper.extract.shell import tree_is_shell
from hanoitv_scraper.extract.story import find_story
from hanoitv_scraper.items import Page
from hanoitv_scraper.sites import Site
from hanoitv_scraper.sites.selectors import Found, Selector
from hanoitv_scraper.vietnamese.text import clean_escaped

# How far above the headline its breadcrumb, date and author may stand.
LINES_ABOVE = 15
# How far below it lead and byline may.
LINES_BELOW = 60
# How far above the story a line may stand that is the headline though nothing but its looks says so.
LINES_ABOVE_STORY = 25
# A list of tags has some twenty links.
MOST_HITS = 100


@dataclass(frozen=True, kw_only=True)
class Document:
    """Landmarks are found when they are asked for: where a site's selectors hit, most of a page is never walked."""

    url: str
    """The page's address on the site itself."""
    site: Site | None
    """The rules to read by, None for the generic reader alone."""
    tree: Element
    """Without scripts, styles and head."""
    metadata: Metadata
    fetched_at: datetime | None

    @cached_property
    def named_story(self) -> Element | None:
        """The element that the site's selector for the body finds."""
        return next(iter(select_elements(self, "body")), None)

    @property
    def is_ruled(self) -> bool:
        """Whether the site's rules fit the page: what they do not find there is not shown.

        A page on which the selector for the body does not hit is of another generation, and read generically.
        """
        return self.named_story is not None

    @cached_property
    def layout(self) -> Layout:
        """The whole page's text and pictures."""
        return read_layout(self.tree)

    @property
    def lines(self) -> tuple[Line, ...]:
        """All of the page's text in reading order."""
        return self.layout.lines

    @cached_property
    def headline(self) -> Line | None:
        """Where the title stands, None where it does not."""
        named = next(iter(select_elements(self, "title")), None)
        inside = (line for line in self.lines if named is not None and named in holders(line))
        if (shown := next(inside, None)) is not None:
            return shown
        found = find_headline(self.lines, self.metadata)
        doubtful = found is None or is_doubtful(found, self.lines, self.metadata)
        if found is not None and not doubtful and is_told(found, self.metadata):
            return found
        story = find_story(self.lines, None) if self.named_story is None else self.named_story
        first = next((line.index for line in self.lines if story is not None and story in holders(line)), 0)
        if found is not None and not doubtful and first - found.index <= LINES_ABOVE_STORY:
            return found
        return find_headline_above(self.lines, first) or found

    @cached_property
    def story(self) -> Element | None:
        """The element that holds the body, None where there is none."""
        return find_story(self.lines, self.headline) if self.named_story is None else self.named_story

    @cached_property
    def story_layout(self) -> Layout:
        """All lines and pictures in the story, noise among them; indices are the page's, unless a selector found it."""
        if self.named_story is not None:
            return read_layout(self.named_story)
        inside = set() if self.story is None else set(self.story.iter())
        return Layout(
            lines=tuple(line for line in self.lines if line.element in inside),
            pictures=tuple(pair for pair in self.layout.pictures if pair[0] in inside),
        )

    @cached_property
    def noise(self) -> frozenset[Element]:
        """What stands in the story and is none of its text."""
        if self.story is None:
            return frozenset()
        found = (e for selector in (self.site.remove if self.site else ()) for e in selector(self.story))
        removed = frozenset(e for e in found if not isinstance(e, str))
        return find_noise(self.story, self.story_layout.lines) | removed

    @cached_property
    def story_lines(self) -> tuple[Line, ...]:
        """The story's text, noise left out; lead and signature may be among it."""
        if self.story is None:
            return ()
        known = {self.story: False}
        in_noise = self.noise.__contains__
        inside = tuple(line for line in self.story_layout.lines if not within(line.element, in_noise, known))
        if self.named_story is not None:
            return self._below_title(inside)
        if self.headline is None:
            return inside
        below = tuple(line for line in inside if line.index > self.headline.index)
        return below or tuple(line for line in inside if line is not self.headline)

    def _below_title(self, inside: tuple[Line, ...]) -> tuple[Line, ...]:
        """Return the lines below the title, where that stands among the first in the element that holds the body."""
        titles = select_texts(self, "title") or [self.headline.text if self.headline else ""]
        place = next((place for place, line in enumerate(inside[:LINES_ABOVE]) if line.text in titles), -1)
        return inside[place + 1 :]

    @cached_property
    def story_set(self) -> frozenset[Line]:
        """The story's lines, to ask whether one is among them."""
        return frozenset(self.story_lines)

    @cached_property
    def _places(self) -> dict[Line, int]:
        return {line: line.index for line in reversed(self.lines)}

    def place(self, line: Line) -> int:
        """Return where among the page's lines one of the story's stands."""
        return line.index if self.named_story is None else self._places.get(line, len(self.lines))

    @property
    def above(self) -> tuple[Line, ...]:
        """The lines just above the headline, the nearest first."""
        place = self.headline.index if self.headline else 0
        return self.lines[max(0, place - LINES_ABOVE) : place][::-1]

    @property
    def head(self) -> tuple[Line, ...]:
        """The lines between headline and story, the nearest to the headline."""
        start = self.headline.index + 1 if self.headline else 0
        return self.lines[start : max(start, min(self.first_of_story, start + LINES_BELOW))]

    @property
    def foot(self) -> tuple[Line, ...]:
        """The lines behind the story's last."""
        return self.lines[self.place(self.story_lines[-1]) + 1 :] if self.story_lines else ()

    @property
    def first_of_story(self) -> int:
        """The index of the story's first line."""
        return self.place(self.story_lines[0]) if self.story_lines else len(self.lines)


def open_document(page: Page, site: Site | None) -> Document:
    """Parse a page; raises NotAnArticle if it is no HTML, NeedsJavaScript if it is the shell of a page."""
    tree = parse(page.body, page.url, page.charset)
    if tree_is_shell(tree):
        raise NeedsJavaScript(page.url, "needs JavaScript: its text is filled in by scripts, the HTML holds none")
    metadata = read_metadata(tree)
    drop_silent(tree)
    for element in tree.iter("amp-img", "amp-video", "amp-audio"):
        element.tag = str(element.tag).removeprefix("amp-")
    return Document(url=page.url, site=site, tree=tree, metadata=metadata, fetched_at=page.fetched_at)


def select_elements(document: Document, field: str) -> list[Element]:
    """Return the elements that the site's first hitting selector for `field` finds; none if none hits."""
    found = ([hit for hit in hits if not isinstance(hit, str)] for hits in _hits(document, field))
    return next(filter(None, found), [])


def select_texts(document: Document, field: str) -> list[str]:
    """Return the texts that the site's first hitting selector for `field` finds, none empty; no text if none hits."""
    for found in _hits(document, field):
        if texts := list(filter(None, map(_text, found[:MOST_HITS]))):
            return texts
    return []


def _text(hit: Element | str) -> str:
    return clean_escaped(hit) if isinstance(hit, str) else text_of(hit)


# The fields whose selectors name an element that holds something; those of the others name text.
HELD_BY_ELEMENTS = frozenset({"lead", "body", "cover", "remove"})


def finds(document: Document, field: str, selector: Selector) -> bool:
    """Tell whether one of the site's selectors for `field` (or `remove`) hits, as the readers of the field take it."""
    within = document.story if field == "remove" else document.tree
    found = [] if within is None else selector(within)
    if field in HELD_BY_ELEMENTS:
        return any(not isinstance(hit, str) for hit in found)
    return any(map(_text, found[:MOST_HITS]))


def _hits(document: Document, field: str) -> Iterator[Found]:
    return (selector(document.tree) for selector in (document.site.read[field] if document.site else ()))
