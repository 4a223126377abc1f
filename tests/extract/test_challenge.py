"""A guard's page is told from an article, from a page with a captcha on it, and from what is not there."""

from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanoitv_scraper.back_off import unpack
from hanoitv_scraper.extract.challenge import LARGEST, find_challenge
from tests.extract.pages import PARAGRAPHS, page, unknown

RECAPTCHA = "<div class=g-recaptcha data-sitekey=k></div>"
API = "<script src='https://www.google.com/recaptcha/api.js'></script>"
SCRIPT = "<script src=/a.js></script>"
STYLE = f"<style>{'.a{color:red}' * 900}</style>"
COMMENTS = f"<form><input name=ten><textarea name=binh-luan></textarea>{RECAPTCHA}<button>Gửi</button></form>{API}"
COOKIE = "<script>document.cookie='D1N=1f';window.location.reload(true);</script>"


def bare(body: str, title: str = "baothu.example", head: str = "") -> bytes:
    return f"<!doctype html><html><head><title>{title}</title>{head}</head><body>{body}</body></html>".encode()


CHALLENGES = {
    "cloudflare": (bare(f"<h1>baothu.example</h1><p>Xin chờ</p>{SCRIPT}", "Just a moment..."), "just a moment"),
    "cloudflare, by its noscript": (
        bare("<noscript>Enable JavaScript and cookies to continue</noscript>"),
        "enable javascript and cookies to continue",
    ),
    "cloudflare, with much to explain": (
        bare(f"<h1>Sorry</h1>{'<p>This site is kept by a service, and what you did just now set it off.</p>' * 9}",
             "Attention Required! | Cloudflare"),
        "attention required",
    ),
    "large, with its style": (bare(f"{STYLE}<p>Checking your browser before you go on.</p>"), "checking your browser"),
    "in Vietnamese": (bare(f"{STYLE}<h2>Đang kiểm tra trình duyệt</h2>"), "đang kiểm tra trình duyệt"),
    "in another encoding": (
        bare("<h2>Vui lòng xác minh bạn là con người</h2>").decode().encode("utf-16"), "xác minh bạn là con người",
    ),
    "are you a robot": (bare("<h1>Are you a robot?</h1>"), "are you a robot"),
    "confirm you are human": (bare("<p>Please confirm you are human.</p>"), "confirm you are human"),
    "pardon": (bare("<h1>Pardon Our Interruption</h1>"), "pardon our interruption"),
    "unusual traffic": (
        bare("<p>We saw unusual traffic from your computer network.</p>"), "unusual traffic from your computer network",
    ),
    "verify that": (bare("<p>Verify that you are human</p>"), "verify that you are human"),
    "captcha to go on": (bare("<p>Nhập mã captcha để tiếp tục đọc báo</p>"), "nhập mã captcha để tiếp tục"),
    "reCAPTCHA": (bare(f"<form><p>Một bước nữa</p>{RECAPTCHA}<input type=submit></form>{API}"), "captcha"),
    "its answer": (bare(f"{RECAPTCHA}<textarea name=g-recaptcha-response></textarea>"), "captcha"),
    "hCaptcha in a frame": (bare("<iframe src='https://newassets.hcaptcha.com/captcha/v1/x'></iframe>"), "captcha"),
    "Turnstile": (bare(f"{STYLE}<div class=cf-turnstile></div>"), "captcha"),
    "a script alone": (bare("<script src=//challenges.cloudflare.com/turnstile/v0/api.js></script>"), "captcha"),
    "a cookie": (f"<html>{COOKIE}</html>".encode(), "its script makes a cookie and asks again"),
}  # fmt: skip

