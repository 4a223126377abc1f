"""The folded shadow: spelling variants become one, and every span leads back to the text as printed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanoitv_scraper.vietnamese.fold import fold, shadow

SAME = {
    "tone-mark": ("Quận uỷ hoà thuận", "Quận ủy hòa thuận"),
    "tone-mark-in-capitals": ("UỶ BAN", "Ủy ban"),
    "eth": ("Ðà Nẵng", "Đà Nẵng"),
    "decomposed": (unicodedata.normalize("NFD", "Sở Y tế"), "sở y tế"),
    "dash": ("A – B", "a - b"),
    "no-break-space": ("Hà\u00a0Nội", "hà nội"),
}


@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=SAME)
def test_variants_of_spelling_are_one(one: str, other: str) -> None:
    assert fold(one) == fold(other) == shadow(one).folded


def test_after_q_the_tone_mark_stays_for_u_is_part_of_the_consonant() -> None:
    assert fold("quý") == "quý"
    assert fold("thuý") == "thúy"


def test_a_span_leads_back_to_the_text_as_printed() -> None:
    text = "“Hoà\u200b  thuận”\n\n\n''Tô\u0301t''"
    shade = shadow(text)
    assert shade.plain == '“Hòa thuận”\n\n"Tốt"'
    start = shade.plain.index("thuận")
    assert text[slice(*shade.span(start, start + 5))] == "thuận"
    start = shade.plain.index("Tốt")
    assert text[slice(*shade.span(start, start + 3))] == "Tô\u0301t"


@given(st.text())
def test_plain_and_folded_are_of_one_length_and_every_place_leads_back(text: str) -> None:
    shade = shadow(text)
    assert len(shade.plain) == len(shade.folded)
    places = [shade.span(place, place)[0] for place in range(len(shade.plain))]
    assert places == sorted(places)
    assert all(0 <= place <= len(text) for place in places)
