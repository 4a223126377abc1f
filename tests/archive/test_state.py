"""The state is a cache: whatever becomes of it, it is what the runs say in their order."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanoitv_scraper import read_archive
from hanoitv_scraper.archive.layout import run_files, run_ids, state_file
from hanoitv_scraper.archive.run_file import Walked
from hanoitv_scraper.archive.state import Entry, Ground, State, iso, open_state
from hanoitv_scraper.items import Kind, Outcome, Sighting
from tests.archive.runs import NOON, crawl, exchange, look, opened
from tests.samples import WRITTEN

SECOND = replace(WRITTEN, id="hanoitv:d2", url="http://hanoitv.vn/thu-d2.html")
EDITED = replace(WRITTEN, title="Tin thử, đã sửa", url="http://hanoitv.vn/thu-da-sua-d1.html")


def day(number: int) -> str:
    return f"2026-11-{23 + number}T12:00:00Z"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Four days: two articles, the first is edited under another address, the second goes and comes back."""
    crawl(tmp_path, WRITTEN, SECOND)
    crawl(tmp_path, EDITED, SECOND, now=NOON + timedelta(days=1))
    with opened(tmp_path, now=NOON + timedelta(days=2)) as run:
        sighting = run.keep(exchange(SECOND.url, b"", run.clock(), status=410), SECOND.id, SECOND.url)
        run.sight(replace(sighting, outcome="gone", reason="HTTP 410 Gone"))
        run.seal("finished", 0, None)
    return tmp_path


def known(root: Path, id: str) -> Entry:
    state = open_state(root, "hanoitv")
    entry = state.entry(id)
    assert entry is not None
    state.close()
    return entry


def content(root: Path) -> list[tuple[object, ...]]:
    state = open_state(root, "hanoitv")
    try:
        return list(state.dump())
    finally:
        state.close()


def test_it_knows_versions_addresses_and_when_an_article_was_there(archive: Path) -> None:
    first, second = known(archive, WRITTEN.id), known(archive, SECOND.id)
    assert (first.revision, first.reading, first.url) == (2, 1, EDITED.url)
    assert (first.first_seen, first.last_seen, first.gone_at, first.etag) == (day(0), day(1), None, '"1"')
    assert (second.first_seen, second.last_seen, second.gone_at) == (day(0), day(1), day(2))
    assert (second.looked_at, second.outcome) == (day(2), "gone")
    state = open_state(archive, "hanoitv")
    assert [state.id_at(url) for url in (WRITTEN.url, EDITED.url, "http://x.vn/")] == [WRITTEN.id, WRITTEN.id, None]
    state.close()


def test_an_article_that_comes_back_is_not_gone(archive: Path) -> None:
    crawl(archive, SECOND, now=NOON + timedelta(days=3))
    entry = known(archive, SECOND.id)
    assert (entry.gone_at, entry.first_seen, entry.last_seen, entry.outcome) == (None, day(0), day(3), "same")


def test_an_article_keeps_the_run_that_found_it_and_the_date_that_its_page_tells_no_more(archive: Path) -> None:
    crawl(archive, replace(EDITED, title="Tin không ngày", timestamp=None), now=NOON + timedelta(days=3))
    entry = known(archive, WRITTEN.id)
    assert (entry.revision, entry.published) == (3, "2021-11-08T14:21:00Z")
    assert (entry.found_at, entry.found_in) == (day(0), next(iter(run_ids(archive, "hanoitv"))))


def glance(root: Path, id: str, outcome: Outcome, published: datetime | None = None) -> None:
    """Take a run on the fourth day that looks at an address and reads no article there."""
    with opened(root, now=NOON + timedelta(days=3)) as run:
        sighting = run.keep(exchange(SECOND.url, b"", run.clock()), id, SECOND.url)
        run.sight(replace(sighting, outcome=outcome, published=published))
        run.seal("finished", 0, None)


