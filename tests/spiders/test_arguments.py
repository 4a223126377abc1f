"""What a crawl is told: read, or refused in a line; and what makes it less than a plain run."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from hanoitv_scraper.archive.run_file import RunFile
from hanoitv_scraper.errors import BadArgument
from hanoitv_scraper.spiders.arguments import read_arguments


@pytest.mark.parametrize(
    "given",
    [{}, {"root": "http://127.0.0.1:8000"}, {"revisit": "all"}, {"revisit": "none"}, {"kinds": "article"}],
    ids=str,
)
def test_a_plain_run_is_plain_wherever_and_however_often_it_looks(given: dict[str, str]) -> None:
    assert not read_arguments(given).is_partial


@pytest.mark.parametrize(
    "given",
    [
        {"since": "2021-11-08"},
        {"until": "2021-11-08"},
        {"sections": "xa-hoi"},
        {"limit": "9"},
        {"kinds": "article,video"},
    ],
    ids=str,
)
def test_a_run_that_asks_for_less_or_for_other_kinds_is_partial(given: dict[str, str]) -> None:
    assert read_arguments(given | {"revisit": "all"}).is_partial


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"sinse": "2021"}, "-a sinse=: unknown argument: there are since, until, "),
        ({"limit": "0"}, "-a limit=: expected a number of pages, 1 or more, found '0'"),
        ({"limit": "ten"}, "-a limit=: expected a number of pages, 1 or more, found 'ten'"),
        ({"since": "8.11.2021"}, "-a since=: expected an ISO date like 2021-11-08, found '8.11.2021'"),
        ({"until": "0001-01-01"}, "-a until=: expected a year from 1900 to 2199, found '0001-01-01'"),
        ({"since": "2022-01-01", "until": "2021-01-01"}, "-a since= until=: expected since before until, found '2022"),
        ({"sections": "//example.org"}, "-a sections=: expected paths of lists like xa-hoi,van-hoa/du-lich, found '//"),
        ({"sections": "http://example.org/"}, "-a sections=: expected paths of lists"),
        ({"sections": "xa-hoi,"}, "-a sections=: expected paths of lists"),
        ({"sections": ""}, "-a sections=: expected paths of lists"),
        ({"revisit": "never"}, "-a revisit=: expected one of due, all, none, found 'never'"),
        ({"kinds": "song"}, "-a kinds=: expected some of article,video,audio,photo, found 'song'"),
        ({"root": "hanoitv.vn"}, "-a root=: expected scheme and host like http://127.0.0.1:8000, found 'hanoitv.vn'"),
        ({"root": "http://h:x/"}, "-a root=: expected scheme and host like"),
    ],
    ids=str,
)
def test_what_cannot_be_used_is_refused_by_name(given: dict[str, str], said: str) -> None:
    with pytest.raises(BadArgument) as refused:
        read_arguments(given)
    assert str(refused.value).startswith(said) and "\n" not in str(refused.value)


def test_bounds_may_be_one_moment() -> None:
    moment = "2021-11-08T21:21:00+07:00"
    bounds = read_arguments({"since": moment, "until": moment}).bounds
    assert bounds.since == bounds.until


@pytest.mark.parametrize(
    "given",
    [
        *({"limit": "9"}, {"since": "2021-11-08"}, {"until": "2021-11-08"}, {"sections": "xa-hoi"}),
        *({"kinds": kinds} for kinds in ("article", " article,article", "article,video", "video")),
        *({}, {"root": "http://127.0.0.1:8000", "revisit": "all"}),
    ],
    ids=str,
)
def test_a_run_file_tells_plain_runs_by_the_same_rule(given: dict[str, str]) -> None:
    """What is expected of a run is judged where it begins, whether it is as usual by its file alone."""
    run = RunFile(run="", site="", version="", rules="", arguments=given, started_at=datetime(2026, 11, 23, tzinfo=UTC))
    assert run.is_plain is not read_arguments(given).is_partial
