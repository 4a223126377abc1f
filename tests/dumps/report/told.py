"""An archive of two months, small and with something for every part of a report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hanoitv_scraper.cli import main
from hanoitv_scraper.items import Article
from tests.archive.runs import crawl, exchange, opened
from tests.dumps.made import article

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)> & <!-- \u2028 ]]>"
BEGIN = datetime(2026, 1, 5, 8)
DAYS = 60
FIRST_CHAIR = ("Lâm Quang Thử", "Chủ tịch", "UBND quận Thử Nghiệm")
NEXT_CHAIR = ("Trịnh Thị Mẫu", "Chủ tịch", "UBND quận Thử Nghiệm")
DEPUTY = ("Trịnh Thị Mẫu", "Phó Chủ tịch", "UBND quận Thử Nghiệm")
BODY = (None, None, "Sở Thử nghiệm Hà Nội")


def articles() -> Iterator[Article]:
    """Yield an article a day: halfway the deputy becomes chair, and near the end another topic begins."""
    for number in range(DAYS):
        day = f"{BEGIN + timedelta(days=number):%Y-%m-%d %H:%M}"
        late, last = number >= DAYS // 2, number >= DAYS * 3 // 4
        speakers = (NEXT_CHAIR if late else FIRST_CHAIR, *((BODY,) if number % 3 else (() if late else (DEPUTY,))))
        keywords = ("Thử nghiệm", "Mùa mưa" if last else "Mùa khô", f"Chủ đề {number % 12}")
        section = ("Xã hội", "Kinh tế", "Văn hoá")[number % 3]
        yield article(number + 1, day, f"Tin ngày {number + 1}", *speakers, keywords=keywords, section=(section,))


def make_told(root: Path) -> Path:
    """Make the archive at `root` and return it: some of it hostile, one article edited, one gone."""
    told = list(articles())
    told[5] = replace(told[5], title=HOSTILE, section=(HOSTILE,), keywords=(HOSTILE, "Thử nghiệm"))
    told[-2] = replace(told[-2], url="javascript:alert(3)")
    told[7] = replace(told[7], timestamp=None)
    crawl(root, *told, now=datetime(2026, 5, 6, 1, tzinfo=UTC))
    edited = replace(told[-1], title="Tin ngày 60 đã sửa", body=f"{told[-1].body} Thêm một câu.")
    crawl(root, edited, now=datetime(2026, 5, 7, 1, tzinfo=UTC))
    with opened(root, now=datetime(2026, 5, 8, 1, tzinfo=UTC)) as run:
        gone = run.keep(exchange(told[2].url, b"no such page", run.clock(), status=404), told[2].id, told[2].url)
        run.sight(replace(gone, outcome="gone"))
        run.seal("finished", 0, None)
    return root


def report(root: Path, output: Path, *more: str) -> Path:
    """Write the report of an archive and return its place."""
    assert main(["report", "--data", str(root), "--output", str(output), *more]) == 0
    return output
