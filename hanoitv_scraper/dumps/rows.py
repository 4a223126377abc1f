"""The rows that articles and officials give to the tables beside their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from hanoitv_scraper.dumps.officials.organisations import fold_organisation
from hanoitv_scraper.dumps.tables import ImageRow, KeywordRow, OfficeRow, Official, QuoteRow
from hanoitv_scraper.items import Article, QuotedSpeaker, Statement

OfficialId = Callable[[Article, QuotedSpeaker], str | None]
"""Returns the id of the person who is quoted, None for one that is in no register."""
READING_ORDER = {"title": 0, "lead": 1, "body": 2}


def quote_rows(article: Article, official_id: OfficialId) -> Iterator[QuoteRow]:
    """Yield a row for each statement of each speaker, in reading order."""
    said = [
        (speaker, official, statement)
        for official, speakers in ((True, article.quoted_officials), (False, article.quoted_others))
        for speaker in speakers
        for statement in speaker.quotes
    ]
    said.sort(key=lambda one: (READING_ORDER[one[2].field], one[2].start, one[2].end))
    for number, (speaker, official, statement) in enumerate(said, 1):
        yield _quote_row(article, number, speaker, official, statement, official_id)


def _quote_row(
    article: Article,
    number: int,
    speaker: QuotedSpeaker,
    official: bool,
    statement: Statement,
    official_id: OfficialId,
) -> QuoteRow:
    return QuoteRow(
        article_id=article.id, revision=article.revision, reading=article.reading, number=number, site=article.site,
        timestamp=article.timestamp, speaker=speaker.name,
        official_id=official_id(article, speaker), official=official, type=speaker.type,
        former=speaker.former, honorific=speaker.honorific, rank=speaker.rank, office=speaker.position,
        organisation=speaker.organisation,
        organisation_folded=speaker.organisation and fold_organisation(speaker.organisation),
        form=statement.form, verb=statement.verb, text=statement.text, field=statement.field, start=statement.start,
        end=statement.end, speaker_text=statement.speaker_text, speaker_start=statement.speaker_start,
        speaker_end=statement.speaker_end, rule=statement.rule, confidence=statement.confidence,
    )  # fmt: skip


def keyword_rows(article: Article) -> Iterator[KeywordRow]:
    """Yield a row for each keyword."""
    for number, keyword in enumerate(article.keywords, 1):
        yield KeywordRow(
            article_id=article.id, revision=article.revision, reading=article.reading, number=number,
            site=article.site, timestamp=article.timestamp, keyword=keyword,
        )  # fmt: skip


def image_rows(article: Article) -> Iterator[ImageRow]:
    """Yield a row for each picture."""
    for number, image in enumerate(article.images, 1):
        yield ImageRow(
            article_id=article.id, revision=article.revision, reading=article.reading, number=number,
            site=article.site, timestamp=article.timestamp, url=image.url, caption=image.caption,
        )  # fmt: skip


def office_rows(official: Official) -> Iterator[OfficeRow]:
    """Yield a row for each office that a person was quoted in."""
    for number, office in enumerate(official.offices, 1):
        yield OfficeRow(
            official_id=official.id, number=number, name=official.name, office=office.office,
            organisation_folded=office.organisation_folded, former=office.former, first_seen=office.first_seen,
            last_seen=office.last_seen, articles=office.articles, quotes=office.quotes,
        )  # fmt: skip
