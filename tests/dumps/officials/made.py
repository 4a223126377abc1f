"""Articles with invented officials, as short as a test can say them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from hanoitv_scraper.dumps.officials.register import Register
from hanoitv_scraper.dumps.tables import Official
from hanoitv_scraper.items import VIETNAM, Article, QuotedSpeaker, SpeakerType, Statement

Version = tuple[str, int, int]


def statement(text: str = "a") -> Statement:
    return Statement(
        text=text, form="indirect", verb="nói", field="body", start=0, end=1, speaker_text=None, speaker_start=None,
        speaker_end=None, rule="cue-before", confidence=0.9,
    )  # fmt: skip


def quoted(
    name: str | None, position: str | None = None, organisation: str | None = None, *, former: bool = False,
    quotes: int = 1, type: SpeakerType = "person",
) -> QuotedSpeaker:  # fmt: skip
    return QuotedSpeaker(
        name=name, honorific=None, rank=None, position=position, organisation=organisation, type=type, former=former,
        quotes=(statement(),) * quotes,
    )  # fmt: skip


def article(
    number: int | str,
    day: str | None,
    *speakers: QuotedSpeaker,
    revision: int = 1,
    reading: int = 1,
    site: str = "hanoitv",
) -> Article:
    """Return an article in which they speak; who held office once stands among the others, as pages are read."""
    return Article(
        id=f"{site}:{number}", site=site, url=f"http://{site}.vn/{number}.html", title="Tin", body="a",
        revision=revision, reading=reading,
        timestamp=datetime.fromisoformat(day).replace(tzinfo=VIETNAM) if day else None,
        quoted_officials=tuple(speaker for speaker in speakers if not speaker.former),
        quoted_others=tuple(speaker for speaker in speakers if speaker.former),
    )  # fmt: skip


def all_count(id: str, revision: int, reading: int) -> bool:
    return True


def closed(articles: Iterable[Article], counts: Callable[[str, int, int], bool] = all_count) -> Register:
    """Return the register of articles, in this order."""
    register = Register()
    for one in articles:
        register.add(one)
    register.close(counts)
    return register


def alive(register: Register) -> list[Official]:
    """Return whom the register tells, by name and first date; those merged into them are left out."""
    officials = [official for official in register.officials() if official.merged_into is None]
    return sorted(officials, key=lambda one: (one.name, str(one.first_quoted)))
