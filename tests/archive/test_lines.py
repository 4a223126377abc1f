"""A line reads back as the same record."""

from __future__ import annotations

import json
from dataclasses import fields

import pytest
from hypothesis import given

from hanoitv_scraper.archive.lines import from_line, to_line
from hanoitv_scraper.items import Article
from tests.samples import WRITTEN, articles


@given(articles)
def test_a_line_is_one_line_and_reads_back_as_the_same_record(article: Article) -> None:
    line = to_line(article)
    assert line.count(b"\n") == 1 and line.endswith(b"\n")
    assert from_line(line) == article


def test_keys_stand_in_the_records_order_and_none_is_missing() -> None:
    assert list(json.loads(to_line(WRITTEN))) == [field.name for field in fields(Article)]


def test_text_is_utf8_without_escapes_and_times_keep_their_offset() -> None:
    line = to_line(WRITTEN).decode()
    assert "Trần Thị Thử" in line and "\\u" not in line
    assert '"timestamp":"2021-11-08T21:21:00+07:00"' in line and '"fetched_at":"2026-11-23T19:00:04Z"' in line


def test_to_dict_is_what_the_line_says() -> None:
    assert WRITTEN.to_dict() == json.loads(to_line(WRITTEN))


@pytest.mark.parametrize(
    ("old", "new"),
    [('"id":', '"ID":'), ('"revision":1', '"revision":"1"'), ('"kind":"article"', '"kind":"song"'), ("}", "")],
)
def test_a_line_that_is_not_as_the_schema_has_it_is_refused(old: str, new: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        from_line(to_line(WRITTEN).replace(old.encode(), new.encode()))


def test_a_key_that_a_later_version_added_does_no_harm() -> None:
    assert from_line(to_line(WRITTEN).replace(b'"id":', b'"added_later":1,"id":', 1)) == WRITTEN
