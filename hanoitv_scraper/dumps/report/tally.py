"""What is counted of articles, one after the other."""

from __future__ import annotations

from array import array
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from hanoitv_scraper.dumps.officials.organisations import fold_organisation
from hanoitv_scraper.dumps.report.sources import Source, to_short, to_source
from hanoitv_scraper.dumps.rows import OfficialId
from hanoitv_scraper.items import VIETNAM, Article, Form, QuotedSpeaker, SpeakerType, Statement
from hanoitv_scraper.vietnamese.fold import fold

LONGEST_NAME = 90
LONGEST_QUOTE = 300
LATEST = 12
FIELDS = ("lead", "body", "keywords", "section", "authors", "images", "quoted_officials")
"""Fields of which the report tells how many articles have them."""


@dataclass(slots=True)
class Said:
    """How much of one kind was said."""

    articles: int = 0
    forms: Counter[Form] = field(default_factory=Counter)
    newest: Source | None = None
    """The newest article; one that tells no time only where none does."""

    @property
    def quotes(self) -> int:
        return self.forms.total()

    def add(self, forms: Iterable[Form], source: Source) -> None:
        self.articles += 1
        self.forms.update(forms)
        self.newest = _newer(self.newest, source)


@dataclass(slots=True)
class Keyword:
    spellings: Counter[str] = field(default_factory=Counter)
    articles: int = 0
    days: array[int] = field(default_factory=lambda: array("i"))
    """The day of each article that has it and tells one, as `date.toordinal` counts."""
    newest: Source | None = None

    @property
    def name(self) -> str:
        """How it is spelt most often."""
        return min(self.spellings, key=lambda spelling: (-self.spellings[spelling], spelling))


@dataclass(slots=True)
class Day:
    """What was published on a day."""

    articles: int = 0
    sections: Counter[str | None] = field(default_factory=Counter)
    having: Counter[str] = field(default_factory=Counter)
    """How many of the articles have each of FIELDS."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A statement, to be read."""

    text: str
    form: Form
    confidence: float
    name: str | None
    office: str | None
    organisation: str | None
    source: Source


class Tally:
    """Counts articles, the dated ones in the order of their times; what is kept grows with names, not with text."""

    def __init__(self, official_id: OfficialId) -> None:
        self._official_id = official_id
        self.articles = 0
        self.first: datetime | None = None
        self.last: datetime | None = None
        self.sites: Counter[str] = Counter()
        self.days: dict[date, Day] = {}
        self.sections: dict[str | None, Said] = {}
        self.people: dict[str, Said] = {}
        self.organisations: dict[str, Said] = {}
        self.keywords: dict[str, Keyword] = {}
        self.forms: Counter[tuple[SpeakerType, Form]] = Counter()
        self.rules: Counter[tuple[str, float]] = Counter()
        self.latest: deque[Quoted] = deque(maxlen=LATEST)

    def add(self, article: Article) -> None:
        source = to_source(article)
        self.articles += 1
        self.sites[article.site] += 1
        speakers = (*article.quoted_officials, *article.quoted_others)
        self._add_day(article, source)
        section = to_short(article.section[0], LONGEST_NAME) if article.section else None
        self.sections.setdefault(section, Said()).add(_forms(speakers), source)
        self._add_quotes(speakers)
        self._add_speakers(article, speakers, source)
        self._add_keywords(article, source)

    def _add_day(self, article: Article, source: Source) -> None:
        if source.at is None:
            return
        self.first = min(self.first or source.at, source.at)
        self.last = max(self.last or source.at, source.at)
        day = self.days.setdefault(source.at.date(), Day())
        day.articles += 1
        day.sections[to_short(article.section[0], LONGEST_NAME) if article.section else None] += 1
        day.having.update(name for name in FIELDS if getattr(article, name))

    def _add_quotes(self, speakers: Iterable[QuotedSpeaker]) -> None:
        for speaker in speakers:
            for quote in speaker.quotes:
                self.forms[speaker.type, quote.form] += 1
                self.rules[quote.rule, quote.confidence] += 1

    def _add_speakers(self, article: Article, speakers: Iterable[QuotedSpeaker], source: Source) -> None:
        people: dict[str, list[QuotedSpeaker]] = {}
        bodies: dict[str, list[QuotedSpeaker]] = {}
        for speaker in article.quoted_officials:
            if id := self._official_id(article, speaker):
                people.setdefault(id, []).append(speaker)
        for speaker in speakers:
            if speaker.organisation and (body := to_short(fold_organisation(speaker.organisation), LONGEST_NAME)):
                bodies.setdefault(body, []).append(speaker)
        for all_said, of_article in ((self.people, people), (self.organisations, bodies)):
            for key, speakers in of_article.items():
                all_said.setdefault(key, Said()).add(_forms(speakers), source)
        if source.at and (said := _surest(article)):
            self.latest.append(_to_quoted(*said, source))

    def _add_keywords(self, article: Article, source: Source) -> None:
        spellings = {fold(short): short for word in article.keywords if (short := to_short(word, LONGEST_NAME))}
        for key, spelling in spellings.items():
            keyword = self.keywords.setdefault(key, Keyword())
            keyword.spellings[spelling] += 1
            keyword.articles += 1
            keyword.newest = _newer(keyword.newest, source)
            if source.at:
                keyword.days.append(source.at.date().toordinal())


def day_of(moment: datetime) -> date:
    """Return the day of a time in Vietnam."""
    return moment.astimezone(VIETNAM).date()


def _newer(before: Source | None, source: Source) -> Source:
    """Return the newer of two articles that come in the order of their times, those without one last."""
    return source if before is None or source.at else before


def _forms(speakers: Iterable[QuotedSpeaker]) -> Iterator[Form]:
    return (quote.form for speaker in speakers for quote in speaker.quotes)


def _surest(article: Article) -> tuple[QuotedSpeaker, Statement] | None:
    """Return the statement of an official that is found most surely, the first of several; None where there is none."""
    said = [(speaker, quote) for speaker in article.quoted_officials for quote in speaker.quotes]
    return max(said, key=lambda one: one[1].confidence, default=None)


def _to_quoted(speaker: QuotedSpeaker, quote: Statement, source: Source) -> Quoted:
    names = (speaker.name, speaker.position, speaker.organisation)
    name, office, organisation = (part and to_short(part, LONGEST_NAME) for part in names)
    return Quoted(
        text=to_short(quote.text, LONGEST_QUOTE), form=quote.form, confidence=quote.confidence, name=name,
        office=office, organisation=organisation, source=source,
    )  # fmt: skip
