"""Quality on the hand-made gold, beside the project and in tests/quotes, against the floors in floors.json."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from hanoitv_scraper import NotAnArticle, find_quotes, read_article
from hanoitv_scraper.vietnamese.text import clean
from tests.conftest import PROJECT
from tests.quotes.scoring import score

FLOORS: dict[str, dict[str, float]] = json.loads((PROJECT / "tests" / "floors.json").read_text(encoding="utf-8"))


def scored(scorer: Path, gold: Path, found: Iterator[dict[str, Any]], folder: Path, *options: str) -> str:
    """Write what was found as JSON Lines, and return what the scorer says of it."""
    lines = folder / "found.jsonl"
    lines.write_text("".join(json.dumps(one) + "\n" for one in found), encoding="utf-8")
    command = [sys.executable, str(scorer), str(gold), str(lines), *options]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def check(kind: str, figures: dict[str, float]) -> None:
    below = {name: (figures[name], floor) for name, floor in FLOORS[kind].items() if figures[name] < floor}
    assert not below, f"{kind}: figure, floor: {below}"


def quotes(folder: Path, official: bool) -> Iterator[dict[str, Any]]:
    for path in sorted((folder / "articles").glob("*.txt")):
        found = find_quotes(path.read_text(encoding="utf-8"))
        rows = [
            quote.to_dict() | quote.speaker.to_dict() | {"speaker_name": quote.speaker.name}
            for quote in found
            if quote.speaker.is_official or not official
        ]
        yield {"file": path.name, "quotes": rows}


def without_metadata(content: bytes) -> bytes:
    """Return a page without all that it tells machines of itself: title, meta tags, links, scripts, microdata."""
    tree = etree.fromstring(content, etree.HTMLParser(encoding="utf-8"))
    etree.strip_elements(tree, "title", "meta", "link", "script", with_tail=False)
    etree.strip_attributes(tree, "itemprop", "datetime")
    return etree.tostring(tree, method="html", encoding="utf-8")


def pages(folder: Path, kind: str) -> Iterator[dict[str, Any]]:
    for path in sorted((folder / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        try:
            content = (folder / gold["html"]).read_bytes()
            content = without_metadata(content) if kind == "pages, no metadata" else content
            article = read_article(content, gold["url"], generic=kind != "pages, site rules")
        except NotAnArticle:
            continue
        yield article.to_dict() | {"html": gold["html"]}


@pytest.mark.parametrize("kind", ["quotes, official", "quotes, all"])
def test_quotes_stay_above_their_floors(kind: str, shared: Path, tmp_path: Path) -> None:
    folder, official = shared / "quotes", kind == "quotes, official"
    found = quotes(folder, official)
    options = ["--official"] if official else []
    said = scored(folder / "score.py", folder / "gold_dev.jsonl", found, tmp_path, *options)
    levels = dict(re.findall(r"^(\S+) +P \S+ R \S+ F1 (\S+)$", said, re.MULTILINE))
    figures = dict(re.findall(r"(name|position\+org|verb|official) (\d\.\d+)", said))
    figures |= {"F1": levels["iou0.5"], "exact": levels["exact"]}
    check(kind, {name: float(x) for name, x in figures.items()})


@pytest.mark.parametrize("kind", ["our articles, official", "our articles, all"])
def test_quotes_in_our_own_articles_stay_above_their_floors(kind: str) -> None:
    check(kind, score(official=kind == "our articles, official").figures())


@pytest.mark.parametrize("kind", ["pages, site rules", "pages, generic", "pages, no metadata"])
def test_pages_stay_above_their_floors(kind: str, shared: Path, tmp_path: Path) -> None:
    folder = shared / "pages"
    found = pages(folder, kind)
    said = scored(folder / "score.py", folder / "gold", found, tmp_path)
    figures = dict(re.findall(r"^(\w[\w ()]*?) +(\d\.\d+)  \(\d+\)$", said, re.MULTILINE))
    check(kind, {name: float(x) for name, x in figures.items()})


def test_every_page_of_the_gold_is_dated_as_it_is_printed(shared: Path) -> None:
    folder = shared / "pages"
    for path in sorted((folder / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        article = read_article((folder / gold["html"]).read_bytes(), gold["url"])
        assert article.timestamp_text == clean(gold["timestamp_raw"]) and article.read_by.timestamp == "site"
        assert (article.dateline, article.source) == (gold["dateline"], gold["source"])


@pytest.mark.parametrize("kind", FLOORS)
def test_a_floor_is_a_share(kind: str) -> None:
    assert all(0 < floor <= 1 for floor in FLOORS[kind].values())
