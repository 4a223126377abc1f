"""A page written to its place: whole, or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from hanoitv_scraper.archive.layout import NEW
from hanoitv_scraper.errors import BadArgument, CannotWrite


def check_output(output: Path) -> None:
    """Raise BadArgument for a place where no page can be put."""
    if output.exists() and not output.is_file():
        name = output / "report.html" if output.is_dir() else "report.html"
        raise BadArgument(f"{output} is no file: name one for --output, as {name}")
    if not output.parent.is_dir():
        raise BadArgument(f"no folder at {output.parent}: make it, or name another place with --output")


def write_whole(output: Path, page: str) -> int:
    """Write a page in place of what is there and return its size in bytes; raises CannotWrite, and leaves no half.

    Where a link is there, what it leads to is replaced.
    """
    place = Path(os.path.realpath(output))
    new = place.with_name(f".{place.name}.{os.getpid()}{NEW}")
    content = page.encode()
    try:
        with new.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        new.replace(place)
    except OSError as error:
        new.unlink(missing_ok=True)
        raise CannotWrite(f"{output}: {error.strerror}: nothing was written, what was there is as it was") from error
    return len(content)
