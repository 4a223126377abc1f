"""`scrapy crawl` as a user runs it: a real process against a real server."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType

from hanoitv_scraper import __version__, read_archive
from hanoitv_scraper.archive.lines import from_line, sighting_from_line
from hanoitv_scraper.archive.read import committed_lines
from hanoitv_scraper.archive.warc import read_stored
from hanoitv_scraper.items import Sighting
from hanoitv_scraper.settings import ITEM_PIPELINES
from tests.conftest import PROJECT, Crawl, scrapy
from tests.newsroom.server import Newsroom
from tests.newsroom.stories import truth
from tests.serving import Answer, serving

DEAD = "http://127.0.0.1:9"
ARTICLE = """<meta charset=iso-8859-1><div class=title_detail_news>{title}</div><span class="cl888 f14">{time}</span>
<div class='story-body article'>{text}</div>"""


def only_line(done: subprocess.CompletedProcess[str]) -> str:
    """Return the one line a run said; nothing may stand beside it."""
    assert done.stdout == "", done.stdout
    (line,) = done.stderr.splitlines()
    return line


def run_file(data: Path, number: int = -1) -> dict[str, Any]:
    files = sorted(data.glob("runs/*/*/*.json"), key=lambda path: path.name)
    parsed: dict[str, Any] = json.loads(files[number].read_bytes())
    return parsed


def sightings(data: Path) -> list[Sighting]:
    return [sighting_from_line(line.content) for line in committed_lines(data, table="sightings")]


def test_every_article_is_archived_but_what_robots_txt_forbids_and_a_second_run_asks_for_none(
    newsroom: Newsroom, crawl: Crawl, tmp_path: Path
) -> None:
    root = newsroom.url.rstrip("/")
    first = crawl(root)
    assert (first.returncode, only_line(first)[:25]) == (0, "hanoitv: 60 articles read")
    ids = [article.id for article in read_archive(tmp_path / "data")]
    assert sorted(ids) == sorted(truth(story)["id"] for story in newsroom.stories if story.kind == "article")
    assert not [path for path in newsroom.requests if path.startswith("/noi-bo/")]
    (forbidden,) = run_file(tmp_path / "data")["missed"]
    assert forbidden["outcome"] == "forbidden" and "/noi-bo/" in forbidden["url"]
    assert run_file(tmp_path / "data")["hits"] == {
        "title": {".title_detail_news": 60}, "timestamp": {"span.cl888.f14": 60}, "lead": {".sapo_detail": 60},
        "body": {"div.story-body.article": 60}, "keywords": {"div.word a": 60},
    }  # fmt: skip
    second = crawl(root)
    assert second.returncode == 0 and "0 articles read (nothing new), 60 known and not due" in only_line(second)
    assert "article" not in run_file(tmp_path / "data")["requests"]


def test_where_a_site_cannot_tell_what_changed_pages_that_came_before_are_kept_as_revisits(
    crawl: Crawl, tmp_path: Path
) -> None:
    with Newsroom(articles=10, validators=False) as newsroom:
        root = newsroom.url.rstrip("/")
        crawl(root)
        again = crawl(root, "-a", "revisit=all")
    assert again.returncode == 0 and "10 same" in only_line(again)
    assert len(list(read_archive(tmp_path / "data", versions="all"))) == 10
    kept, revisits = sorted((tmp_path / "data").rglob("*.warc.gz"))
    kinds = Counter(str(record.record_type) for record in ArchiveIterator(str(revisits)))
    assert kinds == {"warcinfo": 1, "revisit": 10, "request": 10}
    assert revisits.stat().st_size < kept.stat().st_size / 2
    outcomes = Counter(look.outcome for look in sightings(tmp_path / "data"))
    assert outcomes == {"new": 10, "same": 10, "forbidden": 2}


def test_a_taste_of_other_kinds_can_be_asked_for_and_exported_by_scrapy_itself(
    newsroom: Newsroom, crawl: Crawl, tmp_path: Path
) -> None:
    look = tmp_path / "look.jsonl"
    done = crawl(newsroom.url.rstrip("/"), "-a", "kinds=video,audio", "-a", "limit=2", "-o", str(look))
    assert done.returncode == 0
    archived = sorted(read_archive(tmp_path / "data"), key=lambda article: article.id)
    assert len(archived) == 2 and {article.kind for article in archived} <= {"video", "audio"}
    assert sorted(map(from_line, look.read_bytes().splitlines()), key=lambda article: article.id) == archived


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nothere"], "no site 'nothere' in"),
        ([], "expected one site, found none"),
        (["hanoitv", "hanoionline"], "expected one site, found hanoitv hanoionline"),
        (["hanoitv", "-a", "sinse=2021"], "-a sinse=: unknown argument"),
        (["hanoitv", "-a", "since=8.11.2021"], "-a since=: expected an ISO date like 2021-11-08, found '8.11.2021'"),
        (["hanoitv", "-s", "DOWNLOAD_DELAY=slow"], "setting DOWNLOAD_DELAY: expected a number, found 'slow'"),
        (
            ["hanoitv", "-s", "ROBOTSTXT_OBEY=perhaps"],
            "setting ROBOTSTXT_OBEY: expected True or False, found 'perhaps'",
        ),
        (["hanoitv", "-s", "DATA_DIR="], "setting DATA_DIR: expected a folder"),
        (["hanoitv", "-L", "LOUD"], "setting LOG_LEVEL: expected one of"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_wrong_usage_is_code_2_and_one_line(arguments: list[str], said: str, tmp_path: Path) -> None:
    done = scrapy("crawl", "-s", f"DATA_DIR={tmp_path}", *arguments)
    assert done.returncode == 2 and said in only_line(done)


def test_a_bad_site_file_is_code_2_with_file_and_key_and_harms_no_other(crawl: Crawl, tmp_path: Path) -> None:
    good = (PROJECT / "hanoitv_scraper/sites/hanoitv.toml").read_text(encoding="utf-8")
    (tmp_path / "good.toml").write_text(good, encoding="utf-8")
    (tmp_path / "bad.toml").write_text(good.replace("[read]", "[reed]"), encoding="utf-8")
    done = scrapy("crawl", "bad", "-s", f"SITES_DIR={tmp_path}", "-s", f"DATA_DIR={tmp_path}")
    assert done.returncode == 2 and f"{tmp_path}/bad.toml: reed: unknown key" in only_line(done)
    assert scrapy("list", "-s", f"SITES_DIR={tmp_path}").stdout.split() == ["bad", "good"]
    done = crawl(DEAD, "-s", f"SITES_DIR={tmp_path}", site="good")
    assert done.returncode == 1 and only_line(done).startswith("good: could not start")


def test_scrapys_own_commands_look_at_pages_without_an_archive(newsroom: Newsroom) -> None:
    """Which are of the newsroom here: a local address, which crawls alone may be told to ask."""
    done = scrapy("fetch", newsroom.url, "-s", "TWISTED_DNS_RESOLVER=scrapy.resolver.CachingThreadedResolver")
    assert (done.returncode, done.stderr) == (0, "") and "<title>HanoiTV - Trang chủ</title>" in done.stdout


def test_there_is_a_spider_for_each_site_file() -> None:
    files = (PROJECT / "hanoitv_scraper/sites").glob("*.toml")
    assert scrapy("list").stdout.split() == sorted(path.stem for path in files)


def test_a_dead_site_is_code_1_and_one_line(tmp_path: Path) -> None:
    """With a user's settings but for the pace: retries too are told in that one line."""
    done = scrapy(
        "crawl", "hanoitv", "-a", f"root={DEAD}", "-s", f"DATA_DIR={tmp_path / 'data'}", "-s", "DOWNLOAD_DELAY=0"
    )
    line = only_line(done)
    assert done.returncode == 1
    assert line.startswith(f"hanoitv: could not start: {DEAD}/: Connection was refused") and "hanoionline" in line
    assert (run_file(tmp_path / "data")["status"], run_file(tmp_path / "data")["exit_code"]) == ("failed", 1)


