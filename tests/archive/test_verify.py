"""`hanoitv verify` names what is damaged with its first bad byte or line, and nothing else, and changes nothing."""

from __future__ import annotations

import gzip
import os
import pty
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec
import pytest

from hanoitv_scraper.archive.layout import Table, run_files, segment_files
from hanoitv_scraper.archive.lines import from_line, sighting_from_line, to_line
from hanoitv_scraper.archive.run_file import read_run_file, write_ended
from hanoitv_scraper.archive.segments import describe
from hanoitv_scraper.archive.verify import contents as verify_contents
from hanoitv_scraper.archive.verify.contents import Contents
from hanoitv_scraper.archive.verify.runs import Damage, read_runs
from hanoitv_scraper.archive.warc import whole_members
from hanoitv_scraper.digests import article_digest, sha256
from hanoitv_scraper.items import Article, Sighting
from tests.archive.runs import NOON, crawl, exchange, opened
from tests.conftest import forked, scrapy
from tests.newsroom.demo import PACE
from tests.newsroom.server import Newsroom
from tests.newsroom.writing import make_stories
from tests.samples import WRITTEN

HANOITV = str(Path(sys.executable).with_name("hanoitv"))
TABLES: tuple[Table, ...] = ("pages", "articles", "sightings")


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of two crawls of eight articles, one of which was edited between them."""
    data = tmp_path_factory.mktemp("crawled") / "data"
    stories = make_stories(8, 1)
    added = "Hội nghị kéo dài đến cuối giờ chiều."
    edited = tuple(replace(s, paragraphs=(*s.paragraphs, added)) if s is stories[-1] else s for s in stories)
    port = 0
    for told in (stories, edited):
        with Newsroom(port=port, stories=told, validators=False) as newsroom:
            port = urlsplit(newsroom.url).port or 0
            root = newsroom.url.rstrip("/")
            given = ("-a", f"root={root}", "-a", "revisit=all", "-s", f"DATA_DIR={data}")
            done = scrapy("crawl", "hanoitv", *given, *PACE)
            assert done.returncode == 0, done.stderr
    return data


@pytest.fixture
def data(crawled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(crawled, tmp_path / "data"))


def verify(data: Path, *more: str, **how: Any) -> subprocess.CompletedProcess[str]:
    if not how:
        return forked("hanoitv", "verify", "--data", str(data), *more)
    command = [HANOITV, "verify", "--data", str(data), *more]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, **how)


def find_damage(data: Path) -> list[Damage]:
    """Return what the command would say, without starting a process."""
    runs, damaged = read_runs(data, "hanoitv")
    return [*damaged, *Contents(data, runs, damaged, lambda _: None).find_damage()]


def said(data: Path) -> list[str]:
    return [f"{damage.file.partition('/')[0]}: {damage.what}" for damage in find_damage(data)]


def tree(data: Path) -> dict[str, tuple[bytes, int]]:
    paths = [path for path in data.rglob("*") if path.is_file()]
    return {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in paths}


def segment(data: Path, table: Table, number: int = 0) -> Path:
    return segment_files(data, "hanoitv", table)[number]


def flip(path: Path, offset: int, bit: int = 0) -> None:
    content = bytearray(path.read_bytes())
    content[offset] ^= 1 << bit
    path.write_bytes(content)


def rewrite(data: Path, path: Path, content: bytes, records: int | None = None) -> None:
    """Put other content into a file, as if its run had written that: only what it says can tell."""
    path.write_bytes(content)
    for run_file in run_files(data, "hanoitv"):
        run = read_run_file(run_file)
        infos = [
            describe(data / info.file, data, records or info.records) if data / info.file == path else info
            for info in run.files
        ]
        write_ended(msgspec.structs.replace(run, files=tuple(infos)), data)


def rewrite_line(data: Path, path: Path, number: int, change: Callable[[bytes], bytes]) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    lines[number - 1] = change(lines[number - 1])
    rewrite(data, path, b"".join(lines), sum(line.count(b"\n") for line in lines))


def test_a_sound_archive_is_told_in_one_line_and_left_as_it_is(data: Path) -> None:
    before = tree(data)
    done = verify(data)
    size = sum(segment(data, table, number).stat().st_size for table in TABLES for number in (0, 1))
    counts = f"runs 2, records 9, sightings 18, WARC records 34, bytes {size:,}"
    assert (done.returncode, done.stderr, done.stdout) == (0, "", f"hanoitv: {counts}: all as they were written\n")
    assert tree(data) == before


def test_quick_looks_at_sizes_alone(data: Path) -> None:
    flip(segment(data, "articles"), 700)
    flip(data / "state/hanoitv.sqlite", 700)
    quick, whole = verify(data, "--quick"), verify(data)
    assert (quick.returncode, whole.returncode) == (0, 3)
    (line,) = quick.stdout.splitlines()
    assert line.endswith("all there, in their sizes") and quick.stderr == ""


@pytest.mark.parametrize("quick", [["--quick"], []], ids=["quick", "whole"])
def test_files_of_another_size_are_each_named_with_their_first_bad_byte(data: Path, quick: list[str]) -> None:
    pages, articles, sightings = (segment(data, table, 1) for table in TABLES)
    size = {path: path.stat().st_size for path in (pages, articles, sightings)}
    pages.unlink()
    os.truncate(articles, size[articles] - 10)
    with sightings.open("ab") as file:
        file.write(b"abc")
    before = tree(data)
    done = verify(data, *quick)
    assert done.returncode == 3 and done.stdout == "" and tree(data) == before
    assert done.stderr.splitlines() == [
        f"hanoitv verify: {pages}: expected {size[pages]} bytes, found nothing there",
        f"hanoitv verify: {articles}: byte {size[articles] - 10}: it ends here, expected {size[articles]} bytes",
        f"hanoitv verify: {sightings}: byte {size[sightings]}: expected its end here, found 3 bytes more",
        "hanoitv verify: hanoitv: 3 of its files are damaged: restore them from a copy; nothing was changed",
    ]


def test_a_bit_that_flips_in_any_file_is_found_and_only_that_file_is_named(data: Path) -> None:
    for table in TABLES:
        for path in segment_files(data, "hanoitv", table):
            sound = path.read_bytes()
            for offset in range(0, len(sound), max(1, len(sound) // 24)):
                flip(path, offset, offset % 8)
                assert {damage.file for damage in find_damage(data)} == {path.relative_to(data).as_posix()}, offset
                path.write_bytes(sound)


def test_a_bit_that_flips_in_a_run_file_is_found_and_only_that_file_is_named(data: Path) -> None:
    for path in run_files(data, "hanoitv"):
        name, sound = path.relative_to(data).as_posix(), path.read_bytes()
        key = sound.index(b'"digest"')
        for offset in (*range(0, key, 31), *range(key, key + 22)):
            for bit in (0, 5, 7):
                flip(path, offset, bit)
                assert [damage.file for damage in read_runs(data, "hanoitv")[1]] == [name], (offset, bit)
                path.write_bytes(sound)
        path.write_bytes(b"")
        assert [damage.file for damage in find_damage(data)] == [name]
        path.write_bytes(sound)


def test_a_bad_bit_is_placed_at_the_line_or_the_member_of_gzip_that_it_is_in(data: Path) -> None:
    run_file, pages, sightings = run_files(data)[0], segment(data, "pages", 1), segment(data, "sightings", 1)
    member = list(whole_members(pages))[4]
    flip(run_file, 1, 7)
    flip(pages, member.offset + 60)
    flip(sightings, sightings.read_bytes().index(b"\n") + 1, 5)
    done = verify(data)
    first, second, third, last = done.stderr.splitlines()
    changed = "it has changed since it was written"
    assert done.returncode == 3 and f"verify: {run_file}: is no run file: " in first
    assert f"{pages}: {changed}: byte {member.offset}: the record that begins here is damaged" in second
    assert f"{sightings}: {changed}: line 2: Expected `object`" in third
    assert "3 of its files are damaged" in last


@pytest.mark.parametrize(
    ("before", "bit", "told"),
    [
        (b'"title":"', 0, "line 3: expected the digest sha256:"),
        (b'"schema":', 1, "line 3: its schema is 3, this program knows 1"),
        (b'"timestamp_text":"', 0, "each record reads well, so it is within a value"),
    ],
    ids=["digest", "schema", "value"],
)
def test_a_value_that_changed_is_told_by_what_it_contradicts(data: Path, before: bytes, bit: int, told: str) -> None:
    path = segment(data, "articles")
    third = sum(len(line) for line in path.read_bytes().splitlines(keepends=True)[:2])
    flip(path, path.read_bytes().index(before, third) + len(before), bit)
    (only,) = said(data)
    assert only.startswith("articles: it has changed since it was written: ") and told in only


def test_a_warc_file_that_ends_in_zeros_is_damaged_where_its_last_record_begins(data: Path) -> None:
    """As file systems leave it after a power cut; readers of WARC pass it."""
    path = segment(data, "pages", 1)
    last = list(whole_members(path))[-1]
    content = path.read_bytes()
    path.write_bytes(content[:-6] + bytes(6))
    (only,) = said(data)
    assert (
        only
        == f"pages: it has changed since it was written: byte {last.offset}: the record that begins here is damaged"
    )


def test_a_gzip_head_that_changed_is_told_though_its_record_reads_well(data: Path) -> None:
    flip(segment(data, "pages"), 5)
    (only,) = said(data)
    assert "expected sha256 sha256:" in only and "each record reads well" in only


def of_article(change: Callable[[Article], Article]) -> Callable[[bytes], bytes]:
    return lambda line: to_line(change(from_line(line)))


def of_sighting(change: Callable[[Sighting], Sighting]) -> Callable[[bytes], bytes]:
    return lambda line: to_line(change(sighting_from_line(line)))


def retold(article: Article, **changes: Any) -> Article:
    """Return a changed article with the digest that goes with it."""
    article = replace(article, **changes)
    return replace(article, digest=article_digest(article))


def moved(article: Article, **changes: Any) -> Article:
    """Return an article whose first quote is changed."""
    speaker = article.quoted_officials[0]
    quotes = (replace(speaker.quotes[0], **changes), *speaker.quotes[1:])
    return replace(article, quoted_officials=(replace(speaker, quotes=quotes), *article.quoted_officials[1:]))


def from_behind(article: Article) -> Article:
    """Return an article whose first quote is where it says, as Python alone counts."""
    return moved(article, start=article.quoted_officials[0].quotes[0].start - len(article.body or ""))


def with_raw(record: Any, **changes: Any) -> Any:
    return replace(record, raw=replace(record.raw, **changes))


OTHER = sha256(b"other")
WRONG_ARTICLES: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "a key is missing": (lambda line: line.replace(b'"reading":1,', b""), "expected the key reading at its place"),
    "keys are in another order": (
        lambda line: line.replace(b'"revision":1,"reading":1', b'"reading":1,"revision":1'),
        "expected the key revision at its place, found reading",
    ),
    "a key within is missing": (
        lambda line: re.sub(rb',"title":("[a-z]+"|null),"timestamp"', b',"timestamp"', line),
        "expected the key title at read_by, found timestamp",
    ),
    "letters are escaped": (lambda line: line.replace(b'"via":"live"', rb'"via":"l\u0069ve"'), "expected one object"),
    "a key is there twice": (lambda line: line.replace(b'"reading":1', b'"reading":1,"reading":1'), "expected one obj"),
    "it is no JSON": (lambda line: line[:90] + b"\n", "truncated"),
    "it has no end": (
        lambda line: b'{"a":' + b"[" * 9_999 + b"]" * 9_999 + b"," + line[1:], "nested too deep"
    ),
    "it is of no schema": (of_article(lambda a: replace(a, schema=0)), "expected schema 1, found 0"),
    "it is of another site": (of_article(lambda a: replace(a, site="khac")), "expected site hanoitv"),
    "it is of another run": (of_article(lambda a: replace(a, run=None)), "found None"),
    "the digest is another": (of_article(lambda a: replace(a, digest=OTHER)), f"expected the digest {OTHER}"),
    "a quote stands elsewhere": (of_article(lambda a: moved(a, start=1)), "a quote's text is not what stands in body"),
    "a quote is counted from behind": (of_article(from_behind), "a quote's text is not what stands in body from -"),
    "a speaker stands elsewhere": (
        of_article(lambda a: moved(a, speaker_text="Ai", speaker_start=0, speaker_end=2)),
        "a quote's speaker_text is not what stands in body from 0 to 2",
    ),
    "no page is there": (of_article(lambda a: with_raw(a, offset=1)), "raw: expected a response at byte 1 of pages/"),
    "no byte is that far": (of_article(lambda a: with_raw(a, offset=2**65)), "too large"),
    "the page is another": (of_article(lambda a: with_raw(a, digest=OTHER)), f"raw: expected digest {OTHER}"),
    "the page is longer": (of_article(lambda a: with_raw(a, length=9)), "raw: expected length 9"),
    "the first names changes": (of_article(lambda a: replace(a, changed=("body",))), "is the first, and yet names"),
    "the first names another": (of_article(lambda a: replace(a, previous=OTHER)), "is the first, and yet names"),
    "none is before it": (of_article(lambda a: replace(a, revision=2)), "revision 2, reading 1 of hanoitv:"),
}  # fmt: skip


@pytest.mark.parametrize(("change", "told"), WRONG_ARTICLES.values(), ids=WRONG_ARTICLES)
def test_a_line_that_never_was_as_it_should_be_is_named(
    data: Path, change: Callable[[bytes], bytes], told: str
) -> None:
    path = segment(data, "articles")
    lines = path.read_bytes().splitlines()
    number = next(number for number, line in enumerate(lines, 1) if b'"quoted_officials":[{' in line and number > 2)
    rewrite_line(data, path, number, change)
    (only,) = said(data)
    assert only.startswith(f"articles: line {number}: ") and told in only


def test_a_last_line_without_its_newline_is_named(data: Path) -> None:
    path = segment(data, "articles")
    rewrite(data, path, path.read_bytes().rstrip())
    (only,) = said(data)
    assert only.startswith("articles: line 8: expected one object of JSON and a newline")


def test_a_line_whose_run_has_no_sighting_of_it_is_named(data: Path) -> None:
    path = segment(data, "sightings", 1)
    edited = from_line(segment(data, "articles", 1).read_bytes())
    lines = [line for line in path.read_bytes().splitlines(keepends=True) if sighting_from_line(line).id != edited.id]
    rewrite(data, path, b"".join(lines), records=len(lines))
    assert said(data) == [f"articles: line 1: expected a sighting of {edited.id} in the same run, found none"]


WRONG_SIGHTINGS: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "a key is missing": (lambda line: line.replace(b'"etag":', b'"tag":'), "expected the key etag at its place"),
    "it is of another run": (of_sighting(lambda s: replace(s, run="khac")), "expected run 2"),
    "its digest is not the page's": (of_sighting(lambda s: replace(s, digest=OTHER)), "expected the digest of its raw"),
    "it has a page and no digest": (of_sighting(lambda s: replace(s, digest=None)), "expected the digest of its raw"),
    "no page is there": (of_sighting(lambda s: with_raw(s, offset=1)), "raw: expected a response at byte 1 of pages/"),
    "its page came from elsewhere": (of_sighting(lambda s: replace(s, fetched="http://a/")), "expected fetched to be"),
    "no line tells of it": (of_sighting(lambda s: replace(s, id="hanoitv:d0")), "expected a line of hanoitv:d0"),
}  # fmt: skip


@pytest.mark.parametrize(("change", "told"), WRONG_SIGHTINGS.values(), ids=WRONG_SIGHTINGS)
def test_a_sighting_that_never_was_as_it_should_be_is_named(
    data: Path, change: Callable[[bytes], bytes], told: str
) -> None:
    rewrite_line(data, segment(data, "sightings"), 3, change)
    (only,) = said(data)
    assert only.startswith("sightings: line 3: ") and told in only


def test_an_unchanged_page_may_have_come_as_something_else_first(data: Path) -> None:
    path = segment(data, "sightings", 1)
    records = [sighting_from_line(line) for line in path.read_bytes().splitlines()]
    number = next(number for number, record in enumerate(records, 1) if record.outcome == "same")
    rewrite_line(data, path, number, of_sighting(lambda s: replace(s, fetched="http://a/")))
    assert said(data) == []


def test_a_file_with_more_or_fewer_records_than_its_run_says_is_named(data: Path) -> None:
    pages, articles = segment(data, "pages"), segment(data, "articles")
    rewrite(data, pages, pages.read_bytes(), records=4)
    rewrite(data, articles, articles.read_bytes(), records=9)
    assert said(data) == ["pages: expected 4 records, found 17", "articles: expected 9 records, found 8"]


def test_a_version_is_there_once_and_follows_the_one_before(data: Path) -> None:
    path = segment(data, "articles", 1)
    edited = from_line(path.read_bytes())
    assert edited.revision == 2
    for change, told in (
        ({"previous": OTHER}, f"found {OTHER}"),
        ({"revision": 3}, f"revision 3, reading 1 of {edited.id} has no version before it"),
        ({"reading": 3}, f"revision 2, reading 3 of {edited.id} has no version before it"),
        ({"revision": 1, "previous": None, "changed": ()}, f"revision 1, reading 1 of {edited.id} is there already"),
    ):
        rewrite(data, path, to_line(replace(edited, **change)))
        (only,) = said(data)
        assert only.startswith("articles: line 1: revision ") and told in only


def test_a_reading_may_be_added_to_a_revision_that_is_not_the_newest(data: Path) -> None:
    path = segment(data, "articles", 1)
    second = from_line(path.read_bytes())
    first = next(a for a in map(from_line, segment(data, "articles").read_bytes().splitlines()) if a.id == second.id)
    again = retold(first, reading=2, previous=first.digest, changed=("lead",), lead="Đọc lại.", run=second.run)
    after_both = replace(second, previous=again.digest)
    rewrite(data, path, b"".join(map(to_line, (again, after_both))), records=2)
    assert said(data) == []
    third = replace(second, revision=3, previous=second.digest)
    rewrite(data, path, b"".join(map(to_line, (second, again, third))), records=3)
    assert said(data) == []
    wrong = replace(third, previous=again.digest)
    rewrite(data, path, b"".join(map(to_line, (second, again, wrong))), records=3)
    (only,) = said(data)
    assert only.startswith("articles: line 3: ") and only.endswith(f"previous {second.digest}, found {again.digest}")


def rewritten_member(path: Path, number: int, old: bytes, new: bytes) -> tuple[int, bytes]:
    """Return where a WARC file's record begins, and the file with other bytes in that record."""
    assert len(old) == len(new)
    member, content = list(whole_members(path))[number], path.read_bytes()
    end = member.offset + member.length
    record = gzip.decompress(content[member.offset : end])
    assert old in record
    return member.offset, content[: member.offset] + gzip.compress(record.replace(old, new, 1)) + content[end:]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (b"</html>", b"</htmx>", "expected the WARC-Block-Digest sha256:"),
        (b"WARC-Payload-Digest: sha256:", b"WARC-Payload-Digest: sha255:", "expected the WARC-Payload-Digest sha255:"),
        (b"WARC/1.1", b"CRAW/1.1", "cannot be read: Invalid WARC"),
    ],
    ids=["block", "payload", "head"],
)
def test_a_warc_record_that_never_was_as_it_should_be_is_named(data: Path, old: bytes, new: bytes, told: str) -> None:
    path = segment(data, "pages")
    *_, member = (m for m in whole_members(path) if b"WARC-Type: response" in m.content)
    number = [m.offset for m in whole_members(path)].index(member.offset)
    offset, content = rewritten_member(path, number, old, new)
    rewrite(data, path, content)
    (only,) = said(data)
    before = list(whole_members(path))[number - 1].offset
    assert only.startswith(
        (f"pages: byte {offset}: ", f"pages: byte {before}: the record that begins here, or the next")
    )
    assert told in only


