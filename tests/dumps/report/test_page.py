"""The report in a real browser: what a reader sees and does, and that nothing else happens."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Dialog, Page, Request, expect, sync_playwright

from tests.archive.runs import crawl
from tests.conftest import missing
from tests.dumps.made import FIRST, RUNS, make_archive
from tests.dumps.report.told import HOSTILE, make_told, report

FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
CHARTS = "articles people bodies forms succession careers keywords runs coverage".split()
VALUES = """name => {
  const chart = echarts.getInstanceByDom(document.getElementById("chart-" + name));
  const numbers = (item) => Array.isArray(item) ? item : [item?.value ?? item];
  const values = chart.getOption().series.flatMap(series => series.data.flatMap(numbers));
  return values.filter(value => value).length;
}"""


@dataclass
class Seen:
    """A page with all that happened on it that should not."""

    page: Page
    file: str
    wrong: list[str]

    def dismiss(self, dialog: Dialog) -> None:
        self.wrong.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def note_request(self, request: Request) -> None:
        if request.url != self.file:
            self.wrong.append(f"request: {request.url}")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        program = shutil.which("chromium") or shutil.which("google-chrome") or playwright.chromium.executable_path
        if not Path(program).exists():
            missing("a Chromium, in which reports are looked at,")
        opened = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the reports of a telling archive, an odd one, one of one article, and an empty one."""
    folder = tmp_path_factory.mktemp("reports")
    report(make_told(folder / "told"), folder / "told.html")
    report(make_archive(folder / "odd"), folder / "odd.html")
    crawl(folder / "one", FIRST[0], now=RUNS[0])
    report(folder / "one", folder / "one.html")
    (folder / "empty").mkdir()
    report(folder / "empty", folder / "empty.html")
    return folder


def look_at(browser: Browser, file: Path, width: int = 1280) -> Seen:
    """Open a page and note what it says on the console, asks for and shows in a box."""
    page = browser.new_context(viewport={"width": width, "height": 900}).new_page()
    seen = Seen(page, file.as_uri(), [])
    page.on("console", lambda message: seen.wrong.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: seen.wrong.append(f"error: {error}"))
    page.on("dialog", seen.dismiss)
    page.on("request", seen.note_request)
    page.goto(file.as_uri())
    return seen


@pytest.fixture(scope="module")
def told(browser: Browser, reports: Path) -> Iterator[Seen]:
    """The telling report, opened once; each test leaves it as it opens."""
    yield look_at(browser, reports / "told.html")


@pytest.fixture(scope="module")
def one(browser: Browser, reports: Path) -> Iterator[Seen]:
    """The report of one article, opened once."""
    yield look_at(browser, reports / "one.html")


@pytest.mark.parametrize("name", ["told", "odd", "empty"])
def test_a_report_opens_without_a_word_on_the_console_and_asks_for_nothing(
    browser: Browser, reports: Path, name: str
) -> None:
    seen = look_at(browser, reports / f"{name}.html", width=400)
    assert seen.page.locator("h1").inner_text() == "Ai nói gì: báo cáo kho lưu trữ tin"
    assert seen.page.evaluate("document.documentElement.scrollWidth") == 400
    assert bool(seen.page.locator("main .empty").count()) == (name != "told")
    assert ("Chưa có bài nào" in seen.page.locator("main").inner_text()) == (name == "empty")
    assert (seen.page.locator(".chart").count() == 0) == (name == "empty")
    assert seen.wrong == []
    seen.page.context.close()


@pytest.mark.parametrize("name", CHARTS)
def test_each_chart_draws_its_data(told: Seen, name: str) -> None:
    assert told.page.evaluate(VALUES, name) > 0
    drawing = told.page.locator(f"#chart-{name} svg")
    assert drawing.locator("path").count() > 3
    box = drawing.bounding_box()
    assert box and box["width"] > 900 and box["height"] > 60


def test_on_a_phone_charts_of_offices_keep_room_beside_their_names(told: Seen) -> None:
    widths = "[...document.querySelectorAll('#chart-succession svg text')].map(text => text.getBBox().width)"
    told.page.set_viewport_size({"width": 400, "height": 900})
    drawing = told.page.locator("#chart-succession svg")
    expect(drawing).to_have_attribute("viewBox", re.compile(r"^0 0 3\d\d "))
    assert 0 < max(told.page.evaluate(widths)) < 160
    told.page.set_viewport_size({"width": 1280, "height": 900})
    expect(drawing).to_have_attribute("viewBox", re.compile(r"^0 0 1\d\d\d "))


