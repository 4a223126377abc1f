"""A dump brought up to date: only what changed is written again, and it is what a fresh dump would be."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hanoitv_scraper.dumps import source
from hanoitv_scraper.dumps.officials.register import Register
from hanoitv_scraper.items import Article, QuotedSpeaker
from tests.archive.runs import crawl, exchange, opened
from tests.dumps.dumped import FORMATS, contents, dump, made, package, stamps
from tests.dumps.made import CHAIR, FIRST, GONE, NAMESAKE, WITHHELD, article, make_archive

LATER = datetime(2021, 12, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_archive(tmp_path_factory.mktemp("archive"))


@pytest.fixture
def archive(untouched: Path, tmp_path: Path) -> Path:
    """A copy of the archive that the test may change."""
    return Path(shutil.copytree(untouched, tmp_path / "data"))


@pytest.mark.parametrize("name", FORMATS)
def test_an_unchanged_archive_writes_nothing(name: str, archive: Path, tmp_path: Path) -> None:
    folder = made(archive, tmp_path / "dump", *FORMATS[name])
    before = stamps(folder)
    made(archive, folder, *FORMATS[name])
    assert stamps(folder) == before


def test_only_months_that_changed_are_written_again(archive: Path, tmp_path: Path) -> None:
    folder = made(archive, tmp_path / "dump")
    before = stamps(folder)
    crawl(archive, article(20, "2021-11-11 11:11", "Tin mới"), now=LATER)
    made(archive, folder)
    after = stamps(folder)
    changed = {path for path in after if after[path] != before.get(path) and "." in path}
    assert changed == {f"{table}/2021-11.jsonl" for table in ("articles", "quotes", "sightings")} - {
        "quotes/2021-11.jsonl"  # nobody is quoted in it
    } | {"datapackage.json"}


def add(archive: Path, chance: random.Random, now: datetime) -> None:
    number = chance.randrange(30, 60)
    day = f"2021-{chance.randrange(8, 13):02d}-{chance.randrange(1, 29):02d} 10:00"
    speakers = [one for one in (CHAIR, NAMESAKE) if chance.random() < 0.5]
    crawl(archive, article(number, chance.choice([day, None]), f"Tin {chance.random()}", *speakers), now=now)


def edit(archive: Path, chance: random.Random, now: datetime) -> None:
    crawl(archive, replace(chance.choice(FIRST[:7]), title=f"Sửa {chance.random()}"), now=now)


def lose(archive: Path, chance: random.Random, now: datetime) -> None:
    lost = chance.choice(FIRST)
    with opened(archive, now=now) as run:
        sighting = run.keep(exchange(lost.url, b"no such page", run.clock(), status=404), lost.id, lost.url)
        run.sight(replace(sighting, outcome="gone"))
        run.seal("finished", 0, None)


def withhold(archive: Path, chance: random.Random, now: datetime) -> None:
    with (archive / "withheld.txt").open("a", encoding="utf-8") as file:
        file.write(f"{chance.choice(FIRST).id}\n")


def publish_again(archive: Path, chance: random.Random, now: datetime) -> None:
    (archive / "withheld.txt").write_text(f"{WITHHELD}\n", encoding="utf-8")


STEPS: tuple[Callable[[Path, random.Random, datetime], None], ...] = (add, edit, lose, withhold, publish_again)


@pytest.mark.parametrize(("name", "seed"), [("jsonl", 1), ("parquet", 2), ("sqlite", 3)])
def test_whatever_happens_it_is_what_a_fresh_dump_would_be(name: str, seed: int, archive: Path, tmp_path: Path) -> None:
    chance = random.Random(seed)
    folder = made(archive, tmp_path / "dump", *FORMATS[name])
    for number in range(4):
        chance.choice(STEPS)(archive, chance, LATER + timedelta(days=number))
        made(archive, folder, *FORMATS[name])
        assert contents(folder) == contents(made(archive, tmp_path / f"fresh{number}", *FORMATS[name]))


def test_what_is_taken_down_goes_with_its_month(archive: Path, tmp_path: Path) -> None:
    folder = made(archive, tmp_path / "dump")
    assert (folder / "articles" / "2021-09.jsonl").exists()
    (archive / "withheld.txt").write_text(f"{WITHHELD}\nhanoitv:d1\n", encoding="utf-8")
    made(archive, folder)
    assert not [*folder.rglob("2021-09.*")]
    assert not [path for path, content in contents(folder).items() if b'hanoitv:d1"' in content]


@pytest.mark.parametrize("harm", ["removed", "cut", "changed"])
def test_a_file_that_is_not_as_the_package_says_is_written_again(harm: str, archive: Path, tmp_path: Path) -> None:
    folder = made(archive, tmp_path / "dump")
    before, stamped = contents(folder), stamps(folder)
    path = folder / "quotes" / "2021-10.jsonl"
    content = path.read_bytes()
    path.unlink()
    if harm != "removed":
        path.write_bytes(content[:-1] if harm == "cut" else content.replace(b"direct", b"DIRECT"))
    (folder / "README.md").unlink()
    made(archive, folder)
    assert contents(folder) == before
    harmed = ("quotes", "quotes/2021-10.jsonl", "README.md", "datapackage.json")
    kept = {path: stamp for path, stamp in stamps(folder).items() if path not in harmed}
    assert kept == {path: stamp for path, stamp in stamped.items() if path not in harmed}


class Renaming(Register):
    """A register that learns something, so that another id is told in a month whose articles are as they were."""

    told = "p1"

    def official_id(self, article: Article, speaker: QuotedSpeaker) -> str | None:
        return self.told if article.id == GONE else "p0"


def test_quotes_are_written_again_when_an_official_gets_another_id(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "Register", Renaming)
    folder = made(archive, tmp_path / "dump")
    before = stamps(folder)
    monkeypatch.setattr(Renaming, "told", "p2")
    crawl(archive, article(20, "2021-12-11 11:11", "Tin mới"), now=LATER)
    made(archive, folder)
    after = stamps(folder)
    changed = {path for path in before if after[path] != before[path] and path.endswith(".jsonl")}
    assert changed == {"quotes/2021-10.jsonl"}
    assert b'"official_id":"p2"' in (folder / "quotes" / "2021-10.jsonl").read_bytes()


def test_an_analysts_own_files_beside_it_are_left_alone(archive: Path, tmp_path: Path) -> None:
    folder = made(archive, tmp_path / "dump")
    (folder / "notes.txt").write_text("của tôi", encoding="utf-8")
    (folder / "articles" / "mine.csv").write_text("1", encoding="utf-8")
    (archive / "withheld.txt").write_text("hanoitv:d1\n", encoding="utf-8")
    made(archive, folder)
    assert (folder / "notes.txt").exists() and (folder / "articles" / "mine.csv").exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--format", "csv"), "made with format jsonl, not csv"),
        (("--format", "jsonl", "--compress", "gz"), "made with compress none, not gz"),
        (("--versions", "all"), "made with versions latest, not all"),
        (("--site", "hanoitv"), "made with site not given, not hanoitv"),
        (("--since", "2021-10-01"), "made with since not given, not 2021-10-01"),
    ],
    ids=("format", "compress", "versions", "site", "since"),
)
def test_a_dump_of_another_kind_is_not_written_over(
    options: tuple[str, ...], said: str, archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = made(archive, tmp_path / "dump")
    before = stamps(folder)
    capsys.readouterr()
    assert dump(archive, folder, *options) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line and "name another folder" in line
    assert stamps(folder) == before


def test_a_folder_with_something_else_in_it_is_refused(
    archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = stamps(archive)
    for folder in (archive, tmp_path / "file", tmp_path / "no" / "parent"):
        (tmp_path / "file").write_text("", encoding="utf-8")
        assert dump(archive, folder) == 2, folder
        (line,) = capsys.readouterr().err.splitlines()
        assert str(folder) in line
    other = tmp_path / "other"
    other.mkdir()
    (other / "datapackage.json").write_text('{"name": "not-ours", "resources": []}', encoding="utf-8")
    assert dump(archive, other) == 2
    assert stamps(archive) == before and list(other.iterdir()) == [other / "datapackage.json"]


@pytest.mark.parametrize("within", [".", "articles/mine", "runs/mine", "search"])
def test_a_dump_among_the_archives_own_files_is_refused(
    within: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also of an archive that is empty yet, whose folder takes anything, and by another name of it."""
    archive = tmp_path / "archive"
    (archive / "articles").mkdir(parents=True)
    (archive / "runs").mkdir()
    (tmp_path / "link").symlink_to(archive)
    before = stamps(archive)
    assert dump(archive, tmp_path / "link" / within) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "the archive's own" in line and stamps(archive) == before
    assert dump(archive, tmp_path / "link" / "dump") == 0


