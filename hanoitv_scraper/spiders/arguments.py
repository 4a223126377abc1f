"""What a crawl can be told with `-a`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Literal, get_args

from hanoitv_scraper.archive.read import to_bound
from hanoitv_scraper.discover.bounds import Bounds
from hanoitv_scraper.errors import BadArgument
from hanoitv_scraper.items import Kind
from hanoitv_scraper.sites.urls import read_root

Revisit = Literal["due", "all", "none"]
# No news page is older or younger; arithmetic with dates overflows at the ends of time.
YEARS = range(1900, 2200)
KNOWN = ("since", "until", "sections", "limit", "kinds", "revisit", "root")


@dataclass(frozen=True, slots=True, kw_only=True)
class Arguments:
    bounds: Bounds = field(default_factory=Bounds)
    """When the articles were published that are wanted."""
    sections: tuple[str, ...] = ()
    """Paths of the lists that are read, and no others; empty for what the site file and the site's own menu name."""
    limit: int | None = None
    """The most pages that are fetched, lists not counted."""
    kinds: frozenset[Kind] = frozenset({"article"})
    """Which kinds of pages are fetched."""
    revisit: Revisit = "due"
    """Which of the articles known already are looked at again."""
    root: str | None = None
    """Scheme and host that stand in for the site's own: a mirror, a staging host, the newsroom."""

    @property
    def is_partial(self) -> bool:
        """Whether less is wanted than a plain run brings, or other kinds: nothing can be expected of it."""
        plain = Arguments(root=self.root, revisit=self.revisit)
        return self != plain


def read_arguments(given: Mapping[str, str]) -> Arguments:
    """Return the arguments of a crawl; raises BadArgument saying which one, what was expected and what was found."""
    for name in given:
        if name not in KNOWN:
            raise BadArgument(f"-a {name}=: unknown argument: there are {', '.join(KNOWN)}")
    return Arguments(
        bounds=_bounds(given.get("since"), given.get("until")),
        sections=_sections(given.get("sections")),
        limit=_limit(given.get("limit")),
        kinds=_kinds(given.get("kinds")),
        revisit=_revisit(given.get("revisit", "due")),
        root=_root(given.get("root")),
    )


def _bounds(since: str | None, until: str | None) -> Bounds:
    bounds = Bounds(since=_bound("since", since, time.min), until=_bound("until", until, time.max))
    if bounds.since and bounds.until and bounds.since > bounds.until:
        raise BadArgument(f"-a since= until=: expected since before until, found {since!r} and {until!r}")
    return bounds


def _bound(name: str, text: str | None, clock: time) -> datetime | None:
    try:
        bound = to_bound(text, clock)
    except BadArgument as error:
        raise BadArgument(f"-a {name}=: {error}") from error
    if bound and bound.year not in YEARS:
        raise BadArgument(f"-a {name}=: expected a year from {YEARS[0]} to {YEARS[-1]}, found {text!r}")
    return bound


def _sections(text: str | None) -> tuple[str, ...]:
    if text is None:
        return ()
    parts = [part.strip() for part in text.split(",")]
    if not all(parts) or any(":" in part or part.startswith("//") for part in parts):
        raise BadArgument(f"-a sections=: expected paths of lists like xa-hoi,van-hoa/du-lich, found {text!r}")
    return tuple(dict.fromkeys("/" + part.lstrip("/") for part in parts))


def _kinds(text: str | None) -> frozenset[Kind]:
    known: tuple[Kind, ...] = get_args(Kind)
    wanted = ["article"] if text is None else [part.strip() for part in text.split(",")]
    for kind in wanted:
        if kind not in known:
            raise BadArgument(f"-a kinds=: expected some of {','.join(known)}, found {kind!r}")
    return frozenset(kind for kind in known if kind in wanted)


def _limit(text: str | None) -> int | None:
    if text is None:
        return None
    if not text.isdecimal() or int(text) < 1:
        raise BadArgument(f"-a limit=: expected a number of pages, 1 or more, found {text!r}")
    return int(text)


def _revisit(text: str) -> Revisit:
    known: tuple[Revisit, ...] = get_args(Revisit)
    for revisit in known:
        if revisit == text:
            return revisit
    raise BadArgument(f"-a revisit=: expected one of {', '.join(known)}, found {text!r}")


def _root(text: str | None) -> str | None:
    if text is None:
        return None
    root = read_root(text)
    if root is None:
        raise BadArgument(f"-a root=: expected scheme and host like http://127.0.0.1:8000, found {text!r}")
    return root
