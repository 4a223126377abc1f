"""The metrics as Prometheus reads them."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, get_args

import pytest
from prometheus_client.parser import text_string_to_metric_families

from hanoitv_scraper.archive.run_file import RunFile, write_ended
from hanoitv_scraper.archive.segments import SegmentInfo
from hanoitv_scraper.health.trouble import Check, Trouble
from hanoitv_scraper.unattended.metrics import METRICS, write_metrics
from tests.conftest import PROJECT

NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)
TROUBLE = Trouble(check="drift", what='read.title "h1" hit on 96% of 210 pages', do="mend sites/hanoitv.toml")


def ran(root: Path, hours: int, site: str = "hanoitv", **told: Any) -> Path:
    """Write the file of a run that began so many hours before noon and took ten minutes."""
    began = NOON - timedelta(hours=hours)
    known: dict[str, Any] = {"status": "finished", "exit_code": 0, "ended_at": began + timedelta(minutes=10)} | told
    run = RunFile(
        run=f"{began:%Y%m%dT%H%M%SZ}-{hours:04x}", site=site, version="0", rules="", started_at=began, **known
    )
    write_ended(run, root)
    return run.path(root)


class Metrics:
    """A file of metrics, read as Prometheus reads it."""

    def __init__(self, path: Path) -> None:
        self.families = {family.name: family for family in text_string_to_metric_families(path.read_text("utf-8"))}

    def __call__(self, name: str, **labels: str) -> float | None:
        """Return the one value that has these labels, None for none."""
        values = [sample.value for sample in self.families[name].samples if labels.items() <= sample.labels.items()]
        assert len(values) <= 1, values
        return values[0] if values else None


def metrics(root: Path, *sites: str, trouble: Mapping[str, list[Trouble]] | None = None) -> Metrics:
    """Write the metrics of sites, of hanoitv if none is named, and read them."""
    well: dict[str, list[Trouble]] = {name: [] for name in sites or ("hanoitv",)}
    write_metrics(root / "hanoitv.prom", root, well | dict(trouble or {}), NOON)
    return Metrics(root / "hanoitv.prom")


def test_the_last_run_is_told_with_all_it_did(tmp_path: Path) -> None:
    files = [
        SegmentInfo(file=f"{table}/site=hanoitv/fetched=2026-11-29/a-000{part}", records=1, bytes=size, sha256="")
        for table, part, size in (("pages", 1, 700), ("pages", 2, 300), ("articles", 1, 90))
    ]
    ran(tmp_path, 2)
    ran(
        tmp_path, 1, outcomes={"new": 6, "same": 14, "gone": 1}, not_modified=10, files=tuple(files),
        fields={"title": 10, "body": 9}, requests={"robots": 1, "list": 5, "article": 21},
    )  # fmt: skip
    told = metrics(tmp_path)
    began = NOON - timedelta(hours=1)
    assert told("hanoitv_last_run_start_timestamp_seconds", site="hanoitv") == began.timestamp()
    assert told("hanoitv_last_run_end_timestamp_seconds") == (began + timedelta(minutes=10)).timestamp()
    assert told("hanoitv_last_success_timestamp_seconds") == (began + timedelta(minutes=10)).timestamp()
    assert (told("hanoitv_last_run_duration_seconds"), told("hanoitv_last_run_exit_code")) == (600, 0)
    assert told("hanoitv_last_run_articles") == 20
    pages = {outcome: told("hanoitv_last_run_pages", outcome=outcome) for outcome in ("new", "same", "gone", "blocked")}
    assert pages == {"new": 6, "same": 14, "gone": 1, "blocked": 0}
    # Ten of the twenty were read anew.
    shares = {field: told("hanoitv_field_coverage_ratio", field=field) for field in ("title", "body", "keywords")}
    assert shares == {"title": 1, "body": 0.9, "keywords": 0}
    written = {
        table: told("hanoitv_last_run_written_bytes", table=table) for table in ("pages", "articles", "sightings")
    }
    assert written == {"pages": 1_000, "articles": 90, "sightings": 0}
    assert (told("hanoitv_last_run_requests", what="article"), told("hanoitv_last_run_requests", what="feed")) == (
        21,
        0,
    )
    assert told("hanoitv_metrics_timestamp_seconds") == NOON.timestamp()


def test_a_success_is_looked_for_behind_failures_and_coverage_behind_runs_that_read_nothing(tmp_path: Path) -> None:
    ran(tmp_path, 5, outcomes={"new": 4}, fields={"title": 3})
    ran(tmp_path, 4)
    ran(tmp_path, 3, status="failed", exit_code=1, outcomes={"same": 5}, not_modified=5)
    told = metrics(tmp_path)
    assert told("hanoitv_last_run_exit_code") == 1
    assert told("hanoitv_last_success_timestamp_seconds") == (NOON - timedelta(hours=4, minutes=-10)).timestamp()
    assert told("hanoitv_field_coverage_ratio", field="title") == 0.75


def test_a_run_during_which_the_clock_was_set_back_took_no_time(tmp_path: Path) -> None:
    ran(tmp_path, 1, ended_at=NOON - timedelta(hours=2))
    assert metrics(tmp_path)("hanoitv_last_run_duration_seconds") == 0


def test_a_success_before_the_last_five_hundred_runs_is_none(tmp_path: Path) -> None:
    ran(tmp_path, 501)
    for hours in range(500, 0, -1):
        ran(tmp_path, hours, status="failed", exit_code=1)
    assert metrics(tmp_path)("hanoitv_last_success_timestamp_seconds") == 0


def test_a_run_that_was_killed_has_neither_end_nor_exit_code_and_tells_nothing_of_fields(tmp_path: Path) -> None:
    ran(tmp_path, 2, outcomes={"new": 4}, fields={"title": 4})
    ran(tmp_path, 1, status="recovered", exit_code=None, outcomes={"new": 3})
    told = metrics(tmp_path)
    assert told("hanoitv_last_run_start_timestamp_seconds") == (NOON - timedelta(hours=1)).timestamp()
    assert told("hanoitv_last_run_pages", outcome="new") == 3
    absent = ("end_timestamp_seconds", "duration_seconds", "exit_code")
    assert [told(f"hanoitv_last_run_{name}") for name in absent] == [None] * 3
    assert told("hanoitv_field_coverage_ratio", field="title") == 1


@pytest.mark.parametrize("told", [{"source": "reread"}, {"arguments": {"limit": "5"}}], ids=["reread", "limit"])
def test_a_run_that_was_asked_for_something_else_makes_no_success(tmp_path: Path, told: dict[str, Any]) -> None:
    ran(tmp_path, 2, status="failed", exit_code=1)
    ran(tmp_path, 1, **told)
    assert metrics(tmp_path)("hanoitv_last_run_exit_code") == 1
    assert metrics(tmp_path)("hanoitv_last_success_timestamp_seconds") == 0


def test_each_check_is_told_with_1_for_trouble(tmp_path: Path) -> None:
    told = metrics(tmp_path, trouble={"hanoitv": [TROUBLE, TROUBLE]})
    assert {check: told("hanoitv_trouble", check=check) for check in get_args(Check)} == {
        check: float(check == "drift") for check in get_args(Check)
    }


def test_a_damaged_run_file_is_told_and_stops_neither_its_site_nor_others(tmp_path: Path) -> None:
    ran(tmp_path, 3, outcomes={"new": 1})
    ran(tmp_path, 2).write_text('{"run": ', encoding="utf-8")
    ran(tmp_path, 1, site="hanoionline", outcomes={"new": 2})
    told = metrics(tmp_path, "hanoitv", "hanoionline")
    damaged = {site: told("hanoitv_archive_damaged", site=site) for site in ("hanoitv", "hanoionline")}
    assert damaged == {"hanoitv": 1, "hanoionline": 0}
    articles = {site: told("hanoitv_last_run_articles", site=site) for site in damaged}
    assert articles == {"hanoitv": 1, "hanoionline": 2}


def test_a_site_that_never_ran_and_one_whose_file_is_broken_are_told(tmp_path: Path) -> None:
    ran(tmp_path, 1, site="gãy", status="failed", exit_code=1)
    told = metrics(tmp_path, trouble={"gãy": [Trouble(check="run", what="gãy.toml: reed: unknown key", do="mend it")]})
    assert told("hanoitv_last_success_timestamp_seconds", site="hanoitv") == 0
    assert told("hanoitv_last_run_exit_code", site="hanoitv") is None
    assert (told("hanoitv_last_run_exit_code", site="gãy"), told("hanoitv_trouble", site="gãy", check="run")) == (1, 1)


@pytest.mark.parametrize("name", ['a"b', "a\\b", "a\nb", "x{y}", "báo"])
def test_a_site_of_any_name_is_told_by_it(tmp_path: Path, name: str) -> None:
    assert metrics(tmp_path, name)("hanoitv_archive_damaged", site=name) == 0


def test_a_name_that_no_utf_8_can_hold_stops_nothing(tmp_path: Path) -> None:
    told = metrics(tmp_path, "a\udcff", "hanoitv")
    assert told("hanoitv_archive_damaged", site="a?") == told("hanoitv_archive_damaged", site="hanoitv") == 0


def test_names_are_as_prometheus_has_them_and_each_says_what_it_is(tmp_path: Path) -> None:
    ran(tmp_path, 1, outcomes={"new": 1})
    families = metrics(tmp_path).families
    assert families.keys() == METRICS.keys()
    for family in families.values():
        assert family.type == "gauge" and family.documentation.endswith(".")
        assert family.name.startswith("hanoitv_") and not family.name.endswith("_total")
        assert ("timestamp" in family.name) == family.name.endswith("_timestamp_seconds")


def test_the_document_lists_every_metric_with_its_labels() -> None:
    document = (PROJECT / "docs/unattended.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `(hanoitv_\w+)` \| ([^|]*)\|", document, re.MULTILINE)
    assert {name: tuple(re.findall(r"\w+", labels)) for name, labels in listed} == {
        name: labels for name, (_, labels) in METRICS.items()
    }


def test_what_cannot_be_written_leaves_the_file_as_it_was_and_nothing_beside_it(tmp_path: Path) -> None:
    place = tmp_path / "hanoitv.prom"
    place.mkdir()
    with pytest.raises(IsADirectoryError):
        write_metrics(place, tmp_path, {}, NOON)
    with pytest.raises(FileNotFoundError):
        write_metrics(tmp_path / "missing" / "hanoitv.prom", tmp_path, {}, NOON)
    assert list(tmp_path.iterdir()) == [place]


def test_a_device_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(FileExistsError):
        write_metrics(tmp_path / "pipe", tmp_path, {}, NOON)
    assert (tmp_path / "pipe").is_fifo()
