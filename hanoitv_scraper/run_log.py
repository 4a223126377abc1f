"""The log of a run, kept beside the archive: a file a site, that rolls over and never grows beyond its bounds."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path

from hanoitv_scraper.say import say

# Of a site's log five files are kept: weeks of hourly runs in which little happens.
SIZE = 2 * 2**20
FILES = 5


@contextmanager
def kept_log(path: Path, run: str, level: int | str) -> Iterator[None]:
    """Write what is logged meanwhile to `path`, from `level` on; every line begins with the run's name.

    A log that cannot be written is told on stderr, once, and is no failure of the run.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = _Handler(path, maxBytes=SIZE, backupCount=FILES - 1, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        _tell(path, error)
        yield
        return
    handler.setFormatter(_Lines(run))
    handler.setLevel(level)
    logging.root.addHandler(handler)
    try:
        yield
    except Exception:
        logging.getLogger(__name__).exception("the run broke off")
        raise
    finally:
        logging.root.removeHandler(handler)
        handler.close()


class _Handler(RotatingFileHandler):
    has_failed = False

    def handleError(self, record: logging.LogRecord) -> None:
        """Tell of the first line that could not be written, where logging would print a traceback for each."""
        self._failed(sys.exception())

    def close(self) -> None:
        try:
            super().close()
        except OSError as error:  # what was not written before cannot be now
            self._failed(error)

    def _failed(self, error: BaseException | None) -> None:
        if not self.has_failed:
            self.has_failed = True
            _tell(Path(self.baseFilename), error)


class _Lines(logging.Formatter):
    converter = staticmethod(time.gmtime)

    def __init__(self, run: str) -> None:
        super().__init__(f"{run} %(asctime)s %(levelname)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%SZ")
        self.run = run

    def format(self, record: logging.LogRecord) -> str:
        return super().format(record).replace("\n", f"\n{self.run} ")


def _tell(path: Path, error: BaseException | None) -> None:
    why = error.strerror if isinstance(error, OSError) else error
    say(f"cannot write the log {path}: {why}: the run goes on without", sys.stderr)
