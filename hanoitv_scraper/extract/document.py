"""A parsed page with what all readers share: its lines, its metadata, its headline, its story and the noise in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from lxml.html import HtmlElement

from hanoitv_scraper.extract.dom import drop_silent, parse, text_of
from hanoitv_scraper.extract.headline import find_headline
from hanoitv_scraper.extract.lines import Line, read_layout
from hanoitv_scraper.extract.metadata import Metadata, read_metadata
from hanoitv_scraper.extract.story import find_noise, find_story, standing_in
from hanoitv_scraper.items import Page
from hanoitv_scraper.sites import Site
from hanoitv_scraper.vietnamese.text import clean


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    url: str
    """The page's address on the site itself."""
    site: Site | None
    """The rules to read by, None for the generic reader alone."""
    tree: HtmlElement
    """Without scripts, styles and head."""
    metadata: Metadata
    lines: tuple[Line, ...]
    """All of the page's text in reading order."""
    pictures: tuple[tuple[HtmlElement, int], ...]
    """Each img element with the index of the line that it stands in, or that comes next."""
    headline: Line | None
    """Where the title stands, None where it does not."""
    story: HtmlElement | None
    """The element that holds the body, None where there is none."""
    story_from_site: bool
    """Whether a selector of the site found it."""
    noise: frozenset[HtmlElement]
    """What stands in the story and is none of its text."""
    story_lines: tuple[Line, ...]
    """The story's text, noise left out; lead and signature may be among it."""
    fetched_at: datetime | None

    @property
    def above(self) -> tuple[Line, ...]:
        """The lines just above the headline, the nearest first."""
        place = self.headline.index if self.headline else 0
        return self.lines[max(0, place - 15) : place][::-1]

    @property
    def head(self) -> tuple[Line, ...]:
        """The lines between headline and story."""
        start = self.headline.index + 1 if self.headline else 0
        return self.lines[start : max(start, self.first_of_story)]

    @property
    def foot(self) -> tuple[Line, ...]:
        """The lines behind the story's last."""
        return self.lines[self.story_lines[-1].index + 1 :] if self.story_lines else ()

    @property
    def first_of_story(self) -> int:
        """The index of the story's first line."""
        return self.story_lines[0].index if self.story_lines else len(self.lines)


def open_document(page: Page, site: Site | None) -> Document:
    """Parse a page and find its landmarks; raises NotAnArticle if it is no HTML."""
    tree = parse(page.body, page.url, page.charset)
    metadata = read_metadata(tree)
    drop_silent(tree)
    layout = read_layout(tree)
    lines = layout.lines
    headline = _headline(tree, site, lines, metadata)
    named = next((hit for hits in _hits(tree, site, "body") for hit in hits if isinstance(hit, HtmlElement)), None)
    story = named if named is not None else find_story(lines, headline)
    noise = frozenset[HtmlElement]() if story is None else find_noise(story, lines) | _removed(story, site)
    return Document(
        url=page.url, site=site, tree=tree, metadata=metadata, fetched_at=page.fetched_at,
        lines=lines, pictures=layout.pictures, headline=headline,
        story=story, story_from_site=named is not None, noise=noise,
        story_lines=_story_lines(lines, story, noise, headline),
    )  # fmt: skip


def _headline(tree: HtmlElement, site: Site | None, lines: tuple[Line, ...], metadata: Metadata) -> Line | None:
    named = next((hit for hits in _hits(tree, site, "title") for hit in hits if isinstance(hit, HtmlElement)), None)
    if named is not None:
        inside = (line for line in lines if named is line.element or named in line.element.iterancestors())
        if line := next(inside, None):
            return line
    return find_headline(lines, metadata)


def _removed(story: HtmlElement, site: Site | None) -> frozenset[HtmlElement]:
    found = (e for selector in (site.remove if site else ()) for e in selector(story))
    return frozenset(e for e in found if isinstance(e, HtmlElement))


def _story_lines(
    lines: tuple[Line, ...], story: HtmlElement | None, noise: frozenset[HtmlElement], headline: Line | None
) -> tuple[Line, ...]:
    if story is None:
        return ()
    stands = standing_in(story, noise)
    inside = [line for line in lines if line is not headline and stands(line.element)]
    below = [line for line in inside if headline is None or line.index > headline.index]
    return tuple(below or inside)


def select_elements(document: Document, field: str) -> list[HtmlElement]:
    """Return the elements that the site's first hitting selector for `field` finds; none if none hits."""
    for found in _hits(document.tree, document.site, field):
        if elements := [hit for hit in found if isinstance(hit, HtmlElement)]:
            return elements
    return []


def select_texts(document: Document, field: str) -> list[str]:
    """Return the texts that the site's first hitting selector for `field` finds, none empty; no text if none hits."""
    for found in _hits(document.tree, document.site, field):
        if texts := [text for hit in found if (text := clean(hit) if isinstance(hit, str) else text_of(hit))]:
            return texts
    return []


def _hits(tree: HtmlElement, site: Site | None, field: str) -> Iterator[list[HtmlElement | str]]:
    return (selector(tree) for selector in (site.read[field] if site else ()))
