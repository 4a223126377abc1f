"""Runs for tests: articles taken through an archive as the pipelines take them, at a time that the test says."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from hanoitv_scraper.archive.open_run import open_run
from hanoitv_scraper.archive.run import Run
from hanoitv_scraper.archive.warc import Exchange
from hanoitv_scraper.digests import article_digest
from hanoitv_scraper.items import Article, ReadBy

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
ReadAgain = Callable[[Article], Article | None]


def opened(
    root: Path, site: str = "hanoitv", now: datetime = NOON, mirror: str | None = None
) -> AbstractContextManager[Run]:
    return open_run(root, site, version="0.1.0", rules="sha256:r", mirror=mirror, clock=lambda: now)


def crawl(
    root: Path, *articles: Article, site: str = "hanoitv", now: datetime = NOON, mirror: str | None = None
) -> list[str]:
    """Take articles through a whole run; return what each was to the archive."""
    with opened(root, site, now, mirror) as run:
        outcomes = [look(run, article) for article in articles]
        run.seal("finished", 0, None)
    return outcomes


def unreadable(before: Article) -> None:
    """No rules read the stored page."""


def look(run: Run, article: Article, page: str | None = None, read_again: ReadAgain = unreadable) -> str:
    """Look at an article's page, whose text stands for its bytes unless `page` is given; return what it was."""
    payload = (page or f"{article.title}\n{article.lead}\n{article.body}\n{article.timestamp}").encode()
    sighting = run.keep(exchange(article.url, payload, run.clock()), article.id, article.url)
    article = replace(article, raw=sighting.raw, fetched_at=sighting.at, digest=article_digest(article))
    lines, outcome = run.compare(article, read_again)
    run.store(lines)
    run.sight(replace(sighting, outcome=outcome))
    return outcome


def exchange(url: str, payload: bytes, at: datetime, status: int = 200) -> Exchange:
    return Exchange(
        url=url, at=at, method="GET", request_headers=((b"Host", b"hanoitv.vn"),), status=status, phrase="OK",
        headers=((b"Content-Type", b"text/html"), (b"Etag", b'"1"')), payload=payload,
    )  # fmt: skip


def read_by(article: Article, rules: str) -> Article:
    """Return an article as other rules read it."""
    return replace(article, read_by=ReadBy(version="0.1.0", rules=rules, title="site"))


def files(root: Path) -> list[str]:
    """Return the archive's files, but for its state."""
    return sorted(
        path.relative_to(root).as_posix()
        for path in root.rglob("*")
        if path.is_file() and path.relative_to(root).parts[0] != "state"
    )
