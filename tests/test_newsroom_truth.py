"""What we read off the newsroom's pages is what the newsroom says it wrote."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from hanoitv_scraper import Article, read_archive, read_article
from tests.conftest import PROJECT
from tests.extract.test_seed import bare
from tests.newsroom.markup import article_page
from tests.newsroom.stories import Story, truth
from tests.newsroom.writing import make_stories

FLOOR = json.loads((PROJECT / "tests" / "floors.json").read_text(encoding="utf-8"))["newsroom"]["quotes"]


def statements(record: dict[str, Any]) -> list[tuple[object, ...]]:
    """Return every statement of a record with all that is said of it and its speaker, official or not."""
    return [
        (official, *(value for key, value in speaker.items() if key != "quotes"), *quote.values())
        for official in ("quoted_officials", "quoted_others")
        for speaker in bare(record[official])
        for quote in speaker["quotes"]  # type: ignore[attr-defined]  # a list of dicts, as `bare` checked
    ]


def check(pairs: Iterable[tuple[Story, Article]]) -> None:
    """Hold every field against the truth; of the quotes, most must be right in every detail and few wrong."""
    written = found = right = 0
    for story, article in pairs:
        record, expected = article.to_dict(), truth(story)
        for key, value in expected.items():
            if not key.startswith("quoted_"):
                assert record[key] == value, f"{story.url}: {key}"
        want, got = set(statements(expected)), set(statements(record))
        written, found, right = written + len(want), found + len(got), right + len(want & got)
    assert right / written >= FLOOR and right / found >= FLOOR, f"{right} right of {found} found, {written} written"


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_page_reads_as_it_was_written(seed: int) -> None:
    check((story, read_article(article_page(story), story.url)) for story in make_stories(150, seed))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_page_reads_the_same_without_the_sites_rules(seed: int) -> None:
    """All that the rules give but the quotes: those are found in the same text."""
    for story in make_stories(150, seed):
        record = read_article(article_page(story), story.url, generic=True).to_dict()
        expected = {key: value for key, value in truth(story).items() if not key.startswith(("quoted_", "id", "site"))}
        assert {key: record[key] for key in expected} == expected


def test_the_demo_archives_every_article_as_it_was_written(tmp_path: Path) -> None:
    data = tmp_path / "demo"
    command = [sys.executable, "-m", "tests.newsroom.demo", "--articles", "60", "--seed", "1", "--data", str(data)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    stories = {truth(story)["id"]: story for story in make_stories(60, 1) if story.kind == "article"}
    archived = {article.id: article for article in read_archive(data)}
    assert archived.keys() == stories.keys() and len(archived) == 60
    check((story, archived[id]) for id, story in stories.items())
    newest = max(stories.values(), key=lambda story: story.published)
    assert "60 articles" in done.stdout and str(data) in done.stdout.replace("\n", "") and "Next:" in done.stdout
    assert " ".join(newest.title.split()[:3]) in done.stdout