def test_a_page_with_a_very_long_head_is_sound(tmp_path: Path) -> None:
    with opened(tmp_path) as run:
        long = replace(exchange(WRITTEN.url, b"page", NOON), headers=((b"Set-Cookie", b"a" * 40_000),))
        run.sight(run.keep(long, WRITTEN.id, WRITTEN.url))
        run.seal("finished", 0, None)
    assert said(tmp_path) == []


@pytest.mark.parametrize(
    "how", [{"exit_code": 4}, {"source": "reread"}], ids=["it could not write", "it looked at no page"]
)
def test_a_run_that_may_lack_sightings_is_sound_without(data: Path, how: dict[str, Any]) -> None:
    path = segment(data, "sightings", 1)
    lines = path.read_bytes().splitlines(keepends=True)[:1]
    rewrite(data, path, b"".join(lines), records=1)
    assert len(said(data)) == 1
    run = read_run_file(run_files(data)[1])
    write_ended(msgspec.structs.replace(run, **how), data)
    assert said(data) == []


def test_a_revisit_of_a_page_that_is_not_there_is_named(data: Path) -> None:
    path = segment(data, "pages", 1)
    number, member = next((n, m) for n, m in enumerate(whole_members(path)) if b"WARC-Type: revisit" in m.content)
    at = member.content.partition(b"WARC-Refers-To-Date: ")[2][:20]
    offset, content = rewritten_member(path, number, b"Refers-To-Date: " + at, b"Refers-To-Date: 1999-01-01T00:00:00Z")
    rewrite(data, path, content)
    (only,) = said(data)
    assert only == f"pages: byte {offset}: the page that this revisit refers to is not in the archive"


