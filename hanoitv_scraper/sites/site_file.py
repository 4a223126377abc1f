"""What a site file may say: its keys, their types, and how it becomes a `Site`."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import timedelta
from itertools import pairwise
from typing import Annotated, TypeVar
from urllib.parse import urlsplit

import msgspec

from hanoitv_scraper.items import Kind
from hanoitv_scraper.sites.duration import parse_duration
from hanoitv_scraper.sites.quiet_hours import QuietHours, parse_quiet_hours
from hanoitv_scraper.sites.selectors import Selector, compile_selector
from hanoitv_scraper.sites.site import Expect, More, Schedule, Site

Filled = Annotated[tuple[Annotated[str, msgspec.Meta(min_length=1)], ...], msgspec.Meta(min_length=1)]
Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
Revisit = Annotated[tuple[tuple[str, str], ...], msgspec.Meta(min_length=1)]

# Ages and pauses: what is young is corrected often, what is old is looked at to learn whether it still stands.
REVISIT = (
    ("1 day", "1 hour"),
    ("7 days", "1 day"),
    ("30 days", "7 days"),
    ("365 days", "30 days"),
    ("3650 days", "365 days"),
)


class Table(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table of a site file: an unknown key is refused."""


class FindMore(Table, frozen=True, kw_only=True):
    path: str
    zone: Filled | None = None
    first: Annotated[int, msgspec.Meta(ge=0)] = 2


class Find(Table, frozen=True, kw_only=True):
    pages: Filled | None = None
    feeds: Filled | None = None
    sitemaps: Filled | None = None
    advertised: bool = True
    more: FindMore | None = None


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
    concurrency: Annotated[int, msgspec.Meta(ge=1, le=16)] = 1
    quiet_hours: Filled | None = None
    time_limit: str = "50 minutes"
    enabled: bool = False
    horizon: str = "30 days"
    revisit: Revisit = REVISIT


class Expected(Table, frozen=True, kw_only=True):
    articles: Annotated[int, msgspec.Meta(ge=0)] = 1
    new_within: str | None = None
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
        return _compile(name, file, Read())
    if file.family not in families:
        raise ValueError(f"family: no {file.family!r}: there are {', '.join(sorted(families)) or 'no families'}")
    family = families[file.family]
    try:
        shared = _decode(family, FamilyFile).read
    except ValueError as error:
        raise ValueError(f"family: {file.family}.toml: {error}") from error
    return _compile(name, file, shared)


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


def _compile(name: str, file: SiteFile, family: Read) -> Site:
    home = _home(file.home)
    hosts = {urlsplit(home).hostname or "", *(host.lower() for host in file.hosts or ())}
    find, crawl, expect = file.find, file.crawl, file.expect
    starts = {"pages": find.pages or (), "feeds": find.feeds or (), "sitemaps": find.sitemaps or ()}
    _check_starts(starts)
    texts = {key: (*(getattr(file.read, key) or ()), *(getattr(family, key) or ())) for key in Read.__struct_fields__}
    selectors = {key: _selectors(f"read.{key}", of_key) for key, of_key in texts.items()}
    shares = {key: getattr(expect, key) for key in Expected.__struct_fields__ if key not in ("articles", "new_within")}
    return Site(
        name=name, title=file.title, home=home, instead=file.instead, enabled=crawl.enabled, **starts,
        advertised=find.advertised, more=_more(find.more), horizon=_duration("crawl.horizon", crawl.horizon),
        revisit=_revisit(crawl.revisit), hosts=frozenset(hosts), urls=_patterns(file.urls),
        remove=selectors.pop("remove"), read=selectors, delay=crawl.delay, concurrency=crawl.concurrency,
        quiet_hours=_quiet_hours(crawl.quiet_hours or ()), time_limit=_duration("crawl.time_limit", crawl.time_limit),
        expect=Expect(
            articles=expect.articles, shares=shares,
            new_within=_duration("expect.new_within", expect.new_within) if expect.new_within else None,
        ),
        digest=_digest(file.title, home, sorted(hosts), file.urls, texts),
    )  # fmt: skip


def _digest(*reading: object) -> str:
    """Return the digest over what decides a reading: a site that is crawled in another way is read as before."""
    return hashlib.sha256(msgspec.json.encode(reading, order="sorted")).hexdigest()


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


def _more(more: FindMore | None) -> More | None:
    if more is None:
        return None
    braces = set(re.findall(r"\{[^{}]*\}|[{}]", more.path))
    if not more.path.startswith("/"):
        raise ValueError(f"find.more.path: expected a path beginning with /, found {more.path!r}")
    if "{page}" not in braces or braces - {"{page}", "{zone}"}:
        raise ValueError(f"find.more.path: expected {{page}} and no braces but {{zone}} beside it, found {more.path!r}")
    if "{zone}" in braces and not more.zone:
        raise ValueError(f"find.more.zone: expected selectors for the {{zone}} of {more.path!r}, found none")
    if more.zone and "{zone}" not in braces:
        raise ValueError(f"find.more.path: expected a {{zone}} for find.more.zone to fill, found {more.path!r}")
    return More(path=more.path, zone=_selectors("find.more.zone", more.zone or ()), first=more.first)


def _revisit(pairs: Revisit) -> tuple[Schedule, ...]:
    schedules = tuple(
        Schedule(_duration(f"crawl.revisit[{index}][0]", age), _duration(f"crawl.revisit[{index}][1]", every))
        for index, (age, every) in enumerate(pairs)
    )
    for before, after in pairwise(schedules):
        if after.younger_than <= before.younger_than:
            ages = ", ".join(age for age, _ in pairs)
            raise ValueError(f"crawl.revisit: expected ages that rise, found {ages}")
    return schedules


def _quiet_hours(texts: tuple[str, ...]) -> tuple[QuietHours, ...]:
    try:
        return tuple(map(parse_quiet_hours, texts))
    except ValueError as error:
        raise ValueError(f"crawl.quiet_hours: {error}") from error


def _duration(key: str, text: str) -> timedelta:
    try:
        return parse_duration(text)
    except ValueError as error:
        raise ValueError(f"{key}: {error}") from error


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
        raise ValueError(f"{key}: {error}") from error
