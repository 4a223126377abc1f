"""What a report's figures are made of, part by part."""

from __future__ import annotations

import hashlib
import json
import re
from array import array
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import get_args

import pytest

from hanoitv_scraper import load
from hanoitv_scraper.dumps.chosen import Choice
from hanoitv_scraper.dumps.officials.organisations import fold_organisation
from hanoitv_scraper.dumps.report import texts
from hanoitv_scraper.dumps.report.edits import to_edit
from hanoitv_scraper.dumps.report.figures import read_figures
from hanoitv_scraper.dumps.report.formats import LANGUAGES, show_date, show_number, show_ratio, show_share
from hanoitv_scraper.dumps.report.keywords import Split, falling, rising, to_split, to_trends
from hanoitv_scraper.dumps.report.page import FOLDER, LIBRARY, to_json
from hanoitv_scraper.dumps.report.people import careers, succession, to_held, to_people
from hanoitv_scraper.dumps.report.periods import Step, all_periods, pick_step
from hanoitv_scraper.dumps.report.sources import to_link, to_short, to_source
from hanoitv_scraper.dumps.report.tally import Day, Keyword, Said, Tally
from hanoitv_scraper.dumps.sound import stop_at
from hanoitv_scraper.dumps.tables import Office, Official
from hanoitv_scraper.items import VIETNAM
from hanoitv_scraper.sites import FOLDER as SITES
from tests.dumps.made import CHAIR, FIRST, PAPER, article
from tests.dumps.report.told import make_told

DAY = timedelta(days=1)
BEGIN = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("length", "step", "number"), [(1, "day", 1), (100, "day", 100), (101, "week", 15), (900, "month", 30)]
)
def test_the_longer_the_time_the_longer_its_parts(length: int, step: str, number: int) -> None:
    days = [BEGIN, BEGIN + (length - 1) * DAY]
    assert pick_step(days) == step
    assert len(all_periods(days, pick_step(days))) == number


def test_a_date_centuries_away_does_not_fill_the_page_with_empty_years() -> None:
    days = [date(1, 1, 1), BEGIN, date(9999, 12, 31)]
    assert all_periods(days, pick_step(days)) == [date(1, 1, 1), date(2026, 1, 1), date(9999, 1, 1)]
    assert all_periods([], pick_step([])) == []


def keyword(name: str, before: int, recent: int, split: Split) -> Keyword:
    days = [split.recent - DAY] * before + [split.recent] * recent
    return Keyword(spellings=Counter({name: 1}), articles=before + recent, days=array("i", map(date.toordinal, days)))


def test_a_keyword_rises_where_its_share_grew_by_more_than_chance() -> None:
    days = {BEGIN + at * DAY: Day(articles=10) for at in range(100)}
    split = to_split(days)
    assert split == Split(recent=BEGIN + 75 * DAY, before_articles=750, recent_articles=250)
    counts = {"lên": (30, 40), "xuống": (60, 5), "như cũ": (30, 10), "hiếm": (0, 4), "mới": (0, 12)}
    trends = to_trends([keyword(name, *count, split) for name, count in counts.items()], split)
    assert [one.name for one in rising(trends)] == ["lên", "mới"]
    assert [one.name for one in falling(trends)] == ["xuống"]
    risen = next(one for one in trends if one.name == "lên")
    assert (risen.before, risen.recent) == (30, 40) and risen.ratio == pytest.approx((40.5 / 251) / (30.5 / 751))
    assert next(one for one in trends if one.name == "hiếm").ratio is None


def test_where_the_time_is_too_short_nothing_rises() -> None:
    assert to_split({}) is None and to_split({BEGIN: Day(articles=9), BEGIN + 2 * DAY: Day(articles=9)}) is None
    trend = to_trends([Keyword(spellings=Counter(["Tết", "Tết", "TẾT"]), articles=3)], None)
    assert [(one.name, one.ratio) for one in trend] == [("Tết", None)] and rising(trend) == []


def office(name: str, body: str | None, first: int, last: int, quotes: int = 5) -> Office:
    at = datetime(2026, 1, 1, 12, tzinfo=VIETNAM)
    return Office(
        office=name, organisation_folded=body, former=False, first_seen=at + first * DAY, last_seen=at + last * DAY,
        articles=1, quotes=quotes,
    )  # fmt: skip


def official(id: str, name: str, *offices: Office) -> Official:
    return Official(
        id=id, name=name, variants=(), offices=offices, articles=1, quotes=sum(one.quotes for one in offices),
        first_quoted=offices[0].first_seen, last_quoted=offices[-1].last_seen, confidence=0.9, links=(),
        merged_into=None,
    )  # fmt: skip


