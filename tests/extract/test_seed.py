"""The page that started it all, as text and as the HTML of 2021; and an article of our own built exactly like it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from hanoitv_scraper import Article, read_article, read_text_dump
from hanoitv_scraper.items import VIETNAM
from tests.newsroom.first_story import first_story
from tests.newsroom.markup import article_page
from tests.newsroom.stories import Picture, Story, text_dump, truth

KEYWORDS = ("Nam Từ Liêm", "Vượt chỉ tiêu 2021", "An sinh xã hội Nam Từ Liêm")
CONTACT_PARTS = ("0243", "@gmail", "Tổng đài", "Email")


@pytest.fixture(scope="module")
def seed(shared: Path) -> str:
    return (shared / "seed" / "article.txt").read_text(encoding="utf-8")


def as_story(seed: str) -> Story:
    """Return the seed's text as a story, cut at its blank lines, so that it can be set in the markup of 2021."""
    _, head, *paragraphs, _ = seed.split("\n\n")
    title, _, lead = head.split("\n")
    picture = Picture(url="http://media.hanoitv.vn/files/a/2021-11-08/x.jpg", caption="Chú thích ảnh thử", after=2)
    return Story(
        number=182391, title=title, published=datetime(2021, 11, 8, 21, 21, tzinfo=VIETNAM),
        lead=lead.removeprefix("(HanoiTV) - "), paragraphs=tuple(paragraphs), keywords=KEYWORDS, pictures=(picture,),
    )  # fmt: skip


def check(article: Article, seed: str) -> None:
    """Hold every field against the seed's own lines, whole."""
    story = as_story(seed)
    assert article.timestamp is not None and article.timestamp.isoformat() == "2021-11-08T21:21:00+07:00"
    assert (article.timestamp_precision, article.timestamp_text) == ("minute", "08/11/2021 21:21")
    assert (article.title, article.dateline, article.lead) == (story.title, "HanoiTV", story.lead)
    assert len(story.paragraphs) == 7 and article.body == "\n\n".join(story.paragraphs)
    assert article.keywords == KEYWORDS
    assert article.quoted_others == ()
    (official,) = article.quoted_officials
    assert (official.name, official.position) == ("Lâm Quang Thao", "Phó Bí thư Thường trực")
    assert (official.organisation, official.honorific, official.type) == ("Quận uỷ Nam Từ Liêm", "Ông", "person")
    first, second = official.quotes
    assert (first.form, first.verb, second.form, second.verb) == ("indirect", "cho biết", "indirect", "cho biết thêm")
    assert first.text == story.paragraphs[4].partition(" cho biết, ")[2].removesuffix(".")
    assert second.text == story.paragraphs[5].partition(" cho biết thêm, ")[2].removesuffix(".")
    assert second.speaker_text == "Ông Lâm Quang Thao"
    said = str(article.to_dict() | {"read_by": None})
    assert not [part for part in (*CONTACT_PARTS, "Từ khóa") if part in said]


def test_the_seed_comes_out_right_from_its_text(seed: str) -> None:
    article = read_text_dump(seed)
    check(article, seed)
    assert article.site == "hanoitv"


def test_the_seed_comes_out_right_from_its_page_of_2021(seed: str) -> None:
    story = as_story(seed)
    article = read_article(article_page(story), story.url)
    check(article, seed)
    assert (article.id, article.url, article.section) == ("hanoitv:d182391", story.url, ("Xã hội",))
    assert [image.caption for image in article.images] == ["Chú thích ảnh thử"]
    assert "Chú thích ảnh thử" not in f"{article.title} {article.lead} {article.body}"


def test_our_own_article_built_like_it_comes_out_right_from_both() -> None:
    story = first_story()
    expected = truth(story)
    from_page = read_article(article_page(story), story.url).to_dict()
    from_text = read_text_dump(text_dump(story)).to_dict()
    for key, value in expected.items():
        if key.startswith("quoted_"):
            assert bare(from_page[key]) == bare(from_text[key]) == value
        else:
            assert from_page[key] == value, key
            if key not in ("id", "url", "section", "images"):
                assert from_text[key] == value, key


def bare(speakers: list[dict[str, object]]) -> list[dict[str, object]]:
    """Return quoted speakers without what only the reader knows: which rule found a quote, and how sure it is."""
    return [
        speaker | {"quotes": [{k: v for k, v in quote.items() if k not in ("rule", "confidence")} for quote in quotes]}
        for speaker in speakers
        if isinstance(quotes := speaker["quotes"], list)
    ]