def test_a_link_that_leads_nowhere_is_refused(
    archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    assert dump(archive, tmp_path / "link") == 2
    assert f"{tmp_path / 'link'} is no folder" in capsys.readouterr().err


def test_a_package_that_names_files_elsewhere_is_none_of_ours(archive: Path, tmp_path: Path) -> None:
    folder = made(archive, tmp_path / "dump")
    (tmp_path / "precious.jsonl").write_text("", encoding="utf-8")
    text = (folder / "datapackage.json").read_text(encoding="utf-8")
    text = text.replace("articles/2021-09.jsonl", "../precious.jsonl")
    (folder / "datapackage.json").write_text(text, encoding="utf-8")
    assert dump(archive, folder) == 2
    assert (tmp_path / "precious.jsonl").exists()


def test_a_run_that_found_nothing_new_changes_the_sightings_alone(archive: Path, tmp_path: Path) -> None:
    folder = made(archive, tmp_path / "dump")
    before = stamps(folder)
    crawl(archive, FIRST[1], now=LATER)
    made(archive, folder)
    after = stamps(folder)
    changed = {path for path in after if after[path] != before[path] and "." in path}
    assert changed == {"sightings/2021-10.jsonl", "datapackage.json"}
    assert package(folder)["created"] == "2021-12-01T00:00:00Z"
