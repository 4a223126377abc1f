"""`hanoitv reread` as a user runs it, over archives that worse rules made; and stored pages decoded."""

from __future__ import annotations

import gzip
import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
import tracemalloc
import zlib
from collections import Counter
from contextlib import redirect_stderr, redirect_stdout, suppress
from dataclasses import replace
from datetime import timedelta
from io import StringIO
from pathlib import Path
from subprocess import PIPE
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanoitv_scraper import Article, NotAnArticle, read_archive
from hanoitv_scraper.archive.layout import run_files
from hanoitv_scraper.archive.lines import sighting_from_line
from hanoitv_scraper.archive.lock import locked
from hanoitv_scraper.archive.read import committed_lines
from hanoitv_scraper.archive.run import Run
from hanoitv_scraper.cli import main
from hanoitv_scraper.extract.article import read_page
from hanoitv_scraper.extract.bounds import MAX_BYTES
from hanoitv_scraper.items import Page, Raw
from hanoitv_scraper.reread import decode_content, read_again
from hanoitv_scraper.reread.stored_page import STEP
from hanoitv_scraper.reread.tally import to_example
from hanoitv_scraper.sites import Site, load_site
from tests.archive.runs import NOON, exchange, files, look, opened
from tests.conftest import PROJECT, scrapy
from tests.newsroom.demo import PACE
from tests.newsroom.server import Newsroom
from tests.newsroom.stories import truth
from tests.samples import WRITTEN, texts
from tests.test_newsroom_truth import check

HANOITV = PROJECT / "hanoitv_scraper" / "sites" / "hanoitv.toml"
HANOITV_HOME = "http://hanoitv.vn"
PAGE = """<div class=title_detail_news>Cầu mới phường Thử</div><span class="cl888 f14">{time}</span>
<div class="story-body article"><p class={kind}>{text} Cầu dài mười mét.</p>
<p class={kind}-note>Lan can bằng gỗ.</p></div>
<div class=word><a href=/>{tag}</a></div>"""
# How old rules fail on our own pages: they see no keywords, and a page of the redesign has no text to them.
OLD = {'keywords = ["div.word a"]': 'keywords = ["div.tags a"]\nremove = [".redesigned-note", ".redesigned"]'}


def site_file(folder: Path, changes: dict[str, str], name: str = "hanoitv") -> Path:
    """Write a copy of the site's file with changes into a folder, and return that."""
    text = HANOITV.read_text(encoding="utf-8")
    for good, worse in changes.items():
        assert good in text
        text = text.replace(good, worse)
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


def command(data: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "hanoitv_scraper.cli", "reread", "--data", str(data), *arguments]


def in_a_process(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=60, check=False)


