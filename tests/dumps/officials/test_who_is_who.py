"""How well the register tells who is who among labelled people, against the floors in floors.json."""

from __future__ import annotations

import json
from random import Random

import pytest

from hanoitv_scraper.dumps.officials.confidence import CONFIDENCE
from tests.conftest import PROJECT
from tests.dumps.officials.made import closed
from tests.dumps.officials.population import live
from tests.dumps.officials.scoring import SETS, identify, read_cases, right_links, score

FLOORS = json.loads((PROJECT / "tests" / "floors.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", SETS)
def test_people_stay_above_their_floors(name: str) -> None:
    observations = read_cases(name)
    _, ids = identify(observations)
    figures = score([one["person"] for one in observations], ids)
    assert {what: figure for what, figure in figures.items() if figure < FLOORS[f"officials, {name}"][what]} == {}


@pytest.mark.parametrize("name", SETS)
def test_people_stay_apart_in_whatever_order_articles_come(name: str) -> None:
    """A site's past may be read backwards; some careers are not followed then, but nobody becomes another."""
    observations = read_cases(name)[::-1]
    _, ids = identify(observations)
    figures = score([one["person"] for one in observations], ids)
    assert figures["precision"] >= 0.98 and figures["recall"] >= 0.9


def test_a_country_of_officials_named_as_people_are_is_told_apart() -> None:
    articles, meant = live(1_000, Random(8))
    register = closed(articles)
    figures = score(
        list(map(str, meant)), [str(register.official_id(one, one.quoted_officials[0])) for one in articles]
    )
    assert figures["precision"] >= 0.99 and figures["recall"] >= 0.9


def test_no_kind_of_evidence_is_told_as_surer_than_it_is() -> None:
    links = right_links("open") + right_links("held")
    for evidence, confidence in CONFIDENCE.items():
        right, wrong = links[evidence, True], links[evidence, False]
        assert confidence <= (right + 1) / (right + wrong + 1), evidence
