"""What holds of the register whatever articles come: ids stay, counts add up."""

from __future__ import annotations

from collections import Counter
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from hanoitv_scraper.dumps.officials.register import Register
from hanoitv_scraper.items import Article, QuotedSpeaker
from tests.dumps.officials.made import article, closed, quoted

NAMES = ("Khuất Thế Mẫu", "Khuất Thế Mẫu", "Nguyễn Văn Hùng", "Lò Văn Hoà", "Lò Văn Hòa", "Mẫu", "N.V.A.")
OFFICES = (
    ("Chủ tịch", "UBND quận Nam Từ Liêm"), ("Bí thư", "Quận uỷ Nam Từ Liêm"), ("Phó Chủ tịch", "UBND TP Hà Nội"),
    ("Phó Chủ tịch", "UBND thành phố Hà Nội"), ("Bí thư", "Thành ủy"), ("Bí thư", "Huyện ủy Ba Vì"),
    ("Thủ tướng", None), ("Chủ tịch", "UBND xã"), ("Chủ tịch", "UBND xã Mẫu"), ("Chủ tịch", "UBND xã Mẫu, huyện Ba Vì"),
    (None, None),
    ("Giám đốc", "Sở Y tế Hà Nội"), ("Bộ trưởng", "Bộ Y tế"), ("Giám đốc", "Bệnh viện Mẫu"), ("Trưởng", "thôn Mẫu"),
)  # fmt: skip
SPEAKERS = st.builds(
    lambda name, office, former, quotes: quoted(name, *office, former=former, quotes=quotes),
    st.sampled_from(NAMES), st.sampled_from(OFFICES), st.sampled_from((False, False, False, True)), st.integers(1, 3),
)  # fmt: skip
DAYS = st.one_of(st.none(), st.dates(date(2021, 1, 1), date(2025, 12, 31)).map(str))
PAGES = st.lists(st.tuples(st.integers(1, 12), DAYS, st.lists(SPEAKERS, min_size=1, max_size=3)), max_size=16)


def to_versions(pages: list[tuple[int, str | None, list[QuotedSpeaker]]]) -> list[Article]:
    """Return articles in the archive's order: a number that comes again is the next revision of that article."""
    seen = Counter[int]()
    versions = []
    for number, day, speakers in pages:
        seen[number] += 1
        versions.append(article(number, day, *speakers, revision=seen[number]))
    return versions


def ids_of(register: Register, articles: list[Article]) -> list[str | None]:
    """Return the ids of all who are quoted, in order."""
    return [
        register.official_id(one, speaker)
        for one in articles
        for speaker in (*one.quoted_officials, *one.quoted_others)
    ]


@given(PAGES.map(to_versions), st.integers(0, 16))
def test_ids_of_the_beginning_are_ids_of_the_whole_alive_or_merged(articles: list[Article], cut: int) -> None:
    beginning, whole = closed(articles[:cut]), closed(articles)
    now = {official.id: official.merged_into or official.id for official in whole.officials()}
    alive = {id for id, meant in now.items() if id == meant}
    assert set(now.values()) == alive
    then = ids_of(beginning, articles[:cut])
    assert [now[id or ""] for id in then] == ids_of(whole, articles[:cut])
    merged = {official.id: official.merged_into for official in beginning.officials() if official.merged_into}
    assert all(now[id] == now[meant] and id not in alive for id, meant in merged.items())


@given(PAGES.map(to_versions), st.sets(st.tuples(st.integers(1, 12), st.integers(1, 4))))
def test_quotes_that_count_add_up_whoever_is_who(articles: list[Article], left_out: set[tuple[int, int]]) -> None:
    versions = {(f"hanoitv:{number}", revision) for number, revision in left_out}
    register = closed(articles, lambda id, revision, reading: (id, revision) not in versions)
    counted = [one for one in articles if (one.id, one.revision) not in versions]
    said = Counter[str | None]()
    for one in counted:
        for speaker in (*one.quoted_officials, *one.quoted_others):
            said[register.official_id(one, speaker)] += len(speaker.quotes)
    told = {official.id: official for official in register.officials()}
    assert {id: official.quotes for id, official in told.items() if official.quotes} == dict(said)
    for official in told.values():
        assert sum(office.quotes for office in official.offices) == official.quotes
        assert max((office.articles for office in official.offices), default=0) <= official.articles
        assert {link.article_id for link in official.links} <= {one.id for one in counted}
    assert ids_of(register, articles) == ids_of(closed(articles), articles)