@pytest.mark.parametrize("outcome", ["gone", "moved", "blocked", "forbidden", "failed"])
def test_a_look_at_which_it_was_not_there_leaves_when_it_was_and_since_when_it_is_gone(
    archive: Path, outcome: Outcome
) -> None:
    glance(archive, SECOND.id, outcome)
    entry = known(archive, SECOND.id)
    assert (entry.last_seen, entry.gone_at, entry.looked_at, entry.outcome) == (day(1), day(2), day(3), outcome)


def test_an_article_that_was_outside_is_known_by_its_page(archive: Path) -> None:
    glance(archive, "hanoitv:d3", "outside", datetime.fromisoformat("2021-11-09T06:00:00+07:00"))
    entry = known(archive, "hanoitv:d3")
    assert (entry.published, entry.first_seen, entry.last_seen, entry.etag) == (
        "2021-11-08T23:00:00Z", day(3), day(3), '"1"'
    )  # fmt: skip
    assert (entry.revision, entry.found_at, entry.found_in) == (0, day(3), list(run_ids(archive, "hanoitv"))[-1])


def test_a_page_that_is_as_it_was_keeps_a_validator_that_was_not_told_again(archive: Path) -> None:
    before, told = known(archive, WRITTEN.id), "Thu, 26 Nov 2026 12:00:00 GMT"
    with opened(archive, now=NOON + timedelta(days=3)) as run:
        asked = Sighting(id=before.id, site="hanoitv", url=before.url, at=NOON, outcome="same", run=run.head.run)
        run.sight(run.keep_unchanged(asked, None, told))
        run.seal("finished", 0, None)
    entry = known(archive, WRITTEN.id)
    assert (entry.etag, entry.last_modified, entry.last_seen, entry.looked_at) == ('"1"', told, day(3), day(3))
    assert (entry.raw_file, entry.raw_offset, entry.raw_at) == (before.raw_file, before.raw_offset, before.raw_at)


def test_where_its_line_lies_is_where_it_lies(archive: Path) -> None:
    for article in read_archive(archive):
        entry = known(archive, article.id)
        assert entry.file is not None and entry.offset is not None and entry.length is not None
        line = (archive / entry.file).read_bytes()[entry.offset : entry.offset + entry.length]
        assert f'"digest":"{article.digest}"'.encode() in line and line.endswith(b"\n")


def flip_a_bit(path: Path) -> None:
    content = bytearray(path.read_bytes())
    place = content.index(WRITTEN.id.encode()) + 4
    content[place] ^= 1
    path.write_bytes(content)


def cut_it(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: 1 << 12])


def make_it_garbage(path: Path) -> None:
    path.write_bytes(b"no database" * 1000)


def put_another_form_there(path: Path) -> None:
    path.unlink()
    path.with_name(f"{path.name}.sha256").unlink()
    other = State(path)
    other.close()


@pytest.mark.parametrize("harm", [Path.unlink, flip_a_bit, cut_it, make_it_garbage, put_another_form_there])
def test_deleted_or_damaged_it_is_rebuilt_with_the_same_content(archive: Path, harm: Callable[[Path], None]) -> None:
    before = content(archive)
    harm(state_file(archive, "hanoitv"))
    with opened(archive, now=NOON + timedelta(days=3)) as run:
        assert look(run, EDITED) == "same"
    shutil.rmtree(archive / "runs" / "site=hanoitv" / "fetched=2026-11-26")
    assert content(archive) == before


def test_a_run_says_that_it_was_rebuilt(archive: Path) -> None:
    state_file(archive, "hanoitv").unlink()
    with opened(archive, now=NOON + timedelta(days=3)) as run:
        assert run.before == (
            "what was known of its articles was missing or damaged: it was read anew from the archive",
        )
        run.seal("finished", 0, None)


def test_it_is_the_same_whether_runs_were_folded_one_by_one_or_all_at_once(archive: Path) -> None:
    one_by_one = content(archive)
    shutil.rmtree(archive / "state")
    assert content(archive) == one_by_one


def test_runs_that_were_taken_away_or_put_between_others_are_noticed(archive: Path) -> None:
    everything = content(archive)
    middle = run_files(archive)[1]
    kept = middle.read_bytes()
    middle.unlink()
    without = content(archive)
    assert known(archive, WRITTEN.id).revision == 1 and without != everything
    middle.write_bytes(kept)
    assert content(archive) == everything


