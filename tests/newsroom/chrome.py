"""What stands round every page: the document, its head, header, menu, footer and clock."""

from __future__ import annotations

from functools import cache
from html import escape

from tests.newsroom.stories import CONTACT, SITE, Link
from tests.newsroom.wordlists import sections

# The day of the header's clock, later than any story's: a page that took it for its own date would be found out.
CLOCK = "Thứ Hai, 23/11/2026"
PRIVATE = "/noi-bo/ban-thao-chua-duyet-d999001.html"
"""Linked from every menu, forbidden by robots.txt."""


@cache
def menu() -> str:
    items = "".join(f'<li><a href="/{address}">{name}</a></li>' for address, name in sections().items())
    return f"""<ul class="menu">
<li><a href="/">Trang chủ</a></li>{items}
<li><a href="{SITE}/gioi-thieu.html">Giới thiệu</a></li>
<li><a href="/lien-he.html">Liên hệ</a></li>
<li><a href="{PRIVATE}">Nội bộ</a></li>
<li><a href="https://tv.example.org/truc-tiep">Truyền hình trực tuyến</a></li>
<li><a href="mailto:toasoan@newsroom.example">Gửi bài</a></li>
<li><a href="tel:+842415550199">Gọi trực ban</a></li>
<li><a href="javascript:void(0)" onclick="showSearch()">Tìm kiếm</a></li>
</ul>
<form action="/tim-kiem"><input name="q"></form>"""


def header() -> str:
    return f"""<div class="top">
<span class="hotline">{CONTACT}</span> <span class="time-now">{CLOCK}</span>
</div>
{menu()}"""


FOOTER = """<div class="footer">
<p>Cơ quan chủ quản: UBND Thành phố Hà Nội</p>
<p>Giấy phép số: 88/GP-TTĐT, cấp ngày 15/04/2019</p>
<p>© Tòa soạn thử nghiệm. Ghi rõ nguồn khi phát hành lại thông tin.</p>
</div>"""


def document(title: str, head: str, main: str) -> str:
    """Return a whole page: `head` and `main` are HTML, `title` is text."""
    return f"""<!DOCTYPE html>
<html lang="vi">
<head>
<meta charset="utf-8">
<title>{escape(title)}</title>
<meta name="author" content="HanoiTV">
<link rel="alternate" type="application/rss+xml" href="/rss/trang-chu.rss">
{head}</head>
<body>
{header()}
<div class="container">
{main}</div>
{FOOTER}
<script>var siteId = 7, now = "{CLOCK}";</script>
</body>
</html>
"""


def breadcrumb(names: tuple[str, ...]) -> str:
    """Return the way from the home page to the section called `names`, the outer one first."""
    addresses = {name: address for address, name in sections().items()}
    items = "".join(f'<li><a href="/{addresses.get(name, "")}">{escape(name)}</a></li>' for name in names)
    return f'<ul class="breadcrumb"><li><a href="/">Trang chủ</a></li>{items}</ul>'


def latest_box(links: tuple[Link, ...]) -> str:
    """Return the list beside the text, with the dates of other stories."""
    items = "".join(
        f'<li><a href="{link.path}" title="{escape(link.title)}">{escape(link.title)}</a> '
        f'<span class="date">{link.published:%d/%m/%Y %H:%M}</span></li>'
        for link in links
    )
    return f'<div class="tin-moi"><h3>Tin mới</h3><ul>{items}</ul></div>\n' if links else ""
