"""`hanoitv`: everything that needs no crawl, and a crawl from any folder; started without Twisted."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from hanoitv_scraper import __version__
from hanoitv_scraper.errors import HanoiTVError
from hanoitv_scraper.items import Article

if TYPE_CHECKING:
    from rich.text import Text


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb and return its exit code; a user's mistake is one line on stderr."""
    options, rest = _parser().parse_known_args(arguments)
    if rest and options.verb != "crawl":
        _parser().error(f"unrecognized arguments: {' '.join(rest)}")
    try:
        return VERBS[options.verb](options, rest)
    except BrokenPipeError:  # the reader of our output, `head` say, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="hanoitv", description="Read and archive Vietnamese news of the HanoiTV kind."
    )
    parser.add_argument("--version", action="version", version=__version__)
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    page = verbs.add_parser("preview", help="print what we read off pages, as JSON Lines, without archiving them")
    page.add_argument("places", nargs="+", metavar="URL|FILE", help="a page's URL, a saved page, or its text (.txt)")
    page.add_argument("--url", help="the address a saved page really has")
    page.add_argument("--generic", action="store_true", help="leave the site's rules aside")
    page.add_argument("--explain", action="store_true", help="show the text instead, with who speaks and what is said")
    check = verbs.add_parser("check-site", help="tell whether a site file still fits: what each of its selectors hits")
    check.add_argument("site", metavar="NAME|FILE.toml", help="a site there is, or a site file that is being written")
    check.add_argument("places", nargs="*", metavar="URL|FILE", help="its articles; without any, some are fetched")
    check.add_argument("--root", metavar="URL", help="scheme and host of a mirror to fetch from")
    check.add_argument("--limit", type=int, default=10, metavar="N", help="fetch this many (default: %(default)s)")
    check.add_argument("-v", dest="verbose", action="store_true", help="print every difference, not two a field")
    crawl = verbs.add_parser("crawl", help="`scrapy crawl` from any folder; takes its site and its options")
    crawl.add_argument(
        "--data", type=Path, default=Path("data"), metavar="DIR", help="the archive (default: %(default)s)"
    )
    return parser


def run_preview(options: argparse.Namespace, rest: Sequence[str]) -> int:
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


def run_check_site(options: argparse.Namespace, rest: Sequence[str]) -> int:
    """Print how a site file fits; 1 where it does not, with the first figure that says so on stderr."""
    from hanoitv_scraper.check_site.command import check_site

    try:
        misfits = check_site(options.site, options.places, options.root, options.limit, options.verbose)
    except HanoiTVError as error:
        print(f"hanoitv check-site: {error}", file=sys.stderr)
        return error.exit_code
    for misfit in misfits:
        print(f"hanoitv check-site: {misfit}", file=sys.stderr)
    return 1 if misfits else 0


def run_crawl(options: argparse.Namespace, rest: Sequence[str]) -> int:
    """Become `scrapy crawl`, so that its exit code and the signals it gets are its own."""
    environment = os.environ | {"SCRAPY_SETTINGS_MODULE": "hanoitv_scraper.settings"}
    data = f"DATA_DIR={options.data.resolve()}"
    command = [sys.executable, "-m", "scrapy", "crawl", "-s", data, *rest]
    os.execve(sys.executable, command, environment)  # noqa: S606  # no shell is what we want


VERBS = {"preview": run_preview, "check-site": run_check_site, "crawl": run_crawl}


if __name__ == "__main__":
    sys.exit(main())
