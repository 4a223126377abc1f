"""Cues: one sentence for each way in which papers say that somebody said it."""

from __future__ import annotations

import pytest

from hanoitv_scraper.extract.quoted_officials import find_quotes
from tests.extract.quoted_officials.samples import KHA, OFFICE, found, only

CUES = {
    "cue-before-comma": ("Ông Kha cho biết, đường đã thông.", "đường đã thông", "cho biết"),
    "cue-before-bare": ("Ông Kha khẳng định đường đã thông.", "đường đã thông", "khẳng định"),
    "cue-before-rang": ("Ông Kha nói rằng đường đã thông.", "đường đã thông", "nói"),
    "cue-before-colon-and-marks": ("Ông Kha nhấn mạnh: “Đường đã thông. Cầu cũng vậy”.", "Đường đã thông. Cầu cũng vậy",
                                   "nhấn mạnh"),
    "adverbs-before-the-verb": ("Ông Kha cũng thẳng thắn thừa nhận, đường còn hẹp.", "đường còn hẹp", "thừa nhận"),
    "them-belongs-to-the-verb": ("Ông Kha cho biết thêm, đường đã thông.", "đường đã thông", "cho biết thêm"),
    "remark-before-the-colon": ("Ông Kha chia sẻ với báo chí: “Đường đã thông”.", "Đường đã thông", "chia sẻ"),
    "directive-of-a-person": ("Ông Kha yêu cầu các phường mở lại lối đi.", "các phường mở lại lối đi", "yêu cầu"),
    "attitude-with-a-clause": ("Ông Kha bày tỏ mong muốn người dân chung tay.", "người dân chung tay",
                               "bày tỏ mong muốn"),
    "cue-after-comma": ("“Đường đã thông từ sáng nay”, ông Kha nói.", "Đường đã thông từ sáng nay", "nói"),
    "cue-after-dash": ("“Đường đã thông từ sáng nay” - ông Kha cho hay.", "Đường đã thông từ sáng nay", "cho hay"),
    "cue-after-full-stop": ("“Đường đã thông từ sáng nay.” Ông Kha nói.", "Đường đã thông từ sáng nay", "nói"),
    "cue-after-question": ("“Bao giờ đường mới thông?”, ông Kha đặt vấn đề.", "Bao giờ đường mới thông?", "đặt vấn đề"),
    "mixed-marks": ("“Đường đã thông từ sáng nay\", ông Kha nói.", "Đường đã thông từ sáng nay", "nói"),
    "two-apostrophes": ("''Đường đã thông từ sáng nay'', ông Kha nói.", "Đường đã thông từ sáng nay", "nói"),
    "nested-marks": ("“Nhóm “Xanh” làm rất tốt việc này”, ông Kha nói.", "Nhóm “Xanh” làm rất tốt việc này", "nói"),
    "opening-mark-missing": ("Đường đã thông từ sáng nay”, ông Kha nói.", "Đường đã thông từ sáng nay", "nói"),
    "theo-before": ("Theo ông Kha, đường đã thông.", "đường đã thông", "Theo"),
    "theo-after": ("Đường đã thông từ sáng nay, theo ông Kha.", "Đường đã thông từ sáng nay", "theo"),
    "theo-before-people": ("Theo ông Kha, Giám đốc Sở Nội vụ, người dân cần đi lối khác.", "người dân cần đi lối khác",
                           "Theo"),
    "theo-loi": ("Theo lời ông Kha, đường đã thông.", "đường đã thông", "Theo lời"),
    "verb-before-its-subject": ("Cho rằng đường còn hẹp, ông Kha đề nghị làm thêm một làn.", "đường còn hẹp",
                                "Cho rằng"),
    "office-alone": ("Giám đốc Sở Nội vụ cho biết, đường đã thông.", "đường đã thông", "cho biết"),
    "pronoun": ("Ông cho biết, đường đã thông.", "đường đã thông", "cho biết"),
    "vi-nay": ("Vị này cho biết, đường đã thông.", "đường đã thông", "cho biết"),
    "vi-with-an-office": ("“Đường đã thông từ sáng nay”, vị Giám đốc nói.", "Đường đã thông từ sáng nay", "nói"),
    "subject-far-from-colon-and-marks": ("Ông Kha bắt tay từng người dân ở xóm rồi nói: “Đường đã thông”.",
                                         "Đường đã thông", "nói"),
    "photo-credit-left-out": ("Ông Kha cho biết, đường đã thông - Ảnh: Lam Sơn", "đường đã thông", "cho biết"),
    "headline-colon": ("Ông Kha: 'Đường sẽ thông trong tháng này'", "Đường sẽ thông trong tháng này", ":"),
    "verb-then-manner": ("Ông Kha nói ngắn gọn: “Đường đã thông rồi”.", "Đường đã thông rồi", "nói"),
    "told-to-a-paper": ("Ông Kha cho VietNamNet biết đường đã thông.", "đường đã thông", "cho VietNamNet biết"),
    "answer-to-a-paper": ("Ông Kha trả lời Báo Sông Chiều: “Đường đã thông rồi”.", "Đường đã thông rồi", "trả lời"),
    "verb-of-talk-with-a-clause": ("Ông Kha phản ánh giá thuốc đã tăng gấp đôi.", "giá thuốc đã tăng gấp đôi",
                                   "phản ánh"),
    "subject-left-out-of-the-clause": ("Ông Kha thừa nhận đã ký nhầm.", "đã ký nhầm", "thừa nhận"),
    "cause": ("Ông Kha lý giải do thiếu vốn nên đường chậm.", "do thiếu vốn nên đường chậm", "lý giải"),
    "promise": ("Ông Kha hứa sẽ mở đường trong tháng.", "sẽ mở đường trong tháng", "hứa"),
    "high-praise": ("Ông Kha đánh giá cao tinh thần của bà con.", "tinh thần của bà con", "đánh giá cao"),
    "letter": ("Ông Kha ký công điện yêu cầu các xã trực đêm.", "các xã trực đêm", "yêu cầu"),
    "time-before-the-verb": ("Ông Kha chiều 3/4 cho biết đường đã thông.", "đường đã thông", "cho biết"),
    "no-name-wished": ("Ông Kha (đề nghị không nêu tên) tiết lộ: đường còn hẹp.", "đường còn hẹp", "tiết lộ"),
    "home-before-the-verb": ("Ông Kha ngụ phường Bờ Sông cho biết đường đã thông.", "đường đã thông", "cho biết"),
    "agent-of-a-passive": ("Phóng viên được ông Kha giải thích: “Đường chờ vốn tỉnh cấp”.", "Đường chờ vốn tỉnh cấp",
                           "giải thích"),
    "quoted-by-an-agency": ("“Đường đã thông từ sáng nay”, hãng tin này dẫn lời ông Kha.", "Đường đã thông từ sáng nay",
                            "dẫn lời"),
    "agency-then-verb": ("Hãng tin Bờ Sông dẫn lời ông Kha nói rằng đường đã thông.", "đường đã thông", "nói"),
    "that-is-what-he-said": ("“Đường đã thông từ sáng nay”. Đó là khẳng định của ông Kha.",
                             "Đường đã thông từ sáng nay",
                             "khẳng định"),
    "noun-behind-a-dash": ("“Đường đã thông từ sáng nay” - chia sẻ của ông Kha.", "Đường đã thông từ sáng nay",
                           "chia sẻ"),
    "as-said-in-the-paragraph": ("“Đường đã thông từ sáng nay”. Ông Kha khẳng định như vậy.",
                                 "Đường đã thông từ sáng nay",
                                 "khẳng định như vậy"),
    "clause-before-its-verb": ("Đường qua xã sẽ thông vào tháng sau, ông Kha cho biết.",
                               "Đường qua xã sẽ thông vào tháng sau",
                               "cho biết"),
    "clause-before-a-verb-with-occasion": ("Đường qua xã sẽ thông vào tháng sau, ông Kha trấn an khi kết luận họp.",
                                               "Đường qua xã sẽ thông vào tháng sau", "trấn an"),
    "manner-before": ("Ông Kha cười tươi: “Đường đã thông rồi nhé”.", "Đường đã thông rồi nhé", "cười tươi"),
    "manner-behind": ("“Đường đã thông rồi nhé” - ông Kha ngắn gọn.", "Đường đã thông rồi nhé", "ngắn gọn"),
    "manner-without-a-colon": ("Ông Kha thẳng thắn “còn một xã chưa thông đường”.", "còn một xã chưa thông đường",
                               "thẳng thắn"),
    "colon-at-the-paragraphs-end": ("Ông Kha nêu rõ:\n\n“Đường đã thông từ sáng nay”.", "Đường đã thông từ sáng nay",
                                    "nêu rõ"),
    "dash-below-a-colon": ("Ông Kha nói:\n\n- Đường đã thông từ sáng nay.", "Đường đã thông từ sáng nay", "nói"),
    "joined-to-another-verb": ("Ông Kha không đồng ý với ý kiến này, cho rằng đường còn hẹp.", "đường còn hẹp",
                               "cho rằng"),
    "then-said": ("Ông Kha im lặng một lúc rồi thừa nhận đường còn hẹp.", "đường còn hẹp", "thừa nhận"),
    "order-joined-by-a-semicolon": ("Ông Kha giao Sở Y tế làm báo cáo; yêu cầu các xã kiểm tra lại.",
                                    "các xã kiểm tra lại",
                                    "yêu cầu"),
    "theo-in-the-middle": ("Lý do chậm, theo ông Kha, là đường thiếu vốn.", "đường thiếu vốn", "theo"),
    "theo-between-two-quotations": ("“Đường đã thông từ sáng nay”, theo ông Kha, “nhưng cầu thì chưa”.",
                                    "Đường đã thông từ sáng nay", "theo"),
    "source-without-theo": ("Thông tin từ ông Kha, đường đã thông.", "đường đã thông", "Thông tin từ"),
    "glued-sentences": ("Trời đã mưa to.Ông Kha cho biết, đường đã thông.", "đường đã thông", "cho biết"),
    "spaces-before-stops": ("Ông Kha nói : “ Đường đã thông rồi ” .", "Đường đã thông rồi", "nói"),
    "spaces-on-both-sides-of-marks": ('Trời mưa . " Đường đã thông rồi " , ông Kha nói .', "Đường đã thông rồi", "nói"),
    "dash-at-both-ends": ("- Đường còn hẹp. Cầu sẽ xong - ông Kha đáp.", "Đường còn hẹp. Cầu sẽ xong", "đáp"),
    "what-reporters-learnt": ("Hỏi ông Kha, chúng tôi được biết đường đã thông.", "đường đã thông", "được biết"),
    "told-to-reporters": ("Chúng tôi được ông Kha cho biết, đường đã thông.", "đường đã thông", "cho biết"),
    "occasion-without-commas": ("Ông Kha trong buổi gặp báo chí sáng nay cũng khẳng định đường đã thông.",
                                "đường đã thông", "khẳng định"),
    "place-behind-the-office": ("Ông Kha ở nhà văn hóa xã - cho biết đường đã thông.", "đường đã thông", "cho biết"),
    "straight-mark-glued-to-a-colon": ('Ông Kha nói:" Đường đã thông rồi".', "Đường đã thông rồi", "nói"),
}  # fmt: skip


