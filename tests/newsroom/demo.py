"""`make demo`: serve the newsroom, archive it with the real `scrapy crawl hanoitv`, and show what came of it."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from hanoitv_scraper import Article, read_archive
from hanoitv_scraper.items import VIETNAM, QuotedSpeaker
from tests.newsroom.server import Newsroom

PROJECT = Path(__file__).resolve().parents[2]
# The newsroom is ours and on this machine, so the crawl need not be slow for its sake.
PACE = ("-s", "DOWNLOAD_DELAY=0", "-s", "CONCURRENT_REQUESTS=8", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=8")
UNDATED = datetime.min.replace(tzinfo=VIETNAM)

NEXT = """
Next:
  one record, whole        head -1 {records} | python3 -m json.tool
  what any page gives      .venv/bin/hanoitv preview URL|FILE
  the sites there are      .venv/bin/scrapy list
  the live site, politely  .venv/bin/scrapy crawl hanoionline -s CONTACT=you@example.org
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the demo; return the crawl's exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.newsroom.demo", description=__doc__)
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--data", type=Path, default=PROJECT / "data" / "demo", help="made anew (default: data/demo)")
    options = parser.parse_args(arguments)
    shutil.rmtree(options.data, ignore_errors=True)
    with Newsroom(articles=options.articles, seed=options.seed) as newsroom:
        print(f"newsroom: {options.articles} articles at {newsroom.url}", flush=True)
        command = [sys.executable, "-m", "scrapy", "crawl", "hanoitv", "-a", f"root={newsroom.url.rstrip('/')}"]
        code = subprocess.run([*command, "-s", f"DATA_DIR={options.data}", *PACE], cwd=PROJECT, check=False).returncode
    if code == 0:
        show(options.data)
    return code


def show(data: Path) -> None:
    """Print how many articles the archive holds, where they lie, and who is quoted in the newest of them."""
    articles = sorted(read_archive(data), key=lambda article: (article.timestamp or UNDATED, article.id))
    quotes = sum(len(speaker.quotes) for article in articles for speaker in quoted(article))
    officials = {speaker.name for article in articles for speaker in article.quoted_officials if speaker.name}
    segment = next(data.glob("articles/site=*/fetched=*/*.jsonl"))
    folder = segment.parent.relative_to(PROJECT) if segment.is_relative_to(PROJECT) else segment.parent
    counts = f"{len(articles)} articles, {quotes} quotes, {len(officials)} officials by name"
    Console(soft_wrap=True).print(f"\n[bold]{counts}[/bold], in {folder}\n")
    Console().print(newest(articles[-5:]))
    print(NEXT.format(records=folder.parents[2] / "articles/*/*/*.jsonl"), end="")


def newest(articles: Sequence[Article]) -> Table:
    """Return a table of articles with who is quoted in each, the newest first."""
    table = Table("published", "title", "quoted", box=None, header_style="dim", padding=(0, 2, 0, 0))
    for article in reversed(articles):
        when = f"{article.timestamp:%d/%m/%Y %H:%M}" if article.timestamp else "–"
        table.add_row(when, article.title, "\n".join(map(describe, quoted(article))) or "–")
    return table


def quoted(article: Article) -> tuple[QuotedSpeaker, ...]:
    return (*article.quoted_officials, *article.quoted_others)


def describe(speaker: QuotedSpeaker) -> str:
    """Return name and office, `Bùi Thị Thanh Vân, Chủ tịch UBND phường Thượng Thanh`, or as much as is known."""
    office = " ".join(filter(None, (speaker.position, speaker.organisation)))
    return ", ".join(filter(None, (speaker.name, office)))


if __name__ == "__main__":
    sys.exit(main())
