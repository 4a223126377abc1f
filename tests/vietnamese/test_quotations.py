"""Quotation marks of every kind, mixed, nested, or with one missing."""

from __future__ import annotations

import pytest

from hanoitv_scraper.vietnamese.quotations import find_quotations

CASES = {
    "curly": ("ông nói “xong rồi” nhé", ["xong rồi"]),
    "straight": ('ông nói "xong rồi" nhé', ["xong rồi"]),
    "single": ("Ông A: 'Xong rồi'", ["Xong rồi"]),
    "mixed": ('“xong rồi" và "xong thật”', ["xong rồi", "xong thật"]),
    "nested": ("“việc “xanh” này”", ["việc “xanh” này"]),
    "nested-straight": ('"việc "xanh" này"', ['việc "xanh" này']),
    "space-after-the-opening-mark": ("“ xong rồi”", [" xong rồi"]),
    "apostrophe": ("H'Hen nói và Y'Moan hát", []),
    "never-closed-after-a-colon": ("ông nói: “xong rồi.", ["xong rồi."]),
    "never-closed-elsewhere": ("ông nói “xong rồi.", []),
    "never-opened": ("Xong rồi”, ông nói", ["Xong rồi"]),
    "none": ("ông nói xong rồi", []),
}


@pytest.mark.parametrize(("text", "inner"), CASES.values(), ids=CASES)
def test_what_stands_between_the_outermost_marks(text: str, inner: list[str]) -> None:
    quotations = find_quotations(text, 0, len(text))
    assert [text[quotation.start : quotation.end] for quotation in quotations] == inner
