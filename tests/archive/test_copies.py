"""An archive is copied while it is being written, and moved, as docs/archive.md says."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from hanoitv_scraper import read_archive
from tests.archive.runs import NOON, crawl, files, look, opened
from tests.conftest import PROJECT, missing
from tests.samples import WRITTEN

SECOND = replace(WRITTEN, id="hanoitv:d2", url="http://hanoitv.vn/thu-d2.html")


def backup_commands() -> str:
    """Return the commands under the heading about backups."""
    page = (PROJECT / "docs" / "archive.md").read_text(encoding="utf-8")
    block = re.search(r"## Backing it up.*?```sh\n(.*?)```", page, re.DOTALL)
    assert block is not None
    return block[1]


def back_up(folder: Path) -> subprocess.CompletedProcess[str]:
    if not shutil.which("rsync"):
        missing("rsync")
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-ec", backup_commands()], cwd=folder, env=os.environ | {"PATH": path},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_a_copy_made_while_a_run_writes_holds_what_was_committed_and_the_next_copy_the_rest(tmp_path: Path) -> None:
    data, copy = tmp_path / "data", tmp_path / "backup"
    crawl(data, WRITTEN)
    (data / "withheld.txt").write_text("hanoitv:d9\n")
    with opened(data, now=NOON + timedelta(days=1)) as run:
        look(run, SECOND)
        done = back_up(tmp_path)
        assert (done.returncode, done.stderr) == (0, ""), done.stdout
        assert [article.id for article in read_archive(copy)] == [WRITTEN.id]
        assert not list(copy.rglob("*.open")) and not (copy / "state").exists()
        run.seal("finished", 0, None)
    assert back_up(tmp_path).returncode == 0
    assert files(copy) == files(data) and "withheld.txt" in files(copy)
    assert list(read_archive(copy)) == list(read_archive(data))


def test_a_copy_made_between_a_runs_sealing_and_its_run_file_is_sound(tmp_path: Path) -> None:
    data, copy = tmp_path / "data", tmp_path / "backup"
    crawl(data, WRITTEN)
    crawl(data, SECOND, now=NOON + timedelta(days=1))
    _, last = sorted(data.glob("runs/*/*/*.json"))
    content = last.read_bytes()
    last.unlink()
    done = back_up(tmp_path)
    assert done.returncode == 0 and "has not ended" in done.stdout
    assert [article.id for article in read_archive(copy)] == [WRITTEN.id]
    last.write_bytes(content)
    assert back_up(tmp_path).returncode == 0 and len(list(read_archive(copy))) == 2


@pytest.mark.parametrize("with_state", [True, False])
def test_a_moved_archive_goes_on_where_it_was(tmp_path: Path, with_state: bool) -> None:
    crawl(tmp_path / "here", WRITTEN)
    (tmp_path / "here").rename(tmp_path / "there")
    if not with_state:
        shutil.rmtree(tmp_path / "there" / "state")
    moved = crawl(tmp_path / "there", WRITTEN, replace(SECOND), now=NOON + timedelta(days=1))
    assert moved == ["same", "new"]
    assert str(tmp_path) not in "".join(path.read_text() for path in (tmp_path / "there").rglob("*.json*"))
