"""Lines that sign a story: names, the outlet it was taken from, and what is neither."""

from __future__ import annotations

import pytest

from hanoitv_scraper.extract.byline import read_byline


@pytest.mark.parametrize(
    ("line", "names", "source"),
    [
        ("Lê Thu Thử", ["Lê Thu Thử"], None),
        ("HÀ MẪU", ["HÀ MẪU"], None),
        ("H.M.", ["H.M."], None),
        ("TP", ["TP"], None),
        ("Hà Thử (tổng hợp)", ["Hà Thử"], None),
        ("Hà Thử (t/h)", ["Hà Thử"], None),
        ("Thu Thử - Văn Mẫu", ["Thu Thử", "Văn Mẫu"], None),
        ("THU THỬ – VĂN MẪU", ["THU THỬ", "VĂN MẪU"], None),
        ("Thu Thử, Văn Mẫu và Minh Ví Dụ", ["Thu Thử", "Văn Mẫu", "Minh Ví Dụ"], None),
        ("Bài, ảnh: Thu Thử", ["Thu Thử"], None),
        ("Bài và ảnh: Thu Thử - Văn Mẫu", ["Thu Thử", "Văn Mẫu"], None),
        ("Thực hiện: Thu Thử", ["Thu Thử"], None),
        ("Tác giả: Lê Thử", ["Lê Thử"], None),
        ("Tác giả bài viết: Thạch Sa Thử", ["Thạch Sa Thử"], None),
        ("Nội dung: Minh Thử", ["Minh Thử"], None),
        ("Theo Bá Thử (Báo Mẫu)", ["Bá Thử"], "Báo Mẫu"),
        ("Facebook", [], None),
        ("Bởi", [], None),
        ("Theo Hồ Thu Thử", ["Hồ Thu Thử"], None),
        ("Theo TTXVN", [], "TTXVN"),
        ("Nguồn: Báo Mẫu", [], "Báo Mẫu"),
        ("(Theo Reuters)", [], "Reuters"),
        ("Tâm Thử (TTXVN)", ["Tâm Thử"], "TTXVN"),
        ("Minh Thử (Theo Reuters, CNN)", ["Minh Thử"], "Reuters, CNN"),
        ("Hải Thử/VOV-Miền Trung", ["Hải Thử"], "VOV-Miền Trung"),
        ("PV/VOV.VN", [], "PV/VOV.VN"),
        ("(TTXVN/Vietnam+)", [], "TTXVN/Vietnam+"),
        ("Khánh Thử (báo Công đoàn Mẫu)", ["Khánh Thử"], "báo Công đoàn Mẫu"),
        ("Ảnh: Thu Thử", [], None),
        ("Ảnh, clip: Thu Thử - Văn Mẫu", [], None),
        ("Chia sẻ a- a+", [], None),
        ("NHẬT THỬ và 1 tác giả khác", ["NHẬT THỬ"], None),
        ("PV", [], None),
        ("Nhóm PV", [], None),
        ("Phóng viên", [], None),
        ("Xem các bài viết của tác giả", [], None),
        ("Theo dõi Báo Mẫu trên", [], None),
        ("Ông Thử cho biết sẽ làm ngay.", [], None),
        ("08/11/2021 21:21", [], None),
        ("", [], None),
    ],
)
def test_a_signing_line_holds_names_and_an_outlet(line: str, names: list[str], source: str | None) -> None:
    byline = read_byline(line)
    assert (list(byline.names), byline.source) == (names, source)