def test_an_all_404_site_is_code_1_and_one_line(crawl: Crawl) -> None:
    with serving({}) as root:
        done = crawl(root)
    assert done.returncode == 1 and only_line(done).startswith(f"hanoitv: could not start: {root}/: HTTP 404 Not Found")


def test_a_site_without_articles_is_code_1_and_says_the_figure(crawl: Crawl) -> None:
    with serving({"/": Answer(b"<html><a href='/lien-he.html'>x</a></html>")}) as root:
        done = crawl(root)
    assert done.returncode == 1 and "read 0 articles, expected at least 1" in only_line(done)


def test_a_site_that_redirects_elsewhere_is_code_1_and_says_where(crawl: Crawl) -> None:
    with serving({"/": Answer(b"", 301, {"Location": "http://example.com/"})}) as root:
        done = crawl(root)
    assert done.returncode == 1 and "it redirects to another site, example.com" in only_line(done)


@pytest.mark.parametrize(
    ("page", "why"),
    [
        (b"", "there is no link to the site on it"),
        (b"\x89PNG\r\n\0\0", "there is no link to the site on it"),
        (b"<html><script>load()</script></html>", "needs JavaScript"),
    ],
)
def test_a_start_without_links_is_code_1_and_says_so(page: bytes, why: str, crawl: Crawl) -> None:
    with serving({"/": Answer(page)}) as root:
        done = crawl(root)
    assert done.returncode == 1 and f"could not start: {root}/: no list: {why}" in only_line(done)