def reread(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the verb in this process, where the grammar is compiled already."""
    with redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as err:
        code = main(["reread", "--data", str(data), *arguments])
    return subprocess.CompletedProcess(arguments, code, out.getvalue(), err.getvalue())


def versions(data: Path) -> list[tuple[str, int, int]]:
    return [(version.id, version.revision, version.reading) for version in read_archive(data, versions="all")]


def last_run(data: Path) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(run_files(data)[-1].read_bytes())
    return parsed


@pytest.fixture(scope="module")
def crawled(newsroom: Newsroom, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of the newsroom by rules that take the tags for the body: 40 articles are read so, 20 not at all."""
    folder = tmp_path_factory.mktemp("crawled")
    worse = site_file(folder / "sites", {'body = ["div.story-body.article"]': 'body = ["div.word"]'})
    root = newsroom.url.rstrip("/")
    where = ("-a", f"root={root}", "-s", f"DATA_DIR={folder / 'data'}", "-s", f"SITES_DIR={worse}")
    done = scrapy("crawl", "hanoitv", *where, *PACE)
    assert "40 new), missed 20 unread" in done.stderr, done.stderr
    return folder / "data"


@pytest.fixture
def data(crawled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(crawled, tmp_path / "data"))


def test_better_rules_reach_the_past_once(newsroom: Newsroom, data: Path) -> None:
    before = list(read_archive(data))
    done = in_a_process(command(data))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("hanoitv: 60 pages read: added 40 readings, 20 records; changed body 40, ")
    stories = {truth(story)["id"]: story for story in newsroom.stories if story.kind == "article"}
    check((stories.pop(article.id), article) for article in read_archive(data))
    assert not stories
    firsts = {article.id: article for article in before}
    for article in read_archive(data):
        first = firsts.pop(article.id, None)
        assert (article.revision, article.reading) == (1, 2 if first else 1)
        assert article.previous == (first and first.digest) and ("body" in article.changed) == bool(first)
        assert article.run == last_run(data)["run"] and article.raw and not (first and first.raw != article.raw)
    assert not firsts and len(versions(data)) == 100
    run = last_run(data)
    assert (run["source"], run["status"], run["outcomes"]) == ("reread", "finished", {"new": 20, "reread": 40})
    assert run["root"] == newsroom.url.rstrip("/")
    held = files(data)
    again = reread(data)
    assert (again.returncode, again.stdout) == (0, "hanoitv: 60 pages read: added nothing\n")
    assert [name.split("/")[0] for name in files(data) if name not in held] == ["runs"]


def test_a_dry_run_says_what_would_change_and_writes_nothing(data: Path) -> None:
    shutil.rmtree(data / "state")
    before = {path: path.stat().st_mtime_ns for path in data.rglob("*")}
    done = reread(data, "--dry-run")
    assert (done.returncode, done.stderr) == (0, "")
    first, *examples = done.stdout.splitlines()
    assert first.startswith("hanoitv: 60 pages read: would add 40 readings, 20 records; would change body 40, ")
    bodies = [line for line in examples if line.startswith("hanoitv: body: ")]
    assert len(bodies) == 3 and all(line.startswith("hanoitv: body: hanoitv:d") and " → " in line for line in bodies)
    assert {path: path.stat().st_mtime_ns for path in data.rglob("*")} == before


def test_pages_that_could_not_be_read_can_be_read_alone(data: Path) -> None:
    done = reread(data, "--unread")
    assert (done.returncode, done.stdout) == (0, "hanoitv: 20 pages read: added 20 records\n")
    assert reread(data, "--unread").stdout == "hanoitv: 0 pages read: added nothing\n"
    assert Counter(reading for *_, reading in versions(data)) == {1: 60}
    assert last_run(data)["arguments"] == {"unread": "yes"}


def unread_id(data: Path) -> str:
    lines = committed_lines(data, table="sightings")
    return next(look.id for line in lines if (look := sighting_from_line(line.content)).outcome == "unread")


def test_articles_are_chosen_by_id_and_by_url_and_other_sites_left_alone(data: Path) -> None:
    with opened(data, site="hanoionline", mirror=last_run(data)["root"]) as run:
        run.seal("finished", 0, None)
    one, other, *_ = read_archive(data)
    done = reread(data, "--id", one.id, "--id", f"{other.url}?utm_source=x#a", "--id", unread_id(data))
    assert done.stdout.startswith("hanoitv: 3 pages read: added 2 readings, 1 record; ")
    assert sorted(version[0] for version in versions(data) if version[2] == 2) == sorted([one.id, other.id])
    assert len(run_files(data, "hanoionline")) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--id", "hanoitv:d0"], "--id hanoitv:d0: "),
        (["--id", "http://hanoitv.vn/khong-co-d0.html"], "--id http://hanoitv.vn/khong-co-d0.html: "),
        (["--since", "hôm qua"], "expected an ISO date like 2021-11-08, found 'hôm qua'"),
        (["nothere"], "holds nothing of 'nothere': it holds hanoitv"),
        (["--site", "nothere"], "holds nothing of 'nothere': it holds hanoitv"),
        (["--sites-dir", "docs"], "holds articles of 'hanoitv', which has no site file in docs: "),
    ],
    ids=lambda value: None if isinstance(value, str) else " ".join(value),
)
def test_wrong_usage_is_code_2_and_one_line_and_begins_no_run(data: Path, arguments: list[str], said: str) -> None:
    done = reread(data, *arguments)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1) and said in done.stderr
    assert len(run_files(data)) == 1 and not list(data.rglob("*.open"))


