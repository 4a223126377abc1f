"""Archives made for measuring: of any number of records, or of years of runs. `hanoitv verify` finds them sound."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hanoitv_scraper.archive.layout import RUN_TIME, TABLES, Table
from hanoitv_scraper.archive.lines import to_line
from hanoitv_scraper.archive.run_file import RunFile, write_ended
from hanoitv_scraper.archive.segments import Segments
from hanoitv_scraper.archive.versions import next_revision
from hanoitv_scraper.archive.warc import Exchange, to_records, to_warcinfo
from hanoitv_scraper.digests import article_digest, sha256
from hanoitv_scraper.items import Article, Outcome, QuotedSpeaker, Raw, ReadBy, Sighting, Statement

SITE = "hanoitv"
BEGAN = datetime(2016, 11, 23, tzinfo=UTC)
READ_BY = ReadBy(version="0.1.0", rules="sha256:rules", title="site", body="site", keywords="site")
BATCH = 64
OUTCOMES: tuple[Outcome, ...] = ("same", "new", "edited")
"""Of a look at an article that has not changed, and by its edition else."""
WORDS = "cau duong song cho truong ben pho ho vuon dinh xa phuong moi xua xanh ben rong cao".split()
QUOTE = "cây cầu này bền trăm năm và người dân hai bên sông không còn phải đi đò mỗi khi nước lớn"
BODY = (
    f"Ông Trần Văn Ví cho biết {QUOTE}.\n\n"
    "Sáng nay cây cầu thứ ba của xã đã thông xe sau hai năm thi công, sớm hơn kế hoạch một quý. Học sinh tới trường "
    "gần hơn năm cây số mỗi ngày, còn chợ quê bên kia sông nay họp cả buổi chiều."
)
SPEAKER = QuotedSpeaker(
    name="Trần Văn Ví", honorific="Ông", rank=None, position="Chủ tịch", organisation="UBND xã Thử", type="person",
    former=False,
    quotes=(
        Statement(
            text=QUOTE, form="indirect", verb="cho biết", field="body", start=BODY.index(QUOTE),
            end=BODY.index(QUOTE) + len(QUOTE), speaker_text="Ông Trần Văn Ví", speaker_start=0, speaker_end=15,
            rule="cue-before", confidence=0.97,
        ),
    ),
)  # fmt: skip


def make_records(root: Path, records: int) -> None:
    """Make an archive of so many lines: four fifths are new articles of one run, a fifth their edits by the next."""
    root.mkdir(parents=True)
    edited = records // 5
    for edition, numbers in ((1, range(records - edited)), (2, range(edited))):
        if numbers:
            write_run(root, BEGAN + timedelta(days=edition), numbers, edition)


def make_runs(root: Path, hours: int) -> None:
    """Make an archive of hourly runs: one a day has a new article, the others ask for it again and get nothing."""
    root.mkdir(parents=True)
    for hour in range(hours):
        at, number = BEGAN + timedelta(hours=hour), hour // 24
        write_run(root, at, range(number, number + 1), edition=0 if hour % 24 else 1)


def write_run(root: Path, at: datetime, numbers: range, edition: int) -> None:
    """Write a run, all at once, that found articles in this edition; 0: found them as they were."""
    run = f"{at:{RUN_TIME}}-0000"
    warcinfo = {"pages": lambda name: to_warcinfo(name, at, {"software": "hanoitv-scraper"})}
    segments = {table: Segments(root, SITE, table, run, warcinfo.get(table)) for table in TABLES}
    for start in range(0, len(numbers), BATCH):
        write_looks(segments, run, at, numbers[start : start + BATCH], edition)
    for table in TABLES:
        segments[table].close()
    run_file = RunFile(
        run=run, site=SITE, version=READ_BY.version, rules=READ_BY.rules, started_at=at, ended_at=at,
        status="finished", exit_code=0, outcomes={OUTCOMES[edition]: len(numbers)},
        files=tuple(info for table in TABLES for info in segments[table].seal()),
    )  # fmt: skip
    write_ended(run_file, root)


def write_looks(segments: Mapping[Table, Segments], run: str, at: datetime, numbers: range, edition: int) -> None:
    """Write pages, lines and sightings of a batch: one by one, paths would be put together three times each."""
    sightings = [
        Sighting(id=f"{SITE}:d{number}", site=SITE, url=to_url(number), at=at, outcome=OUTCOMES[edition], run=run)
        for number in numbers
    ]
    if edition:
        exchanges = [to_exchange(number, at, edition) for number in numbers]
        file, places = segments["pages"].append(at, *(record for one in exchanges for record in to_records(one)))
        raws = [
            Raw(file=file, offset=offset, length=length, digest=sha256(exchange.payload), via="live")
            for exchange, (offset, length) in zip(exchanges, places[::2], strict=True)
        ]
        looks = list(zip(numbers, sightings, raws, strict=True))
        articles = (replace(to_article(number, at, edition), run=run, raw=raw) for number, _, raw in looks)
        segments["articles"].append(at, *map(to_line, articles))
        sightings = [replace(one, digest=raw.digest, fetched=one.url, raw=raw) for _, one, raw in looks]
    segments["sightings"].append(at, *map(to_line, sightings))


def to_url(number: int) -> str:
    """Return an address whose place among others is no more foreseen than that of a real one: it begins with words."""
    words = (WORDS[byte % len(WORDS)] for byte in hashlib.sha256(b"%d" % number).digest()[:6])
    return f"http://hanoitv.vn/{'-'.join(words)}-d{number}.html"


def to_exchange(number: int, at: datetime, edition: int) -> Exchange:
    payload = f"<title>Tin số {number}</title><article><p>Tin số {number}, bản {edition}.</p><p>{BODY}</p></article>"
    return Exchange(
        url=to_url(number), at=at, method="GET", request_headers=((b"Host", b"hanoitv.vn"),), status=200, phrase="OK",
        headers=((b"Content-Type", b"text/html; charset=utf-8"), (b"ETag", b'"%d-%d"' % (number, edition))),
        payload=payload.encode(),
    )  # fmt: skip


def to_article(number: int, at: datetime, edition: int) -> Article:
    """Return an article as it would be read off its page, without the place of that; edition 2 is an edit of 1."""
    article = Article(
        id=f"{SITE}:d{number}", site=SITE, url=to_url(number), title=f"Tin số {number}", timestamp=BEGAN,
        timestamp_precision="minute", body=f"{BODY}\n\nTin số {number}, bản {edition}.", quoted_officials=(SPEAKER,),
        keywords=("Cầu mới", "Xã Thử"), section=("Xã hội",), language="vi", fetched_at=at, read_by=READ_BY,
    )  # fmt: skip
    article = replace(article, digest=article_digest(article))
    before = to_article(number, at, edition - 1) if edition > 1 else None
    return (before and next_revision(before, article)) or article
