"""`hanoitv` as a user runs it."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from hanoitv_scraper.archive.lines import from_line
from tests.conftest import forked
from tests.extract.pages import URL, page
from tests.newsroom.first_story import first_story
from tests.newsroom.server import Newsroom
from tests.newsroom.stories import text_dump, truth
from tests.serving import Answer, serving

HANOITV = [sys.executable, "-m", "hanoitv_scraper.cli"]


def hanoitv(*arguments: str) -> subprocess.CompletedProcess[str]:
    return forked("hanoitv", *arguments)


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "trang.html"
    path.write_text(page(head=f'<link rel="canonical" href="{URL}">'), encoding="utf-8")
    return path


def test_a_saved_page_is_read_by_the_rules_of_the_site_it_names(saved: Path) -> None:
    done = hanoitv("preview", str(saved))
    article = from_line(done.stdout.encode())
    assert (done.returncode, done.stderr, article.id, article.read_by.title) == (0, "", "hanoitv:d1", "site")


def test_the_sites_rules_can_be_left_aside(saved: Path) -> None:
    saved.write_text(saved.read_text(encoding="utf-8").replace("<body>", "<body><h1>Tin thử</h1>"), encoding="utf-8")
    assert from_line(hanoitv("preview", "--generic", str(saved)).stdout.encode()).read_by.title == "generic"


def test_a_saved_page_that_names_no_address_can_be_given_one(tmp_path: Path) -> None:
    (tmp_path / "trang.html").write_text(page(), encoding="utf-8")
    article = from_line(hanoitv("preview", "--url", URL, str(tmp_path / "trang.html")).stdout.encode())
    assert (article.id, article.url) == ("hanoitv:d1", URL)


def test_saved_pages_without_any_address_are_told_apart_by_their_files(tmp_path: Path) -> None:
    text = page(head="").replace("<body>", "<body><h1>Tin thử</h1>")
    for name in ("a.html", "b.html"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = hanoitv("preview", str(tmp_path / "a.html"), str(tmp_path / "b.html"))
    first, second = map(from_line, done.stdout.encode().splitlines())
    assert (first.url, second.url) == ((tmp_path / "a.html").as_uri(), (tmp_path / "b.html").as_uri())
    assert first.id != second.id


def test_a_text_is_shown_with_who_says_what(tmp_path: Path) -> None:
    passage = tmp_path / "doan.txt"
    passage.write_text("Ông Đỗ Minh Kha cho biết, đường đã thông.", encoding="utf-8")
    done = hanoitv("preview", "--explain", str(passage))
    marked, told = done.stdout.strip().split("\n\n")
    assert (done.returncode, done.stderr, marked) == (0, "", "⟨1|Ông Đỗ Minh Kha⟩ cho biết, ⟦1|đường đã thông⟧.")
    assert told.startswith("  1 Đỗ Minh Kha (person): indirect, “cho biết”, by rule cue-before, confidence 0.")


def test_a_page_is_explained_wherever_its_lines_can_be_printed(saved: Path) -> None:
    command = [*HANOITV, "preview", "--explain", str(saved)]
    done = subprocess.run(command, capture_output=True, env=os.environ | {"PYTHONIOENCODING": "ascii"}, check=True)
    assert from_line(hanoitv("preview", str(saved)).stdout.encode()).title in done.stdout.decode("utf-8")


def test_an_empty_text_cannot_be_explained(tmp_path: Path) -> None:
    (tmp_path / "rong.txt").write_text(" \n", encoding="utf-8")
    done = hanoitv("preview", "--explain", str(tmp_path / "rong.txt"))
    assert done.returncode == hanoitv("preview", str(tmp_path / "rong.txt")).returncode != 0
    assert done.stdout == "" and "rong.txt: no text dump" in done.stderr


def test_a_page_is_fetched_and_known_for_its_site_on_a_mirror_too(newsroom: Newsroom) -> None:
    story = next(story for story in newsroom.stories if story.kind == "article")
    done = hanoitv("preview", newsroom.url.rstrip("/") + story.path)
    record = json.loads(done.stdout)
    assert record["id"] == truth(story)["id"] and record["title"] == story.title and record["fetched_at"].endswith("Z")


def test_several_places_give_a_line_each_and_text_dumps_are_read_too(saved: Path, tmp_path: Path) -> None:
    (tmp_path / "tin.txt").write_text(text_dump(first_story()), encoding="utf-8")
    done = hanoitv("preview", str(saved), str(tmp_path / "tin.txt"))
    first, second = map(from_line, done.stdout.encode().splitlines())
    assert (first.title, second.title) == ("Tin thử", first_story().title)


BAD = {
    "rong.html": (b"", "the page is empty"),
    "anh.html": (b"\x89PNG\r\n\0\0", "no HTML"),
    "lon.html": (b"<p>x</p>" * (50 * 2**20 // 8), "more than the 16,777,216 we read"),
    "danh-sach.html": (b"<h1>T</h1><ul><li><a href='/a-d1.html'>x</a></ul>", "no text"),
    "thu.txt": (b"no dump", "no text dump"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_cannot_be_read_is_one_line_and_the_others_go_on(name: str, saved: Path, tmp_path: Path) -> None:
    content, reason = BAD[name]
    (tmp_path / name).write_bytes(content)
    done = hanoitv("preview", str(tmp_path / name), str(saved))
    (line,) = done.stderr.splitlines()
    assert done.returncode == 1 and reason in line and name in line
    assert from_line(done.stdout.encode()).id == "hanoitv:d1"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["preview", "khong-co.html"], "No such file or directory"),
        (["preview", "/"], "Is a directory"),
        (["preview", "ftp://hanoitv.vn/x"], "expected an http(s) URL or a file"),
        (["preview", "--url", "x", "y.html"], "--url: expected an http(s) URL"),
        (["preview"], "required: URL|FILE"),
        (["archives"], "invalid choice"),
        (["preview", "x.html", "--fast"], "unrecognized arguments"),
    ],
)
def test_wrong_usage_is_code_2_and_says_what_was_expected(arguments: list[str], said: str) -> None:
    done = hanoitv(*arguments)
    assert done.returncode == 2 and said in done.stderr.splitlines()[-1] and "Traceback" not in done.stderr


def test_a_url_that_cannot_be_fetched_is_one_line() -> None:
    short = Answer(b"no chunk", headers={"Transfer-Encoding": "chunked"})
    with serving({"/loi-d1.html": Answer(b"", 500), "/cut-d2.html": short}) as root:
        places = (f"{root}/loi-d1.html", "HTTP 500"), (f"{root}/cut-d2.html", "IncompleteRead")
        for place, reason in (*places, ("http://127.0.0.1:9/a-d1.html", "refused")):
            done = hanoitv("preview", place)
            (line,) = done.stderr.splitlines()
            assert done.returncode == 1 and reason in line and place in line


def test_a_reader_that_has_seen_enough_is_no_error(saved: Path) -> None:
    line = " ".join([*HANOITV, "preview", *[str(saved)] * 200, "| head -c 10"])
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, timeout=60, check=False)
    assert (done.stdout[:9], done.stderr) == ('{"schema"', "")


@pytest.mark.parametrize(("where", "code"), [(">/dev/full", 4), (">&-", 0), ("2>&- | true", 0)])
def test_output_that_cannot_be_written_is_one_line_and_one_that_nobody_wants_none(
    where: str, code: int, tmp_path: Path
) -> None:
    line = f"set -o pipefail; {shlex.join([*HANOITV, 'status', '--data', str(tmp_path)])} {where}"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, timeout=60, check=False)
    said = ["hanoitv status: what it prints: No space left on device"] if code else []
    assert (done.returncode, done.stderr.splitlines()) == (code, said)
