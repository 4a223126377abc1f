"""Text without diacritics: what a person types who has no Vietnamese keyboard at hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanoitv_scraper.vietnamese.bare import to_bare
from hanoitv_scraper.vietnamese.text import VOWELS

BARE = {
    "marks-and-tones": ("Quận uỷ Nam Từ Liêm", "Quan uy Nam Tu Liem"),
    "stroke": ("Đống Đa, điều đó", "Dong Da, dieu do"),
    "eth-of-old-fonts": ("Ðà Nẵng", "Da Nang"),
    "other-languages-keep-their-letters": ("مرحبا 東京 Ωμέγα 🎉", "مرحبا 東京 Ωμέγα 🎉"),
    "french": ("façade Élysée", "facade Elysee"),
}


@pytest.mark.parametrize(("text", "bare"), BARE.values(), ids=BARE)
def test_diacritics_go_and_the_rest_stays(text: str, bare: str) -> None:
    assert to_bare(text) == bare


def test_every_vowel_of_the_language_loses_all_its_marks() -> None:
    assert {to_bare(vowel) for vowel in VOWELS} == set("aeiouyAEIOUY")


@given(st.text())
def test_a_letter_stands_for_a_letter_and_twice_is_once(text: str) -> None:
    bare = to_bare(text)
    assert len(bare) == len(text) and to_bare(bare) == bare
