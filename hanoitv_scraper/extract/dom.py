"""From a page's bytes to a tree, and from an element to its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias, cast

from lxml import etree

from hanoitv_scraper.errors import NotAnArticle
from hanoitv_scraper.extract.bounds import MAX_BYTES, MAX_LETTERS, why_no_html, why_too_much
from hanoitv_scraper.extract.decoding import to_utf8
from hanoitv_scraper.extract.deep_tree import flatten
from hanoitv_scraper.vietnamese.legacy import find_legacy_encoding, is_damaged, mend_utf8, shows_odd_letters
from hanoitv_scraper.vietnamese.text import clean_escaped

# Of lxml itself: the elements of lxml.html ask Python for their class each time they are met.
Element: TypeAlias = etree._Element

# Behind it libxml2 reads no more; browsers do, and a page with a snippet in it that is a page itself goes on there.
END = re.compile(rb"</html\s*>", re.IGNORECASE)

# All text at once, scripts and all, words of neighbours glued: twenty times faster than piece by piece.
STRING = etree.XPath("string()", smart_strings=False)
TEXTS = etree.XPath("//text()[not(parent::script or parent::style)]", smart_strings=False)

# What holds no text of the page, whatever stands in it.
SILENT = ("script", "style", "noscript", "template", "textarea", "select", "button", "svg", "math", "head")
BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table tbody td tfoot th thead tr ul".split()
)


def parse(content: bytes | str, url: str = "", charset: str | None = None) -> Element:
    """Return the tree of a page, comments gone; `charset` is what HTTP said.

    Raises NotAnArticle for what is no page of text we can read: nothing, too much, another kind of file, text in an
    encoding from before Unicode.
    """
    if len(content) > MAX_BYTES:
        raise NotAnArticle(url, f"{len(content):,} bytes, more than the {MAX_BYTES:,} we read")
    page = to_utf8(content, charset)
    if why := why_no_html(content, page) or why_too_much(page):
        raise NotAnArticle(url, why)
    tree = _to_sound_tree(page, url)
    text = _odd_text(tree, url)
    if text and is_damaged(text):
        tree = _to_sound_tree(mend_utf8(page.decode("utf-8")).encode("utf-8"), url)
        text = _odd_text(tree, url)
    if text and (why := _why_unreadable(text)):
        raise NotAnArticle(url, why)
    return tree


def _to_sound_tree(page: bytes, url: str) -> Element:
    """Return the tree of a page in UTF-8; raises NotAnArticle where there is none, or none with text of its own."""
    try:
        tree = _to_tree(END.sub(b"", page.replace(b"\0", b"")), url)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError) as error:
        raise NotAnArticle(url, f"no HTML: {error}") from error
    if tree is None or not len(tree):
        raise NotAnArticle(url, "no HTML: no element in it")
    if tree.find("frameset") is not None:
        raise NotAnArticle(url, "a frameset: its text is in the pages that its frames name")
    return tree


def _odd_text(tree: Element, url: str) -> str | None:
    """Return a page's text if it shows letters that Vietnamese has not; raises NotAnArticle for too much text."""
    text = cast("str", STRING(tree))
    if len(text) < MAX_LETTERS and not shows_odd_letters(text):
        return None
    text = " ".join(cast("list[str]", TEXTS(tree)))
    if len(text) > MAX_LETTERS:
        raise NotAnArticle(url, f"{len(text):,} letters of text, more than the {MAX_LETTERS:,} we read")
    return text


def _why_unreadable(text: str) -> str | None:
    if is_damaged(text):
        return "its text is UTF-8 that was read as Latin-1 and then cut: fetch it anew, or mend it where it is stored"
    if encoding := find_legacy_encoding(text):
        return f"its text is in the {encoding} encoding, from before Unicode: convert it to UTF-8 first"
    return None


def _to_tree(page: bytes, url: str) -> Element | None:
    tree, held = _parse(page, huge=False)
    if held:
        return tree
    tree, held = _parse(page, huge=True)
    if not held:
        raise NotAnArticle(url, "its elements nest deeper than 2,000")
    return tree if tree is None else flatten(tree, BLOCKS)


def _parse(page: bytes, huge: bool) -> tuple[Element | None, bool]:
    """Return a page's tree, and whether the parser held all of it: 256 levels, or 2,048 for a `huge` one."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=huge, remove_comments=True, remove_pis=True)
    tree = cast("Element | None", etree.fromstring(page, parser))
    errors = parser.error_log
    return tree, not errors or errors.last_error.type != etree.ErrorTypes.ERR_RESOURCE_LIMIT


def text_of(element: Element) -> str:
    """Return an element's text on one line: `<br>` and blocks part words, inline tags do not, scripts hold none."""
    if not len(element):
        return clean_escaped(element.text or "")
    if next(element.iterdescendants("br", *BLOCKS), None) is None:
        return clean_escaped("".join(map(str, element.itertext())))
    return clean_escaped("".join(_pieces(element)))


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
