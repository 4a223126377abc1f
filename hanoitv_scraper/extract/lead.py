"""The sapo under the headline, and the agency prefix it opens with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from hanoitv_scraper.extract.document import Document, select_elements
from hanoitv_scraper.extract.dom import Element, text_of
from hanoitv_scraper.extract.headline import without_site_name
from hanoitv_scraper.extract.images import CREDIT
from hanoitv_scraper.extract.lines import Line, holders, near, parts
from hanoitv_scraper.extract.moment import is_dated
from hanoitv_scraper.extract.names import roles_of
from hanoitv_scraper.extract.story import is_summary
from hanoitv_scraper.items import ReadFrom
from hanoitv_scraper.vietnamese.fold import fold

# "(HanoiTV) - ", "(NLĐO)- ", "(Chinhphu.vn) - ", "TPO - ", "VTV.vn - ": who files the story, not a part of it.
DATELINE = re.compile(r"^(?:[(\[]([^()\[\]]{2,30})[)\]]\s*[-–—]?|([A-ZĐ]{2,6}|[A-ZĐ]{2,8}\.\w{2,7})\s*[-–—]\s)\s*")
# "BNEWS Giá chè …": a word in capitals without a dash, where it is the site's own name.
OWN_CAPITALS = re.compile(r"^([A-ZĐ]{3,12}) +(?=[^\W\d_])")
CAPITALS = re.compile(r"[A-ZĐ]{3,12}(?:\.[A-Z]{2,7})?")
# "Kinhtedothi - ": the same in small letters, where it is the site's own name.
OWN_NAME = re.compile(r"^([\w.]{3,20}(?: [\w.]+)?)\s*[-–—]\s")
# No syllable of Vietnamese has eight letters, so that this is the name of an outlet where a sentence begins behind it.
LONG_NAME = re.compile(r"^([A-Z][a-z]{7,19})\s*[-–—]\s(?=[^\W\d_a-z])")
# A lead is a sentence or three; less is a label, more is the story (the longest seen has 420 characters).
SHORTEST, LONGEST = 20, 900
# Where a page has no text to stop at, its lead is not far below the headline.
HEAD_LINES = 12
NOT_LEAD = frozenset({"author", "caption", "furniture"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    text: str | None = None
    """Without the prefix."""
    dateline: str | None = None
    """The prefix, bare, or a place stamped before the text."""
    lines: tuple[Line, ...] = ()
    """Where it stands on the page, if it does."""
    read_from: ReadFrom | None = None


def read_lead(document: Document) -> Lead:
    """Return the sapo as shown; what the page tells machines of itself only where nothing of it stands on the page."""
    for element in select_elements(document, "lead"):
        if text_of(element):
            inside = (line for line in document.story_lines if element in holders(line))
            return _shown(document, element, text_of(element), tuple(inside), "site")
    told = next((text for text in _told(document) if not _is_said_elsewhere(text, document)), None)
    if (found := _find(document)) and not (told and document.is_ruled and document.site and document.site.read["lead"]):
        element = found[0].element
        return _shown(document, element, " ".join(line.text for line in found), found, "generic")
    dateline, text = split_dateline(told, _own_names(document))
    return Lead(text=text, dateline=dateline, read_from="metadata" if text else None)


def _shown(document: Document, element: Element, text: str, lines: tuple[Line, ...], read_from: ReadFrom) -> Lead:
    stamp = _stamp(element)
    if stamp and text.startswith(stamp):
        return Lead(text=text[len(stamp) :].strip() or None, dateline=stamp, lines=lines, read_from=read_from)
    dateline, rest = split_dateline(text, _own_names(document))
    return Lead(text=rest, dateline=dateline, lines=lines, read_from=read_from)


def _stamp(element: Element) -> str | None:
    """Return what is stamped before the text: without a space between, as vnexpress.net does (`TP HCMNếu có …`), or
    in bold capitals (`<b>BNEWS</b> Giá chè …`).
    """
    first = next((child for child in element if isinstance(child.tag, str)), None)
    if first is None or (element.text or "").strip() or first.tag not in ("span", "b", "strong", "em", "i"):
        return None
    stamp, tail = text_of(first), first.tail or ""
    if not 2 <= len(stamp) <= 30 or not stamp[-1].isalnum():
        return None
    bold = first.tag in ("b", "strong") and CAPITALS.fullmatch(stamp) and tail.lstrip()[:1].isupper()
    return stamp if bold or tail[:1].isupper() else None


def _find(document: Document) -> tuple[Line, ...]:
    """Return the lines of the sapo: between headline and story, or the story's first where it looks another."""
    told = [fold(text) for text in _told(document)]
    title = fold(document.headline.text) if document.headline else ""
    head = document.head if document.story_lines else document.head[:HEAD_LINES]
    between = [line for line in head if _can_be_lead(line, document.lines, document) and fold(line.text) != title]
    around = document.lines if document.named_story is None else document.story_layout.lines
    opening = [
        line for line in document.story_lines[:2] if _can_be_lead(line, around, document) and fold(line.text) != title
    ]
    for line in (*between, *opening):
        if (named := _named_lead(line)) is not None:
            prefixes = (other for other in head if DATELINE.fullmatch(other.text) and named in holders(other))
            return (*prefixes, *(other for other in (*between, *opening) if named in holders(other)))
    for line in between:
        if any(_agree(fold(line.text), text) for text in told):
            return (line,)
    for line in between:
        if line.is_prose and not roles_of(line.element) & NOT_LEAD:
            return (line,)
    if opening and opening[0] is document.story_lines[0] and _stands_out(opening[0], document):
        return (opening[0],)
    return ()


