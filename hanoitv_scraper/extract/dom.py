"""From a page's bytes to a tree, and from an element to its text."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import TypeAlias, cast

from bs4 import BeautifulSoup, Tag
from bs4.dammit import EncodingDetector
from bs4.element import NavigableString, PreformattedString
from lxml import etree

from hanoitv_scraper.errors import NotAnArticle
from hanoitv_scraper.vietnamese.legacy import (
    WINDOWS_1252,
    find_legacy_encoding,
    is_damaged,
    mend_utf8,
    shows_odd_letters,
)
from hanoitv_scraper.vietnamese.text import clean_escaped

# Of lxml itself: the elements of lxml.html ask Python for their class each time they are met.
Element: TypeAlias = etree._Element

# The largest page seen has 0.5 MB, 6,000 tags and 60,000 letters (tuoitre.vn 2026); beyond these bounds a page is an
# attack or a file of another kind, and reading it costs seconds and hundreds of megabytes.
MAX_BYTES = 16 * 2**20
MAX_TAGS = 100_000
MAX_LETTERS = 1_000_000
# libxml2 compares each attribute of a tag with all others of it.
MAX_ATTRIBUTES = 10_000
# Reading a page whose tags are longer and hidden in quotes takes seconds.
LONG_PAGE = 600_000
# A shorter tag cannot have so many.
LONG_TAG = 2 * MAX_ATTRIBUTES
# Deeper than this an element stands beside the last one, not in it: so do browsers.
MAX_DEPTH = 500
# Pages that lxml cannot hold go to a parser that is forty times slower.
MAX_DEEP_TAGS = 30_000

BOMS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
# Names of Latin-1 and of Windows-1252: browsers read all of them as the latter.
LATIN = frozenset(("ascii", "iso8859-1", "cp1252"))
# Codecs of Python that no page is written in; some of them take quadratic time.
NO_CHARSETS = frozenset(("punycode", "idna", "unicode-escape", "raw-unicode-escape", "utf-7", "undefined"))

# How files of other kinds begin.
KINDS = {
    b"\x1f\x8b": "compressed (gzip): decode it by its Content-Encoding first",
    b"\x28\xb5\x2f\xfd": "compressed (zstd): decode it by its Content-Encoding first",
    b"\x78\x01": "compressed (deflate): decode it by its Content-Encoding first",
    b"\x78\x9c": "compressed (deflate): decode it by its Content-Encoding first",
    b"\x78\xda": "compressed (deflate): decode it by its Content-Encoding first",
    b"PK\x03\x04": "a ZIP archive or an office file",
    b"%PDF-": "a PDF file",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"RIFF": "a picture or a recording (RIFF)",
    b"ID3": "a recording (MP3)",
    b"\x00\x00\x00": "a film (MP4)",
}
JSON = re.compile(r"\s*+(?:\{\s*+[\"}]|\[\s*+[\[{\"\]0-9])")
# The name of the first tag, behind declarations and comments.
FIRST_TAG = re.compile(r"(?:[\s\ufeff]++|(?><\?.*?>)|(?><!--.*?-->)|(?><!.*?>))*+<([\w:-]++)", re.DOTALL)
FEEDS = frozenset(("rss", "feed", "rdf:rdf", "urlset", "sitemapindex", "opml"))
# What no tree can hold, and names one can have.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
NAME = re.compile("[a-zA-Z_][a-zA-Z0-9_.-]*")
# A tag with its attributes, whose values may hold angle brackets.
TAG = re.compile(rb"""<[a-zA-Z](?:[^>"']++|"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))*+""")
VALUE = re.compile(rb"""=\s*(?:"[^"]*+"|'[^']*+')""")
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
    page = _to_utf8(content, charset)
    if why := _why_no_html(content, page) or _why_too_much(page):
        raise NotAnArticle(url, why)
    tree = _to_sound_tree(page, url)
    text = _odd_text(tree, url)
    if text and is_damaged(text):
        tree = _to_sound_tree(mend_utf8(page.decode("utf-8")).encode("utf-8"), url)
        text = _odd_text(tree, url)
    if text and (why := _why_unreadable(text)):
        raise NotAnArticle(url, why)
    return tree


def _to_utf8(content: bytes | str, charset: str | None) -> bytes:
    """Return a page in UTF-8 without BOM; most pages are that already, and are not copied."""
    if isinstance(content, bytes) and not content.startswith(tuple(BOMS)) and _wide(content) is None:
        with suppress(UnicodeDecodeError):
            content.decode("utf-8")
            return content
    return (content if isinstance(content, str) else decode(content, charset)).encode("utf-8", "replace")


def _why_no_html(content: bytes | str, page: bytes) -> str | None:
    """Tell what a file is that is no HTML page, None for one that may be; `page` is `content` in UTF-8."""
    head = page.lstrip()[:10_000].decode("utf-8", "ignore")
    if not head.strip():
        return "the page is empty"
    if isinstance(content, bytes):
        kind = next((kind for magic, kind in KINDS.items() if content.startswith(magic)), None)
        if kind:
            return f"no HTML: the file is {kind}"
    if JSON.match(head):
        return "no HTML: the file is JSON"
    first = FIRST_TAG.match(head)
    if first and first[1].lower() in FEEDS:
        return f"no HTML: the file is an XML feed or sitemap (<{first[1]}>)"
    if b"<" not in page or head[:1024].count("\0") > 100:
        return f"no HTML: it begins with {head[:20]!r}"
    return None