def test_keys_that_a_later_version_added_are_let_be(data: Path) -> None:
    def add(line: bytes) -> bytes:
        return line.replace(b'"former":', b'"party":null,"former":').replace(b'"kind":', b'"mood":0.5,"kind":')

    rewrite_line(data, segment(data, "articles"), 2, add)
    assert said(data) == []


def test_sightings_from_before_doors_were_told_are_sound(data: Path) -> None:
    rewrite_line(
        data, segment(data, "sightings"), 2, lambda line: re.sub(rb'"door":[^,]*,"published":null,', b"", line)
    )
    assert said(data) == []


def test_lines_of_a_later_schema_are_no_damage_and_code_2(data: Path) -> None:
    path = segment(data, "articles")
    rewrite_line(data, path, 2, lambda line: line.replace(b'"schema":1,"id":', b'"schema":2,"ids":'))
    done = verify(data)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"hanoitv verify: {path}: line 2: its schema is 2, this program knows 1: "
        "a newer version of this program wrote it: use that\n"
    )
    segment(data, "sightings", 1).unlink()
    assert verify(data).returncode == 3


def test_a_run_file_of_a_later_schema_is_code_2(data: Path) -> None:
    run = read_run_file(run_files(data)[0])
    write_ended(msgspec.structs.replace(run, schema=2), data)
    done = verify(data)
    assert done.returncode == 2 and "json: its schema is 2, this program knows 1" in done.stderr


