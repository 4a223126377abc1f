"""Pictures and films of the story, with their captions."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import chain, islice, takewhile

from hanoitv_scraper.extract.document import Document, select_elements
from hanoitv_scraper.extract.dom import Element, text_of
from hanoitv_scraper.extract.lines import Line, near, parts
from hanoitv_scraper.extract.names import is_caption, is_hidden, roles_of
from hanoitv_scraper.items import Image, Video
from hanoitv_scraper.sites.urls import clean_url
from hanoitv_scraper.vietnamese.text import clean

# Lazy loaders keep the picture's address in a data attribute and a placeholder in src.
ADDRESSES = ("data-src", "data-original", "src")
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
# "Ảnh: Lê Tú.", "(Ảnh minh hoạ)": who took a picture, at the end of what is said of it.
CREDIT = re.compile(r"(?:^|[\s.(–-])(?:Ảnh|ẢNH)(?:\s*:|\s+(?:minh h|tư liệu|chụp|do|internet|cắt)).{0,60}$")
CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
CHROME_ROLES = frozenset({"related", "furniture", "author"})
COVER = re.compile(r"(?:^|[\s_-])(?:cover|avatar|thumb\w*|media|photo|(?:main-?)?image|feature\w*)(?:$|[\s_-])")
# The longest caption seen has 300 characters; a photo story's are longer, but stand in figures.
LONGEST = 400
LONGEST_CREDIT = 80
MOST_CAPTIONS = 20
# A box of pictures with their caption has few elements; the most pictures seen on a page are 135.
MOST_INSIDE, MOST_PICTURES = 100, 500


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
    usual = _usual_classes(document)
    for element, line in islice(chain(_covers(document), _in_story(document)), MOST_PICTURES):
        if url := _address(element, document):
            below = line if line and line not in taken and _is_below(element, line, document, usual) else None
            caption = _caption(element, document) or (below.text if below else None)
            images.setdefault(url, Image(url=url, caption=caption))
            if below and caption == below.text:
                captions.append(below)
    return Pictures(images=tuple(images.values()), captions=tuple(captions))


def read_videos(document: Document) -> tuple[Video, ...]:
    """Return the films that the page itself holds, each address once."""
    videos: dict[str, Video] = {}
    for element in islice(document.tree.iterfind(".//video"), MOST_PICTURES):
        sources = (element, *islice(element.iter("source"), MOST_CAPTIONS))
        for found in filter(None, (_address(source, document) for source in sources)):
            videos.setdefault(found, Video(url=found, caption=_caption(element, document)))
    for item in document.metadata.media:
        content = item.get("contentUrl")
        if (
            isinstance(content, str)
            and "VideoObject" in str(item.get("@type"))
            and (url := clean_url(content, document.url))
        ):
            videos.setdefault(url, Video(url=url, caption=None))
    return tuple(videos.values())


def _covers(document: Document) -> Iterator[tuple[Element, None]]:
    """Yield the pictures above the story: by the site's selector, else what looks it below the headline."""
    for found in select_elements(document, "cover"):
        yield from ((element, None) for element in found.iter("img"))
    if document.named_story is not None or document.headline is None:
        return
    end = next((line.index for line in document.story_layout.lines), 0)
    for element, place in document.layout.pictures:
        if document.headline.index < place <= end and _is_cover(element, document):
            yield element, None


def _is_cover(element: Element, document: Document) -> bool:
    """Tell whether a picture outside the story is in a figure, or called a cover."""
    chain = list(islice((element, *element.iterancestors()), 4))
    if document.story in chain or any(_is_chrome(holder) or is_hidden(holder) for holder in chain):
        return False
    return any(
        holder.tag == "figure" or COVER.search(f"{holder.get('class', '')} {holder.get('data-role', '')}")
        for holder in chain
    )


