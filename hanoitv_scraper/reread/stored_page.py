"""A stored page, read again with today's rules."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from hanoitv_scraper.archive.warc import Stored, read_stored
from hanoitv_scraper.errors import NotAnArticle
from hanoitv_scraper.extract.article import read_page
from hanoitv_scraper.extract.bounds import MAX_BYTES
from hanoitv_scraper.items import Article, Page, Raw
from hanoitv_scraper.sites import Site
from hanoitv_scraper.sites.urls import at_root

CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
GZIP = zlib.MAX_WBITS + 16
GZIP_MAGIC = b"\x1f\x8b"
# So much is inflated at a time: what a damaged payload held before the damage is lost by no more than this.
STEP = 1 << 16


def read_again(root: Path, before: Article, site: Site) -> Article | None:
    """Return an article's stored page, read with today's rules; None where no page is kept.

    Raises NotAnArticle, or ArchiveDamaged for a page that is not where the record says.
    """
    page = _stored_page(root, before.raw, site) if before.raw else None
    if page is None:
        return None
    return replace(read_page(replace(page, fetched_at=before.fetched_at), site), raw=before.raw, run=before.run)


def read_raw(root: Path, raw: Raw, site: Site) -> Article | None:
    """Return the page that `raw` points at, read with today's rules; None and errors as of `read_again`."""
    page = _stored_page(root, raw, site)
    return None if page is None else replace(read_page(page, site), raw=raw)


def _stored_page(root: Path, raw: Raw, site: Site) -> Page | None:
    stored = read_stored(root, raw)
    return None if stored is None else to_page(stored, raw, site)


def to_page(stored: Stored, raw: Raw, site: Site) -> Page:
    """Return a stored page as a crawl would hand it on; raises NotAnArticle where its payload cannot be decoded."""
    url = at_root(stored.url, site.home)
    charset = CHARSET.search(stored.headers.get("content-type", ""))
    return Page(
        url=url, body=decode_content(stored.payload, stored.headers.get("content-encoding", ""), url),
        fetched_at=stored.at, charset=charset and charset[1], via=raw.via,
    )  # fmt: skip


def decode_content(payload: bytes, encodings: str, url: str) -> bytes:
    """Return a payload without its content-encodings; raises NotAnArticle for others than gzip and deflate.

    Of a payload that was cut or is damaged further on it is what came before, as in a crawl; of one that is larger
    than any page we read it is one byte more than we read.
    """
    for encoding in reversed([name.strip().lower() for name in encodings.split(",") if name.strip()]):
        if encoding in ("gzip", "x-gzip"):
            payload = _inflate(payload, GZIP, url)
        elif encoding == "deflate":  # with zlib's head by the standard, without it by custom
            payload = _inflate(payload, zlib.MAX_WBITS if _has_zlib_head(payload) else -zlib.MAX_WBITS, url)
        elif encoding != "identity":
            raise NotAnArticle(url, f"its content-encoding is {encoding}, which we do not decode")
    return payload


def _has_zlib_head(payload: bytes) -> bool:
    """Tell by the two bytes of RFC 1950: the method is deflate, and the check bits are right."""
    return len(payload) > 1 and payload[0] & 15 == 8 and int.from_bytes(payload[:2], "big") % 31 == 0


def _inflate(payload: bytes, wbits: int, url: str) -> bytes:
    found = bytearray()
    try:
        for piece in _inflated(payload, wbits):
            found += piece
            if len(found) > MAX_BYTES:
                break
    except zlib.error as error:
        if not found:
            raise NotAnArticle(url, f"its compressed payload cannot be decoded: {error}") from error
    return bytes(memoryview(found)[: MAX_BYTES + 1])


def _inflated(payload: bytes, wbits: int) -> Iterator[bytes]:
    """Yield what a payload holds, member after member of gzip; raises zlib.error."""
    while payload:
        inflate = zlib.decompressobj(wbits)
        yield inflate.decompress(payload, STEP)
        while inflate.unconsumed_tail and not inflate.eof:
            yield inflate.decompress(inflate.unconsumed_tail, STEP)
        yield inflate.flush()
        more = inflate.unused_data
        payload = more if wbits == GZIP and more.startswith(GZIP_MAGIC) else b""
