"""Sitemaps and archives of as many articles as are wanted: what a search meets as a site grows."""

from __future__ import annotations

import gzip
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec.structs import astuple

from benchmarks.made_archives import READ_BY, SITE, to_url
from hanoitv_scraper.archive.layout import state_file
from hanoitv_scraper.archive.state import PUT, Entry, State, fold_runs, iso

NOW = datetime(2026, 11, 23, tzinfo=UTC)
PACE = timedelta(minutes=5)
"""Between two articles: a million take nine and a half years, all of them within the site's horizon."""
YEAR = timedelta(days=365)


def make(folder: Path, size: int) -> None:
    """Make a sitemap, plain and in gzip, one that dates all by when it was made, and an archive that knows them all."""
    folder.mkdir(parents=True)
    with (
        (folder / "sitemap.xml").open("w", encoding="utf-8") as plain,
        gzip.open(folder / "sitemap.xml.gz", "wt", encoding="utf-8") as packed,
        (folder / "one-day.xml").open("w", encoding="utf-8") as undated,
    ):
        for file in (plain, packed, undated):
            file.write('<?xml version="1.0" encoding="UTF-8"?>\n')
            file.write('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n')
        for number in range(size):
            url = to_url(number)
            line = listed(url, born(number, size))
            plain.write(line)
            packed.write(line)
            undated.write(listed(url, NOW))
        for file in (plain, packed, undated):
            file.write("</urlset>\n")
    make_known(folder / "known", size)


def listed(url: str, lastmod: datetime) -> str:
    return f"<url><loc>{url}</loc><lastmod>{lastmod.isoformat()}</lastmod></url>\n"


def born(number: int, size: int) -> datetime:
    """Return when an article came out: the last of them just now."""
    return NOW - PACE * (size - number)


def make_known(root: Path, size: int) -> None:
    """Make a state as so many articles leave it: lines and pages are not asked for here, and are not there."""
    path = state_file(root, SITE)
    path.parent.mkdir(parents=True)
    State(path).close()
    with closing(sqlite3.connect(path)) as db, db:
        db.executemany(PUT, (astuple(to_entry(number, size)) for number in range(size)))
        db.executemany("INSERT INTO aliases VALUES (?, ?)", ((to_url(n), f"{SITE}:d{n}") for n in range(size)))
    with closing(State(path)) as state:
        fold_runs(state, root, SITE)


def to_entry(number: int, size: int) -> Entry:
    """Return an article that was last looked at within its life and a year, one day or another."""
    published, url, run = born(number, size), to_url(number), "2026-11-22T000000-0000"
    first, last = iso(published), iso(NOW - min(NOW - published, YEAR) * (number * 7_919 % 1_000 / 1_000))
    digest = f"sha256:{number:064x}"
    return Entry(
        id=f"{SITE}:d{number}", url=url, revision=1, reading=1, digest=digest, rules=READ_BY.rules,
        file=f"articles/{SITE}/{run}-0001.jsonl", offset=2_000 * number, length=2_000, payload=digest,
        seen_payload=digest, raw_file=f"pages/{SITE}/{run}-0001.warc.gz", raw_offset=9_000 * number, raw_length=9_000,
        raw_url=url, raw_at=first, etag=f'"{number}-1"', published=first, found_at=first, found_in=run,
        first_seen=first, last_seen=last, looked_at=last, outcome="same",
    )  # fmt: skip
