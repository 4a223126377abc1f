"""Whatever a newsroom does and whatever becomes of the runs between, one whole run brings the archive up to it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from hanoitv_scraper.archive.read import read_archive
from hanoitv_scraper.archive.state import open_state
from tests.newsroom.manner import Manner
from tests.newsroom.site import Site as NewsroomSite
from tests.newsroom.stories import Story
from tests.newsroom.writing import make_stories
from tests.spiders.searching import BOTH, FILES, LISTS, KilledError, search, site_of

BEGIN = datetime(2024, 11, 30, 12, tzinfo=UTC)
STORIES = tuple(story for story in make_stories(70, 3, years=1, ending=BEGIN) if story.kind == "article")
FIRST = STORIES[:50]
NARROW: tuple[dict[str, str], ...] = (
    {}, {"since": "2024-11-10"}, {"until": "2024-10-01"}, {"limit": "4"}, {"sections": "xa-hoi"}, {"revisit": "none"},
    {"revisit": "all"}, {"kinds": "video"},
)  # fmt: skip
ALL = {"revisit": "all"}
EXAMPLES = max(15, settings.default.max_examples // 10) if settings.default else 15


class History:
    """A newsroom and its archive, an hour after an hour."""

    def __init__(self, data: Path, find: str, dates: bool) -> None:
        self.data = data
        self.site = NewsroomSite(FIRST, Manner(dates=dates))
        self.file = site_of(find, 'horizon = "3000 days"')
        self.now = BEGIN
        self.gone: set[str] = set()

    def run(self, given: Mapping[str, str], dies_after: int | None = None) -> None:
        self.now += timedelta(hours=1)
        with suppress(KilledError):
            search(self.data, self.site, self.file, self.now, given, dies_after=dies_after)

    def change(self, what: str, story: Story) -> None:
        self.now += timedelta(hours=1)
        is_there = any(one.id == story.id for one in self.site.stories)
        if what == "publish" and not is_there and story.id not in self.gone:
            self.site.publish(story, self.now)
        elif what == "edit" and is_there:
            self.site.edit(story.number, at=self.now, title=f"{story.title}, lúc {self.now:%H:%M %d/%m}")
        elif what == "move" and is_there:
            self.site.move(story.number, f"moi-{self.now:%d%H}", at=self.now)
        elif what == "remove" and is_there:
            self.site.remove(story.number, at=self.now)
            self.gone.add(story.id)


Step = Callable[[History], None]
changes: st.SearchStrategy[Step] = st.builds(
    lambda what, story: lambda history: history.change(what, story),
    st.sampled_from(("publish", "edit", "remove", "move")),
    st.sampled_from(STORIES),
)
runs: st.SearchStrategy[Step] = st.sampled_from(NARROW).map(lambda given: lambda history: history.run(given))
deaths: st.SearchStrategy[Step] = st.integers(0, 30).map(lambda after: lambda history: history.run(ALL, after))


@given(st.lists(st.one_of(changes, runs, deaths), max_size=12), st.sampled_from((LISTS, FILES, BOTH)), st.booleans())
@settings(max_examples=EXAMPLES)
def test_a_whole_run_brings_the_archive_up_to_the_newsroom(steps: list[Step], find: str, dates: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        made = History(Path(folder), find, dates)
        for step in steps:
            step(made)
        made.run(ALL)
        archived = {article.id: article for article in read_archive(folder) if article.kind == "article"}
        for story in made.site.stories:
            article = archived.pop(f"hanoitv:{story.id}")
            assert (article.url, article.title, article.timestamp) == (story.url, story.title, story.published)
        assert archived.keys() <= {f"hanoitv:{id}" for id in made.gone}
        state = open_state(Path(folder), "hanoitv")
        for id in archived:
            assert (entry := state.entry(id)) and entry.gone_at
        state.close()
        versions = [(one.id, one.revision) for one in read_archive(folder, versions="all")]
        assert len(versions) == len(set(versions))
