"""Invented news stories: an article as it would be read off its page, and how its newsroom edits it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from unicodedata import normalize

from benchmarks import news_words as words
from benchmarks.news_keywords import PLACES, Drawer, Keyword
from benchmarks.news_people import FOREVER, People, Term, invent_person
from benchmarks.news_quotes import Voice, capitalise, say
from hanoitv_scraper.digests import article_digest
from hanoitv_scraper.items import VIETNAM, Article, Image, ReadBy, TextField

FIRST_DAY = datetime(2020, 6, 15, tzinfo=VIETNAM)
DAYS = 1461
MOVED = 746
"""The day from which the station publishes on its second site."""


READ_BY = ReadBy(
    version="0.1.0", rules="", title="site", timestamp="site", lead="site", body="site", keywords="site",
    section="generic", authors="generic", images="generic",
)  # fmt: skip
NO_LETTERS = re.compile("[^a-z0-9]+")


class Slots(dict[str, str]):
    """What a story's sentences are filled with: its own place and topic, and numbers and dates drawn each time."""

    def __init__(self, rng: Random, day: datetime, topic: str, place: str) -> None:
        kind = "quận" if place in words.DISTRICTS else "huyện"
        lower = topic if topic[1:2].isupper() else topic[:1].lower() + topic[1:]
        super().__init__(
            place=place, topic=lower, Topic=topic, seat=kind, Seat=capitalise(kind), year=str(day.year),
            ward=rng.choice(words.WARDS), author=rng.choice(words.SURNAMES),
        )  # fmt: skip
        self._rng, self._day = rng, day

    def __missing__(self, name: str) -> str:
        draw = self._rng.random()
        match name:
            case "n":
                return str(2 + int(draw * 40))
            case "k":
                return f"{1 + int(draw * 48)}.{int(draw * 1000) % 100:02d}0"
            case "percent":
                return f"{11 + int(draw * 86)},{int(draw * 1000) % 10}%"
            case "money":
                return f"{2 + int(draw * 950)} tỷ đồng"
        day = self._day + timedelta(days=int(draw * 60) - 20)
        return f"{day.day}/{day.month}"