class Endless(dict[str, Answer]):
    """A list whose every page shows the same article and leads to one more page."""

    def get(self, path: str, default: Any = None) -> Any:
        number = re.fullmatch(r"/(?:trang-)?(\d*)", path)
        if number is None:
            return super().get(path, default)
        following = int(number[1] or 1) + 1
        return Answer(f"<a href='/a-d1.html'>a</a><a href='/trang-{following}'>{following}</a>".encode())


def test_paging_that_never_ends_is_left(crawl: Crawl) -> None:
    page = ARTICLE.format(title="T", time="08/11/2021 21:21", text="<p>Text of it.</p>").encode()
    seen: list[tuple[float, str]] = []
    with serving(Endless({"/a-d1.html": Answer(page)}), seen) as root:
        done = crawl(root, timeout=30)
    assert done.returncode == 0 and "1 new" in only_line(done)
    assert len(seen) < 8


def test_pages_without_a_field_that_is_expected_are_code_1_and_say_the_share(crawl: Crawl) -> None:
    page = ARTICLE.format(title="T", time="", text="<p>Text of it.</p>").encode()
    with serving({"/": Answer(b"<a href='/a-d1.html'>a</a>"), "/a-d1.html": Answer(page)}) as root:
        done = crawl(root)
    assert done.returncode == 1 and "timestamp in 0% of 1 articles, expected at least 90%" in only_line(done)


def test_a_start_that_is_not_there_is_no_failure_while_another_works(
    newsroom: Newsroom, crawl: Crawl, tmp_path: Path
) -> None:
    good = (PROJECT / "hanoitv_scraper/sites/hanoitv.toml").read_text(encoding="utf-8")
    starts = 'feeds = ["/rss/khong-co.rss", "/rss/trang-chu.rss"]\nsitemaps = ["/sitemap.xml", "/gioi-thieu.html"]'
    changed = good.replace('pages = ["/"]', starts)
    assert changed != good
    (tmp_path / "hanoitv.toml").write_text(changed, encoding="utf-8")
    done = crawl(newsroom.url.rstrip("/"), "-s", f"SITES_DIR={tmp_path}")
    assert done.returncode == 0 and "60 new" in only_line(done)
    missed = {missed["url"].rpartition("/")[2]: missed["reason"] for missed in run_file(tmp_path / "data")["missed"]}
    assert missed["khong-co.rss"] == "HTTP 404 Not Found"
    assert missed["gioi-thieu.html"] == "neither feed nor sitemap: its root is html"


