"""Text as it is stored: NFC, marks on their letters, nothing invisible; references read once more where needed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanoitv_scraper.vietnamese.text import INVISIBLE, clean, unescape_twice

TRICKY = (
    "aeêôơuưyÂĐ\u00d0\u0189\u0110nm1 .\n\xa0\u2003´`˜\u200b\xad\u200d\ufeff\x00\x85"
    "\u0300\u0301\u0302\u0303\u0306\u0308\u0309\u031b\u0323\u0340\u0341"
)


@pytest.mark.parametrize(
    ("printed", "stored"),
    [
        ("tie\u0302\u0301ng Vie\u0302\u0323t", "tiếng Việt"),
        ("tie\u0301\u0302ng Vie\u0323\u0302t", "tiếng Việt"),
        ("ngu\u0301\u031bơ\u0300i", "ngứời"),
        ("ti\u00ea\u0341ng, a\u0340", "tiếng, à"),
        ("tiê \u0301ng", "tiếng"),
        ("tiê\n\xa0\u0301ng", "tiếng"),
        ("tiê\u200b\u0301ng, tiê\xad\u0301ng, tiê\ufeff\u0301ng", "tiếng, tiếng, tiếng"),
        ("tiế\u0301ng, tiê\u0301\u0301ng", "tiếng, tiếng"),
        ("\u0301tiếng", "tiếng"),
        ("nhà \u0301 cửa", "nhà cửa"),
        ("sân \u0301 bay", "sân bay"),
        ("(\u0301) và . \u0300 hết", "() và . hết"),
        ("tiê´ng nươ`c, Â\u0302`m", "tiếng nườc, Ầm"),
        ("Ðống Ða, LÂM-ÐỒNG, Ɖà Lạt", "Đống Đa, LÂM-ĐỒNG, Đà Lạt"),
    ],
)
def test_marks_are_put_on_their_letters(printed: str, stored: str) -> None:
    assert clean(printed) == stored


@pytest.mark.parametrize(
    "text",
    [
        "L´Oréal, Qu´il, Hawai´i",
        "Guðmundsson, SIGURÐSSON",
        "ẹ\u0301kó",
        "за\u0301мок",
        "5´ và 3`",
        "thê´ ",
        "r\u0303",
        "Ð.",
    ],
)
def test_what_may_be_meant_stays(text: str) -> None:
    assert clean(text) == text.strip()


@pytest.mark.parametrize("mark", ["\u200b", "\u200d", "\xad", "\u2060", "\u2068", "\ufeff", "\x00", "\x9f", "\ud800"])
def test_the_invisible_goes(mark: str) -> None:
    assert clean(f"{mark}ng{mark}hiệm {mark} thu{mark}") == "nghiệm thu"
    assert clean(f"{mark}ng{mark}hi {mark} thu{mark}") == "nghi thu"


@pytest.mark.parametrize("space", ["\t", "\r\n", "\xa0", "\u2003", "\u3000", "\x85", "\x1f", "\u2028", " \u200b "])
def test_white_space_of_every_kind_is_one_space(space: str) -> None:
    assert clean(f"{space}một{space}{space}hai{space}") == "một hai"
    assert clean(f"{space}mot{space}{space}hai{space}") == "mot hai"


@given(st.text() | st.text(TRICKY, max_size=12))
def test_clean_text_is_clean(text: str) -> None:
    once = clean(text)
    assert clean(once) == once == once.strip()
    assert unicodedata.is_normalized("NFC", once) and not INVISIBLE.search(once)


def test_a_flood_of_marks_ends_soon() -> None:
    assert clean("a" + "\u0301\u0323" * 200_000 + "b") == "ab"
    assert clean("Mục lục " + "…" * 2_000) == "Mục lục " + "…" * 2_000


@pytest.mark.parametrize(
    ("left", "read"),
    [
        ("Chi&#7871;n dịch", "Chiến dịch"),
        ("&ocirc;ng B&#236;nh", "ông Bình"),
        ("Ch&#xED;nh ph&#x1EE7;", "Chính phủ"),
        ("Hà&nbsp;Nội", "Hà\xa0Nội"),
        ("&quot;Cầu mới&quot;, ông nói", '"Cầu mới", ông nói'),
        ("Chi&#7871;n &lt;b&gt; R&amp;D &quot;", 'Chiến <b> R&D "'),
        ("Chi&#7871;n &amp;lt;", "Chiến &lt;"),
        ("Chi&#7871;n &#x110000; &#0;", "Chiến \ufffd \ufffd"),
    ],
)
def test_text_escaped_twice_is_read_once_more(left: str, read: str) -> None:
    assert unescape_twice(left) == read


@pytest.mark.parametrize(
    "text",
    ["&lt;b&gt;", "R&amp;D", "AT&T; Q&A;", "viết &ocirc; để có chữ ô", "dấu &quot; và &quot; kia", "?a=1&copy=2",
     "&#39;", "a&#60;b", "nbsp;a", "&#7871", "&"],
)  # fmt: skip
def test_references_that_are_meant_stay(text: str) -> None:
    assert unescape_twice(text) == text
