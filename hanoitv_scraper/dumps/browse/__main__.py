"""`python -m hanoitv_scraper.dumps.browse DUMP`: Datasette over a SQLite dump, for this machine alone."""

from __future__ import annotations

import argparse
import json
import os
import socket
import sqlite3
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from hanoitv_scraper.dumps.browse.metadata import to_metadata
from hanoitv_scraper.dumps.formats.sqlite import APPLICATION_ID, FORMAT
from hanoitv_scraper.errors import USE_NEWER, BadArgument, HanoiTVError, NewerArchive
from hanoitv_scraper.say import say

HOST = "127.0.0.1"
STATIC = Path(__file__).with_name("static")
# Counts over a hundred thousand articles may take some seconds; Datasette's own limits are made for public servers.
SETTINGS = {
    "sql_time_limit_ms": 10_000,
    "facet_time_limit_ms": 3_000,
    "default_facet_size": 10,
    "max_returned_rows": 5_000,
    "truncate_cells_html": 300,
    "suggest_facets": False,  # it would offer days, and count them in UTC
    "cache_size_kb": 65_536,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve a dump until stopped; 2 for what is no dump, a port that is taken, or where Datasette is not installed."""
    parser = argparse.ArgumentParser(prog="python -m hanoitv_scraper.dumps.browse", description=__doc__)
    parser.add_argument("dump", metavar="DUMP", type=Path, help="a folder that `hanoitv dump --format sqlite` wrote")
    parser.add_argument("--port", type=int, default=8001, help="0: one that is free (default: %(default)s)")
    parser.add_argument("--metadata", action="store_true", help="print what Datasette would be told, and end")
    options = parser.parse_args(arguments)
    try:
        file = find_dump(options.dump)
        if options.metadata:
            print(json.dumps(to_metadata(file.stem), ensure_ascii=False, indent=2))
        else:
            serve(file, options.port)
    except HanoiTVError as error:
        say(f"browse: {error}", sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return 0  # so a person ends it
    return 0


def find_dump(path: Path) -> Path:
    """Return the SQLite file of a dump; raises BadArgument for what is none, NewerArchive for one of a later format."""
    file = path / "archive.sqlite" if path.is_dir() else path
    again = "make one with hanoitv dump --format sqlite --output FOLDER"
    if not file.is_file():
        raise BadArgument(f"{file}: no such file: {again}")
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?immutable=1", uri=True)) as db:
            [[ours], [form]] = (db.execute(f"PRAGMA {name}").fetchone() for name in ("application_id", "user_version"))
    except sqlite3.DatabaseError as error:
        raise BadArgument(f"{file}: {error}: {again}") from error
    if ours != APPLICATION_ID:
        raise BadArgument(f"{file}: it is no dump of an archive: {again}")
    if form > FORMAT:
        raise NewerArchive(f"{file}: format {form}, ours is {FORMAT}: {USE_NEWER}")
    return file


def serve(file: Path, port: int) -> None:
    """Serve a dump on this machine's own address, and say where, until a signal comes."""
    with _listen(port) as door:
        try:
            import uvicorn
            from datasette.app import Datasette  # type: ignore[import-untyped]  # ships no types
        except ModuleNotFoundError as error:
            raise BadArgument(f"it needs {error.name}: pip install 'hanoitv-scraper[analysts]'") from error
        served = Datasette(
            immutables=[str(file)],
            metadata=to_metadata(file.stem, style="/hanoitv/browse.css"),
            static_mounts=[("hanoitv", str(STATIC))],
            settings=SETTINGS,
        )
        say(f"browse: {file} is at http://{HOST}:{door.getsockname()[1]}/ until Ctrl-C", sys.stdout)
        uvicorn.Server(uvicorn.Config(served.app(), log_level="warning", lifespan="on")).run(sockets=[door])


def _listen(port: int) -> socket.socket:
    """Return the door that is listened at: who knocks as soon as it is told waits until it is opened."""
    try:
        return socket.create_server((HOST, port))
    except (OSError, OverflowError) as error:
        found = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else error
        raise BadArgument(f"port {port} of {HOST}: {found}: choose another with --port") from error


if __name__ == "__main__":
    sys.exit(main())
