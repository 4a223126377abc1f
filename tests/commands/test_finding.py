"""What a crawl finds by which door, what it was told to leave, and what leads astray: told in its run file."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from hanoitv_scraper import read_archive
from hanoitv_scraper.discover.left import REASONS
from tests.commands.test_crawl import ARTICLE, run_file
from tests.commands.test_increments import Seen, articles, crawled, paths
from tests.conftest import PROJECT, Crawl
from tests.newsroom.lists import section_names
from tests.newsroom.pages import is_in
from tests.newsroom.server import Newsroom
from tests.newsroom.stories import Story
from tests.newsroom.trap_pages import MANY
from tests.newsroom.traps import INDEX, REDIRECTS, SHELL, SHELL_LIST, trapped
from tests.serving import Answer, serving

TEXT = "<p>Sáng nay, phường Thử khánh thành một cây cầu đi bộ qua mương, dài mười hai mét.</p>" * 2
PAGE = Answer(ARTICLE.format(title="Cầu mới", time="08/11/2021 21:21", text=TEXT).encode())


@pytest.fixture(scope="module")
def plain() -> Iterator[Newsroom]:
    with Newsroom(articles=60, gzip=True, feeds=("/rss/trang-chu.atom", "/rss/hong.rss"), news=True) as newsroom:
        yield newsroom


def archived(data: Path) -> set[str]:
    return {urlsplit(article.url).path for article in read_archive(data)}


def missed(run: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """Return outcome and reason of what a run missed, by path."""
    return {urlsplit(miss["url"]).path: (miss["outcome"], miss["reason"]) for miss in run["missed"]}


def site_folder(folder: Path, find: str) -> tuple[str, str]:
    """Return the option for a copy of HanoiTV's site file that begins where `find` says."""
    good = (PROJECT / "hanoitv_scraper/sites/hanoitv.toml").read_text(encoding="utf-8")
    changed = good.replace('pages = ["/"]', find)
    assert changed != good
    folder.mkdir()
    (folder / "hanoitv.toml").write_text(changed, encoding="utf-8")
    return "-s", f"SITES_DIR={folder}"


def between(newsroom: Newsroom, first: str, last: str) -> list[Story]:
    """Return the stories that came out from one day to another."""
    days = date.fromisoformat(first), date.fromisoformat(last)
    return [story for story in newsroom.stories if days[0] <= story.published.date() <= days[1]]


def test_each_door_is_told_with_how_many_articles_it_named(plain: Newsroom, tmp_path: Path) -> None:
    seen = crawled(tmp_path, plain)
    assert archived(tmp_path) == paths(plain.stories)
    # Lists name one more, which robots.txt forbids; a feed the fifty newest pages, films and programmes among them.
    fed = len(paths(plain.stories[-50:]))
    assert seen.run["found"] == {"list": 61, "feed": fed, "sitemap": 60}
    lists = [path for path in seen.asked if not path.endswith((".rss", ".atom", ".xml", ".gz", ".txt"))]
    assert seen.run["requests"] == {
        "robots": 1, "list": len(set(lists) - paths(plain.stories)), "feed": 3, "sitemap": 3, "article": 60,
    }  # fmt: skip
    assert set(seen.asked.values()) == {1}
    assert seen.run["left"]["broken xml"]["first"].startswith("http://hanoitv.vn/rss/hong.rss: cut short after 50")


def test_a_crawl_for_some_days_archives_what_came_out_on_them(plain: Newsroom, tmp_path: Path) -> None:
    seen = crawled(tmp_path, plain, "-a", "since=2021-09-18", "-a", "until=2021-09-24")
    assert archived(tmp_path) == paths(between(plain, "2021-09-18", "2021-09-24"))
    # Lists, feeds and sitemaps tell dates: what they date a day beyond the bounds, or more, is not asked for.
    assert articles(seen.asked).keys() <= paths(between(plain, "2021-09-17", "2021-09-25"))
    assert {"older", "newer"} <= seen.run["left"].keys()
    assert seen.run["outcomes"]["outside"] == sum(articles(seen.asked).values()) - seen.run["outcomes"]["new"]
    # What was outside then, and is not now, is asked for again.
    crawled(tmp_path, plain, "-a", "since=2021-09-17", "-a", "until=2021-09-25")
    assert archived(tmp_path) == paths(between(plain, "2021-09-17", "2021-09-25"))


def test_chosen_sections_and_kinds_are_read_and_nothing_else(plain: Newsroom, tmp_path: Path) -> None:
    chosen = {"/phap-luat", "/xa-hoi/giao-thong"}
    seen = crawled(tmp_path, plain, "-a", "sections=phap-luat,xa-hoi/giao-thong", "-a", "kinds=article,video")
    assert archived(tmp_path) == {
        story.path
        for story in plain.stories
        if story.kind != "audio" and any(is_in(story, section_names(list[1:])) for list in chosen)
    }
    assert {path for path in seen.asked if not path.endswith(".html")} == {"/robots.txt", *chosen}
    assert seen.run["requests"]["list"] == 2 and seen.run["left"]["other kind"]["count"] > 0


def test_a_limit_is_of_articles_asked_for(plain: Newsroom, tmp_path: Path) -> None:
    seen = crawled(tmp_path, plain, "-a", "limit=5")
    # The menu's forbidden page is none: another takes its place.
    assert len(archived(tmp_path)) == sum(articles(seen.asked).values()) == seen.run["requests"]["article"] == 5


