"""What the links of `traps` lead to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from functools import partial

from tests.newsroom.chrome import document
from tests.newsroom.lists import PAGE, teasers
from tests.newsroom.manner import Manner
from tests.newsroom.markup import article_page
from tests.newsroom.stories import Story
from tests.newsroom.traps import INDEX, SHELL, SHELL_LIST, facets, list_of

CALENDAR = re.compile(r"/lich/([0-9]{4}-[0-9]{2})(-[0-9]{2})?")
ENDLESS = re.compile(r"/(tin-lap|goi-y)(?:/trang-([0-9]{1,9}))?")
MANY = 108_000
"""Links that make 10 MB."""


def standing_traps(newest: Sequence[Story], manner: Manner) -> dict[str, Callable[[], str]]:
    """Return the traps' pages of which there is a number, by path."""
    return {
        SHELL: shell,
        SHELL_LIST: shell,
        INDEX: partial(index, newest, manner),
        **{f"/amp{story.path}": partial(amp_page, story) for story in newest},
        **{f"/print{story.path}": partial(article_page, story) for story in newest},
    }


def endless_trap(path: str, newest: Sequence[Story], manner: Manner) -> str | None:
    """Return the page at a path of which there is no end of the like, None for other paths."""
    if path.startswith("/tag/"):
        return list_page(newest[:PAGE], facets(), manner)
    if found := ENDLESS.fullmatch(path):
        return going_round(found[1], int(found[2] or 1), newest, manner)
    if found := CALENDAR.fullmatch(path):
        return calendar(found[1], found[2] or "", newest, manner)
    return None


def shell() -> str:
    """Return a page that a script would fill."""
    return """<!DOCTYPE html>
<html lang="vi">
<head><meta charset="utf-8"><title>HanoiTV</title></head>
<body><div id="root"></div><script src="/static/js/main.3f2a.js"></script></body>
</html>
"""


def amp_page(story: Story) -> str:
    return article_page(story).replace("<html lang", "<html amp lang", 1)


def list_page(stories: Sequence[Story], links: Iterable[str], manner: Manner, after: str = "") -> str:
    return document("Danh sách - HanoiTV", "", teasers(stories, manner) + list_of(links) + after)


def index(newest: Sequence[Story], manner: Manner) -> str:
    """Return real articles, and more links than anyone has use for, to pages that are not there."""
    links = (f"{INDEX}/muc-{number:06d}-chuyen-muc-cua-toa-soan-thu-nghiem-tai-thu-do-ha-noi" for number in range(MANY))
    return list_page(newest[:PAGE], links, manner)


def going_round(name: str, page: int, newest: Sequence[Story], manner: Manner) -> str:
    """Return a list's page, which always has a next one: the same articles, those of `goi-y` in another order."""
    same = newest[:PAGE]
    turn = page % len(same) if name == "goi-y" and same else 0
    following = f'<div class="paging"><a class="next" rel="next" href="/{name}/trang-{page + 1}">Trang sau</a></div>\n'
    return list_page((*same[turn:], *same[:turn]), (), manner, following)


def calendar(month: str, day: str, newest: Sequence[Story], manner: Manner) -> str | None:
    """Return a month with its days, or a `day`, -08, of it: two articles, some or other, and the ways on and back."""
    try:
        here = date.fromisoformat(month + (day or "-01"))
        before, after = here - timedelta(days=1), here + timedelta(days=1 if day else 31)
    except (ValueError, OverflowError):
        return None
    length = 10 if day else 7
    days = () if day else (f"/lich/{month}-{number:02d}" for number in range(1, 29))
    links = (f"/lich/{before.isoformat()[:length]}", f"/lich/{after.isoformat()[:length]}", *days)
    first = here.toordinal() % max(1, len(newest) - 1)
    return list_page(newest[first : first + 2], links, manner)