@pytest.mark.parametrize("change", [{"site": "khac"}, {"files": ("articles/site=khac/x.jsonl",)}], ids=["site", "file"])
def test_a_run_file_that_tells_of_another_site_is_named(data: Path, change: dict[str, Any]) -> None:
    path = run_files(data)[0]
    run = read_run_file(path)
    if "files" in change:
        change = {"files": (msgspec.structs.replace(run.files[0], file=change["files"][0]),)}
    other = msgspec.structs.replace(run, **change)
    write_ended(other, data)
    if other.path(data) != path:
        other.path(data).replace(path)
    assert [damage.file for damage in read_runs(data, "hanoitv")[1]] == [path.relative_to(data).as_posix()]


def test_lines_from_before_pages_and_sightings_were_kept_are_sound_and_counted(tmp_path: Path) -> None:
    with opened(tmp_path) as run:
        run.store((retold(WRITTEN, run=run.head.run),))
        run.seal("finished", 0, None)
    done = verify(tmp_path)
    assert done.returncode == 0 and "records 1, sightings 0, WARC records 0" in done.stdout
    assert "of these records 1 without a raw page: all as they were written" in done.stdout


def test_a_run_that_has_not_ended_is_told_and_not_looked_at(tmp_path: Path) -> None:
    crawl(tmp_path, WRITTEN)
    with opened(tmp_path, now=NOON + timedelta(hours=1)) as run:
        run.store((replace(WRITTEN, site="khac"),))
        done = verify(tmp_path)
    note = f"hanoitv: run {run.head.run} has not ended: `hanoitv recover` completes it if it was killed"
    assert done.returncode == 0 and done.stdout.splitlines()[0] == note
    assert "runs 1, records 1," in done.stdout.splitlines()[1]


