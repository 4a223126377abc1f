"""Where on the site the article stands: its breadcrumb."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from urllib.parse import urlsplit

from hanoitv_scraper.extract.document import Document, select_texts
from hanoitv_scraper.extract.dom import Element, text_of
from hanoitv_scraper.extract.lines import Line, near, parts
from hanoitv_scraper.extract.names import roles_of
from hanoitv_scraper.items import ReadFrom
from hanoitv_scraper.sites.urls import clean_url
from hanoitv_scraper.vietnamese.fold import fold

HOME = frozenset({"trang chủ", "trang nhất", "home", "homepage"})
LONGEST = 50
# A breadcrumb leads over home and three sections at most.
MOST_LINKS = 5
# How many lines about the headline may hold the section.
NEAR = 12


def read_section(document: Document, title: str) -> tuple[tuple[str, ...], ReadFrom | None]:
    """Return the sections from the outer to the inner one, the home link and the article itself left out."""
    names, read_from = _read(document)
    kept = tuple(name for name in names if fold(name) != fold(title))
    return kept, read_from if kept else None


def _read(document: Document) -> tuple[tuple[str, ...], ReadFrom | None]:
    if shown := _names(select_texts(document, "section")):
        return shown, "site"
    told = _names(document.metadata.breadcrumb) or _told(document)
    if told and document.is_ruled:
        return told, "metadata"
    around = (*reversed(document.above[:NEAR]), *document.head[:NEAR])
    if shown := _breadcrumb(around, document) or _category(around, document) or _right_above(document):
        return shown, "generic"
    if told:
        return told, "metadata"
    guess = _folders(around, document) or _breadcrumb(document.lines, document)
    return guess, "generic" if guess else None


def _right_above(document: Document) -> tuple[str, ...]:
    """Return the few links that stand right above the headline; more than a breadcrumb has would be a menu."""
    line = next((line for line in document.above[:2] if line.is_link), None)
    if line is None or len(line.text) > MOST_LINKS * LONGEST:
        return ()
    box = next((e for e in near(line, 2) if e.tag in ("ul", "ol")), line.element)
    links = list(islice(box.iter("a"), MOST_LINKS + 1))
    return _names(map(text_of, links)) if len(links) <= MOST_LINKS else ()


def _told(document: Document) -> tuple[str, ...]:
    names = _names(document.metadata.told("articleSection", "article:section", "articlesection"))
    return names[:1]


def _breadcrumb(around: Iterable[Line], document: Document) -> tuple[str, ...]:
    boxes = dict.fromkeys(e for line in around for e in near(line, 6) if _is_crumbs(e))
    outermost = [box for box in boxes if not any(above in boxes for above in box.iterancestors())]
    return next((names for box in outermost if (names := _names(map(text_of, box.iter("a"))))), ())


def _is_crumbs(element: Element) -> bool:
    return element.tag not in ("body", "html", "main") and "breadcrumb" in roles_of(element)


def _category(around: Iterable[Line], document: Document) -> tuple[str, ...]:
    """Return the names of the links called a category around the headline."""
    links = [e for line in around for e in _links(line) if not any("menu" in roles_of(a) for a in e.iterancestors())]
    called = [
        e
        for e in links
        if any("category" in roles_of(a) for a, _ in zip((e, *e.iterancestors()), range(3), strict=False))
    ]
    return _names(map(text_of, dict.fromkeys(called)))


def _links(line: Line) -> list[Element]:
    return parts(line, "a") if len(line.text) < 200 else []


def _folders(around: Iterable[Line], document: Document) -> tuple[str, ...]:
    """Return the names of the links around the headline that lead to the folders that the article lies in."""
    path = urlsplit(document.url).path
    links = dict.fromkeys(link for line in around for link in _links(line))
    above = (link for link in links if (folder := _folder(link, document)) and path.startswith(folder + "/"))
    return _names(map(text_of, above))


def _folder(link: Element, document: Document) -> str:
    url = clean_url(link.get("href") or "", document.url) or ""
    path = urlsplit(url).path.rstrip("/")
    return path.rpartition(".")[0] if "." in path.rpartition("/")[2] else path


def _names(names: Iterable[str]) -> tuple[str, ...]:
    tidied = (name.strip(" ›»>/|-,") for name in names)
    return tuple(dict.fromkeys(name for name in tidied if name and len(name) <= LONGEST and fold(name) not in HOME))
