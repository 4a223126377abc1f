"""The tables of a dump: which there are, and what a row of each holds.

A row's fields are the table's columns, in their order; the string below each is its meaning in English, and
`meanings_vi.toml` has it in Vietnamese. Times are aware datetimes. The archive's record, `items.Article`, is a row of
`articles`; all other tables are made from records and sightings.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Literal

from hanoitv_scraper.items import Article, Form, Outcome, Record, SpeakerType, TextField

TableName = Literal["articles", "quotes", "officials", "offices", "keywords", "images", "sightings"]
Evidence = Literal["same organisation", "said in the text", "same article", "same place", "rose", "name alone"]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteRow(Record):
    """A statement of one speaker; two who speak jointly are two rows."""

    article_id: str
    """The article's `id`."""
    revision: int
    """The article's `revision`."""
    reading: int
    """The article's `reading`."""
    number: int
    """Counts the article's rows of this table from 1, in reading order: title, lead, body."""
    site: str
    """The article's `site`."""
    timestamp: datetime | None
    """When the article was published."""
    speaker: str | None
    """Full name, as stated most completely in the article; None for bodies and unnamed people."""
    official_id: str | None
    """The person's `id` in `officials`; None for bodies, unnamed people and who never held office."""
    official: bool
    """Holds office, or speaks for a body that does."""
    type: SpeakerType
    """What speaks: a named person, a body, someone unnamed, several at once, a document."""
    former: bool
    """Held the office once and no longer."""
    honorific: str | None
    """As it stands at the first of the speaker's quotes that has one: Ông, bà, đồng chí."""
    rank: str | None
    """Military or police rank or academic title."""
    office: str | None
    """The office without its body: the record's `position`."""
    organisation: str | None
    """The body, as printed."""
    organisation_folded: str | None
    """The body under one name for all its spellings, to group by: UBND TP Hà Nội is UBND thành phố Hà Nội."""
    form: Form
    """direct: in quotation marks or an answer; indirect: reported; mixed: reported, 5 syllables or more in marks."""
    verb: str | None
    """The cue as written, ":" for a colon alone."""
    text: str
    """The reported words, without quotation marks and closing punctuation."""
    field: TextField
    """Which field of the article it stands in."""
    start: int
    """Offset of its first character in that field, in Unicode code points."""
    end: int
    """Offset behind its last character."""
    speaker_text: str | None
    """The phrase that attributes; None if elided."""
    speaker_start: int | None
    """Offset of that phrase in the same field; None where it stands in another."""
    speaker_end: int | None
    """Offset behind that phrase."""
    rule: str
    """Name of the rule that found it."""
    confidence: float
    """0 to 1: the rule's share of right findings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Office(Record):
    """An office that a person was quoted in, and when."""

    office: str | None
    """The office without its body, as printed most often."""
    organisation_folded: str | None
    """The body under one name for all its spellings; None where no article told it."""
    former: bool
    """Told only as one held before."""
    first_seen: datetime | None
    """When the first article that quotes them so was published; None where none tells its time."""
    last_seen: datetime | None
    """When the last of these was published."""
    articles: int
    """How many articles quote them so."""
    quotes: int
    """How many statements these hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Record):
    """Why two offices are held to be one person's."""

    evidence: Evidence
    """What kind of evidence it is; the strongest that was found."""
    article_id: str
    """The article that gives it."""
    told: str
    """What it says, in short: the office that joined, and the one it was joined to."""
    confidence: float
    """0 to 1: how often such evidence is right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Official(Record):
    """A person who was quoted in an office, over all articles."""

    id: str
    """Of the first evidence for this person in the archive; it stays, and no one else ever gets it."""
    name: str
    """The full name as printed most often."""
    variants: tuple[str, ...]
    """Other spellings of the name that were met."""
    offices: tuple[Office, ...]
    """The offices they were quoted in, in the order of their first dates."""
    articles: int
    """How many articles quote them."""
    quotes: int
    """How many statements these hold."""
    first_quoted: datetime | None
    """When the first of the articles was published."""
    last_quoted: datetime | None
    """When the last of them was published."""
    confidence: float
    """0 to 1: how sure it is that all these offices are one person's: that of the weakest link."""
    links: tuple[Link, ...]
    """Why offices in several bodies are held to be one person's; none where there is but one."""
    merged_into: str | None
    """The `id` of the person whom later evidence showed this one to be; its quotes are told there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeRow(Record):
    """An office of an official: `officials.offices` as a table."""

    official_id: str
    """The person's `id` in `officials`."""
    number: int
    """Counts the person's offices from 1, in the order of their first dates."""
    name: str
    """The person's full name."""
    office: str | None
    """The office without its body, as printed most often."""
    organisation_folded: str | None
    """The body under one name for all its spellings; None where no article told it."""
    former: bool
    """Told only as one held before."""
    first_seen: datetime | None
    """When the first article that quotes them so was published."""
    last_seen: datetime | None
    """When the last of these was published."""
    articles: int
    """How many articles quote them so."""
    quotes: int
    """How many statements these hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeywordRow(Record):
    """A keyword of an article."""

    article_id: str
    """The article's `id`."""
    revision: int
    """The article's `revision`."""
    reading: int
    """The article's `reading`."""
    number: int
    """Its place among the page's keywords, from 1."""
    site: str
    """The article's `site`."""
    timestamp: datetime | None
    """When the article was published."""
    keyword: str
    """As the page has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageRow(Record):
    """A picture of an article."""

    article_id: str
    """The article's `id`."""
    revision: int
    """The article's `revision`."""
    reading: int
    """The article's `reading`."""
    number: int
    """Its place among the story's pictures, from 1."""
    site: str
    """The article's `site`."""
    timestamp: datetime | None
    """When the article was published."""
    url: str
    """Absolute; as printed where the page has no address."""
    caption: str | None
    """As shown, credit included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SightingRow(Record):
    """What all looks at an article's address came to."""

    article_id: str
    """The article's `id`; of a page that never gave a record, the one it would have."""
    site: str
    """Name of the site's file."""
    timestamp: datetime | None
    """When the article was published; None for a page that never gave a record."""
    url: str
    """The address that was looked at last."""
    first_seen: datetime | None
    """The first look that found a page there, in UTC; None where none did."""
    last_seen: datetime | None
    """The last look that found one."""
    gone_at: datetime | None
    """The first look after that which found it gone (404, 410); None while it is not."""
    last_look: datetime
    """The last look, whatever came of it."""
    last_outcome: Outcome
    """What came of the last look."""
    looks: int
    """How many there were."""


TABLES: Mapping[TableName, type[Record]] = MappingProxyType(
    {
        "articles": Article,
        "quotes": QuoteRow,
        "officials": Official,
        "offices": OfficeRow,
        "keywords": KeywordRow,
        "images": ImageRow,
        "sightings": SightingRow,
    }
)
BY_MONTH: tuple[TableName, ...] = ("articles", "quotes", "keywords", "images", "sightings")
"""Tables whose rows are parted by the month in which their article was published, in Vietnam; the others are whole."""
UNDATED = "undated"
"""The part of what tells no time."""
NOT_FLAT = frozenset({"quoted_officials", "quoted_others", "images"})
"""Columns of `articles` that formats without nested values leave out: each is a table of its own."""
