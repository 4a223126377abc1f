"""A page's text as lines: what parts them, what does not, and what of them is links."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanoitv_scraper.extract.dom import drop_silent, parse, text_of
from hanoitv_scraper.extract.lines import Layout, read_layout


def layout(html: str) -> Layout:
    tree = parse(f"<html><body>{html}</body></html>")
    drop_silent(tree)
    return read_layout(tree)


def test_lines_are_what_stands_between_edges_of_blocks() -> None:
    html = (
        "<div>đầu <b>m</b>ục<p>một<br>hai <a>b</a>a</p><p>&nbsp;</p><figure><figcaption>chú thích</figcaption>"
        "</figure>giữa<ul><li>a</li><li>b<p>c</p>d</li></ul><script>mã()</script>cuối</div>"
    )
    assert [(line.element.tag, line.text) for line in layout(html).lines] == [
        ("div", "đầu mục"), ("p", "một hai ba"), ("figcaption", "chú thích"), ("div", "giữa"), ("li", "a"), ("li", "b"),
        ("p", "c"), ("li", "d"), ("div", "cuối"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("một<br>hai", ["một hai"]),
        ("một<br><br>hai", ["một", "hai"]),
        ("một<br> \n <br/>hai<br>ba", ["một", "hai ba"]),
        ("một<br><br><b>hai</b>", ["một", "hai"]),
        ("<b>một</b><i> </i><u>hai</u>", ["một hai"]),
        ("n<b>hi</b>ều", ["nhiều"]),
        ("<span>tr</span><span>ước</span>", ["trước"]),
        ("một<hr>hai", ["một", "hai"]),
        ("một<hr><b>hai</b>", ["một", "hai"]),
        ("một<div></div><span><b>hai</b></span>", ["một", "hai"]),
        ("<a>một</a> <a>hai</a>", ["một hai"]),
        ("<table><tr><td>một</td><td>hai</td></tr></table>", ["một", "hai"]),
    ],
)
def test_inline_tags_part_nothing_and_two_breaks_part_lines(html: str, lines: list[str]) -> None:
    assert [line.text for line in layout(html).lines] == lines


def test_a_line_tells_how_much_of_it_stands_in_links() -> None:
    lines = layout("<p><a>tất cả</a></p><p>một <a>nửa</a></p><p>không</p><p>x<a></a></p>").lines
    assert [line.is_link for line in lines] == [True, False, False, False]
    assert [line.linked > 0 for line in lines] == [True, True, False, False]


def test_a_picture_knows_the_line_it_stands_in_or_before() -> None:
    html = "<p>một</p><p><img id=a></p><p>hai</p><p>ba <img id=b> bốn</p><img id=c>"
    assert [(image.get("id"), place) for image, place in layout(html).pictures] == [("a", 1), ("b", 2), ("c", 3)]


TAGS = st.sampled_from(
    ["<p>", "</p>", "<div>", "</div>", "<b>", "</b>", "<br>", "<li>", "<table>", "<td>", "<a href=x>"]
)


@given(st.lists(TAGS | st.sampled_from(["một", " hai", "ba ", " ", "\n"]), max_size=30).map("".join))
def test_lines_hold_all_of_the_text_in_its_order(html: str) -> None:
    tree = parse(f"<html><body>{html}</body></html>")
    assert " ".join(line.text for line in read_layout(tree).lines) == text_of(tree)
