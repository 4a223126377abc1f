"""A small archive with much of what an analyst meets: months, versions, people of one name, odd signs, what is gone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hanoitv_scraper.digests import article_digest
from hanoitv_scraper.items import VIETNAM, Article, Image, QuotedSpeaker, ReadBy, SpeakerType, Statement
from tests.archive.runs import crawl, exchange, look, opened

RUNS = tuple(datetime(2021, 11, day, 1, tzinfo=UTC) for day in (1, 10, 20))
"""When the archive's three runs were made."""
WITHHELD = "hanoitv:d9"
GONE = "hanoitv:d2"
NEVER_READ = "hanoitv:d99"
SAID = "việc này phải xong trước Tết"
BOLD = "ta cùng làm, đừng chờ ai"


def speaker(
    name: str | None,
    position: str | None,
    organisation: str | None,
    body: str,
    *said: tuple[str, str],
    type: SpeakerType = "person",
    former: bool = False,
) -> QuotedSpeaker:
    """Return who said these words of the body, each with its verb: in quotation marks where these stand there."""
    quotes = tuple(
        Statement(
            text=text, form="direct" if f"“{text}”" in body else "indirect", verb=verb, field="body",
            start=body.index(text), end=body.index(text) + len(text), speaker_text=name or organisation,
            speaker_start=body.index(name or organisation or ""),
            speaker_end=body.index(name or organisation or "") + len(name or organisation or ""),
            rule="cue-before", confidence=0.96,
        )
        for text, verb in said
    )  # fmt: skip
    return QuotedSpeaker(
        name=name, honorific="Ông" if name else None, rank=None, position=position, organisation=organisation,
        type=type, former=former, quotes=quotes,
    )  # fmt: skip


def article(
    number: int,
    day: str | None,
    title: str,
    *speakers: tuple[str | None, str | None, str | None],
    keywords: tuple[str, ...] = (),
    section: tuple[str, ...] = ("Xã hội",),
    more: str = "",
) -> Article:
    """Return an article in which each speaker (name, office, body) says two things."""
    told = [
        f"{name or organisation} cho biết {SAID} {at}. “{BOLD} {at}”, {name or organisation} nhấn mạnh."
        for at, (name, _, organisation) in enumerate(speakers)
    ]
    body = "\n\n".join((*told, f"Tin số {number}.{more}"))
    officials = tuple(
        speaker(
            name, position, organisation, body, (f"{SAID} {at}", "cho biết"), (f"{BOLD} {at}", "nhấn mạnh"),
            type="person" if name else "organisation",
        )
        for at, (name, position, organisation) in enumerate(speakers)
    )  # fmt: skip
    return Article(
        id=f"hanoitv:d{number}", site="hanoitv", url=f"http://hanoitv.vn/tin-d{number}.html", title=title,
        timestamp=datetime.fromisoformat(day).replace(tzinfo=VIETNAM) if day else None,
        timestamp_precision="minute" if day else None, timestamp_text=day, body=body, quoted_officials=officials,
        keywords=keywords, section=section, language="vi",
        read_by=ReadBy(version="0.1.0", rules="sha256:r", title="site"),
    )  # fmt: skip


CHAIR = ("Lâm Quang Thử", "Chủ tịch", "UBND TP Hà Nội")
CHAIR_SPELT = ("Lâm Quang Thử", "Chủ tịch", "UBND thành phố Hà Nội")
NAMESAKE = ("Nguyễn Văn Mẫu", "Giám đốc", "Bệnh viện Thử Nghiệm")
OTHER_NAMESAKE = ("Nguyễn Văn Mẫu", "Trưởng thôn", "thôn Mẫu Đơn")
PAPER = (None, None, "Sở Thử nghiệm Hà Nội")

FIRST = (
    article(1, "2021-09-30 23:59", "Quận uỷ Thử họp bàn", CHAIR, keywords=("Quận uỷ", "Tết")),
    article(2, "2021-10-01 00:00", "Bài sẽ mất", NAMESAKE, keywords=("Tết",)),
    article(3, "2021-10-05 08:30", "Bài sẽ sửa", CHAIR_SPELT, PAPER, section=("Kinh tế", "Thị trường")),
    article(4, None, "Bài không ngày", OTHER_NAMESAKE),
    article(5, "2021-10-09 10:00", "=HYPERLINK(\"http://x.example\";\"bấm\")", keywords=("@cmd", "+1", "-2", "=1+1")),
    article(6, "2021-10-10 10:00", "</script><script>alert(1)</script> & \"ngoặc\" 'đơn'"),
    article(7, "2021-10-11 10:00", "مرحبا \u202e Hà Nội 🎉👩‍👩‍👧", more=" \U0001f600" * 3),
    article(9, "2021-10-12 10:00", "Bài bị rút", ("Người Bị Rút", "Chủ tịch", "UBND xã Kín")),
)  # fmt: skip
LATER = (
    article(8, "2021-11-09 07:00", "Tháng mười một", CHAIR, NAMESAKE, keywords=("Tết", "Tết dương")),
    replace(FIRST[2], title="Bài đã sửa"),
)


def read_newly(before: Article) -> Article:
    """Return the first article as better rules read its stored page."""
    newer = replace(before, lead="Sapo đọc lại", read_by=replace(before.read_by, rules="sha256:newer"))
    return replace(newer, digest=article_digest(newer))


def make_archive(root: Path) -> Path:
    """Make the archive at `root` and return it."""
    first = [
        replace(one, images=(Image(url="http://hanoitv.vn/a.jpg", caption="Ảnh: Thử"),)) if one.id == GONE else one
        for one in FIRST
    ]
    crawl(root, *first, now=RUNS[0])
    crawl(root, *LATER, now=RUNS[1])
    newer = read_newly(FIRST[0])
    with opened(root, now=RUNS[2]) as run:
        look(run, newer, read_again=read_newly)
        run.seal("finished", 0, None)
    (root / "withheld.txt").write_text(f"{WITHHELD}  # takedown\n", encoding="utf-8")
    with opened(root, now=RUNS[2] + timedelta(hours=1)) as run:
        for id, url in ((GONE, FIRST[1].url), (NEVER_READ, "http://hanoitv.vn/tin-d99.html")):
            sighting = run.keep(exchange(url, b"no such page", run.clock(), status=404), id, url)
            run.sight(replace(sighting, outcome="gone"))
        run.seal("finished", 0, None)
    return root
