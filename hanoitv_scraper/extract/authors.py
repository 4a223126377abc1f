"""Who signed the article, and the agency or outlet it was taken from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

from hanoitv_scraper.extract.byline import FROM, TASK, Byline, is_name, is_outlet, is_person, read_byline
from hanoitv_scraper.extract.document import Document, select_texts
from hanoitv_scraper.extract.dom import Element, text_of
from hanoitv_scraper.extract.furniture import is_furniture
from hanoitv_scraper.extract.json_ld import names_in, types_of
from hanoitv_scraper.extract.keywords import LABEL
from hanoitv_scraper.extract.lines import Line, near, parts
from hanoitv_scraper.extract.moment import parse_moment
from hanoitv_scraper.extract.names import is_hidden, roles_of
from hanoitv_scraper.items import ReadFrom
from hanoitv_scraper.vietnamese.fold import fold
from hanoitv_scraper.vietnamese.patterns import folded_words
from hanoitv_scraper.vietnamese.text import clean_escaped

RIGHT = re.compile(r"text-align\s*:\s*right", re.IGNORECASE)
RIGHT_NAMES = re.compile(r"(?:^|[\s_-])(?:right|align-?right|t-right|text-right|text-end)(?:$|[\s_-])")
AUTHOR_LINK = re.compile(r"/(?:tac-?gia|authors?|phong-vien|nha-bao|profile|but-danh)[/-]", re.IGNORECASE)
CREDIT = re.compile(r"^(?:theo|nguồn|bài|tin|thực hiện|tác giả)\b", re.IGNORECASE)
# "Chi cục Bảo vệ môi trường" on the right, behind the text: the office that wrote it.
SIGNING_BODY = re.compile(r"[A-ZĐ][\w ,&-]{3,58}")
INITIALS = re.compile(r"[A-ZĐ](?:\.[A-ZĐ]){1,2}\.?")
# What readers have said of it stands below.
COMMENTS = re.compile(r"(?:bình luận|ý kiến)(?: bạn đọc| của bạn)?\s*(?:\(\d+\))?", re.IGNORECASE)
# "Tác giả" on a line of its own: the name stands on the next.
AUTHOR_LABEL = re.compile(r"(?:tác giả|người viết|thực hiện)\s*:?", re.IGNORECASE)
SOURCE_LABEL = re.compile(r"nguồn(?: tin)?\s*:?", re.IGNORECASE)
# A signature is short: two names and a remark.
LONGEST = 80
MOST_AUTHORS = 20
# How far behind the text a signature may stand; tuoitre.vn has a card of a related article between.
TAIL_LINES = 25
# How far below the headline a byline may stand where there is no story to end the head.
HEAD_LINES = 30
# How many of the story's first lines may still be its byline.
OPENING = 3


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
    named, credited = select_texts(document, "authors"), select_texts(document, "source")
    bylines = [_read_authors(text) for text in named]
    tail = list(_tail(document))
    if names := _unique(name for byline in bylines for name in byline.names):
        sources = [*credited, *_sources(bylines), *_sources(signed.byline for signed in tail)]
        return _signature(names, "site", sources, tail)
    signed = [*_under_headline(document), *tail, *_behind(document)]
    top = [one for one in signed if document.place(one.line) < document.first_of_story + OPENING]
    sources = [*credited, *_sources(bylines), *_sources(one.byline for one in signed)]
    names = _fuller(_names(top), _names(one for one in signed if one not in top))
    if not names and not named and (told := _told(document)):
        return _signature(told, "metadata", sources, signed)
    return _signature(names, "generic", sources, signed)


def _signature(
    names: tuple[str, ...], read_from: ReadFrom, sources: Sequence[str], signed: Sequence[Signed]
) -> Signature:
    source = next(iter(sources), None)
    return Signature(
        authors=names, source=source, lines=tuple(one.line for one in signed),
        authors_from=read_from if names else None,
        source_from=None if source is None else "site" if read_from == "site" else "generic",
    )  # fmt: skip


def _sources(bylines: Iterable[Byline]) -> list[str]:
    return [byline.source for byline in bylines if byline.source]


def _names(signed: Iterable[Signed]) -> tuple[str, ...]:
    return _unique(name for one in signed for name in one.byline.names)


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    """Return each name once, as first printed."""
    return tuple({fold(name): name for name in reversed(tuple(names))}.values())[::-1]


def _fuller(top: tuple[str, ...], end: tuple[str, ...]) -> tuple[str, ...]:
    """Return the byline under the headline, or the signature where it names the same people and more."""
    return end if not top or {fold(name) for name in top} < {fold(name) for name in end} else top


def _under_headline(document: Document) -> Iterator[Signed]:
    for line in reversed(document.above[:4]):
        # What stands there in capitals is the name of a section or a series.
        yield from (signed for signed in _signed(line, document, strict=True) if signed.byline.names)
    head = takewhile(lambda line: not COMMENTS.fullmatch(line.text), document.head[:HEAD_LINES])
    for line in (*head, *document.story_lines[:OPENING]):
        if not line.is_prose or len(line.text) < LONGEST:
            yield from _signed(line, document, strict=True)


def _tail(document: Document) -> Iterator[Signed]:
    """Yield the signing lines among the story's last."""
    for line in document.story_lines[_end_of_text(document) :]:
        if len(line.text) <= LONGEST:
            yield from _signed(line, document, strict=False)


