"""Settings of ours: what they mean, and that a bad one is refused by its name."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from scrapy.settings import Settings

from hanoitv_scraper.errors import BadArgument
from hanoitv_scraper.read_settings import check_settings, data_folder, find_limit, read_quiet_hours, read_time_limit
from hanoitv_scraper.sites import load_site
from hanoitv_scraper.sites.quiet_hours import parse_quiet_hours
from hanoitv_scraper.verdict import Limit

SITE = load_site("hanoitv")
# Ten in the morning in Vietnam.
TEN = datetime(2026, 11, 29, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("setting", "value", "found"),
    [
        ("CONTACT", "a@example.org\r\nHost: x", "expected a mail address or URL"),
        ("CONTACT", "a@example.org\x1b[2J", "expected a mail address or URL"),
        ("RUN_LOG", "LOUD", "expected one of DEBUG"),
        ("LOG_LEVEL", "LOUD", "expected one of DEBUG"),
        ("DOWNLOAD_DELAY", "x", "expected a number"),
        ("KEEP_FREE_MB", "x", "expected a number"),
        ("RETRY_ENABLED", "maybe", "expected True or False"),
    ],
)
def test_a_bad_setting_is_refused_by_name(setting: str, value: str, found: str) -> None:
    check_settings(Settings())
    with pytest.raises(BadArgument, match=f"^setting {setting}: {found}"):
        check_settings(Settings({setting: value}))


def test_a_level_may_be_a_number_and_no_value_is_none_that_is_bad() -> None:
    check_settings(Settings({"LOG_LEVEL": 10, "DOWNLOAD_DELAY": None}))


def test_a_relative_archive_lies_beside_scrapy_cfg_or_where_one_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "project/within").mkdir(parents=True)
    (tmp_path / "project/scrapy.cfg").touch()
    monkeypatch.chdir(tmp_path / "project/within")
    assert data_folder("data") == tmp_path / "project/data" and data_folder("/data") == Path("/data")
    monkeypatch.chdir(tmp_path)
    assert data_folder("data") == Path("data")


def test_quiet_hours_that_are_given_go_before_the_site_files() -> None:
    assert read_quiet_hours(None, SITE) == SITE.quiet_hours
    assert read_quiet_hours("none", SITE) == ()
    assert list(map(str, read_quiet_hours("11:30-13:00,22:30-05:00", SITE))) == ["11:30-13:00", "22:30-05:00"]
    for bad in ("", "7-9", "11:30-13:00;22:30-05:00"):
        with pytest.raises(BadArgument, match=r"^setting QUIET_HOURS: expected hours in Vietnam .*, or none$"):
            read_quiet_hours(bad, SITE)


def test_a_time_limit_is_a_duration() -> None:
    assert (read_time_limit(None), read_time_limit("2 hours")) == (None, timedelta(hours=2))
    with pytest.raises(BadArgument, match=r"^setting TIME_LIMIT: expected seconds, minutes"):
        read_time_limit("")


@pytest.mark.parametrize(
    ("setting", "hours", "seconds", "reason", "is_planned"),
    [
        ("50 minutes", "", 3_000, "its time limit of 50 minutes", False),
        ("50 minutes", "11:00-12:00", 3_000, "its time limit of 50 minutes", False),
        ("2 hours", "11:30-12:00", 5_400, "the site's quiet hours, which begin at 11:30 in Vietnam", True),
        (None, "11:30-12:00", 5_400, "the site's quiet hours, which begin at 11:30 in Vietnam", True),
    ],
)
def test_a_run_ends_at_its_time_limit_or_as_quiet_hours_begin(
    setting: str | None, hours: str, seconds: float, reason: str, is_planned: bool
) -> None:
    quiet = [parse_quiet_hours(hours)] if hours else []
    assert find_limit(setting, quiet, TEN) == Limit(seconds=seconds, reason=reason, is_planned=is_planned)


def test_a_run_without_either_has_no_limit() -> None:
    assert find_limit(None, (), TEN) is None
