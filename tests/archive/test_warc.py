"""WARC files: what came reads back, by other readers too, and what is cut or damaged is never taken for a record."""

from __future__ import annotations

import gzip
import random
import tracemalloc
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanoitv_scraper.archive import segments
from hanoitv_scraper.archive.warc import (
    GZIP,
    Exchange,
    Original,
    read_stored,
    to_records,
    to_warcinfo,
    whole_members,
)
from hanoitv_scraper.digests import sha256
from hanoitv_scraper.errors import ArchiveDamaged
from hanoitv_scraper.items import Raw
from tests.archive.readers import read_by_fastwarc, read_by_warcio, read_digests
from tests.archive.runs import NOON, exchange, opened

# All of Latin-1 but what ends a line.
values = st.text(st.characters(max_codepoint=255, exclude_characters="\r\n")).map(lambda value: value.encode("latin-1"))
names = st.sampled_from((b"Content-Type", b"Content-Encoding", b"Content-Language", b"ETag", b"X-Title"))
headers = st.lists(st.tuples(names, values), max_size=4).map(tuple)
urls = st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=30).map("http://hanoitv.vn/{}".format)
exchanges = st.builds(
    Exchange,
    url=urls, at=st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),
    method=st.just("GET"), request_headers=headers, status=st.integers(100, 999),
    phrase=st.sampled_from(("OK", "Not Found", "")), headers=headers,
    payload=st.binary(max_size=2_000), ip=st.sampled_from((None, "127.0.0.1", "::1")),
)  # fmt: skip
ORIGINAL = Original(url="http://hanoitv.vn/thu-d1.html", at=NOON)


def text_of(value: bytes) -> str:
    """Return a header's value as warcio gives it: bytes that are UTF-8 as that, others as Latin-1."""
    try:
        return value.decode().strip()
    except UnicodeDecodeError:
        return value.decode("latin-1").strip()


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("archive")


def written(root: Path, *records: bytes, digest: str = "") -> Raw:
    """Write records as a file of an archive; return where the first of them lies."""
    (root / "a.warc.gz").write_bytes(b"".join(records))
    return Raw(file="a.warc.gz", offset=0, length=len(records[0]), digest=digest, via="live")


@given(exchanges)
def test_an_exchange_reads_back_as_it_was_by_every_reader(root: Path, exchange: Exchange) -> None:
    records = to_records(exchange)
    content = b"".join(records)
    response, request = read_by_warcio(content)
    assert [response, request] == read_by_fastwarc(content)
    assert (response.status, response.payload) == (str(exchange.status), exchange.payload)
    assert response.told["WARC-Target-URI"] == request.told["WARC-Target-URI"] == exchange.url
    assert request.told["WARC-Concurrent-To"] == response.told["WARC-Record-ID"]
    assert read_digests(content) == [("response", True, True), ("request", True, True)]
    assert gzip.decompress(content) == b"".join(gzip.decompress(record) for record in records)
    stored = read_stored(root, written(root, *records, digest=sha256(exchange.payload)))
    assert stored is not None
    assert (stored.url, stored.at) == (exchange.url, exchange.at.replace(microsecond=0))
    assert (stored.status, stored.payload) == (exchange.status, exchange.payload)
    assert stored.headers == {name.decode().lower(): text_of(value) for name, value in exchange.headers}


@given(exchanges)
def test_the_heads_of_messages_are_kept_as_they_were_sent(exchange: Exchange) -> None:
    response, request = (gzip.decompress(record) for record in to_records(exchange))
    for record, headers in ((response, exchange.headers), (request, exchange.request_headers)):
        block = record.partition(b"\r\n\r\n")[2]
        lines = block.partition(b"\r\n")[2]
        assert lines.startswith(b"".join(b"%s: %s\r\n" % header for header in headers) + b"\r\n")


@given(exchanges)
def test_an_unchanged_payload_is_not_written_again_but_told_by_digest_and_first_capture(exchange: Exchange) -> None:
    content = b"".join(to_records(exchange, ORIGINAL))
    revisit, request = read_by_warcio(content)
    assert [revisit, request] == read_by_fastwarc(content)
    assert (revisit.type, revisit.status, revisit.payload) == ("revisit", str(exchange.status), b"")
    assert revisit.told["WARC-Payload-Digest"] == sha256(exchange.payload)
    assert revisit.told["WARC-Refers-To-Target-URI"] == ORIGINAL.url
    assert revisit.told["WARC-Refers-To-Date"] == "2026-11-23T12:00:00Z"
    assert request.told["WARC-Concurrent-To"] == revisit.told["WARC-Record-ID"]
    # The digest of a payload that is elsewhere cannot be held against this record.
    assert [block for _, block, _ in read_digests(content)] == [True, True]


def test_a_revisit_is_no_page(root: Path) -> None:
    page = exchange("http://hanoitv.vn/thu-d1.html", b"", NOON)
    with pytest.raises(ArchiveDamaged, match=r"byte 0: expected a record's page, found none: it is .* revisit"):
        read_stored(root, written(root, *to_records(page, ORIGINAL), digest=sha256(b"")))


def test_another_page_than_the_record_says_is_damage(root: Path) -> None:
    page = exchange("http://hanoitv.vn/thu-d1.html", b"other", NOON)
    with pytest.raises(
        ArchiveDamaged, match=f"expected a page with digest {sha256(b'page')}, found {sha256(b'other')}"
    ):
        read_stored(root, written(root, *to_records(page), digest=sha256(b"page")))