PEOPLE = (
    official("o1", "Lâm Quang Thử", office("Chủ tịch", "UBND quận Thử", 0, 40)),
    official(
        "o2",
        "Trịnh Thị Mẫu",
        office("Phó Chủ tịch", "UBND quận Thử", 0, 40),
        office("Chủ tịch", "UBND quận Thử", 50, 90),
    ),
    official("o3", "Trịnh Thị Mẫu", office("Trưởng thôn", "thôn Mẫu", 10, 20, quotes=1)),
)
SAID = {one.id: Said(articles=1, forms=Counter({"direct": 2, "indirect": one.quotes})) for one in PEOPLE}


def test_an_office_is_told_with_its_people_in_the_order_of_their_dates() -> None:
    lines = succession(to_held(PEOPLE, SAID))
    assert [(one.name, one.place) for one in lines] == [
        ("Lâm Quang Thử", "Chủ tịch UBND quận Thử"), ("Trịnh Thị Mẫu", "Chủ tịch UBND quận Thử")
    ]  # fmt: skip


def test_an_office_is_one_however_its_capitals_are() -> None:
    other = official("o4", "Võ Thị Khác", office("chủ tịch", "ubnd Quận Thử", 95, 99, quotes=1))
    lines = succession(to_held((*PEOPLE, other), {**SAID, "o4": Said()}))
    assert [one.name for one in lines][-1] == "Võ Thị Khác" and {one.place for one in lines} == {
        "Chủ tịch UBND quận Thử"
    }


def test_a_person_is_told_with_their_offices_and_apart_from_one_of_the_same_name() -> None:
    lines = careers(to_held(PEOPLE, SAID))
    assert [(one.official_id, one.office) for one in lines] == [("o2", "Phó Chủ tịch"), ("o2", "Chủ tịch")]
    people = to_people(PEOPLE, SAID)
    assert [(one.name, one.office, one.quotes) for one in people] == [
        ("Trịnh Thị Mẫu", "Chủ tịch", 12), ("Lâm Quang Thử", "Chủ tịch", 7), ("Trịnh Thị Mẫu", "Trưởng thôn", 3)
    ]  # fmt: skip


def test_a_tally_counts_an_article_once_for_a_body_and_a_quote_for_each_speaker() -> None:
    tally = Tally(lambda article, speaker: speaker.name)
    tally.add(article(1, "2026-01-02 08:00", "Một", CHAIR, PAPER, (None, "Giám đốc", PAPER[2])))
    tally.add(article(2, None, "Không ngày", CHAIR, section=()))
    assert (tally.articles, tally.forms.total(), dict(tally.people[str(CHAIR[0])].forms)) == (
        2, 8, {"indirect": 2, "direct": 2}
    )  # fmt: skip
    body = tally.organisations[fold_organisation(str(PAPER[2]))]
    assert (body.articles, body.quotes) == (1, 4)
    newest = tally.people[str(CHAIR[0])].newest
    assert newest and newest.title == "Một"
    assert list(tally.days) == [date(2026, 1, 2)] and tally.sections[None].articles == 1


def test_of_a_body_all_its_people_are_counted_whether_they_are_officials_or_not() -> None:
    tally = Tally(lambda article, speaker: speaker.name)
    told = article(1, "2026-01-02 08:00", "Một", CHAIR, ("Đinh Thử Ghe", None, PAPER[2]))
    tally.add(replace(told, quoted_officials=told.quoted_officials[:1], quoted_others=told.quoted_officials[1:]))
    assert tally.organisations[fold_organisation(str(PAPER[2]))].quotes == 2 and "Đinh Thử Ghe" not in tally.people


def test_figures_are_those_that_the_tables_give(tmp_path: Path) -> None:
    root = make_told(tmp_path / "told")
    figures = read_figures(root, Choice(), SITES, stop_at)
    quotes, keywords = (load(root, table, engine="arrow").to_pylist() for table in ("quotes", "keywords"))
    bodies, people = Counter(one["organisation_folded"] for one in quotes), Counter(one["speaker"] for one in quotes)
    assert (figures.articles, figures.quotes) == (load(root, engine="arrow").num_rows, len(quotes))
    assert {one.name: one.quotes for one in figures.bodies} == {name: bodies[name] for name in bodies if name}
    assert {one.name: one.quotes for one in figures.people} == {name: people[name] for name in people if name}
    assert {one.name: one.articles for one in figures.trends} == Counter(
        to_short(one["keyword"], 90) for one in keywords
    )
    assert sum(counts[0] for _, counts in figures.forms) == sum(one["form"] == "direct" for one in quotes)
    gone = [one["gone_at"] for one in load(root, "sightings", engine="arrow").to_pylist() if one["gone_at"]]
    assert [one.gone_at for one in figures.gone] == gone and figures.lost == 1


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "urn:sha256:0", "//x.example", "http://x.example/" + "a" * 3_000]
)
def test_only_addresses_of_the_web_are_linked_to(url: str) -> None:
    assert to_link(url) is None and to_link("HTTPS://x.example/") == "HTTPS://x.example/"


