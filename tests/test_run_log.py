"""The log of a run: found by the run's name, bounded, and no harm where it cannot be written."""

from __future__ import annotations

import logging
import os
import time
from pathlib import Path

import pytest

from hanoitv_scraper import run_log
from hanoitv_scraper.run_log import kept_log

RUN = "20261129T180034Z-63ee"
LOGGER = logging.getLogger("tests.run_log")


@pytest.fixture(autouse=True)
def all_levels(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger=LOGGER.name)


def test_every_line_begins_with_the_runs_name_those_of_a_traceback_too(tmp_path: Path) -> None:
    path = tmp_path / "logs/hanoitv.log"
    with kept_log(path, RUN, "INFO"):
        LOGGER.info("Hà Nội")
        LOGGER.debug("unheard")
        try:
            raise KeyError("bug")
        except KeyError:
            LOGGER.exception("our own code failed")
    LOGGER.info("after the run")
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line.split()[0] for line in lines] == [RUN] * len(lines)
    assert lines[0].endswith("INFO tests.run_log: Hà Nội") and lines[-1] == f"{RUN} KeyError: 'bug'"
    assert "unheard" not in str(lines) and "after the run" not in str(lines)


def test_a_line_is_told_in_utc_whatever_it_holds_and_the_file_is_closed_at_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging.root, "handlers", [])  # a report of tests cannot hold what is no text
    monkeypatch.setattr(logging.Formatter, "converter", staticmethod(lambda seconds: time.gmtime(seconds + 7 * 3_600)))
    path = tmp_path / "hanoitv.log"
    with kept_log(path, RUN, "INFO"):
        (handler,) = logging.root.handlers
        told = {"name": "x", "levelno": logging.INFO, "levelname": "INFO", "msg": "Hà Nội \udcff", "created": 0}
        logging.root.handle(logging.makeLogRecord(told))
    assert path.read_text(encoding="utf-8") == f"{RUN} 1970-01-01T00:00:00Z INFO x: Hà Nội \\udcff\n"
    assert isinstance(handler, logging.FileHandler) and handler.stream is None


def test_a_log_rolls_over_and_never_takes_more_than_its_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_log, "SIZE", 2_000)
    for number in range(50):
        with kept_log(tmp_path / "hanoitv.log", f"{RUN}{number:02}", "INFO"):
            for _ in range(10):
                LOGGER.info("x" * 100)
    logs = list(tmp_path.iterdir())
    assert len(logs) == run_log.FILES and max(log.stat().st_size for log in logs) <= 2_000
    assert f"{RUN}49" in (tmp_path / "hanoitv.log").read_text(encoding="utf-8")


def test_a_log_that_cannot_be_opened_is_told_in_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "logs").write_text("no folder", encoding="utf-8")
    path = tmp_path / "logs/hanoitv.log"
    with kept_log(path, RUN, "INFO"):
        LOGGER.info("lost")
    assert capsys.readouterr().err == f"cannot write the log {path}: File exists: the run goes on without\n"


def test_a_log_that_cannot_be_written_any_more_is_told_once(capsys: pytest.CaptureFixture[str]) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("/dev/full is missing")
    with kept_log(Path(os.devnull).with_name("full"), RUN, "INFO"):
        LOGGER.info("lost")
        LOGGER.info("lost too")
    said = capsys.readouterr().err
    assert said == "cannot write the log /dev/full: No space left on device: the run goes on without\n"


def test_how_a_run_broke_off_is_in_its_log(tmp_path: Path) -> None:
    with pytest.raises(KeyError), kept_log(tmp_path / "hanoitv.log", RUN, "INFO"):
        raise KeyError("bug")
    assert (tmp_path / "hanoitv.log").read_text(encoding="utf-8").splitlines()[-1] == f"{RUN} KeyError: 'bug'"
