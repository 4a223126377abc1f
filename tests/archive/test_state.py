"""The state is a cache: whatever becomes of it, it is what the runs say in their order."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from hanoitv_scraper import read_archive
from hanoitv_scraper.archive.layout import run_files, state_file
from hanoitv_scraper.archive.state import Entry, State, open_state
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
