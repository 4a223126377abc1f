"""`hanoitv recover` as a user runs it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hanoitv_scraper import read_archive
from tests.archive.runs import crawl, look, opened
from tests.samples import WRITTEN
from tests.test_cli import hanoitv


def test_it_completes_what_killed_runs_left_and_says_what_it_did(tmp_path: Path) -> None:
    with opened(tmp_path) as dead:
        look(dead, WRITTEN)
    crawl(tmp_path, replace(WRITTEN, id="other:d1", site="other"), site="other")
    done = hanoitv("recover", "--data", str(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    first, second = done.stdout.splitlines()
    assert first == (
        f"hanoitv: sealed what killed run {dead.head.run} had written: 1 records, 1 sightings, 3 WARC records; "
        "cut 0 torn bytes"
    )
    assert second == "other: nothing to recover"
    assert len(list(read_archive(tmp_path))) == 2
    assert hanoitv("recover", "--data", str(tmp_path), "hanoitv").stdout == "hanoitv: nothing to recover\n"


def test_a_site_at_which_a_run_is_at_work_is_code_75_and_the_others_are_recovered(tmp_path: Path) -> None:
    crawl(tmp_path, replace(WRITTEN, id="other:d1", site="other"), site="other")
    with opened(tmp_path) as run:
        done = hanoitv("recover", "--data", str(tmp_path))
        run.seal("finished", 0, None)
    assert (done.returncode, done.stdout) == (75, "other: nothing to recover\n")
    assert "hanoitv recover: hanoitv: a run, process" in done.stderr and "since 2026-11-23 12:00:00 UTC" in done.stderr


def test_a_wrong_site_or_folder_is_code_2_and_one_line(tmp_path: Path) -> None:
    crawl(tmp_path, WRITTEN)
    done = hanoitv("recover", "--data", str(tmp_path), "hanoi")
    assert (done.returncode, done.stderr.splitlines()) == (
        2, [f"hanoitv recover: {tmp_path} holds nothing of 'hanoi': it holds hanoitv"]
    )  # fmt: skip
    done = hanoitv("recover", "--data", str(tmp_path / "no"))
    assert done.returncode == 2 and "there is no such folder" in done.stderr