def test_a_state_that_is_missing_and_a_file_that_nobody_reads_are_told(data: Path) -> None:
    (data / "state/hanoitv.sqlite").unlink()
    path = segment(data, "articles")
    more = path.with_name(path.name.replace("-0001", "-0002"))
    more.write_bytes(b"")
    done = verify(data)
    assert done.returncode == 0 and done.stdout.splitlines()[:2] == [
        f"hanoitv: {more.relative_to(data)} is not named by its run's file: nobody reads it",
        "hanoitv: state/hanoitv.sqlite is missing or damaged: the next run makes it anew",
    ]


def test_a_site_or_folder_that_is_not_there_is_code_2_and_an_empty_one_is_told(data: Path, tmp_path: Path) -> None:
    done = verify(data, "hanoionline", "hanoitv")
    assert done.returncode == 2 and "holds nothing of 'hanoionline': it holds hanoitv" in done.stderr
    assert done.stdout.startswith("hanoitv: runs 2")
    assert verify(tmp_path / "nothing").returncode == 2
    (tmp_path / "empty").mkdir()
    assert verify(tmp_path / "empty").stdout == f"{tmp_path / 'empty'} holds nothing of any site\n"


def test_all_bytes_are_told_while_they_are_read(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify_contents, "STEP", 10_000)
    runs, _ = read_runs(data, "hanoitv")
    told: list[int] = []
    assert list(Contents(data, runs, (), told.append).find_damage()) == []
    assert sum(told) == sum(info.bytes for run in runs for info in run.files) and max(told) < 20_000


def test_progress_is_shown_on_a_terminal(data: Path) -> None:
    ours, theirs = pty.openpty()
    command = [HANOITV, "verify", "--data", str(data)]
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=theirs, env=os.environ | {"TERM": "xterm"}, check=False
    )
    os.close(theirs)
    with open(ours, "rb", buffering=0) as terminal:  # noqa: PTH123  # it is a number, no path
        shown = terminal.read(1 << 16)
    assert done.returncode == 0 and done.stdout.startswith(b"hanoitv: runs 2") and b"kB" in shown
