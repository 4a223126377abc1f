"""What a watcher hears of a run, and what becomes of a run whose watcher is not there or not well."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from threading import enumerate as enumerate_threads

import pytest

from hanoitv_scraper.unattended.ping import LONGEST_BODY, ping

RID = "3b241101-e2bb-4255-8caf-4136c566a962"
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK"


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")


class Watcher:
    """What a server was told: whole requests, in their order; it says the last of its `answers` again and again."""

    def __init__(self, answers: list[bytes | Callable[[socket.socket], None]]) -> None:
        self.answers = answers
        self.heard: list[bytes] = []
        self.server = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.server.getsockname()[1]}/secret-key"

    def serve(self) -> None:
        while True:
            try:
                connection, _ = self.server.accept()
            except OSError:
                return
            Thread(target=self.answer, args=(connection,), daemon=True).start()

    def answer(self, connection: socket.socket) -> None:
        answer = self.answers[min(len(self.heard), len(self.answers) - 1)]
        with connection:
            self.heard.append(whole(connection))
            try:
                connection.sendall(answer) if isinstance(answer, bytes) else answer(connection)
            except OSError:
                return


def whole(connection: socket.socket) -> bytes:
    """Return a request, its body included."""
    heard = b""
    while b"\r\n\r\n" not in heard:
        heard += connection.recv(65_536)
    head, _, body = heard.partition(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
    while len(body) < length:
        body += connection.recv(65_536)
    return head + b"\r\n\r\n" + body


@contextmanager
def watching(*answers: bytes | Callable[[socket.socket], None]) -> Iterator[Watcher]:
    watcher = Watcher(list(answers))
    Thread(target=watcher.serve, daemon=True).start()
    try:
        yield watcher
    finally:
        watcher.server.shutdown(socket.SHUT_RDWR)
        watcher.server.close()


def told(url: str, waited: list[float] | None = None) -> str:
    """Return the one line that a ping to an address said."""
    line = ping(url, 0, RID, "all is well", timeout=0.2, wait=(waited if waited is not None else []).append)
    assert line is not None and "\n" not in line and "secret" not in line
    return line


def test_a_start_and_an_end_are_told_with_the_run_they_belong_to_and_its_log() -> None:
    with watching(OK) as watcher:
        assert ping(watcher.url, "start", RID) is None
        assert ping(f"{watcher.url}/?create=1\n", 75, RID, "hanoitv: đang chạy") is None
    start, end = watcher.heard
    assert start.startswith(f"POST /secret-key/start?rid={RID} HTTP/1.1\r\n".encode())
    assert end.startswith(f"POST /secret-key/75?create=1&rid={RID} HTTP/1.1\r\n".encode())
    assert start.endswith(b"\r\n\r\n") and end.endswith("\r\n\r\nhanoitv: đang chạy".encode())


def test_any_2xx_is_an_answer_and_a_proxy_of_the_environment_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    with watching(b"HTTP/1.1 204 No Content\r\n\r\n") as proxy:
        monkeypatch.setenv("no_proxy", "")
        monkeypatch.setenv("http_proxy", proxy.url)
        assert ping("http://hc.example/secret", "start", RID) is None
    (heard,) = proxy.heard
    assert heard.startswith(f"POST http://hc.example/secret/start?rid={RID} HTTP/1.1\r\n".encode())


def test_of_a_log_that_is_too_long_the_end_is_told() -> None:
    with watching(OK) as watcher:
        assert ping(watcher.url, 1, RID, "x" * LONGEST_BODY + "the end \udcff") is None
    (heard,) = watcher.heard
    body = heard.partition(b"\r\n\r\n")[2]
    assert len(body) == LONGEST_BODY and body.endswith(b"the end ?")


@pytest.mark.parametrize(
    "url",
    [
        "", "3b241101-secret", "file:///secret", "ftp://hc.example/secret", "http:///secret", "http://hc.example:x/secret",
        "http://hc.example:0/secret", "http://[secret/", "http://hc.example/a secret", "http://hc.example/a\nsecret",
        "https://name:secret@hc.example/", "http://secret℀.example/", "https://hc.example/sécret", "\udcff\x00",
    ],
)  # fmt: skip
def test_an_address_that_is_none_of_the_web_is_refused_and_not_shown(url: str) -> None:
    assert told(url).startswith("PING_URL: expected https://HOST/PATH")


@pytest.mark.parametrize("host", ["a..b", f"{'a' * 70}.example"])
def test_a_host_that_no_name_can_be_is_refused(host: str) -> None:
    assert told(f"https://{host}/secret") == (
        f"PING_URL: {host} was not told of exit code 0: its host is no name, or its answer is no HTTP"
    )


def test_a_host_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*asked: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert told("https://hc.example/secret") == (
        "PING_URL: hc.example was not told of exit code 0: Name or service not known"
    )


def test_a_name_server_that_does_not_answer_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    over = Event()

    def hangs(*asked: object) -> None:
        over.wait()
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", hangs)
    before = set(enumerate_threads())
    line = told("https://hc.example/secret")
    left = set(enumerate_threads()) - before
    over.set()
    assert left and all(thread.daemon for thread in left), "the program could not end before the name server answers"
    assert line == "PING_URL: hc.example was not told of exit code 0: no answer within 0.2 seconds"


def test_where_nobody_listens_it_is_tried_three_times() -> None:
    waited: list[float] = []
    assert told("http://127.0.0.1:9/secret", waited) == (
        "PING_URL: 127.0.0.1 was not told of exit code 0: Connection refused"
    )
    assert waited == [1, 1]


def drip(connection: socket.socket) -> None:
    """Send a header that never ends, always in time for the next byte."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
    while True:
        connection.sendall(b"x" * 100)


