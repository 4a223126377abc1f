"""JSON-LD in the shapes that pages write it in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanoitv_scraper.extract.json_ld import MAX_OBJECTS, names_in, read_json_ld, types_of

ARTICLE = '{"@type": "NewsArticle", "headline": "Cầu mới", "datePublished": "2021-11-08T21:21:43+07:00"}'


@pytest.mark.parametrize(
    "script",
    [
        ARTICLE,
        f"[{ARTICLE}]",
        f"[[{ARTICLE}]]",
        f'{{"@context": "https://schema.org", "@graph": [{{"@type": "WebSite"}}, {ARTICLE}]}}',
        f'{{"@type": "WebPage", "mainEntity": {ARTICLE}}}',
        f'{{"@type": "Organization"}}\n{ARTICLE}',
        f"<!-- {ARTICLE} -->",
        f"//<![CDATA[\n{ARTICLE}\n//]]>",
        f"/*<![CDATA[*/ {ARTICLE} /*]]>*/",
        f"\ufeff {ARTICLE};",
        ARTICLE.replace("}", ",}"),
        ARTICLE.replace('"Cầu mới"', '"Cầu\nmới"'),
        ARTICLE.replace('"', "&quot;"),
        ARTICLE.replace('"NewsArticle"', '["NewsArticle", "Thing"]'),
        ARTICLE.replace('"NewsArticle"', '"http://schema.org/NewsArticle"'),
        ARTICLE.replace("}", ', "articleBody": "một "hai" ba"}'),
        ARTICLE[:-1],
    ],
)
def test_an_article_is_found_in_every_shape(script: str) -> None:
    (article,) = (item for item in read_json_ld([script]) if "NewsArticle" in types_of(item))
    assert article["datePublished"] == "2021-11-08T21:21:43+07:00"
    assert " ".join(article["headline"].split()) == "Cầu mới"


@pytest.mark.parametrize(
    "script", ["", "   ", "null", "1", '"chữ"', "{", "[" * 100_000, "không phải JSON", "{}" * 5_000]
)
def test_what_tells_of_no_article_is_passed_over(script: str) -> None:
    found = list(read_json_ld([script]))
    assert not any(types_of(item) for item in found) and len(found) <= MAX_OBJECTS


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Lê Thử", ["Lê Thử"]),
        ({"@type": "Person", "name": "Lê Thử"}, ["Lê Thử"]),
        ([{"name": "Lê Thử"}, "Hà Mẫu", {"name": None}, 3, [["Ai"]]], ["Lê Thử", "Hà Mẫu"]),
        (None, []),
        ({}, []),
    ],
)
def test_an_author_may_be_a_string_an_object_or_a_list(value: object, names: list[str]) -> None:
    assert list(names_in(value)) == names


@given(st.text(max_size=60) | st.text('{}[]",:\\@', max_size=40))
def test_any_script_at_all_is_read_or_passed_over(script: str) -> None:
    for item in read_json_ld([script]):
        assert isinstance(types_of(item), frozenset)
