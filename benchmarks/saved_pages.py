"""The folder of saved pages with hand-made gold and its scorer, which lies outside the project."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

# Beside the project: the pages are their publishers' property.
PAGES = Path(__file__).resolve().parents[2] / "shared" / "pages"


class NoPages(Exception):
    """Raised when the folder lacks what a benchmark needs of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedPage:
    """A page as it was saved."""

    html: str
    """Its file in the folder, by which the scorer knows it."""
    url: str
    """The gold's; the site's home where the gold has none."""
    body: bytes


def open_pages(folder: Path) -> list[SavedPage]:
    """Return the pages that have gold, by name; raises NoPages, in one line, where something is missing."""
    golds = sorted((folder / "gold").glob("*.json"))
    if not golds:
        raise NoPages(f"no gold/*.json in {folder}: name the folder of saved pages by --pages")
    return [_open(folder, gold) for gold in golds]


def _open(folder: Path, path: Path) -> SavedPage:
    try:
        gold = json.loads(path.read_text(encoding="utf-8"))
        url = gold["url"] or f"https://{gold['site']}/"
        return SavedPage(html=gold["html"], url=url, body=(folder / gold["html"]).read_bytes())
    except (OSError, ValueError, KeyError) as error:
        raise NoPages(f"{path} does not tell of a saved page: {type(error).__name__}: {error}") from error
