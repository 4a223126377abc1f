"""Raw pages as WARC 1.1, one member of gzip a record: what was asked, what was answered, byte for byte."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from hanoitv_scraper.archive.layout import located
from hanoitv_scraper.digests import sha256
from hanoitv_scraper.errors import ArchiveDamaged
from hanoitv_scraper.items import Raw

GZIP = zlib.MAX_WBITS + 16
# A record larger than this was not written by us: a page of more than 16 MiB is not fetched.
LARGEST = 64 * 2**20
WARC_TIME = "%Y-%m-%dT%H:%M:%SZ"
Headers = tuple[tuple[bytes, bytes], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A request and its response."""

    url: str
    """What was fetched."""
    at: datetime
    """When the response was there, UTC."""
    method: str
    request_headers: Headers
    status: int
    phrase: str
    headers: Headers
    """The response's, as they were sent, but for those of the transfer."""
    payload: bytes
    """After transfer-decoding and before content-decoding."""
    ip: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """The page that an unchanged payload came with first."""

    url: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A raw page read back."""

    url: str
    """What was fetched."""
    at: datetime
    status: int
    headers: Mapping[str, str]
    """By name in lower case."""
    payload: bytes
    """Before content-decoding."""


class _Head(StatusAndHeaders):  # type: ignore[misc]  # warcio has no types
    """The head of an HTTP message as it was sent: warcio by itself would write letters beyond ASCII otherwise."""

    def __init__(self, head: bytes) -> None:
        super().__init__("as sent", [], protocol="HTTP/1.1")
        self._as_sent = head

    def compute_headers_buffer(self, header_filter: object = None) -> None:
        self.headers_buff = self._as_sent


def to_records(exchange: Exchange, original: Original | None = None) -> tuple[bytes, bytes]:
    """Return the records of response (a `revisit` where its payload is that of `original`) and request."""
    head = _message_head(f"HTTP/1.1 {exchange.status} {exchange.phrase}", exchange.headers)
    writer = WARCWriter(None, gzip=False, warc_version="WARC/1.1")
    about = {"WARC-Date": f"{exchange.at:{WARC_TIME}}", "WARC-Payload-Digest": sha256(exchange.payload)}
    if exchange.ip:
        about["WARC-IP-Address"] = exchange.ip
    if original is None:
        about["WARC-Block-Digest"] = sha256(head + exchange.payload)
        response = _record(writer, exchange.url, "response", head, exchange.payload, about)
    else:
        about["WARC-Block-Digest"] = sha256(head)
        about["WARC-Profile"] = writer.REVISIT_PROFILE_1_1
        about["WARC-Refers-To-Target-URI"] = original.url
        about["WARC-Refers-To-Date"] = f"{original.at:{WARC_TIME}}"
        response = _record(writer, exchange.url, "revisit", head, b"", about)
    return _to_member(writer, response), _to_member(writer, _request(writer, exchange, response))


def to_warcinfo(name: str, at: datetime, fields: Mapping[str, str]) -> bytes:
    """Return the record that a WARC file of this name begins with."""
    writer = WARCWriter(None, gzip=False, warc_version="WARC/1.1")
    block = "".join(f"{key}: {' '.join(value.split())}\r\n" for key, value in fields.items()).encode()
    about = {
        "WARC-Date": f"{at:{WARC_TIME}}", "WARC-Filename": name, "WARC-Block-Digest": sha256(block),
        "Content-Type": "application/warc-fields",
    }  # fmt: skip
    return _to_member(writer, _record(writer, "", "warcinfo", b"", block, about))


def _request(writer: WARCWriter, exchange: Exchange, response: ArcWarcRecord) -> ArcWarcRecord:
    target = exchange.url.split("/", 3)[3:]
    head = _message_head(f"{exchange.method} /{''.join(target)} HTTP/1.1", exchange.request_headers)
    about = {
        "WARC-Date": f"{exchange.at:{WARC_TIME}}", "WARC-Payload-Digest": sha256(b""),
        "WARC-Block-Digest": sha256(head),
        "WARC-Concurrent-To": response.rec_headers.get_header("WARC-Record-ID"),
    }  # fmt: skip
    return _record(writer, exchange.url, "request", head, b"", about)


def _message_head(first: str, headers: Headers) -> bytes:
    lines = [first.encode("latin-1", "replace"), *(name + b": " + value for name, value in headers)]
    return b"\r\n".join(lines) + b"\r\n\r\n"


def _record(
    writer: WARCWriter, url: str, kind: str, head: bytes, payload: bytes, about: Mapping[str, str]
) -> ArcWarcRecord:
    return writer.create_warc_record(
        url, kind, payload=BytesIO(payload), length=len(payload), http_headers=_Head(head) if head else None,
        warc_headers_dict=dict(about),
    )  # fmt: skip


def _to_member(writer: WARCWriter, record: ArcWarcRecord) -> bytes:
    writer.out = BytesIO()
    writer.write_record(record)
    return zlib.compress(writer.out.getvalue(), 6, wbits=GZIP)


def read_stored(root: Path, raw: Raw) -> Stored | None:
    """Return the page that `raw` points at, None where none was kept; raises ArchiveDamaged, naming file and byte."""
    if raw.file is None or raw.offset is None or raw.length is None:
        return None
    path = located(root, raw.file)
    try:
        with path.open("rb") as file:
            file.seek(raw.offset)
            # Inflated here and not by warcio, which prints that a checksum is wrong, and goes on.
            stored = _stored(next(iter(ArchiveIterator(BytesIO(_inflate(file.read(raw.length)))))))
    except (OSError, StopIteration, ArchiveLoadFailed, ValueError, zlib.error) as error:
        raise ArchiveDamaged(f"{path}: byte {raw.offset}: expected a record's page, found none: {error}") from error
    if (found := sha256(stored.payload)) != raw.digest:
        raise ArchiveDamaged(f"{path}: byte {raw.offset}: expected a page with digest {raw.digest}, found {found}")
    return stored


def _inflate(member: bytes) -> bytes:
    inflate = zlib.decompressobj(wbits=GZIP)
    content = inflate.decompress(member, LARGEST)
    if not inflate.eof:
        raise ValueError("it is cut, or too large")
    return content


def _stored(record: ArcWarcRecord) -> Stored:
    if record.rec_type != "response" or record.http_headers is None:
        raise ValueError(f"it is a record of type {record.rec_type}")
    told = record.rec_headers.get_header
    return Stored(
        url=told("WARC-Target-URI"),
        at=datetime.fromisoformat(told("WARC-Date")),
        status=int(record.http_headers.get_statuscode()),
        headers={name.lower(): value for name, value in record.http_headers.headers},
        payload=record.raw_stream.read(),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One member of a gzip file: a WARC record, compressed."""

    offset: int
    length: int
    content: bytes
    """Decompressed: the record's head, no more than its first 64 KiB."""


def whole_members(path: Path) -> Iterator[Member]:
    """Yield the members of a gzip file from its start, up to the first that is cut or damaged: its checksum tells.

    Memory stays small whatever a record holds: 4 KiB expand to 4 MiB at most.
    """
    with path.open("rb") as file:
        start, rest = 0, b""
        while True:
            inflate, first, taken = zlib.decompressobj(wbits=GZIP), b"", 0
            while not inflate.eof:
                chunk = rest or file.read(4_096)
                if not chunk:
                    return
                try:
                    content = inflate.decompress(chunk)
                except zlib.error:
                    return
                taken, rest, first = taken + len(chunk), b"", first + content[: (1 << 16) - len(first)]
            rest = inflate.unused_data
            yield Member(offset=start, length=taken - len(rest), content=first)
            start += taken - len(rest)
