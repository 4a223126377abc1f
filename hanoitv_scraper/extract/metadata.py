"""What a page says about itself to machines: meta tags, JSON-LD, the canonical link."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement

from hanoitv_scraper.vietnamese.text import clean

ARTICLE_TYPES = frozenset({"Article", "NewsArticle", "ReportageNewsArticle", "BlogPosting", "VideoObject"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    meta: Mapping[str, tuple[str, ...]]
    """Contents of meta tags by name, property or itemprop in lower case."""
    json_ld: tuple[Mapping[str, Any], ...]
    """The JSON-LD objects that describe an article."""
    canonical: str | None
    language: str | None
    """Of the html tag, without region."""

    def first(self, *names: str) -> str | None:
        """Return the first content that one of the meta tags `names` has, the earlier name first."""
        return next((content for name in names for content in self.meta.get(name, ())), None)


def read_metadata(tree: HtmlElement) -> Metadata:
    """Return what the page tells machines; broken JSON-LD is passed over, for the page itself says the same."""
    return Metadata(
        meta=_meta_tags(tree),
        json_ld=tuple(_json_ld(tree)),
        canonical=next(iter(tree.xpath("//link[@rel='canonical']/@href")), None),
        language=(tree.get("lang") or "").partition("-")[0].strip().lower() or None,
    )


def _meta_tags(tree: HtmlElement) -> dict[str, tuple[str, ...]]:
    tags: dict[str, tuple[str, ...]] = {}
    for tag in tree.iter("meta"):
        name = (tag.get("property") or tag.get("name") or tag.get("itemprop") or "").lower()
        if name and (content := clean(tag.get("content") or "")):
            tags[name] = (*tags.get(name, ()), content)
    return tags


def _json_ld(tree: HtmlElement) -> Iterator[Mapping[str, Any]]:
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            waiting = [json.loads(script.text or "", strict=False)]
        except (ValueError, RecursionError):
            continue
        while waiting:
            value = waiting.pop()
            if isinstance(value, list):
                waiting.extend(reversed(value))
            elif isinstance(value, dict):
                waiting.append(value.get("@graph"))
                if ARTICLE_TYPES.intersection(_as_list(value.get("@type"))):
                    yield value


def _as_list(value: object) -> list[str]:
    return [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, str)]
