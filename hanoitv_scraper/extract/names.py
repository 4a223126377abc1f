"""What the makers of pages call their parts: class names, ids and roles, by what they hold.

The words are those of the sites' own pages and of public scrapers of some sixty Vietnamese sites. A name is a hint: it
is believed where the text it stands on looks the part, and no reader needs one.
"""

from __future__ import annotations

import re
from functools import lru_cache

from hanoitv_scraper.extract.dom import Element

KEYS = ("class", "id", "data-role", "itemprop", "rel", "type")


def _named(words: str) -> re.Pattern[str]:
    """Return an expression for a name that has one of `words` as a part: `author` in `detail-author`, `box_author`."""
    return re.compile(rf"(?:^|[\s_-])(?:{'|'.join(words.split())})(?:$|[\s_-])")


PATTERNS = {
    "title": _named(
        r"title\d? (?:detail|news|article|post)-?title title-?(?:detail|news|article|post) headlines?"
        r" tieu-?de heading object-?title h1"
    ),
    "lead": _named(
        r"\w*sapo\d? sapo\w* \w*leads? description \w*desc\w* des summary chapeau standfirst excerpt trich-?dan"
        r" tom-?tat mo-?ta intro txt-head phead detail-sum introtext \w*brief"
    ),
    "date": _named(
        r"date\w* time\w* publishe?d?(?:date|time)? publish-?date datetime ngay(?:-dang)? thoi-gian"
        r" post-?meta posted-on pdate"
    ),
    "author": _named(
        r"authors? author-?(?:name|info|item|bot)s? \w*author tac-?gia\w* byline by-line writer reporter but-?danh"
        r" signature pseudonym post-author nguoi-?viet creator ^name$"
    ),
    "source": _named(r"\w*source\w* nguon(?:-?tin)? credits?"),
    "tags": _named(r"tags?\w* \w*tags? tag-?\w+ \w+-?taglist key-?words? block-key tu-?khoa the-tag hashtags?"),
    "breadcrumb": _named(r"bread-?crumbs? bread crumbs? \w*breadcrumbs? path duong-?dan"),
    "category": _named(
        r"cates? categor(?:y|ies) cate-?name category-name\w* chuyen-?muc section-?name zone-?name zone-title cat"
    ),
    "caption": _named(
        r"\w*caption\w* image[-_]?(?:desc\w*|note) desc_image pic-?box ck_legend legend chu-?thich pic-?desc"
        r" photo-?desc imgdesc"
    ),
    "story": _named(r"articlebody article-?body article__body entry-content post-content"),
    "menu": _named(
        r"menu\w* nav navbar\w* navigation ^header\w* ^footer\w* (?:site|main|page)-?(?:header|footer) top-?bar sitemap"
    ),
    "related": _named(
        r"relate \w*related\w* relation\w* lien-?quan tin-?khac tin-?cung\w* tincung\w* recommend\w* suggest\w*"
        r" read-?more\w* see-?more xem-?them doc-?them other-?news same-?cat\w* cung-?chuyen-?muc listnews\w*"
        r" most-?read tin-?moi news-?list \w*-?listnews samecate link-content-footer list-?link list-?concern"
        r" topic-?news"
    ),
    "furniture": _named(
        r"shar(?:e|ing)\w* social\w* comments? binh-?luan y-?kien ads? adv advert\w* banner\w* quang-?cao breadcrumbs?"
        r" popup modal newsletter subscribe toolbar tool-bar tts audio-?player player widget\w* vote poll rating"
        r" download-?app app-?banner copyright login hidden-?box chat-?(?:bot|box)\w*"
    ),
    "clock": _named(r"time-?now clock today current-?(?:time|date) date-?now timenow header-?time"),
}
# Longer names are lists of how things look.
LONGEST_NAME = 200
NONE: frozenset[str] = frozenset()


def roles_of(element: Element) -> frozenset[str]:
    """Return what an element is called: those keys of PATTERNS that its class, id or role fits."""
    get = element.get
    names = [value[:LONGEST_NAME] for key in KEYS if (value := get(key))]
    return _roles(" ".join(names)[:LONGEST_NAME].lower()) if names else NONE


@lru_cache(maxsize=10_000)
def _roles(name: str) -> frozenset[str]:
    """Return the roles of a name; the names of a site's elements are the same on page after page."""
    return frozenset(role for role, pattern in PATTERNS.items() if pattern.search(name))


def is_caption(element: Element) -> bool:
    """Tell whether an element is a picture's caption, by its tag or by what it is called."""
    return element.tag == "figcaption" or "caption" in roles_of(element)


# The longest class attribute seen has 529 characters.
LONGEST_STYLE = 1_000
HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
HIDDEN = re.compile(r"(?:^|\s)(?:hidden|d-none|hide|sr-only|visually-hidden)(?:$|\s)")


def is_hidden(element: Element) -> bool:
    """Tell whether a page keeps an element from its readers."""
    if element.get("hidden") is not None or HIDDEN_STYLE.search(element.get("style", "")[:LONGEST_STYLE]):
        return True
    return HIDDEN.search(element.get("class", "")[:LONGEST_STYLE]) is not None
