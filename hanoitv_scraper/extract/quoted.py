"""From quotes in a text to the speakers of a record: each with their statements, placed in title, lead or body."""

from __future__ import annotations

from collections.abc import Sequence

from hanoitv_scraper.extract.quoted_officials import find_quotes
from hanoitv_scraper.items import Quote, QuotedSpeaker, Statement, TextField

Quoted = tuple[tuple[QuotedSpeaker, ...], tuple[QuotedSpeaker, ...]]


def read_quoted(title: str, lead: str | None, body: str | None, captions: Sequence[str] = ()) -> Quoted:
    """Return quoted officials and quoted others, each in the order of their first quote.

    Title, lead, body and captions are searched as one text, so that who is named in one is known in the others; what is
    said in a caption is left out, as a record has no place for it.
    """
    fields: tuple[tuple[TextField, str], ...] = (("title", title), ("lead", lead or ""), ("body", body or ""))
    filled = [(name, text) for name, text in fields if text]
    text = "\n\n".join(text for _, text in filled)
    found = find_quotes("\n\n".join([text, *captions]))
    quotes = [quote for quote in found if max(quote.start, quote.speaker_start or 0) < len(text)]
    officials = [quote for quote in quotes if quote.speaker.is_official]
    others = [quote for quote in quotes if not quote.speaker.is_official]
    return _by_speaker(officials, filled), _by_speaker(others, filled)


def _by_speaker(quotes: list[Quote], fields: list[tuple[TextField, str]]) -> tuple[QuotedSpeaker, ...]:
    grouped: dict[tuple[str, ...], list[Quote]] = {}
    for quote in quotes:
        speaker = quote.speaker
        key = (speaker.type, speaker.name or f"{speaker.position} {speaker.organisation}")
        grouped.setdefault(key, []).append(quote)
    return tuple(_to_record(group, fields) for group in grouped.values())


def _to_record(quotes: list[Quote], fields: list[tuple[TextField, str]]) -> QuotedSpeaker:
    speaker = quotes[0].speaker
    honorifics = (quote.speaker.honorific for quote in quotes)
    return QuotedSpeaker(
        name=speaker.name or None,
        honorific=next(filter(None, honorifics), None),
        rank=speaker.rank or None,
        position=speaker.position or None,
        organisation=speaker.organisation or None,
        type=speaker.type,
        former=speaker.former,
        quotes=tuple(_to_statement(quote, fields) for quote in quotes),
    )


def _to_statement(quote: Quote, fields: list[tuple[TextField, str]]) -> Statement:
    name, offset = _place(quote.start, fields)
    speaker_start, speaker_end = _speaker_span(quote, fields)
    return Statement(
        text=quote.text, form=quote.form, verb=quote.verb or None, field=name,
        start=quote.start - offset, end=quote.end - offset, speaker_text=quote.speaker_text or None,
        speaker_start=speaker_start, speaker_end=speaker_end, rule=quote.rule, confidence=quote.confidence,
    )  # fmt: skip


def _speaker_span(quote: Quote, fields: list[tuple[TextField, str]]) -> tuple[int | None, int | None]:
    """Return where the attributing phrase stands in the quote's field; "ông A nói như trên" may stand in the next."""
    if quote.speaker_start is None or quote.speaker_end is None:
        return None, None
    name, offset = _place(quote.speaker_start, fields)
    if name != _place(quote.start, fields)[0]:
        return None, None
    return quote.speaker_start - offset, quote.speaker_end - offset


def _place(start: int, fields: list[tuple[TextField, str]]) -> tuple[TextField, int]:
    """Return the field that holds a place of the joined text, and where that field begins in it."""
    offset = 0
    for name, text in fields:
        if start <= offset + len(text):
            return name, offset
        offset += len(text) + 2
    raise ValueError(f"offset {start} lies behind the text's end at {offset}")
