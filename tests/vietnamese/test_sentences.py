"""Sentences end at full stops, but not at those within a quotation or after a shortened word."""

from __future__ import annotations

import pytest

from hanoitv_scraper.vietnamese.quotations import find_quotations
from hanoitv_scraper.vietnamese.sentences import find_paragraphs, find_sentences

CASES = {
    "full-stop": ["Đường đã thông.", "Cầu đã xong."],
    "question": ["Đường thông chưa?", "Cầu đã xong."],
    "ellipsis": ["Đường, cầu, cống...", "Tất cả đã xong."],
    "after-a-quotation": ["Ông nói: “Xong rồi. Đi thôi”.", "Trời mưa."],
    "full-stop-within-the-marks": ["“Xong rồi. Đi thôi.”", "Ông A nói."],
    "shortened-words": ["PGS. TS. Lê Kha ở TP. Bờ Sông."],
    "initials": ["Bà N.T. Mận đã về."],
    "number": ["Có 1.500 hộ dân."],
}


@pytest.mark.parametrize("sentences", CASES.values(), ids=CASES)
def test_sentences_are_cut_where_they_end(sentences: list[str]) -> None:
    text = " ".join(sentences)
    spans = find_sentences(text, 0, len(text), find_quotations(text, 0, len(text)))
    assert [text[slice(*span)] for span in spans] == sentences


def test_paragraphs_are_parted_by_line_ends() -> None:
    text = "Một.\n\nHai.\n\n"
    assert [text[slice(*span)] for span in find_paragraphs(text)] == ["Một.", "Hai."]
