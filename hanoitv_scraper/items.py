"""The records: what a fetched page, an article and a quotation hold. Frozen; a change is `dataclasses.replace`.

Field names are the JSON keys of an archive's lines, in their order; `docs/data-format.md` explains them to analysts.
Times are aware datetimes. Text is NFC, else as printed. Empty means None or an empty tuple, unless a field says so.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any, Literal

import msgspec

Kind = Literal["article", "video", "audio", "photo"]
Precision = Literal["second", "minute", "day"]
Form = Literal["direct", "indirect", "mixed"]
SpeakerType = Literal["person", "organisation", "anonymous", "collective", "document"]
TextField = Literal["title", "lead", "body"]
Via = Literal["live", "urls", "dir", "warc", "wayback", "commoncrawl"]
ReadFrom = Literal["site", "metadata", "generic"]
Outcome = Literal[
    "new", "edited", "reread", "same", "outside",
    "gone", "moved", "blocked", "unread", "javascript", "forbidden", "failed",
]  # fmt: skip
Door = Literal["list", "feed", "sitemap", "known"]

SCHEMA = 1
# Vietnam keeps UTC+7 without summer time since 1975, and no news page is older.
VIETNAM = timezone(timedelta(hours=7))


class Record:
    """Anything that can be written as JSON."""

    __slots__ = ()

    def to_dict(self) -> dict[str, Any]:
        """Return plain dicts, lists, strings and numbers, as they stand in JSON: times are ISO 8601 strings."""
        plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(self))
        return plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Record):
    """A page as it was fetched, unread."""

    url: str
    """Its address on the site itself, whichever mirror it was fetched from (see `root=`)."""
    body: bytes
    """The payload after content-decoding."""
    fetched_at: datetime | None = None
    """UTC; None when nobody knows, and then relative dates stay unread."""
    charset: str | None = None
    """As HTTP said it, if it did."""
    via: Via | None = None
    """None for a page that was handed over, not fetched."""
    sighting: Sighting | None = None
    """What the archive will say of this look at the page's address; its `raw` is where the page is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker(Record):
    """Who said it, as far as the whole text tells; an empty string where it does not."""

    name: str = ""
    """Full name; empty for organisations and unnamed people; two joint speakers are two quotes."""
    honorific: str = ""
    """As it stands at this quote: Ông, bà, đồng chí."""
    rank: str = ""
    """Military or police rank or academic title: Đại tá, PGS.TS."""
    position: str = ""
    organisation: str = ""
    type: SpeakerType = "person"
    is_official: bool = False
    """Holds office in, or speaks for, a body: state, party, army, school, hospital, company, association."""
    former: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote(Record):
    """One attributed statement in a plain text, with `text == whole[start:end]`."""

    text: str
    start: int
    """Offsets are Unicode code points into the text that was searched."""
    end: int
    form: Form
    verb: str
    """The cue as written, ":" for a colon alone, empty where there is none."""
    speaker_text: str
    """The phrase that attributes, empty if elided."""
    speaker_start: int | None
    speaker_end: int | None
    rule: str
    """Name of the rule that found it."""
    confidence: float
    """0 to 1: the rule's share of right findings."""
    speaker: Speaker


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Record):
    """A quote as an article's record keeps it, under its speaker; `article[field][start:end] == text`."""

    text: str
    """The reported words, as `article[field][start:end]` has them; without quotation marks and closing punctuation."""
    form: Form
    """direct: in quotation marks or an answer; indirect: reported; mixed: reported, 5 syllables or more in marks."""
    verb: str | None
    """The cue as written, ":" for a colon alone."""
    field: TextField
    """Which field of the article it stands in."""
    start: int
    """Offset of the first character, in Unicode code points."""
    end: int
    """Offset behind the last character."""
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
class QuotedSpeaker(Record):
    """A speaker of an article with all of their statements, in reading order."""

    name: str | None
    """Full name, as stated most completely in the article; None for bodies and unnamed people."""
    honorific: str | None
    """As it stands at the first of the quotes that has one: Ông, bà, đồng chí."""
    rank: str | None
    """Military or police rank or academic title: Đại tá, PGS.TS."""
    position: str | None
    """The office without its body: Phó Bí thư Thường trực."""
    organisation: str | None
    """The body: Quận uỷ Nam Từ Liêm."""
    type: SpeakerType
    """What speaks: a named person, a body, someone unnamed, several at once, a document."""
    former: bool
    """Held the office once and no longer."""
    quotes: tuple[Statement, ...]
    """What they said, in reading order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Image(Record):
    url: str
    """Absolute; as printed where the page has no address."""
    caption: str | None
    """As shown, credit included; alt texts are none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Video(Record):
    url: str
    """Absolute."""
    caption: str | None
    """As shown, credit included; alt texts are none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw(Record):
    """Where the bytes lie that a record was read from."""

    file: str | None
    """Relative to the archive's root; None in lines from before raw pages were kept."""
    offset: int | None
    """Where its WARC record begins in the file."""
    length: int | None
    """How many bytes of the file that record takes: one member of gzip."""
    digest: str
    """sha256 of the payload, as it was sent."""
    via: Via
    """Where it was fetched from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting(Record):
    """One look at an article's address: a line of the archive's sightings."""

    schema: int = SCHEMA
    """Version of this format."""
    id: str
    """The article's id, as its address tells it."""
    site: str
    """Name of the site's file."""
    url: str
    """The address that was looked at, on the site itself; where it redirects, the article's `url` is another."""
    at: datetime
    """When, in UTC."""
    outcome: Outcome
    """What came of it."""
    reason: str | None = None
    """Why there is no record of the page, in a person's words; None where there is one."""
    door: Door | None = None
    """What named the address first in this run; `known` where it was looked at again because it was due."""
    published: datetime | None = None
    """When the article was published, for a page outside what the run was asked for; its record would tell it."""
    etag: str | None = None
    """As the server sent it."""
    last_modified: str | None = None
    """As the server sent it."""
    digest: str | None = None
    """sha256 of the payload, as it was sent; None where nothing came."""
    fetched: str | None = None
    """The address that answered, as the raw page has it; None where nothing came."""
    raw: Raw | None = None
    """Where the raw page lies; of an unchanged payload the page that came first. None where nothing came."""
    run: str | None = None
    """The run that looked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadBy(Record):
    """What read the page, and for each field what it was read from; None where the field was not found."""

    version: str
    """Of this program."""
    rules: str
    """sha256 over everything that decides a reading: the site file, the word lists and the reading code."""
    title: ReadFrom | None = None
    """Where `title` was read: by the site's rules, from metadata, or generically."""
    timestamp: ReadFrom | None = None
    """Where `timestamp` was read: by the site's rules, from metadata, or generically."""
    updated_at: ReadFrom | None = None
    """Where `updated_at` was read: by the site's rules, from metadata, or generically."""
    lead: ReadFrom | None = None
    """Where `lead` was read: by the site's rules, from metadata, or generically."""
    body: ReadFrom | None = None
    """Where `body` was read: by the site's rules, from metadata, or generically."""
    keywords: ReadFrom | None = None
    """Where `keywords` was read: by the site's rules, from metadata, or generically."""
    section: ReadFrom | None = None
    """Where `section` was read: by the site's rules, from metadata, or generically."""
    authors: ReadFrom | None = None
    """Where `authors` was read: by the site's rules, from metadata, or generically."""
    source: ReadFrom | None = None
    """Where `source` was read: by the site's rules, from metadata, or generically."""
    images: ReadFrom | None = None
    """Where `images` was read: by the site's rules, from metadata, or generically."""
    videos: ReadFrom | None = None
    """Where `videos` was read: by the site's rules, from metadata, or generically."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(Record):
    """One version of one article: a line of the archive."""

    schema: int = SCHEMA
    """Version of this format."""
    id: str
    """Site and the id in the URL; without one, 16 hex digits of the sha256 of the canonical URL."""
    revision: int = 1
    """Counts what the newsroom changed."""
    reading: int = 1
    """Counts what our rules changed."""
    changed: tuple[str, ...] = ()
    """Fields that differ from the line before of this id."""
    kind: Kind = "article"
    """What the page is."""
    site: str
    """Name of the site's file; the host where there is none."""
    url: str
    """Canonical."""
    title: str
    """The headline as shown."""
    timestamp: datetime | None = None
    """First published, with offset."""
    timestamp_precision: Precision | None = None
    """How exactly the page says it."""
    timestamp_text: str | None = None
    """The visible date as printed."""
    updated_at: datetime | None = None
    """Only if later than `timestamp`."""
    dateline: str | None = None
    """The agency prefix of the lead, bare."""
    lead: str | None = None
    """The sapo under the headline, without `dateline`."""
    body: str | None = None
    """Paragraphs parted by a blank line."""
    quoted_officials: tuple[QuotedSpeaker, ...] = ()
    """Who holds office, or speaks for a body that does, and is quoted."""
    quoted_others: tuple[QuotedSpeaker, ...] = ()
    """Everyone else who is quoted."""
    keywords: tuple[str, ...] = ()
    """The page's own tags in their order."""
    section: tuple[str, ...] = ()
    """Outer section first."""
    authors: tuple[str, ...] = ()
    """Who signed it, as printed."""
    source: str | None = None
    """The agency or outlet it was taken from."""
    language: str | None = None
    """ISO 639-1."""
    images: tuple[Image, ...] = ()
    """Pictures of the story in reading order."""
    videos: tuple[Video, ...] = ()
    """Films that the page holds."""
    digest: str = ""
    """sha256 over what the newsroom wrote; never empty in an archive."""
    previous: str | None = None
    """`digest` of the line before of this id."""
    fetched_at: datetime | None = None
    """UTC."""
    run: str | None = None
    """The run that wrote this line."""
    raw: Raw | None = None
    """The bytes it was read from."""
    read_by: ReadBy = field(default_factory=lambda: ReadBy(version="", rules=""))
    """What read it, and from where."""
