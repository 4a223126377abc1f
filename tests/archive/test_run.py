"""A run from its lock to its commit mark, what a killed one leaves, and versions."""

from __future__ import annotations

import json
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hanoitv_scraper import read_archive
from hanoitv_scraper.archive import run as run_module
from hanoitv_scraper.archive.layout import run_files
from hanoitv_scraper.archive.lines import to_line
from hanoitv_scraper.archive.run import Run, open_run
from hanoitv_scraper.errors import ArchiveDamaged, ArchiveLocked, BadArgument, CannotWrite
from hanoitv_scraper.items import Article, Raw
from tests.samples import WRITTEN

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def opened(
    root: Path, site: str = "hanoitv", now: datetime = NOON, mirror: str | None = None
) -> AbstractContextManager[Run]:
    return open_run(root, site, version="0.1.0", rules="sha256:r", mirror=mirror, clock=lambda: now)


def crawl(root: Path, *articles: Article, now: datetime = NOON, mirror: str | None = None) -> list[str]:
    """Take articles through a whole run; return what each was to the archive."""
    with opened(root, now=now, mirror=mirror) as run:
        outcomes = [offer(run, article) for article in articles]
        run.seal("finished", 0, None)
    return outcomes


def offer(run: Run, article: Article) -> str:
    numbered, outcome = run.compare(article)
    if outcome != "same":
        run.store(numbered, outcome)
    return outcome


def files(root: Path) -> list[str]:
    return sorted(
        path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file() and path.suffix != ".lock"
    )


def edited(text: str, payload: str) -> Article:
    raw = Raw(file=None, offset=None, length=None, digest=payload, via="live")
    return replace(WRITTEN, body=text, digest=f"sha256:{text}", raw=raw)


def test_a_run_leaves_one_segment_and_its_run_file(tmp_path: Path) -> None:
    assert crawl(tmp_path, WRITTEN) == ["new"]
    segment, run_file = files(tmp_path)
    run = json.loads((tmp_path / run_file).read_bytes())
    assert segment == f"articles/site=hanoitv/fetched=2026-11-23/{run['run']}-0001.jsonl"
    assert run_file == f"runs/site=hanoitv/fetched=2026-11-23/{run['run']}.json"
    assert run["files"][0] | {"sha256": ""} == {
        "file": segment, "records": 1, "bytes": (tmp_path / segment).stat().st_size, "sha256": ""
    }  # fmt: skip
    assert (run["status"], run["exit_code"], run["outcomes"], run["fields"]["body"]) == ("finished", 0, {"new": 1}, 1)


def test_a_run_that_stores_nothing_leaves_its_run_file_alone(tmp_path: Path) -> None:
    crawl(tmp_path)
    assert [name.split("/")[0] for name in files(tmp_path)] == ["runs"]


def test_an_unchanged_article_is_not_stored_again(tmp_path: Path) -> None:
    crawl(tmp_path, WRITTEN)
    assert crawl(tmp_path, WRITTEN, now=NOON + timedelta(days=1)) == ["same"]
    assert len(list(read_archive(tmp_path, versions="all"))) == 1


def test_what_the_newsroom_changed_is_a_revision_and_what_our_rules_changed_a_reading(tmp_path: Path) -> None:
    crawl(tmp_path, edited("một", "sha256:a"))
    assert crawl(tmp_path, edited("hai", "sha256:b"), now=NOON + timedelta(days=1)) == ["edited"]
    assert crawl(tmp_path, edited("ba", "sha256:b"), now=NOON + timedelta(days=2)) == ["reread"]
    versions = list(read_archive(tmp_path, versions="all"))
    assert [(v.revision, v.reading, v.previous, v.changed) for v in versions] == [
        (1, 1, None, ()), (2, 1, "sha256:một", ("body",)), (2, 2, "sha256:hai", ("body",)),
    ]  # fmt: skip
    assert [article.body for article in read_archive(tmp_path)] == ["ba"]


def test_an_article_seen_twice_in_one_run_is_compared_with_itself(tmp_path: Path) -> None:
    assert crawl(tmp_path, edited("một", "sha256:a"), edited("một", "sha256:a"), edited("hai", "sha256:b")) == [
        "new",
        "same",
        "edited",
    ]


def test_one_writer_a_site(tmp_path: Path) -> None:
    with opened(tmp_path) as first:
        with pytest.raises(ArchiveLocked, match=f"run {first.head.run}") as caught, opened(tmp_path):
            pass
        assert caught.value.exit_code == 75
        with opened(tmp_path, site="hanoionline") as other:
            other.seal("finished", 0, None)
        first.seal("finished", 0, None)
    crawl(tmp_path)


@pytest.mark.parametrize("torn", [b"", b'{"schema":1,"id":"hanoi'], ids=["whole", "torn"])
def test_what_a_killed_run_left_is_sealed_by_the_next(tmp_path: Path, torn: bytes) -> None:
    with opened(tmp_path) as dead:
        offer(dead, WRITTEN)
        (segment,) = tmp_path.rglob("*.jsonl.open")
        with segment.open("ab") as file:
            file.write(torn)
    assert not list(read_archive(tmp_path))
    with opened(tmp_path, now=NOON + timedelta(hours=1)) as run:
        assert [(d.run, d.status, d.torn_bytes, d.outcomes) for d in run.recovered] == [
            (dead.head.run, "recovered", len(torn), {"new": 1})
        ]
        assert offer(run, WRITTEN) == "same"
        run.seal("finished", 0, None)
    assert not list(tmp_path.rglob("*.open"))
    assert [article.run for article in read_archive(tmp_path)] == [dead.head.run]


