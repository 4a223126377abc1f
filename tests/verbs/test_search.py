"""`hanoitv search` as a command: its arguments, what it loads, and its page of the documentation."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from hanoitv_scraper.dumps.search.query import FIELDS
from tests.conftest import PROJECT
from tests.dumps.search.searching import Searches, make_searched

PAGE = (PROJECT / "docs" / "search.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_searched(tmp_path_factory.mktemp("searched"))


@pytest.fixture
def search(root: Path, capsys: pytest.CaptureFixture[str]) -> Searches:
    return Searches(root, capsys)


REFUSED = {
    "a-field-that-is-none": (["speeker:Lâm"], "did you mean speaker:"),
    "no-results-asked-for": (["bão", "--limit", "0"], "expected --limit to be 1 to"),
    "more-results-than-there-can-be": (["bão", "--limit", "1" + "0" * 30], "expected --limit to be 1 to"),
    "a-site-that-is-none": (["bão", "--site", "vtv"], "holds nothing of 'vtv'"),
    "a-site-in-the-query-that-is-none": (["bão -site:vtv"], "holds nothing of 'vtv'"),
    "a-day-that-is-none": (["bão", "--since", "8.11."], "expected an ISO date"),
}


@pytest.mark.parametrize(("arguments", "told"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_searched_is_code_2_and_one_line(arguments: list[str], told: str, search: Searches) -> None:
    assert search(*arguments) == (2, "")
    assert told in search.said and search.said.count("\n") == 1


def test_words_may_be_arguments_of_their_own(search: Searches) -> None:
    assert search.ids("nam", "từ", "liêm") == search.ids("nam từ liêm") == [20, 22]


def test_a_folder_that_is_none_is_code_2_and_is_not_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert Searches(tmp_path / "none", capsys)("bão") == (2, "")
    assert not (tmp_path / "none").exists()


def test_a_search_starts_without_what_it_does_not_need(search: Searches) -> None:
    """Half a second for the whole command leaves no room for rich or pyarrow."""
    search("bão")
    heavy = "{'rich', 'pyarrow', 'duckdb', 'pandas', 'jinja2', 'lxml', 'scrapy'}"
    run = f"main(['search', '--data', {str(search.root)!r}, 'bão'])"
    code = f"import sys; from hanoitv_scraper.cli import main; {run}; print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "set()" and "**bão**" in done.stdout.lower()


def test_the_page_lists_every_field_and_every_key(search: Searches) -> None:
    assert re.findall(r"^\| `(\w+):` \|", PAGE, re.MULTILINE) == list(FIELDS)
    (result, *_) = search.results("speaker:Trần bão OR chợ")
    assert re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE) == list(result)
    assert list(result["said"][0])[4:] == list(search.results("bão")[0]["passage"])


def test_the_pages_queries_are_understood(search: Searches) -> None:
    written = re.findall(r"hanoitv search '([^']+)'", PAGE) + re.findall(
        r"^\| `([^`]+)` \| (?!the record)", PAGE, re.MULTILINE
    )
    queries = [query for query in written if " " in query]
    assert len(queries) > 6
    assert {search(query)[0] for query in queries} == {0, 1}


def test_the_pages_example_is_what_is_printed(search: Searches) -> None:
    (shown,) = re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)
    _, printed = search("quan uy nam tu liem", "--limit", "1")
    without_run = [re.sub(r"/2021\d+T\S+", "", text) for text in (shown, printed)]
    assert without_run[0].split("…")[0] == without_run[1].split("…")[0]