OTHERS = {
    "an article": unknown().encode(),
    "an article of captchas": unknown(
        title="<h1>Vì sao trang web bắt bạn “xác minh bạn là con người”</h1>",
        body=PARAGRAPHS + "<p>Dòng chữ “verify you are human” hay “just a moment” là của một bức tường bảo vệ.</p>",
    ).encode(),
    "a brief of captchas": page(title="Cảnh báo giả mạo", body="<p>Đừng bấm “xác minh bạn là con người”.</p>").encode(),
    "a brief of captchas, without a date": bare(
        "<h1>Cảnh báo</h1><p>Đừng bấm “xác minh bạn là con người”.</p>",
        head="<meta property=og:type content=article>",
    ),
    "a brief of captchas, by its data": bare(
        "<p>Đừng bấm “xác minh bạn là con người”.</p><script type=application/ld+json>{}</script>"
    ),
    "a short article named like a guard": bare(
        f"<h1>Just a moment</h1>{PARAGRAPHS}", "Just a moment", "<meta property=article:tag content=x>"
    ),
    "a short article in whose name a guard's stands": bare(PARAGRAPHS, "Bài hát “Just a moment” của năm"),
    "a long article named like a guard": bare(f"<h1>Just a moment</h1>{PARAGRAPHS * 5}", "Just a moment"),
    "a long article without paragraphs, named so": bare("Cầu dài mười hai mét.<br>" * 60, "Just a moment"),
    "comments behind a captcha": unknown(below=COMMENTS).encode(),
    "a short article, comments behind a captcha": bare(f"<h1>Cầu mới</h1><p>Cầu dài mười hai mét.</p>{COMMENTS}"),
    "a film, a login behind a captcha": bare(f"<h1>Bản tin</h1><form><input type=password>{RECAPTCHA}</form>"),
    "a letter by mail behind a captcha": bare(f"<h1>Bản tin</h1><form><input type=email>{RECAPTCHA}</form>"),
    "a film, and a captcha": bare(f"<h1>Bản tin</h1><video src=/a.mp4></video>{RECAPTCHA}"),
    "a captcha that asks nothing": bare(
        "<h1>Bản tin</h1><script src='https://www.google.com/recaptcha/api.js?render=k'></script>"
        "<div class=g-recaptcha data-size=invisible></div>"
    ),
    "a shell with a captcha's script": bare(f"<div id=root></div>{API}"),
    "a page with a cookie": bare(f"<p>Cầu mới qua mương nối hai xóm, dài mười hai mét, rộng hai mét.</p>{COOKIE}"),
    "a picture with a cookie": bare(f"<img src=/a.jpg>{COOKIE}"),
    "a menu with a cookie, before a script fills the page": bare(f"<header>Thời sự</header>{COOKIE}"),
    "a list of captchas": bare("<a href=/1>Vì sao phải xác minh bạn là con người trên mạng</a>" * 9 + API),
    "a feed": b"<?xml version='1.0'?><rss><title>Just a moment</title></rss>",
    "robots.txt": b"User-agent: *\nDisallow: /captcha\n",
    "nothing": b"",
    "too large": bare(f"<p>Checking your browser</p>{STYLE * 9}"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "said"), CHALLENGES.values(), ids=CHALLENGES)
def test_a_guards_page_is_known_and_says_how(content: bytes, said: str) -> None:
    found = find_challenge(content, {}, 200)
    assert found and "the site's guard" in found and said in found
    assert find_challenge(content, {}, 503) == found


@pytest.mark.parametrize("content", OTHERS.values(), ids=OTHERS)
def test_what_only_tells_of_captchas_or_has_one_is_no_guards_page(content: bytes) -> None:
    assert find_challenge(content, {}, 200) is None


def test_a_header_tells_whatever_the_page_holds() -> None:
    article = unknown().encode()
    said = "a challenge of the site's guard: it says cf-mitigated: challenge"
    assert find_challenge(article, {"cf-mitigated": "challenge"}, 404) == said
    assert find_challenge(article, {"x-amzn-waf-action": "Captcha"}, 405)
    assert find_challenge(article, {"cf-mitigated": "no", "server": "cloudflare"}, 200) is None


@pytest.mark.parametrize("status", [304, 404, 410])
def test_a_page_that_is_not_there_is_no_guards_whatever_it_shows(status: int) -> None:
    assert find_challenge(bare(RECAPTCHA), {}, status) is None


PIECES = st.sampled_from(
    ["<p>", "</p>", "<p ", "<form>", "<title>", "</title>", "Just a moment", RECAPTCHA, API, COOKIE, "<textarea>",
     "<iframe src=//hcaptcha.com/>", "<noscript>", "<div id=root>", "<meta property=og:type content=article>"]
)  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=9), max_size=30).map("".join), st.booleans())
def test_no_page_raises_and_none_with_a_story_is_a_guards(html: str, is_large: bool) -> None:
    find_challenge(f"{html}{STYLE if is_large else ''}".encode("utf-8", "replace"), {}, 200)
    story = unknown(body=PARAGRAPHS * 5, below=html).encode("utf-8", "replace")
    assert find_challenge(story, {}, 200) is None


@pytest.mark.parametrize("encode", [gzip.compress, zlib.compress, lambda body: zlib.compress(body, wbits=-15)])
def test_a_packed_body_is_unpacked_no_further_than_it_is_looked_at(encode: object) -> None:
    assert callable(encode)
    named = "gzip" if encode is gzip.compress else "deflate"
    assert unpack(encode(b"<p>x</p>"), named) == b"<p>x</p>"
    assert len(unpack(encode(b"x" * 10**7), f" {named.upper()}")) == LARGEST + 1
    assert unpack(b"no such thing", named) == b""
    assert unpack(b"<p>x</p>", "") == b"<p>x</p>"
