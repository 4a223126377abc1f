"""Settings of ours: what they mean, and that a bad one is refused by its name."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from scrapy.settings import Settings

from hanoitv_scraper.errors import BadArgument
from hanoitv_scraper.items import VIETNAM
from hanoitv_scraper.read_settings import check_settings, find_limit, read_quiet_hours, read_time_limit
from hanoitv_scraper.sites import load_site
from hanoitv_scraper.verdict import Limit

SITE = load_site("hanoitv")
# Ten in the morning in Vietnam.
TEN = datetime(2026, 11, 29, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("setting", "value", "found"),
    [
        ("CONTACT", "a@example.org\r\nHost: x", "expected a mail address or URL"),
        ("RUN_LOG", "LOUD", "expected one of DEBUG"),
        ("LOG_LEVEL", "LOUD", "expected one of DEBUG"),
        ("DOWNLOAD_DELAY", "x", "expected a number"),
    ],
)
def test_a_bad_setting_is_refused_by_name(setting: str, value: str, found: str) -> None:
    check_settings(Settings())
    with pytest.raises(BadArgument, match=f"^setting {setting}: {found}"):
        check_settings(Settings({setting: value}))


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
    ("setting", "quiet", "seconds", "reason", "is_planned"),
    [
        ("50 minutes", None, 3_000, "its time limit of 50 minutes", False),
        ("50 minutes", 60, 3_000, "its time limit of 50 minutes", False),
        ("2 hours", 90, 5_400, "the site's quiet hours, which begin at 11:30 in Vietnam", True),
        (None, 90, 5_400, "the site's quiet hours, which begin at 11:30 in Vietnam", True),
    ],
)
def test_a_run_ends_at_its_time_limit_or_as_quiet_hours_begin(
    setting: str | None, quiet: int | None, seconds: float, reason: str, is_planned: bool
) -> None:
    begin = None if quiet is None else (TEN + timedelta(minutes=quiet)).astimezone(VIETNAM)
    limit = find_limit(setting, begin, TEN)
    assert limit == Limit(seconds=seconds, reason=reason, is_planned=is_planned)


def test_a_run_without_either_has_no_limit() -> None:
    assert find_limit(None, None, TEN) is None
