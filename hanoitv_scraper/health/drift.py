"""Drift: selectors of a site file that used to hit and no longer do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import dropwhile
from statistics import median

from hanoitv_scraper.archive.run_file import RunFile
from hanoitv_scraper.health.runs import different, plain_runs, unread
from hanoitv_scraper.health.trouble import Trouble
from hanoitv_scraper.health.usual import RARE, by_day, chance
from hanoitv_scraper.items import VIETNAM
from hanoitv_scraper.sites import Site

# It must have hit on so many different pages, and have missed as many since.
FEWEST = 8


def find_drift(site: Site, runs: Sequence[RunFile]) -> Iterator[Trouble]:
    """Yield the fields of which selectors fell silent, with these; on a page that could not be read none hit.

    A selector is not missed where one that stands before it in the file has taken over.
    """
    counted = _counted(plain_runs(runs))
    for field, selectors in {**site.read, "remove": site.remove}.items():
        texts = [selector.text for selector in selectors]
        # All of `remove` are counted, of the other fields the first that hits.
        before = [() if field == "remove" else texts[:place] for place in range(len(texts))]
        fallen = [_fallen(field, text, better, counted) for text, better in zip(texts, before, strict=True)]
        if told := "; ".join(filter(None, fallen)):
            yield Trouble(
                check="drift",
                what=f"read.{field} {told}",
                do=f"`hanoitv check-site {site.name}`, mend read.{field} in sites/{site.name}.toml (what hits now "
                f"comes first), then `hanoitv reread {site.name}`",
            )


def _counted(runs: Sequence[RunFile]) -> list[RunFile]:
    """Return the runs that counted hits: killed ones did not, nor those from before it was done."""
    ended = [run for run in runs if run.status != "recovered"]
    return list(dropwhile(lambda run: not run.hits, ended))


def _fallen(field: str, text: str, better: Sequence[str], runs: Sequence[RunFile]) -> str | None:
    """Return how a selector fell silent; None where it did not, or may again hit by chance."""
    last = max((place for place, run in enumerate(runs) if _hits([run], field, text)), default=None)
    if last is None or last == len(runs) - 1:
        return None
    # By other rules than the newest run's, other selectors were tried: of a mended file those pages tell nothing.
    earlier, since = runs[: last + 1], [run for run in runs[last + 1 :] if run.rules == runs[-1].rules]
    hits, pages = _hits(earlier, field, text), _read(earlier)
    # Where nothing has changed the site says so, and those are left that can never be read.
    silent = different(since) + len(unread(since) - unread(earlier))
    if min(silent, different(earlier)) * hits < FEWEST * pages:
        return None
    share = min(hits / pages, _usual_share(earlier, field, text))
    if silent * share < FEWEST or chance(0, silent, share) >= RARE:
        return None
    if any(_share(since, field, other) - _share(earlier, field, other) >= share / 2 for other in better):
        return None
    until = earlier[-1].started_at.astimezone(VIETNAM)
    return f'"{text}" hit on {hits / pages:.0%} of {pages} pages until {until:%Y-%m-%d}, on none of {silent} since'


def _usual_share(runs: Sequence[RunFile], field: str, text: str) -> float:
    """Return a selector's share of the pages of a day: what hit on those of one event alone is not missed after it."""
    days = by_day(runs, runs[-1].started_at).values()
    return median(_share(of_day, field, text) for of_day in days if _read(of_day))


def _share(runs: Sequence[RunFile], field: str, text: str) -> float:
    return _hits(runs, field, text) / max(_read(runs), 1)


def _hits(runs: Sequence[RunFile], field: str, text: str) -> int:
    return sum(run.hits.get(field, {}).get(text, 0) for run in runs)


def _read(runs: Sequence[RunFile]) -> int:
    return sum(run.articles_anew for run in runs)
