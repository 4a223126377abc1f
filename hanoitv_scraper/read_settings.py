"""Settings of ours as values; a bad one is refused with its name, what was expected and what was found."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from scrapy.settings import BaseSettings, default_settings
from scrapy.utils.conf import closest_scrapy_cfg

from hanoitv_scraper import settings as own_settings
from hanoitv_scraper.errors import BadArgument
from hanoitv_scraper.sites import Site
from hanoitv_scraper.sites.duration import parse_duration
from hanoitv_scraper.sites.quiet_hours import QuietHours, parse_quiet_hours, quiet_from
from hanoitv_scraper.verdict import Limit

# Scrapy's defaults are whole numbers where a part of one is as good (DOWNLOAD_DELAY).
KINDS: dict[type, tuple[str, Callable[[BaseSettings, str], object]]] = {
    bool: ("True or False", BaseSettings.getbool),
    int: ("a number", BaseSettings.getfloat),
    float: ("a number", BaseSettings.getfloat),
}
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


def check_settings(settings: BaseSettings) -> None:
    """Raise BadArgument for a setting whose value is none of the kind that its default is."""
    for name in map(str, settings):
        kind = type(getattr(own_settings, name, getattr(default_settings, name, None)))
        if kind not in KINDS:
            continue
        expected, get = KINDS[kind]
        try:
            get(settings, name)
        except (TypeError, ValueError) as error:
            raise BadArgument(f"setting {name}: expected {expected}, found {settings[name]!r}") from error
    contact = settings["CONTACT"]
    if contact and not str(contact).isprintable():
        raise BadArgument(f"setting CONTACT: expected a mail address or URL, found {contact!r}")
    for name in ("LOG_LEVEL", "RUN_LOG"):
        level = settings[name]
        if level is not None and not isinstance(level, int) and level not in logging.getLevelNamesMapping():
            raise BadArgument(f"setting {name}: expected one of {', '.join(LEVELS)}, found {level!r}")


def read_quiet_hours(setting: str | None, site: Site) -> tuple[QuietHours, ...]:
    """Return the hours of the setting QUIET_HOURS, the site file's where it says none; raises BadArgument."""
    if setting is None:
        return site.quiet_hours
    try:
        return () if setting == "none" else tuple(map(parse_quiet_hours, setting.split(",")))
    except ValueError as error:
        raise BadArgument(f"setting QUIET_HOURS: {error}, or none") from error


def read_time_limit(setting: str | None) -> timedelta | None:
    """Return the setting TIME_LIMIT as a time, None where there is none; raises BadArgument."""
    try:
        return parse_duration(setting) if setting is not None else None
    except ValueError as error:
        raise BadArgument(f"setting TIME_LIMIT: {error}") from error


def find_limit(setting: str | None, hours: Sequence[QuietHours], now: datetime) -> Limit | None:
    """Return when a run is to end that begins `now`: by the setting TIME_LIMIT, or as quiet hours begin, if sooner.

    Raises BadArgument.
    """
    most, quiet = read_time_limit(setting), quiet_from(hours, now)
    if quiet and (most is None or quiet - now < most):
        reason = f"the site's quiet hours, which begin at {quiet:%H:%M} in Vietnam"
        return Limit(seconds=(quiet - now).total_seconds(), reason=reason, is_planned=True)
    return (
        Limit(seconds=most.total_seconds(), reason=f"its time limit of {setting}", is_planned=False) if most else None
    )


def data_folder(data_dir: str) -> Path:
    """Return the archive's folder: a relative DATA_DIR lies beside scrapy.cfg, or in the working folder without one.

    Raises BadArgument for an empty one, which would be the project itself.
    """
    if not data_dir:
        raise BadArgument("setting DATA_DIR: expected a folder, found nothing")
    project = closest_scrapy_cfg()
    return Path(project).parent / data_dir if project else Path(data_dir)
