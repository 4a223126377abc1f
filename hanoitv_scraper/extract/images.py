"""Pictures and films of the story, with their captions."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from lxml.html import HtmlElement

from hanoitv_scraper.extract.document import Document
from hanoitv_scraper.extract.dom import text_of
from hanoitv_scraper.extract.lines import Line
from hanoitv_scraper.extract.names import AUTHOR, CAPTION, FURNITURE, RELATED, is_hidden, name_of
from hanoitv_scraper.items import Image, Video
from hanoitv_scraper.sites.urls import clean_url

# Lazy loaders keep the picture's address in a data attribute and a placeholder in src.
ADDRESSES = ("data-src", "data-original", "src")
# "Ảnh: Lê Tú.", "(Ảnh minh hoạ)": who took a picture, at the end of what is said of it.
CREDIT = re.compile(r"(?:^|[\s.(–-])Ảnh(?:\s*:|\s+(?:minh h|tư liệu|chụp|do|internet|cắt))[^.!?]{0,60}\.?$")
CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
COVER = re.compile(r"(?:^|[\s_-])(?:cover|avatar|thumb\w*|media|photo|main-?image|feature\w*)(?:$|[\s_-])")
# The longest caption seen has 300 characters; a photo story's are longer, but stand in figures.
LONGEST = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures:
    images: tuple[Image, ...] = ()
    captions: tuple[Line, ...] = ()
    """Lines of the story that are captions, where no figure holds them."""


def read_images(document: Document, taken: Collection[Line]) -> Pictures:
    """Return the story's pictures in reading order, each address once, the cover above the story first.

    Alt texts are no captions. A line right below a picture is its caption if it credits a photographer, is centred or
    in italics, or is called a caption; unless it is `taken`, by a signature say.
    """
    images: dict[str, Image] = {}
    captions: list[Line] = []
    for element, place in document.pictures:
        if _is_of_story(element, document) or _is_cover(element, place, document):
            line = _line_below(element, place, document)
            line = None if line in taken else line
            url = _address(element, document)
            caption = _caption(element) or (line.text if line else None)
            if url:
                images.setdefault(url, Image(url=url, caption=caption))
            if url and line and caption == line.text:
                captions.append(line)
    return Pictures(images=tuple(images.values()), captions=tuple(captions))


def read_videos(document: Document) -> tuple[Video, ...]:
    """Return the films that the page itself holds, each address once."""
    videos: dict[str, Video] = {}
    for element in document.tree.xpath("//video | //video/source"):
        if url := _address(element, document):
            videos.setdefault(url, Video(url=url, caption=_caption(element)))
    for item in document.metadata.media:
        content = item.get("contentUrl")
        if (
            isinstance(content, str)
            and "VideoObject" in str(item.get("@type"))
            and (url := clean_url(content, document.url))
        ):
            videos.setdefault(url, Video(url=url, caption=None))
    return tuple(videos.values())


def _is_of_story(element: HtmlElement, document: Document) -> bool:
    """Tell whether a picture stands in the story, and in no related box or other chrome."""
    chain = list(element.iterancestors())
    if document.story is None or document.story not in chain:
        return False
    inside = chain[: chain.index(document.story)]
    return not any(holder in document.noise and _is_chrome(holder) for holder in inside)


def _is_cover(element: HtmlElement, place: int, document: Document) -> bool:
    """Tell whether a picture between headline and story is the article's: in a figure, or called its cover."""
    if document.headline is None or not document.headline.index < place <= document.first_of_story:
        return False
    chain = [holder for holder, _ in zip((element, *element.iterancestors()), range(4), strict=False)]
    if document.story in chain or any(_is_chrome(holder) or is_hidden(holder) for holder in chain):
        return False
    return any(holder.tag == "figure" or COVER.search(name_of(holder)) for holder in chain)


def _line_below(element: HtmlElement, place: int, document: Document) -> Line | None:
    """Return the line of the story under a picture that looks like its caption."""
    line = document.lines[place] if place < len(document.lines) else None
    if line not in document.story_lines or line is None or len(line.text) > LONGEST or line.is_link:
        return None
    shared = element in line.element.iter("img")
    if (CREDIT.search(line.text) and (shared or len(line.text) < 200)) or CENTRED.search(line.element.get("style", "")):
        return line
    italic = sum(len(text_of(e)) for e in line.element.iter("em", "i"))
    return line if shared or italic >= 0.9 * len(line.text) or line.element.get("align") == "center" else None


def _is_chrome(holder: HtmlElement) -> bool:
    if holder.tag in ("figure", "table"):
        return False
    name = name_of(holder)
    return holder.tag in ("aside", "nav", "li") or any(sign.search(name) for sign in (RELATED, FURNITURE, AUTHOR))


def _address(element: HtmlElement, document: Document) -> str | None:
    found = (element.get(name, "").strip() for name in ADDRESSES)
    return next((url for address in found if address and (url := clean_url(address, document.url))), None)


def _caption(element: HtmlElement) -> str | None:
    """Return the text of the figcaption in the same figure, of what is called a caption, or of the table's cells."""
    holder = next(element.iterancestors("figure", "table"), None)
    if holder is None:
        return _called(element)
    parts = holder.iter("figcaption") if holder.tag == "figure" else holder.iter("td", "caption")
    return next(filter(None, map(text_of, parts)), None) or _called(element)


def _called(element: HtmlElement) -> str | None:
    """Return the text of what is called a caption in the smallest box with the picture."""
    for holder, _ in zip(element.iterancestors(), range(3), strict=False):
        called = (e for e in holder.iter() if isinstance(e.tag, str) and CAPTION.search(name_of(e)))
        if text := next(filter(None, map(text_of, called)), None):
            return text if len(text) <= LONGEST else None
        if len(text_of(holder)) > LONGEST:
            return None
    return None
