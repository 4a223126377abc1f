"""Feeds and sitemaps: the addresses that an XML file lists, and what it says of their dates."""

from __future__ import annotations

from collections.abc import Generator, Iterator

from hanoitv_scraper.discover.entries import ROOTS, Entry, EntryReader, local_name
from hanoitv_scraper.discover.left import Reason
from hanoitv_scraper.discover.xml_stream import Token, read_tokens

__all__ = ["CutShort", "Entry", "read_entries"]

# Forty times what a sitemap may hold (sitemaps.org/protocol.html: 50,000).
MOST_ENTRIES = 2_000_000
# Tags without an entry among them. A sitemap may name 1,000 pictures beside an address, each with five facts.
MOST_BETWEEN = 50_000


class CutShort(ValueError):
    """A feed or sitemap could not be read to its end, or not all of it; raised behind the last good entry."""

    def __init__(self, why: str, reason: Reason = "broken xml") -> None:
        super().__init__(why)
        self.reason = reason


def read_entries(content: bytes) -> Iterator[Entry]:
    """Yield what an RSS or Atom feed, a sitemap or a sitemap index lists, in its order; gzip is unpacked.

    Raises ValueError for anything else. Broken XML is read as far as it goes: a bare `&`, an entity nobody declared,
    tags that are not closed or close nothing, and junk behind the end cost no entry but the one they stand in. Raises
    CutShort behind the last entry where the file ends before its root does, where a bound stops it, and where entries
    that are broken name no address; not where a file is careless and nothing is lost, and not for an entry that is
    whole and names no address, as RSS allows.
    """
    tokens = read_tokens(content)
    reader = _read_root(tokens)
    stopped = yield from _read_all(tokens, reader)
    count = f"{min(reader.count, MOST_ENTRIES):,} entries"
    if reader.count > MOST_ENTRIES:
        raise CutShort(f"cut short after {count}, the most we read", "too many addresses")
    if not reader.closed:
        raise CutShort(f"cut short after {count}: {stopped or f'<{reader.root}> is not closed'}")
    if reader.lost:
        raise CutShort(f"broken: {count} read, {reader.lost:,} without an address that can be read")


def _read_all(tokens: Iterator[Token], reader: EntryReader) -> Generator[Entry, None, str]:
    """Yield the entries, and return why no more of them could be read: nothing where the file ends by itself."""
    last, stopped = 0, ""
    try:
        for place, token in enumerate(tokens):
            entry = reader.take(token)
            if reader.count > MOST_ENTRIES:
                return stopped
            if entry:
                yield entry
                last = place
            elif place - last > MOST_BETWEEN:
                raise ValueError(f"{MOST_BETWEEN:,} tags and no entry among them")
    except ValueError as error:
        stopped = str(error)
    if entry := reader.finish():
        yield entry
    return stopped


def _read_root(tokens: Iterator[Token]) -> EntryReader:
    """Return a reader of what stands in the root; raises ValueError for what is neither feed nor sitemap."""
    try:
        root = next((token for token in tokens if token["name"]), None)
    except ValueError as error:
        raise ValueError(f"neither feed nor sitemap: {error}") from error
    if root is None:
        raise ValueError("neither feed nor sitemap: it has no tags")
    name = local_name(root["name"])
    if name not in ROOTS:
        raise ValueError(f"neither feed nor sitemap: its root is {name[:40]}")
    return EntryReader(name, closed=bool(root["ended"]) or root["attributes"].endswith("/"))
