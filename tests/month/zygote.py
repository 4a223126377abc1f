"""Runs without their start: a process that has imported everything waits, and each command line runs in a fork of it.

A month of hourly runs is 1,440 processes, which would spend most of their time on imports and the quotes' grammar; so
would the tests' crawls. What runs in a fork is `scrapy …` or `hanoitv …` whole, in the environment of who asked, on the
machine's clock or on one that is given: each time that is asked for is a second after the one before, through all
processes of a run. The crawl that `scrapy archive` starts is one of them.
`with Zygote() as zygote: zygote.run(["scrapy", "archive", "hanoitv", …], at=…)`.
"""

from __future__ import annotations

import ctypes
import gc
import importlib
import json
import mmap
import os
import pkgutil
import select
import signal
import subprocess
import sys
import tempfile
import time
import traceback
import warnings
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, NoReturn
from unittest import mock

from tests import faults
from tests.conftest import PROJECT
from tests.faults import Real, tapped

OF_SCRAPY = "commands core downloadermiddlewares extensions spidermiddlewares".split()
WARM = ("hanoitv_scraper", *(f"scrapy.{name}" for name in OF_SCRAPY))
"""Packages whose modules are imported before the first fork."""
SUBREAPER = 36
"""prctl's PR_SET_CHILD_SUBREAPER: whose parent has died becomes our child, and we can wait for it."""
TICKS = mmap.mmap(-1, 8)
"""How often the clock was asked in this run; shared by its processes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kill:
    """SIGKILL at an instant of a run: to all of its processes, or to the crawl alone."""

    calls: int | None = None
    """In place of the crawl's so manieth call that writes to the archive; None to go by time."""
    seconds: float = 0.0
    """After so many, where it does not go by calls."""
    crawl_alone: bool = False
    """By calls only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """A run that has ended."""

    code: int
    """Below 0 for the number of the signal that killed it."""
    out: str
    err: str
    seconds: float
    rss: float
    """The most memory that one of its processes had, in MiB."""
    handles: int
    """The most open files that one of its processes had in the end; 0 where none came to its end."""


class Zygote:
    """The process that waits, as its user has it."""

    def __enter__(self) -> Zygote:
        command = [sys.executable, "-m", "tests.month.zygote"]
        self._process = subprocess.Popen(
            command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._process.communicate()

    def run(self, command: Sequence[str], at: datetime | None = None, kill: Kill | None = None) -> Ended:
        """Run a command line from `at` (aware; None: from now) on, to its end or until it is killed."""
        assert self._process.stdin and self._process.stdout
        told = kill or Kill(seconds=3_600)
        asked = {
            "command": list(command), "environment": dict(os.environ), "at": at and at.isoformat(),
            "calls": told.calls, "crawl_alone": told.crawl_alone,
            "seconds": told.seconds if told.calls is None else 3_600,
        }  # fmt: skip
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        return Ended(**json.loads(self._process.stdout.readline()))


class Clock:
    """What `clock.utc_now` is in this process."""

    start: datetime | None
    """None for the machine's own."""
    ahead = timedelta()
    """Of the machine's: a run that begins in the second in which one ended says that the clock was put back."""
    last = datetime.min.replace(tzinfo=UTC)
    """When the last run on the machine's own ended."""

    @classmethod
    def now(cls) -> datetime:
        if cls.start is None:
            return datetime.now(UTC).replace(microsecond=0) + cls.ahead
        ticks = int.from_bytes(TICKS[:8])
        TICKS[:8] = (ticks + 1).to_bytes(8)
        return cls.start + timedelta(seconds=ticks)

    @classmethod
    def put(cls, start: datetime | None) -> None:
        cls.start = start
        TICKS[:8] = bytes(8)
        if start is None:
            now = datetime.now(UTC).replace(microsecond=0)
            cls.ahead = max(now, cls.last + timedelta(seconds=1)) - now

    @classmethod
    def stop(cls) -> None:
        if cls.start is None:
            cls.last = cls.now()


def serve() -> None:
    """Take runs from stdin, a JSON object a line, and tell on stdout how each ended."""
    warm_up()
    ctypes.CDLL(None).prctl(SUBREAPER, 1)
    for line in sys.stdin:
        print(json.dumps(run(json.loads(line))), flush=True)


def warm_up() -> None:
    """Import what runs import, with the clock under it, and compile the grammar; no reactor may begin."""
    from hanoitv_scraper import clock

    # Before anything else imports it by its name.
    clock.utc_now = Clock.now
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in WARM:
            for module in pkgutil.walk_packages(importlib.import_module(name).__path__, f"{name}."):
                with suppress(ImportError):  # of an extra that is not there
                    importlib.import_module(module.name)
    from hanoitv_scraper import find_quotes
    from hanoitv_scraper.extract.rules_digest import rules_digest

    find_quotes("Ông Nguyễn Văn An, Chủ tịch UBND quận, cho biết: “Quận sẽ làm ngay.”")
    rules_digest(None)
    assert "twisted.internet.reactor" not in sys.modules, "a fork cannot begin a reactor of its own"
    gc.freeze()