class Newsroom:
    """Writes stories, with the same officials and keywords through the years."""

    def __init__(self, seed: int) -> None:
        rng = Random(seed)  # noqa: S311 - no secret
        self.people = People(rng, DAYS)
        self._drawer = Drawer(rng)
        self._authors = [invent_person(rng).name for _ in range(40)]
        self._by_place: dict[str, list[Term]] = {}
        for term in self.people.terms:
            self._by_place.setdefault(term.body.place, []).append(term)

    def write(self, rng: Random, number: int, day: int, at: datetime) -> Article:
        """Return a new story of a day, numbered on its site, published at this time."""
        keywords = self._drawer.draw(rng, day // 30, 1 + int(rng.random() * 5))
        topic, section = _topic_of(keywords, rng)
        place = next((keyword.place for keyword in keywords if keyword.place), "") or rng.choice(PLACES)
        slots = Slots(rng, at, topic, place)
        voices = self._voices(rng, day, slots)
        title = rng.choice(words.TITLES).format_map(slots)
        if rng.random() < 0.008:
            title = rng.choice(words.ODD_TITLES).format(title=title)
        lead = None if rng.random() < 0.05 else _lead(rng, slots, voices)
        body = _body(rng, slots, voices)
        site, url, id = _address(title, number, day)
        article = Article(
            id=id, site=site, url=url, title=title, timestamp=at, timestamp_precision="minute",
            timestamp_text=f"{at:%d/%m/%Y %H:%M}", lead=lead, body=body,
            quoted_officials=tuple(voice.to_record() for voice in voices if voice.official and voice.said),
            quoted_others=tuple(voice.to_record() for voice in voices if not voice.official and voice.said),
            keywords=tuple(keyword.text for keyword in keywords) if rng.random() < 0.95 else (), section=section,
            authors=tuple(rng.sample(self._authors, int(rng.random() * 2.6))),
            source="TTXVN" if rng.random() < 0.05 else None, language="vi", images=_images(rng, slots, url),
        )  # fmt: skip
        if rng.random() < 0.002:
            article = replace(article, timestamp=None, timestamp_precision=None, timestamp_text=None)
        return article

    def _voices(self, rng: Random, day: int, slots: Slots) -> list[Voice]:
        """Return one to four who speak: officials in office that day, bodies, those who know, residents."""
        if rng.random() < 0.04:
            return []
        voices = []
        for _ in range(1 + int(rng.random() ** 1.6 * 4)):
            draw = rng.random()
            if draw < 0.68:
                voices.append(self._official(rng, day, slots["place"]))
            elif draw < 0.78:
                body = rng.choice(self.people.bodies)
                voices.append(Voice(None, None, rng.choice(body.spellings), official=True, type="organisation"))
            elif draw < 0.88:
                person, office, organisation = rng.choice(self.people.experts)
                voices.append(Voice(person, office, organisation, official=False))
            elif draw < 0.97:
                voices.append(Voice(invent_person(rng), rng.choice(words.RESIDENTS_AS).format_map(slots), None, False))
            else:
                voices.append(Voice(None, "một người dân", None, official=False, type="anonymous"))
        return list({_who(voice): voice for voice in voices}.values())

    def _official(self, rng: Random, day: int, place: str) -> Voice:
        terms = self._by_place[place if rng.random() < 0.6 else ""] if rng.random() < 0.85 else self.people.terms
        term = _drawn(rng, terms, day)
        former = rng.random() < 0.01 and term.until != FOREVER
        return Voice(term.person, term.office, rng.choice(term.body.spellings), official=not former, former=former)


def _who(voice: Voice) -> str:
    return voice.person.name if voice.person else voice.organisation or ""


def _drawn(rng: Random, terms: Sequence[Term], day: int) -> Term:
    """Return one of those in office on a day."""
    while True:
        term = terms[int(rng.random() * len(terms))]
        if term.since <= day < term.until:
            return term


def _topic_of(keywords: Sequence[Keyword], rng: Random) -> tuple[str, tuple[str, ...]]:
    for keyword in keywords:
        if keyword.topic:
            return keyword.topic, keyword.section
    section = rng.choice(list(words.SECTIONS))
    return rng.choice(words.SECTIONS[section]), section


def _address(title: str, number: int, day: int) -> tuple[str, str, str]:
    """Return site, URL and id of the story with this number."""
    slug = NO_LETTERS.sub("-", normalize("NFD", title.lower().replace("đ", "d")).encode("ascii", "ignore").decode())
    if day < MOVED:
        return "hanoitv", f"http://hanoitv.vn/{slug}-d{number}.html", f"hanoitv:d{number}"
    return "hanoionline", f"https://hanoionline.vn/{slug}-{number}.htm", f"hanoionline:{number}"


def _pick(rng: Random, parts: Sequence[str]) -> str:
    return parts[int(rng.random() * len(parts))]


def _sentence(rng: Random, slots: Slots) -> str:
    parts = " ".join(_pick(rng, part) for part in (words.WHEN, words.WHO, words.DID, words.WHAT, words.HOW))
    return f"{parts}.".format_map(slots)


def _claim(rng: Random, slots: Slots) -> str:
    parts = [_pick(rng, words.SAYING), _pick(rng, words.SAID)]
    if rng.random() < 0.5:
        parts.append(_pick(rng, words.HOW))
    return " ".join(parts).format_map(slots)


def _lead(rng: Random, slots: Slots, voices: Sequence[Voice]) -> str:
    lead = _sentence(rng, slots)
    if voices and rng.random() < 0.06:
        return f"{lead} {_told(rng, slots, voices[0], 'lead', len(lead) + 1)}"
    return lead


def _told(rng: Random, slots: Slots, voice: Voice, where: TextField, begin: int) -> str:
    mention = voice.mentioned(rng) if voice.said else voice.introduced(rng)
    continued = bool(voice.said) and rng.random() < 0.08
    return say(voice, mention, _claim(rng, slots), rng, where, begin, continued)


def _body(rng: Random, slots: Slots, voices: Sequence[Voice]) -> str:
    """Return paragraphs of 1,500 to 4,000 characters in which each voice says one to four things."""
    body = _background(rng, slots)
    for voice in voices:
        if rng.random() < 0.6:
            body = f"{body}\n\n{_background(rng, slots)}"
        for number in range(1 + int(rng.random() ** 1.5 * 4)):
            begin = "\n\n" if number % 2 == 0 else " "
            body += begin + _told(rng, slots, voice, "body", len(body) + len(begin))
    least = 1_500 + int(rng.random() * 2_000)
    while len(body) < least:
        body = f"{body}\n\n{_background(rng, slots)}"
    return body


def _background(rng: Random, slots: Slots) -> str:
    return " ".join(_sentence(rng, slots) for _ in range(1 + int(rng.random() * 4)))


def _images(rng: Random, slots: Slots, url: str) -> tuple[Image, ...]:
    return tuple(
        Image(
            url=f"{url.rpartition('/')[0]}/anh/{int(rng.random() * 10**9):09d}.jpg",
            caption=_pick(rng, words.CAPTIONS).format_map(slots) if rng.random() < 0.85 else None,
        )
        for _ in range(int(rng.random() * 4))
    )


def edit(article: Article, rng: Random, at: datetime) -> Article:
    """Return a story as its newsroom has changed it: a paragraph more, a word in the title, a keyword fewer."""
    more = "Cập nhật: " + _sentence(rng, Slots(rng, at, article.section[-1], rng.choice(PLACES)))
    title = f"{article.title} (cập nhật)" if rng.random() < 0.3 else article.title
    keywords = article.keywords[:-1] if rng.random() < 0.2 else article.keywords
    updated = at.astimezone(VIETNAM) if article.timestamp else None
    return replace(article, title=title, keywords=keywords, body=f"{article.body}\n\n{more}", updated_at=updated)


def rules_at(at: datetime) -> str:
    """Return which rules read pages at a time: they change twice a year."""
    return f"sha256:rules-{(at - FIRST_DAY).days // 183}"


def as_read(article: Article, at: datetime) -> Article:
    """Return a story as it is read at a time, in UTC."""
    article = replace(article, read_by=replace(READ_BY, rules=rules_at(at)), fetched_at=at)
    return replace(article, digest=article_digest(article))
