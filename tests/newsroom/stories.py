"""Stories: what the newsroom publishes, and the truth about each: the record a correct reader makes of its page."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Literal

from tests.newsroom.people import Speaker
from tests.newsroom.sentences import Said

Kind = Literal["article", "video", "audio"]

SITE = "http://hanoitv.vn"
CONTACT = "Trực ban: 0241 5550 199 | Email: toasoan@newsroom.example"
LETTERS: dict[Kind, str] = {"article": "d", "video": "v", "audio": "a"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """An image in the text, printed after paragraph number `after` (from 0); a `bare` one shows no caption."""

    url: str
    caption: str | None = None
    form: Literal["table", "figure", "bare"] = "table"
    after: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Another story, as boxes and lists name it."""

    path: str
    title: str
    published: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What was written, clean; `oddities` says what a page does to it. Only number, title and published are needed."""

    number: int
    """The digits of its URL."""
    title: str
    published: datetime
    """In Hanoi's time."""
    modified: datetime | None = None
    """When it was last changed; None while it is as it came out. Headers and sitemaps tell it, its page does not."""
    slug_text: str | None = None
    """What its URL says before the id; None where that is made of the title."""
    kind: Kind = "article"
    dateline: str | None = "HanoiTV"
    lead: str | None = None
    paragraphs: tuple[str, ...] = ()
    subheads: tuple[str, ...] = ()
    """Those of the paragraphs that are headings in bold."""
    quotes: tuple[Said, ...] = ()
    """In reading order; offsets are into title, lead or `body`."""
    keywords: tuple[str, ...] = ()
    section: tuple[str, ...] = ("Xã hội",)
    """Names, the outer one first."""
    authors: tuple[str, ...] = ()
    source: str | None = None
    pictures: tuple[Picture, ...] = ()
    recording: str | None = None
    """Where the film or sound of a video or audio page lies."""
    related: tuple[Link, ...] = ()
    """The box within the text."""
    latest: tuple[Link, ...] = ()
    """The list beside the text."""
    oddities: frozenset[str] = frozenset()
    """Names from `markup.ODDITIES`."""

    @property
    def body(self) -> str:
        return "\n\n".join(self.paragraphs)

    @property
    def id(self) -> str:
        return f"{LETTERS[self.kind]}{self.number}"

    @property
    def slug(self) -> str:
        return self.slug_text or slug(self.title, collapse=self.number % 3 != 0)

    @property
    def path(self) -> str:
        return f"/{self.slug}-{self.id}.html"

    @property
    def url(self) -> str:
        return SITE + self.path

    @property
    def lastmod(self) -> datetime:
        return self.modified or self.published

    @property
    def timestamp_text(self) -> str:
        return f"{self.published:%d/%m/%Y %H:%M}"

    @property
    def link(self) -> Link:
        return Link(path=self.path, title=self.title, published=self.published)


@lru_cache(maxsize=100_000)
def slug(title: str, *, collapse: bool) -> str:
    """Return `title` as in a URL; without `collapse` a comma and its space become two hyphens, as on the real site."""
    plain = unicodedata.normalize("NFD", title.lower().replace("đ", "d")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+" if collapse else "[^a-z0-9]", "-", plain).strip("-")


def truth(story: Story) -> dict[str, Any]:
    """Return the record a correct reader makes of the story's page: those of its keys that the newsroom decides."""
    return {
        "id": f"hanoitv:{story.id}",
        "kind": story.kind,
        "site": "hanoitv",
        "url": story.url,
        "title": story.title,
        "timestamp": f"{story.published:%Y-%m-%dT%H:%M}:00+07:00",
        "timestamp_precision": "minute",
        "timestamp_text": story.timestamp_text,
        "updated_at": None,
        "dateline": story.dateline if story.lead else None,
        "lead": story.lead,
        "body": story.body or None,
        "quoted_officials": quoted(story, official=True),
        "quoted_others": quoted(story, official=False),
        "keywords": list(story.keywords),
        "section": list(story.section),
        "authors": list(story.authors),
        "source": story.source,
        "language": "vi",
        "images": [{"url": picture.url, "caption": picture.caption} for picture in story.pictures],
        "videos": [{"url": story.recording, "caption": None}] if story.kind == "video" and story.recording else [],
    }


def quoted(story: Story, *, official: bool) -> list[dict[str, Any]]:
    """Return the speakers who hold office, or those who do not, in the order of their first quotes."""
    by_speaker: dict[Speaker, list[Said]] = {}
    for said in story.quotes:
        if said.speaker.official == official:
            by_speaker.setdefault(said.speaker, []).append(said)
    return [quoted_speaker(story, speaker, quotes) for speaker, quotes in by_speaker.items()]


def quoted_speaker(story: Story, speaker: Speaker, quotes: list[Said]) -> dict[str, Any]:
    return {
        "name": speaker.name or None,
        "honorific": next((said.honorific for said in quotes if said.honorific), None),
        "rank": speaker.rank or None,
        "position": speaker.position or None,
        "organisation": speaker.organisation or None,
        "type": speaker.type,
        "former": speaker.former,
        "quotes": [statement(story, said) for said in quotes],
    }


def statement(story: Story, said: Said) -> dict[str, Any]:
    text = {"title": story.title, "lead": story.lead or "", "body": story.body}[said.field]
    return {
        "text": text[said.start : said.end],
        "form": said.form,
        "verb": said.verb or None,
        "field": said.field,
        "start": said.start,
        "end": said.end,
        "speaker_text": None if said.who_start is None else text[said.who_start : said.who_end],
        "speaker_start": said.who_start,
        "speaker_end": said.who_end,
    }


def text_dump(story: Story) -> str:
    """Return the page as someone saved it as text: the tags glue together, the boxes are gone."""
    lead = (f"({story.dateline}) - " if story.dateline else "") + (story.lead or "")
    head = "\n".join((story.title, story.timestamp_text, lead))
    tags = "Từ khóa: " + "".join(story.keywords)
    return "\n\n".join((CONTACT, head, *story.paragraphs, tags))
