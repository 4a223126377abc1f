"""Interviews: answers in all the ways in which papers set them apart from questions."""

from __future__ import annotations

import pytest

from tests.extract.quoted_officials.samples import found

GUEST = "Báo Sông Chiều phỏng vấn ông Đỗ Minh Kha, Giám đốc Sở Nội vụ, về con đường mới.\n\n"
FIRST, SECOND = "Trong tháng này. Chúng tôi đã chuẩn bị đủ", "Cầu phải chờ sang năm mới xong được"
INTERVIEWS = {
    "names-before-colons": "PV: Bao giờ đường thông?\n\nÔng Đỗ Minh Kha: {0}.\n\nPV: Còn cầu?\n\nÔng Kha: {1}.",
    "stars-and-dashes": "* Bao giờ đường thông, thưa ông?\n\n- {0}.\n\n* Còn cầu?\n\n- {1}.",
    "dashes-for-both": "- Bao giờ đường thông, thưa ông?\n\n- {0}.\n\n- Còn cầu thì sao?\n\n- {1}.",
    "answers-alone-have-dashes": "Bao giờ đường thông?\n\n- {0}.\n\nCòn cầu thì phải chờ đến bao giờ?\n\n- {1}.",
    "nothing-marked": "Thưa ông, bao giờ đường thông?\n\n{0}.\n\nCòn cầu thì sao?\n\n{1}.",
    "bullets-in-one-paragraph": "• Thưa ông, bao giờ đường thông? + {0}. • Còn cầu? + {1}. • Trân trọng cảm ơn ông!",
    "names-in-one-paragraph": "PV: Bao giờ đường thông? Ông Đỗ Minh Kha: {0}. PV: Còn cầu? Ông Đỗ Minh Kha: {1}.",
    "ends-with-thanks": "PV: Bao giờ thông?\n\n- {0}.\n\nPV: Còn cầu?\n\n- {1}.\n\nPV: Xin cảm ơn ông!\n\nTrời đã tối.",
}


@pytest.mark.parametrize("text", INTERVIEWS.values(), ids=INTERVIEWS)
def test_an_answer_is_what_the_guest_said(text: str) -> None:
    quotes = found(GUEST + text.format(FIRST, SECOND))
    assert [(said, who) for said, who, _ in quotes] == [(FIRST, "Đỗ Minh Kha"), (SECOND, "Đỗ Minh Kha")]


def test_an_answer_of_several_paragraphs_is_one_quote() -> None:
    text = (
        f"PV: Bao giờ đường thông?\n\nÔng Đỗ Minh Kha: {FIRST}.\n\nCầu thì chưa.\n\nPV: Vì sao?\n\nÔng Kha: {SECOND}."
    )
    first, second = found(GUEST + text)
    assert (first[0], second[0]) == (f"{FIRST}.\n\nCầu thì chưa", SECOND)


def test_two_guests_are_told_apart_by_their_names() -> None:
    text = f"PV: Bao giờ thông?\n\nÔng Đỗ Minh Kha: {FIRST}.\n\nBà Ngô Thị Mận: {SECOND}.\n\nPV: Chợ?\n\nBà Mận: Chưa."
    assert [who for _, who, _ in found(GUEST + text)] == ["Đỗ Minh Kha", "Ngô Thị Mận", "Ngô Thị Mận"]


def test_a_question_is_nobodys_statement() -> None:
    text = (
        "PV: Bà Ngô Thị Mận nói đường còn hẹp, ông nghĩ sao?\n\n- Tôi không nghĩ vậy.\n\nPV: Còn cầu?\n\n- Cầu đã xong."
    )
    assert [who for _, who, _ in found(GUEST + text)] == ["Đỗ Minh Kha", "Đỗ Minh Kha"]


def test_the_reporters_own_paragraph_ends_an_answer() -> None:
    text = f"* Bao giờ đường thông?\n\n- {FIRST}.\n\nBà Ngô Thị Mận cho biết chợ đã mở.\n\n* Còn cầu?\n\n- {SECOND}."
    assert [said for said, _, _ in found(GUEST + text)] == [FIRST, "chợ đã mở", SECOND]


def test_headings_that_ask_make_no_interview() -> None:
    assert (
        found(GUEST + "Vì sao đường chậm?\n\nĐường dài 5 km.\n\nBao giờ đường thông?\n\nCòn ba xã chưa giao đất.") == []
    )
