"""Who speaks in most sentences of these tests, and what is found in them; every person here is invented."""

from __future__ import annotations

from hanoitv_scraper.extract.quoted_officials import find_quotes
from hanoitv_scraper.items import Quote

# Introduced in full, so that later sentences may call him "ông Kha" or by his office.
KHA = "Ông Đỗ Minh Kha, Giám đốc Sở Nội vụ tỉnh Bắc Sông, đến dự hội nghị.\n\n"
OFFICE = ("Đỗ Minh Kha", "Giám đốc", "Sở Nội vụ tỉnh Bắc Sông")


def found(text: str) -> list[tuple[str, str, str]]:
    """Return what was said, by whom (a name, else a body or an office), and by which cue."""
    return [(quote.text, _who(quote), quote.verb) for quote in find_quotes(text)]


def _who(quote: Quote) -> str:
    speaker = quote.speaker
    return speaker.name or f"{speaker.position} {speaker.organisation}".strip()


def only(text: str) -> Quote:
    """Return the one quote of a text."""
    (quote,) = find_quotes(text)
    return quote
