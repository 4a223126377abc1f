"""What the search costs as a site grows: sitemaps and archives of up to a million articles, and pages of lists.

Beside ours stand Scrapy's own readers, of sitemaps and of links, and a bare lxml parse. What is said of a size is
measured in a process of its own, so that its peak of memory is its own. Seconds are the processor's: what else the
machine does is not in them.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, closing
from dataclasses import asdict, dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from statistics import median
from time import process_time
from typing import Any

import lxml.html
from scrapy.http import HtmlResponse
from scrapy.linkextractors import LinkExtractor
from scrapy.utils.gz import gunzip
from scrapy.utils.sitemap import Sitemap

from benchmarks.archive_scale import Unmeasured, to_text
from benchmarks.made_archives import READ_BY, SITE
from benchmarks.made_sitemaps import NOW, make
from hanoitv_scraper.archive.layout import state_file
from hanoitv_scraper.archive.open_run import open_run
from hanoitv_scraper.archive.run import EARLY, Run
from hanoitv_scraper.archive.state import State, iso
from hanoitv_scraper.discover.bounds import Bounds
from hanoitv_scraper.discover.feeds import read_entries
from hanoitv_scraper.discover.lists import read_list
from hanoitv_scraper.sites import load_site
from hanoitv_scraper.spiders.arguments import Arguments
from hanoitv_scraper.spiders.search import ROUND, Search
from tests.newsroom.manner import Manner
from tests.newsroom.site import Site as NewsroomSite
from tests.newsroom.trap_pages import list_page
from tests.newsroom.traps import INDEX
from tests.newsroom.writing import make_stories

PROJECT = Path(__file__).resolve().parents[1]
ROUNDS = 3
TEASERS = 400
"""On a list as long as the home page of a large paper, which has 800 links."""

MOST_MEBIBYTES = 16.0
"""Of memory that ours takes beside the file, at any size: what holds each address takes a hundred at a million."""
MOST_TIMES = 2.0
"""Scrapy's time for the largest sitemap, at most so often in ours."""
MOST_MICROSECONDS = 200.0
"""For an address that a search takes in, in the mean: a million are a few minutes."""
PEER = "Scrapy's Sitemap"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What was measured with a sitemap, or with an archive that knows as many articles."""

    what: str
    seconds: float
    mebibytes: float
    """How far the peak of the process's memory rose: above Python, all it imported, and the file as it came."""
    addresses: int = 0
    """How many this took; 0 for what is a step on the way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFigure:
    """What reading one page took, in seconds, the medians of the rounds."""

    page: str
    kilobytes: int
    links: int
    parse: float
    """A bare lxml parse of the same bytes."""
    ours: float
    scrapy: float
    """Scrapy's LinkExtractor, which tells no list from an article, and no date."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables; return 1 if `--check` is given and a bound not kept, 2 if nothing can be measured."""
    options = parse(arguments)
    if options.only:
        return do(options.only, options.folder, options.addresses[0], options.rounds)
    with ExitStack() as stack:
        folder = options.folder or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        try:
            sizes = measure_all(folder, sorted(options.addresses))
            lists = measure_lists_apart(folder, options.rounds)
        except Unmeasured as error:
            print(f"search_scale.py: {error}", file=sys.stderr)
            return 2
    show(sizes)
    show_lists(lists)
    missed = find_missed(sizes) if options.check else ""
    if missed:
        print(f"search_scale.py: {missed}", file=sys.stderr)
    return 1 if missed else 0


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search_scale", description=__doc__)
    add = parser.add_argument
    add("--addresses", type=int, nargs="+", default=(10_000, 100_000, 1_000_000), metavar="N", help="sizes")
    add("--rounds", type=int, default=15, help="how often a list page is read, 0: no lists (default: 15)")
    add("--folder", type=Path, help="where sitemaps and archives are made and left (default: made anew, and removed)")
    add("--check", action="store_true", help="end with 1 where a bound is not kept")
    add(
        "--only", choices=("make", *MEASURING, "lists"), help="do this alone, in this process, with what is at --folder"
    )
    options = parser.parse_args(arguments)
    if options.only and options.folder is None:
        parser.error("--only needs --folder: the sitemaps and the archive of one size")
    return options


