"""A crawl in a process of its own, within its time: `scrapy crawl SITE`, as a person would type it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

# A crawl ends by itself at its time limit, with what is on its way and with sealing: that may take so long. A minute
# after it is told to, it is killed.
GRACE = timedelta(minutes=3)
STOPPING = timedelta(minutes=1)
# What a process says last matters, should it say very much.
LONGEST = 20
TRACEBACK = "Traceback (most recent call last):"


class Process(Protocol):
    """A crawl that was started, as subprocess.Popen has it."""

    returncode: int

    def communicate(self, input: None = None, timeout: float | None = None) -> tuple[str, str]: ...

    def terminate(self) -> None: ...

    def kill(self) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    code: int
    """As exit codes are: below 0 for the number of the signal that killed it."""
    said: tuple[str, ...]
    """The lines of its stderr, the last ones."""
    overran: bool
    """Whether it had to be stopped from without."""


def start(arguments: Sequence[str]) -> Process:
    """Start `scrapy` with these arguments, in a group of its own: what the terminal sends comes to us alone."""
    return subprocess.Popen(  # noqa: S603  # the program is Python's, no shell reads the arguments
        [sys.executable, "-P", "-m", "scrapy", *arguments],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        encoding="utf-8", errors="backslashreplace", start_new_session=True,
    )  # fmt: skip


def watch(process: Process, limit: timedelta) -> Ended:
    """Wait for a crawl to end; one that is still there some minutes after its time limit is stopped, then killed."""
    overran = False
    try:
        _, said = process.communicate(timeout=(limit + GRACE).total_seconds())
    except subprocess.TimeoutExpired:
        overran = True
        process.terminate()
        try:
            _, said = process.communicate(timeout=STOPPING.total_seconds())
        except subprocess.TimeoutExpired:
            process.kill()
            _, said = process.communicate()
    return Ended(code=process.returncode, said=tuple(without_traceback(said.splitlines())[-LONGEST:]), overran=overran)


def without_traceback(lines: Sequence[str]) -> list[str]:
    """Return lines with what a traceback ends with in its place: a run's log has it whole."""
    if TRACEBACK not in lines:
        return list(lines)
    return [*lines[: lines.index(TRACEBACK)], f"our own code failed: {lines[-1]}"]