def _end_of_text(document: Document) -> int:
    """Return which of the story's lines are behind its last paragraph."""
    lines = document.story_lines
    last = (
        place
        for place in range(len(lines) - 1, -1, -1)
        if lines[place].is_prose and not _looks_signed(lines[place]) and not is_furniture(lines[place])
    )
    return next(last, -1) + 1


def _behind(document: Document) -> Iterator[Signed]:
    """Yield the signing lines behind the last paragraph that are none of the story's, up to the tags."""
    if not document.story_lines:
        return
    end = _end_of_text(document)
    start = document.place(document.story_lines[end - 1]) + 1
    for line in document.lines[start : start + TAIL_LINES]:
        if LABEL.match(line.text) or COMMENTS.fullmatch(line.text):
            return
        if any("tags" in roles_of(element) for element in near(line, 3)):
            return
        if len(line.text) <= LONGEST and line not in document.story_set:
            yield from _labelled(line, document) or _signed(line, document, strict=True)


def _looks_signed(line: Line) -> bool:
    return len(line.text) <= LONGEST and (_is_right(line) or CREDIT.match(line.text) is not None)


def _signed(line: Line, document: Document, strict: bool) -> Iterator[Signed]:
    """Yield what a line signs: by the elements called so in it, by links to authors' pages, or as a line of names."""
    called = [roles_of(element) for element in near(line, 4)]
    if any("related" in roles for roles in called) or any(map(is_hidden, near(line, 3))):
        return
    if "source" in called[0] and not TASK.match(line.text) and not any("author" in roles for roles in called):
        text = _own_text(line)
        byline = read_byline(text)
        yield Signed(line=line, byline=byline if byline.source else Byline(source=_credited(text), signs=True))
        return
    named = any("author" in roles or "source" in roles for roles in called[:3])
    inside = parts(line, "a", "span", "strong", "b", "em", "i")
    texts = [text_of(element) for element in inside if _is_author(element)]
    texts = texts or [text for element in inside if strict and INITIALS.fullmatch(text := text_of(element))]
    if texts and (source := read_byline(_own_text(line)).source or _credited_beside(texts, line, document)):
        yield Signed(line=line, byline=Byline(source=source, signs=True))
    for text in texts or [_own_text(line)]:
        text = _without_date(text, document)
        byline = _read_authors(text) if "author" in called[0] or texts else read_byline(text)
        certain = named or texts or byline.source or any(map(is_person, byline.names))
        set_apart = (_is_right(line), _is_bold(line, byline))
        plain = all(set_apart) if strict else any(set_apart)
        if byline.signs and (certain or plain):
            yield Signed(line=line, byline=byline)
        elif not strict and _is_right(line) and SIGNING_BODY.fullmatch(text):
            yield Signed(line=line, byline=Byline(source=text, signs=True))


