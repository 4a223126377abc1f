"""Traps: the links on lists that lead a crawler astray, round in circles, or on without an end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import Literal

from tests.newsroom.stories import Story

Traps = bool | Literal["all"]

SESSION = "{phien}"
"""Stands in a page for a session's id, another on every request."""
SHELL = "/tin-dac-biet-d999101.html"
"""An article that a script would fetch: the page holds nothing."""
SHELL_LIST = "/tin-nong"
REDIRECTS = {
    "/chuyen-vao-trong-d999102.html": "http://10.0.0.1/x-d999102.html",
    "/chuyen-ra-ngoai-d999103.html": "https://tv.example.org/x-d999103.html",
    "/chuyen-vao-may-d999104.html": "file:///etc/passwd",
    "/chuyen-vong-tron-d999105.html": "/chuyen-vong-tron-d999105.html",
}
"""Articles' addresses, and where they redirect to."""
INDEX = "/muc-luc"
"""10 MB of links to pages that are not there."""

TRAPS = (
    "/lich/",  # a calendar: months and days, for ever
    ";jsessionid=",
    "/tag/",  # hundreds of lists, which differ in their queries
    "/tin-lap",  # the same twenty articles on every page, and a next one
    "/goi-y",  # the same articles in another order on every page, and a next one
    "/amp/",
    "/print/",
    SHELL,
    SHELL_LIST,
    *REDIRECTS,
    INDEX,
)
"""What the paths of each trap hold. Ids of sessions in a query, mobile addresses and `?amp=1` show in no path."""

BAD_LINKS = (
    r"\xa-hoi\trang-2",
    r"http:\\hanoitv.vn\van-hoa",
    "mailto:toasoan@newsroom.example",
    "tel:+842415550199",
    "javascript:openPopup('tin')",
    "ftp://hanoitv.vn/anh",
    "data:text/html,tin",
    "http://[bad",
)


def trapped(paths: Mapping[str, int]) -> Counter[str]:
    """Return how many of the counted requests went into each trap of `TRAPS` that got any."""
    counts: Counter[str] = Counter()
    for path, count in paths.items():
        counts.update({trap: count for trap in TRAPS if trap in path})
    return counts


def trap_links(stories: Sequence[Story], traps: Traps) -> str:
    """Return the links, in HTML, for a list that holds `stories`."""
    if not traps:
        return ""
    lists = ("/lich/2021-11", "/tin-lap", "/goi-y", SHELL_LIST, *([INDEX] if traps == "all" else []))
    articles = (SHELL, *REDIRECTS, *other_forms(stories))
    return list_of((*lists, *articles, *BAD_LINKS, *in_session(stories), *facets()))


def list_of(links: Iterable[str]) -> str:
    items = "".join(f'<li><a href="{link.replace("&", "&amp;")}">Xem</a></li>' for link in links)
    return f'<ul class="khac">{items}</ul>\n'


def in_session(stories: Sequence[Story]) -> Iterable[str]:
    """Yield links to lists and articles with the id of a session."""
    for path in ("/xa-hoi", "/van-hoa", *(story.path for story in stories[:3])):
        yield f"{path};jsessionid={SESSION}"
        yield f"{path}?PHPSESSID={SESSION}"


def other_forms(stories: Sequence[Story]) -> Iterable[str]:
    """Yield links to the AMP, mobile and print pages of articles; each names the article as its canonical."""
    for story in stories[:3]:
        path = story.path
        yield from (f"/amp{path}", f"http://m.hanoitv.vn{path}", f"/print{path}", f"{path}?amp=1")


def facets() -> Iterable[str]:
    """Yield hundreds of links to some tags' lists, in many orders and filters."""
    tags, sorts, kinds = ("x", "ha-noi", "y-te"), ("moi", "cu", "xem-nhieu", "binh-luan"), ("tin", "anh", "video")
    for tag, sort, kind, page in product(tags, sorts, kinds, range(1, 9)):
        yield f"/tag/{tag}?sort={sort}&loai={kind}&trang={page}"
