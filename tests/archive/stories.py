"""Runs whose end is known, whatever befalls them: what an archive comes to once they were taken through it."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from hanoitv_scraper import read_archive
from hanoitv_scraper.archive.open_run import open_run
from hanoitv_scraper.archive.versions import next_reading
from hanoitv_scraper.digests import article_digest
from hanoitv_scraper.items import Article
from tests.archive.runs import NOON, look, opened, read_by
from tests.samples import WRITTEN

SITE = "hanoitv"


@dataclass(frozen=True, slots=True)
class Story:
    """A run, the runs before it, and what all of them come to."""

    before: tuple[Callable[[Path], None], ...]
    run: Callable[..., None]
    versions: frozenset[tuple[str, int, int]]


def article(number: int, edition: int, rules: str) -> Article:
    """Return an article as `rules` read it in an edition: both tell in its title."""
    written = replace(
        WRITTEN, id=f"{SITE}:d{number}", url=f"http://hanoitv.vn/thu-d{number}.html",
        title=f"Tin {number}, bản {edition}, đọc theo {rules}",
    )  # fmt: skip
    return read_by(written, f"sha256:{rules}")


def page(number: int, edition: int) -> str:
    """Return text that hardly compresses, so that pages reach over blocks of the disk."""
    return random.Random(f"{number} {edition}").randbytes(900).hex()


def first_run(root: Path, hour: int = 0) -> None:
    """Take eight new articles through a run."""
    with opened(root, now=NOON + timedelta(hours=hour)) as run:
        for number in range(8):
            look(run, article(number, 1, "r"), page(number, 1))
        run.seal("finished", 0, None)


def second_run(root: Path, hour: int = 24) -> None:
    """Look at them again by other rules, every third edited, and at three more."""
    with opened(root, now=NOON + timedelta(hours=hour)) as run:
        for number in range(11):
            edition = 2 if number % 3 == 0 else 1
            look(run, article(number, edition, "s"), page(number, edition), partial(read_by_now, rules="s"))
        run.seal("finished", 0, None)


def reread_run(root: Path, hour: int = 24) -> None:
    """Read all of them again by other rules, five times over, as `hanoitv reread` does: no page, no look."""
    now = NOON + timedelta(hours=hour)
    with open_run(root, SITE, version="0.1.0", rules="sha256:w", source="reread", clock=lambda: now) as run:
        newest = {article.id: article for article in read_archive(root)}
        for number, rules in enumerate("stuvw", 2):
            for id, before in newest.items():
                reading = next_reading(before, read_by_now(before, rules))
                if reading and before.reading < number:
                    newest[id] = reading = replace(reading, run=run.head.run)
                    run.add((reading,), "reread")
        run.seal("finished", 0, None)


def read_by_now(before: Article, rules: str) -> Article:
    again = replace(article(int(before.id.rpartition("d")[2]), 1, rules), raw=before.raw, fetched_at=before.fetched_at)
    return replace(again, digest=article_digest(again))


FIRST = Story((), first_run, frozenset((f"{SITE}:d{number}", 1, 1) for number in range(8)))
SECOND = Story(
    (first_run,),
    second_run,
    frozenset((f"{SITE}:d{number}", 1, 1) for number in range(11))
    | {(f"{SITE}:d{number}", 1, 2) for number in range(8)}
    | {(f"{SITE}:d{number}", 2, 1) for number in (0, 3, 6)},
)
REREAD = Story(
    (first_run,),
    reread_run,
    frozenset((f"{SITE}:d{number}", 1, reading) for number in range(8) for reading in range(1, 7)),
)
