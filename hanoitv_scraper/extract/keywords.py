"""The page's own tags."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise, takewhile

from hanoitv_scraper.extract.document import Document, select_texts
from hanoitv_scraper.extract.dom import Element, text_of
from hanoitv_scraper.extract.lines import Line, holders, near
from hanoitv_scraper.extract.names import is_hidden, roles_of
from hanoitv_scraper.items import ReadFrom
from hanoitv_scraper.vietnamese.fold import fold
from hanoitv_scraper.vietnamese.text import clean

LABEL = re.compile(
    r"^(?:từ\s+khóa|từ\s+khoá|tags?|thẻ|chủ\s+đề|xem\s+thêm\s+về|nhãn|hashtags?)(?:\s*:|\s*$|\s+(?=#))\s*",
    re.IGNORECASE,
)
TAG_LINK = re.compile(
    r"/(?:tags?|tu-khoa|chu-de|tim-kiem|search|hashtag|topic|keywords?)[/-]|-tag\d|[?&](?:q|tag|keyword)="
)
# Longer links are headlines of other articles.
LONGEST_TAG = 60
MOST_TAGS = 40
MOST_LABELS = 20
# How many lists of links, and how much of the text, are compared.
MOST_BOXES, MOST_TEXT = 300, 50_000
WORD = re.compile(r"[\w-]+")


def read_keywords(document: Document) -> tuple[tuple[str, ...], ReadFrom | None]:
    """Return the tags shown to readers in their order; those of the metadata only where none is shown."""
    if shown := tidy(select_texts(document, "keywords")):
        return shown, "site"
    told = _told(document)
    if told and document.is_ruled:
        return told, "metadata"
    if shown := next(_shown(document, told), ()):
        return shown, "generic"
    return told, "metadata" if told else None


def _told(document: Document) -> tuple[str, ...]:
    metadata = document.metadata
    said = (
        text
        for names in (("keywords",), ("news_keywords",), ("article:tag",), ("its_tag",))
        for text in metadata.all(*names)
    )
    listed = (tidy(text.split(",")) for text in said)
    tags = list(metadata.all("article:tag"))
    if len(tags) > 1 and not metadata.first("keywords", "news_keywords"):
        return tidy(tag for text in tags for tag in text.split(","))
    return next(filter(None, listed), ()) or tidy(tag for text in metadata.told("keywords") for tag in text.split(","))


def _shown(document: Document, told: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the lists of tags that the page shows, the surest first: under a label, called so, made of tag links."""
    start = document.headline.index if document.headline else 0
    below = [line for line in document.lines[start:] if len(line.text) < 1_000]
    labelled = (line for line in below if LABEL.match(line.text))
    yield from filter(None, map(_labelled, islice(labelled, MOST_LABELS)))
    called = dict.fromkeys(element for line in below for element in near(line, 4) if _is_called(element))
    yield from filter(None, map(_links, islice(called, MOST_BOXES)))
    words = " ".join(line.text for line in document.story_lines)[:MOST_TEXT]
    said = f" {' '.join(WORD.findall(fold(words)))} "
    known = {fold(tag) for tag in told}
    linked = dict.fromkeys(box for line in below if (box := _box_of_links(line)) is not None)
    for box in islice(linked, MOST_BOXES):
        tags = _links(box)
        agreeing = sum(fold(tag) in known or f" {fold(tag)} " in said for tag in tags)
        by_address = sum(TAG_LINK.search(a.get("href") or "") is not None for a in box.iter("a")) if tags else 0
        if len(tags) > 1 and (2 * agreeing >= len(tags) or by_address == len(tags)):
            yield tags


def _labelled(line: Line) -> tuple[str, ...]:
    """Return the tags behind a label: in its own line, or in the nearest element round it that has more than it."""
    rest = LABEL.sub("", line.text)
    for element in near(line, 4):
        if tags := _links(element) or _items(element):
            return tags
        if rest:
            return tidy(re.split(r"\s*[,;]\s*|\s+#", rest)) if len(rest) < 300 else ()
    return ()


def _items(box: Element) -> tuple[str, ...]:
    """Return the items of a list of tags that are no links (plo.vn, baoquocte.vn)."""
    items = list(islice(box.iter("li"), MOST_TAGS + 1))
    if len(items) > MOST_TAGS or box.find(".//a") is not None:
        return ()
    texts = [text for item in items if not LABEL.fullmatch(text := text_of(item))]
    return tidy(texts) if all(len(text) <= LONGEST_TAG for text in texts) else ()


def _is_called(element: Element) -> bool:
    roles = roles_of(element)
    return element.tag in ("div", "ul", "p", "section", "span") and "tags" in roles and "related" not in roles


def _links(box: Element) -> tuple[str, ...]:
    """Return the texts of a box's links, none if one of them is as long as a headline or the box holds a headline."""
    if is_hidden(box) or "menu" in roles_of(box):
        return ()
    links = list(islice(box.iter("a"), MOST_TAGS + 1))
    texts = list(takewhile(lambda text: len(text) <= LONGEST_TAG, map(text_of, links)))
    if len(links) > MOST_TAGS or len(texts) < len(links):
        return ()
    return tidy(text for text in texts if not LABEL.fullmatch(text))


def _box_of_links(line: Line) -> Element | None:
    """Return the list or box that a line of short links stands in."""
    if not line.is_link or len(line.text) > 400:
        return None
    return next((e for e in holders(line) if e.tag in ("ul", "div", "p", "section")), None)


def tidy(tags: Iterable[str]) -> tuple[str, ...]:
    """Return tags without `#`, label, and commas about them; each once."""
    tidied = (LABEL.sub("", clean(tag)).strip(" ,;#") for tag in tags)
    return tuple(dict.fromkeys(filter(None, tidied)))


def split_glued(text: str) -> tuple[str, ...]:
    """Return the tags of a line in which a text dump glued them: a capital right behind a small letter or digit parts.

    `Đống ĐaChợ hoa 2021Lễ hội` → `Đống Đa`, `Chợ hoa 2021`, `Lễ hội`. Commas part them too.
    """
    cuts = [i for i, (a, b) in enumerate(pairwise(text), 1) if (a.islower() or a.isdigit()) and b.isupper()]
    glued = [text[start:end] for start, end in zip([0, *cuts], [*cuts, None], strict=True)]
    return tidy(tag for piece in glued for tag in re.split("[,;]", piece))
