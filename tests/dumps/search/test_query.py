"""Queries that cannot be understood are one line that says so; no other reaches the index but as words."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hanoitv_scraper.dumps.chosen import Choice
from hanoitv_scraper.dumps.search.find import find_articles
from hanoitv_scraper.dumps.search.index import Index
from hanoitv_scraper.dumps.search.keep import ask
from hanoitv_scraper.dumps.search.query import FIELDS, read_query
from hanoitv_scraper.dumps.search.words import find_words, to_words
from hanoitv_scraper.dumps.sound import stop_at
from hanoitv_scraper.errors import BadArgument

REFUSED = {
    "empty": ("", "no word"),
    "signs-alone": ("?! …", "no word"),
    "exclusions-alone": ("-tết", "only says what to leave out"),
    "a-quotation-mark-alone": ('hồ "gươm', "never closed"),
    "a-field-that-is-none": ("speeker:Lâm", "did you mean speaker:"),
    "a-field-of-another-country": ("organization:UBND", "did you mean organisation:"),
    "an-address": ("http://hanoitv.vn/tin-d20.html", "there are speaker, office"),
    "a-field-without-value": ("tết speaker:", 'as speaker:"'),
    "a-field-with-signs-alone": ("title:?!", "no word"),
    "a-day-that-is-none": ("before:31/02/2021", "expected a date like 2021-11-08"),
    "a-year-that-is-none": ("since:0000", "expected a date"),
    "or-at-the-end": ("tết OR", "OR stands between"),
    "or-at-the-beginning": ("OR tết", "OR stands between"),
    "or-twice": ("tết OR OR trung", "OR stands between"),
    "what-is-left-out-behind-or": ("tết OR -trung", "behind OR"),
    "more-words-than-a-headline": ("a " * 65, "at most 64"),
}


@pytest.mark.parametrize(("query", "told"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_understood_is_told(query: str, told: str) -> None:
    with pytest.raises(BadArgument, match=told):
        read_query(query)


PARTS = (*(f"{field}:" for field in FIELDS), '"', "-", " ", "OR", "AND", "NOT", "NEAR(", "*", "^", "'", "đống", "da",
         "08/11/2021", "{title} :", ")", "hồ gươm", "\0", "\udc80", "١")  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.text(max_size=40), st.lists(st.sampled_from(PARTS), max_size=12).map("".join)))
def test_any_text_is_answered_or_refused(root: Path, text: str) -> None:
    try:
        query = read_query(text)
    except BadArgument:
        return
    path = root / "search" / "index.sqlite"
    if not path.exists():
        ask(root, lambda _: 1, stop_at, lambda *_: None, print)
    index = Index(root, path, "ro")
    found = find_articles(index, query, Choice(), 5, lambda rank, article: article.id)
    index.close()
    assert len(found.shown) == min(5, found.number)


@given(st.text(alphabet=st.sampled_from("aAđỷ ỳu o\u0301\u200b.-_'\n\u00a0٣é")))
def test_what_is_indexed_word_by_word_is_what_is_marked_in_the_whole_text(text: str) -> None:
    chunks = [word for chunk in text.split() for word in to_words(chunk)]
    assert chunks == [word.folded for word in find_words(text)] == to_words(text)
