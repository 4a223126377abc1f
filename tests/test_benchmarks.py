"""What the benchmarks print and how they end; what they measure is theirs to say, and no time is judged here."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from contextlib import redirect_stdout
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from benchmarks import analyst_scale, archive_scale, quote_speed, reading_speed, search_scale
from benchmarks.analyst_scale import main as analysing
from benchmarks.archive_scale import Figure, Unmeasured
from benchmarks.archive_scale import main as scale
from benchmarks.made_news import add_day, make_news
from benchmarks.measure import Measured, measure
from benchmarks.quote_speed import main as quotes
from benchmarks.readers import Result, find_behind
from benchmarks.readers import main as readers
from benchmarks.reading_speed import Speed, sum_up
from benchmarks.reading_speed import main as speed
from benchmarks.records import split_list, to_record
from benchmarks.saved_pages import NoPages, open_pages
from benchmarks.search_scale import ListFigure
from benchmarks.search_scale import main as searching
from hanoitv_scraper.archive.read import read_archive
from hanoitv_scraper.cli import main as hanoitv
from tests.newsroom import trap_pages

FIELDS = ("title", "timestamp", "lead", "body", "paragraphs", "keywords", "authors", "section", "captions")
ARTICLE = """<title>Cầu mới</title><h1>Cầu mới thông xe</h1><p>06/11/2021 08:15</p>
<div class="text"><p>Sáng nay cây cầu thứ ba của xã đã thông xe sau hai năm thi công, sớm hơn kế hoạch một quý.</p>
<p>Người dân hai bên sông không còn phải đi đò, học sinh tới trường gần hơn năm cây số mỗi ngày.</p></div>"""


def save(folder: Path, name: str, html: str, **gold: Any) -> None:
    (folder / "gold").mkdir(exist_ok=True)
    (folder / f"{name}.html").write_text(html, encoding="utf-8")
    told = {"html": f"{name}.html", "site": "example.org", "url": f"https://example.org/{name}.html"} | gold
    (folder / "gold" / f"{name}.json").write_text(json.dumps(told), encoding="utf-8")


def result(reader: str, **figures: float) -> Result:
    return Result(reader=reader, figures=figures, milliseconds=1, failed=0, said="")


def test_our_readers_stand_in_the_table_with_every_field(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert readers(["--pages", str(shared / "pages"), "--only", "ours"]) == 0
    heading, *lines = capsys.readouterr().out.splitlines()
    assert heading.split()[: 1 + len(FIELDS)] == ["reader", *FIELDS]
    assert [line.split("  ")[0] for line in lines] == ["ours, site rules", "ours, generic"]
    assert all(float(figure) > 0 for line in lines for figure in line.split()[3 : 3 + len(FIELDS)])


def test_v_prints_what_the_scorer_says_of_each_page(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    readers(["--pages", str(shared / "pages"), "--only", "ours", "-v"])
    said = capsys.readouterr().out
    assert all(said.count(gold.name) == 2 for gold in (shared / "pages" / "gold").glob("*.json"))


@pytest.mark.parametrize("main", [readers, speed], ids=["readers", "reading_speed"])
def test_a_missing_folder_ends_with_2_and_one_line(
    main: Any, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["--pages", str(tmp_path)]) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert f"no gold/*.json in {tmp_path}" in err


def test_a_folder_without_a_scorer_ends_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save(tmp_path, "cau", ARTICLE)
    assert readers(["--pages", str(tmp_path)]) == 2
    assert f"no score.py in {tmp_path}" in capsys.readouterr().err


def test_a_page_without_an_address_is_at_home_on_its_site(tmp_path: Path) -> None:
    save(tmp_path, "cau", ARTICLE, url=None)
    assert [page.url for page in open_pages(tmp_path)] == ["https://example.org/"]


def test_gold_without_its_page_is_named(tmp_path: Path) -> None:
    save(tmp_path, "cau", ARTICLE)
    (tmp_path / "cau.html").unlink()
    with pytest.raises(NoPages, match=r"gold/cau\.json .*FileNotFoundError"):
        open_pages(tmp_path)


def test_a_page_that_raises_is_scored_as_empty_and_told(tmp_path: Path) -> None:
    save(tmp_path, "cau", ARTICLE)
    save(tmp_path, "shell", "<p></p>")
    read, failed = measure(["ours, generic"], open_pages(tmp_path), rounds=1)
    assert (read.record["title"], read.failed) == ("Cầu mới thông xe", None)
    assert failed.record == {}
    assert failed.failed is not None
    assert failed.failed.startswith("NotAnArticle: ")


def test_reading_without_quotes_leaves_out_nothing_else(tmp_path: Path) -> None:
    quote = "<p>“Cầu này bền trăm năm”, ông Trần Văn Ví, Chủ tịch UBND xã, nói.</p></div>"
    save(tmp_path, "cau", ARTICLE.replace("</div>", quote))
    names = ["ours, generic", "ours, generic, no quotes"]
    whole, without = (one.record for one in measure(names, open_pages(tmp_path), rounds=1))
    assert whole["quoted_officials"]
    assert {key for key in whole if whole[key] != without[key]} == {"quoted_officials"}


@pytest.mark.parametrize(
    ("title", "body", "behind"),
    [
        (1.0, 0.9, []),
        (0.9, 0.9, ["title 0.900 (second 1.000)"]),
        (0.5, 0.5, ["title 0.500 (second 1.000)", "body 0.500 (first 0.900)"]),
    ],
    ids=["as good as the best", "behind in one", "behind in all"],
)
def test_behind_names_field_and_best_reader(title: float, body: float, behind: list[str]) -> None:
    others = [result("first", title=0.8, body=0.9), result("second", title=1.0, body=0.1)]
    assert find_behind(result("ours", title=title, body=body), others) == behind


def test_a_body_that_repeats_title_and_lead_is_cut_there() -> None:
    record = to_record("Cầu  mới", "Sau hai năm.", None, ["Cầu mới", "Sau hai năm.", "", "Cầu mới đẹp."], authors=["A"])
    assert record == {
        "title": "Cầu  mới", "lead": "Sau hai năm.", "timestamp": None, "body": ["Cầu mới đẹp."], "authors": ["A"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("moment", "timestamp"),
    [
        (datetime(2021, 11, 6, 8, 15), "2021-11-06T08:15:00+07:00"),
        (datetime(2021, 11, 6, 1, 15, tzinfo=UTC), "2021-11-06T01:15:00+00:00"),
        ("2021-11-06T08:15:00", "2021-11-06T08:15:00+07:00"),
        ("2021-11-06T08:15:00+0700", "2021-11-06T08:15:00+07:00"),
    ],
    ids=["naive", "aware", "naive text", "aware text"],
)
def test_a_time_without_a_zone_is_vietnams(moment: datetime | str, timestamp: str) -> None:
    assert to_record("", "", moment, [])["timestamp"] == timestamp


def test_lists_are_parted_at_their_separators() -> None:
    assert split_list(["cầu, đò;", None, "sông"], ",;") == ["cầu", "đò", "sông"]


def test_the_ratio_is_that_of_all_pages_together() -> None:
    times = [(1.0, 0.25, None), (3.0, 1.75, "ValueError: x")]
    measured = [
        Measured(reader="ours", html="", record={}, failed=failed, seconds=seconds, parse_seconds=parsing)
        for seconds, parsing, failed in times
    ]
    assert sum_up("ours", measured) == Speed(
        reader="ours", ratio=0.5, milliseconds=2000, parse_milliseconds=1000, failed=1
    )


@pytest.mark.parametrize(
    ("ratio", "options", "code", "said"),
    [(0.4, ["--check"], 0, "reached"), (0.39, ["--check"], 1, "not reached"), (0.39, [], 0, "not reached")],
)
def test_a_bar_that_is_not_reached_fails_only_a_check(
    ratio: float, options: list[str], code: int, said: str,
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    save(tmp_path, "cau", ARTICLE)
    reader = "ours, generic, no quotes"
    line = Speed(reader=reader, ratio=ratio, milliseconds=1, parse_milliseconds=ratio, failed=0)
    monkeypatch.setattr(reading_speed, "compare", lambda *_: [line])
    assert speed(["--pages", str(tmp_path), *options]) == code
    assert f"0.40  {said}  " in capsys.readouterr().out


def test_the_profile_names_functions_in_milliseconds_a_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    save(tmp_path, "cau", ARTICLE)
    monkeypatch.setattr(reading_speed, "compare", lambda *_: [])
    speed(["--pages", str(tmp_path), "--rounds", "1", "--profile"])
    site, generic = capsys.readouterr().out.split("ours, ")[1:]
    assert site.startswith("site rules, no quotes: ")
    lines = re.findall(r"^ +(\d+\.\d\d) +\d+\.\d\d +\d+  (\S.*)$", generic, re.MULTILINE)
    assert len(lines) == 15
    assert float(lines[0][0]) > 0
    assert [float(own) for own, _ in lines] == sorted((float(own) for own, _ in lines), reverse=True)
    assert any(re.fullmatch(r"\S+ \(\w+/\w+\.py:\d+\)", function) for _, function in lines)


def test_quote_speed_tells_its_ratio_and_the_worst_hostile_texts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "cau.txt").write_text("Ông Trần Văn Ví cho biết cầu đã thông xe.\n", encoding="utf-8")
    monkeypatch.setattr(quote_speed, "HOSTILE", ("“", "nói ", "\n\n"))
    assert quotes(["--articles", str(tmp_path), "--rounds", "1", "--size", "500", "--worst", "2"]) == 0
    speed, _, heading, *lines = capsys.readouterr().out.splitlines()
    assert re.match(r"1 articles: \d+\.\d\d MB/s, a pass over words \d+\.\d MB/s, ratio \d\.\d{3} ", speed)
    assert heading.split("  ")[0] == "hostile text of"
    times = [float(line.split()[-3 if line.rstrip().endswith(" kept") else -4]) for line in lines]
    assert len(times) == 2
    assert times == sorted(times, reverse=True)


@pytest.mark.parametrize(
    ("least", "most", "options", "code", "said"),
    [
        (0, 1e9, ["--check"], 0, ()),
        (1e9, 1e9, ["--check"], 1, ("yardstick's speed, at least",)),
        (1e9, 0, ["--check"], 1, ("yardstick's speed, at least", "'nói ' takes ", "times as long, at most 0")),
        (1e9, 0, [], 0, ()),
    ],
    ids=["kept", "slow", "slow, and slower on a hostile text", "no check"],
)
def test_a_bound_on_quotes_that_is_not_kept_fails_only_a_check(
    least: float, most: float, options: list[str], code: int, said: tuple[str, ...],
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    (tmp_path / "cau.txt").write_text("Ông Trần Văn Ví cho biết cầu đã thông xe.\n", encoding="utf-8")
    for name, value in {"HOSTILE": ("nói ",), "LEAST_RATIO": least, "MOST_TIMES": most}.items():
        monkeypatch.setattr(quote_speed, name, value)
    assert quotes(["--articles", str(tmp_path), "--rounds", "1", "--size", "500", *options]) == code
    err = capsys.readouterr().err
    assert err.count("\n") == code
    assert all(part in err for part in said)


def test_quote_speed_without_articles_ends_with_2_and_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert quotes(["--articles", str(tmp_path / "none")]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert f"no text in {tmp_path}/none/*.txt" in err


def without_a_process(main: Callable[[list[str]], int]) -> Callable[..., list[dict[str, Any]]]:
    """Return what does one thing as `apart` does, in this process: whose memory a peak is does not matter here."""

    def do(what: str, folder: Path, *more: object) -> list[dict[str, Any]]:
        with redirect_stdout(StringIO()) as out:
            assert main(["--only", what, "--folder", str(folder), *map(str, more)]) == 0
        return [json.loads(line) for line in out.getvalue().splitlines()]

    return do


def test_archive_scale_tells_time_and_memory_of_each_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    do = without_a_process(scale)
    monkeypatch.setattr(
        archive_scale, "apart", lambda what, root, size: [Figure(**one) for one in do(what, root, "--records", size)]
    )
    assert scale(["--records", "20", "--hours", "0", "--folder", str(tmp_path)]) == 0
    heading, *lines = capfd.readouterr().out.splitlines()
    assert re.split("  +", heading.strip()) == ["20 records", "memory"]
    assert [line.split("  ")[0] for line in lines] == [
        "made", "read, latest", "read, all", "state rebuilt", "state look-up, mean", "state look-up, 99 of 100",
        "run, start", "run, 100 articles", "run, end", "hanoitv verify", "hanoitv verify --quick",
    ]  # fmt: skip
    assert all(re.fullmatch(r"\S.*? +\d+(\.\d)? (s|ms|µs) +[1-9]\d+ MiB +1\.\d\dx", line) for line in lines)
    every = list(read_archive(tmp_path / "20-records", versions="all"))
    assert (len(every), len({article.id for article in every})) == (20 + archive_scale.LOOKS, 16 + archive_scale.LOOKS)


def test_one_thing_is_measured_in_the_archive_of_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for what in ("make runs", "rebuild state", "verify"):
        assert scale(["--only", what, "--folder", str(tmp_path / "runs"), "--records", "25"]) == 0
    figures = [Figure(**json.loads(line)) for line in capsys.readouterr().out.splitlines()]
    assert [one.what for one in figures] == ["made", "state rebuilt", "hanoitv verify"]
    assert [article.id for article in read_archive(tmp_path / "runs")] == ["hanoitv:d0", "hanoitv:d1"]


@pytest.mark.parametrize(
    ("mebibytes", "microseconds", "options", "code", "said"),
    [
        (45, 50, ["--check"], 0, ()),
        (46, 50, ["--check"], 1, ("state look-up, mean takes 1.53 times the memory",)),
        (45, 51, ["--check"], 1, ("state look-up, mean takes 51 µs, at most 50",)),
        (46, 51, ["--check"], 1, ("1.53 times the memory", "; ", "51 µs")),
        (46, 51, [], 0, ()),
    ],
    ids=["kept", "memory grows", "slow", "both", "no check"],
)
def test_a_bound_on_scale_that_is_not_kept_fails_only_a_check(
    mebibytes: float, microseconds: float, options: list[str], code: int, said: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    archives = {
        "10 records": [Figure(what=archive_scale.LOOK_UP, seconds=1e-6, mebibytes=30)],
        "20 records": [Figure(what=archive_scale.LOOK_UP, seconds=microseconds / 1e6, mebibytes=mebibytes)],
    }
    monkeypatch.setattr(archive_scale, "measure_all", lambda *_: archives)
    assert scale(options) == code
    err = capsys.readouterr().err
    assert err.count("\n") == code
    assert all(part in err for part in said)


def test_an_archive_that_is_there_already_is_not_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "10-records").mkdir()
    assert scale(["--records", "10", "--folder", str(tmp_path)]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert "make records" in err
    assert f"File exists: '{tmp_path}/10-records'" in err


def test_search_scale_tells_time_and_memory_of_each_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(search_scale, "apart", without_a_process(searching))
    assert searching(["--addresses", "120", "--rounds", "0", "--folder", str(tmp_path)]) == 0
    heading, *lines = capfd.readouterr().out.splitlines()
    assert re.split("  +", heading.strip()) == ["120", "an address"]
    figures, ratios = lines[:-2], lines[-2:]
    of_a_search = ["… longest pause", "… next round"]
    assert [line.split("  ")[0] for line in figures] == [
        "read_entries", "Scrapy's Sitemap", "read_entries, gzip", "Scrapy's Sitemap, gzip",
        "search, none known", *of_a_search, "search, dates of one day", *of_a_search, "search, all known", *of_a_search,
        "due, all: whole pass", "… longest round", "due, by schedule: whole pass", "… longest round",
        "due, where none is", "due, out of bounds",
    ]  # fmt: skip
    figure = r"\S.*? +[\d,]+(\.\d)? (s|ms|µs) +[\d,]+ MiB( +[\d,]+(\.\d)? (ms|µs))?"
    assert [line for line in figures if not re.fullmatch(figure, line)] == []
    assert [line.partition(":")[0] for line in ratios] == ["read_entries", "read_entries, gzip"]
    assert all(re.search(r": \d+\.\d\d times as long as Scrapy's Sitemap \(bound 2\)$", line) for line in ratios)


def test_a_sitemap_that_is_not_read_whole_is_not_measured(tmp_path: Path) -> None:
    searching(["--only", "make", "--addresses", "2", "--folder", str(tmp_path / "2")])
    for what in ("entries", "peer", "search"):
        with pytest.raises(Unmeasured, match=r"2.* of 3"):
            searching(["--only", what, "--addresses", "3", "--folder", str(tmp_path / "2")])


def test_list_pages_are_a_sections_a_home_pages_and_a_traps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(trap_pages, "MANY", 2_000)
    assert searching(["--only", "lists", "--rounds", "1", "--folder", str(tmp_path)]) == 0
    section, home, trap = (ListFigure(**json.loads(line)) for line in capsys.readouterr().out.splitlines())
    assert [one.page for one in (section, home, trap)] == ["a section's", "400 teasers", "10 MB of links"]
    assert 40 <= section.links < 800 <= home.links < 2_000 <= trap.links


@pytest.mark.parametrize(
    ("mebibytes", "microseconds", "times", "options", "code", "said"),
    [
        (16, 200, 2.0, ["--check"], 0, ()),
        (17, 200, 2.0, ["--check"], 1, ("read_entries takes 17 MiB beside the file at 1,000, at most 16",)),
        (16, 201, 2.0, ["--check"], 1, ("search, none known takes 201 µs an address at 1,000, at most 200",)),
        (16, 200, 2.1, ["--check"], 1, ("read_entries takes 2.10 times as long as Scrapy's Sitemap, at most 2",)),
        (17, 201, 2.1, ["--check"], 1, ("17 MiB", "; ", "201 µs", "; ", "2.10 times")),
        (17, 201, 2.1, [], 0, ()),
    ],
    ids=["kept", "memory grows", "a slow search", "slower than Scrapy", "all", "no check"],
)
def test_a_bound_on_the_search_that_is_not_kept_fails_only_a_check(
    mebibytes: float, microseconds: float, times: float, options: list[str], code: int, said: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    figures = [
        search_scale.Figure(what=what, seconds=seconds, mebibytes=held, addresses=1_000)
        for what, seconds, held in (
            ("read_entries", times, mebibytes),
            (search_scale.PEER, 1.0, 100),
            ("search, none known", microseconds / 1e3, 1),
        )
    ]
    lists = [ListFigure(page="a section's", kilobytes=17, links=71, parse=0.001, ours=0.004, scrapy=0.002)]
    monkeypatch.setattr(search_scale, "measure_all", lambda *_: {1_000: figures})
    monkeypatch.setattr(search_scale, "measure_lists_apart", lambda *_: lists)
    assert searching(options) == code
    out, err = capsys.readouterr()
    assert re.split("  +", out.splitlines()[-1]) == [
        "a section's", "17", "71", "1.0 ms", "4.0 ms", "2.0 ms", "4.0x", "2.00x",
    ]  # fmt: skip
    assert err.count("\n") == code
    assert all(part in err for part in said)


def test_sizes_that_are_there_already_are_not_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "10").mkdir()
    assert searching(["--addresses", "10", "--folder", str(tmp_path)]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert f"make in {tmp_path}/10" in err
    assert f"File exists: '{tmp_path}/10'" in err


def test_analyst_scale_tells_what_dumps_loading_search_and_report_cost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    do = without_a_process(analysing)
    monkeypatch.setattr(analyst_scale, "ROUNDS", 1)
    monkeypatch.setattr(
        analyst_scale, "apart", lambda what, root, size: [Figure(**one) for one in do(what, root, "--articles", size)]
    )
    assert analysing(["--articles", "20", "--folder", str(tmp_path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    formats, engines = ("parquet", "jsonl", "csv", "sqlite"), ("arrow", "pandas", "polars", "duckdb")
    assert [line.split("  ")[0] for line in lines] == [
        "archive made",
        *(f"dump, {format}, {when}" for when in ("first", "nothing changed") for format in formats),
        analyst_scale.PEER,
        *(f"load, {engine}, from {place}" for place in ("archive", "parquet") for engine in engines),
        "hanoitv search, index made", "hanoitv search, in process, median", analyst_scale.SEARCHING, "hanoitv report",
        *(f"dump, {format}, a day later" for format in formats), "hanoitv search, a day later",
    ]  # fmt: skip
    figure = r"\S.*? +\d+(\.\d)? (s|ms|µs) +[\d,]+ MiB"
    assert all(re.fullmatch(figure, line) for line in lines if not line.startswith("load"))
    ratios = r" +\d+\.\d\dx time +\d+\.\d\dx memory"
    assert all(re.fullmatch(figure + ratios, line) for line in lines if line.startswith("load"))


def test_made_news_are_sound_and_the_same_for_a_seed(tmp_path: Path) -> None:
    for name in ("one", "other"):
        make_news(tmp_path / name, 12)
        add_day(tmp_path / name, 3)
    one, other = (
        {path.name: path.read_bytes() for path in (tmp_path / name).rglob("*.*")} for name in ("one", "other")
    )
    assert one == other
    assert hanoitv(["verify", "--data", str(tmp_path / "one")]) == 0
    articles = list(read_archive(tmp_path / "one"))
    assert len(articles) == 15
    assert {article.site for article in articles} == {"hanoitv", "hanoionline"}
    assert any(speaker.quotes for article in articles for speaker in article.quoted_officials)


@pytest.mark.parametrize(
    ("seconds", "mebibytes", "searched", "options", "code", "said"),
    [
        (2, 300, 1.0, ["--check"], 0, ()),
        (3, 300, 1.0, ["--check"], 1, ("from parquet takes 1.50 times the time of pandas.read_json", "at most 1")),
        (2, 301, 1.0, ["--check"], 1, ("from parquet takes 1.00 times the memory of pandas.read_json",)),
        (2, 300, 1.1, ["--check"], 1, ("hanoitv search, whole process, median takes 1.10 s, at most 1",)),
        (3, 301, 1.1, [], 0, ()),
    ],
    ids=["kept", "slow", "memory grows", "a slow search", "no check"],
)
def test_a_bound_for_analysts_that_is_not_kept_fails_only_a_check(
    seconds: float, mebibytes: float, searched: float, options: list[str], code: int, said: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    figures = [
        Figure(what=analyst_scale.PEER, seconds=2, mebibytes=300),
        Figure(what="load, pandas, from parquet", seconds=seconds, mebibytes=mebibytes),
        Figure(what=analyst_scale.SEARCHING, seconds=searched, mebibytes=30),
    ]
    monkeypatch.setattr(analyst_scale, "THINGS", {"all": None})
    monkeypatch.setattr(analyst_scale, "apart", lambda *_: figures)
    assert analysing(options) == code
    err = capsys.readouterr().err
    assert err.count("\n") == code
    assert all(part in err for part in said)


def test_what_an_analyst_cannot_do_is_not_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "archive").mkdir()
    assert analysing(["--articles", "2", "--folder", str(tmp_path)]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert f"make in {tmp_path} ended with 1" in err
    assert f"File exists: '{tmp_path}/archive'" in err
