"""Small pages in the markup of hanoitv.vn of 2021, for one property at a time."""

from __future__ import annotations

URL = "http://hanoitv.vn/tin-thu--mot-d1.html"
TEXT = "<p>Sáng nay, phường Thử khánh thành một cây cầu đi bộ qua mương, dài mười hai mét và rộng hai mét.</p>"


def page(
    *,
    title: str = "Tin thử",
    time: str = "08/11/2021 21:21",
    lead: str = "",
    body: str = TEXT,
    head: str = "",
    more: str = "",
) -> str:
    """Return a page; an empty part is left out."""
    parts = (
        f'<div class="title_detail_news">{title}</div>' if title else "",
        f'<span class="cl888 f14"><span class="fa fa-clock-o"></span> {time}</span>' if time else "",
        f'<div class="sapo_detail">{lead}</div>' if lead else "",
        f'<div class="story-body article">{body}</div>' if body else "",
    )
    return f"<html><head><title>x</title>{head}</head><body>{''.join(parts)}{more}</body></html>"
