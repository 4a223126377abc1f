"""Who is who over articles: careers kept together, namesakes apart, and what is told of them."""

from __future__ import annotations

import re
from datetime import datetime

import pytest

from hanoitv_scraper.dumps.officials.confidence import CONFIDENCE
from hanoitv_scraper.dumps.officials.names import name_key
from hanoitv_scraper.items import VIETNAM, QuotedSpeaker
from tests.dumps.officials.made import alive, article, closed, quoted

RARE = "Khuất Thế Mẫu"
COMMON = "Nguyễn Văn Hùng"


def offices_of(*told: tuple[str, QuotedSpeaker]) -> list[list[str | None]]:
    """Return for each person of the register the bodies that it tells, of an article for each (day, speaker)."""
    register = closed(article(number, day, speaker) for number, (day, speaker) in enumerate(told))
    return [[office.organisation_folded for office in official.offices] for official in alive(register)]


def test_a_person_is_one_under_all_spellings_of_name_office_and_body() -> None:
    register = closed(
        (
            article(1, "2021-03-01", quoted("Ngạc Minh Hoà", "Phó Chủ tịch TT", "UBND TP Hà Nội", quotes=2)),
            article(2, "2021-04-01", quoted("Ngạc Minh Hòa", "Phó Chủ tịch Thường trực", "UBND thành phố Hà Nội")),
            article(3, "2021-05-01", quoted("NGẠC MINH HÒA", "Phó chủ tịch Thường trực", "Ủy ban nhân dân TP. Hà Nội")),
            article(4, "2021-06-01", quoted("Ngạc Minh Hòa", "Phó Chủ tịch Thường trực", "UBND Hà Nội")),
        )
    )
    (person,) = alive(register)
    assert (person.name, person.variants) == ("Ngạc Minh Hòa", ("Ngạc Minh Hoà", "NGẠC MINH HÒA"))
    (office,) = person.offices
    assert (office.office, office.organisation_folded) == ("Phó Chủ tịch Thường trực", "UBND thành phố Hà Nội")
    assert (office.articles, office.quotes, person.articles, person.quotes) == (4, 5, 4, 5)
    assert office.first_seen == datetime(2021, 3, 1, tzinfo=VIETNAM) and office.last_seen == person.last_quoted
    assert person.confidence == 1.0 and person.links == ()


def test_one_who_rises_is_followed_and_the_register_says_why() -> None:
    register = closed(
        (
            article(1, "2021-03-01", quoted(RARE, "Chủ tịch", "UBND quận Nam Từ Liêm")),
            article(2, "2022-03-01", quoted(RARE, "Bí thư", "Quận uỷ Nam Từ Liêm")),
            article(3, "2023-03-01", quoted(RARE, "Phó Chủ tịch", "UBND TP Hà Nội")),
        )
    )
    (person,) = alive(register)
    assert [(office.office, office.first_seen.year) for office in person.offices if office.first_seen] == [
        ("Chủ tịch", 2021), ("Bí thư", 2022), ("Phó Chủ tịch", 2023),
    ]  # fmt: skip
    assert [(link.evidence, link.article_id) for link in person.links] == [
        ("same place", "hanoitv:2"), ("rose", "hanoitv:3"),
    ]  # fmt: skip
    assert person.links[0].told == "Bí thư Quận ủy Nam Từ Liêm ← Chủ tịch UBND quận Nam Từ Liêm"
    assert person.confidence == CONFIDENCE["rose"]


CHAIR = ("Chủ tịch", "UBND quận Nam Từ Liêm")
APART = {
    "a common name": (COMMON, ("Chủ tịch", "UBND xã Mẫu Đơn"), ("Giám đốc", "Sở Y tế Hà Nội")),
    "another walk of life": (RARE, ("Giám đốc", "Công ty Mẫu Đơn"), ("Chủ tịch", "UBND xã Mai")),
    "a deep fall": (RARE, ("Bộ trưởng", "Bộ Y tế"), ("Chủ tịch", "UBND xã Mai")),
    "no middle name": ("Nguyễn Hùng", CHAIR, ("Phó Chủ tịch", "UBND TP Hà Nội")),
    "initials": ("N.V.A.", CHAIR, ("Bí thư", "Quận uỷ Nam Từ Liêm")),
    "bodies without their place": (COMMON, ("Chủ tịch", "UBND tỉnh"), ("Trưởng", "Công an huyện")),
}


@pytest.mark.parametrize(("name", "one", "other"), APART.values(), ids=APART)
def test_people_of_one_name_stay_apart_without_evidence(
    name: str, one: tuple[str, str], other: tuple[str, str]
) -> None:
    assert len(offices_of(("2021-01-01", quoted(name, *one)), ("2022-06-01", quoted(name, *other)))) == 2


