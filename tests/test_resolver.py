"""Names that lead to private addresses: what the resolver answers, and what a crawl makes of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy.crawler import Crawler
from scrapy.resolver import CachingThreadedResolver
from scrapy.settings import Settings
from twisted.internet.defer import succeed
from twisted.internet.error import DNSLookupError
from twisted.python.failure import Failure

from hanoitv_scraper import read_archive
from hanoitv_scraper.resolver import RefusePrivateAddresses, is_private, refused_address
from tests.commands.test_crawl import ARTICLE, only_line, run_file
from tests.commands.test_redirects import crawler_of
from tests.conftest import PROJECT, Crawl, scrapy
from tests.newsroom.demo import PACE
from tests.serving import Answer, serving

PAGES = {
    "/": Answer(b"<a href='/a-d1.html'>a</a>"),
    "/a-d1.html": Answer(ARTICLE.format(title="T", time="08/11/2021 21:21", text="<p>Text of it.</p>").encode()),
}
# What the name server says.
NAMES = {
    "hanoitv.vn": "10.0.0.5", "mirror.example": "192.168.1.7", "proxy.example": "172.16.0.1", "vtv.vn": "1.1.1.1",
    "127.0.0.1": "127.0.0.1", "0x7f.1": "127.0.0.1",
}  # fmt: skip


@pytest.fixture
def crawler(tmp_path: Path) -> Iterator[Crawler]:
    """A crawl with `-a root=`, its spider there already."""
    with crawler_of(tmp_path, root="http://Mirror.example:8000") as made:
        yield made


@pytest.fixture
def resolver(crawler: Crawler, monkeypatch: pytest.MonkeyPatch) -> RefusePrivateAddresses:
    monkeypatch.setattr(CachingThreadedResolver, "getHostByName", lambda self, name, timeout: succeed(NAMES[name]))
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)
    process: Any = SimpleNamespace(settings=Settings(), crawlers={crawler})
    reactor: Any = None
    return RefusePrivateAddresses.from_crawler(process, reactor)


def answer(resolver: RefusePrivateAddresses, name: str) -> str | Failure:
    answers: list[str | Failure] = []
    resolver.getHostByName(name).addBoth(answers.append)
    return answers[0]


@pytest.mark.parametrize("name", ["hanoitv.vn", "127.0.0.1", "0x7f.1", "proxy.example"])
def test_a_private_address_is_no_answer_and_the_crawl_knows_why(
    name: str, resolver: RefusePrivateAddresses, crawler: Crawler
) -> None:
    failure = answer(resolver, name)
    assert isinstance(failure, Failure) and isinstance(failure.value, DNSLookupError)
    assert refused_address(crawler.stats, name) == NAMES[name]
    assert refused_address(crawler.stats, "vtv.vn") is None


def test_a_public_address_is_answered_and_so_are_the_root_and_the_proxies_that_were_chosen(
    resolver: RefusePrivateAddresses, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("https_proxy", "user:secret@Proxy.example:3128")
    monkeypatch.setenv("http_proxy", "[no address")
    for name in ("vtv.vn", "mirror.example", "proxy.example"):
        assert answer(resolver, name) == NAMES[name]


@pytest.mark.parametrize(
    "host",
    "10.0.0.5 172.31.0.1 192.168.0.1 127.0.0.1 127.9.9.9 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 239.1.2.3 "
    "255.255.255.255 240.0.0.1 ::1 :: fe80::1 fd00::1 ff02::1".split(),
)
def test_addresses_that_are_not_for_everyone_are_private(host: str) -> None:
    assert is_private(host)


@pytest.mark.parametrize("host", ["1.1.1.1", "203.162.0.1", "2001:4860:4860::8888", "hanoitv.vn", "localhost", ""])
def test_public_addresses_and_names_are_not(host: str) -> None:
    assert not is_private(host)


def site_at(root: str, folder: Path) -> str:
    """Write a site file whose home is on this machine, by name; return that home."""
    home = root.replace("127.0.0.1", "localhost")
    good = (PROJECT / "hanoitv_scraper/sites/hanoitv.toml").read_text(encoding="utf-8")
    changed = good.replace('home = "http://hanoitv.vn"', f'home = "{home}"')
    assert changed != good
    (folder / "hanoitv.toml").write_text(changed, encoding="utf-8")
    return home


def test_a_site_at_a_private_address_is_code_1_and_one_line_and_nothing_is_asked_there_nor_tried_again(
    tmp_path: Path,
) -> None:
    seen: list[tuple[float, str]] = []
    log = tmp_path / "log"
    with serving(PAGES, seen) as root:
        home = site_at(root, tmp_path)
        quiet = ("-s", f"LOG_FILE={log}", "-s", "LOG_LEVEL=DEBUG", "-s", f"SITES_DIR={tmp_path}")
        done = scrapy("crawl", "hanoitv", "-s", f"DATA_DIR={tmp_path / 'data'}", *quiet, *PACE)
    reason = "localhost is at a private address, 127.0.0.1: refused"
    assert done.returncode == 1
    assert only_line(done).startswith(f"hanoitv: could not start: {home}/: {reason}")
    missed = run_file(tmp_path / "data")["missed"]
    assert {(miss["url"], miss["outcome"], miss["reason"]) for miss in missed} == {(f"{home}/", "failed", reason)}
    assert seen == []
    assert "Spider opened" in log.read_text(encoding="utf-8")
    assert "etrying" not in log.read_text(encoding="utf-8")


def test_a_root_at_a_private_address_is_the_exception(crawl: Crawl, tmp_path: Path) -> None:
    with serving(PAGES) as root:
        home = site_at(root, tmp_path)
        done = crawl(home, "-s", f"SITES_DIR={tmp_path}")
    assert done.returncode == 0, done.stderr
    assert [article.id for article in read_archive(tmp_path / "data")] == ["hanoitv:d1"]


def test_a_proxy_may_stand_at_a_private_address(tmp_path: Path) -> None:
    """It looks up names itself: what it finds is not ours to judge."""
    with serving({f"http://hanoitv.vn{path}": page for path, page in PAGES.items()}) as root:
        proxy = {"http_proxy": root.replace("127.0.0.1", "localhost"), "no_proxy": ""}
        others = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
        done = scrapy("crawl", "hanoitv", "-s", f"DATA_DIR={tmp_path}", *PACE, env=others | proxy)
    assert done.returncode == 0, done.stderr
    assert [article.id for article in read_archive(tmp_path)] == ["hanoitv:d1"]
