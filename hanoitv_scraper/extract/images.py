"""Pictures and films of the story, with their captions."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

from hanoitv_scraper.extract.document import NOISE_NAME, Document
from hanoitv_scraper.extract.dom import text_of
from hanoitv_scraper.items import Image, Video
from hanoitv_scraper.sites.urls import clean_url

# Lazy loaders keep the picture's address in a data attribute and a placeholder in src.
ADDRESSES = ("data-src", "data-original", "src")


def read_images(document: Document) -> tuple[Image, ...]:
    """Return the story's pictures in reading order, each address once; alt texts are no captions."""
    images: dict[str, Image] = {}
    for element in _in_story(document, "img"):
        if url := _address(element, document):
            images.setdefault(url, Image(url=url, caption=_caption(element)))
    return tuple(images.values())


def read_videos(document: Document) -> tuple[Video, ...]:
    """Return the films that the page itself holds, each address once."""
    videos: dict[str, Video] = {}
    for element in document.tree.xpath("//video | //video/source"):
        if url := _address(element, document):
            videos.setdefault(url, Video(url=url, caption=_caption(element)))
    return tuple(videos.values())


def _in_story(document: Document, tag: str) -> Iterator[HtmlElement]:
    """Yield the story's elements of a tag that no related box or other chrome holds."""
    if document.story is None:
        return
    for element in document.story.iter(tag):
        holders = [holder for holder in element.iterancestors() if holder in document.noise]
        if not any(NOISE_NAME.search(f"{holder.get('class', '')} {holder.get('id', '')}") for holder in holders):
            yield element


def _address(element: HtmlElement, document: Document) -> str | None:
    found = (element.get(name, "").strip() for name in ADDRESSES)
    return next((url for address in found if address and (url := clean_url(address, document.url))), None)


def _caption(element: HtmlElement) -> str | None:
    """Return the text of the figcaption in the same figure, or of the other cells in the same table."""
    holder = next(element.iterancestors("figure", "table"), None)
    if holder is None:
        return None
    parts = holder.iter("figcaption") if holder.tag == "figure" else holder.iter("td", "caption")
    return next(filter(None, map(text_of, parts)), None)
