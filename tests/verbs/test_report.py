"""`hanoitv report` as a user runs it."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path

import pytest

from hanoitv_scraper.cli import main
from tests.archive.runs import files
from tests.dumps.made import make_archive


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_archive(tmp_path_factory.mktemp("made"))


def report(root: Path, output: Path, *more: str) -> int:
    return main(["report", "--data", str(root), "--output", str(output), *more])


def test_it_says_what_is_in_the_page_and_the_same_archive_gives_the_same_bytes(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(made)
    assert report(made, tmp_path / "a.html") == 0
    assert capsys.readouterr().out.startswith(f"{tmp_path / 'a.html'}: 8 articles, 14 quotes, ")
    assert report(made, tmp_path / "b.html") == 0
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()
    assert files(made) == before


def test_what_is_withheld_is_not_told_and_what_is_gone_and_edited_is(made: Path, tmp_path: Path) -> None:
    report(made, tmp_path / "a.html")
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    for word in ("Bài bị rút", "Người Bị Rút", "UBND xã Kín", "hanoitv:d9<"):
        assert word not in page
    gone = page[page.index('<h2 id="gone"') : page.index('<h2 id="health"')]
    assert "Bài sẽ mất" in gone and 'datetime="2021-11-20T09:00">20/11/2021 09:00' in gone
    edits = page[page.index('<h2 id="edits"') : page.index('<h2 id="gone"')]
    assert "Bài đã sửa" in edits and "<del>" in edits and "sẽ</del>" in edits and "đã</ins>" in edits


def test_only_what_was_asked_for_is_told(made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("--since", "2021-10-05", "--until", "2021-10-31", "--site", "hanoitv")
    assert report(made, tmp_path / "a.html", *asked) == 0
    assert ": 4 articles, 4 quotes, " in capsys.readouterr().out
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert (
        "đăng từ 05/10/2021<" in page
        and "đăng đến 31/10/2021<" in page
        and "trang <bdi" in page
        and "Quận uỷ Thử họp bàn" not in page
    )
    assert "Bài sẽ mất" not in page
    said = re.sub("<[^>]+>", "", page[page.index('<p class="span">') : page.index("<nav")])
    assert "Limited to: trang hanoitvsite hanoitv; đăng từ 05/10/2021published from 5 Oct 2021; đăng đến" in said


def test_a_report_of_one_day_names_it_once(made: Path, tmp_path: Path) -> None:
    report(made, tmp_path / "a.html", "--since", "2021-10-05", "--until", "2021-10-05")
    assert "Bài đăng ngày 05/10/2021<" in (tmp_path / "a.html").read_text(encoding="utf-8")


def test_who_is_level_is_not_told_to_be_quoted_most(made: Path, tmp_path: Path) -> None:
    report(made, tmp_path / "a.html", "--since", "2021-11-09")
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert re.search(r"Lâm Quang Thử</bdi> và 1 người khác được trích nhiều nhất, mỗi người 2 câu\.", page)


def test_where_a_link_leads_to_a_page_that_page_is_replaced(made: Path, tmp_path: Path) -> None:
    (tmp_path / "web").mkdir()
    (tmp_path / "web" / "old.html").write_text("the old one", encoding="utf-8")
    (tmp_path / "a.html").symlink_to("web/old.html")
    assert report(made, tmp_path / "a.html") == 0
    assert (tmp_path / "a.html").is_symlink() and "<!DOCTYPE html>" in (tmp_path / "web" / "old.html").read_text(
        "utf-8"
    )
    assert [path.name for path in (tmp_path / "web").iterdir()] == ["old.html"]


def test_a_device_is_no_folder_to_put_a_page_into(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert report(made, Path(os.devnull)) == 2
    assert capsys.readouterr().err.endswith("name one for --output, as report.html\n")


def test_a_page_tells_no_folder_of_this_machine(made: Path, tmp_path: Path) -> None:
    report(made, tmp_path / "a.html")
    assert str(made.parent) not in (tmp_path / "a.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("place", ["", "missing/report.html"])
def test_a_place_where_no_page_can_be_is_refused_before_anything_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], place: str
) -> None:
    assert report(tmp_path, tmp_path / place) == 2
    error = capsys.readouterr().err
    assert "--output" in error and error.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_the_old_page_as_it_was_and_no_half_of_a_new_one(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "report.html"
    output.write_text("the old one", encoding="utf-8")

    def full(file: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    assert report(made, output) == 4
    assert "No space left on device: nothing was written" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]
    assert output.read_text(encoding="utf-8") == "the old one"


def test_damage_is_code_3_and_with_skip_damaged_named_counted_and_told_in_the_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = make_archive(tmp_path / "made")
    segment = min((root / "articles").rglob("*.jsonl"))
    segment.write_bytes(segment.read_bytes().replace("Bài sẽ mất".encode(), "Bài SẼ mất".encode()))
    assert report(root, tmp_path / "a.html") == 3
    assert "--skip-damaged" in capsys.readouterr().err and not (tmp_path / "a.html").exists()
    assert report(root, tmp_path / "a.html", "--skip-damaged") == 0
    out, error = capsys.readouterr()
    assert ": 3 articles" in out and "1 damaged file or line left out" in out
    assert error.count("left out") == 1 and segment.name in error
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert "Kho bị hỏng: 1 tệp" in page and "Bài SẼ mất" not in page
