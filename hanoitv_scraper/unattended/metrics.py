"""A file of metrics for Prometheus, which its node exporter reads: how each site's last runs went."""

from __future__ import annotations

import errno
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain, islice
from pathlib import Path
from typing import get_args

from prometheus_client import CollectorRegistry, Gauge, write_to_textfile

from hanoitv_scraper.archive.layout import TABLES, newest_run_files
from hanoitv_scraper.archive.run import COUNTED
from hanoitv_scraper.archive.run_file import READ, RunFile, read_run_file
from hanoitv_scraper.errors import HanoiTVError
from hanoitv_scraper.health.runs import plain_runs
from hanoitv_scraper.health.trouble import Check, Trouble
from hanoitv_scraper.items import Outcome

# Three weeks of hourly runs: a success before that is none that anyone need be told the hour of.
BACK = 500
# What a run asks for is told also where it was not asked for: a series that comes and goes cannot be compared.
ASKED_FOR = ("robots", "list", "feed", "sitemap", "article")
# Each metric: what Prometheus shows beside it, and its labels.
METRICS: dict[str, tuple[str, tuple[str, ...]]] = {
    "hanoitv_last_run_start_timestamp_seconds": ("When the last run began.", ("site",)),
    "hanoitv_last_run_end_timestamp_seconds": ("When the last run ended; absent where it was killed.", ("site",)),
    "hanoitv_last_run_duration_seconds": ("How long the last run took; absent where it was killed.", ("site",)),
    "hanoitv_last_run_exit_code": ("Exit code of the last run; absent where it was killed.", ("site",)),
    "hanoitv_last_run_pages": ("Pages that the last run looked at, by what came of them.", ("site", "outcome")),
    "hanoitv_last_run_articles": ("Articles that the last run read, unchanged ones included.", ("site",)),
    "hanoitv_last_run_written_bytes": ("What the last run added to the archive, by table.", ("site", "table")),
    "hanoitv_last_run_requests": ("Requests that the last run made, by what was asked for.", ("site", "what")),
    "hanoitv_last_success_timestamp_seconds": (
        f"When the last run ended that ended well, of the last {BACK}; 0 where none did.",
        ("site",),
    ),
    "hanoitv_field_coverage_ratio": (
        "Share of articles with the field, in the last run that read any anew.",
        ("site", "field"),
    ),
    "hanoitv_trouble": ("1 where a check found something wrong, else 0.", ("site", "check")),
    "hanoitv_archive_damaged": ("1 where one of the last runs' files cannot be read, else 0.", ("site",)),
    "hanoitv_metrics_timestamp_seconds": ("When these metrics were written.", ()),
}

Sample = tuple[str, tuple[str, ...], float]
"""Name, labels behind the site's, value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LastRuns:
    """What is told of a site's plain crawls; each None where none of the last ones is such a run."""

    last: RunFile | None = None
    good: RunFile | None = None
    """The last that ended well."""
    read: RunFile | None = None
    """The last that read articles anew and came to its end: one that was killed counted no fields."""
    damaged: bool = False
    """Whether a run file that was looked at cannot be read."""


def write_metrics(path: Path, root: Path, trouble: Mapping[str, Sequence[Trouble]], now: datetime) -> None:
    """Write what the archive at `root` tells of sites as metrics, `trouble` being what is wrong with each, if anything.

    The file is replaced as a whole. Raises OSError only.
    """
    registry = CollectorRegistry()
    gauges = {name: Gauge(name, help, labels, registry=registry) for name, (help, labels) in METRICS.items()}
    gauges["hanoitv_metrics_timestamp_seconds"].set(now.timestamp())
    for site, wrong in sorted(trouble.items()):
        for name, labels, value in _samples(read_last(root, site), wrong):
            gauges[name].labels(_encodable(site), *labels).set(value)
    if path.exists() and not path.is_file() and not path.is_dir():  # a device would be replaced by a file
        raise FileExistsError(errno.EEXIST, "it is no file", str(path))
    write_to_textfile(str(path), registry)


def read_last(root: Path, site: str) -> LastRuns:
    """Return what a site's newest run files tell; those that cannot be read are passed over, and it is noted."""
    found = LastRuns()
    for path in islice(newest_run_files(root, site), BACK):
        try:
            found = _with(found, read_run_file(path))
        except HanoiTVError:
            found = replace(found, damaged=True)
        if found.good and found.read:
            break
    return found


def _with(found: LastRuns, run: RunFile) -> LastRuns:
    """Return what is known with a run that was before all others; one that was asked for less is as if it were not."""
    if not plain_runs([run]):
        return found
    with_fields = run.exit_code is not None and run.articles_anew > 0
    return replace(
        found,
        last=found.last or run,
        good=found.good or (run if run.exit_code == 0 else None),
        read=found.read or (run if with_fields else None),
    )


def _samples(runs: LastRuns, trouble: Sequence[Trouble]) -> Iterator[Sample]:
    found = {one.check for one in trouble}
    yield from (("hanoitv_trouble", (check,), check in found) for check in get_args(Check))
    yield "hanoitv_archive_damaged", (), runs.damaged
    yield "hanoitv_last_success_timestamp_seconds", (), _ended(runs.good) if runs.good else 0
    if runs.read:
        shares = ((field, runs.read.fields.get(field, 0) / runs.read.articles_anew) for field in COUNTED)
        yield from (("hanoitv_field_coverage_ratio", (field,), share) for field, share in shares)
    if runs.last:
        yield from _of_last(runs.last)


def _of_last(run: RunFile) -> Iterator[Sample]:
    began, ended = run.started_at.timestamp(), _ended(run)
    yield "hanoitv_last_run_start_timestamp_seconds", (), began
    # Of a run that was killed nobody knows when: its file tells when a later one sealed what it left.
    if run.exit_code is not None:
        yield "hanoitv_last_run_end_timestamp_seconds", (), ended
        yield "hanoitv_last_run_duration_seconds", (), max(0, ended - began)
        yield "hanoitv_last_run_exit_code", (), run.exit_code
    yield "hanoitv_last_run_articles", (), sum(run.outcomes.get(outcome, 0) for outcome in READ)
    yield from _counted("hanoitv_last_run_pages", get_args(Outcome), run.outcomes)
    yield from _counted("hanoitv_last_run_requests", ASKED_FOR, run.requests)
    written: Counter[str] = Counter()
    for info in run.files:
        written[info.file.partition("/")[0]] += info.bytes
    yield from _counted("hanoitv_last_run_written_bytes", TABLES, written)


def _counted(name: str, labels: Sequence[str], counts: Mapping[str, int]) -> Iterator[Sample]:
    """Yield a count for each label there is, 0 for those that did not come, and for any other that did."""
    for label in dict.fromkeys(chain(labels, counts)):
        yield name, (_encodable(label),), counts.get(label, 0)


def _ended(run: RunFile) -> float:
    return (run.ended_at or run.started_at).timestamp()


def _encodable(label: str) -> str:
    """Return a name without what no UTF-8 can hold: file names may hold any bytes."""
    return label.encode(errors="replace").decode()