@pytest.mark.parametrize(("sentence", "text", "verb"), CUES.values(), ids=CUES)
def test_a_cue_finds_what_was_said_and_by_whom(sentence: str, text: str, verb: str) -> None:
    # What stands first in the paragraph before it is no quote of its own.
    quote = next(quote for quote in find_quotes(KHA + sentence) if quote.text == text)
    speaker = quote.speaker
    assert (quote.verb, speaker.name, speaker.position, speaker.organisation) == (verb, *OFFICE)
    assert speaker.is_official


def test_a_second_verb_of_the_same_subject_is_a_second_quote() -> None:
    assert found(KHA + "“Đường đã thông từ sáng nay”, ông Kha nói và cho rằng cầu cũng sẽ xong.") == [
        ("Đường đã thông từ sáng nay", "Đỗ Minh Kha", "nói"),
        ("cầu cũng sẽ xong", "Đỗ Minh Kha", "cho rằng"),
    ]


def test_a_joined_verb_with_its_own_comma_ends_the_clause_before() -> None:
    assert found(KHA + "Ông Kha cho rằng đường còn hẹp, đồng thời đề nghị các xã hiến đất.") == [
        ("đường còn hẹp", "Đỗ Minh Kha", "cho rằng"),
        ("các xã hiến đất", "Đỗ Minh Kha", "đề nghị"),
    ]


