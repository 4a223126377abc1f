"""The power fails after any one operation on the disk: what was acknowledged is there when it is back."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence, Set
from contextlib import contextmanager
from datetime import timedelta
from itertools import takewhile
from pathlib import Path

import pytest

from hanoitv_scraper.archive import recover as recover_module
from hanoitv_scraper.archive import run as run_module
from hanoitv_scraper.archive import segments
from hanoitv_scraper.archive.layout import OPEN, run_files
from hanoitv_scraper.archive.lines import from_line, sighting_from_line
from hanoitv_scraper.archive.open_run import recover_site
from hanoitv_scraper.archive.read import committed_lines
from hanoitv_scraper.archive.run_file import read_run_file
from hanoitv_scraper.archive.segments import describe
from hanoitv_scraper.archive.warc import read_stored
from hanoitv_scraper.cli import main
from hanoitv_scraper.errors import ArchiveDamaged
from hanoitv_scraper.items import Article
from tests.archive.power import Disk, Found, Killed, Log, Operation, lay_out
from tests.archive.runs import NOON, opened
from tests.archive.stories import FIRST, REREAD, SECOND, SITE, Story
from tests.faults import tapped

STORIES = pytest.mark.parametrize("story", [FIRST, SECOND, REREAD], ids=["first run", "second run", "reread"])
SEALED = (".json", ".jsonl", ".warc.gz")


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Several batches and several segments in a run of a few pages."""
    monkeypatch.setattr(run_module, "BATCH", 3)
    monkeypatch.setattr(recover_module, "MOST_UNSYNCED", 12)
    monkeypatch.setattr(segments, "MAX_BYTES", {"pages": 7_000, "articles": 40_000, "sightings": 3_000})


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory, where there is such a disk: SQLite syncs for real, and there that costs nothing."""
    memory = Path("/dev/shm")  # Linux's disk in memory; the folder in it is our own
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else tmp_path) as made:
        yield Path(made)


def begun(world: Path, story: Story) -> Log:
    """Return the log of a world in which a story's run is to be written."""
    world.mkdir()
    with unsynced(world):
        for run in story.before:
            run(world / "data")
    return Log(world)


@contextmanager
def unsynced(world: Path) -> Iterator[None]:
    """Sync nothing for real, to save time."""
    with tapped(world, lambda name, path, arguments, real: None if "sync" in name else real(*arguments)):
        yield


def recover(root: Path, hour: int = 48) -> list[str]:
    """Do what `hanoitv recover` does; nothing where the cut left no archive at all."""
    return recover_site(root, SITE, clock=lambda: NOON + timedelta(hours=hour)) if root.is_dir() else []


def acknowledged(operations: Sequence[Operation]) -> set[bytes]:
    """Return the lines that are synced together with their pages, and with all lines of their file before them."""
    synced = {sealed_path(path): content for path, content in Disk(operations).synced().items()}
    of_files = (content.splitlines(True) for path, content in synced.items() if path.startswith("articles/"))
    return {line for lines in of_files for line in takewhile(lambda line: has_page(from_line(line), synced), lines)}


def sealed_path(path: str) -> str:
    return path.removeprefix("data/").removesuffix(OPEN)


def has_page(article: Article, synced: dict[str, bytes]) -> bool:
    raw = article.raw
    assert raw and raw.file and raw.offset is not None and raw.length
    return raw.offset + raw.length <= len(synced[raw.file])


def pass_by(root: Path) -> None:
    """Begin a run, which recovers what it finds, and look at nothing."""
    with opened(root, now=NOON + timedelta(hours=48)) as run:
        run.seal("finished", 0, None)


def check_cut(world: Path, found: Found, acknowledged: Set[bytes], mend: Callable[[Path], object]) -> None:
    """Let what was found after a power cut be mended, and hold it against what must be so."""
    shutil.rmtree(world, ignore_errors=True)
    lay_out(found, world)
    root = world / "data"
    with unsynced(world):
        mend(root)
        check_archive(root)
        lines = {line.content for line in committed_lines(root)}
        assert acknowledged <= lines, f"{len(acknowledged - lines)} acknowledged records are lost"
        after = contents(world)
        assert sealed(found).items() <= after.items(), "a sealed file is another"
        assert not [path for path in after if not path.endswith(SEALED)], "something is left behind"
        assert recover(root) == [] and contents(world) == after, "a second recovery changes something"


def check_next_run(world: Path, story: Story) -> None:
    """Let the run be done again on a recovered archive: it stores what was lost, and nothing twice."""
    with unsynced(world):
        story.run(world / "data", hour=72)
        check_archive(world / "data")
    assert main(["verify", "--data", str(world / "data")]) == 0
    assert {key(from_line(line.content)) for line in committed_lines(world / "data")} == story.versions


