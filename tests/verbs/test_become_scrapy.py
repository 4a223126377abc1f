"""What `hanoitv crawl` and `hanoitv archive` have Scrapy do."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from hanoitv_scraper.cli import main


@pytest.mark.parametrize("verb", ["crawl", "archive"])
@pytest.mark.parametrize(
    ("told", "given", "data"),
    [(["--data", "x"], "y", "x"), ([], "y", "y"), ([], "", "data")],
    ids=["by its option", "by the environment", "by nothing"],
)
def test_scrapy_is_told_where_the_archive_is_from_here_and_before_what_the_user_says(
    verb: str, told: list[str], given: str, data: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    became: list[Sequence[str]] = []

    def execve(program: str, arguments: Sequence[str], environment: Mapping[str, str]) -> None:
        assert program == sys.executable and environment["SCRAPY_SETTINGS_MODULE"] == "hanoitv_scraper.settings"
        became.append(arguments)

    monkeypatch.setattr(os, "execve", execve)
    monkeypatch.setenv("HANOITV_DATA_DIR", given)
    monkeypatch.chdir(tmp_path)
    main([verb, *told, "hanoitv", "-s", "DATA_DIR=z"])
    settings = ["-s", f"DATA_DIR={tmp_path / data}", "hanoitv", "-s", "DATA_DIR=z"]
    assert became == [[sys.executable, "-P", "-m", "scrapy", verb, *settings]]
