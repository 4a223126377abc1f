"""Writing: stories made of the word lists, each decided by seed and number alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from random import Random
from typing import Literal

from tests.newsroom.first_story import first_story
from tests.newsroom.markup import ODDITIES
from tests.newsroom.pace import followed_by, publishing_times
from tests.newsroom.reporting import compose, make_cast, make_lead, make_title, narrate
from tests.newsroom.sentences import Deck, Passage, Said, join
from tests.newsroom.spelling import pick_spelling
from tests.newsroom.stories import Picture, Story, slug
from tests.newsroom.wordlists import topics, words

# Written about twice as often, so that a section's list has a second page among the usual sixty articles.
FAVOURITES = ("an-sinh", "giao-thong", "moi-truong")
PICTURE_FORMS: tuple[Literal["table", "figure", "bare"], ...] = ("table", "table", "figure", "bare")


@cache
def lists_of(topic: str) -> dict[str, tuple[str, ...]]:
    """Return the topic's lists, with what any story may hold added to them."""
    own, common = words(f"topics/{topic}"), words("common")
    return {heading: own.get(heading, ()) + common.get(heading, ()) for heading in own | common}


def open_deck(rng: Random, published: datetime) -> Deck:
    """Return the phrases for one story: a topic, and a district, a street and so on where it happens."""
    places = {kind: rng.choice(names) for kind, names in words("places").items()}
    return Deck(rng, lists_of(rng.choice(topics() + FAVOURITES)), published, places)


def make_pictures(deck: Deck, published: datetime, number: int, paragraphs: int) -> tuple[Picture, ...]:
    """Return none to three pictures, each behind another paragraph."""
    folder = f"http://media.hanoitv.vn/files/phongvien{number % 9}/{published:%Y-%m-%d}"
    places = sorted(deck.rng.sample(range(paragraphs), deck.rng.choice((0, 1, 1, 2, 3))))
    pictures = []
    for index, after in enumerate(places, start=1):
        form = deck.rng.choice(PICTURE_FORMS)
        caption = None if form == "bare" else deck.draw("captions")
        pictures.append(Picture(url=f"{folder}/anh-{number}-{index}.jpg", caption=caption, form=form, after=after))
    return tuple(pictures)


def sign(rng: Random) -> tuple[str, ...]:
    """Return the authors as signed: mostly nobody, sometimes one, seldom two."""
    return tuple(rng.sample(words("names")["pen names"], rng.choice((0, 0, 0, 0, 0, 1, 1, 1, 2))))


def quotes_in(title: Passage, lead: Passage, body: Passage) -> tuple[Said, ...]:
    """Return the quotes in reading order, each with the field it stands in."""
    return (
        *(replace(said, field="title") for said in title.quotes),
        *(replace(said, field="lead") for said in lead.quotes),
        *body.quotes,
    )


def make_article(number: int, seed: int, published: datetime, earlier: tuple[Story, ...]) -> Story:
    """Return article `number` (from 1); the boxes on its page lead to stories before it."""
    rng = Random(f"article {number} of {seed}")
    deck = open_deck(rng, published)
    cast, spelling = make_cast(deck), pick_spelling(rng)
    title, lead = spelling.apply(make_title(deck, cast)), spelling.apply(make_lead(deck, cast))
    paragraphs = [spelling.apply(passage) for passage in compose(deck, cast)]
    subheads = (deck.draw("subheads"),) if rng.random() < 0.25 else ()
    paragraphs[3:3] = [Passage(subhead) for subhead in subheads]
    return Story(
        number=first_story().number + 7 * (number - 1),
        title=title.text,
        published=published,
        lead=lead.text,
        paragraphs=tuple(passage.text for passage in paragraphs),
        subheads=subheads,
        quotes=quotes_in(title, lead, join(paragraphs, "\n\n")),
        keywords=tuple(deck.draw("keywords") for _ in range(rng.randint(2, 4))),
        section=deck.lists["section"],
        authors=sign(rng),
        source=deck.draw("sources") if rng.random() < 0.15 else None,
        pictures=make_pictures(deck, published, number, len(paragraphs)),
        related=tuple(story.link for story in pick(rng, earlier, 3)) if rng.random() < 0.45 else (),
        latest=tuple(story.link for story in earlier[-5:]),
        oddities=frozenset(name for name in ODDITIES if rng.random() < 0.12),
    )


def pick(rng: Random, stories: tuple[Story, ...], most: int) -> list[Story]:
    return rng.sample(stories, min(most, len(stories)))


def make_recording(kind: Literal["video", "audio"], number: int, seed: int, published: datetime) -> Story:
    """Return the video or audio page that follows article `number`, with a text or without."""
    rng = Random(f"{kind} {number} of {seed}")
    deck = open_deck(rng, published)
    title, folder = deck.draw(kind), f"http://vod2.hanoitv.vn/CLIP{published:%Y}/Thang{published:%m}"
    return Story(
        number={"video": 145_600, "audio": 177_700}[kind] + number,
        kind=kind,
        title=title,
        published=published,
        lead=deck.draw("leads"),
        paragraphs=tuple(narrate(deck, 2).text for _ in range(rng.choice((0, 2)))),
        keywords=tuple(deck.draw("keywords") for _ in range(2)),
        section=deck.lists["section"],
        recording=f"{folder}/{slug(title, collapse=True)}-{number}.{'mp4' if kind == 'video' else 'mp3'}",
    )


def make_stories(
    articles: int = 60, seed: int = 1, years: float | None = None, ending: datetime | None = None
) -> tuple[Story, ...]:
    """Return so many articles, the oldest first, with a film and a radio programme among every twenty of them.

    They come out faster as the newsroom grows, 100,000 in five years; or evenly over `years`; the last of them when
    `first_story` and that pace say, or in the minute of `ending`. Raises ValueError where `years` are too short.
    """
    times = publishing_times(articles, years, ending)
    stories = [replace(first_story(), published=times[0])] if times else []
    for number, published in enumerate(times[1:], start=2):
        stories.append(make_article(number, seed, published, tuple(stories[-40:])))
        if kind := followed_by(number):
            stories.append(make_recording(kind, number, seed, published + timedelta(minutes=1)))
    return tuple(stories)