def _why_too_much(page: bytes) -> str | None:
    """Tell by what a page goes beyond the bounds we read, None for one within them."""
    if len(page) > 3 * MAX_TAGS and (tags := page.count(b"<")) > MAX_TAGS:
        return f"{tags:,} tags, more than the {MAX_TAGS:,} we read"
    long = (VALUE.sub(b"=", tag) for tag in _long_tags(page) if len(tag) > LONG_TAG)
    attributes = max((len(re.split(rb"[\s/=]+", tag)) for tag in long), default=0)
    if attributes > MAX_ATTRIBUTES:
        return f"a tag of {attributes:,} attributes, more than the {MAX_ATTRIBUTES:,} we read"
    return None


def _long_tags(page: bytes) -> Iterator[bytes]:
    """Yield the tags that may have too many attributes, some more than once.

    Angle brackets in quotes can hide one, but in a short page not one that costs more than seconds.
    """
    if len(page) >= LONG_PAGE:
        yield from TAG.findall(page)
        return
    step = LONG_TAG // 2
    for at in range(0, len(page), step):
        if page.find(b">", at, at + step) < 0 and page.find(b">", start := page.rfind(b"<", 0, at + 1), at) < 0:
            yield page[start : page.find(b">", at)]


def _to_sound_tree(page: bytes, url: str) -> Element:
    """Return the tree of a page in UTF-8; raises NotAnArticle where there is none, or none with text of its own."""
    try:
        tree = _to_tree(page.replace(b"\0", b""), url)
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
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    tree = etree.fromstring(page, parser)
    error = parser.error_log.last_error
    if error is None or error.type != etree.ErrorTypes.ERR_RESOURCE_LIMIT:
        return tree
    if (tags := page.count(b"<")) > MAX_DEEP_TAGS:
        raise NotAnArticle(url, f"{tags:,} tags nested deeper than 2,000, more than the {MAX_DEEP_TAGS:,} we read so")
    return _to_flat_tree(BeautifulSoup(page.decode("utf-8"), "html.parser", multi_valued_attributes=None))


def _to_flat_tree(soup: BeautifulSoup) -> Element:
    """Return the tree of a page that nests deeper than lxml goes: lxml stops there, and loses all that follows."""
    root = etree.Element("html")
    made: dict[int, tuple[Element, int]] = {id(soup): (root, 1)}
    for node in soup.descendants:
        parent, depth = made[id(node.parent)]
        if isinstance(node, Tag):
            made[id(node)] = _copy_tag(node, root, parent, depth)
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            _append_text(parent, UNWRITABLE.sub("", node))
    return root


def _copy_tag(tag: Tag, root: Element, parent: Element, depth: int) -> tuple[Element, int]:
    """Return what stands for a tag in the tree, and how deep: `parent` for a name that no tag can have."""
    attributes = {name: UNWRITABLE.sub("", str(value)) for name, value in tag.attrs.items() if NAME.fullmatch(name)}
    if tag.name == "html":
        for name, value in attributes.items():
            root.set(name, value)
        return root, 1
    if not NAME.fullmatch(tag.name):
        return parent, depth
    above = parent.getparent() if depth == MAX_DEPTH else parent
    if tag.name == "body" or above is None:
        return etree.SubElement(root, tag.name, attributes), 2
    return etree.SubElement(above, tag.name, attributes), min(depth + 1, MAX_DEPTH)


def _append_text(element: Element, text: str) -> None:
    """Put text at an element's end, or behind what was in it and stands beside it now."""
    above = element.getparent()
    holder = above if above is not None and element.getnext() is not None else element
    if len(holder):
        holder[-1].tail = (holder[-1].tail or "") + text
    else:
        holder.text = (holder.text or "") + text


def decode(content: bytes, charset: str | None = None) -> str:
    """Return the text of a page's bytes: by its BOM, as UTF-8 where it is UTF-8, else as HTTP or the page itself says.

    UTF-8 goes before what is declared, because text in another charset is hardly ever UTF-8 by chance, while pages that
    declare another charset than they use are common. What nobody declares is Windows-1252, as in browsers, or the
    Windows-1258 that its words tell. Nothing is raised; bad bytes in UTF-8 become U+FFFD.
    """
    for bom, encoding in BOMS.items():
        if content.startswith(bom):
            return content[len(bom) :].decode(encoding, "replace")
    if wide := _wide(content):
        return content.decode(wide, "replace")
    text = content.decode("utf-8", "replace")
    if _is_utf8(text):
        return text
    for declared in filter(None, (charset, EncodingDetector.find_declared_encoding(content, is_html=True))):
        if (found := _decode_as(content, declared)) is not None:
            return found
    return _decode_latin(content)


def _wide(content: bytes) -> str | None:
    """Tell whether bytes without BOM are UTF-16, by the zeros of its ASCII letters: nearly half of a page's head."""
    head = content[:1000]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) * 3 < len(head) or min(even, odd) * 20 > len(head):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _decode_as(content: bytes, charset: str) -> str | None:
    """Return the text that `charset` gives, None where it gives none or nobody knows it."""
    try:
        name = codecs.lookup(charset).name
        if name in LATIN:
            return _decode_latin(content)
        text = None if name in NO_CHARSETS else content.decode(name)
    except (LookupError, ValueError):
        return None
    return text if text and "<" in text else None


def _decode_latin(content: bytes) -> str:
    """Return bytes read as Windows-1252, or as Windows-1258 where that makes Vietnamese of them."""
    text = content.decode("latin-1").translate(dict(enumerate(WINDOWS_1252)))
    return content.decode("cp1258", "replace") if find_legacy_encoding(text) == "windows-1258" else text


def _is_utf8(text: str) -> bool:
    """Tell whether text decoded as UTF-8 is that, but for its end, cut short, and a bad byte here and there."""
    bad = text.removesuffix("\ufffd").count("\ufffd")
    return bad == 0 or bad * 20 < len(text) - len(text.encode("ascii", "ignore"))


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
