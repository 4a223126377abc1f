"""Segments hold whole lines, and keep them."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanoitv_scraper.archive.segments import SegmentWriter, cut_torn_tail, describe


def test_a_segment_is_open_until_it_is_sealed(tmp_path: Path) -> None:
    segment = SegmentWriter(tmp_path / "a" / "0001.jsonl")
    assert segment.append(b"one\n").offset == 0
    assert segment.append(b"two\n").offset == 4
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["0001.jsonl.open"]
    segment.seal()
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["0001.jsonl"]
    assert segment.path.read_bytes() == b"one\ntwo\n"


def test_an_empty_segment_leaves_nothing(tmp_path: Path) -> None:
    SegmentWriter(tmp_path / "0001.jsonl").seal()
    assert not list(tmp_path.iterdir())


def test_a_sealed_file_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "0001.jsonl").write_bytes(b"sealed\n")
    segment = SegmentWriter(tmp_path / "0001.jsonl")
    segment.append(b"other\n")
    with pytest.raises(FileExistsError):
        segment.seal()
    assert (tmp_path / "0001.jsonl").read_bytes() == b"sealed\n"


@given(
    st.lists(st.binary(max_size=40).map(lambda line: line.replace(b"\n", b"") + b"\n"), max_size=6),
    st.binary(max_size=40),
)
def test_what_is_behind_the_last_whole_line_is_cut(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes], torn: bytes
) -> None:
    path = tmp_path_factory.mktemp("torn") / "0001.jsonl.open"
    torn = torn.replace(b"\n", b"")
    path.write_bytes(b"".join(lines) + torn)
    assert cut_torn_tail(path) == len(torn)
    assert path.read_bytes() == b"".join(lines)


def test_a_torn_line_longer_than_the_window_is_cut_whole(tmp_path: Path) -> None:
    path = tmp_path / "0001.jsonl.open"
    path.write_bytes(b"whole\n" + b"x" * 200_000)
    assert cut_torn_tail(path) == 200_000
    assert path.read_bytes() == b"whole\n"


def test_a_segment_is_described_by_records_bytes_and_digest(tmp_path: Path) -> None:
    (tmp_path / "0001.jsonl").write_bytes(b"one\ntwo\n")
    info = describe(tmp_path / "0001.jsonl", tmp_path)
    assert (info.file, info.records, info.bytes) == ("0001.jsonl", 2, 8)
    assert info.sha256 == f"sha256:{hashlib.sha256(b'one' + bytes([10]) + b'two' + bytes([10])).hexdigest()}"
