"""What the newsroom changed and what our rules changed are never mixed up, and nothing that changed vanishes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from hanoitv_scraper.archive.versions import next_versions
from hanoitv_scraper.items import VIETNAM, Article, Image, Raw
from tests.archive.runs import read_by, unreadable
from tests.samples import WRITTEN

OLD, NEW = "sha256:old", "sha256:new"
BEFORE = replace(read_by(WRITTEN, OLD), revision=3, reading=2)


def fetched(article: Article, payload: str) -> Article:
    raw = Raw(file="pages/x", offset=0, length=1, digest=payload, via="live")
    return replace(article, raw=raw, revision=1, reading=1)


def versions(before: Article, now: Article, again: Article | None = None) -> list[tuple[int, int, tuple[str, ...]]]:
    lines, _ = next_versions(before, now, lambda _: again)
    return [(line.revision, line.reading, line.changed) for line in lines]


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Khác"}, {"lead": "Khác"}, {"body": "Khác"}, {"authors": ("Đỗ Minh Kha",)}, {"keywords": ("khác",)},
        {"section": ("Xã hội",)}, {"source": "Báo Thử"}, {"dateline": "HanoiTV"}, {"url": "http://hanoitv.vn/khac-d1.html"},
        {"timestamp": BEFORE.timestamp and BEFORE.timestamp + timedelta(minutes=1)}, {"kind": "video"},
        {"images": (Image(url="http://a.vn/1.jpg", caption=None),)}, {"timestamp_precision": "second"},
    ],
    ids=lambda change: next(iter(change)),
)  # fmt: skip
def test_whatever_the_newsroom_changes_is_a_revision(change: dict[str, object]) -> None:
    before = fetched(BEFORE, "sha256:a")
    now = replace(fetched(BEFORE, "sha256:b"), **change)  # type: ignore[arg-type]  # the table above has fields' types
    before = replace(before, revision=3, reading=2)
    assert versions(before, now) == [(4, 1, (next(iter(change)),))]


def test_what_differs_from_look_to_look_is_no_revision_by_itself() -> None:
    moved = {"timestamp_text": "2 giờ trước", "updated_at": BEFORE.timestamp}
    now = replace(fetched(BEFORE, "sha256:b"), **moved)  # type: ignore[arg-type]  # fields of these types
    assert next_versions(fetched(BEFORE, "sha256:a"), now, unreadable) == ((), "same")
    assert versions(fetched(BEFORE, "sha256:a"), replace(now, title="Khác"))[0][2] == (
        "title", "timestamp_text", "updated_at",
    )  # fmt: skip


def test_the_same_payload_is_never_a_revision() -> None:
    before = fetched(BEFORE, "sha256:a")
    assert next_versions(before, replace(before, title="Khác"), unreadable) == ((), "same")


def test_other_rules_on_the_same_payload_are_a_reading() -> None:
    before, again = fetched(BEFORE, "sha256:a"), read_by(replace(BEFORE, keywords=("Thử",)), NEW)
    now = fetched(again, "sha256:a")
    assert versions(before, now, fetched(again, "sha256:a")) == [(1, 2, ("keywords",))]
    assert next_versions(before, now, lambda _: now)[1] == "reread"


def test_other_rules_and_an_edit_are_a_reading_and_a_revision() -> None:
    before = fetched(BEFORE, "sha256:a")
    again = fetched(read_by(replace(BEFORE, keywords=("Thử",)), NEW), "sha256:a")
    now = fetched(replace(again, title="Khác"), "sha256:b")
    lines, outcome = next_versions(before, now, lambda _: again)
    assert outcome == "edited"
    assert [(line.revision, line.reading, line.changed, line.raw and line.raw.digest) for line in lines] == [
        (1, 2, ("keywords",), "sha256:a"), (2, 1, ("title",), "sha256:b")
    ]  # fmt: skip
    assert [line.previous for line in lines] == [before.digest, again.digest]


def test_other_rules_and_other_bytes_that_tell_nothing_new_are_a_reading_alone() -> None:
    """A page whose advertisements changed is no edited article, though our rules now see its keywords."""
    again = fetched(read_by(replace(BEFORE, keywords=("Thử",)), NEW), "sha256:a")
    lines, outcome = next_versions(fetched(BEFORE, "sha256:a"), fetched(again, "sha256:b"), lambda _: again)
    assert (outcome, [(line.revision, line.reading) for line in lines]) == ("reread", [(1, 2)])


def test_without_the_stored_page_a_difference_is_a_revision() -> None:
    now = fetched(read_by(replace(BEFORE, keywords=("Thử",)), NEW), "sha256:b")
    assert versions(fetched(BEFORE, "sha256:a"), now, None) == [(2, 1, ("keywords",))]


def test_what_reads_as_before_is_the_same_whatever_the_rules() -> None:
    again = fetched(read_by(BEFORE, NEW), "sha256:a")
    assert next_versions(fetched(BEFORE, "sha256:a"), fetched(again, "sha256:b"), lambda _: again) == ((), "same")


def test_times_are_compared_as_moments() -> None:
    before = fetched(BEFORE, "sha256:a")
    assert before.timestamp is not None
    now = replace(fetched(BEFORE, "sha256:b"), timestamp=before.timestamp.astimezone(VIETNAM))
    assert next_versions(before, now, unreadable) == ((), "same")
