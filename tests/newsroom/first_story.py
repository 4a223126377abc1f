"""The first story: built like the page the project began with, its oddities and slips included, in our own words."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from functools import cache

from tests.newsroom.people import Speaker
from tests.newsroom.sentences import Said
from tests.newsroom.stories import Story
from tests.newsroom.wordlists import words

HANOI = timezone(timedelta(hours=7))
OFFICIAL = Speaker(
    name="Khuất Duy Lĩnh",
    address="ông",
    position="Phó Bí thư Thường trực",
    organisation="Quận uỷ Thanh Xuân",
)


@cache
def first_story() -> Story:
    """Return it with its two quotes, which words/first_story.txt marks «so»."""
    lists = words("first_story")
    story = Story(
        number=182403,
        title=lists["title"][0],
        published=datetime(2021, 9, 11, 20, 21, tzinfo=HANOI),
        lead=lists["lead"][0],
        paragraphs=tuple(re.sub("[«»]", "", paragraph) for paragraph in lists["paragraphs"]),
        keywords=lists["keywords"],
    )
    introduced, again = re.findall("«(.+?)»", "".join(lists["paragraphs"]))
    quotes = (
        said(story.body, f"{OFFICIAL.office} {OFFICIAL.name}", "", "cho biết", introduced),
        said(story.body, f"Ông {OFFICIAL.name}", "Ông", "cho biết thêm", again),
    )
    return replace(story, quotes=quotes)


def said(body: str, who: str, honorific: str, verb: str, text: str) -> Said:
    """Return the quote of the official whose phrase and words stand, once each, in `body`."""
    return Said(
        speaker=OFFICIAL,
        honorific=honorific,
        form="indirect",
        verb=verb,
        start=body.index(text),
        end=body.index(text) + len(text),
        who_start=body.index(who),
        who_end=body.index(who) + len(who),
    )
