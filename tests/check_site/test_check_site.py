"""`hanoitv check-site` as a user runs it: on saved pages, on a site file being written, on a site that answers."""

from __future__ import annotations

import re
import subprocess
import textwrap
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from hanoitv_scraper.cli import main
from tests.conftest import PROJECT
from tests.extract.pages import PARAGRAPHS, page, unknown
from tests.newsroom.server import Newsroom
from tests.serving import Answer, serving

HEAD = '<link rel="canonical" href="http://hanoitv.vn/tin-thu-d{}.html"><meta property="og:title" content="Tin thử">'


def check(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the command in this process: two dozen of its own cost more than all they do."""
    command, out, err = ["check-site", *map(str, arguments)], StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            code = main(command)
        except SystemExit as refused:  # by argparse
            code = int(refused.code or 0)
    return subprocess.CompletedProcess(command, code, out.getvalue(), err.getvalue())


def save(folder: Path, *pages: str) -> list[Path]:
    """Save pages under addresses of hanoitv.vn and return the files."""
    paths = [folder / f"{number}.html" for number in range(1, len(pages) + 1)]
    for number, (path, html) in enumerate(zip(paths, pages, strict=True), 1):
        path.write_text(html.replace("<head>", f"<head>{HEAD.format(number)}"), encoding="utf-8")
    return paths


def row(said: str, *words: str) -> list[str]:
    """Return the cells of the one line that holds all the words."""
    (line,) = [line for line in said.splitlines() if all(word in line for word in words)]
    return [cell.strip() for cell in line.split("  ") if cell.strip()]


def test_a_file_that_fits_counts_its_selectors_and_ends_with_0(tmp_path: Path) -> None:
    done = check("hanoitv", *save(tmp_path, page(lead="Một lời dẫn đủ dài cho một tin về cầu mới."), page()))
    assert (done.returncode, done.stderr) == (0, "")
    assert row(done.stdout, "urls.article")[-2:] == ["2 of 2", "2"]
    assert row(done.stdout, "read.title", ".title_detail_news")[-2:] == ["2 of 2", "2"]
    assert row(done.stdout, "read.lead", ".sapo_detail")[-2:] == ["1 of 2", "1"]
    assert row(done.stdout, "read.keywords", "div.word a")[-1] == "never"
    assert row(done.stdout, "title ", "100%") == ["title", "2 of 2", "100%", "site 2", "the same on 2"]


def test_a_field_below_what_the_file_expects_ends_with_1_and_says_which(tmp_path: Path) -> None:
    done = check("hanoitv", *save(tmp_path, page(), page(time="")))
    assert done.returncode == 1
    assert done.stderr == ("hanoitv check-site: hanoitv: timestamp in 50% of 2 pages, expected at least 90%\n")


def test_a_redesign_is_noticed_though_the_generic_reader_still_reads_it(tmp_path: Path) -> None:
    done = check("hanoitv", *save(tmp_path, *[unknown(under="<p>08/11/2021 21:21</p>")] * 3))
    assert done.returncode == 1
    assert [line.split(" (")[0] for line in done.stderr.splitlines()] == [
        f"hanoitv check-site: hanoitv: {field}: no selector hits on any of 3 pages"
        for field in ("title", "timestamp", "body")
    ]
    assert "(.title_detail_news); has the markup changed?" in done.stderr
    assert row(done.stdout, "title ", "100%") == ["title", "3 of 3", "100%", "generic 3", "the same on 3"]


def test_what_the_two_readers_read_differently_stands_side_by_side(tmp_path: Path) -> None:
    tagged = "<div class=word><p>Đọc thêm</p><a>mương</a></div>"
    pages = [page(head="<meta name=keywords content='cầu'>", more=tagged)] * 4
    done = check("hanoitv", *save(tmp_path, *pages))
    assert row(done.stdout, "keywords ", "site") == ["keywords", "4 of 4", "site 4", "other on 4"]
    assert done.stdout.count("keywords differs on http://hanoitv.vn/tin-thu-d") == 2
    assert "  site     mương\n  generic  cầu\n" in done.stdout
    assert check("-v", "hanoitv", *sorted(tmp_path.glob("*.html"))).stdout.count("keywords differs on") == 4


def test_a_page_that_is_no_article_counts_as_without_a_field_and_a_file_of_another_kind_is_left_out(
    tmp_path: Path,
) -> None:
    broken = tmp_path / "anh.html"
    broken.write_bytes(b"\x89PNG\r\n")
    done = check("hanoitv", *save(tmp_path, page(), page(body="")), broken)
    assert done.returncode == 1 and "title in 50% of 2 pages" in done.stderr
    assert "refused http://hanoitv.vn/tin-thu-d2.html: no text" in done.stdout
    assert f"left out {broken}: no HTML: the file is a PNG picture" in done.stdout
    done = check("hanoitv", broken)
    assert (done.returncode, done.stderr) == (1, "hanoitv check-site: hanoitv: no page to look at\n")


SITE = """title = "Báo Thử"
home = "https://baothu.example"
find.pages = ["/"]
urls.article = '-(?P<id>\\d{8})\\.htm$'
[read]
title = ["h2.tieu-de", "h1"]
body = ["div.khong-co"]
remove = ["div.tin-moi"]
"""


def test_a_site_file_that_is_being_written_is_checked_where_it_lies(tmp_path: Path) -> None:
    (tmp_path / "baothu.toml").write_text(SITE, encoding="utf-8")
    saved = tmp_path / "trang.html"
    head = '<link rel="canonical" href="https://baothu.example/cau-moi-20211108.htm">'
    body = f"{PARAGRAPHS}<div class=tin-moi><p>TIN MỚI trong ngày của tòa soạn chúng tôi đây</p></div>"
    saved.write_text(unknown(head=head, body=body), encoding="utf-8")
    done = check(tmp_path / "baothu.toml", saved)
    assert done.returncode == 0, done.stderr
    assert row(done.stdout, "urls.article")[-2:] == ["1 of 1", "1"]
    assert row(done.stdout, "h2.tieu-de") == ["read.title", "h2.tieu-de", "never"]
    assert row(done.stdout, " h1 ") == ["h1", "1 of 1", "1"]
    assert row(done.stdout, "read.remove") == ["read.remove", "div.tin-moi", "1 of 1", "1"]
    assert row(done.stdout, "body ", "generic 1")


def test_the_site_file_that_contributing_shows_fits_its_page(tmp_path: Path) -> None:
    shown = re.search(r"```toml\n(.*?)```", (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.DOTALL)
    assert shown is not None
    (tmp_path / "nguoidongbang.toml").write_text(textwrap.dedent(shown[1].replace("\n   ", "\n")), encoding="utf-8")
    done = check(tmp_path / "nguoidongbang.toml", PROJECT / "tests" / "articles" / "unknown" / "vccorp" / "page.html")
    assert (done.returncode, done.stderr) == (0, "")
    assert "never" not in done.stdout and row(done.stdout, "authors ", "site 1", "the same on 1")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["khong-co"], "no site 'khong-co'"),
        (["./khong-co.toml"], "khong-co.toml: there is no such file"),
        (["hanoitv", "khong-co.html"], "khong-co.html: No such file or directory"),
        (["hanoitv", "--root", "127.0.0.1:8000"], "--root: expected scheme and host"),
        (["hanoitv", "--limit", "0"], "--limit: expected a number of pages, 1 or more"),
        (["hanoitv", "--limit", "x"], "invalid int value"),
        ([], "required: NAME|FILE.toml"),
    ],
)
def test_wrong_usage_is_code_2_and_says_what_was_expected(arguments: list[str], said: str) -> None:
    done = check(*arguments)
    assert done.returncode == 2 and said in done.stderr.splitlines()[-1] and "Traceback" not in done.stderr


def test_a_site_file_with_a_mistake_is_code_2(tmp_path: Path) -> None:
    (tmp_path / "baothu.toml").write_text(SITE + "ngay = ['x']", encoding="utf-8")
    done = check(tmp_path / "baothu.toml")
    assert done.returncode == 2 and "read.ngay: unknown key" in done.stderr


def test_without_pages_some_are_fetched_from_the_site(newsroom: Newsroom) -> None:
    done = check("hanoitv", "--root", newsroom.url, "--limit", "2")
    assert (done.returncode, done.stderr) == (0, "")
    assert row(done.stdout, "read.body") == ["read.body", "div.story-body.article", "2 of 2", "2"]


@pytest.mark.parametrize(
    ("pages", "said"),
    [
        ({"/robots.txt": Answer(b"no", 500)}, "/robots.txt: HTTP 500"),
        ({"/robots.txt": Answer(b"User-agent: *\nDisallow: /")}, "robots.txt forbids it"),
        ({}, "/: HTTP 404 Not Found"),
        ({"/": Answer(b"<a href='/x'>x</a>")}, r"for addresses like -(?P<id>d\d+)\.html$"),
    ],
    ids=["robots.txt that fails", "robots.txt that forbids", "no home page", "no articles"],
)
def test_a_site_that_gives_no_article_is_code_1_and_says_what_it_answered(pages: dict[str, Answer], said: str) -> None:
    with serving(pages) as root:
        done = check("hanoitv", "--root", root, "--limit", "1")
    (line,) = done.stderr.splitlines()
    assert done.returncode == 1 and said in line and done.stdout == ""


def test_a_dead_host_is_told_with_what_to_try_instead() -> None:
    done = check("hanoitv", "--root", "http://127.0.0.1:9")
    assert done.returncode == 1 and "refused" in done.stderr and "scrapy crawl hanoionline" in done.stderr