@pytest.mark.parametrize("payload", [b"", b"Tin", random.Random(1).randbytes(40_000)], ids=["empty", "small", "large"])
def test_a_page_of_which_a_bit_flipped_or_the_end_is_missing_is_damage_or_as_it_was(
    root: Path, payload: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    """Wherever it is: a head that reads otherwise would have the page read otherwise. Nothing is printed."""
    record, _ = to_records(exchange("http://hanoitv.vn/thu-d1.html", payload, NOON))
    raw = written(root, record, digest=sha256(payload))
    good = read_stored(root, raw)
    ends = range(len(record))[:400], range(len(record))[400:][-20:]
    for place in (place for part in ends for place in part):
        (root / "a.warc.gz").write_bytes(flipped(record, place))
        assert read_or_damaged(root, raw) in (good, None)
        (root / "a.warc.gz").write_bytes(record[:place])
        assert read_or_damaged(root, raw) is None
    assert capfd.readouterr() == ("", "")


def read_or_damaged(root: Path, raw: Raw) -> object:
    """Return a stored page, None where it is damaged."""
    try:
        return read_stored(root, raw)
    except ArchiveDamaged:
        return None


def flipped(content: bytes, place: int) -> bytes:
    """Return content with one bit of a byte flipped, another one from byte to byte."""
    return content[:place] + bytes([content[place] ^ 1 << place % 8]) + content[place + 1 :]


def members(path: Path) -> list[tuple[int, int]]:
    return [(member.offset, member.length) for member in whole_members(path)]


def places(records: list[bytes]) -> list[tuple[int, int]]:
    """Return where each of the records lies that stand one behind the other."""
    return [(sum(map(len, records[:number])), len(record)) for number, record in enumerate(records)]


# Some of a few bytes, some that take more than one look at the file.
contents_of_members = st.binary(max_size=300) | st.integers(4_000, 70_000).map(
    lambda size: random.Random(size).randbytes(size)
)


@given(st.lists(contents_of_members, max_size=9))
def test_members_are_found_where_they_lie_with_their_heads(root: Path, contents: list[bytes]) -> None:
    records = [zlib.compress(content, wbits=GZIP) for content in contents]
    path = root / "members.gz"
    path.write_bytes(b"".join(records))
    assert members(path) == places(records)
    for member, content in zip(whole_members(path), contents, strict=True):
        assert content.startswith(member.content)
        assert len(member.content) == min(len(content), 1 << 16)


THREE = [*to_records(exchange("http://hanoitv.vn/thu-d1.html", b"Tin", NOON)), to_warcinfo("a.warc.gz", NOON, {})]


def test_a_file_cut_anywhere_has_the_members_before_the_cut_and_never_one_more(tmp_path: Path) -> None:
    content, found = b"".join(THREE), places(THREE)
    path = tmp_path / "cut.gz"
    for size in range(len(content) + 1):
        path.write_bytes(content[:size])
        assert members(path) == [(offset, length) for offset, length in found if offset + length <= size]


def test_a_member_in_which_a_bit_flipped_is_not_found_nor_any_behind_it(tmp_path: Path) -> None:
    contents, found = [gzip.decompress(record) for record in THREE], places(THREE)
    path = tmp_path / "flipped.gz"
    unnoticed = 0
    for place in range(sum(map(len, THREE))):
        path.write_bytes(flipped(b"".join(THREE), place))
        before = sum(offset + length <= place for offset, length in found)
        heads = [member.content for member in whole_members(path)]
        assert heads in (contents[:before], contents)
        unnoticed += heads == contents
    # In gzip's head nothing depends on time, effort, system and a bit for text, nor on what fills the last byte.
    assert unnoticed <= 8 * len(THREE)


def test_what_stands_behind_damage_is_not_found(tmp_path: Path) -> None:
    path = tmp_path / "between.gz"
    path.write_bytes(THREE[0] + b"\0" + THREE[1])
    assert members(path) == [(0, len(THREE[0]))]


def test_a_member_that_expands_a_thousandfold_takes_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "bomb.gz"
    zeros = zlib.compressobj(9, wbits=GZIP)
    bomb = b"".join([zeros.compress(bytes(2**20)) for _ in range(128)]) + zeros.flush()
    path.write_bytes(bomb)
    tracemalloc.start()
    try:
        (member,) = whole_members(path)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (member.length, member.content) == (len(bomb), bytes(1 << 16))
    assert len(bomb) < 2**18 and most < 32 * 2**20


def test_a_full_file_is_followed_by_the_next_and_no_exchange_is_torn_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(segments.MAX_BYTES, "pages", 3_000)
    payloads = {f"http://hanoitv.vn/thu-d{number}.html": bytes([number]) * 9 for number in range(20)}
    with opened(tmp_path) as run:
        kept = [
            run.keep(exchange(url, payload, NOON), f"hanoitv:{url[-8:-5]}", url) for url, payload in payloads.items()
        ]
        sealed = [info for info in run.seal("finished", 0, None).files if info.file.startswith("pages/")]
    assert len(sealed) > 2
    for info in sealed:
        records = read_by_warcio((tmp_path / info.file).read_bytes())
        assert [record.type for record in records] == ["warcinfo", *["response", "request"] * (info.records // 2)]
        assert records[0].told["WARC-Filename"] == Path(info.file).name
        # Full only with its last exchange.
        assert members(tmp_path / info.file)[-2][0] < 3_000
    assert all(info.bytes >= 3_000 for info in sealed[:-1])
    stored = [read_stored(tmp_path, sighting.raw) for sighting in kept if sighting.raw]
    assert {page.url: page.payload for page in stored if page} == payloads
