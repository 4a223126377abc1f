"""How fast quotes are found: `find_quotes` over articles, and over hostile texts beside newspaper text of their length.

The yardstick of the first part is a bare pass of `re.findall(r"\\w+", text)` over the same articles between the same
rounds. It reads no quotes: it only says how fast the machine is, so that figures of two machines can be compared.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import process_time

from rich.console import Console
from rich.table import Table

from hanoitv_scraper import find_quotes

PROJECT = Path(__file__).resolve().parents[1]
# Our own articles, and the publishers' that lie beside the project.
ARTICLES = (PROJECT / "tests" / "quotes" / "articles", PROJECT.parent / "shared" / "quotes" / "articles")
WORD = re.compile(r"\w+")

LEAST_RATIO = 0.025
"""Of the yardstick's speed. 0.041 was measured; the rest is slack for a shared machine and other articles."""
MOST_TIMES = 10.0
"""A hostile text's time over newspaper text's. What grows with the length alone stays far below."""

# Each is repeated until the text is as long as asked for: marks that never close, cues without speakers, speakers
# without cues, and what invites a look at everything before or after it.
HOSTILE = (
    "“", "”", "“”", '"', "' ' ", "«", "‘a’ ", '"a" ', "“a\n\n", "“a b c d e f”. ", "“a”, ông A ", "ông “",
    ".", "- ", "—\n\n", "? ", ": ", "(", "\n\n", "A-", "A’", "a- ", "a .", "1. ", "A. ", "A.B. ", "e\u0301 ",
    "ông ", "bà ", "phó ", "Nguyễn ", "Hà Nội ", "người ", "vị này ", "Đồng chí ", "đại biểu ", "H'A ",
    "Chủ tịch ", "Trưởng phòng ", "Giám đốc Sở ", "Giám đốc Sở A, ", "Chủ tịch UBND TP Hà Nội ",
    "khoa A, Bệnh viện B, ", "Sở a b c ", "một số doanh nghiệp ", "Ông A, 20 tuổi, ", "ông A (b) ",
    "Ông Nguyễn Văn A, Phó Chủ tịch UBND TP Hà Nội, cho biết a. ",
    "theo ", "theo ông ", "cho biết ", "cho biết: ", "cho rằng ", "nói ", "xin ", "dẫn lời ", "cho báo ",
    "khi trả lời ", "là khẳng định của ", "; yêu cầu ", ", đồng thời đề nghị ", "cũng ", "và ", "của ", "tại ", "ở ",
    "a, b và ", "Ông A cho biết, ", "nhưng ông A cho biết ", "ông A nói ,", "ông a nói ", "ÔNG A NÓI: ", "Ông A nói. ",
    "Ông A nói:\n\n", "Ông A: ", "A nói A nói ", "a nói b nói ", "Cường khai ", "T. kể ", "ông A, bà B, ông C ",
    "ông A cười: “a b c”. ", "ông A gửi công văn ", "văn bản của Sở A nêu: “a”. ",
    "PV: a? ", "- a?\n\n", "* A?\n\n- B.\n\n", "- Ông A: a\n\n", "- ông A: “a”\n\n",
    "PV: Thưa ông, cầu xong chưa?\n\nÔng Ba: Cầu xong rồi. Ông Tư cho biết cầu bền.\n\n",
    "Đại biểu Nguyễn Văn Ba cho biết cầu xong.\n\n",
)  # fmt: skip


class NoArticles(Exception):
    """Raised when there is no text to measure with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """How fast articles are read, on one core."""

    megabytes: float
    """Of UTF-8 a second (a megabyte has 1,000,000 bytes), in the best round."""
    yardstick: float
    """The same for the bare pass over words."""

    @property
    def ratio(self) -> float:
        """Our speed over the yardstick's."""
        return self.megabytes / self.yardstick