def _in_story(document: Document) -> Iterator[tuple[Element, Line | None]]:
    """Yield the story's pictures that no related box or other chrome holds, each with the line that comes next."""
    lines = document.lines if document.named_story is None else document.story_layout.lines
    for element, place in document.story_layout.pictures:
        inside = list(takewhile(lambda holder: holder is not document.story, element.iterancestors()))
        line = lines[place] if place < len(lines) else None
        leads_away = line is not None and line.linked > 0.5 and any(holder in inside for holder in near(line, 3))
        noisy = any(holder in document.noise and not _may_hold_picture(holder) for holder in inside)
        if not leads_away and not noisy:
            yield element, line


def _is_below(element: Element, line: Line, document: Document, usual: Collection[str | None]) -> bool:
    """Tell whether the line behind a picture, or about it, is its caption; `usual` are the classes of paragraphs."""
    if line not in document.story_set or len(line.text) > LONGEST or line.is_link:
        return False
    shared = element.getparent() is line.element or line.element in islice(element.iterancestors(), 5)
    if CREDIT.search(line.text) and (shared or len(line.text) < 200):
        return True
    if len(line.text) < 200 and line.element.get("class") not in usual:
        return True
    italic = sum(len(text_of(e)) for e in parts(line, "em", "i"))
    centred = CENTRED.search(line.element.get("style", "")) or line.element.get("align") == "center"
    return shared or bool(centred) or italic >= 0.9 * len(line.text)


def _usual_classes(document: Document) -> frozenset[str | None]:
    """Return the class attributes that the story's paragraphs wear."""
    return frozenset({line.element.get("class") for line in document.story_lines if len(line.text) >= 200} | {None})


def _may_hold_picture(noise: Element) -> bool:
    """Tell whether noise among the story's text, as a figure is, may hold one of its pictures; cards hold others."""
    if noise.tag in ("figure", "figcaption", "table", "header"):
        return True
    return not _is_chrome(noise) and "caption" in roles_of(noise)


def _is_chrome(holder: Element) -> bool:
    if holder.tag in ("figure", "table"):
        return False
    return holder.tag in ("aside", "nav", "li") or not CHROME_ROLES.isdisjoint(roles_of(holder))


def _address(element: Element, document: Document) -> str | None:
    """Return the absolute address; of a page saved without its own, the relative one as it is printed."""
    found = [address for name in ADDRESSES if (address := element.get(name, "").strip())]
    if url := next(filter(None, (clean_url(address, document.url) for address in found)), None):
        return url
    printed = found if clean_url(document.url) is None else []
    return next((address for address in map(clean, printed) if not SCHEME.match(address)), None)


def _caption(element: Element, document: Document) -> str | None:
    """Return the text of the figcaption in the same figure, of what is called a caption, or of the table's cells."""
    holder = next(element.iterancestors("figure", "table"), None)
    if holder is None:
        return _called(element, document)
    cells = holder.iter("figcaption") if holder.tag == "figure" else holder.iter("td", "caption")
    captions = map(_with_credit, islice(cells, MOST_CAPTIONS))
    return next(filter(None, captions), None) or _called(element, document)


def _with_credit(caption: Element) -> str:
    """Return a caption's text with that of the box behind it if this names the photographer (thanhnien.vn)."""
    behind = caption.getnext()
    credit = "" if behind is None else text_of(behind)
    text = text_of(caption)
    return f"{text} {credit}" if text and len(credit) < LONGEST_CREDIT and CREDIT.match(credit) else text


def _called(element: Element, document: Document) -> str | None:
    """Return the text of the one caption in the smallest box with the picture: perhaps of several pictures."""
    for holder, _ in zip(element.iterancestors(), range(8), strict=False):
        if holder is document.story or len(inside := list(islice(holder.iter(), MOST_INSIDE + 1))) > MOST_INSIDE:
            return None
        called = list(islice(filter(is_caption, inside), MOST_CAPTIONS))
        outermost = [e for e in called if not any(above in called for above in e.iterancestors())]
        captions = {e: text for e in outermost if (text := _with_credit(e))}
        for caption, text in captions.items():
            short = caption.tag == "figcaption" or len(text) <= LONGEST
            alone = len(text_of(holder)) <= len(text) + LONGEST_CREDIT
            return text if short and alone and len(captions) == 1 else None
        if len(text_of(holder)) > LONGEST:
            return None
    return None
