"""What the makers of pages call their parts: class names, ids and roles, by what they hold.

The words are those of the sites' own pages and of public scrapers of some sixty Vietnamese sites. A name is a hint: it
is believed where the text it stands on looks the part, and no reader needs one.
"""

from __future__ import annotations

import re

from lxml.html import HtmlElement

KEYS = ("class", "id", "data-role", "itemprop", "rel", "type")


def name_of(element: HtmlElement) -> str:
    """Return all names that an element has, in lower case, parted by spaces."""
    return " ".join(value for key in KEYS if (value := element.get(key))).lower()


def _named(words: str) -> re.Pattern[str]:
    """Return an expression for a name that has one of `words` as a part: `author` in `detail-author`, `box_author`."""
    return re.compile(rf"(?:^|[\s_-])(?:{'|'.join(words.split())})(?:$|[\s_-])")


TITLE = _named(r"title\d? headlines? tieu-?de heading object-?title h1")
LEAD = _named(
    r"sapo\d? leads? description desc summary chapeau standfirst excerpt trich-?dan tom-?tat mo-?ta intro txt-head"
    r" detail-sum introtext"
)
DATE = _named(
    r"date\w* time\w* publishe?d?(?:date|time)? publish-?date datetime ngay(?:-dang)? thoi-gian post-?meta posted-on"
    r" pdate"
)
AUTHOR = _named(
    r"authors? author-?(?:name|info|item|bot)s? \w*author tac-?gia byline by-line writer reporter but-?danh signature"
    r" post-author nguoi-?viet creator"
)
SOURCE = _named(r"source\w* nguon(?:-tin)? credit")
TAGS = _named(r"tags? \w*tags? tag-?\w+ \w+-?taglist key-?words? block-key tu-?khoa the-tag hashtags?")
BREADCRUMB = _named(r"bread-?crumbs? bread crumbs? \w*breadcrumbs?")
CATEGORY = _named(
    r"cates? categor(?:y|ies) cate-?name category-name\w* chuyen-?muc section-?name zone-?name zone-title cat"
)
CAPTION = _named(
    r"\w*caption\w* image-desc(?:ription)? desc_image ck_legend legend chu-?thich pic-?desc photo-?desc imgdesc"
)
STORY = _named(r"articlebody article-?body article__body entry-content post-content")
MENU = _named(r"menu\w* nav navbar\w* navigation header\w* footer\w* \w*footer top-?bar sitemap")
RELATED = _named(
    r"relate \w*related\w* relation\w* lien-?quan tin-?khac tin-?cung\w* tincung\w* recommend\w* suggest\w*"
    r" read-?more\w* see-?more xem-?them doc-?them other-?news same-?cat\w* cung-?chuyen-?muc listnews\w* most-?read"
    r" tin-?moi news-?list \w*-?listnews samecate link-content-footer list-?link list-?concern topic-?news"
)
FURNITURE = _named(
    r"shar(?:e|ing)\w* social\w* comments? binh-?luan y-?kien ads? adv advert\w* banner\w* quang-?cao breadcrumbs?"
    r" popup modal newsletter subscribe toolbar tool-bar tts audio-?player player widget\w* vote poll rating"
    r" download-?app app-?banner copyright login hidden-?box"
)
CLOCK = _named(r"time-?now clock today current-?(?:time|date) date-?now timenow header-?time")

HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
HIDDEN = re.compile(r"(?:^|\s)(?:hidden|d-none|hide|sr-only|visually-hidden)(?:$|\s)")


def is_hidden(element: HtmlElement) -> bool:
    """Tell whether a page keeps an element from its readers."""
    if element.get("hidden") is not None or HIDDEN_STYLE.search(element.get("style", "")):
        return True
    return HIDDEN.search(element.get("class", "")) is not None