def silence(connection: socket.socket) -> None:
    connection.recv(1)


def endless(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        connection.sendall(b"OK " * 1_000)


@pytest.mark.parametrize(
    ("answer", "said", "tries"),
    [
        (b"HTTP/1.1 500 Oops /secret-key\r\n\r\n", "it answered 500", 3),
        (b"HTTP/1.1 404 Not Found\r\n\r\n", "it answered 404", 1),
        (b"HTTP/1.1 200 OK\r\n\r\nOK (not found)", "it answered 200, 'not found'", 1),
        (b"HTTP/1.1 200 OK\r\n\r\nOK (Rate Limited)", "it answered 200, 'rate limited'", 1),
        (b"HTTP/1.1 301 \r\nLocation: /secret-key\r\n\r\n", "it answered 301, a redirect: give the address", 1),
        (b"HTTP/1.1 302 \r\nLocation: file:///etc/passwd\r\n\r\n", "it answered 302", 1),
        (b"", "it broke off: RemoteDisconnected", 3),
        (b"secret\r\n\r\n", "it broke off: BadStatusLine", 3),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "it broke off: IncompleteRead", 3),
        (drip, "it broke off: LineTooLong", 3),
        (silence, "no answer within 0.2 seconds", 3),
    ],
    ids=["500", "404", "dropped", "often", "loop", "file", "nothing", "no HTTP", "no chunk", "long header", "silence"],
)
def test_a_watcher_that_does_not_take_it_is_told_of_in_one_line(
    answer: bytes | Callable[[socket.socket], None], said: str, tries: int
) -> None:
    with watching(answer) as watcher:
        assert told(watcher.url).startswith(f"PING_URL: 127.0.0.1 was not told of exit code 0: {said}")
    assert len(watcher.heard) == tries


def test_an_answer_without_an_end_is_not_read_to_it() -> None:
    with watching(endless) as watcher:
        assert ping(watcher.url, 0, RID, timeout=5) is None


def test_a_second_try_that_is_heard_is_enough() -> None:
    waited: list[float] = []
    with watching(b"HTTP/1.1 503 \r\n\r\n", OK) as watcher:
        assert ping(watcher.url, 0, RID, wait=waited.append) is None
    assert (len(watcher.heard), waited) == (2, [1])
