"""Mentions: name, office and body of a speaker, in every order and spelling that papers use."""

from __future__ import annotations

import pytest

from tests.extract.quoted_officials.samples import only

MENTIONS = {
    "office-then-name": ("Phó Chủ tịch UBND thành phố Đông Hà Vũ Thu Hạ", "Vũ Thu Hạ", "Phó Chủ tịch",
                         "UBND thành phố Đông Hà"),
    "place-and-person-run-together": ("Bí thư Quận uỷ Nam Từ Liêm Lâm Trung Thạo", "Lâm Trung Thạo", "Bí thư",
                                      "Quận uỷ Nam Từ Liêm"),
    "short-name-after-a-place": ("Chủ tịch UBND thành phố Đà Nẵng Mạc Hạ", "Mạc Hạ", "Chủ tịch",
                                 "UBND thành phố Đà Nẵng"),
    "unit-without-its-name": ("Chủ tịch UBND tỉnh Phạm Đình Tuân", "Phạm Đình Tuân", "Chủ tịch", "UBND tỉnh"),
    "comma": ("ông Trần Bá Lộc, Giám đốc Sở Y tế", "Trần Bá Lộc", "Giám đốc", "Sở Y tế"),
    "dash": ("bà Ngô Thị Mận - Phó chủ tịch Hội Nông dân huyện Sông Đáy -", "Ngô Thị Mận", "Phó chủ tịch",
             "Hội Nông dân huyện Sông Đáy"),
    "bracket": ("ông Phạm Văn Toại (Phó đoàn Bắc Sông)", "Phạm Văn Toại", "Phó đoàn", "Bắc Sông"),
    "rank": ("Thượng tá Bùi Công Phát, Trưởng Công an phường Bờ Sông", "Bùi Công Phát", "Trưởng",
             "Công an phường Bờ Sông"),
    "minister": ("Bộ trưởng Giao thông Lê Quang Thuần", "Lê Quang Thuần", "Bộ trưởng", "Bộ Giao thông"),
    "two-titles-of-one-body": ("GS Hồ Tất Đạt, Phó chủ tịch, Tổng thư ký Hội Khuyến nông", "Hồ Tất Đạt",
                               "Phó chủ tịch, Tổng thư ký", "Hội Khuyến nông"),
    "body-with-a-list": ("Chủ nhiệm Ủy ban Văn hóa, thanh niên và nhi đồng Đinh Thị Nhài", "Đinh Thị Nhài",
                         "Chủ nhiệm", "Ủy ban Văn hóa, thanh niên và nhi đồng"),
    "school-named-after-someone": ("cô Tạ Thị Vân, Hiệu trưởng Trường THPT Phan Bội Châu", "Tạ Thị Vân", "Hiệu trưởng",
                                   "Trường THPT Phan Bội Châu"),
    "old-tone-mark": ("Chánh Văn phòng Thành uỷ Vũ Hoà Thuỷ", "Vũ Hoà Thuỷ", "Chánh Văn phòng", "Thành uỷ"),
    "no-inside-a-word": ("Giám đốc Cảng vụ Hàng không miền Trung Đặng Hữu Lợi", "Đặng Hữu Lợi", "Giám đốc",
                         "Cảng vụ Hàng không miền Trung"),
    "spokesperson-without-a-name": ("đại diện Sở Xây dựng", "", "đại diện", "Sở Xây dựng"),
    "body": ("Sở Xây dựng", "", "", "Sở Xây dựng"),
    "office-without-its-holder": ("Chủ tịch UBND xã Bờ Sông", "", "Chủ tịch", "UBND xã Bờ Sông"),
    "foreign-name-behind-a-country": ("Tổng thống Mỹ Joe Bixby", "Joe Bixby", "Tổng thống", "Mỹ"),
    "foreign-name-behind-a-title": ("Ngoại trưởng Serge Larkov", "Serge Larkov", "Ngoại trưởng", ""),
    "foreign-name-with-a-hyphen": ("ông Kang Min-jae, Giám đốc Công ty Sông Chiều", "Kang Min-jae", "Giám đốc",
                                   "Công ty Sông Chiều"),
    "posted-abroad": ("Đại sứ Việt Nam tại Chile Phạm Gia Tường", "Phạm Gia Tường", "Đại sứ", "Việt Nam tại Chile"),
    "highland-name": ("bà H’Yim Kđoh, Phó Chủ tịch UBND tỉnh Đắk Lắk", "H’Yim Kđoh", "Phó Chủ tịch",
                      "UBND tỉnh Đắk Lắk"),
    "y-begins-a-name": ("ông Y Thanh Niê, Bí thư Huyện ủy Krông Bông", "Y Thanh Niê", "Bí thư", "Huyện ủy Krông Bông"),
    "rare-family-name": ("đại biểu Ngạc Thị Hảo", "Ngạc Thị Hảo", "đại biểu", ""),
    "district-named-like-a-person": ("ông Hồ Song Toàn, Phó chủ tịch UBND huyện Trần Văn Thời", "Hồ Song Toàn",
                                     "Phó chủ tịch", "UBND huyện Trần Văn Thời"),
    "firm-named-like-a-person": ("bà Ngô Bích Quyên, Giám đốc Công ty CP Vạn Sơn Thịnh Phát", "Ngô Bích Quyên",
                                 "Giám đốc",
                                 "Công ty CP Vạn Sơn Thịnh Phát"),
    "unit-of-health": ("Giám đốc Trung tâm Y tế quận Cầu Giấy Tạ Diệu Ngân", "Tạ Diệu Ngân", "Giám đốc",
                       "Trung tâm Y tế quận Cầu Giấy"),
    "body-with-capitals-in-its-list": ("Bộ trưởng Bộ Văn hóa, Thể thao và Du lịch Nguyễn Văn Hòng", "Nguyễn Văn Hòng",
                                       "Bộ trưởng", "Bộ Văn hóa, Thể thao và Du lịch"),
    "part-and-whole": ("bác sĩ Lô Thị Thương, Trưởng khoa Nhi, Bệnh viện Bờ Sông", "Lô Thị Thương", "Trưởng khoa",
                       "Nhi, Bệnh viện Bờ Sông"),
    "province-behind-the-body": ("ông Cầm Ngọc Thiết, Phó Chủ tịch UBND huyện Mường La, tỉnh Sơn La", "Cầm Ngọc Thiết",
                                 "Phó Chủ tịch", "UBND huyện Mường La, tỉnh Sơn La"),
    "place-in-brackets-before-the-name": ("Phó Chủ tịch UBND huyện Châu Phú (tỉnh An Giang) Nguyễn Thanh Lâm",
                                          "Nguyễn Thanh Lâm", "Phó Chủ tịch", "UBND huyện Châu Phú"),
    "age-before-the-office": ("ông Phùng Văn Thược, 50 tuổi, Chủ tịch UBND xã Bờ Sông", "Phùng Văn Thược", "Chủ tịch",
                              "UBND xã Bờ Sông"),
    "dash-without-spaces": ("ông Trần Đại Nhiên-Chủ tịch UBND xã Ia Phí-", "Trần Đại Nhiên", "Chủ tịch",
                            "UBND xã Ia Phí"),
    "office-then-honorific": ("Chủ tịch UBND xã Bờ Sông, ông Lê Văn Mẫu", "Lê Văn Mẫu", "Chủ tịch", "UBND xã Bờ Sông"),
    "representative-then-office": ("Đại diện Cục Đường bộ, Thiếu tướng Lò Quang Hiển, Phó Cục trưởng", "Lò Quang Hiển",
                                   "Phó Cục trưởng", "Cục Đường bộ"),
    "rank-of-an-arm": ("thiếu tá hải quân Bùi Công Phát, Tiểu đoàn trưởng", "Bùi Công Phát", "Tiểu đoàn trưởng", ""),
    "shortened-titles": ("ông Ngô Diên Hy, Phó TGĐ Tập đoàn Sông Chiều", "Ngô Diên Hy", "Phó TGĐ",
                         "Tập đoàn Sông Chiều"),
    "acronym-alone": ("NHNN", "", "", "NHNN"),
    "many-firms": ("các doanh nghiệp", "", "doanh nghiệp", ""),
    "acting": ("Quyền Chủ tịch UBND tỉnh Lò Văn Pớ", "Lò Văn Pớ", "Quyền Chủ tịch", "UBND tỉnh"),
}  # fmt: skip


