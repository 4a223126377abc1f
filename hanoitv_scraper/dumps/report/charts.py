"""What the charts draw: figures as lists that go into the page as JSON, without a word of either language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, get_args

from hanoitv_scraper.dumps.report.figures import FORMS, Figures
from hanoitv_scraper.dumps.report.formats import LANGUAGES, to_machine
from hanoitv_scraper.dumps.report.keywords import Trend, falling, rising
from hanoitv_scraper.dumps.report.people import Held, Speaker, careers, succession
from hanoitv_scraper.dumps.report.runs import missed
from hanoitv_scraper.dumps.report.tally import FIELDS
from hanoitv_scraper.dumps.report.texts import plain
from hanoitv_scraper.items import SpeakerType

MOST_BARS = 12
# So many sections have a colour of their own; the others are one.
MOST_COLOURS = 6
WORDS = (
    *"n_articles n_quotes total others no_section direct mixed indirect".split(),
    *"before recent new edited gone missed week".split(),
    *(f"type_{type}" for type in get_args(SpeakerType)),
    *(f"field_{name}" for name in FIELDS),
)
"""Texts that charts have in them."""


def to_charts(figures: Figures) -> dict[str, Any]:
    """Return the data of all charts, and the words that they need in both languages."""
    return {
        "articles": _articles(figures),
        "people": _speakers(figures.people),
        "bodies": _speakers(figures.bodies),
        "forms": {"types": [type for type, _ in figures.forms], "forms": _columns(figures.forms)},
        "succession": _lines(succession(figures.held)),
        "careers": _lines(careers(figures.held)),
        "keywords": _trends(rising(figures.trends), falling(figures.trends)),
        "runs": _runs(figures),
        "coverage": _coverage(figures),
        "words": {language: {key: str(plain(key, language)) for key in WORDS} for language in LANGUAGES},
    }


def chart_sections(figures: Figures) -> list[str | None]:
    """Return the sections that have a colour of their own, the largest first."""
    return [section.name for section in figures.sections[:MOST_COLOURS]]


def _articles(figures: Figures) -> dict[str, Any]:
    shown = chart_sections(figures)
    rows = [[day.sections[name] for _, day in figures.periods] for name in shown]
    others = [day.articles - sum(day.sections[name] for name in shown) for _, day in figures.periods]
    return {
        "step": figures.step,
        "periods": [to_machine(start, figures.step) for start, _ in figures.periods],
        "sections": shown,
        "values": rows,
        "others": others if any(others) else None,
    }


def _speakers(speakers: Sequence[Speaker]) -> dict[str, Any]:
    shown = speakers[:MOST_BARS]
    return {
        "names": [one.name for one in shown],
        "offices": [" ".join(filter(None, (one.office, one.organisation))) for one in shown],
        "articles": [one.articles for one in shown],
        "forms": [[getattr(one, form) for one in shown] for form in FORMS],
    }


def _columns(rows: Sequence[tuple[str, Sequence[int]]]) -> list[list[int]]:
    return [[counts[at] for _, counts in rows] for at in range(len(FORMS))]


def _lines(held: Sequence[Held]) -> list[dict[str, Any]]:
    return [
        {
            "id": one.official_id, "name": one.name, "office": one.place,
            "first": one.first.isoformat(), "last": one.last.isoformat(), "quotes": one.quotes,
        }
        for one in held
    ]  # fmt: skip


def _trends(risen: Sequence[Trend], fallen: Sequence[Trend]) -> list[dict[str, Any]]:
    moving = sorted((*risen, *fallen), key=lambda one: (-(one.ratio or 1), one.name))
    return [
        {"name": one.name, "ratio": round(one.ratio or 1, 4), "before": one.before, "recent": one.recent}
        for one in moving
    ]


def _runs(figures: Figures) -> dict[str, Any]:
    days = [day for _, day in figures.runs.periods]
    return {
        "step": figures.runs.step,
        "periods": [to_machine(start, figures.runs.step) for start, _ in figures.runs.periods],
        "values": [
            [day.outcomes["new"] for day in days],
            [day.outcomes["edited"] for day in days],
            [day.outcomes["gone"] for day in days],
            [missed(day.outcomes) for day in days],
        ],
    }


def _coverage(figures: Figures) -> dict[str, Any]:
    return {
        "step": figures.step,
        "periods": [to_machine(start, figures.step) for start, _ in figures.periods],
        "fields": FIELDS,
        "values": [
            [round(day.having[name] / day.articles, 4) if day.articles else None for _, day in figures.periods]
            for name in FIELDS
        ],
    }