def run(asked: Mapping[str, Any]) -> dict[str, Any]:
    """Run a command line in forks and wait for all of them; return what Ended holds."""
    began = time.monotonic()
    Clock.put(asked["at"] and datetime.fromisoformat(asked["at"]))
    with ExitStack() as stack:
        out, err = (stack.enter_context(tempfile.TemporaryFile()) for _ in range(2))
        listening, telling = os.pipe()
        child = os.fork()
        if not child:
            os.close(listening)
            os.setpgid(0, 0)
            be(asked, out.fileno(), err.fileno(), telling)
        os.close(telling)
        handles = listen(listening, child, asked["seconds"])
        code, rss = wait_for_all(child)
        Clock.stop()
        texts = {"out": read_all(out), "err": read_all(err)}
    return texts | {"code": code, "seconds": time.monotonic() - began, "rss": rss, "handles": handles}


def listen(pipe: int, group: int, seconds: float) -> int:
    """Return the greatest of the numbers that the processes of a group tell until all have ended; kill them in time."""
    told, deadline = b"", time.monotonic() + seconds
    with os.fdopen(pipe, "rb", buffering=0) as file:
        while True:
            if not select.select([file], [], [], max(0, deadline - time.monotonic()))[0]:
                deadline += 0.01
                with suppress(ProcessLookupError):  # it is no group yet, or no more
                    os.killpg(group, signal.SIGKILL)
            elif more := file.read(4_096):
                told += more
            else:
                return max(map(int, told.split()), default=0)


def wait_for_all(child: int) -> tuple[int, float]:
    """Wait for a child and all its children; return its exit code, and the most memory that any of them had, in MiB."""
    code, rss = 0, 0
    with suppress(ChildProcessError):
        while True:
            ended, status, usage = os.wait4(-1, 0)
            rss = max(rss, usage.ru_maxrss)
            if ended == child:
                code = os.waitstatus_to_exitcode(status)
    return code, rss / 1_024


def read_all(file: Any) -> str:
    file.seek(0)
    return str(file.read(), "utf-8")


# In a fork.


def be(asked: Mapping[str, Any], out: int, err: int, telling: int) -> NoReturn:
    """Be the process of a command line, and end as it does."""
    command: list[str] = asked["command"]
    os.environ.clear()
    os.environ.update(asked["environment"])
    if command[:2] != ["scrapy", "archive"]:
        with killed(command, asked):
            end(command, out, err, telling)
    crawl = Crawl(asked, telling)
    with mock.patch("hanoitv_scraper.unattended.archive.start", crawl.start):
        end(command, out, err, telling)


class Crawl:
    """The crawl that `scrapy archive` starts: a fork that stands by since before the archive began."""

    returncode = 0

    def __init__(self, asked: Mapping[str, Any], telling: int) -> None:
        waiting, self._starting = os.pipe()
        self._err = tempfile.TemporaryFile()  # noqa: SIM115  # it is open as long as the process is there
        self._pid = os.fork()
        if self._pid:
            os.close(waiting)
            return
        os.close(self._starting)
        with os.fdopen(waiting, "rb") as pipe:
            said = pipe.read()
        if not said:
            os._exit(0)
        command = json.loads(said)
        with killed(command, asked), Path(os.devnull).open("wb") as nowhere:
            end(command, nowhere.fileno(), self._err.fileno(), telling)

    def start(self, arguments: Sequence[str]) -> Crawl:
        with os.fdopen(self._starting, "wb") as pipe:
            pipe.write(json.dumps(["scrapy", *arguments]).encode())
        return self

    def communicate(self, input: None = None, timeout: float | None = None) -> tuple[str, str]:
        """Wait for its end, however long that takes."""
        self.returncode = os.waitstatus_to_exitcode(os.waitpid(self._pid, 0)[1])
        return "", read_all(self._err)

    def terminate(self) -> None:
        os.kill(self._pid, signal.SIGTERM)

    def kill(self) -> None:
        os.kill(self._pid, signal.SIGKILL)


def killed(command: Sequence[str], asked: Mapping[str, Any]) -> AbstractContextManager[None]:
    """Kill in the place of the call that was asked for, where one was."""
    if asked["calls"] is None:
        return nullcontext()
    (folder,) = (part.removeprefix("DATA_DIR=") for part in {*command} if part.startswith("DATA_DIR="))
    left = iter(range(asked["calls"] - 1, -1, -1))

    def tap(name: str, path: Path, arguments: Sequence[Any], real: Real) -> Any:
        if not next(left):
            os.kill(os.getpid() if asked["crawl_alone"] else -os.getpgrp(), signal.SIGKILL)
        return real(*arguments)

    return tapped(Path(folder), tap)


def end(command: Sequence[str], out: int, err: int, telling: int) -> NoReturn:
    """Run a command line in the place of this process, and end as it does."""
    nowhere = os.open(os.devnull, os.O_RDONLY)
    for number, file in enumerate((nowhere, out, err)):
        os.dup2(file, number)
    code = 1
    try:
        code = execute(command)
    except BaseException:  # noqa: BLE001  # as Python does, but that what stands above us is another process's
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os.write(telling, f"{len(list(Path('/proc/self/fd').iterdir()))}\n".encode())
        os._exit(code)


def execute(command: Sequence[str]) -> int:
    """Run `scrapy …`, `hanoitv …` or `tests.faults …` and return the exit code."""
    from scrapy import cmdline

    from hanoitv_scraper import cli

    try:
        if command[0] == "hanoitv":
            return cli.main(command[1:])
        if command[0] == "tests.faults":
            faults.main(command[1:])
        cmdline.execute([*command])
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    return 0


if __name__ == "__main__":
    serve()
