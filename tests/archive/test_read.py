"""Reading back: what run files vouch for, within bounds, and damage by its name."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from hanoitv_scraper import read_archive
from hanoitv_scraper.archive.lines import from_line, to_line
from hanoitv_scraper.archive.run_file import read_run_file
from hanoitv_scraper.archive.segments import describe
from hanoitv_scraper.errors import ArchiveDamaged, BadArgument
from hanoitv_scraper.items import Raw
from tests.archive.runs import NOON, crawl, look, opened
from tests.samples import WRITTEN

OLD = Raw(file=None, offset=None, length=None, digest="sha256:a", via="live")


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
def testto_bounds_are_on_the_publication_time_both_included(
    archive: Path, since: str | None, until: str | None, found: list[int]
) -> None:
    assert [a.id for a in read_archive(archive, since=since, until=until)] == [f"hanoitv:d{i}" for i in found]


def test_withheld_articles_are_left_out(archive: Path) -> None:
    (archive / "withheld.txt").write_text("# by court order\nhanoitv:d1  # 2026-11-23\n")
    assert [article.id for article in read_archive(archive)] == ["hanoitv:d0", "hanoitv:d2"]


def test_reading_isto_bounded_to_a_site(archive: Path) -> None:
    assert not list(read_archive(archive, site="hanoionline"))


@pytest.mark.parametrize(
    "how", [{"since": "yesterday"}, {"until": "8/11/2021"}, {"versions": "newest"}], ids=["since", "until", "versions"]
)
def test_a_wrongto_bound_is_refused_at_once(archive: Path, how: dict[str, str]) -> None:
    with pytest.raises(BadArgument, match="expected"):
        read_archive(archive, **how)  # type: ignore[arg-type]


def test_a_folder_that_is_none_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(BadArgument, match="no such folder"):
        read_archive(tmp_path / "nothing")


def test_a_segment_cut_short_is_damage_with_its_name(archive: Path) -> None:
    (segment,) = archive.glob("articles/*/*/*.jsonl")
    segment.write_bytes(segment.read_bytes()[:-10])
    with pytest.raises(ArchiveDamaged, match=rf"{segment.name}: expected \d+ bytes"):
        list(read_archive(archive))


def test_a_line_that_is_no_record_is_damage_with_its_number(archive: Path) -> None:
    (segment,) = archive.glob("articles/*/*/*.jsonl")
    segment.write_bytes(segment.read_bytes().replace(b'"hanoitv:d1"', b'["anoitv:d"]'))
    with pytest.raises(ArchiveDamaged, match=rf"{segment.name}: line 2: .*id"):
        list(read_archive(archive))
    shutil.rmtree(archive / "state")
    with pytest.raises(ArchiveDamaged, match=rf"{segment.name}: line 2: .*id") as caught, opened(archive):
        pass
    assert caught.value.exit_code == 3


@pytest.mark.parametrize("content", [b"hanoitv d1\n", b"d1\n", b"\xff\xfe\n"], ids=["two words", "no site", "bytes"])
def test_a_slip_in_withheld_txt_is_refused_and_nothing_is_published(archive: Path, content: bytes) -> None:
    (archive / "withheld.txt").write_bytes(b"hanoitv:d0\n" + content)
    with pytest.raises(BadArgument, match=r"withheld\.txt: (line 2: expected an id|cannot be read)"):
        list(read_archive(archive))


def test_a_run_file_that_is_not_as_it_was_written_is_damage(archive: Path) -> None:
    (run_file,) = archive.glob("runs/*/*/*.json")
    run_file.write_bytes(run_file.read_bytes().replace(b'"records": 3', b'"records": 4'))
    with pytest.raises(ArchiveDamaged, match=rf"{run_file.name}: is not as it was written"):
        list(read_archive(archive))


def test_lines_from_before_raw_pages_were_kept_are_read(archive: Path) -> None:
    """As the first version of this program wrote them: no pages, no sightings, no digest in the run file."""
    shutil.rmtree(archive / "pages")
    shutil.rmtree(archive / "sightings")
    (segment,) = archive.glob("articles/*/*/*.jsonl")
    lines = [replace(from_line(line), raw=OLD) for line in segment.read_bytes().splitlines()]
    segment.write_bytes(b"".join(map(to_line, lines)))
    (run_file,) = archive.glob("runs/*/*/*.json")
    run = read_run_file(run_file)
    run_file.write_bytes(msgspec.json.encode(msgspec.structs.replace(
        run, digest="", files=(describe(segment, archive, len(lines)),),
    )))  # fmt: skip
    shutil.rmtree(archive / "state")
    assert [article.raw for article in read_archive(archive)] == [OLD] * 3
    with opened(archive, now=NOON + timedelta(days=1)) as run_after:
        assert look(run_after, lines[0]) == "same" and look(run_after, replace(lines[1], title="Khác")) == "edited"
        run_after.seal("finished", 0, None)
    assert [a.revision for a in read_archive(archive)] == [1, 1, 2]