@dataclass(frozen=True, slots=True, kw_only=True)
class Endured:
    """What a hostile text took."""

    piece: str
    """What the text repeats."""
    seconds: float
    """Of the processor."""
    times: float
    """Its time over that of newspaper text with as many characters."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print speed and table; return 1 if `--check` is given and a bound not kept, 2 if nothing can be measured."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quote_speed", description=__doc__)
    parser.add_argument("--articles", type=Path, nargs="+", default=ARTICLES, help="folders of *.txt; absent: left out")
    parser.add_argument("--rounds", type=int, default=15, help="how often the articles are read (default: 15)")
    parser.add_argument("--size", type=int, default=1_000_000, help="characters of a hostile text (default: 1000000)")
    parser.add_argument("--worst", type=int, default=10, help="how many hostile texts are shown (default: 10)")
    parser.add_argument("--check", action="store_true", help="end with 1 where a bound is not kept")
    options = parser.parse_args(arguments)
    try:
        texts = open_texts(options.articles)
    except NoArticles as error:
        print(f"quote_speed.py: {error}", file=sys.stderr)
        return 2
    speed = measure(texts, options.rounds)
    print(f"{len(texts)} articles: {speed.megabytes:.2f} MB/s, a pass over words {speed.yardstick:.1f} MB/s, ", end="")
    print(f"ratio {speed.ratio:.3f} (bound {LEAST_RATIO})\n", flush=True)
    endured = list(endure(HOSTILE, texts, options.size))
    show(endured, options.worst)
    missed = find_missed(speed, endured) if options.check else ""
    if missed:
        print(f"quote_speed.py: {missed}", file=sys.stderr)
    return 1 if missed else 0


def open_texts(folders: Sequence[Path]) -> list[str]:
    """Return the articles of those folders that are there, by name; raises NoArticles if that makes none."""
    texts = [path.read_text(encoding="utf-8") for folder in folders for path in sorted(folder.glob("*.txt"))]
    if not any(texts):
        raise NoArticles(f"no text in {', '.join(f'{folder}/*.txt' for folder in folders)}: name folders by --articles")
    return texts


def measure(texts: Sequence[str], rounds: int) -> Speed:
    """Read all texts `rounds` times, in turns with the yardstick, after one reading to warm up."""
    readers: list[Callable[[str], object]] = [find_quotes, WORD.findall]
    times = [[sum(seconds(read, text) for text in texts) for read in readers] for _ in range(rounds + 1)]
    ours, words = (min(of_one) for of_one in zip(*times[1:], strict=True))
    megabytes = sum(len(text.encode()) for text in texts) / 1_000_000
    return Speed(megabytes=megabytes / ours, yardstick=megabytes / words)


def endure(pieces: Sequence[str], texts: Sequence[str], size: int) -> Iterator[Endured]:
    """Read `size` characters of each piece, after as many of the articles, joined to one text, three times."""
    plain = fill("\n\n".join(texts), size)
    usual = median(seconds(find_quotes, plain) for _ in range(3))
    for piece in pieces:
        taken = seconds(find_quotes, fill(piece, size))
        yield Endured(piece=piece, seconds=taken, times=taken / usual)


def fill(piece: str, size: int) -> str:
    """Return `size` characters: the piece, over and over."""
    return (piece * (size // len(piece) + 1))[:size]


def seconds(read: Callable[[str], object], text: str) -> float:
    """Return what reading takes of the processor: what else runs on the machine does not count."""
    start = process_time()
    read(text)
    return process_time() - start


def find_missed(speed: Speed, endured: Sequence[Endured]) -> str:
    """Return, in one line, which bounds are not kept; nothing if all are."""
    slow = [f"{speed.ratio:.3f} of the yardstick's speed, at least {LEAST_RATIO}"] if speed.ratio < LEAST_RATIO else []
    over = sorted((one for one in endured if one.times > MOST_TIMES), key=lambda one: one.times, reverse=True)
    return "; ".join(
        slow + [f"{one.piece!r} takes {one.times:.1f} times as long, at most {MOST_TIMES:.0f}" for one in over]
    )


def show(endured: Sequence[Endured], worst: int) -> None:
    """Print the `worst` hostile texts, the slowest first."""
    columns = ("hostile text of", "s", "times plain", "bound", "")
    table = Table(*columns, box=None, header_style="dim", padding=(0, 2, 0, 0))
    for one in sorted(endured, key=lambda one: one.times, reverse=True)[:worst]:
        kept = "kept" if one.times <= MOST_TIMES else "not kept"
        table.add_row(repr(one.piece), f"{one.seconds:.3f}", f"{one.times:.1f}", f"{MOST_TIMES:.0f}", kept)
    # A file or a pipe gets whole lines, however narrow the terminal.
    Console(width=None if sys.stdout.isatty() else 140, highlight=False, markup=False).print(table)


if __name__ == "__main__":
    sys.exit(main())
