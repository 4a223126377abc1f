"""WARC files as other readers give them: warcio and fastwarc."""

from __future__ import annotations

from io import BytesIO

import msgspec
from fastwarc.warc import ArchiveIterator as FastIterator
from warcio.archiveiterator import ArchiveIterator

ANSWERS = ("response", "revisit")


class Recorded(msgspec.Struct, frozen=True):
    """A record as a reader gives it."""

    type: str
    told: dict[str, str]
    status: str | None
    payload: bytes


def read_by_warcio(content: bytes) -> list[Recorded]:
    """Return the records of a WARC file as warcio reads them; raises ArchiveLoadFailed where a digest is not true."""
    return [
        Recorded(
            record.rec_type,
            dict(record.rec_headers.headers),
            record.http_headers.get_statuscode() if record.rec_type in ANSWERS else None,
            record.raw_stream.read(),
        )
        for record in ArchiveIterator(BytesIO(content), check_digests="raise")
    ]


def read_by_fastwarc(content: bytes) -> list[Recorded]:
    return [
        Recorded(
            str(record.record_type),
            dict(record.headers),
            f"{record.http_headers.status_code}" if str(record.record_type) in ANSWERS else None,
            record.reader.read(),
        )
        for record in FastIterator(BytesIO(content))
    ]


def read_digests(content: bytes) -> list[tuple[str, bool, bool]]:
    """Return whether, to fastwarc, the digests of each record's block and payload are there and true."""
    blocks = [record.verify_block_digest() for record in FastIterator(BytesIO(content), parse_http=False)]
    payloads = [(str(record.record_type), record.verify_payload_digest()) for record in FastIterator(BytesIO(content))]
    return [(type, block, payload) for (type, payload), block in zip(payloads, blocks, strict=True)]