def check_archive(root: Path) -> None:
    """Hold an archive against itself: whole files, no line twice, each line with its page, each look with its line."""
    for path in run_files(root):
        for info in read_run_file(path).files:
            assert describe(root / info.file, root, info.records) == info
    articles = [from_line(line.content) for line in committed_lines(root)]
    assert len({key(article) for article in articles}) == len(articles), "a version is there twice"
    for article in articles:
        assert article.raw and read_stored(root, article.raw)
    lines = {(article.id, article.raw) for article in articles}
    for line in committed_lines(root, table="sightings"):
        sighting = sighting_from_line(line.content)
        if sighting.outcome in ("new", "edited"):
            assert (sighting.id, sighting.raw) in lines, "a look that found something new is there without its line"


def key(article: Article) -> tuple[str, int, int]:
    return article.id, article.revision, article.reading


def contents(world: Path) -> dict[str, bytes]:
    """Return what is in a world's files, but for its state."""
    files = (path for path in world.rglob("*") if path.is_file() and "state" not in path.parts)
    return {path.relative_to(world).as_posix(): path.read_bytes() for path in files}


def sealed(found: Found) -> dict[str, bytes]:
    return {path: content for path, content in found.items() if content is not None and path.endswith(SEALED)}


def check_cuts(
    folder: Path, log: Log, story: Story, numbers: Sequence[int], rng: random.Random, kept: Set[bytes] | None = None
) -> None:
    """Cut the power after so many operations of a log, for each number, and see what comes of it.

    `kept` was acknowledged before; by default it is what the log says. Half of the times the state is there as it was
    in the beginning; every sixth time the next run is taken through what was recovered.
    """
    for number in numbers:
        found = Disk(log.done[:number]).choose(rng)
        if "data" in found and rng.random() < 0.5:
            found |= log.cache
        mend = rng.choice((recover, pass_by))
        try:
            check_cut(folder / "found", found, acknowledged(log.done[:number]) if kept is None else kept, mend)
            if number % 6 == 0:
                check_next_run(folder / "found", story)
        except Exception as error:
            last = log.done[number - 1]
            error.add_note(f"the power failed after operation {number} of {len(log.done)}: {last.kind} {last.path}")
            raise


def written(world: Path, story: Story) -> Log:
    """Return the log of a story's run, from beginning to end."""
    log = begun(world, story)
    with log.watching():
        story.run(world / "data")
    return log


# How many operations apart the power fails, and how often all of it is done.
DEPTHS = pytest.mark.parametrize(("step", "turns"), [(12, 1), pytest.param(1, 12, marks=pytest.mark.soak)])


@STORIES
@DEPTHS
def test_a_power_cut_in_a_run_loses_nothing_acknowledged_and_tears_nothing(
    story: Story, step: int, turns: int, folder: Path
) -> None:
    for turn in range(turns):
        log = written(folder / f"written-{turn}", story)
        check_cuts(folder, log, story, range(log.begins + turn % step, len(log.done) + 1, step), random.Random(turn))


@STORIES
@DEPTHS
def test_a_power_cut_in_a_recovery_loses_nothing_either(story: Story, step: int, turns: int, folder: Path) -> None:
    run = written(folder / "written", story)
    for turn in range(turns):
        rng, world = random.Random(turn), folder / f"recovered-{turn}"
        first_cut = rng.randrange((run.begins + len(run.done)) // 2, len(run.done))
        lay_out(Disk(run.done[:first_cut]).choose(rng), world)
        log = Log(world)
        with log.watching():
            recover(world / "data")
        numbers = range(log.begins, len(log.done) + 1, step)
        check_cuts(folder, log, story, numbers, rng, kept=acknowledged(run.done[:first_cut]))


@pytest.mark.parametrize("kind", ["mkdir", "write", "rename"])
@pytest.mark.parametrize(
    ("step", "points"), [(27, slice(-2, -1)), pytest.param(4, slice(None), marks=pytest.mark.soak)]
)
@STORIES
def test_a_power_cut_after_a_killed_run_was_recovered_loses_nothing(
    story: Story, kind: str, step: int, points: slice, folder: Path
) -> None:
    """What a killed process did is in the kernel's memory still: who builds on it must bring it to the disk."""
    measured = written(folder / "measured", story)
    # The archive's own folder is there, and is known to be: it is made and synced first.
    first = measured.begins + 2
    of_kind = [number for number, one in enumerate(measured.done[first:], first + 1) if one.kind == kind]
    for number in of_kind[points]:
        log = begun(folder / f"killed-{number}", story)
        log.dies_after = number
        with pytest.raises(Killed), log.watching():
            story.run(log.folder / "data")
        log.dies_after = None
        with log.watching():
            story.run(log.folder / "data", hour=36)
        check_cuts(folder, log, story, range(number, len(log.done) + 1, step), random.Random(number))


@pytest.mark.parametrize("kind", ["sync", "sync folder"])
def test_the_proof_notices_a_writer_that_does_not_sync(kind: str, folder: Path) -> None:
    log = written(folder / "written", SECOND)
    with pytest.raises((AssertionError, ArchiveDamaged)):
        for number in range(log.begins, len(log.done)):
            wanting = [one for one in log.done[:number] if one.kind != kind or one in log.done[: log.begins]]
            found = Disk(wanting).choose(random.Random(number))
            check_cut(folder / "found", found, acknowledged(log.done[:number]), recover)
