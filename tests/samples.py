"""Articles for tests: one by hand, and any at all for properties."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import strategies as st

from hanoitv_scraper.items import VIETNAM, Article, Image, QuotedSpeaker, Raw, ReadBy, Statement, Video

WRITTEN = Article(
    id="hanoitv:d1", site="hanoitv", url="http://hanoitv.vn/thu-d1.html", title="Tin thử",
    timestamp=datetime(2021, 11, 8, 21, 21, tzinfo=VIETNAM), timestamp_precision="minute",
    body="Bà Trần Thị Thử nói: “Thử là thử”.",
    quoted_officials=(
        QuotedSpeaker(
            name="Trần Thị Thử", honorific="Bà", rank=None, position="Chủ tịch", organisation="UBND phường Thử",
            type="person", former=False,
            quotes=(
                Statement(
                    text="Thử là thử", form="direct", verb="nói", field="body", start=22, end=32,
                    speaker_text="Bà Trần Thị Thử", speaker_start=0, speaker_end=15, rule="cue-before", confidence=0.9,
                ),
            ),
        ),
    ),
    digest="sha256:1", fetched_at=datetime(2026, 11, 23, 19, 0, 4, tzinfo=UTC),
    raw=Raw(file=None, offset=None, length=None, digest="sha256:a", via="live"),
    read_by=ReadBy(version="0.1.0", rules="sha256:r", title="site"),
)  # fmt: skip

# What JSON in UTF-8 can hold: everything but lone surrogates, which `clean` takes out of every text.
texts = st.text(st.characters(codec="utf-8"))
zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
times = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=zones)

articles = st.builds(
    Article,
    id=texts, site=texts, url=texts, title=texts, digest=texts, revision=st.integers(1, 9), reading=st.integers(1, 9),
    changed=st.lists(texts).map(tuple), kind=st.sampled_from(["article", "video", "audio", "photo"]),
    timestamp=st.none() | times, timestamp_precision=st.sampled_from([None, "second", "minute", "day"]),
    timestamp_text=st.none() | texts, updated_at=st.none() | times, dateline=st.none() | texts, lead=st.none() | texts,
    body=st.none() | texts, keywords=st.lists(texts).map(tuple), section=st.lists(texts).map(tuple),
    authors=st.lists(texts).map(tuple), source=st.none() | texts, language=st.none() | texts,
    images=st.lists(st.builds(Image, url=texts, caption=st.none() | texts)).map(tuple),
    videos=st.lists(st.builds(Video, url=texts, caption=st.none() | texts)).map(tuple),
    previous=st.none() | texts, fetched_at=st.none() | times, run=st.none() | texts,
    quoted_officials=st.sampled_from([(), WRITTEN.quoted_officials]),
    raw=st.sampled_from([None, WRITTEN.raw]), read_by=st.just(WRITTEN.read_by),
)  # fmt: skip