def test_who_is_quoted_here_while_the_other_is_there_is_another() -> None:
    here, there = quoted(RARE, "Bí thư", "Huyện ủy Sóc Sơn"), quoted(RARE, "Bí thư", "Huyện ủy Ba Vì")
    assert (
        len(offices_of(("2021-01-01", here), ("2021-01-20", there), ("2021-02-01", here), ("2022-02-01", there))) == 2
    )


def test_silence_shows_later_that_two_were_one_and_the_later_id_is_merged() -> None:
    low, high = quoted(RARE, "Chủ tịch", "UBND quận Hà Đông"), quoted(RARE, "Phó Chủ tịch", "UBND TP Hà Nội")
    articles = [article(1, "2021-01-01", low), article(2, "2021-01-08", high)]
    before = closed(articles)
    first, later = (official.id for official in alive(before))
    after = closed([*articles, article(3, "2021-09-01", high)])
    (person,) = alive(after)
    (merged,) = (official for official in after.officials() if official.merged_into)
    assert {first, later} == {person.id, merged.id} and merged.merged_into == person.id == before.official_id(
        articles[0], low
    )
    assert (person.quotes, merged.quotes, merged.offices) == (3, 0, ())
    assert [after.official_id(one, one.quoted_officials[0]) for one in articles] == [person.id] * 2


def test_what_a_text_says_of_an_office_before_makes_two_one() -> None:
    register = closed(
        (
            article(1, "2021-01-01", quoted(COMMON, "Chủ tịch", "UBND xã Mẫu Đơn")),
            article(2, "2022-01-01", quoted(COMMON, "Chủ tịch", "Hội Làm vườn Việt Nam")),
            article(3, "2023-01-01", quoted(COMMON, "Chủ tịch", "Hội Làm vườn Việt Nam"),
                    quoted(COMMON, "nguyên Chủ tịch", "UBND xã Mẫu Đơn", former=True)),
        )
    )  # fmt: skip
    (person,) = alive(register)
    assert [link.evidence for link in person.links] == ["said in the text"]
    assert [(office.former, office.quotes) for office in person.offices] == [(False, 1), (False, 2), (True, 1)]


def test_who_held_office_once_is_the_one_who_held_it() -> None:
    now, once = (
        quoted(COMMON, "Chủ tịch", "UBND xã Mẫu Đơn"),
        quoted(COMMON, "nguyên Chủ tịch", "UBND xã Mẫu Đơn", former=True),
    )
    articles = [article(1, "2021-01-01", now), article(2, "2023-01-01", once)]
    register = closed(articles)
    assert register.official_id(articles[0], now) == register.official_id(articles[1], once) is not None


def test_two_of_one_name_in_one_article_are_two_for_ever() -> None:
    chair, head = quoted(RARE, "Chủ tịch", "UBND phường Mẫu"), quoted(RARE, "Phó Chủ tịch", "UBND quận Hà Đông")
    careers = [article(1, "2021-01-01", chair), *(article(number, f"202{number}-01-01", head) for number in (2, 3, 4))]
    assert len(alive(closed(careers))) == 1
    both = article(9, None, chair, head)
    register = closed([both, *careers])
    assert len(alive(register)) == 2
    assert register.official_id(both, chair) != register.official_id(both, head) is not None


def test_who_is_elsewhere_meanwhile_is_another_though_an_office_before_would_fit() -> None:
    first, second = quoted(RARE, "Chủ tịch", "UBND huyện Ba Vì"), quoted(RARE, "Giám đốc", "Sở Y tế Hà Nội")
    third = quoted(RARE, "Bí thư", "Huyện ủy Kim Bảng")
    career = (("2020-01-01", first), ("2021-01-01", second), ("2023-01-01", second))
    assert len(offices_of(*career)) == 1
    assert len(offices_of(*career, ("2022-01-01", third))) == 2


def test_a_name_that_two_bear_is_followed_no_more_by_itself() -> None:
    district, ward = quoted(RARE, "Chủ tịch", "UBND huyện Kim Bảng"), quoted(RARE, "Chủ tịch", "UBND xã Mai")
    firm = quoted(RARE, "Giám đốc", "Công ty Mẫu Đơn")
    assert len(offices_of(("2021-01-01", ward), ("2022-01-01", district))) == 1
    assert len(offices_of(("2021-01-01", ward), ("2021-06-01", firm), ("2022-01-01", district))) == 3


def test_an_id_comes_of_the_first_evidence_alone() -> None:
    first, later = quoted(RARE, "Chủ tịch", "UBND xã Mẫu", quotes=2), quoted(RARE, "Bí thư", "Đảng ủy xã Mẫu")
    other = article(7, "2020-01-01", quoted(COMMON, "Chủ tịch", "UBND xã Mai"))
    one = article(1, "2021-01-01", first)
    ids = {
        closed((*before, one, *after)).official_id(one, first)
        for before in ((), (other,))
        for after in ((), (article(2, "2022-01-01", later),))
    }
    (id,) = ids
    assert id is not None and re.fullmatch(r"p[0-9a-f]{12}", id)


