"""What is said to a person: lines on stdout and stderr, which may lead nowhere."""

from __future__ import annotations

import os
from typing import TextIO


def one_line(text: object) -> str:
    """Return what is said as one line that does nothing to a terminal: addresses and reasons come from outside."""
    return "".join(sign if sign.isprintable() else "?" for sign in " ".join(str(text).split()))


def say(line: object, stream: TextIO | None) -> None:
    """Print one line; where nobody can be told, the reader gone or the disk full, the exit code has to do."""
    if stream is None:  # it was closed before we began
        return
    try:
        print(one_line(line), file=stream, flush=True)
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
