"""Cells of CSV: harmless in spreadsheets, and found again."""

from __future__ import annotations

import csv
import io
import unicodedata

import pytest
from hypothesis import given

from hanoitv_scraper.dumps.formats.csv import from_cell, line_writer, to_cell
from hanoitv_scraper.items import Article
from tests.samples import articles, texts

FORMULAS = {
    "a formula": '=HYPERLINK("http://x.example";"bấm")',
    "a sum": "+1+cmd|'/C calc'!A0",
    "a difference": "-2+3",
    "an old function": "@SUM(1;1)",
    "behind spaces": "   =1+1",
    "behind a no-break space": "\u00a0=1+1",
    "behind signs that nobody sees": "\u200b\ufeff\u202e=1+1",
    "behind a tab": "\t=1+1",
    "behind a line break": "\n=1+1",
    "behind a carriage return": "\r=1+1",
    "a tab alone": "\tchữ",
    "in full width": "＝1+1",
    "plus in full width": "＋1",
    "minus in full width": "－1",
    "at in full width": "＠SUM(1)",
    "a small equals sign": "﹦1",
    "a minus that is no hyphen": "−1",
}


@pytest.mark.parametrize("text", FORMULAS.values(), ids=FORMULAS)
def test_a_cell_that_a_spreadsheet_would_compute_is_text(text: str) -> None:
    assert to_cell(text) == f"'{text}"
    assert from_cell(to_cell(text)) == text


@pytest.mark.parametrize("text", ["Tết", "1-2", "a=b", "“=1”", "", "…", "🎉 =1", "<script>", "–1"])
def test_other_text_stands_as_it_is(text: str) -> None:
    assert to_cell(text) == text


@given(texts)
def test_every_text_is_found_again(text: str) -> None:
    cell = to_cell(text)
    assert from_cell(cell) == text.replace("\0", "␀")
    shown = "".join(sign for sign in cell if sign.isprintable() and not sign.isspace())
    assert unicodedata.normalize("NFKC", shown[:1])[:1] not in ("=", "+", "-", "@")
    assert "\0" not in cell


@given(articles)
def test_a_line_reads_back_by_rfc_4180(article: Article) -> None:
    line = line_writer("articles")(article).decode()
    (cells,) = csv.reader(io.StringIO(line, newline=""), strict=True)
    plain = article.to_dict()
    assert line.endswith("\r\n")
    assert from_cell(cells[8]) == plain["title"].replace("\0", "␀")
    assert (cells[0], cells[9]) == ("1", plain["timestamp"] or "")


def test_what_is_missing_is_nothing_and_empty_text_is_quotation_marks() -> None:
    row = Article(id="a:1", site="a", url="", title='Một, "hai"')
    assert line_writer("articles")(row).startswith(b'1,"a:1",1,1,"[]","article","a","","M\xe1\xbb\x99t, ""hai""",,,,')