def test_somebody_told_behind_a_semicolon_begins_anew() -> None:
    assert found(KHA + "Ông Kha yêu cầu các xã hiến đất; đồng chí nhấn mạnh đường còn hẹp.") == [
        ("các xã hiến đất", "Đỗ Minh Kha", "yêu cầu"),
        ("đường còn hẹp", "Đỗ Minh Kha", "nhấn mạnh"),
    ]


def test_a_joined_verb_within_what_was_said_stays_within() -> None:
    quote = only(KHA + "Ông Kha nhấn mạnh, các xã đã hiến đất và cam kết giữ đường sạch.")
    assert quote.text == "các xã đã hiến đất và cam kết giữ đường sạch"


def test_a_sentence_without_a_subject_goes_on_with_the_speaker_before() -> None:
    first, second = find_quotes(KHA + "Ông Kha cho biết, đường đã thông. Do đó, đề nghị các xã giữ sạch.")
    assert (second.text, second.verb, second.speaker.name) == ("các xã giữ sạch", "đề nghị", "Đỗ Minh Kha")
    assert (first.speaker_text, second.speaker_text) == ("Ông Kha", "")


def test_a_quotation_that_stands_alone_is_by_the_speaker_of_the_one_beside_it() -> None:
    text = KHA + "“Đường đã thông từ sáng nay”, ông Kha nói. “Cầu thì phải chờ sang năm mới xong”."
    assert found(text)[1] == ("Cầu thì phải chờ sang năm mới xong", "Đỗ Minh Kha", "")
    following = KHA + "“Đường đã thông từ sáng nay”, ông Kha nói.\n\n“Cầu thì phải chờ sang năm mới xong”."
    assert found(following)[1] == ("Cầu thì phải chờ sang năm mới xong", "Đỗ Minh Kha", "")


