"""An archive to search in, and searches as a person makes them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from hanoitv_scraper.cli import main
from hanoitv_scraper.items import Article
from tests.archive.runs import crawl
from tests.dumps.made import CHAIR, RUNS, article, make_archive

SECRETARY = ("Trần Thử Nghiệm", "Phó Bí thư", "Quận uỷ Nam Từ Liêm")
ROWER = ("Đinh Thử Ghe", "Chánh Văn phòng", "Liên minh Cối Xay")
DEPUTY = ("Trần Thử Nghiệm", "Phó Chủ tịch", "UBND phường Mẫu")
HALL = "\n\nHội nghị do Quận uỷ Nam Từ Liêm tổ chức bàn chuyện chợ. "
FILLER = "Người dân kể chuyện phố phường và mùa màng. "
GLARES = f" Họ gườm nhau bên hồ. {FILLER}Gươm cùn."
LONG = f" {FILLER * 40}Bão tan, quận Hoà Thử vui. {FILLER * 40}"
ALIKE = " Bảo đảm bao nhiêu, bão một lần. Bao gạo, bảo vệ, báo hiệu, bao nhiêu, báo động."
"""Syllables that without diacritics are storms."""
APART = f" Đêm ở bến vui. {FILLER}Vắng, đêm nào bến cũng vui. {FILLER}Thợ gặt lúa vàng. {FILLER}"
ROWS = " Gò Ngói ngói đỏ, ngôi nhà nào cũng đua nhau, hội hè."
TOGETHER = f" Vắng nhưng vui. {FILLER}Ra bến đêm hay về. {FILLER}Lúa vàng, thợ gặt lúa, gặt lúa. {FILLER}"

STORIES = (
    article(20, "2021-11-08 21:21", "Nam Từ Liêm: Nâng cao chất lượng", SECRETARY, more=HALL, keywords=("An sinh",)),
    article(21, "2021-11-09 08:00", "Mọi nẻo", more=f" Quan hệ, uy tín. {FILLER}Nam nữ tu hành thanh liêm."),
    article(22, "2021-11-10 08:00", "Chuyện ở Đống Đa", CHAIR, SECRETARY, more=GLARES),
    article(23, "2021-11-11 08:00", "Hồ Gươm sáng đèn", DEPUTY, more=LONG),
    article(24, "2021-11-12 08:00", "Báo cáo", more=ALIKE),
    article(25, "2021-11-13 08:00", "Bão số chín", more=" Không gì thêm."),
    article(26, "2021-11-13 08:00", "Trang nhất", keywords=("Chợ hoa", "Xuân sớm"), section=("Đời sống", "Nhịp phố")),
    replace(article(27, "2021-11-14 08:00", "Mì Quảng", more=" Giá 1.500 đồng, COVID-19."), lead="Sapo: chợ hoa xuân"),
    article(28, "2021-11-15 08:00", "Một", more=APART),
    article(29, "2021-11-15 08:00", "Hai", more=TOGETHER),
    article(31, "2021-11-16 08:00", "Gò Ngói vào mùa", ROWER, keywords=("Sông Cái", "Hội đua ghe"), more=ROWS),
)  # fmt: skip


def make_searched(root: Path, *more: Article) -> Path:
    """Make the archive that analysts' tests share, with these stories beside it."""
    make_archive(root)
    add_run(root, 2, *STORIES, *more)
    return root


def add_run(root: Path, hour: int, *articles: Article) -> None:
    """Let a run find articles, so many hours behind the last one of the archive's own."""
    crawl(root, *articles, now=RUNS[2] + timedelta(hours=hour))


class Searches:
    """Searches of one archive, through the door that people use."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root = root
        self._capsys = capsys
        self.said = ""
        """What the last one printed on stderr."""

    def __call__(self, *arguments: str) -> tuple[int, str]:
        """Search, and return the exit code and what was printed."""
        self._capsys.readouterr()
        code = main(["search", "--data", str(self.root), *arguments])
        printed, self.said = self._capsys.readouterr()
        return code, printed

    def results(self, *arguments: str) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self("--json", "--limit", "100", *arguments)[1].splitlines()]

    def ids(self, *arguments: str) -> list[int]:
        """Return the numbers in the ids of what was found, the best first."""
        return [int(result["id"].rpartition("d")[2]) for result in self.results(*arguments)]