@pytest.mark.parametrize(("phrase", "name", "position", "organisation"), MENTIONS.values(), ids=MENTIONS)
def test_a_speaker_is_read_with_name_position_and_organisation(
    phrase: str, name: str, position: str, organisation: str
) -> None:
    quote = only(f"Sáng nay, {phrase} cho biết, đường đã thông.")
    assert quote.text == "đường đã thông"
    assert (quote.speaker.name, quote.speaker.position, quote.speaker.organisation) == (name, position, organisation)
    assert quote.speaker.is_official


NOT_OFFICIALS = {
    "former": ("Ông Đỗ Minh Kha, nguyên Giám đốc Sở Nội vụ, cho rằng đường còn hẹp.", "nguyên Giám đốc", True),
    "expert": ("TS Đỗ Minh Kha, chuyên gia kinh tế, cho rằng đường còn hẹp.", "chuyên gia kinh tế", False),
    "lecturer": ("TS Đỗ Minh Kha, giảng viên Trường Đại học Bờ Sông, cho rằng đường còn hẹp.", "giảng viên", False),
    "citizen": ("Anh Đỗ Minh Kha, tài xế, cho rằng đường còn hẹp.", "tài xế", False),
    "lawyer-of-an-office": ("Luật sư Đỗ Minh Kha (Đoàn Luật sư Bắc Sông) cho rằng đường còn hẹp.", "Luật sư", False),
    "suspect": ("Bị cáo Đỗ Minh Kha khai đường còn hẹp.", "Bị cáo", False),
    "former-official-on-trial": (
        "Bị cáo Đỗ Minh Kha, nguyên Chủ tịch UBND xã, khai đường còn hẹp.",
        "nguyên Chủ tịch",
        True,
    ),
    "citizen-behind-một": ("Anh Đỗ Minh Kha, một thương lái ở xã bên, cho rằng đường còn hẹp.", "thương lái", False),
    "nobody-said": ("Ông Đỗ Minh Kha cho rằng đường còn hẹp.", "", False),
}


