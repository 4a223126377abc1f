"""Shells are told from pages that show little: by what scripts are to fill, never by what metadata say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from hanoitv_scraper import read_article
from hanoitv_scraper.errors import NeedsJavaScript
from hanoitv_scraper.extract.shell import is_shell, tree_is_shell
from tests.extract.pages import PARAGRAPHS, UNKNOWN, unknown

TITLE = "Cầu mới qua mương nối hai xóm"
HEAD = (
    f"<title>{TITLE} - Báo Thử</title><meta property=og:title content='{TITLE}'><meta property=og:type content=article>"
    "<meta property=og:description content='Sáng nay, phường Thử khánh thành một cây cầu đi bộ qua mương.'>"
)
SCRIPT = "<script src=/static/main.4f1c.js></script>"
ASKS = "<noscript>Bạn cần bật JavaScript để xem trang này.</noscript>"
SHORT = f"<h1>{TITLE}</h1><p>Cầu dài mười hai mét, rộng hai mét.</p><p>Người dân góp tiền làm trong ba tháng.</p>"
MENU = "<a href=/thoi-su>Thời sự</a><a href=/xa-hoi>Xã hội</a><a href=/van-hoa>Văn hóa - Giải trí</a>" * 9
IMPRINT = "Báo Thử, cơ quan của phường Thử. Giấy phép số 1/GP-BTTTT cấp ngày 1 tháng 2 năm 2020. " * 4


def page(body: str, head: str = "") -> bytes:
    return f"<!doctype html><html lang=vi><head>{HEAD}{head}</head><body>{body}</body></html>".encode()


SHELLS = {
    "nothing but a script": b"<html><script>load()</script></html>",
    "nothing but modules": b"<script type=module src=/a.js></script><script type=application/json>{}</script>",
    "nothing but a renamed script": page("<script type='5f3a-text/javascript' src=/a.js></script>"),
    "react": page(f"{ASKS}<div id=root></div>{SCRIPT}"),
    "asks, and says that it loads": page(f"<p>Đang tải…</p>{ASKS}{SCRIPT}"),
    "react, English": page(f"<noscript>You need to enable JavaScript to run this app.</noscript><p></p>{SCRIPT}"),
    "vue, loading": page(f"<div id=app><div class=spin><img src=/logo.png><p>Đang tải…</p></div></div>{SCRIPT}"),
    "next": page(f"<div id=__next></div><script id=__NEXT_DATA__ type=application/json>{{}}</script>{SCRIPT}"),
    "nuxt": page(f"<div id=__nuxt><!--spa--><style>a{{}}</style><div id=__layout></div></div>{SCRIPT}"),
    "angular": page(f"<app-root></app-root>{SCRIPT}"),
    "angular, routed": page(f"<my-site>Đang tải<router-outlet></router-outlet></my-site>{SCRIPT}"),
    "angularjs": page(f"<div ng-app=bao>{'<h1>{{ article.title }}</h1><p>{{ article.body }}</p>' * 9}</div>{SCRIPT}"),
    "by class": page(f"<div class='page main-app dark'></div>{SCRIPT}"),
    "svelte, in the body": page(f"<div id=svelte></div><template>{PARAGRAPHS * 3}</template>{SCRIPT}"),
    "asks without a script": page("<noscript>Trình duyệt của bạn không hỗ trợ JavaScript.</noscript>"),
    "asks in the head": page("<div class=load></div>", "<noscript>Hãy kích hoạt JS để đọc báo.</noscript>"),
    "menus that the server wrote": page(
        f"<header>{MENU}{IMPRINT}</header><ul>{MENU}</ul><div id=app></div><footer>{IMPRINT}</footer>"
        f"<div class='footer dark'>{IMPRINT}</div>{SCRIPT}"
    ),
    "a noscript full of text": page(f"<div id=root></div><noscript>{PARAGRAPHS * 3}</noscript>{SCRIPT}"),
    "a counter of visits": page(f"<img src=//c.vn/t.gif width=1 height=1><iframe src=//c.vn hidden></iframe>{SCRIPT}"),
}  # fmt: skip

PAGES = {
    "an article": unknown(above=SCRIPT, below=f"{ASKS}<div id=app></div>").encode(),
    "two short sentences": page(f"{SHORT}{SCRIPT}"),
    "two short sentences, asked for JavaScript": page(f"{SHORT}{ASKS}{SCRIPT}"),
    "react, by the server": page(f"{ASKS}<div id=root><main>{SHORT}</main></div>{SCRIPT}"),
    "next, in an article's header": page(f"<div id=__next><article><header>{SHORT}</header></article></div>{SCRIPT}"),
    "angularjs, by the server": page(f"<div ng-app=bao>{SHORT}</div><div id=app></div>{SCRIPT}"),
    "angular, by the server": page(f"<my-site><router-outlet></router-outlet><tin>{SHORT}</tin></my-site>{SCRIPT}"),
    "without paragraphs": page(f"<div id=app></div><div>{PARAGRAPHS.replace('<p>', '<br>')}</div>{SCRIPT}"),
    "one unclosed link": page(f"<div id=app></div><a href=/>{PARAGRAPHS}{SCRIPT}"),
    "amp": page(f"<h1>{TITLE}</h1><p>Cầu nối hai xóm.</p><amp-img src=/a.jpg></amp-img>",
                "<noscript><style amp-boilerplate></style></noscript><script async src=/v0.js></script>"),
    "comments that come late": page(
        f"<h1>{TITLE}</h1><p>Cầu nối hai xóm.</p><div id=disqus_thread></div>{SCRIPT}"
        "<noscript>Please enable JavaScript to view the comments powered by Disqus.</noscript>"
    ),
    "a film": page(f"<div id=app></div><h1>{TITLE}</h1><video src=/a.mp4></video><p>Bản tin trưa.</p>{ASKS}{SCRIPT}"),
    "a film in a frame": page(f"<h1>{TITLE}</h1><iframe src=//p.vn/1></iframe><p>Bản tin.</p>{ASKS}{SCRIPT}"),
    "a film that a script shows": page(f"<h1>{TITLE}</h1><div id=player></div><p>Bản tin trưa.</p>{SCRIPT}"),
    "a film known by metadata": page(f"<nav>{MENU}</nav><div id=player></div>{SCRIPT}"),
    "a photo story": page(f"<div id=app><h1>Ảnh</h1>{'<img src=/a.jpg>' * 5}</div>{SCRIPT}"),
    "a photo story that loads late": page(f"<h1>Ảnh</h1>{'<img data-src=/a.jpg>' * 5}{ASKS}{SCRIPT}"),
    "one picture": page(f"<img src=/a.jpg>{SCRIPT}"),
    "a list": page(f"<div id=app></div>{f'<h3><a href=/1.htm>{TITLE}</a></h3>' * 9}{SCRIPT}"),
    "nothing at all": page(""),
    "data and no script": page("<div id=app></div><script type=application/ld+json>{}</script>"),
    "an icon": page(f"<p>Cầu nối hai xóm.</p><a class=app></a><i id=root></i>{SCRIPT}"),
    "cloudflare": page(
        "<div id=app></div><noscript>Enable JavaScript and cookies to continue</noscript>"
        "<script>window._cf_chl_opt={}</script>"
    ).replace(TITLE.encode(), b"Just a moment..."),
    "a guard": page(f"<h1>Checking your browser before accessing baothu.example</h1>{ASKS}{SCRIPT}"),
    "a guard in Vietnamese": page(f"<p>Đang kiểm tra trình duyệt của bạn, xin chờ.</p><div id=app></div>{SCRIPT}"),
    "a guard's cookie": b"<html><script>document.cookie='D1N=1f';window.location.reload(true);</script></html>",
}  # fmt: skip


@pytest.mark.parametrize("content", SHELLS.values(), ids=SHELLS)
def test_a_shell_is_no_article_whatever_its_metadata_say(content: bytes) -> None:
    assert is_shell(content)
    with pytest.raises(NeedsJavaScript) as caught:
        read_article(content, UNKNOWN)
    assert caught.value.url == UNKNOWN
    assert caught.value.reason == "needs JavaScript: its text is filled in by scripts, the HTML holds none"


@pytest.mark.parametrize("content", PAGES.values(), ids=PAGES)
def test_a_page_that_shows_something_or_is_a_guards_is_no_shell(content: bytes) -> None:
    assert not is_shell(content)


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"%PDF-1.7 <script>", b"<rss><script>load()</script></rss>", b"\0\1\2" * 99, b"<" * 99_999]
)
def test_what_is_no_html_is_no_shell(content: bytes) -> None:
    assert not is_shell(content)


PIECES = st.sampled_from(
    ["<div id=app>", "</div>", "<nav>", "</nav>", "<article>", "<header>", "</header>", "<p>", "<a>", "</a>", "Tải",
     SCRIPT, "<script>", "</script>", ASKS, "<noscript>", "{{", "}}", "<img src=/a>", "<iframe>", "<svg>", "<template>"]
)  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=9), max_size=30).map("".join))
def test_no_page_raises_and_none_is_a_shell_below_a_story(html: str) -> None:
    is_shell(html.encode("utf-8", "replace"))
    assert not is_shell(page(f"<div>{PARAGRAPHS}</div><main>{html}"))


def test_comments_in_a_tree_show_nothing() -> None:
    html = page(f"<!-- {PARAGRAPHS} --><div id=root><!-- {PARAGRAPHS} --></div>{SCRIPT}")
    assert tree_is_shell(etree.fromstring(html, etree.HTMLParser(encoding="utf-8")))