@pytest.fixture(scope="module")
def misled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Newsroom, Path, Seen]:
    """A newsroom full of traps, 10 MB of links among them, and what a crawl of it made."""
    data = tmp_path_factory.mktemp("misled")
    with Newsroom(articles=60, traps="all") as newsroom:
        return newsroom, data, crawled(data, newsroom, timeout=60)


def test_traps_cost_a_bounded_number_of_requests_and_no_article(misled: tuple[Newsroom, Path, Seen]) -> None:
    newsroom, data, seen = misled
    assert archived(data) == paths(newsroom.stories)
    assert len(list(read_archive(data, versions="all"))) == 60
    assert set(seen.asked.values()) == {1}
    costs = trapped(seen.asked)
    assert not {"/lich/", "/tag/", ";jsessionid=", "/amp/", "/print/"} & costs.keys()
    assert max(costs[trap] for trap in costs if trap != INDEX) <= 3
    # Of the hundred thousand links the first sixty are tried, and are not there.
    assert costs[INDEX] <= 1 + 60
    assert seen.run["requests"]["list"] - costs[INDEX] < 30


def test_every_trap_is_named_and_counted(misled: tuple[Newsroom, Path, Seen]) -> None:
    *_, seen = misled
    left = seen.run["left"]
    named = {reason for reason in REASONS if reason in left}
    assert named == {
        "not http", "off site", "malformed", "session id", "calendar", "tag", "facet", "too many links",
        "nothing new on page", "other kind",
    }  # fmt: skip
    assert left["calendar"]["first"] == "http://hanoitv.vn/lich/2021-11"
    assert left["tag"]["count"] >= 288 and "/tag/x?sort=" in left["tag"]["first"]
    assert left["nothing new on page"]["count"] == 2
    assert left["too many links"]["count"] + left["facet"]["count"] > MANY - 100


def test_what_leads_nowhere_is_missed_and_says_why(misled: tuple[Newsroom, Path, Seen]) -> None:
    _, data, seen = misled
    told = missed(seen.run)
    assert told[SHELL][0] == "javascript" and "needs JavaScript: its text" in told[SHELL][1]
    assert told[SHELL_LIST][0] == "javascript" and "needs JavaScript: its links" in told[SHELL_LIST][1]
    assert SHELL not in archived(data)
    inside, outside, local, loop = REDIRECTS
    assert told[inside] == ("failed", "it redirects to a private address, 10.0.0.1")
    assert told[outside] == ("failed", "it redirects to another site, tv.example.org")
    assert told[local] == ("failed", "it redirects to no web page, 'file:///etc/passwd'")
    assert told[loop][0] == "moved" and "asked for already" in told[loop][1]


def bomb() -> bytes:
    """Return a sitemap of a few hundred KB that unpacks to more than half a gigabyte, an address at its head."""
    head = gzip.compress(b"<urlset><url><loc>http://hanoitv.vn/truoc-bom-d3.html</loc></url>")
    return head + gzip.compress(b"<a/>" * 2**18, mtime=0) * 513


def laughs() -> bytes:
    """Return a feed whose one title is a gigabyte long to whoever believes its entities."""
    grown = "".join(f'<!ENTITY a{number} "{f"&a{number - 1};" * 10}">' for number in range(1, 10))
    item = "<item><title>&a9;</title><link>http://hanoitv.vn/trong-bom-d2.html</link></item>"
    return f'<!DOCTYPE rss [<!ENTITY a0 "lol">{grown}]><rss><channel>{item}</channel></rss>'.encode()


def test_files_that_are_broken_bombs_or_no_feeds_are_named_and_the_run_goes_on(crawl: Crawl, tmp_path: Path) -> None:
    maps = "".join(f"Sitemap: http://hanoitv.vn/{name}\n" for name in ("goi.xml.gz", "nen.xml", "mat.xml"))
    pages = {
        "/": Answer(b"<link rel=alternate type=application/rss+xml href=/bom.rss><a href='/mot-d1.html'>a</a>"),
        "/robots.txt": Answer(maps.encode(), headers={"Content-Type": "text/plain"}),
        "/trang.rss": Answer(b"<!DOCTYPE html><html><body><a href='/bon-d4.html'>x</a></body></html>"),
        "/bom.rss": Answer(laughs()),
        "/goi.xml.gz": Answer(bomb(), headers={"Content-Type": "application/gzip"}),
        "/nen.xml": Answer(bomb(), headers={"Content-Type": "text/xml", "Content-Encoding": "gzip"}),
        **{f"/{name}.html": PAGE for name in ("mot-d1", "trong-bom-d2", "truoc-bom-d3", "bon-d4")},
    }
    sites = site_folder(tmp_path / "sites", 'pages = ["/"]\nfeeds = ["/trang.rss"]')
    with serving(pages) as root:
        done = crawl(root, *sites)
    assert done.returncode == 0, done.stderr
    run = run_file(tmp_path / "data")
    assert archived(tmp_path / "data") == {"/mot-d1.html", "/trong-bom-d2.html", "/truoc-bom-d3.html"}
    assert run["found"] == {"list": 1, "feed": 1, "sitemap": 1}
    told = missed(run)
    assert told.keys() == {"/trang.rss", "/nen.xml", "/mat.xml"}
    assert told["/trang.rss"] == ("failed", "neither feed nor sitemap: its root is html")
    assert told["/nen.xml"][0] == "failed" and "exceeded DOWNLOAD_MAXSIZE" in told["/nen.xml"][1]
    assert told["/mat.xml"] == ("gone", "HTTP 404 Not Found")
    (name,) = run["left"]
    assert name == "broken xml"
    assert run["left"][name]["first"].startswith("http://hanoitv.vn/goi.xml.gz: cut short after 1 entries: ")
