"""Which versions a dump is made of: the latest or all, within bounds, none that is withheld or damaged."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import msgspec
import pytest

from hanoitv_scraper import read_archive
from hanoitv_scraper.archive.run_file import read_run_file, write_ended
from hanoitv_scraper.archive.segments import describe
from hanoitv_scraper.dumps.chosen import Choice, Chosen
from hanoitv_scraper.errors import ArchiveDamaged
from hanoitv_scraper.items import VIETNAM, Article
from tests.dumps.made import GONE, NEVER_READ, WITHHELD, make_archive


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_archive(tmp_path_factory.mktemp("made") / "data")


@pytest.fixture
def archive(made: Path, tmp_path: Path) -> Path:
    """A copy that a test may damage."""
    return Path(shutil.copytree(made, tmp_path / "data"))


def told(chosen: Chosen) -> dict[str, list[str]]:
    return {
        month: [f"{article.id.removeprefix('hanoitv:')}.{article.revision}.{article.reading}" for article in articles]
        for month, articles in by_month(chosen)
    }


def by_month(chosen: Chosen) -> Iterator[tuple[str, list[Article]]]:
    return ((month, list(chosen.articles(month))) for month in chosen.months())


def day(number: int) -> datetime:
    return datetime(2021, 10, number, tzinfo=VIETNAM)


def test_articles_are_parted_by_the_month_in_vietnam_in_which_they_came_out(made: Path) -> None:
    assert told(Chosen(made, Choice())) == {
        "2021-09": ["d1.1.2"],
        "2021-10": ["d2.1.1", "d3.2.1", "d5.1.1", "d6.1.1", "d7.1.1"],
        "2021-11": ["d8.1.1"],
        "undated": ["d4.1.1"],
    }


def test_all_versions_are_told_where_they_are_asked_for(made: Path) -> None:
    chosen = Chosen(made, Choice(versions="all"))
    assert told(chosen)["2021-09"] == ["d1.1.1", "d1.1.2"]
    assert len(chosen) == 10 and chosen.has("hanoitv:d3", 1, 1)


def test_the_same_is_chosen_as_read_archive_reads(made: Path) -> None:
    for since, until in ((None, None), (day(1), None), (None, day(9)), (day(5), day(10))):
        chosen = Chosen(made, Choice(since=since, until=until))
        articles = [article for _, month in by_month(chosen) for article in month]
        read = sorted(read_archive(made, since=since, until=until), key=lambda article: article.id)
        assert sorted(articles, key=lambda article: article.id) == read


def test_an_article_that_is_withheld_is_seen_but_not_chosen(made: Path) -> None:
    seen: list[str] = []
    chosen = Chosen(made, Choice(), look=lambda article: seen.append(article.id))
    assert WITHHELD in seen and not chosen.has(WITHHELD, 1, 1) and chosen.published(WITHHELD) is None


def test_an_articles_month_is_that_of_its_latest_version(made: Path) -> None:
    chosen = Chosen(made, Choice())
    assert chosen.published(GONE) == ("2021-10", day(1))
    assert chosen.published("hanoitv:d4") == ("undated", None)
    assert chosen.published(NEVER_READ) is None


def test_a_months_digest_changes_with_its_articles_alone(archive: Path) -> None:
    before = Chosen(archive, Choice()).months()
    assert Chosen(archive, Choice()).months() == before
    (archive / "withheld.txt").write_text(f"{WITHHELD}\n{GONE}\n", encoding="utf-8")
    after = Chosen(archive, Choice()).months()
    assert {month for month in before if before[month] != after[month]} == {"2021-10"}


def segment(archive: Path) -> Path:
    return min(archive.glob("articles/*/*/*.jsonl"), key=lambda path: path.name)


def test_a_flipped_bit_within_a_value_is_damage_and_says_where(archive: Path) -> None:
    path = segment(archive)
    path.write_bytes(path.read_bytes().replace("Bài sẽ mất".encode(), "Bài sẽ mặt".encode()))
    with pytest.raises(ArchiveDamaged, match=rf"{path}: expected sha256:\w{{64}} as \S+\.json says, found sha256"):
        Chosen(archive, Choice())


@pytest.mark.parametrize("damage", ["changed", "gone", "run file"])
def test_what_is_damaged_is_told_and_the_rest_is_chosen_where_that_is_asked_for(archive: Path, damage: str) -> None:
    path = segment(archive)
    if damage == "changed":
        path.write_bytes(path.read_bytes()[:-100])
    elif damage == "gone":
        path.unlink()
    else:
        run_file = min(archive.glob("runs/*/*/*.json"), key=lambda path: path.name)
        run_file.write_text("{}", encoding="utf-8")
        path = run_file
    found: list[ArchiveDamaged] = []
    chosen = Chosen(archive, Choice(), on_damage=found.append)
    assert [str(path) in str(one) for one in found] == [True]
    assert told(chosen) == {"2021-09": ["d1.1.2"], "2021-10": ["d3.2.1"], "2021-11": ["d8.1.1"]}


def test_a_line_that_is_no_record_in_a_file_that_is_as_it_was_written_is_left_out_alone(archive: Path) -> None:
    path, run_path = segment(archive), min(archive.glob("runs/*/*/*.json"), key=lambda path: path.name)
    path.write_bytes(path.read_bytes().replace(b'"revision":1', b'"revision":"1"', 1))
    run = read_run_file(run_path)
    files = tuple(describe(path, archive, info.records) if "articles" in info.file else info for info in run.files)
    write_ended(msgspec.structs.replace(run, files=files), archive)
    with pytest.raises(ArchiveDamaged, match="line 1"):
        Chosen(archive, Choice())
    found: list[ArchiveDamaged] = []
    assert "d1.1.2" in told(Chosen(archive, Choice(), on_damage=found.append))["2021-09"]
    assert len(found) == 1