@pytest.mark.parametrize("place", ["file/data", "/proc/no/data"])
def test_a_folder_that_cannot_be_written_is_code_4(place: str, crawl: Crawl, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    done = crawl(DEAD, "-s", f"DATA_DIR={tmp_path / place}")
    assert done.returncode == 4 and "cannot write to the archive" in only_line(done)


def started(root: str, data: Path, *, verb: str = "crawl") -> subprocess.Popen[str]:
    """Start a slow crawl, or another verb that does one, and return when it has stored its first article."""
    command = [sys.executable, "-m", "scrapy", verb, "hanoitv", "-a", f"root={root}", "-s", f"DATA_DIR={data}"]
    crawl = subprocess.Popen([*command, "-s", "DOWNLOAD_DELAY=0.2"], cwd=PROJECT, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 30
    while not any(path.stat().st_size for path in data.glob("articles/*/*/*.open")):
        assert crawl.poll() is None and time.monotonic() < deadline, "the crawl stored nothing"
        time.sleep(0.02)
    return crawl


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_stops_the_run_after_sealing_what_it_had(
    newsroom: Newsroom, tmp_path: Path, number: int, code: int
) -> None:
    crawl = started(newsroom.url.rstrip("/"), tmp_path)
    crawl.send_signal(number)
    _, said = crawl.communicate(timeout=30)
    assert crawl.returncode == code
    kept = len(list(read_archive(tmp_path)))
    assert 0 < kept < 60 and not list(tmp_path.rglob("*.open"))
    assert said == f"hanoitv: stopped by {signal.Signals(number).name}: {kept} articles read until then are kept\n"
    assert run_file(tmp_path)["status"] == "stopped"


def test_two_runs_of_a_site_at_once_are_code_75_for_the_second(
    newsroom: Newsroom, crawl: Crawl, tmp_path: Path
) -> None:
    first = started(newsroom.url.rstrip("/"), tmp_path / "data")
    second = crawl(newsroom.url.rstrip("/"))
    first.terminate()
    first.communicate(timeout=30)
    assert second.returncode == 75 and f"a run, process {first.pid}, since 20" in only_line(second)


def test_every_bad_page_is_counted_and_named_and_the_run_goes_on(crawl: Crawl, tmp_path: Path) -> None:
    text = "<p>Sáng nay, phường Thử khánh thành một cây cầu đi bộ qua mương, dài mười hai mét.</p>" * 2
    good = ARTICLE.format(title="Cầu mới", time="08/11/2021 21:21", text=text).encode()
    pages = {
        "/dung-d1.html": Answer(good),
        "/sai-bang-ma-d2.html": Answer(good, headers={"Content-Type": "text/html; charset=windows-1252"}),
        "/cut-d3.html": Answer(good[: len(good) * 3 // 4]),
        "/rong-d4.html": Answer(b""),
        "/nhi-phan-d5.html": Answer(b"\x89PNG\r\n\0\0", headers={"Content-Type": "image/png"}),
        "/khong-tieu-de-d6.html": Answer(b"<html><body><p>Not found</p></body></html>"),
        "/mat-d7.html": Answer(b"gone", 404),
        "/bo-d8.html": Answer(b"gone", 410),
        "/loi-d9.html": Answer(b"error", 500),
        "/di-d10.html": Answer(b"", 302, {"Location": "https://example.com/"}),
        "/lon-d11.html": Answer(b"<p>x</p>" * (50 * 2**20 // 8)),
        "/ve-nha-d12.html": Answer(b"", 302, {"Location": "/"}),
        "/vong-d13.html": Answer(b"", 302, {"Location": "/vong-d13.html"}),
        "/ve-muc-d15.html": Answer(b"", 302, {"Location": "/muc"}),
        "/cam-d16.html": Answer(b"no", 403),
        "/lam-moi-d14.html": Answer(b"<meta http-equiv=refresh content='0;url=https://example.com/'>" + good),
    }
    home = (
        "".join(f"<a href='{path}'>x</a>" for path in pages)
        + "<a href='http://[bad'>x</a><a href='ftp://x/a-d99.html'>x</a>"
    )
    with serving(pages | {"/": Answer(home.encode()), "/muc": Answer(good)}) as root:
        done = crawl(root)
    data = tmp_path / "data"
    assert done.returncode == 0, done.stderr
    assert sorted(article.id for article in read_archive(data)) == [f"hanoitv:d{i}" for i in (1, 14, 2, 3)]
    assert {article.title for article in read_archive(data)} == {"Cầu mới"}
    missed = {
        missed["url"].rpartition("-d")[2]: (missed["outcome"], missed["reason"]) for missed in run_file(data)["missed"]
    }
    assert missed["4.html"] == ("unread", "the page is empty")
    assert missed["5.html"][0] == "unread" and missed["5.html"][1].startswith("no HTML")
    assert missed["6.html"][0] == "unread" and missed["6.html"][1].startswith("no headline")
    assert missed["7.html"] == ("gone", "HTTP 404 Not Found")
    assert missed["8.html"] == ("gone", "HTTP 410 Gone")
    assert missed["9.html"] == ("failed", "HTTP 500 Internal Server Error")
    assert missed["10.html"] == ("failed", "it redirects to another site, example.com")
    assert missed["11.html"][0] == "failed" and "larger than" in missed["11.html"][1]
    assert missed["12.html"] == ("moved", f"it redirects to {root}/, which was asked for already")
    assert missed["13.html"][0] == "moved"
    assert missed["15.html"][0] == "unread"
    assert missed["15.html"][1].startswith("it redirects to http://hanoitv.vn/muc: its address is none of")
    assert missed["16.html"] == ("blocked", "HTTP 403 Forbidden")
    assert sum(run_file(data)["outcomes"].values()) == len(pages)
    looks = {sighting.id.removeprefix("hanoitv:"): sighting for sighting in sightings(data)}
    assert sorted(looks) == sorted(f"d{number}" for number in range(1, 17))
    assert {id: (look.outcome, look.reason) for id, look in looks.items() if look.outcome != "new"} == {
        f"d{end.removesuffix('.html')}": why for end, why in missed.items()
    }
    kept = {id: stored.status for id, look in looks.items() if look.raw and (stored := read_stored(data, look.raw))}
    assert kept == dict.fromkeys((f"d{i}" for i in (1, 2, 3, 4, 5, 6, 14, 15)), 200) | {
        "d7": 404, "d8": 410, "d9": 500, "d10": 302, "d12": 302, "d13": 302, "d16": 403,
    }  # fmt: skip


def test_a_redirect_is_kept_hop_by_hop_and_an_article_that_moved_is_one_article(crawl: Crawl, tmp_path: Path) -> None:
    page = ARTICLE.format(title="T", time="08/11/2021 21:21", text="<p>Text of it.</p>").encode()
    pages = {
        "/": Answer(b"<a href='/cu-d1.html'>a</a><a href='/khac-d2.html'>b</a>"),
        "/cu-d1.html": Answer(b"", 301, {"Location": "/moi-d1.html"}),
        "/khac-d2.html": Answer(b"", 301, {"Location": "/da-doi-d3.html"}),
        "/moi-d1.html": Answer(page),
        "/da-doi-d3.html": Answer(page),
    }
    with serving(pages) as root:
        assert crawl(root).returncode == 0
    data = tmp_path / "data"
    assert sorted((a.id, a.url) for a in read_archive(data)) == [
        ("hanoitv:d1", "http://hanoitv.vn/moi-d1.html"), ("hanoitv:d3", "http://hanoitv.vn/da-doi-d3.html")
    ]  # fmt: skip
    looks = {(look.id, look.url): (look.outcome, look.reason) for look in sightings(data)}
    assert looks == {
        ("hanoitv:d1", "http://hanoitv.vn/cu-d1.html"): ("new", None),
        ("hanoitv:d2", "http://hanoitv.vn/khac-d2.html"): (
            "moved", "another article is there: http://hanoitv.vn/da-doi-d3.html"
        ),
        ("hanoitv:d3", "http://hanoitv.vn/da-doi-d3.html"): ("new", None),
    }  # fmt: skip
    (warc,) = data.rglob("*.warc.gz")
    responses = ArchiveIterator(str(warc), record_types=WarcRecordType.response)
    assert sorted(str(record.headers["WARC-Target-URI"]).removeprefix(root) for record in responses) == [
        "/cu-d1.html", "/da-doi-d3.html", "/khac-d2.html", "/moi-d1.html"
    ]  # fmt: skip


def test_an_error_of_our_own_names_its_page_and_fails_the_run(newsroom: Newsroom, crawl: Crawl, tmp_path: Path) -> None:
    broken = json.dumps(ITEM_PIPELINES | {"tests.broken.Broken": 650})
    done = crawl(newsroom.url.rstrip("/"), "-s", f"ITEM_PIPELINES={broken}", "-s", "LOG_LEVEL=CRITICAL")
    assert done.returncode == 1 and "our own code failed: http" in only_line(done) and "KeyError('bug')" in done.stderr
    (missed,) = [missed for missed in run_file(tmp_path / "data")["missed"] if missed["outcome"] == "failed"]
    assert missed["reason"] == "our own code failed: KeyError('bug')"
    assert len(list(read_archive(tmp_path / "data"))) == 59


def test_crawl_delay_of_robots_txt_is_obeyed_where_it_is_slower_than_ours(crawl: Crawl) -> None:
    seen: list[tuple[float, str]] = []
    pages = {"/": Answer(b"".join(b"<a href='/a-d%d.html'>a</a>" % number for number in range(1, 4)))}
    robots = {"/robots.txt": Answer(b"User-agent: *\nCrawl-delay: 0.4\n", headers={"Content-Type": "text/plain"})}
    with serving(pages | robots, seen) as root:
        crawl(root)
    times = [at for at, _ in seen]
    assert len(times) == 5 and all(later - earlier > 0.3 for earlier, later in pairwise(times))


def test_a_plain_run_asks_for_one_page_a_second_at_most_and_says_who_it_is(tmp_path: Path) -> None:
    seen: list[tuple[float, str]] = []
    page = ARTICLE.format(title="T", time="08/11/2021 21:21", text="<p>Text of it.</p>").encode()
    with serving({"/": Answer(b"<a href='/a-d1.html'>a</a>"), "/a-d1.html": Answer(page)}, seen) as root:
        contact = "CONTACT=mailto:toi@example.org"
        scrapy("crawl", "hanoitv", "-a", f"root={root}", "-s", f"DATA_DIR={tmp_path}", "-s", contact)
    times = [at for at, _ in seen]
    assert len(times) == 3 and all(later - earlier > 0.9 for earlier, later in pairwise(times))
    assert {agent for _, agent in seen} == {f"hanoitv-scraper/{__version__} (news archive; +mailto:toi@example.org)"}


def test_a_crawl_works_in_a_c_locale_without_home_from_another_folder(newsroom: Newsroom, tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C"}
    command = [
        str(Path(sys.executable).with_name("hanoitv")),
        "crawl",
        "hanoitv",
        "--data",
        "dl",
        "-s",
        "DOWNLOAD_DELAY=0",
    ]
    done = subprocess.run(
        [*command, "-a", f"root={newsroom.url.rstrip('/')}"],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert len(list(read_archive(tmp_path / "dl"))) == 60


def test_an_archive_that_is_found_damaged_is_code_3_and_the_other_articles_are_archived(
    crawl: Crawl, tmp_path: Path
) -> None:
    page = ARTICLE.format(title="T", time="08/11/2021 21:21", text="<p>Text of it.</p>").encode()
    pages = {"/": Answer(b"<a href='/a-d1.html'>a</a>"), "/a-d1.html": Answer(page), "/b-d2.html": Answer(page)}
    with serving(pages) as root:
        crawl(root)
        (segment,) = tmp_path.glob("data/articles/*/*/*.jsonl")
        segment.write_bytes(segment.read_bytes().replace(b'"id":', b'"ID":'))
        pages["/"] = Answer(b"<a href='/a-d1.html'>a</a><a href='/b-d2.html'>b</a>")
        done = crawl(root, "-a", "revisit=all")
    assert done.returncode == 3
    assert re.search(rf"{segment.name}: byte 0: expected the line of hanoitv:d1: .*`hanoitv verify`", only_line(done))
    outcomes = {(look.id, look.outcome) for look in sightings(tmp_path / "data")}
    assert {("hanoitv:d1", "failed"), ("hanoitv:d2", "new")} <= outcomes