def test_as_above_points_at_the_paragraph_before() -> None:
    quote = find_quotes(KHA + "Đường đã thông từ sáng nay.\n\nÔng Kha cho biết như trên vào chiều 3/4.")[0]
    assert (quote.text, quote.verb, quote.rule) == ("Đường đã thông từ sáng nay", "cho biết như trên", "as-above")


def test_joint_speakers_make_two_quotes_of_one_span() -> None:
    text = "Ông Đỗ Minh Kha và bà Ngô Thị Mận cho rằng đường còn hẹp."
    assert found(text) == [
        ("đường còn hẹp", "Đỗ Minh Kha", "cho rằng"),
        ("đường còn hẹp", "Ngô Thị Mận", "cho rằng"),
    ]


def test_an_official_within_what_another_said_has_a_quote_of_their_own() -> None:
    text = KHA + "Ông Kha cho biết Thủ tướng Hồ Gia Bách yêu cầu mở đường trước Tết."
    assert [who for _, who, _ in found(text)] == ["Đỗ Minh Kha", "Hồ Gia Bách"]


def test_a_minister_within_what_another_said_needs_no_name() -> None:
    text = KHA + "Ông Kha cho biết, Thủ tướng Chính phủ đã yêu cầu các tỉnh mở đường trước Tết."
    assert [verb for _, _, verb in found(text)] == ["cho biết", "yêu cầu"]


TWO_QUOTES = {
    "request-behind-a-statement": ("Ông Kha cho rằng đường còn hẹp và đề nghị tỉnh cấp vốn.", ["đường còn hẹp",
                                   "tỉnh cấp vốn"]),
    "request-behind-a-promise": ("Ông Kha hứa sẽ mở đường và đề nghị các xã hiến đất.", ["sẽ mở đường",
                                 "các xã hiến đất"]),
    "but-he-stressed": ("Ông Kha đánh giá cao các xã, song lưu ý đường còn hẹp.", ["các xã", "đường còn hẹp"]),
    "occasion-then-verb": ("Ông Kha cho biết, đường đã thông. Từ thực tế này, đề nghị các xã giữ sạch.",
                           ["đường đã thông", "các xã giữ sạch"]),
    "another-speaker-against-it": ("Ông Kha nói đường đã thông, nhưng bà Ngô Thị Mận cho biết xe vẫn tắc.",
                                   ["đường đã thông", "xe vẫn tắc"]),
    "courtesy-cuts-it-off": ("Ông Kha cho biết đường đã thông; biểu dương các xã. Ông nói cầu đã xong.",
                             ["đường đã thông", "cầu đã xong"]),
}  # fmt: skip


@pytest.mark.parametrize(("sentence", "texts"), TWO_QUOTES.values(), ids=TWO_QUOTES)
def test_two_verbs_with_two_contents_are_two_quotes(sentence: str, texts: list[str]) -> None:
    assert [text for text, _, _ in found(KHA + sentence)] == texts


def test_a_quotation_alone_is_by_the_speaker_of_its_paragraph() -> None:
    text = KHA + "Ông Kha cho rằng đường còn hẹp. Xe vẫn đông. “Tôi đã đi xem từng xã một rồi”."
    assert found(text)[1] == ("Tôi đã đi xem từng xã một rồi", "Đỗ Minh Kha", "")
