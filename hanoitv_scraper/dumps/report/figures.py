"""The figures of a report: all that its page tells, as plain values, from an archive alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from hanoitv_scraper.dumps.chosen import Choice, Chosen
from hanoitv_scraper.dumps.officials.register import Register
from hanoitv_scraper.dumps.report.edits import Edit, Edits
from hanoitv_scraper.dumps.report.gone import Gone, GoneArticles, find_lost
from hanoitv_scraper.dumps.report.keywords import Split, Trend, to_split, to_trends
from hanoitv_scraper.dumps.report.people import MOST_OFFICES, Held, Speaker, to_bodies, to_held, to_people
from hanoitv_scraper.dumps.report.periods import Step, all_periods, pick_step, start_of
from hanoitv_scraper.dumps.report.runs import Runs, SiteHealth, read_health, read_runs
from hanoitv_scraper.dumps.report.sources import Source
from hanoitv_scraper.dumps.report.tally import Day, Quoted, Tally
from hanoitv_scraper.dumps.sound import OnDamage
from hanoitv_scraper.items import Article, Form, SpeakerType

K = TypeVar("K")
MOST_SECTIONS = 40
FORMS: tuple[Form, ...] = ("direct", "mixed", "indirect")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    name: str | None
    """None: the page tells none."""
    articles: int
    quotes: int
    newest: Source | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    choice: Choice
    sites: tuple[tuple[str, int], ...]
    """Each site with the number of its articles, most first."""
    articles: int
    undated: int
    """How many of the articles tell no time: charts over time leave them out."""
    quotes: int
    officials: int
    """People in the register who are quoted."""
    first: datetime | None
    last: datetime | None
    step: Step
    periods: tuple[tuple[date, Day], ...]
    sections: tuple[Section, ...]
    forms: tuple[tuple[SpeakerType, tuple[int, ...]], ...]
    """Who speaks, and how many of their quotes have each of FORMS; who is quoted most stands first."""
    rules: tuple[tuple[str, float, int], ...]
    """The rules that found quotes with their confidence and how many they found, most first."""
    sure: float | None
    """The mean confidence of a quote."""
    people: tuple[Speaker, ...]
    bodies: tuple[Speaker, ...]
    held: tuple[Held, ...]
    latest: tuple[Quoted, ...]
    """The newest quotes, one an article, newest first."""
    split: Split | None
    trends: tuple[Trend, ...]
    edited: int
    edits: tuple[Edit, ...]
    lost: int
    gone: tuple[Gone, ...]
    runs: Runs
    health: tuple[SiteHealth, ...]

    @property
    def offices(self) -> tuple[Held, ...]:
        """The offices that a table has."""
        return self.held[:MOST_OFFICES]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one reading of the archive and one of the chosen articles gave."""

    chosen: Chosen
    register: Register
    edits: Edits
    tally: Tally
    gone: GoneArticles


def read_figures(root: Path, choice: Choice, sites_folder: Path, on_damage: OnDamage) -> Figures:
    """Return the figures of the latest versions that a choice leaves; runs and sites are told of whole.

    The time is that of the archive's last run, so that the same archive gives the same figures. Raises what `Chosen`
    does.
    """
    runs = read_runs(root, choice.site, on_damage)
    read = _read(root, choice, on_damage)
    tally, officials = read.tally, [one for one in read.register.officials() if one.merged_into is None]
    split, step = to_split(tally.days), pick_step(tally.days)
    edited, freshest = read.edits.freshest(root, choice.site, read.chosen, on_damage)
    return Figures(
        choice=choice, sites=tuple(tally.sites.most_common()), articles=tally.articles,
        undated=tally.articles - sum(day.articles for day in tally.days.values()), quotes=tally.forms.total(),
        officials=len(tally.people), first=tally.first, last=tally.last, step=step,
        periods=tuple(_by_period(tally, step).items()), sections=tuple(_sections(tally)), forms=tuple(_forms(tally)),
        rules=tuple((rule, confidence, number) for (rule, confidence), number in _ranked(tally.rules)),
        sure=_sure(tally), people=tuple(to_people(officials, tally.people)),
        bodies=tuple(to_bodies(tally.organisations)), held=tuple(to_held(officials, tally.people)),
        latest=tuple(reversed(tally.latest)), split=split,
        trends=tuple(to_trends(tally.keywords.values(), split)), edited=edited, edits=tuple(freshest),
        lost=read.gone.number, gone=tuple(read.gone.told()), runs=runs,
        health=tuple(read_health(root, choice.site, sites_folder, runs.last)),
    )  # fmt: skip


def _read(root: Path, choice: Choice, on_damage: OnDamage) -> Reading:
    register, edits = Register(), Edits()

    def look(article: Article) -> None:
        register.add(article)
        edits.add(article)

    chosen = Chosen(root, choice, on_damage, look)
    register.close(chosen.has)
    tally = Tally(register.official_id)
    gone = GoneArticles(find_lost(root, choice.site, chosen, on_damage))
    for month in chosen.months():
        for article in chosen.articles(month):
            tally.add(article)
            gone.add(article)
    return Reading(chosen=chosen, register=register, edits=edits, tally=tally, gone=gone)


def _by_period(tally: Tally, step: Step) -> dict[date, Day]:
    periods = {start: Day() for start in all_periods(tally.days, step)}
    for at, day in tally.days.items():
        period = periods[start_of(at, step)]
        period.articles += day.articles
        period.sections.update(day.sections)
        period.having.update(day.having)
    return periods


def _sections(tally: Tally) -> Iterable[Section]:
    ranked = sorted(tally.sections.items(), key=lambda one: (-one[1].articles, one[0] or ""))
    for name, said in ranked[:MOST_SECTIONS]:
        yield Section(name=name, articles=said.articles, quotes=said.quotes, newest=said.newest)


def _forms(tally: Tally) -> Iterable[tuple[SpeakerType, tuple[int, ...]]]:
    by_type: Counter[SpeakerType] = Counter()
    for (type, _), number in tally.forms.items():
        by_type[type] += number
    for type, _ in _ranked(by_type):
        yield type, tuple(tally.forms[type, form] for form in FORMS)


def _ranked(counts: Counter[K]) -> Sequence[tuple[K, int]]:
    return sorted(counts.items(), key=lambda one: (-one[1], str(one[0])))


def _sure(tally: Tally) -> float | None:
    total = tally.rules.total()
    return sum(confidence * number for (_, confidence), number in tally.rules.items()) / total if total else None
