"""How well a site file fits pages: what its selectors hit, which fields are there, where the generic reader differs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from hanoitv_scraper.errors import NotAnArticle
from hanoitv_scraper.extract.article import STEPS, Reading, begin, finish, read_page
from hanoitv_scraper.extract.document import Document, finds
from hanoitv_scraper.items import Article, Page
from hanoitv_scraper.sites import Site

FIELDS = (
    "title",
    "timestamp",
    "lead",
    "body",
    "quoted_officials",
    "keywords",
    "section",
    "authors",
    "source",
    "images",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """How often something the file says of a field was met."""

    key: str
    """Of the site file: read.title, urls.article."""
    text: str
    """The selector or expression."""
    pages: int
    """The pages it hit on."""
    used: int
    """Those on which it was used: the first of a field's selectors to hit, all that hit of `remove`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A page of which the site's rules and the generic reader read a field differently; None is nothing."""

    url: str
    by_rules: str | None
    generically: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How a field was read over all pages."""

    field: str
    pages: int
    """The pages that have it."""
    read_from: Mapping[str, int]
    """Pages by where it was read: site, metadata, generic."""
    same: int
    """The pages of which the generic reader alone reads the same, nothing included."""
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    site: Site
    pages: int
    """Those that were looked at; one that could not be read counts, as having no field."""
    refused: tuple[NotAnArticle, ...]
    """Why pages could not be read."""
    left_out: tuple[NotAnArticle, ...]
    """Why pages did not come, or are none of text: they say nothing of the file."""
    hits: tuple[Hits, ...]
    fields: tuple[Coverage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """A page as both readers see it."""

    url: str
    document: Document | None
    article: Article | None
    generic: Article | None
    refused: NotAnArticle | None


def measure(site: Site, pages: Iterable[Page | NotAnArticle]) -> Fit:
    """Read pages by the site's rules and generically; what is given as NotAnArticle is left out."""
    given = [page if isinstance(page, NotAnArticle) else _read(site, page) for page in pages]
    read = [one for one in given if isinstance(one, _Read)]
    return Fit(
        site=site,
        pages=len(read),
        refused=tuple(one.refused for one in read if one.refused),
        left_out=tuple(one for one in given if isinstance(one, NotAnArticle)),
        hits=(*_address_hits(site, read), *_selector_hits(site, read)),
        fields=tuple(_coverage(field, read) for field in FIELDS),
    )


def find_misfits(fit: Fit) -> list[str]:
    """Return what does not fit, a line each: a field below `expect`, or one that none of its selectors hits.

    A field that `expect` names must be read by one of its selectors on some page, if it has any: else the markup has
    changed, and what is still read is the generic reader's luck.
    """
    if not fit.pages:
        return ["no page to look at"]
    found = {coverage.field: coverage for coverage in fit.fields}
    misfits = []
    for field, share in fit.site.expect.shares.items():
        has = found[field].pages / fit.pages
        selectors = [hits for hits in fit.hits if hits.key == f"read.{field}"]
        if has < share:
            misfits.append(f"{field} in {has:.0%} of {fit.pages} pages, expected at least {share:.0%}")
        elif share and selectors and not any(hits.pages for hits in selectors):
            tried = ", ".join(hits.text for hits in selectors)
            misfits.append(f"{field}: no selector hits on any of {fit.pages} pages ({tried}); has the markup changed?")
    return misfits


def _read(site: Site, page: Page) -> _Read:
    reading: Reading | None = None
    refused = None
    try:
        reading = begin(page, site)
        for step in STEPS:
            reading = step(reading)
    except NotAnArticle as error:
        refused = error
    return _Read(
        url=page.url,
        document=reading.document if reading else None,
        article=finish(reading) if reading and not refused else None,
        generic=_generically(page),
        refused=refused,
    )


def _generically(page: Page) -> Article | None:
    try:
        return read_page(page, None)
    except NotAnArticle:
        return None


def _address_hits(site: Site, read: list[_Read]) -> Iterator[Hits]:
    kinds = Counter(known[0] for one in read if (known := site.recognise(one.url)))
    for kind, pattern in site.urls.items():
        yield Hits(key=f"urls.{kind}", text=pattern.pattern, pages=kinds[kind], used=kinds[kind])


def _selector_hits(site: Site, read: list[_Read]) -> Iterator[Hits]:
    documents = [one.document for one in read if one.document]
    for field, selectors in (*site.read.items(), ("remove", site.remove)):
        hitting = [[finds(document, field, selector) for selector in selectors] for document in documents]
        firsts = Counter(hits.index(True) for hits in hitting if True in hits)
        for place, selector in enumerate(selectors):
            pages = sum(hits[place] for hits in hitting)
            used = pages if field == "remove" else firsts[place]
            yield Hits(key=f"read.{field}", text=selector.text, pages=pages, used=used)


def _coverage(field: str, read: list[_Read]) -> Coverage:
    both = [(one.url, _value(one.article, field), _value(one.generic, field)) for one in read]
    differences = [Difference(url=url, by_rules=a, generically=b) for url, a, b in both if a != b]
    sources = (getattr(one.article.read_by, field, None) for one in read if one.article)
    return Coverage(
        field=field,
        pages=sum(value is not None for _, value, _ in both),
        read_from=Counter(source for source in sources if source),
        same=len(both) - len(differences),
        differences=tuple(differences),
    )


def _value(article: Article | None, field: str) -> str | None:
    """Return what was read of a field in one text, None for nothing."""
    value = getattr(article, field, None)
    if isinstance(value, tuple):
        return "; ".join(map(_item, value)) or None
    return None if value is None else str(value)


def _item(item: object) -> str:
    if isinstance(item, str):
        return item
    return str(getattr(item, "caption", None) or getattr(item, "url", None) or getattr(item, "name", None) or "unnamed")
