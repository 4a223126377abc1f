"""The words of the page, each in Vietnamese and in English, side by side: the page shows one of both."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from pathlib import Path

from markupsafe import Markup

from hanoitv_scraper.dumps.report.formats import LANGUAGES, Language, show_date, show_number, show_share

FILE = Path(__file__).parent / "assets" / "texts.toml"


@cache
def read_texts() -> dict[str, dict[str, str]]:
    """Return all texts by their keys; each has `vi` and `en`, some `en_one`, which goes with the number 1."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def text(key: str, **values: object) -> Markup:
    """Return a text in both languages, each with these values put in, in its own manner; a float is a share."""
    sides = (
        Markup('<span class="t" lang="{}">{}</span>').format(side, plain(key, side, **values)) for side in LANGUAGES
    )
    return Markup("").join(sides)


def plain(key: str, language: Language, **values: object) -> Markup:
    """Return a text in one language."""
    words = read_texts()[key]
    one = next(iter(values.values()), None) == 1 and language == "en" and "en_one" in words
    # The file is ours and may hold tags; what is put in is escaped.
    shown = {name: _show(value, language) for name, value in values.items()}
    return Markup(words["en_one" if one else language]).format(**shown)  # noqa: S704


def _show(value: object, language: Language) -> object:
    if isinstance(value, date):
        return show_date(value, language)
    if isinstance(value, int):
        return show_number(value, language)
    if isinstance(value, float):
        return show_share(value, language)
    if isinstance(value, Markup):
        return value
    return Markup('<bdi lang="vi">{}</bdi>').format(value)
