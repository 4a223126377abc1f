"""A run from its lock to its commit mark."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hanoitv_scraper import read_archive
from hanoitv_scraper.archive import segments
from hanoitv_scraper.archive.layout import run_files
from hanoitv_scraper.archive.lines import sighting_from_line
from hanoitv_scraper.archive.open_run import open_run
from hanoitv_scraper.archive.read import committed_lines
from hanoitv_scraper.archive.warc import read_stored, whole_members
from hanoitv_scraper.digests import sha256
from hanoitv_scraper.errors import ArchiveLocked, BadArgument, CannotWrite
from hanoitv_scraper.items import Sighting
from tests.archive.runs import NOON, crawl, exchange, files, look, opened, read_by
from tests.samples import WRITTEN

EDITED = replace(WRITTEN, title="Tin thử, đã sửa")
LATER = NOON + timedelta(days=1)


def sightings(root: Path) -> list[Sighting]:
    return [sighting_from_line(line.content) for line in committed_lines(root, table="sightings")]


def test_a_run_leaves_a_segment_of_each_table_and_its_run_file(tmp_path: Path) -> None:
    assert crawl(tmp_path, WRITTEN) == ["new"]
    run = json.loads((tmp_path / files(tmp_path)[2]).read_bytes())
    places = [
        f"{table}/site=hanoitv/fetched=2026-11-23/{run['run']}{rest}"
        for table, rest in (
            ("articles", "-0001.jsonl"), ("pages", "-0001.warc.gz"), ("runs", ".json"), ("sightings", "-0001.jsonl"),
        )
    ]  # fmt: skip
    assert files(tmp_path) == places
    vouched = {file["file"]: (file["records"], file["bytes"], file["sha256"]) for file in run["files"]}
    assert vouched == {
        name: (records, len(content := (tmp_path / name).read_bytes()), sha256(content))
        for name, records in ((places[1], 3), (places[0], 1), (places[3], 1))
    }
    assert (run["status"], run["exit_code"], run["outcomes"], run["fields"]["body"]) == ("finished", 0, {"new": 1}, 1)


def test_a_run_that_looks_at_nothing_leaves_its_run_file_alone(tmp_path: Path) -> None:
    crawl(tmp_path)
    assert [name.split("/")[0] for name in files(tmp_path)] == ["runs"]


def test_a_records_raw_points_at_its_page(tmp_path: Path) -> None:
    crawl(tmp_path, WRITTEN)
    (article,) = read_archive(tmp_path)
    assert article.raw is not None
    stored = read_stored(tmp_path, article.raw)
    assert stored is not None and stored.payload.decode().startswith("Tin thử\n")
    assert (stored.url, stored.at, stored.status, stored.headers["etag"]) == (WRITTEN.url, NOON, 200, '"1"')


def test_an_unchanged_article_is_sighted_and_not_stored_again(tmp_path: Path) -> None:
    crawl(tmp_path, WRITTEN)
    assert crawl(tmp_path, WRITTEN, now=LATER) == ["same"]
    assert len(list(read_archive(tmp_path, versions="all"))) == 1
    first, second = sightings(tmp_path)
    assert (first.outcome, second.outcome, second.at, second.etag) == ("new", "same", LATER, '"1"')


def test_an_unchanged_payload_is_a_revisit_that_points_at_the_first(tmp_path: Path) -> None:
    crawl(tmp_path, WRITTEN)
    crawl(tmp_path, WRITTEN, now=LATER)
    crawl(tmp_path, WRITTEN, now=LATER + timedelta(days=1))
    first, second, third = sightings(tmp_path)
    assert first.raw == second.raw == third.raw
    heads = [member.content.decode() for path in sorted(tmp_path.rglob("*.gz")) for member in whole_members(path)]
    refers = [head for head in heads if "WARC-Type: revisit" in head]
    assert len(refers) == 2 and all("WARC-Refers-To-Date: 2026-11-23T12:00:00Z" in head for head in refers)


def test_a_page_that_comes_back_as_it_was_is_kept_whole_again(tmp_path: Path) -> None:
    crawl(tmp_path, WRITTEN)
    crawl(tmp_path, EDITED, now=LATER)
    assert crawl(tmp_path, WRITTEN, now=LATER + timedelta(days=1)) == ["edited"]
    assert [article.title for article in read_archive(tmp_path)] == ["Tin thử"]
    digests = [(sighting.raw and sighting.raw.file, sighting.digest) for sighting in sightings(tmp_path)]
    assert len(set(digests)) == 3 and digests[0][1] == digests[2][1]


def test_what_the_newsroom_changed_is_a_revision(tmp_path: Path) -> None:
    crawl(tmp_path, WRITTEN)
    assert crawl(tmp_path, EDITED, now=LATER) == ["edited"]
    first, second = read_archive(tmp_path, versions="all")
    assert (second.revision, second.reading, second.changed, second.previous) == (2, 1, ("title",), first.digest)


def test_a_page_that_other_rules_read_is_read_again_before_deciding(tmp_path: Path) -> None:
    """Both changed: the stored page by today's rules is a reading, and only the rest is the newsroom's."""
    crawl(tmp_path, WRITTEN)
    again = read_by(replace(WRITTEN, keywords=("Thử",)), "sha256:new")
    with opened(tmp_path, now=LATER) as run:
        assert look(run, replace(again, title="Tin thử, đã sửa"), read_again=lambda before: again) == "edited"
        run.seal("finished", 0, None)
    versions = [(v.revision, v.reading, v.changed, v.title) for v in read_archive(tmp_path, versions="all")]
    assert versions == [
        (1, 1, (), "Tin thử"), (1, 2, ("keywords",), "Tin thử"), (2, 1, ("title",), "Tin thử, đã sửa")
    ]  # fmt: skip
    assert [sighting.outcome for sighting in sightings(tmp_path)] == ["new", "edited"]


def test_an_article_seen_twice_in_one_run_is_compared_with_itself(tmp_path: Path) -> None:
    assert crawl(tmp_path, WRITTEN, WRITTEN, EDITED) == ["new", "same", "edited"]


def test_what_gave_no_record_is_kept_and_sighted_with_its_reason(tmp_path: Path) -> None:
    with opened(tmp_path) as run:
        sighting = run.keep(exchange(WRITTEN.url, b"<p>Not here</p>", NOON, status=404), WRITTEN.id, WRITTEN.url)
        run.sight(replace(sighting, outcome="gone", reason="HTTP 404 Not Found"))
        run.seal("finished", 0, None)
    (gone,) = sightings(tmp_path)
    assert (gone.outcome, gone.reason, gone.id) == ("gone", "HTTP 404 Not Found", WRITTEN.id)
    assert gone.raw and (stored := read_stored(tmp_path, gone.raw)) and stored.status == 404
    assert [(missed.url, missed.outcome) for missed in run.missed] == [(WRITTEN.url, "gone")]


def test_one_writer_a_site(tmp_path: Path) -> None:
    with opened(tmp_path) as first:
        with (
            pytest.raises(
                ArchiveLocked, match=r"a run, process \d+, since 2026-11-23 12:00:00 UTC, is writing"
            ) as caught,
            opened(tmp_path),
        ):
            pass
        assert caught.value.exit_code == 75
        with opened(tmp_path, site="hanoionline") as other:
            other.seal("finished", 0, None)
        first.seal("finished", 0, None)
    crawl(tmp_path)


def test_a_run_over_midnight_writes_into_both_days(tmp_path: Path) -> None:
    now = datetime(2026, 11, 23, 23, 59, tzinfo=UTC)
    with open_run(tmp_path, "hanoitv", version="", rules="", clock=lambda: now) as run:
        look(run, WRITTEN)
        now += timedelta(minutes=2)
        look(run, replace(WRITTEN, id="hanoitv:d2"))
        run.seal("finished", 0, None)
    days = [(name.split("/")[0], name.split("/")[2]) for name in files(tmp_path)]
    both = ("fetched=2026-11-23", "fetched=2026-11-24")
    assert days == [
        *(("articles", day) for day in both), *(("pages", day) for day in both), ("runs", both[0]),
        *(("sightings", day) for day in both),
    ]  # fmt: skip
    assert len(list(read_archive(tmp_path))) == 2


def test_a_full_segment_is_followed_by_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segments, "MAX_BYTES", dict.fromkeys(segments.MAX_BYTES, 1))
    crawl(tmp_path, WRITTEN, replace(WRITTEN, id="hanoitv:d2"))
    ends = [name.rpartition("-")[2] for name in files(tmp_path) if not name.startswith("runs")]
    assert ends == [
        "0001.jsonl", "0002.jsonl", "0001.warc.gz", "0002.warc.gz", "0001.jsonl", "0002.jsonl"
    ]  # fmt: skip
    assert all(next(whole_members(path)).content.find(b"warcinfo") > 0 for path in tmp_path.rglob("*.gz"))
    assert [read_stored(tmp_path, a.raw) is None for a in read_archive(tmp_path) if a.raw] == [False, False]


def test_a_run_in_the_second_in_which_the_last_one_began_says_nothing_of_the_clock(tmp_path: Path) -> None:
    crawl(tmp_path, WRITTEN)
    with opened(tmp_path) as run:
        assert run.before == ()
        run.seal("finished", 0, None)
    with opened(tmp_path, now=NOON - timedelta(seconds=1)) as run:
        assert len(run.before) == 1
        run.seal("finished", 0, None)


def test_a_clock_that_jumped_back_leaves_runs_in_their_order_and_says_so(tmp_path: Path) -> None:
    crawl(tmp_path, WRITTEN)
    before = NOON - timedelta(days=400)
    with opened(tmp_path, now=before) as run:
        (said,) = run.before
        assert said.startswith("the clock says 2025-10-19 12:00:00 UTC, which is before the last run")
        assert look(run, EDITED) == "edited"
        run.seal("finished", 0, None)
    first, second = run_files(tmp_path)
    assert first.name < second.name == f"{run.head.run}.json"
    assert [article.fetched_at for article in read_archive(tmp_path)] == [before]
    with opened(tmp_path, now=LATER) as run:
        assert not run.before and look(run, EDITED) == "same"
        run.seal("finished", 0, None)


def test_too_little_room_is_code_4_before_anything_is_fetched(tmp_path: Path) -> None:
    with (
        pytest.raises(CannotWrite, match=r"MiB are free on its disk, .* must stay free: nothing was fetched") as caught,
        open_run(tmp_path, "hanoitv", version="", rules="", keep_free=2**60),
    ):
        pass
    assert caught.value.exit_code == 4


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
