"""Text saved off a page: what is needed, and what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanoitv_scraper import NotAnArticle, read_text_dump

HEAD = "Trực ban: 0241\n\nTin thử\n08/11/2021 21:21\n(HanoiTV) - Tóm tắt."
DUMP = f"{HEAD}\n\nĐoạn một.\n\nĐoạn hai.\n\nTừ khóa: Đống ĐaChợ hoa"


def test_a_dump_is_read_part_by_part() -> None:
    article = read_text_dump(DUMP)
    assert (article.title, article.lead, article.body) == ("Tin thử", "Tóm tắt.", "Đoạn một.\n\nĐoạn hai.")
    assert (article.dateline, article.keywords, article.site) == ("HanoiTV", ("Đống Đa", "Chợ hoa"), "hanoitv")


def test_the_same_text_has_the_same_id_and_another_text_another() -> None:
    assert read_text_dump(DUMP).id == read_text_dump(DUMP).id != read_text_dump(DUMP.replace("hai", "ba")).id


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_dump_without_tags_site_and_blank_lines_is_read_too(line_end: str) -> None:
    article = read_text_dump(line_end.join(["Tin thử", "Thứ Hai, 08/11/2021 - 21:21 (GMT+7)", "Một.", "Hai."]))
    assert (article.title, article.lead, article.body, article.keywords) == ("Tin thử", "Một.", "Hai.", ())
    assert article.site == "text"


@pytest.mark.parametrize(
    "text",
    ["", "Tin thử", "08/11/2021 21:21\nTóm tắt", "Tin thử\n08/11/2021 21:21", "Tin\nNgày 08/11/2021 quận họp\nĐoạn",
     "Tin thử\n08/11/2021 21:21\nTừ khóa: Đống Đa"],
)  # fmt: skip
def test_a_text_that_is_no_dump_is_refused(text: str) -> None:
    with pytest.raises(NotAnArticle):
        read_text_dump(text)


@given(st.text() | st.text().map(lambda text: f"Tin\n08/11/2021 21:21\n{text}"))
def test_any_text_is_an_article_or_none(text: str) -> None:
    try:
        assert read_text_dump(text).title
    except NotAnArticle as refused:
        assert refused.reason