def test_a_run_that_was_killed_after_its_run_file_is_folded_by_the_next(archive: Path) -> None:
    state = archive / "state"
    shutil.copytree(state, archive / "before")
    crawl(archive, SECOND, now=NOON + timedelta(days=3))
    after = content(archive)
    shutil.rmtree(state)
    (archive / "before").rename(state)
    assert content(archive) == after


AGES = (timedelta(days=1), timedelta(days=7), timedelta(days=30))
PAUSES = (timedelta(hours=1), timedelta(days=1), timedelta(days=7))
moments = st.integers(0, 60 * 24).map(lambda hours: NOON - timedelta(hours=hours))


@given(
    st.lists(st.tuples(st.none() | moments, moments, moments), max_size=8),
    st.integers(1, len(AGES)),
    st.integers(1, 4),
)
def test_what_is_due_is_what_was_not_looked_at_for_as_long_as_its_age_says(
    seen: list[tuple[datetime | None, datetime, datetime]], steps: int, batch: int
) -> None:
    """However it is asked for in batches; the last step holds for all that is older too."""
    state = State(None)
    due = []
    for number, (published, found_at, looked_at) in enumerate(seen):
        entry = Entry(
            id=f"hanoitv:d{number}", url=f"http://hanoitv.vn/a-d{number}.html",
            published=iso(published) if published else None,
            found_at=iso(found_at), looked_at=iso(looked_at),
        )  # fmt: skip
        state.put(entry, entry.url)
        age = NOON - min(published or found_at, found_at)
        pause = next(
            (pause for step, pause in zip(AGES[:steps], PAUSES, strict=False) if age < step), PAUSES[steps - 1]
        )
        if NOON - looked_at >= pause:
            due.append(entry.id)
    told = [(iso(NOON - age), iso(NOON - pause)) for age, pause in zip(AGES[:steps], PAUSES, strict=False)]
    got: list[str] = []
    while some := state.due(told, got[-1] if got else "", batch):
        assert len(some) <= batch
        got += [entry.id for entry in some]
    assert got == sorted(due)
    assert len(state.due(None, "", 99)) == len(seen)
    state.close()


def test_what_was_outside_is_never_due_and_what_was_looked_at_just_long_enough_ago_is() -> None:
    state = State(None)
    for outcome in ("gone", "new", "outside"):
        url = f"http://hanoitv.vn/{outcome}"
        state.put(Entry(id=outcome, url=url, found_at=day(0), looked_at=day(0), outcome=outcome), url)
    for steps in (None, [(day(0), day(0))]):
        assert [entry.id for entry in state.due(steps, "", 9)] == ["gone", "new"]
    state.close()


def test_the_last_walk_over_a_list_is_known_by_kind(archive: Path) -> None:
    xa_hoi, since = "http://hanoitv.vn/xa-hoi", NOON - timedelta(days=30)
    asked: tuple[tuple[Kind, ...], ...] = (("article", "video"), ("article",))
    runs = []
    for number, kinds in enumerate(asked, 3):
        with opened(archive, now=NOON + timedelta(days=number)) as run:
            run.walked = (Walked(list=xa_hoi, kinds=kinds, since=since),)
            runs.append(run.seal("finished", 0, None).run)
    with opened(archive, now=NOON + timedelta(days=5)) as run:
        assert run.ground(xa_hoi, "article") == Ground(since, runs[1])
        assert run.ground(xa_hoi, "video") == Ground(since, runs[0])
        assert run.ground(xa_hoi, "audio") is None


def test_a_state_of_an_older_form_is_made_anew_of_the_archive(archive: Path) -> None:
    expected = content(archive)
    path = state_file(archive, "hanoitv")
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("ALTER TABLE articles DROP COLUMN published")
        db.execute("DROP TABLE walks")
        db.execute("PRAGMA user_version = 1")
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    path.with_name(f"{path.name}.sha256").write_text(digest)
    assert content(archive) == expected
