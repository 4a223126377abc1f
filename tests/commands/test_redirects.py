"""Redirects off the site, to private addresses and to what is no web page: refused, named, and the crawl goes on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from hanoitv_scraper import read_archive
from hanoitv_scraper.archive.open_run import open_run
from hanoitv_scraper.middlewares import RefuseOffsiteRedirects
from hanoitv_scraper.sites import FOLDER
from hanoitv_scraper.spiders.loader import SiteSpiderLoader
from tests.commands.test_crawl import ARTICLE, run_file
from tests.conftest import Crawl
from tests.serving import Answer, serving

ROOT = "http://127.0.0.1:8000"
TEXT = "<p>Sáng nay, phường Thử khánh thành một cây cầu đi bộ qua mương, dài mười hai mét.</p>" * 2
GOOD = Answer(ARTICLE.format(title="Cầu mới", time="08/11/2021 21:21", text=TEXT).encode())


def to(location: str) -> Answer:
    return Answer(b"", 302, {"Location": location.encode().decode("latin-1")})


def test_every_bad_redirect_is_refused_and_named_and_the_run_goes_on(crawl: Crawl, tmp_path: Path) -> None:
    there: list[tuple[float, str]] = []
    pages: dict[str, Answer] = {}
    with serving({"/x-d1.html": GOOD, "/robots.txt": GOOD}, there) as other, serving(pages) as root:
        port = root.rpartition(":")[2]
        reasons = {
            f"{other}/x-d1.html": f"a private address, {other}",
            f"//{other.removeprefix('http://')}/x-d1.html": f"a private address, {other}",
            f"///{other.removeprefix('http://')}/x-d1.html": f"a private address, {other}",
            f"//:/{other.removeprefix('http://')}/x-d1.html": f"a private address, {other}",
            f"https://127.0.0.1:{port}/x-d1.html": f"a private address, https://127.0.0.1:{port}",
            f"http://localhost:{port}/x-d1.html": "another site, localhost",
            "http://169.254.169.254/latest": "a private address, 169.254.169.254",
            "http://[::1]/x-d1.html": "a private address, ::1",
            "http://hanoitv.vn/x-d1.html": "another site, hanoitv.vn",
            "http://báo.example/x-d1.html": "another site, xn--bo-mia.example",
            "file:///etc/passwd": "no web page, 'file:///etc/passwd'",
            "javascript:alert(1)": "no web page, 'javascript:alert(1)'",
            "data:text/html,<p>robots.txt</p>": "no web page, 'data:text/html,<p>robots.txt</p>'",
            "ftp://example.com/": "no web page, 'ftp://example.com/'",
            "mailto:toi@example.com": "no web page, 'mailto:toi@example.com'",
            "": "nowhere: its Location is empty",
            "http://[bad": "no address, 'http://[bad'",
            "http://": "no address, 'http://'",
            "http://127.0.0.1:99999/": "no address, 'http://127.0.0.1:99999/'",
            "/x-\x1b[31m-d1.html": r"an address with control characters in it, '/x-\x1b[31m-d1.html'",
            "\\\\example.com\\": r"an address with a backslash in it, '\\\\example.com\\'",
            f"http://toi:mat-khau@127.0.0.1:{port}/x-d1.html": "an address with a user name in it",
            f"///toi:mat-khau@127.0.0.1:{port}/x-d1.html": "an address with a user name in it",
            "/" + "x" * 11_999: "an address of 12,000 bytes",
        }
        links = {f"/a-d{number}.html": location for number, location in enumerate(reasons, 100)}
        home = "".join(f"<a href='{path}'>x</a>" for path in (*links, "/tot-d1.html", "/doi-d2.html", "/doi-d3.html"))
        pages |= {path: to(location) for path, location in links.items()} | {
            "/": Answer(home.encode()),
            "/robots.txt": to(f"{other}/robots.txt"),
            "/tot-d1.html": GOOD,
            "/doi-d2.html": to("/Cầu mới-d2.html"),
            "/C%E1%BA%A7u%20m%E1%BB%9Bi-d2.html": GOOD,
            "/doi-d3.html": to(f"{root}/moi-d3.html"),
            "/moi-d3.html": GOOD,
        }
        done = crawl(root)
    assert done.returncode == 0, done.stderr
    assert sorted(article.id for article in read_archive(tmp_path / "data")) == [
        "hanoitv:d1",
        "hanoitv:d2",
        "hanoitv:d3",
    ]
    missed = {miss["url"].rpartition("/")[2]: miss for miss in run_file(tmp_path / "data")["missed"]}
    assert {links[f"/{end}"]: miss["reason"] for end, miss in missed.items()} == {
        location: f"it redirects to {reason}" for location, reason in reasons.items()
    }
    assert {miss["outcome"] for miss in missed.values()} == {"failed"}
    assert there == []


def test_an_address_too_long_for_a_header_costs_that_page_alone(crawl: Crawl, tmp_path: Path) -> None:
    links = b"<a href='/a-d1.html'>a</a><a href='/b-d2.html'>b</a>"
    with serving({"/": Answer(links), "/a-d1.html": to("/" + "x" * 20_480), "/b-d2.html": GOOD}) as root:
        done = crawl(root)
    assert done.returncode == 0, done.stderr
    (missed,) = run_file(tmp_path / "data")["missed"]
    assert missed["outcome"] == "failed" and missed["url"].endswith("/a-d1.html")
    assert missed["reason"] == "no whole answer: Connection was closed cleanly"
    assert [article.id for article in read_archive(tmp_path / "data")] == ["hanoitv:d2"]


def test_a_list_that_redirects_off_the_site_is_missed_and_named(crawl: Crawl, tmp_path: Path) -> None:
    links = b"<nav><a href='/thoi-su'>a</a></nav><a href='/b-d2.html'>b</a>"
    with serving({"/": Answer(links), "/thoi-su": to("//example.com/"), "/b-d2.html": GOOD}) as root:
        done = crawl(root)
    assert done.returncode == 0, done.stderr
    (missed,) = run_file(tmp_path / "data")["missed"]
    assert missed["reason"] == "it redirects to another site, example.com" and missed["url"].endswith("/thoi-su")


@contextmanager
def crawler_of(folder: Path, **arguments: str) -> Iterator[Crawler]:
    """Make ready a crawl of hanoitv into a folder, and let it not begin."""
    spider = SiteSpiderLoader(FOLDER).load("hanoitv")
    crawler = get_crawler(spider)
    with open_run(folder, "hanoitv", version="0", rules="none", mirror=arguments.get("root")) as run:
        crawler.spider = spider.from_crawler(crawler, run, **arguments)
        yield crawler
        run.seal("finished", 0, None)


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawler]:
    with crawler_of(tmp_path_factory.mktemp("live")) as crawler:
        yield crawler


@pytest.fixture(scope="module")
def mirror(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawler]:
    with crawler_of(tmp_path_factory.mktemp("mirror"), root=ROOT) as crawler:
        yield crawler


def followed(crawler: Crawler, url: str, location: bytes) -> str | None:
    """Return the URL that Scrapy asks for next, None where the redirect is refused."""
    request, response = Request(url), Response(url, status=301, headers={"Location": location})
    try:
        RefuseOffsiteRedirects.from_crawler(crawler).process_response(request, response)
    except IgnoreRequest:
        return None
    redirected: Any = RedirectMiddleware.from_crawler(crawler).process_response(request, response)
    assert isinstance(redirected, Request), "neither refused nor followed"
    return redirected.url


@pytest.mark.parametrize(
    ("url", "location", "expected"),
    [
        ("https://hanoitv.vn/a", "http://hanoitv.vn/a", "http://hanoitv.vn/a"),
        ("http://hanoitv.vn/a", "https://www.hanoitv.vn:443/a", "https://www.hanoitv.vn:443/a"),
        ("http://hanoitv.vn/a", "http://HANOITV.vn/b#c", "http://hanoitv.vn/b#c"),
        ("http://hanoitv.vn/a", "?b", "http://hanoitv.vn/a?b"),
        ("http://hanoitv.vn/a", " b ", "http://hanoitv.vn/b"),
        ("http://hanoitv.vn/a", "http://m.hanoitv.vn/a", None),
        ("http://hanoitv.vn/a", "http://hanoitv.vn:22/a", None),
        ("http://hanoitv.vn/a", "http://hanoitv.vn:0/a", None),
        ("http://hanoitv.vn/a", "http://hanoitv.vn./a", None),
        ("http://hanoitv.vn/a", "http://hanoitv.vn@example.com/a", None),
        ("http://hanoitv.vn/a", f"{ROOT}/a", None),
    ],
)
def test_without_a_root_a_redirect_may_lead_to_the_sites_hosts_at_their_own_ports(
    url: str, location: str, expected: str | None, live: Crawler
) -> None:
    assert followed(live, url, location.encode()) == expected


HOSTS = ("hanoitv.vn", "www.hanoitv.vn")
SITE = {("http", f"{host}{port}") for host in HOSTS for port in ("", ":", ":80")}
SITE |= {("https", f"{host}{port}") for host in HOSTS for port in ("", ":", ":443")}
PARTS = (
    *("http:", "https:", "ftp:", "javascript:", "/", "//", "///", "\\", "@", "user:pw@", ":", "?", "#", "[", "]", "%"),
    *("127.0.0.1", "hanoitv.vn", "www.hanoitv.vn", "example.com", "[::1]", ":22", ":80", ":443", ":8000", "%2f", ".."),
    *(".", " ", "\t", "a", "à", "\x00", "\xa0", "\u3002", "\u2024", "\uff0f", "\u00df"),
)  # fmt: skip
LOCATIONS = st.lists(st.sampled_from(PARTS), max_size=8).map("".join).map(str.encode) | st.binary(max_size=30)


@given(location=LOCATIONS)
def test_whatever_a_location_says_scrapy_asks_the_root_or_the_redirect_is_refused(
    location: bytes, mirror: Crawler
) -> None:
    asked = followed(mirror, f"{ROOT}/a/b", location)
    assert asked is None or urlsplit(asked)[:2] == urlsplit(ROOT)[:2]


@given(location=LOCATIONS)
def test_whatever_a_location_says_scrapy_asks_the_sites_hosts_or_the_redirect_is_refused(
    location: bytes, live: Crawler
) -> None:
    asked = followed(live, "http://hanoitv.vn/a/b", location)
    assert asked is None or urlsplit(asked)[:2] in SITE