@pytest.mark.parametrize(("text", "position", "former"), NOT_OFFICIALS.values(), ids=NOT_OFFICIALS)
def test_who_holds_no_office_is_quoted_but_no_official(text: str, position: str, former: bool) -> None:
    quote = only(text)
    assert (quote.text, quote.speaker.name, quote.speaker.position) == ("đường còn hẹp", "Đỗ Minh Kha", position)
    assert (quote.speaker.is_official, quote.speaker.former) == (False, former)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        (
            "Anh Lê Văn Kha (38 tuổi, ngụ phường Bờ Sông) nói: “Tôi đi qua rồi”.",
            "Anh Lê Văn Kha (38 tuổi, ngụ phường Bờ Sông)",
        ),
        ("“Tôi đi qua rồi”, anh Lê Văn Kha (38 tuổi) nói.", "anh Lê Văn Kha (38 tuổi)"),
        ("Anh Lê Văn Kha nói: “Tôi đi qua rồi (hôm qua)”.", "Anh Lê Văn Kha"),
    ],
    ids=["before the verb", "after the quote", "none"],
)
def test_brackets_behind_the_speaker_belong_to_the_phrase(text: str, phrase: str) -> None:
    assert only(text).speaker_text == phrase


@pytest.mark.parametrize(
    ("text", "kind", "official"),
    [
        ("Sở Y tế cho biết đường còn hẹp.", "organisation", True),
        ("Một cán bộ công an cho biết đường còn hẹp.", "anonymous", True),
        ("Bác sĩ Bệnh viện Bờ Sông cho biết đường còn hẹp.", "anonymous", False),
        ("Các đại biểu cho rằng đường còn hẹp.", "collective", True),
        ("Nhiều phụ huynh cho rằng đường còn hẹp.", "collective", False),
        ("Văn bản của Sở Y tế nêu rõ: “đường còn hẹp”.", "document", False),
        ("“đường còn hẹp”, thông cáo của Sở Y tế viết.", "document", False),
    ],
)
def test_who_is_no_named_person_is_a_speaker_of_its_own_kind(text: str, kind: str, official: bool) -> None:
    quote = only(text)
    assert (quote.text, quote.speaker.type, quote.speaker.is_official) == ("đường còn hẹp", kind, official)
    assert quote.speaker.name == ""
