"""What the tests of searches share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.dumps.search.searching import make_searched


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive to search in; no test changes it."""
    return make_searched(tmp_path_factory.mktemp("searched"))