def test_an_archive_that_is_none_or_empty_is_code_2(tmp_path: Path) -> None:
    assert "holds nothing to read again" in reread(tmp_path).stderr
    assert reread(tmp_path / "dta").returncode == 2


def test_pages_fetched_before_since_are_left(data: Path) -> None:
    fetched = [article.fetched_at for article in read_archive(data) if article.fetched_at]
    after = max(fetched) + timedelta(hours=1)
    assert reread(data, "--since", after.isoformat()).stdout == "hanoitv: 0 pages read: added nothing\n"
    assert reread(data, "--since", min(fetched).isoformat()).stdout.startswith("hanoitv: 60 pages read: ")


def test_what_is_withheld_is_left_out(data: Path) -> None:
    withheld = next(read_archive(data)).id
    (data / "withheld.txt").write_text(f"{withheld}  # yêu cầu gỡ\n{unread_id(data)}\n", encoding="utf-8")
    done = reread(data)
    assert done.stdout.startswith("hanoitv: 58 pages read: added 39 readings, 19 records; ")
    assert done.stdout.endswith("hanoitv: left out 2 articles that withheld.txt names\n")
    (data / "withheld.txt").unlink()
    assert [version for version in versions(data) if version[0] == withheld] == [(withheld, 1, 1)]


def damage(data: Path, raw: Raw | None) -> None:
    assert raw and raw.file and raw.offset is not None and raw.length
    with (data / raw.file).open("r+b") as warc:
        warc.seek(raw.offset + raw.length // 2)
        warc.write(b"\0\0\0\0")


def test_damaged_pages_are_named_each_and_the_others_are_read(data: Path) -> None:
    damaged = list(read_archive(data))[3:5]
    for article in damaged:
        damage(data, article.raw)
    done = reread(data)
    assert done.returncode == 3 and len(done.stderr.splitlines()) == 2
    for article in damaged:
        assert article.raw and f"{article.raw.file}: byte {article.raw.offset}: " in done.stderr
    assert done.stdout.startswith("hanoitv: 60 pages read: added 38 readings, 20 records; ")
    assert "hanoitv: left 2 pages: the raw page is damaged; the first: hanoitv:d" in done.stdout
    assert (last_run(data)["status"], last_run(data)["exit_code"]) == ("finished", 3)


def test_while_another_run_is_at_work_nothing_is_read_but_a_dry_run(data: Path) -> None:
    with locked(data, "hanoitv", "a run", NOON):
        done = reread(data)
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (
            75,
            "",
            1,
        ) and "a run, process" in done.stderr
        assert reread(data, "--dry-run").returncode == 0
    assert len(run_files(data)) == 1


def test_a_full_disk_is_code_4_and_the_next_reread_does_the_rest(data: Path) -> None:
    """A limit on the size of files stands in for the disk's end."""
    done = in_a_process(["bash", "-c", f"ulimit -f 100; exec {shlex.join(command(data))}"])
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (4, "", 1), done.stderr
    assert "cannot write to" in done.stderr
    assert reread(data).returncode == 0
    assert len(versions(data)) == len(set(versions(data))) == 100


def started(data: Path) -> subprocess.Popen[str]:
    """Start a reread and return when it has written its first line."""
    begun = subprocess.Popen(command(data), cwd=PROJECT, stdout=PIPE, stderr=PIPE, text=True)
    deadline = time.monotonic() + 30
    while not any(path.stat().st_size for path in data.glob("articles/*/*/*.open")):
        assert begun.poll() is None and time.monotonic() < deadline, "the reread wrote nothing"
        os.sched_yield()
    return begun


def test_a_killed_reread_is_recovered_and_the_next_goes_on_without_doubles(data: Path) -> None:
    killed = started(data)
    killed.kill()
    killed.communicate()
    assert main(["recover", "--data", str(data)]) == 0
    kept = len(versions(data)) - 40
    assert 0 < kept < 60 and not list(data.rglob("*.open"))
    assert reread(data).returncode == 0
    assert len(versions(data)) == len(set(versions(data))) == 100
    assert sum(last_run(data)["outcomes"].values()) == 60 - kept


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_stops_a_reread_after_sealing_what_it_had(data: Path, number: int, code: int) -> None:
    stopped = started(data)
    stopped.send_signal(number)
    said, why = stopped.communicate(timeout=30)
    assert (stopped.returncode, why.count("\n")) == (code, 1) and f"stopped by {signal.Signals(number).name}" in why
    kept = len(versions(data)) - 40
    assert 0 < kept < 60 and not list(data.rglob("*.open")) and f"hanoitv: {kept} page" in said
    assert (last_run(data)["status"], sum(last_run(data)["outcomes"].values())) == ("stopped", kept)


def page_of(
    kind: str = "old", text: str = "Sáng nay khánh thành.", tag: str = "", time: str = "08/11/2021 21:21"
) -> str:
    """Return a page of our own; `kind` is the class of its paragraphs."""
    return PAGE.format(kind=kind, text=text, tag=tag, time=time)


def capture(run: Run, site: Site, path: str, page: str) -> str:
    """Take a page through a run as the pipelines take it; return what it was."""
    url = HANOITV_HOME + path
    try:
        return look(run, read_page(Page(url=url, body=page.encode(), fetched_at=run.clock()), site), page)
    except NotAnArticle as error:
        known = site.recognise(url)
        kept = run.keep(exchange(url, page.encode(), run.clock()), f"hanoitv:{known and known[1]}", url)
        run.sight(replace(kept, outcome="unread", reason=error.reason))
        return "unread"


def crawl_daily(root: Path, site: Site, path: str, *pages: dict[str, str], first: int = 0) -> list[str]:
    """Look at a page day after day from day `first` on, a run each; return what it was each time."""
    outcomes = []
    for day, page in enumerate(pages, first):
        with opened(root, now=NOON + timedelta(days=day)) as run:
            outcomes.append(capture(run, site, path, page_of(**page)))
            run.seal("finished", 0, None)
    return outcomes


@pytest.fixture
def old(tmp_path: Path) -> Site:
    return load_site("hanoitv", site_file(tmp_path / "old", OLD))


def test_an_edit_that_old_rules_could_not_see_becomes_a_revision(old: Site, tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert crawl_daily(data, old, "/cau-d1.html", {"tag": "Cầu"}, {"tag": "Cầu mới"}) == ["new", "same"]
    assert reread(data, "--unread").stdout == "hanoitv: 0 pages read: added nothing\n"
    assert reread(data).stdout == "hanoitv: 2 pages read: added 1 reading, 1 revision; changed keywords 2\n"
    assert versions(data) == [("hanoitv:d1", 1, 1), ("hanoitv:d1", 1, 2), ("hanoitv:d1", 2, 1)]
    _, first, second = read_archive(data, versions="all")
    assert (first.keywords, second.keywords) == (("Cầu",), ("Cầu mới",))
    assert (second.changed, second.previous) == (("keywords",), first.digest)
    assert second.fetched_at == NOON + timedelta(days=1)
    assert reread(data).stdout == "hanoitv: 2 pages read: added nothing\n"


def test_an_edit_beside_a_reading_that_a_crawl_made_becomes_a_revision_too(old: Site, tmp_path: Path) -> None:
    """Rules changed between two looks, and neither these nor those saw what the newsroom did."""
    data = tmp_path / "data"
    older = site_file(tmp_path / "older", {**OLD, '".redesigned"]': '".redesigned", ".old-note"]'})
    crawl_daily(data, load_site("hanoitv", older), "/cau-d1.html", {"tag": "Cầu"})
    with opened(data, now=NOON + timedelta(days=1)) as run:
        page = page_of(tag="Cầu mới")
        article = read_page(Page(url=f"{HANOITV_HOME}/cau-d1.html", body=page.encode(), fetched_at=run.clock()), old)
        assert look(run, article, page, lambda before: read_again(data, before, old)) == "reread"
        run.seal("finished", 0, None)
    assert reread(data).stdout == "hanoitv: 2 pages read: added 1 reading, 1 revision; changed keywords 2\n"
    assert [(a.revision, a.reading, a.keywords) for a in read_archive(data, versions="all")] == [
        (1, 1, ()), (1, 2, ()), (1, 3, ("Cầu",)), (2, 1, ("Cầu mới",))
    ]  # fmt: skip


def test_the_same_bytes_are_no_revision_though_their_date_is_told_by_the_hour(tmp_path: Path) -> None:
    data, page = tmp_path / "data", page_of(time="2 giờ trước")
    with opened(data) as run:
        capture(run, load_site("hanoitv"), "/cau-d1.html", page)
        run.seal("finished", 0, None)
    with opened(data, now=NOON + timedelta(days=1)) as run:
        kept = run.keep(exchange(f"{HANOITV_HOME}/cau-d1.html?p=1", page.encode(), run.clock()), "hanoitv:d1", "x")
        run.sight(replace(kept, outcome="unread", reason="no text"))
        run.seal("finished", 0, None)
    assert reread(data).stdout == "hanoitv: 2 pages read: added nothing\n"
    (article,) = read_archive(data)
    assert article.timestamp == NOON - timedelta(hours=2)


def test_a_crawl_by_the_same_rules_finds_after_a_reread_what_it_knows(old: Site, tmp_path: Path) -> None:
    data = tmp_path / "data"
    crawl_daily(data, old, "/cau-d1.html", {"tag": "Cầu"}, {"tag": "Cầu mới"})
    crawl_daily(data, old, "/duong-d2.html", {"kind": "redesigned"}, first=2)
    reread(data)
    # The reread's own run began by the clock, long after these would by theirs.
    assert crawl_daily(data, load_site("hanoitv"), "/cau-d1.html", {"tag": "Cầu mới"}, first=9_999) == ["same"]
    assert crawl_daily(data, load_site("hanoitv"), "/duong-d2.html", {"kind": "redesigned"}, first=10_000) == ["same"]


def test_a_later_page_that_old_rules_could_not_read_is_compared_with_the_newest_read_anew(
    old: Site, tmp_path: Path
) -> None:
    """Even where only unread pages are asked for: what our rules changed must not pass for the newsroom's doing."""
    data = tmp_path / "data"
    redesigned = [{"kind": "redesigned", "tag": tag} for tag in ("Cầu", "Đường", "Phố")]
    assert crawl_daily(data, old, "/cau-d1.html", {"tag": "Cầu"}, *redesigned) == ["new", *["unread"] * 3]
    done = reread(data, "--unread")
    assert done.stdout == "hanoitv: 4 pages read: added 1 reading, 2 revisions; changed keywords 3\n"
    found = [(article.revision, article.keywords) for article in read_archive(data, versions="all")]
    assert found == [(1, ()), (1, ("Cầu",)), (2, ("Đường",)), (3, ("Phố",))]


def test_pages_that_differ_before_the_first_version_or_between_two_stay_raw_pages_and_are_named(
    old: Site, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    pages: tuple[dict[str, str], ...] = (
        {"kind": "redesigned", "text": "Trước."},
        {},
        {"tag": "Cầu"},
        {"text": "Chiều nay khánh thành."},
    )
    assert crawl_daily(data, old, "/cau-d1.html", *pages) == ["unread", "new", "same", "edited"]
    done = reread(data)
    counted, *left = done.stdout.splitlines()
    assert (done.returncode, counted) == (0, "hanoitv: 4 pages read: added nothing")
    assert [line.rpartition("the first: ")[2] for line in left] == [
        "hanoitv:d1: revision 1", "hanoitv:d1: revisions 1 and 2"
    ]  # fmt: skip
    assert all(line.startswith("hanoitv: left 1 page: ") for line in left)


def test_a_page_is_not_compared_with_a_version_whose_own_page_is_damaged(old: Site, tmp_path: Path) -> None:
    data = tmp_path / "data"
    crawl_daily(data, old, "/cau-d1.html", {"tag": "Cầu"}, {"tag": "Cầu", "kind": "redesigned"})
    damage(data, next(read_archive(data)).raw)
    done = reread(data)
    assert (done.returncode, len(versions(data)), done.stderr.count("\n")) == (3, 1, 1)
    assert "left 1 page: the version that a page is to be compared with has a damaged raw page" in done.stdout


def test_a_page_that_todays_rules_cannot_read_keeps_its_record_and_is_named(old: Site, tmp_path: Path) -> None:
    data = tmp_path / "data"
    with opened(data) as run:
        capture(run, load_site("hanoitv"), "/cau-d1.html", page_of("redesigned"))
        run.seal("finished", 0, None)
    done = reread(data, "--sites-dir", str(tmp_path / "old"))
    assert done.returncode == 0 and "added nothing\nhanoitv: left 1 page: today's rules cannot read" in done.stdout
    assert "the first: hanoitv:d1: no text" in done.stdout and len(versions(data)) == 1


@pytest.mark.parametrize(
    ("urls", "said"),
    [(r"-(?P<id>bai\d+)\.html$", "its address is none of"), (r"(?P<id>[a-z]+-d\d+)\.html$", "hanoitv:cau-d1")],
    ids=["no address of an article", "another id"],
)
def test_rules_that_give_a_page_another_id_add_no_reading_to_it(urls: str, said: str, tmp_path: Path) -> None:
    data = tmp_path / "data"
    crawl_daily(data, load_site("hanoitv"), "/cau-d1.html", {})
    other = site_file(tmp_path / "other", {r"-(?P<id>d\d+)\.html$": urls, 'keywords = ["div.word a"]': ""})
    done = reread(data, "--sites-dir", str(other), "--id", f"{HANOITV_HOME}/cau-d1.html?utm_source=x")
    assert "added nothing\nhanoitv: left 1 page: " in done.stdout and said in done.stdout


def test_a_page_at_the_address_of_a_list_stays_unread(tmp_path: Path) -> None:
    """An article's address that redirects to a section's, whose page can be read, is no article for that."""
    data, page = tmp_path / "data", page_of().encode()
    with opened(data) as run:
        kept = run.keep(exchange(f"{HANOITV_HOME}/xa-hoi", page, NOON), "hanoitv:d1", f"{HANOITV_HOME}/cau-d1.html")
        run.sight(replace(kept, outcome="unread", reason="its address is none of hanoitv's"))
        run.seal("finished", 0, None)
    done = reread(data)
    assert "1 page read: added nothing" in done.stdout and not versions(data)
    assert "hanoitv:d1: its address is none of hanoitv's article addresses" in done.stdout


def test_a_page_found_by_a_redirect_becomes_the_record_of_the_article_that_answered(old: Site, tmp_path: Path) -> None:
    data, page = tmp_path / "data", page_of("redesigned").encode()
    with opened(data) as run:
        kept = run.keep(exchange(f"{HANOITV_HOME}/b-d2.html", page, NOON), "hanoitv:d1", f"{HANOITV_HOME}/a-d1.html")
        run.sight(replace(kept, outcome="unread", reason="no text"))
        run.seal("finished", 0, None)
    assert reread(data).stdout == "hanoitv: 1 page read: added 1 record\n"
    assert versions(data) == [("hanoitv:d2", 1, 1)]
    assert reread(data).stdout == "hanoitv: 1 page read: added nothing\n"


def test_lines_without_a_raw_page_are_counted(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with opened(data) as run:
        run.store((WRITTEN,))
        run.seal("finished", 0, None)
    done = reread(data)
    assert (done.returncode, done.stdout.splitlines()[1]) == (
        0, "hanoitv: left 1 page: a version has no raw page; the first: hanoitv:d1"
    )  # fmt: skip


def test_a_site_without_a_file_harms_no_other(data: Path) -> None:
    with opened(data, site="cu", mirror=last_run(data)["root"]) as run:
        run.seal("finished", 0, None)
    done = reread(data)
    assert done.returncode == 2 and "'cu', which has no site file" in done.stderr
    assert done.stdout.startswith("hanoitv: 60 pages read: added 40 readings")


@given(texts, texts)
def test_an_example_is_two_short_lines_that_differ_and_steer_no_terminal(old: str, new: str) -> None:
    before, after = (replace(WRITTEN, body="x" * 100 + text + "y" * 100) for text in (old, new))
    example = to_example(before, after, "body")
    for text in (example.before, example.after):
        assert text.isprintable() and len(text) <= 62
    if old.isprintable() and new.isprintable() and old.split() != new.split():
        assert example.before != example.after


def test_what_would_steer_a_terminal_is_taken_out_of_an_example() -> None:
    after: Article = replace(WRITTEN, title="\x1b[31mĐỏ\x07 [bold]\n\u202eđậm", keywords=("\x9b2J",))
    assert to_example(WRITTEN, after, "title").after == "[31mĐỏ [bold] đậm"
    assert to_example(WRITTEN, after, "keywords").after == '[" 2J"]'


bodies = st.builds(lambda part, times: part * times, st.binary(max_size=300), st.integers(0, 2_000))


@given(bodies, st.integers(9, 15), st.integers(0, 9))
def test_a_payload_decodes_to_what_was_encoded(body: bytes, window: int, level: int) -> None:
    for encoding, wbits in (("gzip", window + 16), ("x-gzip", window + 16), ("deflate", window), ("deflate", -window)):
        deflate = zlib.compressobj(level, wbits=wbits)
        assert decode_content(deflate.compress(body) + deflate.flush(), encoding, "u") == body
    assert decode_content(gzip.compress(zlib.compress(body)), "deflate, identity, GZIP", "u") == body
    assert decode_content(gzip.compress(body) + gzip.compress(b"more") + b"\0\0", "gzip", "u") == body + b"more"
    assert decode_content(body, "", "u") == body


@given(bodies, st.integers(0, 200), st.sampled_from(["gzip", "deflate"]))
def test_of_a_payload_that_was_cut_the_beginning_is_read(body: bytes, cut: int, encoding: str) -> None:
    whole = gzip.compress(body) if encoding == "gzip" else zlib.compress(body)
    decoded = decode_content(whole[: max(0, len(whole) - cut)], encoding, "u")
    assert body.startswith(decoded) and (decoded == body or cut > 0)


def test_of_a_payload_that_is_damaged_further_on_the_beginning_is_read() -> None:
    body = bytes(range(256)) * 1_000
    whole = gzip.compress(body)
    decoded = decode_content(whole[:-8] + bytes(8), "gzip", "u")
    assert body.startswith(decoded) and len(decoded) > len(body) / 2


def test_nothing_of_a_payload_is_lost_at_the_end_of_a_step() -> None:
    for size in range(STEP - 300, STEP + 300):
        for encoding, wbits in (("gzip", 31), ("deflate", 15), ("deflate", -15)):
            deflate = zlib.compressobj(9, wbits=wbits)
            assert decode_content(deflate.compress(bytes(size)) + deflate.flush(), encoding, "u") == bytes(size)


@given(st.binary(), st.sampled_from(["gzip", "deflate", "br", "gzip, zstd", "\x00"]))
def test_what_cannot_be_decoded_is_no_article(payload: bytes, encodings: str) -> None:
    with suppress(NotAnArticle):
        decode_content(payload, encodings, "u")


@pytest.mark.parametrize("encodings", ["gzip", "deflate", "gzip, gzip"])
def test_a_bomb_is_not_decoded_beyond_what_we_read(encodings: str) -> None:
    encode = zlib.compress if encodings == "deflate" else gzip.compress
    bomb = bytes(8 * MAX_BYTES)
    for _ in encodings.split(","):
        bomb = encode(bomb)
    tracemalloc.start()
    decoded = decode_content(bomb, encodings, "u")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert decoded == bytes(MAX_BYTES + 1) and most < 3 * MAX_BYTES