@pytest.mark.parametrize("name", CHARTS)
def test_each_chart_is_an_image_whose_name_tells_its_point(told: Seen, name: str) -> None:
    chart = told.page.locator(f"#chart-{name}")
    assert chart.get_attribute("role") == "img"
    point = told.page.locator(f"#{chart.get_attribute('aria-labelledby')}").inner_text()
    assert len(point) > 15 and any(sign.isdigit() for sign in point)


@pytest.mark.parametrize(
    ("name", "x", "told_there"),
    [
        ("articles", 0.5, "1"),
        ("people", 0.4, "Lâm Quang Thử"),
        ("succession", 0.5, "Lâm Quang Thử"),
        ("coverage", 0.5, "tác giả"),
    ],
)
def test_hovering_over_a_chart_tells_its_figures(told: Seen, name: str, x: float, told_there: str) -> None:
    chart = told.page.locator(f"#chart-{name}")
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    assert box
    told.page.mouse.move(box["x"] + x * box["width"], box["y"] + box["height"] * 0.5)
    tip = chart.locator(".tip")
    tip.wait_for(state="visible", timeout=5_000)
    assert told_there in chart.inner_text() and any(sign.isdigit() for sign in tip.inner_text())
    told.page.mouse.move(0, 0)


def column(page: Page, table: str, number: int) -> list[str]:
    rows = page.locator(f'[aria-labelledby="{table}"] tbody tr:visible > :nth-child({number})')
    return rows.all_inner_texts()


def test_a_click_on_a_heading_sorts_by_it_and_another_turns_it_round(told: Seen) -> None:
    heading = told.page.locator('[aria-labelledby="bodies"] thead th').nth(1)
    assert heading.get_attribute("aria-sort") == "descending"
    most_first = column(told.page, "bodies", 2)
    heading.locator("button").click()
    assert heading.get_attribute("aria-sort") == "ascending"
    assert column(told.page, "bodies", 2) == most_first[::-1] != most_first
    heading.locator("button").click()
    assert column(told.page, "bodies", 2) == most_first


def test_the_keyboard_sorts_names_in_their_vietnamese_order(told: Seen) -> None:
    table = told.page.locator('[aria-labelledby="sections"]')
    table.locator("thead button").first.press("Enter")
    assert table.locator("thead th").first.get_attribute("aria-sort") == "ascending"
    names = [name for name in column(told.page, "sections", 1) if "alert" not in name]
    assert names == ["Kinh tế", "Văn hoá", "Xã hội"]
    table.locator("thead button").first.press("Space")
    names = [name for name in column(told.page, "sections", 1) if "alert" not in name]
    assert names == ["Xã hội", "Văn hoá", "Kinh tế"]


def test_a_legend_is_a_row_of_buttons_that_take_series_out_and_back(told: Seen) -> None:
    button = told.page.locator("#legend-articles button").first
    paths = told.page.locator("#chart-articles svg path")
    shown = paths.count()
    button.press("Enter")
    assert button.get_attribute("aria-pressed") == "false"
    expect(paths).not_to_have_count(shown)
    button.press("Enter")
    expect(paths).to_have_count(shown)


def test_a_long_table_shows_its_first_rows_until_all_are_asked_for(told: Seen) -> None:
    rows = told.page.locator('[aria-labelledby="keywords"] tbody tr:visible')
    button = told.page.locator('[aria-labelledby="keywords"] + .rest button')
    assert rows.count() == 10 and button.inner_text() == "Hiện cả 16 dòng"
    button.click()
    assert rows.count() == 16 and button.inner_text() == "Thu gọn"
    assert button.get_attribute("aria-expanded") == "true"
    button.click()
    assert rows.count() == 10


