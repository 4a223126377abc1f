"""HTTP/1.1 for the site: keep-alive, HEAD, conditional requests; what is malformed gets a 4xx and a closed line."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from functools import lru_cache
from http import HTTPStatus
from urllib.parse import unquote

from tests.newsroom.pages import PLAIN
from tests.newsroom.site import Answer, Site

LONGEST_HEAD = 16_384
LONGEST_BODY = 1_048_576
REQUEST_LINE = re.compile(rb"([A-Za-z]+) (/[!-~]*|https?://[!-~]+) HTTP/1\.([01])")
BARE_LINE_FEED = re.compile(rb"(?<!\r)\n")
HOST = re.compile("https?://[^/?]*")
HEADER = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([^\x00-\x08\x0a-\x1f\x7f]*)")


class BadRequestError(Exception):
    """A request that cannot be answered; holds the 4xx status that says why."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status.phrase)
        self.status = status


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request's head, as far as the site cares."""

    method: str
    path: str
    """Unquoted."""
    query: str
    """As it was sent."""
    headers: dict[str, str]
    """By name in lower case."""
    keep_alive: bool

    @property
    def body_length(self) -> int:
        """Return how many bytes follow the head; they are not read."""
        length = self.headers.get("content-length", "0")
        if not re.fullmatch(r"[0-9]{1,9}", length) or "transfer-encoding" in self.headers:
            raise BadRequestError(HTTPStatus.BAD_REQUEST)
        if int(length) > LONGEST_BODY:
            raise BadRequestError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return int(length)


def read_request(head: bytes) -> Request:
    """Return the request whose head, without the blank line at its end, is `head`."""
    line, *lines = head.split(b"\r\n")
    start = REQUEST_LINE.fullmatch(line)
    fields = [HEADER.fullmatch(field) for field in lines]
    if not start or None in fields:
        raise BadRequestError(HTTPStatus.BAD_REQUEST)
    headers = {field[1].decode().lower(): field[2].decode("latin-1").strip() for field in fields if field}
    newer = start[3] == b"1"
    path, _, query = HOST.sub("", start[2].decode()).partition("?")
    if newer and "host" not in headers:
        raise BadRequestError(HTTPStatus.BAD_REQUEST)
    connection = headers.get("connection", "").lower()
    return Request(
        method=start[1].decode(),
        path=unquote(path) or "/",
        query=query,
        headers=headers,
        keep_alive="close" not in connection if newer else "keep-alive" in connection,
    )


def is_unchanged(headers: dict[str, str], answer: Answer) -> bool:
    """Say whether the asker has this answer already; If-None-Match goes before If-Modified-Since."""
    if not answer.etag:
        return False
    if known := headers.get("if-none-match"):
        return known.strip() == "*" or answer.etag in {tag.strip().removeprefix("W/") for tag in known.split(",")}
    since = headers.get("if-modified-since")
    return since is not None and answer.modified is not None and answer.modified <= read_date(since)


@lru_cache(maxsize=1_000)
def read_date(text: str) -> datetime:
    """Return an HTTP date; one that cannot be read is before everything."""
    try:
        return parsedate_to_datetime(text).astimezone(UTC)
    except (ValueError, OverflowError):
        return datetime.min.replace(tzinfo=UTC)


@lru_cache(maxsize=10_000)
def http_date(moment: datetime) -> str:
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def head_of(status: HTTPStatus, fields: dict[str, str]) -> bytes:
    lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"HTTP/1.1 {status.value} {status.phrase}\r\n{lines}\r\n".encode()


def refuse(status: HTTPStatus) -> bytes:
    """Return a plain answer after which the line is closed."""
    body = f"{status.value} {status.phrase}\n".encode()
    fields = {"Content-Type": PLAIN, "Content-Length": str(len(body)), "Connection": "close"}
    return head_of(status, fields | ({"Allow": "GET, HEAD"} if status == HTTPStatus.METHOD_NOT_ALLOWED else {})) + body


def respond(site: Site, request: Request) -> bytes:
    """Return the whole response to a request."""
    if request.method not in ("GET", "HEAD"):
        raise BadRequestError(HTTPStatus.METHOD_NOT_ALLOWED)
    answer = site.answer(request.path, request.query)
    fields = {"Content-Type": answer.type, "Content-Length": str(len(answer.body))}
    if answer.etag:
        fields["ETag"] = answer.etag
    if answer.modified:
        fields["Last-Modified"] = http_date(answer.modified)
    if answer.location:
        fields["Location"] = answer.location
    if answer.retry_after is not None:
        fields["Retry-After"] = str(answer.retry_after)
    if not request.keep_alive:
        fields["Connection"] = "close"
    if is_unchanged(request.headers, answer):
        site.note_sent(request.path, "unchanged")
        return head_of(HTTPStatus.NOT_MODIFIED, {name: fields[name] for name in fields if "Content" not in name})
    if request.method == "GET" and answer.status == HTTPStatus.OK and answer.body:
        site.note_sent(request.path, "full")
    return head_of(HTTPStatus(answer.status), fields) + (answer.body if request.method == "GET" else b"")


class Connection(asyncio.Protocol):
    """One client: requests are answered in the order they come, and no further while the client does not read."""

    transport: asyncio.Transport

    def __init__(self, site: Site, connections: set[Connection]) -> None:
        self.site = site
        self.connections = connections
        self.received = b""
        self.to_skip = 0
        """How much of a request's body is still to come."""
        self.paused = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.connections.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self.connections.discard(self)

    def pause_writing(self) -> None:
        self.paused = True
        self.transport.pause_reading()

    def resume_writing(self) -> None:
        self.paused = False
        self.transport.resume_reading()
        self.answer_all()

    def data_received(self, data: bytes) -> None:
        self.received += data
        self.answer_all()

    def eof_received(self) -> None:
        if self.received:
            self.transport.write(refuse(HTTPStatus.BAD_REQUEST))

    def answer_all(self) -> None:
        """Answer the requests that have arrived in whole."""
        try:
            while not self.paused and (request := self.take_request()):
                self.transport.write(respond(self.site, request))
                if not request.keep_alive:
                    self.hang_up()
        except BadRequestError as error:
            self.transport.write(refuse(error.status))
            self.hang_up()

    def hang_up(self) -> None:
        self.received = b""
        self.transport.close()

    def take_request(self) -> Request | None:
        """Return the next request, None while it is not there in whole."""
        self.received, self.to_skip = self.received[self.to_skip :], max(0, self.to_skip - len(self.received))
        head, blank_line, rest = self.received.partition(b"\r\n\r\n")
        if len(head) > LONGEST_HEAD:
            raise BadRequestError(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
        if BARE_LINE_FEED.search(head):
            raise BadRequestError(HTTPStatus.BAD_REQUEST)
        if not blank_line:
            return None
        request = read_request(head)
        self.received, self.to_skip = rest, request.body_length
        return request
