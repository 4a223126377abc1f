"""Texts made to be slow to read: quotes are found in a time that grows with the length, whatever is repeated."""

from __future__ import annotations

import pytest

from benchmarks.quote_speed import ARTICLES, HOSTILE, endure, open_texts


@pytest.mark.soak
@pytest.mark.parametrize("size", [100_000, 1_000_000], ids=["a short text first", "a long text"])
def test_no_hostile_text_takes_much_longer_than_newspaper_text_of_its_length(size: int) -> None:
    """A ratio within one run, so that a slow machine passes; the slowest linear ones take about 4 times as long."""
    slow = {one.piece: round(one.times, 1) for one in endure(HOSTILE, open_texts(ARTICLES), size) if one.times > 20}
    assert slow == {}
