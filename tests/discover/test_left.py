"""What was left is counted by its reason, and the first of each is named."""

from __future__ import annotations

from hanoitv_scraper.discover.left import Left


def test_counts_add_up_over_pages_and_the_first_address_stays() -> None:
    left, other = Left(), Left()
    left.note("tag", "/tag/a")
    for path in ("/tag/b", "/tag/c"):
        other.note("tag", path)
    other.note("off site", "http://x.vn/", 5)
    left.add(other)
    assert list(left) == [("off site", 5, "http://x.vn/"), ("tag", 3, "/tag/a")]