def test_what_is_told_of_an_article_is_short_and_cannot_turn_the_text_around() -> None:
    long = replace(FIRST[0], title="\u202e" + "Tiêu đề \n " * 100_000)
    title = to_source(long).title
    assert len(title) <= 160 and title.startswith("Tiêu đề Tiêu đề") and title.endswith("…")
    assert to_short("مرحبا 👩‍👩‍👧", 90) == "مرحبا 👩‍👩‍👧"


def test_an_edit_shows_what_went_and_came_and_little_of_what_stayed() -> None:
    long = " ".join(f"chữ{at}" for at in range(400))
    first = replace(
        FIRST[0], body=f"Đoạn giữ nguyên.\n\n{long} năm 2021 {long}", fetched_at=datetime(2026, 1, 1, tzinfo=UTC)
    )
    now = replace(first, revision=2, body=str(first.body).replace("2021", "2022"), changed=("body",))
    edit = to_edit([first, now], 2)
    assert edit and (edit.changed, edit.more, len(edit.paragraphs)) == (("body",), 0, 1)
    pieces = edit.paragraphs[0]
    assert [(fate, words) for fate, words in pieces if fate != "same"] == [("gone", "2021"), ("came", "2022")]
    assert sum(len(words) for _, words in pieces) < 250 and pieces[0][1].startswith("… ")


def test_no_edit_is_told_where_our_rules_may_have_made_it() -> None:
    first = replace(FIRST[0], fetched_at=datetime(2026, 1, 1, tzinfo=UTC), raw=None)
    now = replace(first, revision=2, title="Khác", read_by=replace(first.read_by, rules="sha256:other"))
    assert to_edit([first, now], 2) is None


def test_data_in_the_page_cannot_end_its_script() -> None:
    odd = {"title": "</script><!-- & \u2028\u2029 “ngoặc”"}
    written = to_json(odd)
    assert json.loads(written) == odd and not re.search("[<>&\u2028\u2029]", written) and "“ngoặc”" in written


@pytest.mark.parametrize("key", texts.read_texts())
def test_each_text_has_both_languages_and_the_same_values(key: str) -> None:
    words = texts.read_texts()[key]
    assert words.keys() - {"en_one"} == set(LANGUAGES) and all(words.values())
    values = {side: set(re.findall(r"{(\w+)}", words[side])) for side in LANGUAGES}
    assert values["vi"] == values["en"]


def test_each_text_is_used() -> None:
    used = "".join(path.read_text(encoding="utf-8") for path in (FOLDER / "assets").glob("*.jinja"))
    used += (FOLDER / "charts.py").read_text(encoding="utf-8")
    families = tuple(set(re.findall(r"'(\w+_)' ~", used)) | {"type_", "field_", *get_args(Step)})
    assert [
        key for key in texts.read_texts() if not key.startswith(families) and not re.search(rf"\b{key}\b", used)
    ] == []


def test_both_languages_write_numbers_and_dates_in_their_own_manner() -> None:
    at = datetime(2026, 5, 4, 8, 30, tzinfo=VIETNAM)
    shown = [(show_number(1_234_567, side), show_share(0.0345, side), show_date(at, side)) for side in LANGUAGES]
    assert shown == [("1.234.567", "3,5%", "04/05/2026 08:30"), ("1,234,567", "3.5%", "4 May 2026 08:30")]
    assert [show_date(BEGIN, side, "month") for side in LANGUAGES] == ["01/2026", "Jan 2026"]
    assert (show_ratio(0.4, "vi"), show_ratio(12.34, "en"), show_ratio(1.0, "en")) == ("÷2,5", "×12", "×1.0")


def test_nearly_all_is_not_told_as_all() -> None:
    assert [show_share(share, "vi") for share in (1.0, 0.99999, 0.996, 0.994, 0.0999)] == [
        "100%", "99,9%", "99,6%", "99%", "10%"
    ]  # fmt: skip


def test_the_chart_library_is_the_one_that_its_note_tells_of() -> None:
    told = (LIBRARY.parent / "ORIGIN.md").read_text(encoding="utf-8")
    assert hashlib.sha256(LIBRARY.read_bytes()).hexdigest() in told
    assert f'version="{re.findall(r"ECharts ([0-9.]+)", told)[0]}"' in LIBRARY.read_text(encoding="utf-8")
    assert all((Path(LIBRARY.parent) / name).is_file() for name in ("LICENSE", "NOTICE", "LICENSE-d3"))
    version = re.findall(r"ECharts ([0-9.]+)", told)[0]
    assert all(f"ECharts {version}" in words for words in texts.read_texts()["made_by"].values())
    assert "</script" not in LIBRARY.read_text(encoding="utf-8").lower()