def test_the_language_is_switched_with_its_dates_and_remembered(one: Seen) -> None:
    page = one.page
    assert page.locator("html").get_attribute("lang") == "vi" and page.title().startswith("Ai nói gì")
    assert "30/09/2021" in page.locator("header .span").first.inner_text()
    for opened in (lambda: page.click("[data-language=en]"), page.reload):
        opened()
        assert page.locator("html").get_attribute("lang") == "en"
        assert page.title() == page.locator("h1").inner_text() == "Who says what: a report on the news archive"
        assert "30 Sep 2021" in page.locator("header .span").first.inner_text()
        assert page.locator("#legend-people").inner_text().split() == ["Direct", "Mixed", "Indirect"]
        assert page.locator('.t[lang="vi"]:visible').count() == 0
    assert page.locator('[aria-labelledby="people"] tbody').get_attribute("lang") == "vi"
    page.click("[data-language=vi]")
    assert one.wrong == []


def test_numbers_are_written_as_each_language_does(told: Seen) -> None:
    show = "([number, wanted]) => { const before = language; language = wanted; const text = " \
        "showNumber(number) + ' ' + showShare(0.0345) + ' ' + showRatio(0.4) + ' ' + showDate('2026-05-04T08:30'); " \
        "language = before; return text; }"  # fmt: skip
    assert told.page.evaluate(show, [1234567, "vi"]) == "1.234.567 3,5% ÷2,5 04/05/2026 08:30"
    assert told.page.evaluate(show, [1234567, "en"]) == "1,234,567 3.5% ÷2.5 4 May 2026 08:30"
    assert (
        told.page.evaluate("[1, 0.99999, 0.996, 0.994, 0.0999].map(showShare).join(' ')") == "100% 99,9% 99,6% 99% 10%"
    )


def test_axe_finds_nothing_serious(told: Seen) -> None:
    found = Axe().run(told.page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")] == []


def test_everything_that_can_be_pressed_is_reached_by_tab(one: Seen) -> None:
    page, pressed = one.page, "a[href], button, summary, [tabindex='0']"
    expected = page.evaluate(f'[...document.querySelectorAll("{pressed}")].filter(one => one.checkVisibility()).length')
    page.evaluate("reached = new Set(); addEventListener('focusin', event => reached.add(event.target))")
    page.locator(".skip").focus()
    assert page.locator(".skip").bounding_box()["x"] >= 0  # type: ignore[index]
    for _ in range(expected - 1):
        page.keyboard.press("Tab")
    assert page.evaluate("reached.size") == expected > 30


def test_on_paper_all_tables_are_open_and_charts_as_wide_as_the_sheet(told: Seen) -> None:
    page = told.page
    folded = page.locator('[aria-labelledby="by-period"] tbody tr').first
    assert not folded.is_visible()
    page.set_viewport_size({"width": 690, "height": 900})
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert all(table.locator("tbody tr").first.is_visible() for table in page.locator("table").all())
    assert not page.locator("nav").is_visible() and not page.locator(".languages").is_visible()
    box = page.locator("#chart-articles svg").bounding_box()
    assert box and 600 < box["width"] <= 690 and box["height"] > 200
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert not folded.is_visible()


def test_what_pages_say_is_text_and_never_runs(told: Seen) -> None:
    section = told.page.locator('[aria-labelledby="sections"] tbody th', has_text="alert(1)")
    assert section.inner_text().startswith(HOSTILE[:40])
    assert told.page.locator("img, script[src], iframe").count() == 0
    assert told.page.locator("script").count() == 3
    assert told.wrong == []


def test_titles_lead_to_the_web_and_copies_to_the_archive_and_nothing_anywhere_else(told: Seen, reports: Path) -> None:
    links = told.page.locator("main a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    titles = [link for link in links if "hanoitv.vn" in link]
    copies = [link for link in links if link.endswith(".warc.gz")]
    assert titles and all(link.startswith("http://hanoitv.vn/") for link in titles)
    assert copies and all((reports / copy).is_file() for copy in copies)
    assert sorted([*titles, *copies]) == sorted(links)


def test_no_script_but_our_own_runs_on_the_page_and_no_picture_is_fetched(told: Seen) -> None:
    told.page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'ran = 1'}))"
    )
    told.page.evaluate("document.body.append(Object.assign(new Image(), {src: 'http://127.0.0.1:9/x.png'}))")
    assert told.page.evaluate("typeof ran") == "undefined"
    assert sum("Content Security Policy" in line for line in told.wrong) == 2
    told.page.evaluate("document.querySelectorAll('body > script:last-of-type, img').forEach(one => one.remove())")
    told.wrong.clear()
