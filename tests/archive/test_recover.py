"""What a killed run left is what it would have left had it ended by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from hanoitv_scraper import read_archive
from hanoitv_scraper.archive.layout import run_files
from hanoitv_scraper.archive.lines import sighting_from_line
from hanoitv_scraper.archive.open_run import recover_site
from hanoitv_scraper.archive.read import committed_lines
from hanoitv_scraper.archive.recover import MOST_UNSYNCED
from hanoitv_scraper.archive.run_file import read_run_file
from hanoitv_scraper.archive.warc import read_stored
from hanoitv_scraper.errors import ArchiveDamaged
from hanoitv_scraper.items import Sighting
from tests.archive.runs import NOON, crawl, files, look, opened
from tests.samples import WRITTEN

LATER = NOON + timedelta(hours=1)
SECOND = replace(WRITTEN, id="hanoitv:d2", url="http://hanoitv.vn/thu-d2.html", title="Tin thứ hai")


def die(root: Path) -> str:
    """Leave what a run leaves that is killed after two articles; return its name."""
    with opened(root) as dead:
        look(dead, WRITTEN)
        look(dead, SECOND)
    return dead.head.run


def left(root: Path, table: str) -> Path:
    (path,) = root.glob(f"{table}/*/*/*.open")
    return path


def sightings(root: Path) -> list[Sighting]:
    return [sighting_from_line(line.content) for line in committed_lines(root, table="sightings")]


@pytest.mark.parametrize("table", ["pages", "articles", "sightings"])
@pytest.mark.parametrize("torn", [b"", b'{"schema":1,"id":"hanoi', b"\0" * 70_000, b"\x1f\x8b\x08\0"])
def test_whole_records_are_sealed_and_what_is_torn_is_cut_and_counted(tmp_path: Path, table: str, torn: bytes) -> None:
    run = die(tmp_path)
    assert not list(read_archive(tmp_path))
    whole = {path: path.read_bytes() for path in tmp_path.rglob("*.open") if path.parent.parent.parent.name != "runs"}
    with left(tmp_path, table).open("ab") as file:
        file.write(torn)
    (said,) = recover_site(tmp_path, "hanoitv")
    assert f"killed run {run} had written: 2 records, 2 sightings, 5 WARC records; cut {len(torn):,} torn" in said
    assert not list(tmp_path.rglob("*.open"))
    for path, content in whole.items():
        assert path.with_name(path.name.removesuffix(".open")).read_bytes() == content
    (run_file,) = run_files(tmp_path)
    told = read_run_file(run_file)
    assert (told.status, told.torn_bytes, told.outcomes) == ("recovered", len(torn), {"new": 2})
    assert crawl(tmp_path, WRITTEN, SECOND, now=LATER) == ["same", "same"]
    assert [article.run for article in read_archive(tmp_path, versions="all")] == [run, run]


def test_a_second_recovery_finds_nothing_to_do(tmp_path: Path) -> None:
    die(tmp_path)
    recover_site(tmp_path, "hanoitv")
    before = {name: (tmp_path / name).read_bytes() for name in files(tmp_path)}
    assert recover_site(tmp_path, "hanoitv") == []
    assert {name: (tmp_path / name).read_bytes() for name in files(tmp_path)} == before


def test_a_line_whose_page_is_lost_goes_with_it_and_its_sighting(tmp_path: Path) -> None:
    """A power cut may keep a later write and lose an earlier one: what stays must be whole."""
    die(tmp_path)
    pages = left(tmp_path, "pages")
    pages.write_bytes(pages.read_bytes()[:-900])
    recover_site(tmp_path, "hanoitv")
    assert [article.id for article in read_archive(tmp_path)] == [WRITTEN.id]
    assert [sighting.id for sighting in sightings(tmp_path)] == [WRITTEN.id]
    assert crawl(tmp_path, WRITTEN, SECOND, now=LATER) == ["same", "new"]


def test_a_sighting_that_the_run_did_not_come_to_write_is_written_for_it(tmp_path: Path) -> None:
    die(tmp_path)
    path = left(tmp_path, "sightings")
    whole = [sighting_from_line(line) for line in path.read_bytes().splitlines()]
    path.write_bytes(path.read_bytes().splitlines(keepends=True)[0])
    recover_site(tmp_path, "hanoitv")
    assert sightings(tmp_path) == whole


def test_a_sighting_whose_line_is_lost_goes_too(tmp_path: Path) -> None:
    die(tmp_path)
    path = left(tmp_path, "articles")
    path.write_bytes(path.read_bytes().splitlines(keepends=True)[0])
    recover_site(tmp_path, "hanoitv")
    assert [sighting.id for sighting in sightings(tmp_path)] == [WRITTEN.id]


def test_a_run_killed_between_sealing_and_its_run_file_is_completed(tmp_path: Path) -> None:
    crawl(tmp_path, WRITTEN)
    (run_file,) = run_files(tmp_path)
    vouched = read_run_file(run_file).files
    run_file.unlink()
    recover_site(tmp_path, "hanoitv")
    (run_file,) = run_files(tmp_path)
    assert read_run_file(run_file).files == vouched


def test_a_run_killed_before_it_wrote_anything_is_told_too(tmp_path: Path) -> None:
    with opened(tmp_path):
        pass
    with opened(tmp_path, now=LATER) as run:
        assert "0 records, 0 sightings, 0 WARC records" in run.before[0]
        run.seal("finished", 0, None)
    assert [name.split("/")[0] for name in files(tmp_path)] == ["runs", "runs"]


def test_a_run_that_was_killed_while_it_wrote_into_yesterdays_and_todays_folder_is_completed(tmp_path: Path) -> None:
    with opened(tmp_path) as dead:
        look(dead, WRITTEN)
        dead.clock = lambda: NOON + timedelta(days=1)
        look(dead, SECOND)
    recover_site(tmp_path, "hanoitv")
    assert sorted(article.id for article in read_archive(tmp_path)) == [WRITTEN.id, SECOND.id]
    assert all(read_stored(tmp_path, article.raw) for article in read_archive(tmp_path) if article.raw)


def test_more_than_a_crash_can_tear_is_damage_and_nothing_is_cut(tmp_path: Path) -> None:
    die(tmp_path)
    path = left(tmp_path, "articles")
    line, second = path.read_bytes().splitlines(keepends=True)
    content = line + b"no record\n" + second * MOST_UNSYNCED
    path.write_bytes(content)
    with pytest.raises(ArchiveDamaged, match=rf"{path.name}: byte {len(line)}: .* no crash leaves that"):
        recover_site(tmp_path, "hanoitv")
    assert path.read_bytes() == content


def test_a_sealed_file_of_a_dead_run_is_not_cut(tmp_path: Path) -> None:
    crawl(tmp_path, WRITTEN)
    run_files(tmp_path)[0].unlink()
    (path,) = tmp_path.glob("articles/*/*/*.jsonl")
    with path.open("ab") as file:
        file.write(b"{")
    size = path.stat().st_size
    with pytest.raises(ArchiveDamaged, match=rf"{path.name}: byte {size - 1}"):
        recover_site(tmp_path, "hanoitv")
    assert path.stat().st_size == size
