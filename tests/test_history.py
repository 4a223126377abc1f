"""`hanoitv history`: versions as a diff that a person can read, from the archive alone."""

from __future__ import annotations

import os
import pty
import random
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.text import Text

from hanoitv_scraper.history.changes import MOST_COMPARED, Change, find_changes, join_near
from hanoitv_scraper.history.find import History
from hanoitv_scraper.history.show import show_history
from hanoitv_scraper.history.words import CAME, GONE, one_line, show_words, to_plain
from hanoitv_scraper.items import Article, Image, Outcome, QuotedSpeaker, Sighting
from tests.archive.runs import NOON, crawl, exchange, look, opened, read_by
from tests.conftest import forked
from tests.samples import WRITTEN, texts

HISTORY = [sys.executable, "-m", "hanoitv_scraper.cli", "history"]
DAY = timedelta(days=1)


def history(data: Path, article: str, *more: str, **environment: str) -> subprocess.CompletedProcess[str]:
    if not environment:
        return forked("hanoitv", "history", article, "--data", str(data), *more)
    return subprocess.run(
        [*HISTORY, article, "--data", str(data), *more], env=os.environ | environment,
        capture_output=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip


def only_line(done: subprocess.CompletedProcess[str]) -> str:
    """Return the one line of a history that was not shown."""
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    return line


def shown(*versions: Article, sightings: tuple[Sighting, ...] = ()) -> list[str]:
    return [to_plain(line) for line in show_history(History(WRITTEN.id, versions, sightings))]


def changed(**fields: tuple[Any, Any]) -> list[str]:
    """Return what is shown of fields that the newsroom changed."""
    before = replace(WRITTEN, **{name: was for name, (was, _) in fields.items()})
    after = replace(WRITTEN, revision=2, **{name: now for name, (_, now) in fields.items()})
    lines = shown(before, after)
    (start,) = [at for at, line in enumerate(lines) if line.startswith("revision 2")]
    return lines[start + 1 : lines.index("", start)]


def sighting(day: int, outcome: Outcome, reason: str | None = None) -> Sighting:
    url = WRITTEN.url
    return Sighting(
        id=WRITTEN.id,
        site="hanoitv",
        url=url,
        at=NOON + day * DAY + timedelta(seconds=59),
        outcome=outcome,
        reason=reason,
    )


def by(article: Article, rules: str, **fields: Any) -> Article:
    return read_by(replace(article, **fields), rules)


FIRST = replace(
    WRITTEN, title="Cầu mới ở phường Bờ Sông", lead="Cầu dài 12 mét.", keywords=("cầu", "Bờ Sông"),
    body="Bà Trần Thị Thử nói: “Thử là thử”.\n\nSáng nay trời nắng.", section=("Xã hội", "Đời sống"),
)  # fmt: skip
EDITED = replace(FIRST, lead="Cầu dài 15 mét.", body="Bà Trần Thị Thử nói: “Thử là làm”.\n\nSáng nay trời nắng.")
REREAD = read_by(replace(EDITED, authors=("Ngô Thị Mận",)), "sha256:0123456789abcdef")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An article that is edited, then read by other rules, then gone."""
    for day, article in enumerate((FIRST, FIRST, FIRST, EDITED)):
        crawl(tmp_path, article, now=NOON + day * DAY)
    with opened(tmp_path, now=NOON + 4 * DAY) as run:
        page = f"{EDITED.title}\n{EDITED.lead}\n{EDITED.body}\n{EDITED.timestamp}"
        look(run, REREAD, page, lambda before: replace(REREAD, raw=before.raw, fetched_at=before.fetched_at))
        run.seal("finished", 0, None)
    with opened(tmp_path, now=NOON + 5 * DAY) as run:
        answer = run.keep(exchange(FIRST.url, b"", run.clock(), 404), FIRST.id, FIRST.url)
        run.sight(replace(answer, outcome="gone", reason="HTTP 404 Not Found"))
        run.seal("finished", 0, None)
    return tmp_path


TOLD = """\
hanoitv:d1, versions: 3, times at +07:00

revision 1, seen 2026-11-23 19:00, by 0.1.0, rules r
  title: Cầu mới ở phường Bờ Sông
  url: http://hanoitv.vn/thu-d1.html
  timestamp: 2021-11-08 21:21
  section: Xã hội, Đời sống
  authors: none
  words: 16, quotes: 1

revision 2 (the newsroom changed it), seen 2026-11-26 19:00, by 0.1.0, rules r
  lead: Cầu dài [-12-] {+15+} mét.
  body:
    Bà Trần Thị Thử nói: “Thử là [-thử-] {+làm+}”.
    …

revision 2, reading 2 (our rules changed), read again 2026-11-27 19:00, by 0.1.0, rules 01234567
  authors: {+Ngô Thị Mận+}

looks: 6, first seen 2026-11-23 19:00, last seen 2026-11-27 19:00, gone since 2026-11-28 19:00
new 2026-11-23 19:00
same 2 times, 2026-11-24 19:00 … 2026-11-25 19:00
edited 2026-11-26 19:00
reread 2026-11-27 19:00
gone 2026-11-28 19:00: HTTP 404 Not Found
"""


def test_an_articles_versions_and_looks_are_shown_in_their_order(archive: Path) -> None:
    done = history(archive, "hanoitv:d1")
    assert (done.returncode, done.stderr, done.stdout) == (0, "", TOLD)


@pytest.mark.parametrize("url", [FIRST.url, "https://www.hanoitv.vn/ten-khac-d1.html?utm_source=x"])
def test_an_article_is_found_by_any_address_that_tells_its_id(archive: Path, url: str) -> None:
    assert history(archive, url).stdout == TOLD


def test_an_article_is_found_by_where_it_was_fetched_or_looked_at(tmp_path: Path) -> None:
    mirror, old = "http://127.0.0.1:8000/thu-d1.html", "http://bao.example/cu.html"
    with opened(tmp_path) as run:
        answer = run.keep(exchange(mirror, b"x", run.clock()), FIRST.id, FIRST.url)
        run.store(run.compare(replace(FIRST, raw=answer.raw), lambda before: None)[0])
        run.sight(replace(answer, outcome="new"))
        run.sight(replace(sighting(0, "moved"), url=old))
        run.seal("finished", 0, None)
    for url in (mirror, old):
        assert history(tmp_path, url).stdout.startswith("hanoitv:d1, versions: 1")


def test_an_article_of_a_site_without_a_file_is_found_by_its_url(tmp_path: Path) -> None:
    theirs = replace(WRITTEN, id="bao.example:0123456789abcdef", site="bao.example", url="https://bao.example/tin?so=1")
    with opened(tmp_path, site="bao.example") as run:
        run.store(run.compare(theirs, lambda before: None)[0])
        run.seal("finished", 0, None)
    done = history(tmp_path, theirs.url)
    assert done.stdout.startswith(f"{theirs.id}, versions: 1") and done.stdout.endswith("\nlooks: none is noted\n")


def test_an_article_that_was_never_read_has_its_looks_shown_in_order_of_time(tmp_path: Path) -> None:
    with opened(tmp_path) as run:
        run.sight(sighting(1, "failed", "HTTP 500 Internal Server Error"))
        run.sight(sighting(0, "blocked", "HTTP 403 Forbidden"))
        run.seal("finished", 0, None)
    assert history(tmp_path, "hanoitv:d1").stdout.splitlines()[2:] == [
        "looks: 2",
        "blocked 2026-11-23 19:00: HTTP 403 Forbidden",
        "failed 2026-11-24 19:00: HTTP 500 Internal Server Error",
    ]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("hanoitv:d", "nothing of hanoitv:d is in {data}: no run has met it"),
        ("hanoitv:d2", "nothing of hanoitv:d2 is in {data}: no run has met it"),
        ("../hanoitv:d1", "nothing of ../hanoitv:d1 is in {data}: no run has met it"),
        ("x" * 300 + ":d1", "nothing of " + "x" * 300 + ":d1 is in {data}: no run has met it"),
        ("http://hanoitv.vn/x-d2.html", "nothing of hanoitv:d2 is in {data}: no run has met it"),
        ("http://bao.example/x", "no article that {data} holds is or was there: give its id"),
    ],
)
def test_an_article_that_the_archive_does_not_know_is_code_1_and_one_line(archive: Path, asked: str, said: str) -> None:
    done = history(archive, asked)
    assert (done.returncode, only_line(done)) == (1, f"hanoitv history: {asked}: {said.format(data=archive)}")


@pytest.mark.parametrize("asked", ["hanoitv:d1", FIRST.url])
def test_of_a_withheld_article_nothing_is_shown(archive: Path, asked: str) -> None:
    (archive / "withheld.txt").write_text("hanoitv:d1\n")
    done = history(archive, asked)
    said = f"hanoitv history: {asked}: hanoitv:d1 is withheld: {archive / 'withheld.txt'} says so"
    assert (done.returncode, only_line(done)) == (1, said)


@pytest.mark.parametrize("asked", ["d1", "ftp://hanoitv.vn/x-d1.html", "hanoitv:\x1b[31m", "hanoitv: d1"])
def test_what_is_neither_id_nor_url_is_code_2(archive: Path, asked: str) -> None:
    done = history(archive, asked)
    assert done.returncode == 2 and "expected an id like hanoitv:d182391 or an http(s) URL" in only_line(done)


def test_a_folder_that_is_none_is_code_2(tmp_path: Path) -> None:
    done = history(tmp_path / "khong-co", "hanoitv:d1")
    assert done.returncode == 2 and "there is no such folder" in only_line(done)


def test_a_line_that_is_damaged_is_code_3_with_its_place(archive: Path) -> None:
    segment = min(archive.glob("articles/*/*/*.jsonl"))
    segment.write_bytes(segment.read_bytes().replace(b'"revision":1', b'"revision":{'))
    done = history(archive, "hanoitv:d1")
    assert done.returncode == 3 and f"{segment}: line 1: " in only_line(done)


def on_a_terminal(data: Path, *more: str, **environment: str) -> str:
    """Return what a terminal of xterm's kind is sent."""
    ours, theirs = pty.openpty()
    known = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")}
    command = [*HISTORY, "hanoitv:d1", "--data", str(data), *more]
    with subprocess.Popen(command, stdout=theirs, env=known | {"TERM": "xterm", "COLUMNS": "200"} | environment):
        os.close(theirs)
        sent = b""
        while part := read_terminal(ours):
            sent += part
    os.close(ours)
    return sent.decode().replace("\r\n", "\n")


def read_terminal(ours: int) -> bytes:
    try:
        return os.read(ours, 4096)
    except OSError:  # how Linux says that nobody writes any more
        return b""


COLOURED = "Cầu dài \x1b[9;31m12\x1b[0m \x1b[32m15\x1b[0m mét."


def test_a_terminal_is_sent_colours_and_no_signs(archive: Path) -> None:
    sent = on_a_terminal(archive)
    assert COLOURED in sent and "[-" not in sent and "{+" not in sent


def test_a_terminal_without_colours_is_sent_signs(archive: Path) -> None:
    assert on_a_terminal(archive, NO_COLOR="1") == on_a_terminal(archive, "--color", "never") == TOLD
    assert on_a_terminal(archive, TERM="dumb") == TOLD


def test_colours_are_sent_wherever_they_are_asked_for(archive: Path) -> None:
    assert COLOURED in history(archive, "hanoitv:d1", "--color", "always", NO_COLOR="1", TERM="dumb").stdout


def test_output_is_utf_8_whatever_the_locale(archive: Path) -> None:
    assert history(archive, "hanoitv:d1", PYTHONIOENCODING="ascii", LC_ALL="C").stdout == TOLD


def test_a_reader_that_is_gone_is_no_error(archive: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [*HISTORY, "hanoitv:d1", "--data", str(archive)]
    buffered = os.environ | {"PYTHONUNBUFFERED": ""}
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, env=buffered, timeout=60, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_body_made_to_be_slow_is_shown_in_seconds(tmp_path: Path) -> None:
    """Two words in disorder: to find what they have in common takes difflib minutes."""
    drawn = random.Random(1)
    for day in range(2):
        paragraphs = [" ".join(drawn.choices("ab", k=MOST_COMPARED - 1)) for _ in range(20)]
        crawl(tmp_path, replace(FIRST, body="\n\n".join(paragraphs)), now=NOON + day * DAY)
    done = history(tmp_path, "hanoitv:d1", "--color", "always")
    assert done.returncode == 0 and len(done.stdout) > 200_000


def test_what_the_newsroom_changed_is_never_compared_with_what_our_rules_made_of_it_later() -> None:
    """The first revision is read again after there was a second."""
    one, two = by(FIRST, "sha256:r"), by(EDITED, "sha256:r", revision=2)
    one_again = by(FIRST, "sha256:s", reading=2, authors=("Ngô Thị Mận",))
    two_again = by(EDITED, "sha256:s", revision=2, reading=2, authors=("Đỗ Minh Kha",))
    lines = [line.strip() for line in shown(one, two, one_again, two_again) if "revision" in line or "authors" in line]
    assert [line.split(",")[0] for line in lines] == [
        "revision 1", "authors: none",
        "revision 1", "authors: {+Ngô Thị Mận+}",
        "revision 2 (the newsroom changed it)",
        "revision 2", "authors: {+Đỗ Minh Kha+}",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "rules", "said"),
    [
        ("pages/x.warc.gz", "sha256:s", "revision 2 (the newsroom changed it),"),
        (None, "sha256:r", "revision 2 (the newsroom changed it),"),
        (None, "sha256:s", "revision 2 (the newsroom changed it, or our rules did: the page before is not kept),"),
    ],
)
def test_a_change_that_may_be_ours_is_said_to_be(file: str | None, rules: str, said: str) -> None:
    assert WRITTEN.raw
    before = by(FIRST, "sha256:r", raw=replace(WRITTEN.raw, file=file))
    assert any(line.startswith(said) for line in shown(before, by(EDITED, rules, revision=2)))


def test_runs_of_the_same_outcome_are_folded_and_reasons_keep_them_apart() -> None:
    looks = [sighting(day, "same") for day in range(14)]
    looks += [sighting(14, "unread", "the page is empty"), sighting(15, "unread", "no headline")]
    looks += [sighting(16, "gone", "HTTP 404 Not Found"), sighting(17, "gone", "HTTP 410 Gone"), sighting(18, "same")]
    assert shown(sightings=tuple(looks))[2:] == [
        "looks: 19, first seen 2026-11-23 19:00, last seen 2026-12-11 19:00",
        "same 14 times, 2026-11-23 19:00 … 2026-12-06 19:00",
        "unread 2026-12-07 19:00: the page is empty",
        "unread 2026-12-08 19:00: no headline",
        "gone 2026-12-09 19:00: HTTP 404 Not Found",
        "gone 2026-12-10 19:00: HTTP 410 Gone",
        "same 2026-12-11 19:00",
    ]


def test_of_a_version_that_tells_only_the_day_no_hour_is_shown() -> None:
    assert "  timestamp: 2021-11-08" in shown(replace(WRITTEN, timestamp_precision="day"))


def test_short_fields_are_shown_old_and_new() -> None:
    later = WRITTEN.timestamp and WRITTEN.timestamp + timedelta(seconds=30)
    assert changed(timestamp=(WRITTEN.timestamp, later), source=(None, "Báo Thử"), dateline=("HanoiTV", None)) == [
        "  timestamp: [-2021-11-08 21:21-] → {+2021-11-08 21:21:30+}",
        "  dateline: [-HanoiTV-]",
        "  source: {+Báo Thử+}",
    ]


def test_unchanged_paragraphs_are_left_out_and_new_ones_stand_where_they_came() -> None:
    was = "Một hai ba bốn.\n\nNăm sáu bảy tám.\n\nChín mười.\n\nHết."
    now = "Một hai ba bốn.\n\nTin thêm vào.\n\nNăm sáu bảy chín.\n\nHết."
    assert changed(body=(was, now)) == [
        "  body:", "    …", "    {+Tin thêm vào.+}", "    Năm sáu bảy [-tám-] {+chín+}.", "    [-Chín mười.-]", "    …"
    ]  # fmt: skip


def test_a_paragraph_with_too_many_words_to_compare_is_shown_whole() -> None:
    kept = " ".join(map(str, range(MOST_COMPARED)))
    was, now = f"Bà Thử {kept} nói.", f"Ông Kha {kept} đi."
    assert to_plain(show_words(was, now)) == f"[-{was[:-1]}-] {{+{now[:-1]}+}}."


def test_too_many_paragraphs_to_compare_are_counted() -> None:
    was, now = ("\n\n".join(f"{side}{at}" for at in range(MOST_COMPARED + 1)) for side in "ab")
    assert changed(body=(was, now)) == ["  body: [-5,001 paragraphs-] {+5,001 paragraphs+}"]


def test_lists_show_what_went_and_what_came() -> None:
    assert changed(keywords=(("cầu", "đường", "nước"), ("đường", "điện", "nước", "cầu"))) == [
        "  keywords: [-cầu-], {+điện+}, {+cầu+}"
    ]


def test_pictures_are_told_by_their_address_and_caption() -> None:
    a, b, c = (Image(url=f"http://hanoitv.vn/{name}.jpg", caption="Cầu mới") for name in "abc")
    assert changed(images=((a, b), (replace(a, caption="Cầu cũ"), replace(c, caption=None)))) == [
        "  images:",
        "    http://hanoitv.vn/a.jpg Cầu [-mới-] {+cũ+}",
        "    [-http://hanoitv.vn/b.jpg Cầu mới-]",
        "    {+http://hanoitv.vn/c.jpg+}",
    ]


def test_speakers_are_told_by_name_with_what_they_said() -> None:
    (thu,) = WRITTEN.quoted_officials
    (quote,) = thu.quotes
    kha = replace(thu, name="Đỗ Minh Kha", position=None, organisation=None)
    unnamed = replace(kha, name=None, quotes=(replace(quote, speaker_text="một người dân"),))
    now = replace(thu, position="Phó Chủ tịch", quotes=(replace(quote, text="Thử là làm"), quote))
    assert changed(quoted_officials=((thu, kha), (now, unnamed))) == [
        "  quoted_officials:",
        "    Trần Thị Thử, {+Phó+} Chủ tịch UBND phường Thử",
        "      {+Thử là làm+}",
        "    [-Đỗ Minh Kha (quotes: 1)-]",
        "    {+một người dân (quotes: 1)+}",
    ]


SAME_WORDS = "the same words; white space, their order or their places differ"


def moved(speaker: QuotedSpeaker) -> QuotedSpeaker:
    return replace(speaker, quotes=tuple(replace(quote, start=0, end=10) for quote in speaker.quotes))


def test_quotes_that_are_only_found_elsewhere_are_not_shown_again() -> None:
    officials = WRITTEN.quoted_officials
    assert changed(quoted_officials=(officials, tuple(map(moved, officials)))) == [f"  quoted_officials: {SAME_WORDS}"]


def test_white_space_alone_is_said_to_differ() -> None:
    assert changed(body=("Một  hai.", "Một hai.")) == [f"  body: {SAME_WORDS}"]


@pytest.mark.parametrize("field", ["title", "lead", "body", "source"])
def test_what_would_steer_a_terminal_or_mark_up_is_shown_as_text(field: str) -> None:
    line = changed(**{field: ("a", "[bold]a\x1b[31m\x9b\u202e\r[/]")})[-1]
    assert line.endswith("[bold]a�[31m��[/]+}") or line.endswith("[bold]a�[31m�� [/]+}")


@pytest.mark.parametrize(
    ("before", "after", "marked"),
    [
        ("Cầu dài 1.250 mét.", "Cầu dài 1.350 mét.", "Cầu dài [-1.250-] {+1.350+} mét."),
        ("Bà Thử nói.", "Hôm qua, Bà Thử nói.", "{+Hôm qua,+} Bà Thử nói."),
        ("nói: “Tốt”.", "nói: “Rất tốt”, rồi đi.", "nói: “[-Tốt”-]{+Rất tốt”, rồi đi+}."),
        ("một hai ba", "một ba", "một [-hai-] ba"),
        ("ăn cơm và ngủ", "uống nước và đi làm", "[-ăn cơm và ngủ-] {+uống nước và đi làm+}"),
        ("", "mới", "{+mới+}"),
        ("cũ", "", "[-cũ-]"),
        ("như cũ", "như cũ", "như cũ"),
    ],
)
def test_words_are_marked_where_they_changed(before: str, after: str, marked: str) -> None:
    assert to_plain(show_words(before, after)) == marked


def without(line: Text, style: str) -> str:
    """Return a line without what has a style, and without white space."""
    text = line.plain
    for span in sorted(line.spans, reverse=True):
        if span.style == style:
            text = text[: span.start] + text[span.end :]
    return "".join(text.split())


@given(texts, texts)
def test_without_what_went_a_line_is_the_new_text_and_without_what_came_the_old(before: str, after: str) -> None:
    before, after = one_line(before), one_line(after)
    line = show_words(before, after)
    assert without(line, GONE) == "".join(after.split())
    assert without(line, CAME) == "".join(before.split())


few = st.lists(st.sampled_from("abc"), max_size=12)


@given(few, few)
def test_changes_are_the_fewest_that_make_one_of_the_other(before: list[str], after: list[str]) -> None:
    changes = find_changes(before, after)
    made = list(before)
    for change in reversed(changes):
        made[change.start : change.end] = after[change.new_start : change.new_end]
    assert made == after
    assert len(before) - sum(change.end - change.start for change in changes) == longest_common(before, after)


def longest_common(before: list[str], after: list[str]) -> int:
    """Return the length of a longest common subsequence, by the book."""
    row = [0] * (len(after) + 1)
    for one in before:
        last = row.copy()
        for at, other in enumerate(after):
            row[at + 1] = last[at] + 1 if one == other else max(row[at], last[at + 1])
    return row[-1]


def test_changes_are_joined_over_less_than_changed_on_either_side() -> None:
    near, far = Change(2, 4, 2, 4), Change(5, 7, 5, 7)
    assert join_near([near, far]) == [Change(2, 7, 2, 7)]
    assert join_near([near, Change(6, 8, 6, 8)]) == [near, Change(6, 8, 6, 8)]
    assert join_near([Change(3, 4, 3, 4), far]) == [Change(3, 4, 3, 4), far]
