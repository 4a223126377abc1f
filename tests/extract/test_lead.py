"""The agency prefix of a lead."""

from __future__ import annotations

import pytest

from hanoitv_scraper.extract.lead import split_dateline


@pytest.mark.parametrize(
    ("shown", "dateline", "lead"),
    [
        ("(HanoiTV) - Nâng cao chất lượng", "HanoiTV", "Nâng cao chất lượng"),
        ("(NLĐO)- Hộ kinh doanh", "NLĐO", "Hộ kinh doanh"),
        ("(Chinhphu.vn) - Thủ tướng", "Chinhphu.vn", "Thủ tướng"),
        ("TPO - Sáng nay", "TPO", "Sáng nay"),
        ("VTV.vn - Sáng nay", "VTV.vn", "Sáng nay"),
        ("[VOV2] - Sáng nay", "VOV2", "Sáng nay"),
        ("Sáng nay (8/11), quận họp", None, "Sáng nay (8/11), quận họp"),
        ("Baothudo - Sáng nay", "Baothudo", "Sáng nay"),
        ("Vinamilk - công ty sữa", None, "Vinamilk - công ty sữa"),
        ("Nghiêng - Ông nói", None, "Nghiêng - Ông nói"),
        ("TP HCM - nơi tôi sống", None, "TP HCM - nơi tôi sống"),
        ("(HanoiTV) - ", "HanoiTV", None),
        (None, None, None),
    ],
)
def test_the_prefix_goes_to_the_dateline(shown: str | None, dateline: str | None, lead: str | None) -> None:
    assert split_dateline(shown) == (dateline, lead)
