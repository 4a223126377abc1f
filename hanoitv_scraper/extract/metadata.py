"""What a page says about itself to machines: meta tags, JSON-LD, its title, the canonical link."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from hanoitv_scraper.extract.dom import Element
from hanoitv_scraper.extract.json_ld import names_in, read_json_ld, types_of
from hanoitv_scraper.vietnamese.text import clean_escaped, unescape

ARTICLE_TYPES = frozenset(
    "Article NewsArticle ReportageNewsArticle AnalysisNewsArticle OpinionNewsArticle BlogPosting".split()
)
MEDIA_TYPES = frozenset({"VideoObject", "AudioObject", "PodcastEpisode", "ImageGallery"})

# The most meta tags seen on a page are 80, of one name 20, the longest content a sapo; more is not for readers.
MOST_TAGS, MOST_CONTENTS, LONGEST_CONTENT = 1_000, 50, 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    meta: Mapping[str, tuple[str, ...]]
    """Contents, as they stand, of meta tags and of time tags with an itemprop, by name, property or itemprop."""
    articles: tuple[Mapping[str, Any], ...]
    """The JSON-LD objects that describe an article."""
    media: tuple[Mapping[str, Any], ...]
    """Those that describe a film, a recording or a gallery."""
    breadcrumb: tuple[str, ...]
    """Names of the JSON-LD BreadcrumbList, outer first."""
    page_title: str | None
    """Of the title tag, site name and all."""
    canonical: str | None
    language: str | None
    """Of the html tag, without region."""

    def first(self, *names: str) -> str | None:
        """Return the first content that one of the meta tags `names` has, the earlier name first."""
        return next(self.all(*names), None)

    def all(self, *names: str) -> Iterator[str]:
        """Yield the contents of the meta tags `names`, the earlier name first."""
        contents = (content for name in names for content in self.meta.get(name, ()))
        return (text for content in contents if (text := clean_escaped(content)))

    def told(self, key: str, *names: str) -> Iterator[str]:
        """Return what the meta tags `names` say, then what JSON-LD articles say under `key`, the first of it."""
        values = (value for article in self.articles for value in names_in(article.get(key)))
        said = (text for value in values if (text := _said(value)))
        return islice(chain(self.all(*names), said), MOST_CONTENTS)


def read_metadata(tree: Element) -> Metadata:
    """Return what the page tells machines; broken JSON-LD is passed over, for the page itself says the same."""
    scripts = (script.text or "" for script in tree.iter("script") if "ld+json" in script.get("type", ""))
    objects = list(read_json_ld(scripts))
    title = tree.find(".//title")
    return Metadata(
        meta=_meta_tags(tree),
        articles=tuple(item for item in objects if ARTICLE_TYPES & types_of(item)),
        media=tuple(item for item in objects if MEDIA_TYPES & types_of(item)),
        breadcrumb=next((crumbs for item in objects if (crumbs := _breadcrumb(item))), ()),
        page_title=clean_escaped(title.text or "") or None if title is not None else None,
        canonical=next((link.get("href") for link in tree.iter("link") if link.get("rel") == "canonical"), None),
        language=_language(tree.get("lang", "")),
    )


def _language(told: str) -> str | None:
    """Return the code in `vi-VN`; None for what is none."""
    code = told.partition("-")[0].strip().lower()
    return code if len(code) in (2, 3) and code.isascii() and code.isalpha() else None


def _said(text: str) -> str:
    """Return a string of JSON-LD, cleaned: no parser of HTML has read it, and pages escape it once or twice."""
    return clean_escaped(unescape(text[:LONGEST_CONTENT]))


def _meta_tags(tree: Element) -> dict[str, tuple[str, ...]]:
    tags: dict[str, list[str]] = {}
    for tag in islice(tree.iter("meta", "time"), MOST_TAGS):
        content = (tag.get("content") or tag.get("datetime") or "")[:LONGEST_CONTENT]
        for name in dict.fromkeys(tag.get(key, "").lower() for key in ("property", "name", "itemprop")):
            if name and content:
                tags.setdefault(name, []).append(content)
    return {name: tuple(contents[:MOST_CONTENTS]) for name, contents in tags.items()}


def _breadcrumb(item: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the names of a BreadcrumbList; dantri.com.vn puts each of its steps in a list of its own."""
    steps = item.get("itemListElement")
    if "BreadcrumbList" not in types_of(item) or not isinstance(steps, list):
        return ()
    flat = (inner for step in steps[:20] for inner in (step[:1] if isinstance(step, list) else [step]))
    named = (
        name for step in flat if isinstance(step, dict) for name in (step.get("name"), *names_in(step.get("item")))
    )
    return tuple(
        dict.fromkeys(text for name in named if isinstance(name, str) and "://" not in name and (text := _said(name)))
    )
