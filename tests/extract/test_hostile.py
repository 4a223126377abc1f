"""Pages made to break a reader: each ends in an article or in a refusal, with a record that can be written down.

What fuzzing found is kept here: exceptions that were none of ours, records no file could hold, and pages that took
quadratic time. Nothing is timed; what is quadratic again would be seen by the minutes.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanoitv_scraper import NotAnArticle, find_quotes, read_article, read_text_dump
from hanoitv_scraper.items import Article
from tests.conftest import PROJECT
from tests.extract.pages import PARAGRAPHS, UNKNOWN, unknown

STORY = f"<div class=articlebody>{PARAGRAPHS}</div>"
CUE = "Ông Nguyễn Văn An cho biết "
CLASSES = (
    "detail-tab item author-info name fck left-side tool-bar date block-key breadcrumb publish-date fck_detail tags"
)


def ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


def strings(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for item in value.values() for text in strings(item)]
    if isinstance(value, list):
        return [text for item in value for text in strings(item)]
    return [value] if isinstance(value, str) else []


def check(article: Article) -> None:
    record = article.to_dict()
    json.dumps(record, ensure_ascii=False).encode("utf-8")
    assert all(unicodedata.is_normalized("NFC", text) for text in strings(record))
    assert not any(ord(letter) < 32 and letter != "\n" for text in strings(record) for letter in text)
    for moment in (article.timestamp, article.updated_at):
        assert moment is None or 1990 <= moment.year < 2100
    for speaker in (*article.quoted_officials, *article.quoted_others):
        for quote in speaker.quotes:
            assert getattr(article, quote.field)[quote.start : quote.end] == quote.text


def read(html: bytes | str, url: str | None = UNKNOWN) -> Article | None:
    try:
        article = read_article(html, url)
    except NotAnArticle as error:
        assert "\n" not in str(error)
        return None
    check(article)
    return article


@pytest.mark.parametrize(
    "parts",
    [
        {"under": "<p title='&#1;Chi&amp;#7871;n'>&#1;Chi&amp;#7871;n tranh</p>&#1;Chi&amp;#7871;n"},
        {"head": ld('"&#' + "1" * 5_000 + ';"')},
        {"head": ld(r'{"@type":"VideoObject","contentUrl":"http://a.vn/\ud800?utm_=x&b=\ud800"}')},
        {"head": ld(r'{"@type":"NewsArticle","author":{"name":"Nguy\u1ec5n A\u030a\u212b"},"headline":["\ud800"]}')},
        {"head": '<meta name=pubdate content="31/12/9999 23:59 GMT-12">'},
        {"head": '<meta name=pubdate content="99991231T2359-1200"><meta name=lastmod content="31/12/9999 23:59 GMT">'},
        {"under": "<p class=date>08/11/9999 21:21</p>"},
        {"body": f"{PARAGRAPHS}<img src='http://a\x15b.vn/x.jpg'><img src='http://a\u0f73b.vn/y.jpg'>{PARAGRAPHS}"},
        {"head": "<link rel=canonical href='http://a\x08b.vn/x'>"},
    ],
    ids=["control characters", "a reference of 5,000 digits", "surrogates in an address", "names not composed",
         "the end of time", "its end in ISO", "a year too far", "odd hosts", "an odd canonical link"],
)  # fmt: skip
def test_odd_characters_and_times_do_no_harm(parts: dict[str, str]) -> None:
    assert read(unknown(**parts)) is not None
    assert read(unknown(**parts).encode("utf-8", "replace"), None) is not None


def test_a_language_that_is_none_is_none() -> None:
    english = "<p>" + "This is a story in plain English words. " * 9 + "</p>"
    for told, language in (("\x12vi", None), ("en-GB", "en"), ("x" * 40, None)):
        article = read(
            unknown(title="<h1>A headline of words</h1>", body=english).replace("<html>", f"<html lang='{told}'>")
        )
        assert article is not None and article.language == language


PAGES = [path.read_bytes() for path in sorted((PROJECT / "tests" / "articles").rglob("*.html"))]
shares = st.floats(0, 1, exclude_max=True)
damages = st.tuples(
    st.sampled_from(["cut", "double", "flip", "graft", "rename", "end"]), shares, shares, st.integers(0, 255)
)


def damaged(page: bytes, damage: tuple[str, float, float, int]) -> bytes:
    """Return a page with a piece cut out, doubled or taken from another, a byte or a tag changed, or its end lost."""
    kind, place, length, number = damage
    start = int(place * len(page))
    end = start + int(length * 2_000)
    if kind == "cut":
        return page[:start] + page[end:]
    if kind == "double":
        return page[:end] + page[start:end] * (number % 8) + page[end:]
    if kind == "flip":
        return page[:start] + bytes([number]) + page[start + 1 :]
    if kind == "graft":
        other = PAGES[number % len(PAGES)]
        return page[:start] + other[int(length * len(other)) :][:2_000] + page[start:]
    if kind == "rename":
        return page.replace(
            (b"div", b"p", b"span", b"h1", b"a")[number % 5], (b"table", b"li", b"b", b"br")[number % 4]
        )
    return page[:start]


@given(st.sampled_from(PAGES), st.lists(damages, min_size=1, max_size=6), st.booleans())
def test_damaged_pages_are_read_or_refused(page: bytes, done: list[tuple[str, float, float, int]], ruled: bool) -> None:
    for damage in done:
        page = damaged(page, damage)
    read(page, "https://vnexpress.net/cau-moi-5047363.html" if ruled else UNKNOWN)


@pytest.mark.parametrize(
    "url",
    ["http://a\\[b", "http://a\\\u2100", "http://a\ud800/x", "http://a\0b/", "http://a b/", "http://[/", "http:///x",
     "x", "http://a.vn:99999999/", "http://" + "a" * 70_000, "http://xn--\ud800.vn/"],
)  # fmt: skip
@pytest.mark.parametrize("generic", [True, False])
def test_an_odd_address_is_refused_or_cleaned(url: str, generic: bool) -> None:
    try:
        check(read_article(unknown(), url, generic=generic))
    except NotAnArticle as error:
        assert "no http(s) URL" in error.reason


def test_a_host_in_letters_of_its_own_is_stored_as_servers_know_it() -> None:
    article = read(unknown(), "https://báomới.vn/cau-moi.htm")
    assert article is not None and article.url == "https://xn--bomi-5na0617b.vn/cau-moi.htm"


@pytest.mark.parametrize(
    "fetched_at",
    [datetime(2021, 11, 9), datetime.max.replace(tzinfo=UTC), datetime.min.replace(tzinfo=UTC)],
    ids=["naive", "the last", "the first"],
)
def test_a_time_of_fetching_that_is_none_is_the_callers_mistake(fetched_at: datetime) -> None:
    with pytest.raises(ValueError, match="fetched_at: expected an aware time"):
        read_article(unknown(under="<time>999 tuần trước</time>"), UNKNOWN, fetched_at)


N = 1_500
STRUCTURES: dict[str, Callable[[], str]] = {
    "white space in JSON-LD": lambda: unknown(head=ld("x" + " " * 100_000 + "x")),
    "an author of new lines": lambda: unknown(head=ld('{"@type":"NewsArticle","author":"a' + "\\n" * 90_000 + 'b"}')),
    "much JSON-LD": lambda: unknown(head=ld("[" + '{"a":{}},' * 40_000 + "{}]") * 9),
    "many titles": lambda: unknown(
        title="<h1>Cầu mới qua mương</h1>" * N,
        head="".join(f"<meta property=og:title content='Cầu mới qua mương số {n}'>" for n in range(N)),
    ),
    "many descriptions": lambda: unknown(
        under="<p>Đoạn văn ngắn gọn ở đây</p>" * 9_000,
        head="".join(f"<meta name=description content='Mô tả của bài số {n} - {n}'>" for n in range(900)),
    ),
    "many dates in metadata": lambda: unknown(
        head="".join(f"<meta name=pubdate content='{'31/02/2021 21:21 - ' * 300}'>" for _ in range(900))
    ),
    "many tags in metadata": lambda: unknown(
        head="".join(f"<meta property=article:tag content='{'a,' * 9_000}{n}'>" for n in range(300))
    ),
    "deep headings": lambda: unknown(above="<div>" * 180 + "<h1>Cầu mới ở đây</h1>" * 4_500),
    "deep paragraphs": lambda: unknown(body="<div>" * 900 + f"<p>{'Cầu mới đã thông xe sáng nay. ' * 2}</p>" * 4_500),
    "pictures in a paragraph": lambda: unknown(body=f"{STORY}<p>{'<img src=/a.jpg>' * 9_000}</p>"),
    "pictures and lines": lambda: unknown(
        body=STORY + "".join(f"<p><img src=/{n}.jpg></p><p>Chú thích ảnh số {n}</p>" for n in range(N)) + STORY
    ),
    "pictures in a table": lambda: unknown(body=f"{STORY}<table><tr>{'<td><img src=/a.jpg></td>' * 9_000}</table>"),
    "text and pictures": lambda: unknown(body="x<img>" * 20_000 + STORY),
    "text and scripts": lambda: unknown(body=f"<p>{'x<script></script>' * 9_000}</p>{STORY}"),
    "sources of a film": lambda: unknown(body=f"{STORY}<video>{'<source src=/a.mp4>x' * 9_000}</video>"),
    "authors": lambda: unknown(under="<p>Nguyễn Văn An</p>" * 9_000, body=STORY),
    "lines and links in a block": lambda: unknown(above=f"<div>{'ab<br><br>' * N}{'<a href=/x>y</a>' * 9_000}</div>"),
    "nested times": lambda: unknown(under="<time>" * 180 + "<time>xx yy</time>" * 4_500, body=STORY),
    "labels of tags": lambda: unknown(below="<p>Từ khóa: </p>" * 9_000 + f"<a href=x>{'tin ' * 5_000}</a>" * 20),
    "class names": lambda: unknown(below="".join(f"<i class='{n}{'_' * 295}'></i>" for n in range(9_000))),
    "dates that only dateparser knows": lambda: unknown(
        under="".join(f"<p>năm 2021 tháng 13 ngày {n}</p>" for n in range(N)), body=STORY
    ),
    "marks without a letter": lambda: unknown(under=f"<p>{chr(0xF73) * 90_000}</p>"),
    "nested class names": lambda: unknown(
        body=f"<div class='{CLASSES}'>" * 180 + f"<a class='{CLASSES}'>t</a>" * N + STORY
    ),
    "officials within officials": lambda: unknown(body=f"<p>{CUE * 4_500}</p>"),
}  # fmt: skip


@pytest.mark.parametrize("name", STRUCTURES)
def test_what_would_take_quadratic_time_ends(name: str) -> None:
    html = STRUCTURES[name]()
    for url in (UNKNOWN, "https://tuoitre.vn/cau-moi-20260307075519174.htm"):
        read(html, url)


@pytest.mark.parametrize(
    "html",
    [
        b"\xe9\xe8" * 10 + b"<meta " * 1_000_000,
        b"<p " + b" ".join(b"a%d" % n for n in range(3_000)) + b">x",
        (b"<p " + b" ".join(b"a%d" % n for n in range(1_900)) + b">x") * 150,
        b"<p class='" + b"x " * 90_000 + b"'>x",
        b"<div>" * 3_000,
        b"<p>x" * 50_000,
        "<p>á»‡n ".encode() * 90_000,
    ],
    ids=[
        "an open meta tag",
        "attributes",
        "attributes of many tags",
        "a long class",
        "depth",
        "tags",
        "damaged letters",
    ],
)
def test_what_is_too_much_is_refused(html: bytes) -> None:
    with pytest.raises(NotAnArticle):
        read_article(html, UNKNOWN)


@pytest.mark.parametrize(
    "text",
    [
        "Bộ trưởng Nguyễn Văn An cho biết " * 5_000,
        "a; theo Bộ trưởng Nguyễn Văn An, b " * 5_000,
        " “" * 20_000 + " ‘" * 20_000,
        f'{CUE}"b" ' * 5_000,
        f"{CUE}a " * 5_000 + '"',
        'a "b" ' * 9_000 + '"\n\n' + "Ông Nguyễn Văn An cho biết như trên. " * 900,
        "Đại biểu Nguyễn Văn An nói: “Xin chào mọi người.” Có. " * 3_000,
        "a" + "\u0301" * 30_000 + "\u0323" * 30_000,
        "".join(f"Ông Nguyễn Văn A{n:x}. " for n in range(4_000)) + "Giám đốc Zzz. " * 4_000,
    ],
    ids=[
        "nested",
        "nested by theo",
        "marks",
        "quotations",
        "a mark at the end",
        "as above",
        "deputies",
        "combining",
        "names",
    ],
)
def test_quotes_of_a_text_without_end_are_found_and_few(text: str) -> None:
    quotes = find_quotes(text)
    assert all(text[quote.start : quote.end] == quote.text for quote in quotes)
    assert sum(len(quote.text) for quote in quotes) <= 20 * len(text)


@pytest.mark.parametrize(
    "text",
    [
        "Tiêu đề\n31/12/9999 23:59 GMT-12\nĐoạn văn",
        "a\n" * 400_000,
        "".join(f"năm 2021 tháng 13 ngày {n}\n" for n in range(9_000)),
    ],
    ids=["the end of time", "lines", "dates that only dateparser knows"],
)
def test_a_text_dump_without_end_or_date_is_refused(text: str) -> None:
    with pytest.raises(NotAnArticle):
        read_text_dump(text)