def _can_be_lead(line: Line, lines: Sequence[Line], document: Document) -> bool:
    if not SHORTEST <= len(line.text) <= LONGEST or line.linked > 0.5 or is_summary(line, lines, document.headline):
        return False
    if is_dated(line.text, document.fetched_at):
        return False
    around = [roles_of(element) for element in near(line, 4)]
    return not any("related" in roles or "caption" in roles for roles in around) and not _in_figure(line)


def _in_figure(line: Line) -> bool:
    return CREDIT.search(line.text) is not None or any(e.tag in ("figure", "figcaption") for e in near(line, 4))


def _named_lead(line: Line) -> Element | None:
    """Return the element called a sapo that the line stands in."""
    return next((element for element in near(line, 3) if "lead" in roles_of(element)), None)


def _stands_out(line: Line, document: Document) -> bool:
    """Tell whether the story's first line is set apart from the next: a heading of a sentence, or bold throughout."""
    if len(document.story_lines) < 2 or not line.is_prose:
        return False
    return _is_bold(line) and not _is_bold(document.story_lines[1])


def _is_bold(line: Line) -> bool:
    if line.element.tag in ("h2", "h3", "h4"):
        return True
    bold = sum(len(text_of(element)) for element in parts(line, "strong", "b"))
    return 10 * bold >= 9 * len(line.text)


def _told(document: Document) -> Iterator[str]:
    texts = document.metadata.told("description", "og:description", "description", "twitter:description")
    return (without_site_name(text, document.metadata) for text in texts if len(text) >= SHORTEST)


def _agree(shown: str, told: str) -> bool:
    """Tell whether a told description is the shown text, prefix or end cut off perhaps."""
    told = told.rstrip(". …")
    return told in shown or shown in told or _shared(shown, told) >= 0.8


def _shared(one: str, other: str) -> float:
    ours, theirs = set(one.split()), set(other.split())
    return len(ours & theirs) / max(1, min(len(ours), len(theirs)))


def _is_said_elsewhere(told: str, document: Document) -> bool:
    """Tell whether a description is the headline, or an excerpt of the story."""
    folded = fold(told)
    if document.headline and _agree(fold(document.headline.text), folded):
        return True
    return any(_agree(fold(line.text), folded) for line in document.story_lines[:3] if line.is_prose)


def _own_names(document: Document) -> frozenset[str]:
    """Return the names by which a site may sign a lead, folded and without spaces."""
    host = (urlsplit(document.url).hostname or "").removeprefix("www.")
    names = [host, host.split(".")[0], *document.metadata.all("og:site_name")]
    return frozenset(fold(name).replace(" ", "") for name in (*names, document.site.title if document.site else ""))


def split_dateline(lead: str | None, own_names: frozenset[str] = frozenset()) -> tuple[str | None, str | None]:
    """Return the agency prefix, bare, and the lead without it: `(HanoiTV) - Nâng cao …` → `HanoiTV`, `Nâng cao …`."""
    if lead is None:
        return None, None
    if match := DATELINE.match(lead):
        return match[1] or match[2], lead[match.end() :] or None
    if (match := OWN_NAME.match(lead)) and fold(match[1]).replace(" ", "") in own_names:
        return match[1], lead[match.end() :] or None
    if (match := LONG_NAME.match(lead)) and lead[match.end()].isupper():
        return match[1], lead[match.end() :]
    if (match := OWN_CAPITALS.match(lead)) and fold(match[1]) in own_names:
        return match[1], lead[match.end() :]
    return None, lead
