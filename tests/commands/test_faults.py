"""Disks that fail or fill up under a real crawl: code 4, one line, what was written kept, and the next run mends it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from hanoitv_scraper import read_archive
from hanoitv_scraper.archive.warc import read_stored
from tests.conftest import PROJECT, forked, missing, scrapy
from tests.faults import KINDS
from tests.newsroom.demo import PACE
from tests.newsroom.server import Newsroom

Done = subprocess.CompletedProcess[str]
NO_RESERVE = ("-s", "KEEP_FREE_MB=0")


def crawled(
    newsroom: Newsroom, data: Path, *more: str, fault: str = "", within: Sequence[str] = (), verb: str = "crawl"
) -> Done:
    """Run `scrapy crawl hanoitv` against a newsroom into `data`: with a fault, or `within` another command."""
    arguments = ["-a", f"root={newsroom.url.rstrip('/')}", "-s", f"DATA_DIR={data}", "-s", "RETRY_ENABLED=False"]
    told = [verb, "hanoitv", *arguments, *PACE, *more]
    if fault:
        return forked("tests.faults", *fault.split(), "--", *told)
    if not within:
        return scrapy(*told)
    command = [*within, sys.executable, "-m", "scrapy", *told]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=60, check=False)


def check_code_4(done: Done) -> str:
    """Hold a crawl that could not write to its outcome; return the line, the last, that says what is kept.

    Lines before it may say what the crawl recovered first.
    """
    assert done.returncode == 4 and done.stdout == "", done
    *recovered, line = done.stderr.splitlines()
    assert "cannot write to" in line and (" are kept" in line or "nothing was fetched" in line), line
    assert all(" killed run " in other or "read anew" in other for other in recovered), done.stderr
    return line


def check_kept(data: Path, before: Mapping[str, bytes]) -> dict[str, bytes]:
    """Hold an archive against itself and what it held before; return its lines, by the name of their sealed file."""
    files = [path for path in data.glob("articles/*/*/*") if path.stat().st_size]
    held = {path.name.removesuffix(".open"): path.read_bytes() for path in files}
    assert before.items() <= held.items(), "what was written is another"
    assert all(content.endswith(b"\n") for content in held.values()), "a line is torn"
    articles = list(read_archive(data, versions="all"))
    assert len({article.id for article in articles}) == len(articles), "an article is there twice"
    assert all(article.raw and read_stored(data, article.raw) for article in articles)
    return held


def check_mended(done: Done, data: Path, held: Mapping[str, bytes]) -> None:
    """Hold a plain run after faults to its outcome: everything is there once, and nothing is left open."""
    assert done.returncode == 0, done
    check_kept(data, held)
    assert len(list(read_archive(data))) == 60
    assert not [*data.rglob("*.open"), *data.rglob("*.new")]


def test_a_disk_that_fails_is_code_4_and_one_line_and_the_next_run_mends_it(newsroom: Newsroom, tmp_path: Path) -> None:
    """One fault after the other in the same archive: while a page is written, and while a batch is synced.

    The run that mends it has a disk that takes half of what it is given, again and again: that is no fault.
    """
    data, held = tmp_path / "data", dict[str, bytes]()
    for fault in ("eio-write 60", "eio-sync 20"):
        check_code_4(crawled(newsroom, data, fault=fault))
        held = check_kept(data, held)
    check_mended(crawled(newsroom, data, fault="short 1"), data, held)


def test_what_was_written_is_looked_at_before_a_run_ends_well(newsroom: Newsroom, tmp_path: Path) -> None:
    done = crawled(newsroom, tmp_path / "data", fault="cut 1")
    (line,) = done.stderr.splitlines()
    assert done.returncode == 3 and "-0001.warc.gz: byte " in line and "it ends here, expected" in line


@pytest.mark.soak
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("short", "cut")])
def test_a_fault_at_any_call_is_code_4_and_the_next_run_mends_it(kind: str, newsroom: Newsroom, tmp_path: Path) -> None:
    """At the first calls one by one, then further and further apart, until one is so late that the run ends well."""
    n, done = 1, None
    while not done or done.returncode:
        data = tmp_path / str(n)
        done = crawled(newsroom, data, fault=f"{kind} {n}")
        if done.returncode:
            check_code_4(done)
            check_mended(crawled(newsroom, data), data, check_kept(data, {}))
        n += 1 + n // 8
    assert n > 5
    check_mended(done, data, {})


@dataclass(frozen=True, slots=True)
class SmallDisk:
    """A disk in memory that is soon full."""

    within: tuple[str, ...]
    """The command that runs others where the disk is mounted."""
    folder: Path
    """Where it is mounted, as those see it."""
    seen: Path
    """Where it is for this process."""

    def mount(self, kib: int, how: str = "") -> None:
        """Mount it; with `remount,` as how, give it another size."""
        options = f"{how}size={kib}k"
        command = [*self.within, "mount", "-t", "tmpfs", "-o", options, "tmpfs", str(self.folder)]
        subprocess.run(command, check=True, capture_output=True)


# Where root may mount, and where anyone may.
NAMESPACES = (("--mount",), ("--user", "--map-root-user", "--mount"))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[SmallDisk]:
    """A disk that is not mounted yet, in a namespace of its own that lasts as long as a process waits in it."""
    folder = tmp_path / "disk"
    folder.mkdir()
    for namespaces in NAMESPACES:
        with waiting(namespaces) as pid:
            if pid:
                user = ("--user", "--preserve-credentials") if "--user" in namespaces else ()
                within = ("nsenter", *user, "--mount", "--wd", "--target", str(pid))
                yield SmallDisk(within, folder, Path(f"/proc/{pid}/root{folder}"))
                return
    missing("`unshare --mount`, or `unshare --user` for those who are not root, for a small disk,")


@contextmanager
def waiting(namespaces: Sequence[str]) -> Iterator[int | None]:
    """Let a process wait in namespaces of its own; give its id, None where that is refused."""
    command, pipe = ["unshare", *namespaces, "sh", "-c", "echo there; cat"], subprocess.PIPE
    with subprocess.Popen(command, cwd=PROJECT, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL) as process:
        assert process.stdin and process.stdout
        yield process.pid if process.stdout.readline() else None
        process.stdin.close()


def test_a_full_disk_is_code_4_and_more_room_mends_it(newsroom: Newsroom, small_disk: SmallDisk) -> None:
    """It is full before the first page, and then among pages and lines, in the archive that the first run left."""
    data, seen = small_disk.folder / "data", small_disk.seen / "data"
    small_disk.mount(60)
    check_code_4(crawled(newsroom, data, *NO_RESERVE, within=small_disk.within))
    small_disk.mount(400, "remount,")
    check_code_4(crawled(newsroom, data, *NO_RESERVE, within=small_disk.within))
    held = check_kept(seen, {})
    assert held
    small_disk.mount(4_000, "remount,")
    check_mended(crawled(newsroom, data, *NO_RESERVE, within=small_disk.within), seen, held)


def test_archive_on_a_disk_of_its_own_that_fills_up_is_code_4_and_so_is_one_that_is_read_only(
    newsroom: Newsroom, small_disk: SmallDisk
) -> None:
    data, seen = small_disk.folder / "data", small_disk.seen / "data"
    archived = partial(crawled, newsroom, data, *NO_RESERVE, "--quiet", within=small_disk.within, verb="archive")
    small_disk.mount(400)
    full = archived()
    assert full.returncode == 4 and full.stdout == "" and "No space left on device" in full.stderr, full
    assert "Traceback" not in full.stderr and all(line.startswith("hanoitv: ") for line in full.stderr.splitlines())
    held = check_kept(seen, {})
    small_disk.mount(4_000, "remount,ro,")
    read_only = archived()
    assert read_only.returncode == 4 and "Read-only file system" in read_only.stderr, read_only
    assert "Traceback" not in read_only.stderr
    small_disk.mount(4_000, "remount,rw,")
    check_mended(archived(), seen, held)


@pytest.mark.soak
@pytest.mark.parametrize("kib", range(40, 1_000, 40))
def test_a_disk_of_any_size_is_code_4_and_more_room_mends_it(
    kib: int, newsroom: Newsroom, small_disk: SmallDisk
) -> None:
    data, seen = small_disk.folder / "data", small_disk.seen / "data"
    small_disk.mount(kib)
    done = crawled(newsroom, data, *NO_RESERVE, within=small_disk.within)
    if done.returncode:
        check_code_4(done)
    held = check_kept(seen, {}) if seen.is_dir() else {}
    small_disk.mount(4_000, "remount,")
    check_mended(crawled(newsroom, data, *NO_RESERVE, within=small_disk.within), seen, held)


def test_a_run_leaves_room_free_and_seals_what_it_has(newsroom: Newsroom, small_disk: SmallDisk) -> None:
    data, seen = small_disk.folder / "data", small_disk.seen / "data"
    small_disk.mount(1_500)
    line = check_code_4(crawled(newsroom, data, "-s", "KEEP_FREE_MB=2", within=small_disk.within))
    assert "nothing was fetched" in line and "2.0 MiB must stay free" in line
    line = check_code_4(crawled(newsroom, data, "-s", "KEEP_FREE_MB=1", within=small_disk.within))
    assert "1.0 MiB must stay free" in line
    check_kept(seen, {})
    assert 0 < len(list(read_archive(seen))) < 60 and not list(seen.rglob("*.open"))