def measure_all(folder: Path, sizes: Sequence[int]) -> dict[int, list[Figure]]:
    """Make sitemaps and an archive of each size, and measure with them; raises Unmeasured."""
    figures = {}
    for size in sizes:
        made = folder / str(size)
        lines = [line for what in ("make", *MEASURING) for line in apart(what, made, "--addresses", size)]
        figures[size] = [Figure(**line) for line in lines]
        print(f"{size:,} addresses: done", file=sys.stderr)
    return figures


def measure_lists_apart(folder: Path, rounds: int) -> list[ListFigure]:
    """Measure list pages in a process of their own, unless they are not wanted; raises Unmeasured."""
    return [ListFigure(**line) for line in apart("lists", folder, "--rounds", rounds)] if rounds else []


def apart(what: str, folder: Path, option: str, number: int) -> list[dict[str, Any]]:
    """Do one thing in a process of its own; raises Unmeasured if it fails."""
    command = [sys.executable, "-m", "benchmarks.search_scale", "--only", what, "--folder", str(folder.resolve())]
    done = subprocess.run([*command, option, str(number)], cwd=PROJECT, capture_output=True, text=True, check=False)
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["nothing"]
        raise Unmeasured(f"{what} in {folder} ended with {done.returncode} and said: {said[-1]}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def do(what: str, folder: Path, size: int, rounds: int) -> int:
    """Make what is measured, or measure in this process and print each figure as JSON; return 0."""
    if what == "make":
        make(folder, size)
        return 0
    figures: Iterable[Figure | ListFigure] = measure_lists(rounds) if what == "lists" else MEASURING[what](folder, size)
    for figure in figures:
        print(json.dumps(asdict(figure)))
    return 0


# What is measured.


# How it is measured.


def peak() -> float:
    """Return the most memory that this process has held, in mebibytes."""
    return getrusage(RUSAGE_SELF).ru_maxrss / 1024


def to_figure(what: str, seconds: float, before: float, addresses: int = 0) -> Figure:
    return Figure(what=what, seconds=seconds, mebibytes=peak() - before, addresses=addresses)


def read(
    what: str, reader: Callable[[bytes], Iterable[object]], name: str, folder: Path, size: int
) -> Iterator[Figure]:
    """Read a sitemap from end to end, holding nothing; the best of the rounds counts: machines are shared."""
    content = (folder / name).read_bytes()
    before = peak()
    best = min(seconds_of(partial(count_all, reader, content, size)) for _ in range(ROUNDS))
    yield to_figure(what, best, before, size)


def count_all(reader: Callable[[bytes], Iterable[object]], content: bytes, size: int) -> None:
    """Raise Unmeasured where a sitemap is not read whole."""
    count = sum(1 for _ in reader(content))
    if count != size:
        raise Unmeasured(f"{count} of {size} addresses were read")


def seconds_of(work: Callable[[], object]) -> float:
    began = process_time()
    work()
    return process_time() - began


def read_as_scrapy(content: bytes) -> Iterable[object]:
    """Read a sitemap as Scrapy's SitemapSpider does."""
    return Sitemap(gunzip(content) if content.startswith(b"\x1f\x8b") else content)


def take_in(what: str, name: str, archive: str, folder: Path, size: int) -> Iterator[Figure]:
    """Let a search take in a sitemap, and ask for the first articles; raises Unmeasured where any is not found."""
    content = (folder / name).read_bytes()
    with begin(folder / archive) as run:
        search = Search(load_site(SITE), Arguments(), run)
        before, began = peak(), process_time()
        pauses = [process_time() for _ in search.file_came("sitemap", to_address("/sitemap.xml"), content)]
        ended = process_time()
        yield to_figure(f"search, {what}", ended - began, before, size)
        # The last one is behind the last address, when the sitemap is put in order.
        longest = max(after - earlier for earlier, after in pairwise((began, *pauses, ended)))
        yield to_figure("… longest pause", longest, before)
        yield to_figure("… next round", seconds_of(search.next_round), before)
        search.close()
        if run.found.get("sitemap") != size:
            raise Unmeasured(f"{run.found} were found of {size}")
        run.seal("finished", 0, None)


def go_over(folder: Path, size: int) -> Iterator[Figure]:
    """Ask for what is due as a search does, a round at a time: of all, by the site's schedule, and where nothing is."""
    schedule = [(iso(NOW - age), iso(NOW - EARLY * every)) for age, every in load_site(SITE).revisit]
    with closing(State(state_file(folder / "known", SITE))) as state:
        before = peak()
        for what, steps in (("all", None), ("by schedule", schedule)):
            taken = list(seconds_a_round(state, steps))
            yield to_figure(f"due, {what}: whole pass", sum(taken), before, size)
            yield to_figure("… longest round", max(taken), before)
        never = partial(state.due, [(iso(NOW), "")], "", ROUND)
        yield to_figure("due, where none is", seconds_of(never), before, size)


def go_over_in_vain(folder: Path, size: int) -> Iterator[Figure]:
    """Begin a search for days of which nothing is known: all that is due is gone over in one round, for nothing."""
    with begin(folder / "known") as run:
        arguments = Arguments(bounds=Bounds(since=NOW))
        search, before = Search(load_site(SITE), arguments, run), peak()
        yield to_figure("due, out of bounds", seconds_of(search.next_round), before, size)
        search.close()
        run.seal("finished", 0, None)


def begin(root: Path) -> AbstractContextManager[Run]:
    return open_run(root, SITE, version=READ_BY.version, rules=READ_BY.rules, clock=lambda: NOW)


def seconds_a_round(state: State, steps: Sequence[tuple[str, str]] | None) -> Iterator[float]:
    last = ""
    while True:
        began = process_time()
        entries = state.due(steps, last, ROUND)
        yield process_time() - began
        if not entries:
            return
        last = entries[-1].id


# In this order: a search that is the first of an archive knows nothing, and what is due is not told by it.
MEASURING: dict[str, Callable[[Path, int], Iterator[Figure]]] = {
    "entries": partial(read, "read_entries", read_entries, "sitemap.xml"),
    "peer": partial(read, PEER, read_as_scrapy, "sitemap.xml"),
    "packed entries": partial(read, "read_entries, gzip", read_entries, "sitemap.xml.gz"),
    "packed peer": partial(read, f"{PEER}, gzip", read_as_scrapy, "sitemap.xml.gz"),
    "search": partial(take_in, "none known", "sitemap.xml", "unknown"),
    "search undated": partial(take_in, "dates of one day", "one-day.xml", "undated"),
    "search known": partial(take_in, "all known", "sitemap.xml", "known"),
    "due": go_over,
    "due in vain": go_over_in_vain,
}


def measure_lists(rounds: int) -> Iterator[ListFigure]:
    """Read pages of our newsroom's; readers take turns, so that a busy machine slows all of them alike."""
    site = load_site(SITE)
    for page, url, content in list_pages():
        readers = (
            partial(lxml.html.document_fromstring, content),
            partial(read_list, content, url, site),
            partial(links_as_scrapy, content, url),
        )
        times = [[seconds_of(reader) for reader in readers] for _ in range(rounds)]
        bare, ours, scrapy = (median(of_one) for of_one in zip(*times, strict=True))
        size, links = len(content) // 1_000, content.count(b"<a ")
        yield ListFigure(page=page, kilobytes=size, links=links, parse=bare, ours=ours, scrapy=scrapy)


def links_as_scrapy(content: bytes, url: str) -> Sequence[object]:
    return LinkExtractor().extract_links(HtmlResponse(url, body=content, encoding="utf-8"))


def list_pages() -> Iterator[tuple[str, str, bytes]]:
    """Yield pages' names, addresses and bytes: a section, one as long as a large paper's home, and the 10 MB trap."""
    stories = make_stories(TEASERS)
    section, trap = "/xa-hoi", INDEX
    yield "a section's", to_address(section), NewsroomSite(stories).answer(section).body
    yield f"{TEASERS} teasers", to_address("/"), list_page(stories[:TEASERS], (), Manner()).encode()
    yield "10 MB of links", to_address(trap), NewsroomSite(stories, Manner(traps="all")).answer(trap).body


def to_address(path: str) -> str:
    return f"http://hanoitv.vn{path}"


# What is told.


def find_missed(sizes: Mapping[int, Sequence[Figure]]) -> str:
    """Return which bounds are not kept, in one line; nothing where all are."""
    ours = [(size, one) for size, figures in sizes.items() for one in figures if not one.what.startswith(PEER)]
    missed = [
        f"{one.what} takes {one.mebibytes:.0f} MiB beside the file at {size:,}, at most {MOST_MEBIBYTES:g}"
        for size, one in ours
        if one.mebibytes > MOST_MEBIBYTES
    ]
    missed += [
        f"{one.what} takes {one.seconds * 1e6 / size:.0f} µs an address at {size:,}, at most {MOST_MICROSECONDS:g}"
        for size, one in ours
        if one.what.startswith("search") and one.seconds * 1e6 > MOST_MICROSECONDS * size
    ]
    missed += [
        f"{what} takes {times:.2f} times as long as {PEER}, at most {MOST_TIMES:g}"
        for what, times in times_the_peer(sizes).items()
        if times > MOST_TIMES
    ]
    return "; ".join(missed)


def times_the_peer(sizes: Mapping[int, Sequence[Figure]]) -> dict[str, float]:
    """Return our time over Scrapy's for the same sitemap, the largest, plain and in gzip."""
    seconds = {one.what: one.seconds for one in sizes[max(sizes)]}
    names = [name for name in seconds if name.startswith("read_entries")]
    return {name: seconds[name] / seconds[name.replace("read_entries", PEER)] for name in names}


def show(sizes: Mapping[int, Sequence[Figure]]) -> None:
    """Print a line for each thing measured, with the time an address takes at the largest size."""
    print("  ".join((f"{'':<28}", *(f"{f'{size:,}':>17}" for size in sizes), "an address")))
    for last, *figures in zip(sizes[max(sizes)], *sizes.values(), strict=True):
        cells = (f"{to_text(one.seconds):>8} {one.mebibytes:>4.0f} MiB" for one in figures)
        each = to_text(last.seconds / last.addresses) if last.addresses else ""
        print("  ".join((f"{last.what:<28}", *cells, f"{each:>10}")).rstrip())
    for what, times in times_the_peer(sizes).items():
        print(f"{what}: {times:.2f} times as long as {PEER} (bound {MOST_TIMES:g})")


def show_lists(lists: Sequence[ListFigure]) -> None:
    """Print a line for each page, with our time over the peers'."""
    if lists:
        print(f"\n{'':<16}  {'KB':>7}  {'links':>7}  {'lxml':>8}  {'ours':>8}  {'Scrapy':>8}  of lxml  of Scrapy's")
    for one in lists:
        times = "  ".join(f"{to_text(seconds):>8}" for seconds in (one.parse, one.ours, one.scrapy))
        over = f"{one.ours / one.parse:>6.1f}x  {one.ours / one.scrapy:>10.2f}x"
        print(f"{one.page:<16}  {one.kilobytes:>7,}  {one.links:>7,}  {times}  {over}")


if __name__ == "__main__":
    sys.exit(main())
