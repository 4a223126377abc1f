"""Site files: what is read, and what is refused with file, key and reason."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from lxml import html

from hanoitv_scraper.errors import SiteFileError
from hanoitv_scraper.sites import FOLDER, load_site, site_at, site_names
from hanoitv_scraper.sites.site import More, Schedule
from hanoitv_scraper.sites.site_file import parse_site_file

GOOD = """
title = "Báo Thử"
home = "https://thu.example"

[find]
pages = ["/"]

[urls]
article = '-(?P<id>d\\d+)\\.html$'

[read]
title = ["h1.title"]
lead = ["//p[@class='sapo']"]

[expect]
articles = 1
title = 0.5
new_within = "2 days"
"""

FULL = f"""{GOOD}
[find.more]
path = "/timeline/{{zone}}/{{page}}.htm"
zone = ["//input[@id='zone']/@value"]
first = 1

[crawl]
horizon = "2 weeks"
revisit = [["1 day", "90 minutes"], ["30 days", "1 week"]]
concurrency = 2
quiet_hours = ["11:30-13:00", "22:30-05:00"]
time_limit = "3 hours"
"""

FAMILY = b'[read]\nbody = ["div.body"]\n'


def written(folder: Path, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "thu.toml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", site_names())
def test_every_packaged_file_loads_and_fits_on_a_screen(name: str) -> None:
    assert load_site(name).name == name
    assert len((FOLDER / f"{name}.toml").read_text(encoding="utf-8").splitlines()) <= 60


def test_a_site_file_without_optional_tables_is_enough(tmp_path: Path) -> None:
    site = load_site("thu", written(tmp_path, GOOD))
    assert site.recognise("https://thu.example/tin--moi-d12.html") == ("article", "d12")
    assert site.recognise("https://thu.example/kinh-te") is None
    assert site.recognise("https://other.example/tin-moi-d12.html") is None
    assert site.delay == 1.0
    assert site.advertised and site.more is None
    assert site.horizon == timedelta(days=30)
    assert site.revisit[0] == Schedule(younger_than=timedelta(days=1), every=timedelta(hours=1))


def test_a_site_says_how_its_lists_go_on_and_how_often_an_article_is_looked_at_again(tmp_path: Path) -> None:
    text = FULL.replace('pages = ["/"]', 'pages = ["/"]\nadvertised = false')
    site = load_site("thu", written(tmp_path, text))
    assert not site.advertised and site.more is not None
    assert (site.more.path, site.more.first) == ("/timeline/{zone}/{page}.htm", 1)
    page = html.fromstring("<form><input type='hidden' id='zone' value='1961014'></form>")
    assert [selector(page) for selector in site.more.zone] == [["1961014"]]
    assert site.horizon == timedelta(days=14)
    assert site.revisit == (
        (timedelta(days=1), timedelta(minutes=90)),
        (timedelta(days=30), timedelta(days=7)),
    )


def test_a_site_says_how_it_is_left_alone_and_what_a_run_nobody_watches_may_take(tmp_path: Path) -> None:
    plain, full = load_site("thu", written(tmp_path, GOOD)), load_site("thu", written(tmp_path / "full", FULL))
    assert (plain.concurrency, plain.quiet_hours, plain.time_limit) == (1, (), timedelta(minutes=50))
    assert (full.concurrency, full.time_limit) == (2, timedelta(hours=3))
    assert list(map(str, full.quiet_hours)) == ["11:30-13:00", "22:30-05:00"]
    assert full.expect.new_within == timedelta(days=2)
    without = load_site("thu", written(tmp_path / "without", GOOD.replace('new_within = "2 days"', "")))
    assert without.expect.new_within is None and "new_within" not in without.expect.shares


def test_a_list_that_goes_on_at_two_names_no_zone_and_no_number(tmp_path: Path) -> None:
    site = load_site("thu", written(tmp_path, GOOD + "[find.more]\npath = '/tin/{page}'"))
    assert site.more == More(path="/tin/{page}", zone=(), first=2)


@pytest.mark.parametrize(
    ("old", "new", "key", "reason"),
    [
        ('title = "Báo Thử"', 'titel = "Báo Thử"', "titel", "unknown key"),
        ('title = ["h1.title"]', 'titles = ["h1.title"]', "read.titles", "unknown key"),
        ('title = ["h1.title"]', "title = []", "read.title", "length >= 1"),
        ('title = ["h1.title"]', 'title = [""]', "read.title[0]", "length >= 1"),
        ('title = ["h1.title"]', 'title = "h1.title"', "read.title", "got `str`"),
        ('title = ["h1.title"]', 'title = ["h1["]', "read.title", "neither a CSS selector nor XPath"),
        ("//p[@class='sapo']", "//p[@class=", "read.lead", "neither a CSS selector nor XPath"),
        (r"-(?P<id>d\d+)\.html$", r"-(?P<id>d\d+\.html$", "urls.article", "no regular expression"),
        (r"-(?P<id>d\d+)\.html$", r"-d\d+\.html$", "urls.article", "expected a group (?P<id>…)"),
        ('"https://thu.example"', '"https://thu.example/tin"', "home", "expected scheme and host alone"),
        ('"https://thu.example"', '"thu.example"', "home", "expected scheme and host alone"),
        ('pages = ["/"]', 'pages = ["kinh-te"]', "find.pages", "expected a path beginning with /"),
        ('pages = ["/"]', "", "find", "at least one of pages, feeds, sitemaps"),
        ("articles = 1", "articles = -1", "expect.articles", ">= 0"),
        ("title = 0.5", "title = 1.5", "expect.title", "<= 1"),
        ("[expect]", "[expect", "Expected ']'", "table declaration (at line 15"),
        ("[find]", "[finds]", "finds", "unknown key"),
        ('pages = ["/"]', 'pages = ["/"]\nadvertised = "no"', "find.advertised", "got `str`"),
        ('path = "/timeline', 'path = "timeline', "find.more.path", "expected a path beginning with /"),
        ("{page}", "2", "find.more.path", "expected {page}"),
        ("{page}", "{page}/{day}", "find.more.path", "no braces but {zone}"),
        ("{page}", "{{page}}", "find.more.path", "no braces but {zone}"),
        ("{zone}", "11", "find.more.path", "expected a {zone} for find.more.zone"),
        ("zone = [\"//input[@id='zone']/@value\"]", "", "find.more.zone", "expected selectors for the {zone}"),
        ("//input[@id='zone']/@value", "#zone/@value", "find.more.zone", "neither a CSS selector nor XPath"),
        ("first = 1", "first = -1", "find.more.first", ">= 0"),
        ("first = 1", "last = 9", "find.more.last", "unknown key"),
        ('"2 weeks"', '"a month"', "crawl.horizon", "like 30 days, 100 years at most, found 'a month'"),
        ('"2 weeks"', "14", "crawl.horizon", "got `int`"),
        ('"90 minutes"', '"0 minutes"', "crawl.revisit[0][1]", "found '0 minutes'"),
        ('"30 days"', '"1 month"', "crawl.revisit[1][0]", "found '1 month'"),
        ('"30 days"', '"24 hours"', "crawl.revisit", "expected ages that rise, found 1 day, 24 hours"),
        ('["1 day", "90 minutes"]', '["1 day"]', "crawl.revisit[0]", "length 2"),
        ('[["1 day", "90 minutes"], ["30 days", "1 week"]]', "[]", "crawl.revisit", "length >= 1"),
        ("concurrency = 2", "concurrency = 0", "crawl.concurrency", ">= 1"),
        ("concurrency = 2", "concurrency = 99", "crawl.concurrency", "<= 16"),
        ('"11:30-13:00"', '"11:30-24:00"', "crawl.quiet_hours", "like 07:00-09:00, found '11:30-24:00'"),
        ('["11:30-13:00", "22:30-05:00"]', "[]", "crawl.quiet_hours", "length >= 1"),
        ('"3 hours"', '"3h"', "crawl.time_limit", "found '3h'"),
        ('"2 days"', '"often"', "expect.new_within", "found 'often'"),
    ],
    ids=lambda value: None,
)
def test_what_a_file_says_wrong_is_refused_by_key(tmp_path: Path, old: str, new: str, key: str, reason: str) -> None:
    assert old in FULL
    with pytest.raises(SiteFileError) as caught:
        load_site("thu", written(tmp_path, FULL.replace(old, new)))
    message = str(caught.value)
    assert f"thu.toml: {key}" in message and reason in message and "\n" not in message


def digest(text: str, family: bytes = FAMILY) -> str:
    text = text.replace("[find]", 'family = "f"\n[find]')
    return parse_site_file("thu", text.encode(), {"f": family}).digest


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[find]", "# Seen again in 2026.\n[find]"),
        ("[find]", 'instead = "elsewhere"\n[find]'),
        ('pages = ["/"]', 'feeds = ["/rss"]\nadvertised = false'),
        ("first = 1", "first = 2"),
        ("2 weeks", "3 weeks"),
        ("90 minutes", "2 hours"),
        ("title = 0.5", "title = 0.9"),
    ],
)
def test_a_site_that_is_crawled_in_another_way_is_read_by_the_same_rules(old: str, new: str) -> None:
    assert old in FULL
    assert digest(FULL.replace(old, new)) == digest(FULL)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Báo Thử", "Báo Thật"),
        ("https://thu.example", "http://thu.example"),
        ("[find]", 'hosts = ["www.thu.example"]\n[find]'),
        ("-(?P<id>", "[-/](?P<id>"),
        ("[urls]", "[urls]\nvideo = '-(?P<id>v\\d+)$'"),
        ("h1.title", "h1"),
        ("[expect]", 'remove = ["aside"]\n[expect]'),
    ],
)
def test_what_decides_a_reading_is_another_set_of_rules(old: str, new: str) -> None:
    assert old in FULL
    assert digest(FULL.replace(old, new)) != digest(FULL)


def test_a_family_that_reads_otherwise_is_another_set_of_rules() -> None:
    assert digest(FULL, FAMILY.replace(b"div.body", b"div.text")) != digest(FULL)


def test_a_missing_required_key_is_named(tmp_path: Path) -> None:
    with pytest.raises(SiteFileError, match="required field `home`"):
        load_site("thu", written(tmp_path, GOOD.replace('home = "https://thu.example"', "")))


def test_a_site_without_file_is_refused_with_the_names_there_are(tmp_path: Path) -> None:
    with pytest.raises(SiteFileError, match=r"no site 'nothere' in .*: there are thu"):
        load_site("nothere", written(tmp_path, GOOD))


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thu.toml").write_bytes(GOOD.encode("utf-16"))
    with pytest.raises(SiteFileError, match=r"thu\.toml"):
        load_site("thu", tmp_path)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("http://hanoitv.vn/a-d1.html", "hanoitv"),
        ("https://www.hanoitv.vn/", "hanoitv"),
        ("https://hanoionline.vn/a-107946.htm", "hanoionline"),
        ("https://example.com/", None),
        ("not a url", None),
    ],
)
def test_a_url_belongs_to_the_site_of_its_host(url: str, name: str | None) -> None:
    site = site_at(url)
    assert (site and site.name) == name
