"""Site files: what is read, and what is refused with file, key and reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from hanoitv_scraper.errors import SiteFileError
from hanoitv_scraper.sites import FOLDER, load_site, site_at, site_names

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
"""


def written(folder: Path, text: str) -> Path:
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
        ("[expect]", "[expect", "line", "table declaration"),
        ("[find]", "[finds]", "finds", "unknown key"),
    ],
    ids=lambda value: None,
)
def test_what_a_file_says_wrong_is_refused_by_key(tmp_path: Path, old: str, new: str, key: str, reason: str) -> None:
    assert old in GOOD
    with pytest.raises(SiteFileError) as caught:
        load_site("thu", written(tmp_path, GOOD.replace(old, new)))
    message = str(caught.value)
    assert "thu.toml" in message and key in message and reason in message and "\n" not in message


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
