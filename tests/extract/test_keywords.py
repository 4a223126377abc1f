"""Tags: shown ones first, split and tidied."""

from __future__ import annotations

import pytest

from hanoitv_scraper import read_article
from hanoitv_scraper.extract.keywords import split_glued

URL = "http://hanoitv.vn/thu-d1.html"
PAGE = """<html><head>{head}</head><body><div class="title_detail_news">Tin thử</div>
<div class="story-body article"><p>Một đoạn văn đủ dài để là một bài viết.</p></div>{tags}</body></html>"""


@pytest.mark.parametrize(
    ("line", "tags"),
    [
        ("Đống ĐaVượt thu 2021Chợ hoa Hàng Lược", ("Đống Đa", "Vượt thu 2021", "Chợ hoa Hàng Lược")),
        ("Đống Đa, chợ hoa; lễ hội", ("Đống Đa", "chợ hoa", "lễ hội")),
        ("", ()),
    ],
)
def test_a_line_of_glued_tags_is_split_at_capitals_and_commas(line: str, tags: tuple[str, ...]) -> None:
    assert split_glued(line) == tags


def test_shown_tags_win_over_metadata_and_lose_label_hash_and_comma() -> None:
    tags = '<div class="word"><a>Từ khóa:</a><a>#Đống Đa</a><a> chợ hoa,</a><a>Đống Đa</a></div>'
    article = read_article(PAGE.format(head='<meta name="keywords" content="khác">', tags=tags), URL)
    assert (article.keywords, article.read_by.keywords) == (("Đống Đa", "chợ hoa"), "site")


def test_metadata_fill_in_where_no_tag_is_shown() -> None:
    article = read_article(PAGE.format(head='<meta name="keywords" content="Đống Đa, chợ hoa,">', tags=""), URL)
    assert (article.keywords, article.read_by.keywords) == (("Đống Đa", "chợ hoa"), "metadata")
