"""Paging: how a section's list goes on, in every form that sites were seen to have."""

from __future__ import annotations

import re
from typing import Literal

from tests.newsroom.wordlists import sections

Paging = Literal["trang", "next", "p", "dash-p", "page0", "query", "timeline"]

# `index` is the page counted from 0.
ADDRESSES: dict[Paging, str] = {
    "trang": "/{section}/trang-{page}",
    "next": "/{section}/trang-{page}",
    "p": "/{section}/p{page}",
    "dash-p": "/{section}-p{page}",
    "page0": "/{section}-page{index}",
    "query": "/{section}?page={page}",
    "timeline": "/timelinelist/{zone}/{page}.htm",
}
FRAGMENT = re.compile(r"/timelinelist/([0-9]{1,3})/(?:[2-9]|[1-9][0-9]{1,8})\.htm")
FIRST_ZONE = 7


def page_address(paging: Paging, section: str, page: int) -> str:
    """Return the path, with its query, of a list's page, counted from 1: the first has a number only in `page0`."""
    if page == 1 and paging != "page0":
        return f"/{section}"
    return ADDRESSES[paging].format(section=section, page=page, index=page - 1, zone=zone(section))


def zone(section: str) -> int:
    """Return the number that a section's timeline goes by."""
    return FIRST_ZONE + list(sections()).index(section)


def is_fragment(path: str) -> bool:
    """Tell whether a path asks for more of some section's timeline, be there more or not."""
    found = FRAGMENT.fullmatch(path)
    return found is not None and FIRST_ZONE <= int(found[1]) < FIRST_ZONE + len(sections())


def way_on(paging: Paging, section: str, page: int, last: int) -> str:
    """Return what of a list's page leads to its others, in HTML: links, or the zone that a script would ask for."""
    if paging == "timeline":
        return f'<input type="hidden" id="hdZoneId" value="{zone(section)}">\n'
    following = f' <a class="next" rel="next" href="{page_address(paging, section, page + 1)}">Trang sau</a>'
    links = "" if paging == "next" else numbers(paging, section, page, last)
    links += following if page < last and paging != "page0" else ""
    return f'<div class="paging">{links}</div>\n' if last > 1 else ""


def numbers(paging: Paging, section: str, page: int, last: int) -> str:
    """Return the numbered links round `page`, with the first and the last."""
    near = sorted({1, last, *range(max(1, page - 2), min(last, page + 2) + 1)})
    return " ".join(
        f'<a class="active" href="javascript:void(0)">{number}</a>'
        if number == page and paging != "page0"
        else f'<a href="{page_address(paging, section, number)}">{number}</a>'
        for number in near
    )
