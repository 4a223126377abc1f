"""`hanoitv`: everything that needs no crawl, and a crawl from any folder; started without Twisted."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import Protocol

from hanoitv_scraper import __version__
from hanoitv_scraper.errors import CannotWrite, HanoiTVError
from hanoitv_scraper.say import say
from hanoitv_scraper.verbs import (
    archive,
    check_site,
    crawl,
    dump,
    history,
    preview,
    recover,
    report,
    reread,
    search,
    status,
    verify,
)


class Verb(Protocol):
    HELP: str

    def add_arguments(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, options: argparse.Namespace, rest: Sequence[str]) -> int: ...


VERBS: dict[str, Verb] = {
    "preview": preview,
    "check-site": check_site,
    "crawl": crawl,
    "archive": archive,
    "recover": recover,
    "verify": verify,
    "reread": reread,
    "history": history,
    "status": status,
    "dump": dump,
    "report": report,
    "search": search,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb and return its exit code; a user's mistake is one line on stderr."""
    _open_closed_streams()
    options, rest = _parser().parse_known_args(arguments)
    if rest and options.verb not in ("crawl", "archive"):
        _parser().error(f"unrecognized arguments: {' '.join(rest)}")
    try:
        code = VERBS[options.verb].run(options, rest)
        sys.stdout.flush()  # what cannot be written shall be told below
        return code
    except HanoiTVError as error:
        say(f"hanoitv {options.verb}: {error}", sys.stderr)
        return error.exit_code
    except BrokenPipeError:  # the reader of our output, `head` say, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except SystemExit as end:
        if isinstance(end.__context__, BrokenPipeError):  # so rich takes the same
            return 0
        raise
    except OSError as error:
        say(f"hanoitv {options.verb}: {error.filename or 'what it prints'}: {error.strerror}", sys.stderr)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CannotWrite.exit_code
    except KeyboardInterrupt:
        return 130


def _open_closed_streams() -> None:
    """Let what was closed (`>&-`) lead nowhere: the next file that is opened would take its place otherwise."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            file = os.open(os.devnull, os.O_RDWR)
            os.set_inheritable(file, True)
            setattr(sys, name, os.fdopen(file, "r" if name == "stdin" else "w"))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="hanoitv", description="Read and archive Vietnamese news of the HanoiTV kind."
    )
    parser.add_argument("--version", action="version", version=__version__)
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for name, verb in VERBS.items():
        verb.add_arguments(verbs.add_parser(name, help=verb.HELP))
    return parser


if __name__ == "__main__":
    sys.exit(main())
