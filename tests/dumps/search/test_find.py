"""What queries find, in which order, and what they show of it."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from tests.dumps.search.searching import Searches


@pytest.fixture
def search(root: Path, capsys: pytest.CaptureFixture[str]) -> Searches:
    return Searches(root, capsys)


FOUND = {
    "bare-words-find-words-with-diacritics": ("quan uy nam tu liem", [20, 22, 21]),
    "words-with-diacritics-find-none-but-the-same": ("Quận uỷ Nam Từ Liêm", [20, 22]),
    "the-tone-mark-may-stand-on-either-letter": ("quận ủy hòa", []),
    "old-placing-finds-new": ("hòa thử", [23]),
    "new-placing-finds-old": ("quận hoà", [23]),
    "d-with-stroke-is-a-d": ("dong da", [22]),
    "d-with-stroke-is-no-d-to-who-types-it": ("đong đa", []),
    "capitals-do-not-matter": ("ĐỐNG ĐA", [22]),
    "decomposed-letters-are-letters": (unicodedata.normalize("NFD", "Đống Đa"), [22]),
    "some-words-with-diacritics-some-without": ("Hồ guom", [23, 22]),
    "a-phrase-finds-what-stands-together": ('"ho guom"', [23, 22]),
    "a-phrase-with-diacritics-is-no-other-phrase": ('"hồ gươm"', [23]),
    "a-phrase-of-both-kinds-of-words": ('"nam từ liêm"', [20, 22]),
    "curly-quotation-marks-are-quotation-marks": ("“hồ gươm”", [23]),
    "a-headline-with-its-colon": ("Nam Từ Liêm: Nâng cao chất lượng", [20]),
    "signs-in-a-word-part-it": ("COVID-19", [27]),
    "figures-with-their-points": ("1.500", [27]),
    "what-is-left-out": ("hồ gươm -họ", [23]),
    "a-phrase-that-is-left-out": ('gươm -"bên hồ"', [23]),
    "one-or-the-other": ("title:bão OR title:guom", [25, 23]),
    "or-joins-its-neighbours-alone": ("gạo OR thêm bão", [25, 24]),
    "the-title-before-the-body-and-rare-words-by-their-own-count": ("bão", [25, 24, 23]),
    "words-that-stand-together-before-words-that-stand-apart": ("vang ben dem", [29, 28]),
    "the-whole-phrase-before-its-parts-however-often": ("thợ gặt lúa vàng", [28, 29]),
    "title": ("title:báo", [24]),
    "lead": ('lead:"chợ hoa"', [27]),
    "keyword": ('keyword:"cho hoa"', [26]),
    "no-phrase-reaches-over-two-keywords": ('keyword:"hoa xuân"', []),
    "section": ("section:nhịp", [26]),
    "site": ("chợ site:hanoitv -id:hanoitv:d20", [27, 26]),
    "id": ("id:hanoitv:d24", [24]),
    "speaker": ("speaker:Trần", [23, 22, 20]),
    "speaker-and-office-of-one-person": ('speaker:"Trần Thử" office:"Phó Chủ tịch"', [23]),
    "office-and-organisation-of-one-person": ('office:"Chủ tịch" organisation:"Nam Từ Liêm"', []),
    "two-persons": ("speaker:Trần speaker:Quang", [22]),
    "an-office-whoever-holds-it": ('office:"Phó Bí thư"', [22, 20]),
    "a-person-who-is-left-out": ('title:"Chuyện ở" OR title:Gươm -speaker:Quang', [23]),
    "a-person-or-words": ("speaker:Quang title:Gươm OR title:Chuyện", [22]),
    "someone-or-a-word": ('office:"Phó Chủ tịch" OR title:Đống', [23, 22]),
    "a-body-that-speaks": ('speaker:"Sở Thử nghiệm"', [3]),
    "a-body-in-another-spelling": ('organisation:"UBND TP Hà Nội" until:2021-11-01', [3, 1]),
    "words-of-a-pair-are-all-wanted-as-they-are": ("đa đong", []),
    "a-body-in-its-full-spelling": ('organisation:"UBND thành phố Hà Nội" until:2021-11-01', [3, 1]),
    "midnight-is-of-the-new-day": ('title:"bài sẽ mất" before:2021-10-01', []),
    "midnight-is-of-the-new-month": ('title:"bài sẽ mất" after:9/2021', [2]),
    "before-a-day": ("bão before:2021-11-12", [23]),
    "before-a-day-the-vietnamese-way": ("bão before:12/11/2021", [23]),
    "until-a-day": ("bão until:12/11/2021", [24, 23]),
    "since-a-day": ("bão since:2021-11-12", [25, 24]),
    "after-a-day": ("bão after:2021-11-12", [25]),
    "before-a-month": ("bài before:11/2021", [2, 3]),
    "in-a-year": ("since:2022", []),
    "an-edit-replaces-what-was-there": ('"bài sẽ sửa"', []),
    "an-edit-is-found": ('"bài đã sửa"', [3]),
    "a-reading-by-better-rules-is-found": ("sapo đọc lại", [1]),
    "what-is-withheld-is-not": ("title:rút OR speaker:Rút", []),
    "nor-by-its-id": ("id:hanoitv:d9", []),
    "an-article-without-a-date": ("title:ngày", [4]),
    "what-looks-like-a-command-of-the-index": ("title:HYPERLINK OR NEAR OR rowid OR words", [5]),
    "right-to-left": ("مرحبا", [7]),
}  # fmt: skip


@pytest.mark.parametrize(("query", "found"), FOUND.values(), ids=FOUND)
def test_a_query_finds_the_best_first(query: str, found: list[int], search: Searches) -> None:
    assert search.ids(query) == found


def test_options_choose_what_is_searched(search: Searches) -> None:
    assert search.ids("bão", "--since", "2021-11-12", "--until", "2021-11-12", "--site", "hanoitv") == [24]


def test_what_is_found_is_told_with_its_date_place_and_copy(search: Searches) -> None:
    code, printed = search("quan uy nam tu liem", "--limit", "1")
    first, second, third, passage = printed.splitlines()
    assert code == 0
    assert first == "1. 08/11/2021 21:21  **Nam Từ Liêm**: Nâng cao chất lượng"
    assert second == "   hanoitv:d20  http://hanoitv.vn/tin-d20.html"
    assert third.startswith("   pages/site=hanoitv/fetched=2021-11-20/") and ".warc.gz@" in third
    assert "do **Quận uỷ Nam Từ Liêm** tổ chức" in passage
    assert search.said == "hanoitv search: 1 of 3 articles: --limit shows more\n"


def test_the_best_passage_is_shown_not_the_first_and_words_of_a_phrase_are_not_marked_alone(search: Searches) -> None:
    (result,) = search.results("quận hoà thử")
    passage = result["passage"]
    ((start, end),) = passage["marks"]
    assert passage["start"] > 1_000
    assert passage["text"][start - passage["start"] : end - passage["start"]] == "quận Hoà Thử"


def test_offsets_of_passages_are_those_of_the_field(search: Searches, root: Path) -> None:
    from hanoitv_scraper import read_archive

    articles = {article.id: article for article in read_archive(root)}
    for result in search.results("bão OR nội OR speaker:Trần"):
        for part in (*([result["passage"]] if result["passage"] else ()), *result["said"]):
            assert getattr(articles[result["id"]], part["field"])[part["start"] : part["end"]] == part["text"]
            assert all(part["start"] <= start < end <= part["end"] for start, end in part["marks"])


def test_who_was_asked_for_is_shown_with_what_they_said(search: Searches) -> None:
    _, printed = search("speaker:Nghiệm office:Bí thư before:09/11/2021")
    assert printed.splitlines()[-1] == (
        "   Trần Thử Nghiệm, Phó Bí thư Quận uỷ Nam Từ Liêm: việc này phải xong trước Tết 0"
    )


def test_of_what_they_said_that_which_holds_the_words_is_shown(search: Searches) -> None:
    (result,) = search.results("speaker:Nghiệm bold id:hanoitv:d23".replace("bold", '"đừng chờ"'))
    assert [(said["form"], said["text"]) for said in result["said"]] == [("direct", "ta cùng làm, đừng chờ ai 0")]
    assert ": “ta cùng làm, **đừng chờ** ai 0”\n" in search('speaker:Nghiệm "đừng chờ" id:hanoitv:d23')[1]


def test_a_tag_is_shown_where_it_alone_is_met(search: Searches) -> None:
    _, printed = search("keyword:hoa")
    assert "   keywords: Chợ **hoa**, Xuân sớm" in printed.splitlines()


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("go ngoi", "   … Đinh Thử Ghe nhấn mạnh. Tin số 31. **Gò Ngói** ngói đỏ, ngôi nhà"),
        ("ngoi vao mua", "1. 16/11/2021 08:00  Gò **Ngói vào mùa**"),
        ("hoi dua ghe", "   keywords: Sông Cái, **Hội đua ghe**"),
        ("cai hoi", "   keywords: Sông **Cái**, **Hội** đua ghe"),
        ("coi xay", "   Đinh Thử Ghe, Chánh Văn phòng Liên minh Cối Xay: việc này phải xong trước Tết 0\n"),
    ],
    ids=["a-syllable-beside-its-like", "the-title", "tags-where-more-is-met", "tags-are-no-run", "a-speakers-office"],
)
def test_what_shows_best_why_it_was_found_is_shown(query: str, shown: str, search: Searches) -> None:
    assert shown in search(query, "--limit", "1")[1]


def test_a_syllable_is_not_marked_alone_where_the_title_has_all_of_them(search: Searches) -> None:
    (result,) = search.results("ngoi vao mua")
    assert result["passage"]["marks"] == []


def test_colours_are_bold_and_only_where_they_are_asked_for(search: Searches) -> None:
    assert "\x1b[1mBão\x1b[0m" in search("bão", "--color", "always")[1]
    assert "\x1b" not in search("bão")[1]


def test_what_publishers_write_does_nothing_to_a_terminal(search: Searches) -> None:
    _, printed = search("مرحبا")
    assert "\u202e" not in printed and "🎉" in printed
    assert len(search("id:hanoitv:d6")[1].splitlines()) == 4


def test_nothing_found_is_code_1_and_a_line(search: Searches) -> None:
    code, printed = search("khủng long")
    assert (code, printed) == (1, "")
    assert search.said == f"hanoitv search: no article in {search.root} for khủng long\n"
