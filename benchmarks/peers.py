"""The other readers' venv, `.venv/peers`, and measuring in it: their pins clash with the project's own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import venv
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.measure import Measured

PROJECT = Path(__file__).resolve().parents[1]
PINS = PROJECT / "benchmarks" / "peers.txt"
VENV = PROJECT / ".venv" / "peers"
PEERS = ("trafilatura", "trafilatura, extensive dates", "newspaper4k", "news-please")


class Unmeasured(Exception):
    """Raised when the other readers cannot be installed, or a process that measures breaks off."""


def are_installed() -> bool:
    """Say whether the venv holds what is pinned; a copy of the pins is put there last."""
    copy = VENV / PINS.name
    return copy.is_file() and copy.read_bytes() == PINS.read_bytes()


def install() -> None:
    """Make the venv anew where it does not hold what is pinned (half a minute, the network); raises Unmeasured."""
    if are_installed():
        return
    print(f"installing {PINS.relative_to(PROJECT)} into {VENV.relative_to(PROJECT)} …", file=sys.stderr)
    venv.create(VENV, clear=True, with_pip=True)
    # The project's pins are not theirs; and every one of theirs is in the file, so pip has nothing to resolve.
    own = {name: value for name, value in os.environ.items() if name != "PIP_CONSTRAINT"}
    run([_python(), "-m", "pip", "install", "--quiet", "--no-deps", "--requirement", str(PINS)], own)
    (VENV / PINS.name).write_bytes(PINS.read_bytes())


def measure_apart(readers: Sequence[str], folder: Path, rounds: int) -> list[Measured]:
    """Measure readers in a process of their own, in the venv that has them: all ours or all others'."""
    python = _python() if set(readers) <= set(PEERS) else sys.executable
    with tempfile.TemporaryDirectory() as temporary:
        out = Path(temporary) / "measured.jsonl"
        # Readers print warnings and log, which is no part of the table: a file takes what is measured.
        command = [python, "-W", "ignore", "-m", "benchmarks.measure", str(folder.resolve()), str(out), str(rounds)]
        run([*command, *readers])
        return [Measured(**json.loads(line)) for line in out.read_text(encoding="utf-8").splitlines()]


def run(command: Sequence[str], environment: Mapping[str, str] | None = None) -> str:
    """Run a command in the project's folder and return what it printed; raises Unmeasured if it fails."""
    done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["nothing"]
        raise Unmeasured(f"{' '.join(command)} ended with {done.returncode} and said: {said[-1]}")
    return done.stdout


def _python() -> str:
    return str(VENV / "bin" / "python")
