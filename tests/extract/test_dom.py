"""From bytes to text and paragraphs."""

from __future__ import annotations

import pytest

from hanoitv_scraper.extract.dom import blocks, decode, drop_silent, parse, text_of

TEXT = "Cầu mới qua mương, phường Thử"


@pytest.mark.parametrize(
    ("content", "charset"),
    [
        (TEXT.encode(), None),
        (TEXT.encode(), "windows-1252"),
        (b"<meta charset=iso-8859-1>" + TEXT.encode(), "windows-1252"),
        (b"\xef\xbb\xbf" + TEXT.encode(), None),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-8") + "ử".encode()[:2], "iso-8859-1"),
    ],
    ids=["utf-8", "declared wrong by http", "declared wrong twice", "bom", "declared right", "cut short"],
)
def test_text_is_decoded_by_what_it_is_before_what_is_declared(content: bytes, charset: str | None) -> None:
    assert TEXT in decode(content, charset)


def test_text_in_another_charset_is_decoded_as_declared() -> None:
    french = "Les élèves de l'école d'Hà Đông".replace("Đ", "D")
    assert decode(french.encode("windows-1252"), "windows-1252") == french
    assert french in decode(b"<meta charset='windows-1252'>" + french.encode("windows-1252"))
    assert "\ufffd" in decode(french.encode("windows-1252"), "no-such-charset")


def test_paragraphs_are_what_stands_between_edges_of_blocks() -> None:
    html = (
        "<div id=story>đầu <b>m</b>ục<p>một<br>hai <a>b</a>a</p><p>&nbsp;</p><figure><figcaption>chú thích</figcaption>"
        "</figure>giữa<ul><li>a</li><li>b<p>c</p>d</li></ul><script>mã()</script>cuối</div>sau"
    )
    tree = parse(html)
    drop_silent(tree)
    story = tree.get_element_by_id("story")
    found = [(element.tag, text) for element, text in blocks(story, story.xpath("//figure"))]
    assert found == [
        ("div", "đầu mục"), ("p", "một hai ba"), ("div", "giữa"), ("li", "a"), ("li", "b"), ("p", "c"), ("li", "d"),
        ("div", "cuối"),
    ]  # fmt: skip
    assert text_of(story) == "đầu mục một hai ba chú thích giữa a b c d cuối"