@pytest.mark.parametrize(
    "printed", ["Ông Lâm Quang Mẫu", "PGS.TS Lâm Quang Mẫu", "Đại tá Lâm Quang Mẫu", "LÂM QUANG MẪU"]
)
def test_an_honorific_that_clings_to_a_name_is_none_of_it(printed: str) -> None:
    assert name_key(printed) == name_key("Lâm Quang Mẫu") != name_key("Ông Thị Quang Mẫu")


def test_an_office_that_is_a_body_s_only_one_tells_the_body_once_held_too() -> None:
    now, once = quoted(COMMON, "Thủ tướng"), quoted(COMMON, "nguyên Thủ tướng", "Chính phủ", former=True)
    assert len(offices_of(("2021-01-01", now), ("2023-01-01", once))) == 1
    assert len(offices_of(("2021-01-01", now), ("2023-01-01", quoted(COMMON, "nguyên Thủ tướng", former=True)))) == 1


def test_a_name_without_a_body_joins_the_only_person_it_fits() -> None:
    assert len(offices_of(("2021-01-01", quoted(RARE, "Chủ tịch", "UBND xã Mẫu")), ("2021-02-01", quoted(RARE)))) == 1
    assert (
        len(offices_of(("2021-01-01", quoted(COMMON, "Chủ tịch", "UBND xã Mẫu")), ("2021-02-01", quoted(COMMON)))) == 2
    )


def test_another_reading_of_an_article_is_of_the_same_person() -> None:
    misread, read = quoted(COMMON), quoted(COMMON, "Chủ tịch", "UBND xã Mẫu")
    articles = [article(1, "2021-01-01", misread), article(1, "2021-01-01", read, reading=2)]
    register = closed(articles, lambda id, revision, reading: reading == 2)
    (person,) = alive(register)
    assert person.quotes == 1 and register.official_id(articles[1], read) == person.id


def test_places_that_took_over_in_2025_keep_their_people() -> None:
    district = quoted(COMMON, "Chủ tịch", "UBND huyện Thường Tín")
    commune = quoted(COMMON, "Bí thư", "Đảng ủy xã Thường Tín")
    assert len(offices_of(("2025-06-01", district), ("2025-07-15", commune))) == 2
    rare = [
        (day, quoted(RARE, one.position, one.organisation))
        for day, one in (("2025-06-01", district), ("2025-07-15", commune))
    ]
    assert offices_of(*rare) == [["UBND huyện Thường Tín", "Đảng ủy xã Thường Tín"]]
    assert len(offices_of(*[(day.replace("2025", "2023"), one) for day, one in rare])) == 2
    province = [
        ("2025-06-01", quoted(RARE, "Bí thư", "Tỉnh ủy Bắc Giang")),
        ("2025-07-15", quoted(RARE, "Bí thư", "Tỉnh ủy Bắc Ninh")),
    ]
    assert len(offices_of(*province)) == 1


def test_nothing_of_what_does_not_count_is_told() -> None:
    told = article(1, "2021-01-01", quoted(RARE, "Chủ tịch", "UBND quận Nam Từ Liêm"))
    kept = article(
        2, "2022-01-01", quoted(RARE, "Bí thư", "Quận uỷ Nam Từ Liêm"), quoted("Người Bị Rút", "Trưởng", "thôn Kín")
    )
    whole, without = closed((told, kept)), closed((told, kept), lambda id, *_: id == told.id)
    (person,) = without.officials()
    assert person.id == whole.official_id(told, told.quoted_officials[0])
    assert [office.organisation_folded for office in person.offices] == ["UBND quận Nam Từ Liêm"]
    assert (person.links, person.confidence, person.articles) == ((), 1.0, 1)


def test_an_article_that_counts_in_two_versions_is_one_article_with_two_quotes() -> None:
    said = quoted(RARE, "Chủ tịch", "UBND xã Mẫu")
    versions = (
        article(1, "2021-01-01", said),
        article(2, "2021-01-02", said),
        article(1, "2021-01-01", said, revision=2),
    )
    (person,) = alive(closed(versions))
    assert (person.articles, person.quotes, person.offices[0].articles, person.offices[0].quotes) == (2, 3, 2, 3)


def test_bodies_the_unnamed_and_the_undated_do_no_harm() -> None:
    body = quoted(None, None, "UBND xã Mẫu", type="organisation")
    someone = quoted(None, "đại diện", "UBND xã Mẫu", type="anonymous")
    undated = quoted(RARE, "Chủ tịch", "UBND xã Mẫu")
    one = article(1, None, body, someone, undated)
    register = closed((one,))
    assert [register.official_id(one, speaker) for speaker in (body, someone)] == [None, None]
    (person,) = alive(register)
    assert person.first_quoted is None and person.offices[0].first_seen is None
    assert register.official_id(article(2, None, undated), undated) is None
    assert list(closed(()).officials()) == []
