"""Keywords that rise and fall: the last quarter of the time held against what was before."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from hanoitv_scraper.dumps.report.sources import Source
from hanoitv_scraper.dumps.report.tally import Day, Keyword

MOST = 100
MOST_SHOWN = 12
# Of fewer articles nothing is told, nor of a change that chance makes as large in one of twenty keywords.
LEAST_ARTICLES = 5
LEAST_Z = 1.96


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """The two parts of the time."""

    recent: date
    """The first day of the last quarter."""
    before_articles: int
    recent_articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    name: str
    articles: int
    before: int
    """Articles with it before the last quarter."""
    recent: int
    """Articles with it in the last quarter."""
    ratio: float | None
    """How many times as frequent it is now, smoothed; None where it tells nothing."""
    z: float
    """How many standard errors the change is away from none: what orders them."""
    newest: Source | None


def to_split(days: Mapping[date, Day]) -> Split | None:
    """Return where the last quarter of the time begins; None where nothing can be held against anything."""
    if not days or (length := (max(days) - min(days)).days + 1) < 4:
        return None
    recent = max(days) - timedelta(days=length // 4 - 1)
    late = sum(day.articles for at, day in days.items() if at >= recent)
    return Split(recent=recent, before_articles=sum(day.articles for day in days.values()) - late, recent_articles=late)


def to_trends(keywords: Iterable[Keyword], split: Split | None) -> list[Trend]:
    """Return the most frequent keywords, and behind them others that rise or fall most."""
    trends = sorted((_to_trend(one, split) for one in keywords), key=lambda one: (-one.articles, one.name))
    moving = {trend.name for trend in (*rising(trends), *falling(trends))}
    return trends[:MOST] + [trend for trend in trends[MOST:] if trend.name in moving]


def rising(trends: Iterable[Trend]) -> list[Trend]:
    """Return what became more frequent, the surest first."""
    return sorted((one for one in trends if one.ratio and one.z >= LEAST_Z), key=lambda one: (-one.z, one.name))[
        :MOST_SHOWN
    ]


def falling(trends: Iterable[Trend]) -> list[Trend]:
    """Return what became less frequent, the surest first."""
    return sorted((one for one in trends if one.ratio and one.z <= -LEAST_Z), key=lambda one: (one.z, one.name))[
        :MOST_SHOWN
    ]


def _to_trend(keyword: Keyword, split: Split | None) -> Trend:
    recent = sum(day >= split.recent.toordinal() for day in keyword.days) if split else 0
    before = len(keyword.days) - recent if split else 0
    ratio, z = _change(before, recent, split) if split and before + recent >= LEAST_ARTICLES else (None, 0.0)
    return Trend(
        name=keyword.name, articles=keyword.articles, before=before, recent=recent, ratio=ratio, z=z,
        newest=keyword.newest,
    )  # fmt: skip


def _change(before: int, recent: int, split: Split) -> tuple[float | None, float]:
    """Return the ratio of a keyword's shares, and its z, half an article added to each count.

    The log odds ratio with Jeffreys' prior (Monroe et al. 2008, "Fightin' Words"): what was met twice and then five
    times weighs less than what was met two hundred times and then three hundred.
    """
    if not split.before_articles or not split.recent_articles:
        return None, 0.0
    was, now = before + 0.5, recent + 0.5
    rest_was, rest_now = split.before_articles - before + 0.5, split.recent_articles - recent + 0.5
    odds = math.log(now / rest_now) - math.log(was / rest_was)
    z = odds / math.sqrt(1 / was + 1 / now + 1 / rest_was + 1 / rest_now)
    return (now / (now + rest_now)) / (was / (was + rest_was)), z
