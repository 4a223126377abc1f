"""Watching a crawl: it ends by itself, or it is stopped, or it is killed."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from hanoitv_scraper.unattended.process import GRACE, LONGEST, STOPPING, Ended, start, watch

LIMIT = timedelta(minutes=50)


class Stubborn:
    """A process that heeds what is done to it only from the step `heeds` on: waiting, terminate, kill."""

    def __init__(self, heeds: str, said: str = "hanoitv: done\n") -> None:
        self.heeds, self.said = heeds, said
        self.done = ["waiting"]
        self.waited: list[float | None] = []
        self.returncode = 0

    def communicate(self, input: None = None, timeout: float | None = None) -> tuple[str, str]:
        self.waited.append(timeout)
        if self.heeds not in self.done:
            raise subprocess.TimeoutExpired("scrapy", timeout or 0)
        self.returncode = {"waiting": 0, "terminate": 143, "kill": -9}[self.heeds]
        return "", self.said

    def terminate(self) -> None:
        self.done.append("terminate")

    def kill(self) -> None:
        self.done.append("kill")


@pytest.mark.parametrize(
    ("heeds", "done", "code", "overran"),
    [
        ("waiting", ["waiting"], 0, False),
        ("terminate", ["waiting", "terminate"], 143, True),
        ("kill", ["waiting", "terminate", "kill"], -9, True),
    ],
)
def test_a_crawl_that_overruns_is_stopped_and_one_that_does_not_heed_that_is_killed(
    heeds: str, done: list[str], code: int, overran: bool
) -> None:
    process = Stubborn(heeds)
    assert watch(process, LIMIT) == Ended(code=code, said=("hanoitv: done",), overran=overran)
    assert process.done == done
    assert process.waited == [(LIMIT + GRACE).total_seconds(), STOPPING.total_seconds(), None][: len(done)]


def test_of_what_a_crawl_says_the_end_is_kept() -> None:
    said = watch(Stubborn("waiting", "".join(f"{number}\n" for number in range(1_000))), LIMIT).said
    assert said == tuple(str(number) for number in range(1_000 - LONGEST, 1_000))


def test_a_crawl_is_started_apart_from_our_terminal_and_whatever_it_says_is_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    program = tmp_path / "python"
    program.write_text("#!/bin/sh\nprintf 'Hà \\377 %s\\n' \"$*\" >&2\necho out\nread line && echo read >&2\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))
    process = start(["crawl", "hanoitv"])
    assert isinstance(process, subprocess.Popen) and os.getsid(process.pid) == process.pid
    assert watch(process, LIMIT) == Ended(code=1, said=("Hà \\xff -P -m scrapy crawl hanoitv",), overran=False)
    assert capfd.readouterr() == ("", "")


def test_of_a_traceback_the_last_line_is_told_which_the_log_has_whole() -> None:
    said = "hanoitv: sealed\nTraceback (most recent call last):\n  File x\n    ^^^^\nKeyError: 'bug'\n"
    assert watch(Stubborn("waiting", said), LIMIT).said == ("hanoitv: sealed", "our own code failed: KeyError: 'bug'")
