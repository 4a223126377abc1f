"""Who signed the article, and the agency or outlet it was taken from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from hanoitv_scraper.extract.byline import Byline, is_person, read_byline
from hanoitv_scraper.extract.document import Document, select_texts
from hanoitv_scraper.extract.dom import text_of
from hanoitv_scraper.extract.json_ld import names_in, types_of
from hanoitv_scraper.extract.keywords import LABEL
from hanoitv_scraper.extract.lines import Line, near
from hanoitv_scraper.extract.moment import parse_moment
from hanoitv_scraper.extract.names import AUTHOR, RELATED, SOURCE, TAGS, name_of
from hanoitv_scraper.items import ReadFrom
from hanoitv_scraper.vietnamese.fold import fold

RIGHT = re.compile(r"text-align\s*:\s*right", re.IGNORECASE)
RIGHT_NAMES = re.compile(r"(?:^|[\s_-])(?:right|align-?right|t-right|text-right|text-end)(?:$|[\s_-])")
AUTHOR_LINK = re.compile(r"/(?:tac-?gia|authors?|phong-vien|nha-bao|profile|but-danh)[/-]", re.IGNORECASE)
CREDIT = re.compile(r"^(?:theo|nguồn|bài|tin|thực hiện|tác giả)\b", re.IGNORECASE)
# A signature is short: two names and a remark.
LONGEST = 80
# How far behind the text a signature may stand; tuoitre.vn has a card of a related article between.
TAIL_LINES = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    authors: tuple[str, ...] = ()
    source: str | None = None
    lines: tuple[Line, ...] = ()
    """Where they stand; no paragraphs of the story."""
    authors_from: ReadFrom | None = None
    source_from: ReadFrom | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A line that signs."""

    line: Line
    byline: Byline


def read_signature(document: Document) -> Signature:
    """Return authors and source: by the site's selectors, else from the byline under the headline and last lines."""
    top, end = list(_under_headline(document)), list(_at_the_end(document))
    named, credited = select_texts(document, "authors"), select_texts(document, "source")
    from_site = _unique(name for text in named for name in read_byline(text).names)
    at_top, at_end = (_unique(name for signed in found for name in signed.byline.names) for found in (top, end))
    shown = from_site or _fuller(at_top, at_end)
    told = () if shown or named else _told(document)
    sources = credited or [s.byline.source for s in (*top, *end) if s.byline.source]
    bylined = [source for text in named if (source := read_byline(text).source)]
    source = next(iter((*sources, *bylined)), None)
    return Signature(
        authors=shown or told, source=source, lines=tuple(signed.line for signed in (*top, *end)),
        authors_from="site" if from_site else "generic" if shown else "metadata" if told else None,
        source_from=("site" if credited or bylined else "generic") if source else None,
    )  # fmt: skip


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    """Return each name once, as first printed."""
    return tuple({fold(name): name for name in reversed(tuple(names))}.values())[::-1]


def _fuller(top: tuple[str, ...], end: tuple[str, ...]) -> tuple[str, ...]:
    """Return the byline under the headline, or the signature where it names the same people and more."""
    return end if not top or {fold(name) for name in top} < {fold(name) for name in end} else top


def _under_headline(document: Document) -> Iterator[Signed]:
    lines = (*reversed(document.above[:4]), *document.head, *document.story_lines[:3])
    for line in lines:
        if not line.is_prose or len(line.text) < LONGEST:
            yield from _signed(line, document, strict=True)


def _at_the_end(document: Document) -> Iterator[Signed]:
    """Yield the signing lines behind the last paragraph, the last short lines of the story among them."""
    last = next(
        (line.index for line in reversed(document.story_lines) if line.is_prose and not _looks_signed(line)), None
    )
    if last is None:
        return
    for line in document.lines[last + 1 : last + 1 + TAIL_LINES]:
        if LABEL.match(line.text) or any(TAGS.search(name_of(element)) for element in near(line, 3)):
            return
        if len(line.text) <= LONGEST:
            yield from _signed(line, document, strict=line not in document.story_lines)


def _looks_signed(line: Line) -> bool:
    return len(line.text) <= LONGEST and (_is_right(line) or CREDIT.match(line.text) is not None)


def _signed(line: Line, document: Document, strict: bool) -> Iterator[Signed]:
    """Yield what a line signs: by the elements called so in it, by links to authors' pages, or as a line of names."""
    names = [name_of(element) for element in near(line, 4)]
    if any(RELATED.search(name) for name in names):
        return
    called = any(AUTHOR.search(name) or SOURCE.search(name) for name in names[:3])
    texts = [
        text_of(e)
        for e in line.element.iter("a", "span", "strong", "b", "p", "em")
        if e is not line.element and _is_author(e)
    ]
    for text in texts or [line.text]:
        byline = read_byline(_without_date(text, document))
        certain = called or texts or byline.source or any(map(is_person, byline.names))
        plain = not strict and (_is_right(line) or _is_bold(line)) and byline.names
        if (byline.names or byline.source) and (certain if strict else certain or plain):
            yield Signed(line=line, byline=byline)


def _is_author(element: HtmlElement) -> bool:
    if AUTHOR_LINK.search(element.get("href") or "") or "author" in (element.get("rel") or ""):
        return True
    return AUTHOR.search(name_of(element)) is not None


def _without_date(text: str, document: Document) -> str:
    moment = parse_moment(text, document.fetched_at) if any(map(str.isdigit, text)) else None
    return text.replace(moment.text, "", 1) if moment else text


def _is_right(line: Line) -> bool:
    return any(
        RIGHT.search(e.get("style", "")) or e.get("align") == "right" or RIGHT_NAMES.search(name_of(e))
        for e in near(line, 2)
    )


def _is_bold(line: Line) -> bool:
    return any(len(text_of(e)) >= 0.6 * len(line.text) for e in line.element.iter("strong", "b"))


def _told(document: Document) -> tuple[str, ...]:
    """Return the people that metadata name as authors; organisations, vendors and the site itself are none."""
    people = (article.get("author") for article in document.metadata.articles)
    flat = (item for value in people for item in (value if isinstance(value, list) else [value]))
    persons = (
        name
        for item in flat
        if not isinstance(item, dict) or "Organization" not in types_of(item)
        for name in names_in(item)
    )
    told = (*persons, *document.metadata.all("dable:author", "article:author", "author"))
    parts = (part.strip() for text in told for part in re.split(r"\s*[;,]\s*", text))
    return _unique(name for name in parts if is_person(name))
