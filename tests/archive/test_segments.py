"""Segments hold whole records, and keep them."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from hanoitv_scraper.archive.segments import SegmentWriter, describe, seal


def test_a_segment_is_open_until_it_is_sealed(tmp_path: Path) -> None:
    segment = SegmentWriter(tmp_path / "a" / "0001.jsonl")
    assert segment.append(b"one\n") == [(0, 4)]
    assert segment.append(b"two\n", b"three\n") == [(4, 4), (8, 6)]
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["0001.jsonl.open"]
    segment.close()
    assert seal(segment.open_path) == segment.path
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["0001.jsonl"]
    assert segment.path.read_bytes() == b"one\ntwo\nthree\n"


def test_a_sealed_file_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "0001.jsonl").write_bytes(b"sealed\n")
    segment = SegmentWriter(tmp_path / "0001.jsonl")
    segment.append(b"other\n")
    segment.close()
    with pytest.raises(FileExistsError, match="is there already"):
        seal(segment.open_path)
    assert (tmp_path / "0001.jsonl").read_bytes() == b"sealed\n"


def test_a_segment_is_described_by_records_bytes_and_digest(tmp_path: Path) -> None:
    (tmp_path / "0001.jsonl").write_bytes(b"one\ntwo\n")
    info = describe(tmp_path / "0001.jsonl", tmp_path, 2)
    assert (info.file, info.records, info.bytes) == ("0001.jsonl", 2, 8)
    assert info.sha256 == f"sha256:{hashlib.sha256(b'one' + bytes([10]) + b'two' + bytes([10])).hexdigest()}"
