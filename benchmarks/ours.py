"""This project's readers, as the benchmarks call them."""

from __future__ import annotations

from typing import Any

from hanoitv_scraper import Article, read_article
from hanoitv_scraper.extract.article import STEPS, begin, finish, with_quoted_officials
from hanoitv_scraper.items import Page
from hanoitv_scraper.sites import Site, site_at


def by_rules(html: bytes, url: str) -> Article:
    return read_article(html, url)


def generically(html: bytes, url: str) -> Article:
    return read_article(html, url, generic=True)


def by_rules_without_quotes(html: bytes, url: str) -> Article:
    return _without_quotes(html, url, site_at(url))


def generically_without_quotes(html: bytes, url: str) -> Article:
    return _without_quotes(html, url, None)


def _without_quotes(html: bytes, url: str, site: Site | None) -> Article:
    reading = begin(Page(url=url, body=html), site)
    for step in STEPS:
        if step is not with_quoted_officials:
            reading = step(reading)
    return finish(reading)


def record(article: Article) -> dict[str, Any]:
    return article.to_dict()
