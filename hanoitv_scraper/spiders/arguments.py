"""What a crawl can be told with `-a`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from hanoitv_scraper.errors import BadArgument
from hanoitv_scraper.items import Kind
from hanoitv_scraper.sites.urls import read_root

KNOWN = ("kinds", "limit", "root")


@dataclass(frozen=True, slots=True, kw_only=True)
class Arguments:
    kinds: frozenset[Kind] = frozenset({"article"})
    """Which kinds of pages are fetched."""
    limit: int | None = None
    """The most pages that are fetched, lists not counted."""
    root: str | None = None
    """Scheme and host that stand in for the site's own: a mirror, a staging host, the newsroom."""


def read_arguments(given: Mapping[str, str]) -> Arguments:
    """Return the arguments of a crawl; raises BadArgument saying which one, what was expected and what was found."""
    for name in given:
        if name not in KNOWN:
            raise BadArgument(f"-a {name}=: unknown argument: there are {', '.join(KNOWN)}")
    return Arguments(kinds=_kinds(given.get("kinds")), limit=_limit(given.get("limit")), root=_root(given.get("root")))


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


def _root(text: str | None) -> str | None:
    if text is None:
        return None
    root = read_root(text)
    if root is None:
        raise BadArgument(f"-a root=: expected scheme and host like http://127.0.0.1:8000, found {text!r}")
    return root