def test_a_run_killed_between_sealing_and_its_run_file_is_completed(tmp_path: Path) -> None:
    crawl(tmp_path, WRITTEN)
    (run_file,) = run_files(tmp_path)
    run_file.unlink()
    crawl(tmp_path, now=NOON + timedelta(hours=1))
    assert len(list(read_archive(tmp_path))) == 1


def test_a_run_killed_before_it_stored_anything_is_told_too(tmp_path: Path) -> None:
    with opened(tmp_path):
        pass
    with opened(tmp_path, now=NOON + timedelta(hours=1)) as run:
        assert [len(dead.files) for dead in run.recovered] == [0]
        run.seal("finished", 0, None)


def test_a_run_over_midnight_writes_into_both_days(tmp_path: Path) -> None:
    now = datetime(2026, 11, 23, 23, 59, tzinfo=UTC)
    with open_run(tmp_path, "hanoitv", version="", rules="", clock=lambda: now) as run:
        offer(run, WRITTEN)
        now += timedelta(minutes=2)
        offer(run, replace(WRITTEN, id="hanoitv:d2"))
        run.seal("finished", 0, None)
    assert [name.split("/")[2] for name in files(tmp_path)] == [
        "fetched=2026-11-23",
        "fetched=2026-11-24",
        "fetched=2026-11-23",
    ]
    assert len(list(read_archive(tmp_path))) == 2


def test_a_full_segment_is_followed_by_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_module, "MAX_BYTES", len(to_line(WRITTEN)))
    crawl(tmp_path, WRITTEN, replace(WRITTEN, id="hanoitv:d2"))
    assert [name[-10:] for name in files(tmp_path)][:2] == ["0001.jsonl", "0002.jsonl"]
    assert len(list(read_archive(tmp_path))) == 2


def test_an_archive_takes_only_one_root(tmp_path: Path) -> None:
    crawl(tmp_path, WRITTEN, mirror="http://127.0.0.1:8000")
    with pytest.raises(BadArgument, match=r"holds pages of http://127\.0\.0\.1:8000"):
        crawl(tmp_path, now=NOON + timedelta(hours=1))
    crawl(tmp_path, now=NOON + timedelta(hours=1), mirror="http://127.0.0.1:8000")


def test_a_folder_that_cannot_be_written_is_code_4(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file, no folder")
    with pytest.raises(CannotWrite, match="nothing was fetched") as caught:
        crawl(tmp_path / "data")
    assert caught.value.exit_code == 4


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    days = [datetime(2021, 11, day, 8, tzinfo=UTC) for day in (7, 8, 9)]
    crawl(tmp_path, *(replace(WRITTEN, id=f"hanoitv:d{i}", timestamp=day) for i, day in enumerate(days)))
    return tmp_path


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        (None, None, [0, 1, 2]),
        ("2021-11-08", None, [1, 2]),
        (None, "2021-11-08", [0, 1]),
        ("2021-11-08T15:00:00+07:00", "2021-11-08T08:00:00Z", [1]),
        (NOON.date(), None, []),
    ],
)
def test_bounds_are_on_the_publication_time_both_included(
    archive: Path, since: str | None, until: str | None, found: list[int]
) -> None:
    assert [a.id for a in read_archive(archive, since=since, until=until)] == [f"hanoitv:d{i}" for i in found]


def test_withheld_articles_are_left_out(archive: Path) -> None:
    (archive / "withheld.txt").write_text("# by court order\nhanoitv:d1  # 2026-11-23\n")
    assert [article.id for article in read_archive(archive)] == ["hanoitv:d0", "hanoitv:d2"]


def test_reading_is_bounded_to_a_site(archive: Path) -> None:
    assert not list(read_archive(archive, site="hanoionline"))


@pytest.mark.parametrize(
    "how", [{"since": "yesterday"}, {"until": "8/11/2021"}, {"versions": "newest"}], ids=["since", "until", "versions"]
)
def test_a_wrong_bound_is_refused_at_once(archive: Path, how: dict[str, str]) -> None:
    with pytest.raises(BadArgument, match="expected"):
        read_archive(archive, **how)  # type: ignore[arg-type]


def test_a_folder_that_is_none_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(BadArgument, match="no such folder"):
        read_archive(tmp_path / "nothing")


def test_a_segment_cut_short_is_damage_with_its_name(archive: Path) -> None:
    (segment,) = archive.rglob("*.jsonl")
    segment.write_bytes(segment.read_bytes()[:-10])
    with pytest.raises(ArchiveDamaged, match=rf"{segment.name}: expected \d+ bytes"):
        list(read_archive(archive))


def test_a_line_that_is_no_record_is_damage_with_its_number(archive: Path) -> None:
    (segment,) = archive.rglob("*.jsonl")
    segment.write_bytes(segment.read_bytes().replace(b'"hanoitv:d1"', b'["anoitv:d"]'))
    with pytest.raises(ArchiveDamaged, match=rf"{segment.name}: line 2: .*id"):
        list(read_archive(archive))
    with pytest.raises(ArchiveDamaged, match=rf"{segment.name}: line 2: .*id") as caught, opened(archive):
        pass
    assert caught.value.exit_code == 3
