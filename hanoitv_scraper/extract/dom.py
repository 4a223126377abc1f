"""From a page's bytes to a tree, and from an element to its text."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import TypeAlias

from bs4.dammit import EncodingDetector
from lxml import etree

from hanoitv_scraper.errors import NotAnArticle
from hanoitv_scraper.vietnamese.text import clean

# Of lxml itself: the elements of lxml.html ask Python for their class each time they are met.
Element: TypeAlias = etree._Element

# The largest page seen is 0.5 MB (tuoitre.vn 2026); beyond this a page is an attack or a file of another kind.
MAX_BYTES = 16 * 2**20

BOMS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}

# What holds no text of the page, whatever stands in it.
SILENT = ("script", "style", "noscript", "template", "textarea", "select", "button", "svg", "math", "head")
BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table tbody td tfoot th thead tr ul".split()
)


def parse(content: bytes | str, url: str = "", charset: str | None = None) -> Element:
    """Return the tree of a page, comments gone; `charset` is what HTTP said.

    Raises NotAnArticle for what is no HTML: nothing, too much, binary.
    """
    if len(content) > MAX_BYTES:
        raise NotAnArticle(url, f"{len(content):,} bytes, more than the {MAX_BYTES:,} we read")
    text = content if isinstance(content, str) else decode(content, charset)
    if not text.strip():
        raise NotAnArticle(url, "the page is empty")
    if "<" not in text or "\0" in text[:1024]:
        raise NotAnArticle(url, f"no HTML: it begins with {text[:20]!r}")
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        tree = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError) as error:
        raise NotAnArticle(url, f"no HTML: {error}") from error
    if tree is None or not len(tree):
        raise NotAnArticle(url, "no HTML: no element in it")
    return tree


def decode(content: bytes, charset: str | None = None) -> str:
    """Return the text of a page's bytes: by its BOM, as UTF-8 where it is UTF-8, else as HTTP or the page itself says.

    UTF-8 goes before what is declared, because text in another charset is hardly ever UTF-8 by chance, while pages that
    declare another charset than they use are common. Bad bytes become U+FFFD; nothing is raised.
    """
    for bom, encoding in BOMS.items():
        if content.startswith(bom):
            return content[len(bom) :].decode(encoding, "replace")
    text = content.decode("utf-8", "replace")
    if _is_utf8(text):
        return text
    for declared in filter(None, (charset, EncodingDetector.find_declared_encoding(content, is_html=True))):
        try:
            return content.decode(declared)
        except (UnicodeDecodeError, LookupError):
            continue
    return text


def _is_utf8(text: str) -> bool:
    """Tell whether text decoded as UTF-8 is that, but for its end, cut short, and a bad byte here and there."""
    bad = text.rstrip("\ufffd").count("\ufffd")
    return bad == 0 or bad * 20 < len(text) - len(text.encode("ascii", "ignore"))


def text_of(element: Element) -> str:
    """Return an element's text on one line: `<br>` and blocks part words, inline tags do not, scripts hold none."""
    if not len(element):
        return clean(element.text or "")
    if next(element.iterdescendants("br", *BLOCKS), None) is None:
        return clean("".join(map(str, element.itertext())))
    return clean("".join(_pieces(element)))


def _pieces(element: Element) -> Iterator[str]:
    """Yield the text below `element` piece by piece, without recursion: pages nest as deep as they like."""
    for event, node in etree.iterwalk(element, events=("start", "end")):
        edge = " " if node.tag == "br" or node.tag in BLOCKS else ""
        if event == "start":
            yield edge
            yield node.text or ""
        else:
            yield edge
            if node is not element:
                yield node.tail or ""


def drop_silent(tree: Element) -> None:
    """Take out of the tree what holds no text: scripts, styles, form fields, the head. Their tails stay."""
    etree.strip_elements(tree, *SILENT, with_tail=False)