def _read_authors(text: str) -> Byline:
    """Return what a part called an author says: `Theo Minh Thử` there is a person, not an outlet."""
    name = FROM.sub("", text)
    return read_byline(name if is_name(name) and " " in name and not is_outlet(name) else text)


def _credited(text: str) -> str | None:
    """Return the outlet that a part called a source names, None for what is too long to be one."""
    source = FROM.sub("", text).strip(" ,;:()")
    return source if 2 <= len(source) <= LONGEST else None


def _credited_beside(names: Iterable[str], line: Line, document: Document) -> str | None:
    """Return the outlet that a line credits behind its authors: `Thu Thử, Theo Báo Mẫu`."""
    rest = _own_text(line)
    for name in names:
        rest = rest.replace(name, "", 1)
    rest = _without_date(rest, document).strip(" ,;-–|")
    return _credited(rest) if FROM.match(rest) else None


def _own_text(line: Line) -> str:
    """Return a line's text without the button at its end: "Theo Báo Mẫu", not "Theo Báo Mẫu Copy link"."""
    if len(line.text) > LONGEST:
        return line.text
    buttons = (
        text for link in parts(line, "a", "span") if fold(text := text_of(link)) in folded_words("page_furniture")
    )
    return next((line.text.removesuffix(text).rstrip() for text in buttons if line.text.endswith(text)), line.text)


def _labelled(line: Line, document: Document) -> list[Signed]:
    """Return what a line signs whose label stands on the line above it."""
    place = document.place(line)
    label = document.lines[place - 1].text if place else ""
    if AUTHOR_LABEL.fullmatch(label) and (byline := read_byline(line.text)).signs:
        return [Signed(line=line, byline=byline)]
    if SOURCE_LABEL.fullmatch(label):
        return [Signed(line=line, byline=Byline(source=line.text, signs=True))]
    return []


def _is_author(element: Element) -> bool:
    if AUTHOR_LINK.search(element.get("href") or "") or "author" in (element.get("rel") or ""):
        return True
    return "author" in roles_of(element)


def _without_date(text: str, document: Document) -> str:
    moment = parse_moment(text, document.fetched_at) if any(map(str.isdigit, text)) else None
    return text.replace(moment.text, "", 1) if moment else text


def _is_right(line: Line) -> bool:
    return any(
        RIGHT.search(e.get("style", "")) or e.get("align") == "right" or RIGHT_NAMES.search(e.get("class", ""))
        for e in near(line, 2)
    )


def _is_bold(line: Line, byline: Byline) -> bool:
    """Tell whether the names are in bold, whatever remark stands behind them."""
    bold = "".join(text_of(element) for element in parts(line, "strong", "b"))
    return bool(bold) and all(name in bold for name in byline.names)


def _told(document: Document) -> tuple[str, ...]:
    """Return the people that metadata name as authors; organisations, vendors and the site itself are none."""
    people = (article.get("author") for article in document.metadata.articles)
    flat = (item for value in people for item in (value[:MOST_AUTHORS] if isinstance(value, list) else [value]))
    persons = (
        clean_escaped(name[:LONGEST])
        for item in flat
        if not isinstance(item, dict) or "Organization" not in types_of(item)
        for name in names_in(item)
    )
    told = (*islice(persons, MOST_AUTHORS), *document.metadata.all("dable:author", "article:author", "author"))
    names = (part.strip() for text in told for part in re.split("[;,]", text[:200]))
    return _unique(name for name in names if is_person(name))
