"""The names of bodies, folded: one name for all spellings of a body, and never one for two bodies."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hanoitv_scraper.dumps.officials.organisations import fold_organisation
from tests.dumps.officials.scoring import SETS, read_cases

ONE = {
    "UBND thành phố Hà Nội": (
        "UBND TP Hà Nội", "UBND TP. Hà Nội", "UBND Tp Hà Nội", "UBND T.P Hà Nội", "UBND Thành phố Hà Nội",
        "UBND Hà Nội", "Uỷ ban nhân dân thành phố Hà Nội", "Ủy ban Nhân dân TP. Hà Nội",
        "UỶ BAN NHÂN DÂN THÀNH PHỐ HÀ NỘI",
    ),
    "UBND thành phố Hồ Chí Minh": ("UBND TP.HCM", "UBND TPHCM", "UBND TP HCM", "UBND thành phố Hồ Chí Minh"),
    "UBND thành phố": ("UBND TP", "UBND Thành phố"),
    "UBND quận Bình Tân": ("UBND Q.Bình Tân", "UBND Q. Bình Tân", "Ủy ban nhân dân quận Bình Tân"),
    "UBND quận 5": ("UBND Q.5", "UBND Q5", "UBND quận 5"),
    "UBND phường Long Bình": ("UBND P.Long Bình", "UBND P. Long Bình"),
    "UBND thị xã Sơn Tây": ("UBND TX Sơn Tây", "UBND TX.Sơn Tây"),
    "UBND xã Phước An, huyện Tuy Phước": ("UBND xã Phước An (huyện Tuy Phước)", "UBND xã Phước An, H. Tuy Phước"),
    "HĐND thành phố Hà Nội": ("HĐND Hà Nội", "Hội đồng nhân dân TP Hà Nội"),
    "MTTQ thành phố Hà Nội": ("Ủy ban MTTQ Việt Nam TP Hà Nội", "UB MTTQ TP Hà Nội", "UBMTTQ Hà Nội", "MTTQ TP Hà Nội"),
    "MTTQ Việt Nam": ("Mặt trận Tổ quốc Việt Nam", "Ủy ban Trung ương MTTQ Việt Nam"),
    "Quận ủy Nam Từ Liêm": ("Quận uỷ Nam Từ Liêm", "quận uỷ Nam Từ Liêm", "Quận ủy quận Nam Từ Liêm"),
    "Thành ủy Hà Nội": ("Thành uỷ Hà Nội", "Thành ủy TP. Hà Nội"),
    "Công an thành phố Hà Nội": ("Công an TP Hà Nội", "CATP Hà Nội", "Công an Hà Nội"),
    "Công an phường Ngọc Lâm": ("CAP Ngọc Lâm", "CA phường Ngọc Lâm", "Công an P.Ngọc Lâm"),
    "Công an tỉnh Hòa Bình": ("Công an tỉnh Hoà Bình", "Công an Hòa Bình"),
    "Sở Giáo dục và Đào tạo Hà Nội": (
        "Sở GD&ĐT Hà Nội", "Sở GD-ĐT TP Hà Nội", "Sở Giáo dục - Đào tạo thành phố Hà Nội",
    ),
    "Sở Văn hóa, Thể thao và Du lịch Ninh Bình": ("Sở VH-TT&DL Ninh Bình", "Sở VHTTDL tỉnh Ninh Bình"),
    "Bộ Công Thương": ("Bộ Công thương", "bộ công thương"),
    "Cục Cảnh sát giao thông Bộ Công an": (
        "Cục CSGT (Bộ Công an)", "Cục CSGT, Bộ Công an", "Cục Cảnh sát giao thông – Bộ Công an",
    ),
    "Ban Tuyên giáo Trung ương": ("Ban Tuyên giáo TW", "Ban Tuyên giáo T.Ư"),
    "Ủy ban Pháp luật Quốc hội": ("Uỷ ban Pháp luật của Quốc hội",),
    "Đại học Mẫu Đơn": ("Trường Đại học Mẫu Đơn", "ĐH Mẫu Đơn", "Trường Đại học Mẫu Đơn (MDU)"),
    "Trường THPT Mẫu Đơn": ("THPT Mẫu Đơn", "Trường trung học phổ thông Mẫu Đơn"),
    "Tập đoàn Điện lực Việt Nam": ("EVN", "Tập đoàn Điện lực Việt Nam (EVN)"),
    "Công ty TNHH MTV Thoát nước Hà Nội": ("Công ty TNHH Một thành viên Thoát nước Hà Nội",),
    "Hội Bảo vệ Người tiêu dùng Hà Nội": ("Hội Bảo vệ người tiêu dùng TP Hà Nội", "Hội bảo vệ người tiêu dùng Hà Nội"),
    "HĐND tỉnh Thừa Thiên Huế": ("HĐND tỉnh Thừa Thiên - Huế",),
}  # fmt: skip
TWO = (
    ("UBND quận Bình Tân", "UBND huyện Bình Tân"),
    ("UBND phường Minh Khai", "UBND xã Minh Khai"),
    ("UBND phường Phú Lãm", "UBND phường Phú La"),
    ("UBND thành phố Thanh Hóa", "UBND tỉnh Thanh Hóa"),
    ("UBND xã Hương Sơn, huyện Mỹ Đức", "UBND xã Hương Sơn, huyện Lạng Giang"),
    ("UBND quận 1", "UBND quận 10"),
    ("Đội CSGT số 1", "Đội CSGT số 14"),
    ("Vụ Pháp chế (Bộ Y tế)", "Vụ Pháp chế (Bộ Công an)"),
    ("Quận ủy Hà Đông", "UBND quận Hà Đông"),
    ("Sở Y tế Hà Nội", "Sở Y tế Hà Nam"),
    ("HĐND quận Hà Đông", "UBND quận Hà Đông"),
    ("Bệnh viện Đa khoa tỉnh Thái Bình", "Bệnh viện Đa khoa thành phố Thái Bình"),
    ("Ủy ban Xã hội của Quốc hội", "Ủy ban Kinh tế của Quốc hội"),
    ("Công ty P.T. Mẫu", "Công ty phường T. Mẫu"),
)
PIECES = (
    "UBND", "Ủy ban nhân dân", "UB", "TP", "TP.", "thành phố", "Hà Nội", "TPHCM", "Q.", "Q5", "P.12", "quận",
    "(Bộ Y tế)", "Bộ", "Y tế", "của", "và", "-", "–", ",", "&", "(EVN)", "GD&ĐT", "Ban Quản lý", "BQL", "QLDA",
    "dự án", "Sở", "Công an", "CA", "MTTQ", "Việt Nam", "VN", "Trường", "ĐH", "Đại học", "THPT", "tỉnh", "Huế",
    "Thừa Thiên -", "xã", "hội", "HỘI",
    "Quận ủy", "ủy", "Mẫu", "Trung ương", "TT", "một thành viên", "\u202e", "🎉", "A.B.C", "(", ")", "12",
)  # fmt: skip


@pytest.mark.parametrize("folded", ONE)
def test_all_spellings_of_a_body_have_one_name(folded: str) -> None:
    assert {fold_organisation(spelt) for spelt in (folded, *ONE[folded])} == {folded}


@pytest.mark.parametrize(("one", "other"), TWO)
def test_two_bodies_keep_two_names(one: str, other: str) -> None:
    assert fold_organisation(one).lower() != fold_organisation(other).lower()


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=7).map(" ".join))
@example("Trung ương TP. ( )")
@example("Huế ĐH và và")
def test_folding_what_is_folded_changes_nothing(name: str) -> None:
    folded = fold_organisation(name)
    assert fold_organisation(folded) == folded


@pytest.mark.parametrize("name", SETS)
def test_bodies_of_the_labelled_people_are_folded_once_for_all(name: str) -> None:
    bodies = {one["organisation"] for one in read_cases(name) if one["organisation"]}
    folded = {fold_organisation(body) for body in bodies}
    assert {fold_organisation(body) for body in folded} == folded and len(folded) < len(bodies)


def test_what_is_no_name_comes_back_on_one_line() -> None:
    assert fold_organisation("a\n" * 5_000) == ("a " * 5_000).strip()
    assert fold_organisation("…") == "…"
