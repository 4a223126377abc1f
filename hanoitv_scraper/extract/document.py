"""A parsed page with what all readers share: its tree, its metadata, where its story stands and what is noise in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from lxml.html import HtmlElement

from hanoitv_scraper.extract.dom import drop_silent, parse, text_of
from hanoitv_scraper.extract.metadata import Metadata, read_metadata
from hanoitv_scraper.items import Page
from hanoitv_scraper.sites import Site
from hanoitv_scraper.vietnamese.text import clean

# Elements that are never a story's own text.
NOISE_TAGS = frozenset("aside nav form figure iframe video audio object footer".split())
# Class or id of related boxes, tag lists, share bars, adverts: a word of the attribute, or a part parted by - or _.
NOISE_NAME = re.compile(
    r"(?:^|[\s_-])(?:related?|relation|lien-quan|tin-khac|recommend|share|social|tags?|comment|banner|advert|ads|breadcrumb)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    url: str
    """The page's address on the site itself."""
    site: Site | None
    """The rules to read by, None for the generic reader alone."""
    tree: HtmlElement
    """Without scripts, styles and head."""
    metadata: Metadata
    story: HtmlElement | None
    """The element that holds the body, None where there is none."""
    story_from_site: bool
    """Whether a selector of the site found it."""
    noise: frozenset[HtmlElement]
    """What stands in the story and is none of its text."""
    fetched_at: datetime | None


def open_document(page: Page, site: Site | None) -> Document:
    """Parse a page; raises NotAnArticle if it is no HTML."""
    tree = parse(page.body, page.url, page.charset)
    metadata = read_metadata(tree)
    drop_silent(tree)
    named = next((hit for hits in _hits(tree, site, "body") for hit in hits if isinstance(hit, HtmlElement)), None)
    story = named if named is not None else _densest(tree)
    return Document(
        url=page.url, site=site, tree=tree, metadata=metadata, fetched_at=page.fetched_at,
        story=story, story_from_site=named is not None, noise=_noise(story, site),
    )  # fmt: skip


def select_texts(document: Document, field: str) -> list[str]:
    """Return the texts that the site's first hitting selector for `field` finds, none empty; no text if none hits."""
    for found in _hits(document.tree, document.site, field):
        if texts := [text for hit in found if (text := clean(hit) if isinstance(hit, str) else text_of(hit))]:
            return texts
    return []


def _hits(tree: HtmlElement, site: Site | None, field: str) -> Iterator[list[HtmlElement | str]]:
    return (selector(tree) for selector in (site.read[field] if site else ()))


def _densest(tree: HtmlElement) -> HtmlElement | None:
    """Return the element whose own paragraphs hold most text, None where no paragraph is as long as a sentence."""
    weight: Counter[HtmlElement] = Counter()
    for paragraph in tree.iter("p"):
        length = len(text_of(paragraph))
        if length >= 60 and (parent := paragraph.getparent()) is not None:
            weight[parent] += length
    return weight.most_common(1)[0][0] if weight else None


def _noise(story: HtmlElement | None, site: Site | None) -> frozenset[HtmlElement]:
    if story is None:
        return frozenset()
    removed = {e for selector in site.remove for e in selector(story) if isinstance(e, HtmlElement)} if site else set()
    return frozenset(removed.union(element for element in story.iterdescendants() if _is_noise(element)))


def _is_noise(element: HtmlElement) -> bool:
    if element.tag in NOISE_TAGS:
        return True
    if element.tag == "table":
        return element.find(".//img") is not None
    return any(NOISE_NAME.search(name) for key in ("class", "id") if (name := element.get(key)))
