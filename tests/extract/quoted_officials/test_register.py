"""The register: whom a short name, an office, a pronoun or an epithet means."""

from __future__ import annotations

import pytest

from tests.extract.quoted_officials.samples import KHA, found, only

MẬN = "Bà Ngô Thị Mận, Chủ tịch UBND xã Bờ Sông, cùng dự.\n\n"


def test_a_pronoun_means_the_last_person_of_that_sex() -> None:
    text = KHA + "Bà Ngô Thị Mận, Chủ tịch UBND xã Bờ Sông, cùng dự. Ông cho biết, đường đã thông. Bà nói, cầu đã xong."
    assert [who for _, who, _ in found(text)] == ["Đỗ Minh Kha", "Ngô Thị Mận"]


def test_a_given_name_that_fits_two_people_stays_open() -> None:
    text = KHA + "Ông Lê Văn Kha, Giám đốc Sở Y tế, cùng dự.\n\nÔng Kha cho biết, đường đã thông."
    quote = only(text)
    assert (quote.speaker.name, quote.speaker.position) == ("Kha", "")


def test_sex_tells_two_people_of_one_given_name_apart() -> None:
    text = (
        "Ông Đỗ Minh Kha, Giám đốc Sở Nội vụ, gặp bà Lê Thị Kha, Giám đốc Sở Y tế.\n\nBà Kha cho biết, đường đã thông."
    )
    assert only(text).speaker.name == "Lê Thị Kha"


def test_a_name_told_in_full_only_later_is_known_from_the_start() -> None:
    text = "Giám đốc Sở Nội vụ: Đường sẽ thông\n\nÔng Đỗ Minh Kha, Giám đốc Sở Nội vụ, có mặt từ sớm."
    assert only(text).speaker.name == "Đỗ Minh Kha"


EPITHETS = {
    "comrade": "Đồng chí yêu cầu các xã giữ sạch.",
    "this-person": "Vị này yêu cầu các xã giữ sạch.",
    "this-director": "Vị giám đốc yêu cầu các xã giữ sạch.",
    "office-and-given-name": "Giám đốc Kha yêu cầu các xã giữ sạch.",
    "given-name": "Ông Kha yêu cầu các xã giữ sạch.",
    "he-himself": "Ông ta yêu cầu các xã giữ sạch.",
    "head-of-the-body": "Người đứng đầu Sở Nội vụ yêu cầu các xã giữ sạch.",
    "man-of-an-age": "Người đàn ông 57 tuổi yêu cầu các xã giữ sạch.",
    "office-shortened": "Giám đốc Sở yêu cầu các xã giữ sạch.",
}


@pytest.mark.parametrize("sentence", EPITHETS.values(), ids=EPITHETS)
def test_whoever_is_told_otherwise_is_still_the_same(sentence: str) -> None:
    speaker = only(KHA + sentence).speaker
    assert (speaker.name, speaker.position) == ("Đỗ Minh Kha", "Giám đốc")


def test_the_head_of_a_ministrys_field_is_its_minister() -> None:
    text = "Bộ trưởng Bộ Xây dựng Phạm Đức Toại có mặt từ sớm. Tư lệnh ngành xây dựng cho biết, đường đã thông."
    assert only(text).speaker.name == "Phạm Đức Toại"


def test_another_ministrys_head_is_somebody_else() -> None:
    text = "Bộ trưởng Bộ Xây dựng Phạm Đức Toại có mặt từ sớm. Bộ trưởng Bộ Y tế cho biết, đường đã thông."
    assert only(text).speaker.name == ""


def test_a_photographer_in_brackets_is_not_meant() -> None:
    assert only(KHA + "Cầu mới (Ảnh: Lê Văn Kha).\n\nÔng Kha cho biết, đường đã thông.").speaker.name == "Đỗ Minh Kha"


def test_of_two_who_bear_a_name_the_one_told_before_is_meant() -> None:
    text = KHA + "Ông Kha cho biết, đường đã thông.\n\nÔng Lê Văn Kha, Giám đốc Sở Y tế, đến sau."
    assert only(text).speaker.name == "Đỗ Minh Kha"


def test_a_bare_given_name_and_initials_are_people_of_the_article() -> None:
    assert only("Nguyễn Văn Cường, 28 tuổi, bị bắt. Cường khai đã lấy xe.").speaker.name == "Nguyễn Văn Cường"
    assert only("Chị N.T.H. gặp nạn hôm qua. “Tôi đã ngã xuống đường”, H. kể.").speaker.name == "N.T.H."


def test_somebody_without_a_name_is_taken_up_again() -> None:
    first, second = found("Lãnh đạo Sở Y tế cho biết đường đã thông. Vị lãnh đạo này nói thêm, cầu đã xong.")
    assert (first[1], second[1]) == ("Lãnh đạo Sở Y tế", "Lãnh đạo Sở Y tế")


@pytest.mark.parametrize(
    ("text", "organisation"),
    [
        ("Sở Y tế Bắc Sông họp sáng nay. Sở cho biết, đường đã thông.", "Sở Y tế Bắc Sông"),
        ("Sở Y tế Bắc Sông họp sáng nay. Cơ quan này cho biết, đường đã thông.", "Sở Y tế Bắc Sông"),
        ("Trường Tiểu học Bờ Sông họp. Hiệu trưởng nhà trường cho biết, đường đã thông.", "Trường Tiểu học Bờ Sông"),
        ("Quốc hội họp sáng nay. Đại biểu Ngạc Thị Hảo cho rằng đường đã thông.", "Quốc hội"),
        ("HĐND tỉnh Bắc Sông họp sáng nay. Đại biểu Ngạc Thị Hảo cho rằng đường đã thông.", "HĐND tỉnh Bắc Sông"),
        ("ĐBQH Ngạc Thị Hảo cho rằng đường đã thông.", "Quốc hội"),
        ("Chi cục Thủy lợi họp. Phó Chi cục trưởng Ngạc Thị Hảo cho rằng đường đã thông.", "Chi cục Thủy lợi"),
        ("Công ty A và Công ty B họp sáng nay. Kế toán trưởng Ngạc Thị Hảo cho rằng đường đã thông.", ""),
    ],
)
def test_a_body_left_unsaid_is_the_one_the_article_tells(text: str, organisation: str) -> None:
    assert only(text).speaker.organisation == organisation


def test_a_name_in_capitals_is_printed_as_it_is_elsewhere() -> None:
    text = "GIÁM ĐỐC SỞ NỘI VỤ ĐỖ MINH KHA: Đường sẽ thông\n\nÔng Đỗ Minh Kha, Giám đốc Sở Nội vụ, có mặt từ sớm."
    assert only(text).speaker.name == "Đỗ Minh Kha"
