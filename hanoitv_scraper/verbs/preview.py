"""`hanoitv preview`: what we read off pages, as JSON Lines, without archiving them."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from hanoitv_scraper.errors import HanoiTVError
from hanoitv_scraper.items import Article

if TYPE_CHECKING:
    from rich.text import Text

HELP = "print what we read off pages, as JSON Lines, without archiving them"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("places", nargs="+", metavar="URL|FILE", help="a page's URL, a saved page, or its text (.txt)")
    parser.add_argument("--url", help="the address a saved page really has")
    parser.add_argument("--generic", action="store_true", help="leave the site's rules aside")
    parser.add_argument("--explain", action="store_true", help="show the text instead, with who says what")


def run(options: argparse.Namespace, rest: Sequence[str]) -> int:
    """Print each place's article; one that cannot be read is one line on stderr, and the others go on."""
    # The grammar takes 0.3 s to compile, and a crawl compiles it itself.
    from hanoitv_scraper.preview import explain_at, preview

    worst = 0
    for place in options.places:
        try:
            if options.explain:
                _print_text(explain_at(place, options.url, options.generic))
            else:
                _print_line(preview(place, options.url, options.generic))
        except HanoiTVError as error:
            print(f"hanoitv preview: {error}", file=sys.stderr)
            worst = max(worst, error.exit_code)
    sys.stdout.buffer.flush()
    return worst


def _print_line(article: Article) -> None:
    from hanoitv_scraper.archive.lines import to_line

    sys.stdout.buffer.write(to_line(article))


def _print_text(text: Text) -> None:
    from rich.console import Console

    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")  # as the lines are, whatever cron's locale is
    Console(highlight=False, soft_wrap=not sys.stdout.isatty()).print(text)
