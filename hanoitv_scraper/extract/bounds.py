"""What is no page we read, told by its bytes: other kinds of files, and too much of anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

# The largest page seen has 0.5 MB, 4,000 tags and 85,000 letters (tuoitre.vn), a law printed whole 450,000 letters;
# beyond these bounds a page is an attack or a file of another kind, and reading it costs seconds and gigabytes.
MAX_BYTES = 16 * 2**20
MAX_TAGS = 40_000
MAX_LETTERS = 600_000
# libxml2 compares each attribute of a tag with all others of it: a tag of 2,000 costs a millisecond or two.
MAX_ATTRIBUTES = 2_000
# A shorter tag cannot have so many.
LONG_TAG = 2 * MAX_ATTRIBUTES
# In a longer page tags of fewer attributes add up to seconds.
LONG_PAGE = 600_000
MAX_ALL_ATTRIBUTES = 200_000

# The longest class attribute seen has 529 letters; readers ask for each many times.
MAX_NAME = 10_000
NAMES = (b"class=", b"id=", b"style=", b"itemprop=", b"rel=", b"type=", b"data-role=")

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
# A tag with its attributes, whose values may hold angle brackets.
TAG = re.compile(rb"""<[a-zA-Z](?:[^>"']++|"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))*+""")
VALUE = re.compile(rb"""=\s*(?:"[^"]*+"|'[^']*+')""")


def why_no_html(content: bytes | str, page: bytes) -> str | None:
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
    controls = sum(not letter.isprintable() and not letter.isspace() for letter in head[:1024])
    if b"<" not in page or controls > 50:
        return f"no HTML: it begins with {head[:20]!r}"
    return None


def why_too_much(page: bytes) -> str | None:
    """Tell by what a page goes beyond the bounds we read, None for one within them."""
    if len(page) > 3 * MAX_TAGS and (tags := page.count(b"<")) > MAX_TAGS:
        return f"{tags:,} tags, more than the {MAX_TAGS:,} we read"
    long = [tag for tag in _long_tags(page) if len(tag) > LONG_TAG]
    if any(map(_has_long_name, long)):
        return f"a class or id of more than {MAX_NAME:,} letters"
    attributes = [len(re.split(rb"[\s/=]+", _without_values(tag))) for tag in long]
    if (most := max(attributes, default=0)) > MAX_ATTRIBUTES:
        return f"a tag of {most:,} attributes, more than the {MAX_ATTRIBUTES:,} we read"
    if sum(attributes) > MAX_ALL_ATTRIBUTES:
        return f"{sum(attributes):,} attributes in long tags, more than the {MAX_ALL_ATTRIBUTES:,} we read"
    return None


def _without_values(tag: bytes) -> bytes:
    return VALUE.sub(b"=", tag) if b"'" in tag else b"".join(tag.split(b'"')[::2])


def _has_long_name(tag: bytes) -> bool:
    """Tell whether an attribute that names an element is too long."""
    quoted = (pairwise(tag.split(sign)) for sign in (b'"', b"'") if len(tag) > MAX_NAME)
    return any(len(value) > MAX_NAME and before.endswith(NAMES) for pairs in quoted for before, value in pairs)


def _long_tags(page: bytes) -> Iterator[bytes]:
    """Yield the tags that may have too many attributes.

    Angle brackets in quotes can hide one, but in a short page not one that costs more than seconds.
    """
    if len(page) >= LONG_PAGE:
        yield from TAG.findall(page)
        return
    step, looked_to = LONG_TAG // 2, 0
    for at in range(0, len(page), step):
        if at < looked_to or page.find(b">", at, at + step) >= 0:
            continue
        # No tag begins before the next bracket: this one is long, or was closed and text follows.
        start = page.rfind(b"<", 0, at + 1)
        looked_to = page.find(b"<", at + 1)
        if page.find(b">", start, at) < 0:
            yield page[start : page.find(b">", at)]
        if looked_to < 0:
            return
