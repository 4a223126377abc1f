"""Golden pages: tests/articles/SITE/NAME/page.html (and page.txt, the same saved as text) read as article.json says.

Pages of `unknown` are of sites that no file rules, built like real ones; their article.json was written by hand and
says what a reader of the page sees, so it leaves keys out: what it does not say is not compared. Pages of
`not_articles` are refused. `python -m tests.test_golden_pages --accept` writes what is read today, of the keys that
were there; read every line of it before you commit it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from hanoitv_scraper.errors import NotAnArticle
from hanoitv_scraper.preview import preview

FOLDER = Path(__file__).parent / "articles"
PAGES = sorted(FOLDER.glob("*/*/page.html"))
# What a text dump cannot tell, and what is said of the line and not of the article.
ONLY_OF_PAGES = ("id", "url", "section", "images", "digest", "raw", "read_by")


def read(path: Path) -> dict[str, Any]:
    """Return the record of a page, without what changes with our code or with a rule's measured share of findings."""
    record = preview(str(path)).to_dict()
    record["read_by"] = {key: value for key, value in record["read_by"].items() if key not in ("version", "rules")}
    for speaker in (*record["quoted_officials"], *record["quoted_others"]):
        for quote in speaker["quotes"]:
            del quote["confidence"]
    return record


def expected(page: Path) -> dict[str, Any]:
    golden = page.with_name("article.json")
    assert golden.exists(), f"no {golden}: python -m tests.test_golden_pages --accept, then read it"
    record: dict[str, Any] = json.loads(golden.read_text(encoding="utf-8"))
    return record


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.parent.name)
def test_a_golden_page_reads_as_it_should(page: Path) -> None:
    wanted = expected(page)
    assert {key: value for key, value in read(page).items() if key in wanted} == wanted


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.parent.name)
def test_its_text_reads_the_same(page: Path) -> None:
    if not (text := page.with_suffix(".txt")).exists():
        return
    record, wanted = read(text), expected(page)
    assert {k: v for k, v in record.items() if k not in ONLY_OF_PAGES} == {
        k: v for k, v in wanted.items() if k not in ONLY_OF_PAGES
    }


@pytest.mark.parametrize("page", sorted(FOLDER.glob("not_articles/*.html")), ids=lambda path: path.stem)
def test_a_page_that_is_no_article_is_refused(page: Path) -> None:
    with pytest.raises(NotAnArticle):
        preview(str(page))


def accept() -> None:
    for page in PAGES:
        try:
            record = read(page)
        except NotAnArticle as error:
            sys.exit(str(error))
        golden = page.with_name("article.json")
        kept = expected(page) if golden.exists() else record
        said = json.dumps({key: record[key] for key in kept}, ensure_ascii=False, indent=1)
        golden.write_text(said + "\n", encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:] != ["--accept"]:
        sys.exit(__doc__)
    accept()
