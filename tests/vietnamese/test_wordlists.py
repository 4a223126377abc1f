"""The word lists: in order, in one spelling, nothing twice, none of them unused."""

from __future__ import annotations

import re
import unicodedata
from importlib.resources import files
from pathlib import Path

import pytest

import hanoitv_scraper
from hanoitv_scraper.vietnamese.patterns import any_of, tree_pattern
from hanoitv_scraper.vietnamese.words import words

LISTS = sorted(Path(str(files("hanoitv_scraper.vietnamese"))).rglob("*.txt"))
CODE = "".join(path.read_text(encoding="utf-8") for path in Path(hanoitv_scraper.__file__).parent.rglob("*.py"))


def _groups(path: Path) -> list[list[str]]:
    parts = re.split(r"^#.*$|^\s*$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return [part.split("\n") for part in map(str.strip, parts) if part]


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_a_list_is_nfc_and_sorted_under_each_heading_and_says_nothing_twice(path: Path) -> None:
    groups = _groups(path)
    entries = [entry for group in groups for entry in group]
    assert all(entry == unicodedata.normalize("NFC", entry).strip() for entry in entries)
    assert all(group == sorted(group, key=str.lower) for group in groups)
    assert sorted(entries) == sorted(set(entries))


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_a_list_begins_with_what_it_is_and_is_used(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith("# ")
    group, _, kind = path.stem.partition("_")
    names = (f'"{path.stem}"', f"'{path.stem}'", f'"{path.parent.name}/{path.stem}"')
    assert any(name in CODE for name in names) or (group == "verbs" and f'"{kind}"' in CODE)


def test_a_pattern_finds_whole_words_and_the_longest_first() -> None:
    found = re.compile(any_of("verbs_stating")).findall("cho biết thêm, cho biết; chocho biếtt")
    assert found == ["cho biết thêm", "cho biết"]
    assert "cho biết" in words("verbs_stating")


def test_a_tree_pattern_matches_exactly_its_entries() -> None:
    pattern = re.compile(tree_pattern(["sở", "sở y tế", "số", "a.b"]))
    assert [bool(pattern.fullmatch(word)) for word in ("sở", "sở y tế", "số", "a.b", "sở y", "axb", "s")] == [
        True, True, True, True, False, False, False,
    ]  # fmt: skip
