"""A small web server that answers as a test says; everything else is 404."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@dataclass(frozen=True, slots=True)
class Answer:
    body: bytes
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AsItIs:
    """A whole response as it goes over the wire, from its status line on."""

    response: bytes


@contextmanager
def serving(pages: Mapping[str, Answer | AsItIs], seen: list[tuple[float, str]] | None = None) -> Iterator[str]:
    """Serve `pages` by path and give the root, without a slash at its end; `seen` takes requests' times and agents."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer = pages.get(self.path, Answer(b"not here", 404))
            if seen is not None:
                seen.append((time.monotonic(), self.headers["User-Agent"]))
            if isinstance(answer, AsItIs):
                self.wfile.write(answer.response)
                return
            self.send_response(answer.status)
            fields = {"Content-Type": "text/html", "Content-Length": str(len(answer.body))}
            for name, value in (fields | dict(answer.headers)).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: tests read stderr."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
