"""What a site file may say: its keys, their types, and how it becomes a `Site`."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Annotated, TypeVar
from urllib.parse import urlsplit

import msgspec

from hanoitv_scraper.items import Kind
from hanoitv_scraper.sites.selectors import Selector, compile_selector
from hanoitv_scraper.sites.site import Expect, Site

Filled = Annotated[tuple[Annotated[str, msgspec.Meta(min_length=1)], ...], msgspec.Meta(min_length=1)]
Share = Annotated[float, msgspec.Meta(ge=0, le=1)]


class Table(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table of a site file: an unknown key is refused."""


class Find(Table, frozen=True, kw_only=True):
    pages: Filled | None = None
    feeds: Filled | None = None
    sitemaps: Filled | None = None


class Urls(Table, frozen=True, kw_only=True):
    article: str
    video: str | None = None
    audio: str | None = None
    photo: str | None = None


class Read(Table, frozen=True, kw_only=True):
    title: Filled | None = None
    timestamp: Filled | None = None
    lead: Filled | None = None
    body: Filled | None = None
    keywords: Filled | None = None
    section: Filled | None = None
    authors: Filled | None = None
    source: Filled | None = None
    cover: Filled | None = None
    remove: Filled | None = None


class Crawl(Table, frozen=True, kw_only=True):
    delay: Annotated[float, msgspec.Meta(ge=0)] = 1.0
    enabled: bool = False


class Expected(Table, frozen=True, kw_only=True):
    articles: Annotated[int, msgspec.Meta(ge=0)] = 1
    title: Share = 0.0
    timestamp: Share = 0.0
    lead: Share = 0.0
    body: Share = 0.0
    quoted_officials: Share = 0.0
    keywords: Share = 0.0


class FamilyFile(Table, frozen=True, kw_only=True):
    """The whole of a family's file: what sites of one maker share."""

    read: Read


class SiteFile(Table, frozen=True, kw_only=True):
    """The whole of a site file, as CONTRIBUTING.md explains it."""

    title: str
    home: str
    hosts: Filled | None = None
    family: str | None = None
    instead: str = ""
    find: Find
    urls: Urls
    read: Read = Read()
    crawl: Crawl = Crawl()
    expect: Expected = Expected()


def parse_site_file(name: str, content: bytes, families: Mapping[str, bytes]) -> Site:
    """Return the site that a file's bytes describe; raises ValueError saying key and reason.

    `families` are the files of the families there are, by name: their selectors stand behind the site's own.
    """
    file = _decode(content, SiteFile)
    if file.family is None:
        return _compile(name, file, Read(), hashlib.sha256(content).hexdigest())
    if file.family not in families:
        raise ValueError(f"family: no {file.family!r}: there are {', '.join(sorted(families)) or 'no families'}")
    family = families[file.family]
    try:
        shared = _decode(family, FamilyFile).read
    except ValueError as error:
        raise ValueError(f"family: {file.family}.toml: {error}") from error
    return _compile(name, file, shared, hashlib.sha256(content + b"\0" + family).hexdigest())


Decoded = TypeVar("Decoded", bound=Table)


def _decode(content: bytes, table: type[Decoded]) -> Decoded:
    try:
        return msgspec.toml.decode(content, type=table)
    except UnicodeDecodeError as error:
        raise ValueError(f"is not UTF-8: byte {error.start}") from error
    except msgspec.DecodeError as error:
        raise ValueError(_key_first(str(error))) from error


def _key_first(message: str) -> str:
    """Put the key first: "Expected `array`, got `str` - at `$.read.title`" is how msgspec says it."""
    message, _, path = message.partition(" - at `$")
    unknown = re.fullmatch(r"Object contains unknown field `(.+)`", message)
    key = path.rstrip("`").lstrip(".")
    if unknown:
        return f"{'.'.join(filter(None, (key, unknown[1])))}: unknown key"
    return f"{key}: {message}" if key else message


def _compile(name: str, file: SiteFile, family: Read, digest: str) -> Site:
    home = _home(file.home)
    find = file.find
    starts = {"pages": find.pages or (), "feeds": find.feeds or (), "sitemaps": find.sitemaps or ()}
    _check_starts(starts)
    selectors = {
        key: _selectors(key, (*(getattr(file.read, key) or ()), *(getattr(family, key) or ())))
        for key in Read.__struct_fields__
    }
    shares = {key: getattr(file.expect, key) for key in Expected.__struct_fields__ if key != "articles"}
    return Site(
        name=name, title=file.title, home=home, instead=file.instead, enabled=file.crawl.enabled, **starts,
        hosts=frozenset({urlsplit(home).hostname or "", *(host.lower() for host in file.hosts or ())}),
        urls=_patterns(file.urls), remove=selectors.pop("remove"), read=selectors, delay=file.crawl.delay,
        expect=Expect(articles=file.expect.articles, shares=shares), digest=digest,
    )  # fmt: skip


def _home(home: str) -> str:
    parts = urlsplit(home)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ValueError(f"home: expected scheme and host alone, like http://hanoitv.vn, found {home!r}")
    return f"{parts.scheme}://{parts.netloc.lower()}"


def _check_starts(starts: dict[str, tuple[str, ...]]) -> None:
    if not any(starts.values()):
        raise ValueError("find: expected at least one of pages, feeds, sitemaps")
    for key, paths in starts.items():
        for path in paths:
            if not path.startswith("/"):
                raise ValueError(f"find.{key}: expected a path beginning with /, found {path!r}")


def _patterns(urls: Urls) -> dict[Kind, re.Pattern[str]]:
    kinds: tuple[Kind, ...] = ("article", "video", "audio", "photo")
    return {kind: _pattern(kind, text) for kind in kinds if (text := getattr(urls, kind))}


def _pattern(kind: str, text: str) -> re.Pattern[str]:
    try:
        pattern = re.compile(text)
    except re.error as error:
        raise ValueError(f"urls.{kind}: {text!r} is no regular expression: {error}") from error
    if "id" not in pattern.groupindex:
        raise ValueError(f"urls.{kind}: expected a group (?P<id>…), found none in {text!r}")
    return pattern


def _selectors(key: str, texts: tuple[str, ...]) -> tuple[Selector, ...]:
    try:
        return tuple(compile_selector(text) for text in texts)
    except ValueError as error:
        raise ValueError(f"read.{key}: {error}") from error
