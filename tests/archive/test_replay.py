"""Other tools agree with the files of a crawl: pywb gives back what the server sent, byte for byte."""

from __future__ import annotations

import gzip
import json
import re
import socket
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple

import pytest

from hanoitv_scraper.archive.layout import run_files
from hanoitv_scraper.archive.lines import from_line, sighting_from_line
from hanoitv_scraper.archive.read import committed_lines
from hanoitv_scraper.archive.run_file import RunFile, read_run_file
from hanoitv_scraper.archive.warc import read_stored, whole_members
from hanoitv_scraper.clock import utc_now
from tests.archive.readers import ANSWERS, Recorded, read_by_fastwarc, read_by_warcio, read_digests
from tests.conftest import PROJECT, missing, scrapy
from tests.newsroom.demo import PACE
from tests.serving import Answer, AsItIs, serving

PYWB = PROJECT / ".venv" / "pywb" / "bin"
TEXT = "Sáng nay, phường Thử khánh thành một cây cầu đi bộ qua mương, dài mười hai mét."
# pywb passes these on under their own names, and all that could mislead a browser under others.
PASSED_ON = ("Content-Type", "Content-Encoding", "Content-Language", "Content-Length", "Location", "Set-Cookie")
RENAMED = {"ETag": "X-Archive-Orig-ETag", "Last-Modified": "X-Archive-Orig-Last-Modified"}


def article(title: str, text: str = TEXT) -> bytes:
    return (
        f"<meta charset=utf-8><div class=title_detail_news>{title}</div><span class='cl888 f14'>08/11/2021 21:21</span>"
        f"<div class='story-body article'><p>{text}</p></div>"
    ).encode()


TOLD = {
    "Content-Type": "text/html; charset=utf-8", "Content-Language": "vi", "Set-Cookie": "phien=1; Path=/",
    "ETag": '"thu-1"', "Last-Modified": "Mon, 08 Nov 2021 14:21:00 GMT",
    # As servers send letters that HTTP does not know: the bytes of UTF-8. pywb leaves such a header out.
    "X-Title": "Cầu mới".encode().decode("latin-1"),
}  # fmt: skip
MOVED, NEW = "/ten-cu-d6.html", "/ten-moi-d6.html"
CHUNKED = frozenset(("/khuc-d4.html", "/khuc-nen-d5.html"))
PAGES = {
    "/thuong-d1.html": Answer(article("Thường")),
    "/gzip-d2.html": Answer(gzip.compress(article("Nén")), headers={"Content-Encoding": "gzip"}),
    "/deflate-d3.html": Answer(zlib.compress(article("Nén")), headers={"Content-Encoding": "deflate"}),
    "/khuc-d4.html": Answer(article("Từng khúc")),
    "/khuc-nen-d5.html": Answer(gzip.compress(article("Nén từng khúc")), headers={"Content-Encoding": "gzip"}),
    MOVED: Answer(b"<p>moved</p>", 301, {"Location": f"{NEW}#dau"}),
    NEW: Answer(article("Tên mới")),
    "/mat-d7.html": Answer(b"<p>not here</p>", 404),
    "/bo-d8.html": Answer(b"<p>gone</p>", 410),
    "/loi-d9.html": Answer(b"<p>error</p>", 500),
    "/khong-doc-duoc-d10.html": Answer(b"<div class=title_detail_news></div>"),
    "/dau-de-d11.html": Answer(article("Đầu đề"), headers=TOLD),
    "/rong-d12.html": Answer(b""),
    "/dai-d13.html": Answer(article("Dài", TEXT * 20_000)),
    "/nhi-phan-d14.html": Answer(bytes(range(256)) * 9),
    "/tham-so-d15.html?a=1&b=%C3%A1": Answer(article("Tham số")),
}


def in_chunks(answer: Answer) -> AsItIs:
    """Return the same answer as `Transfer-Encoding: chunked` sends it."""
    headers = {"Content-Type": "text/html", "Transfer-Encoding": "chunked", "Connection": "close"} | dict(
        answer.headers
    )
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    parts = [answer.body[start : start + 100] for start in range(0, len(answer.body), 100)]
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (*parts, b""))
    return AsItIs(f"HTTP/1.1 200 OK\r\n{head}\r\n".encode() + chunks)


class Exchanged(NamedTuple):
    """An answer, as far as a replay must not change it: the headers are those that pywb passes on."""

    status: int
    headers: dict[str, str]
    body: bytes


def sent(path: str) -> Exchanged:
    """Return what the server sent at a path, after transfer-decoding."""
    answer = PAGES[path]
    length = {} if path in CHUNKED else {"Content-Length": str(len(answer.body))}
    headers = {"Content-Type": "text/html"} | length | dict(answer.headers)
    compared = {name: value for name, value in headers.items() if name in (*PASSED_ON, *RENAMED)}
    return Exchanged(answer.status, compared, answer.body)


class Sealed(NamedTuple):
    """A file of raw pages, and the run that wrote it."""

    run: RunFile
    path: Path
    records: int
    """As the run file says."""

    def read(self) -> list[Recorded]:
        return read_by_warcio(self.path.read_bytes())


class Crawled(NamedTuple):
    """An archive of two runs over the same pages."""

    data: Path
    root: str
    """Of the server, which is gone."""

    def files(self) -> list[Sealed]:
        """Return the files of raw pages, the first run's first."""
        runs = [read_run_file(path) for path in run_files(self.data)]
        infos = [(run, info) for run in runs for info in run.files if info.file.startswith("pages/")]
        return [Sealed(run, self.data / info.file, info.records) for run, info in infos]

    def path_of(self, record: Recorded) -> str:
        return record.told["WARC-Target-URI"].removeprefix(self.root)


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    data = tmp_path_factory.mktemp("data")
    links = "".join(f"<a href='{path}'>x</a>" for path in PAGES if path != NEW)
    served = {path: in_chunks(answer) if path in CHUNKED else answer for path, answer in PAGES.items()}
    with serving({**served, "/": Answer(links.encode())}) as root:
        arguments = ("-a", f"root={root}", "-s", f"DATA_DIR={data}", *PACE, "-s", "RETRY_ENABLED=False")
        first = scrapy("crawl", "hanoitv", *arguments)
        ended = utc_now()
        while utc_now() == ended:  # a capture is known by its address and second
            time.sleep(0.02)
        second = scrapy("crawl", "hanoitv", *arguments, "-a", "revisit=all")
    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    return Crawled(data, root)


@contextmanager
def replaying(files: list[Path], folder: Path) -> Iterator[int]:
    """Serve WARC files, where they lie, by pywb as the collection `tin`; give the port."""
    index = folder / "index.cdxj"
    subprocess.run([PYWB / "cdx-indexer", "--sort", "--cdxj", "--output", index, *files], check=True)
    folders = sorted({f"{file.parent}/" for file in files})
    collection = {"index_paths": str(index), "archive_paths": folders}
    (folder / "config.yaml").write_text(json.dumps({"collections": {"tin": collection}}), encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    command = [str(PYWB / "wayback"), "--bind", "127.0.0.1", "--port", str(port)]
    with (folder / "log").open("wb") as log:
        pywb = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
    try:
        wait_for(pywb, port, folder / "log")
        yield port
    finally:
        pywb.kill()
        pywb.wait()


def wait_for(pywb: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Return when pywb answers at its port."""
    deadline = time.monotonic() + 60
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except ConnectionRefusedError:
            assert pywb.poll() is None and time.monotonic() < deadline, log.read_text(encoding="utf-8")
            time.sleep(0.02)


def replayed(port: int, url: str, timestamp: str) -> Exchanged:
    """Return what pywb gives for a capture (UTC, 14 digits) when asked for the original: `id_`."""
    with closing(HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request("GET", f"/tin/{timestamp}id_/{url}", headers={"Accept-Encoding": "gzip, deflate"})
        response = connection.getresponse()
        names = {name: name for name in PASSED_ON} | RENAMED
        told = {name: response.headers[given] for name, given in names.items() if given in response.headers}
        at = time.strptime(timestamp, "%Y%m%d%H%M%S")
        assert response.headers["Memento-Datetime"] == time.strftime("%a, %d %b %Y %H:%M:%S GMT", at)
        return Exchanged(response.status, told, response.read())


def test_pywb_replays_every_capture_byte_for_byte_unchanged_ones_and_redirects_too(
    crawled: Crawled, tmp_path: Path
) -> None:
    if not (PYWB / "wayback").exists():
        missing(".venv/pywb, which make sets up,")
    files = crawled.files()
    captures = [record for file in files for record in file.read() if record.type in ANSWERS]
    assert len(captures) == 2 * len(PAGES)
    with replaying([file.path for file in files], tmp_path) as port:
        for record in captures:
            path, timestamp = crawled.path_of(record), re.sub(r"\D", "", record.told["WARC-Date"])
            assert (path, replayed(port, crawled.root + path, timestamp)) == (path, sent(path))


def test_a_second_run_writes_revisits_but_of_addresses_that_led_elsewhere(crawled: Crawled) -> None:
    """What an address gave the last time is known of an article's newest address alone."""
    first, second = (
        {crawled.path_of(record): record.type for record in file.read() if record.type in ANSWERS}
        for file in crawled.files()
    )
    assert first == dict.fromkeys(PAGES, "response")
    assert second == dict.fromkeys(PAGES, "revisit") | {MOVED: "response"}


def test_every_tool_agrees_about_every_file(crawled: Crawled) -> None:
    for _, path, records in crawled.files():
        content = path.read_bytes()
        subprocess.run(["gzip", "-t", path], check=True)
        warcio = Path(sys.executable).with_name("warcio")
        said = subprocess.run([warcio, "check", "-v", path], check=True, capture_output=True, text=True).stdout
        assert said.count("digest pass") + said.count("not checked (revisit)") == records
        assert len(list(whole_members(path))) == records
        assert read_by_warcio(content) == read_by_fastwarc(content)
        assert len(read_by_warcio(content)) == records
        for type, block, payload in read_digests(content):
            assert block and (payload or type in ("warcinfo", "revisit"))


def test_a_file_begins_with_what_wrote_it_and_goes_on_in_pairs(crawled: Crawled) -> None:
    for file in crawled.files():
        info, *exchanged = file.read()
        assert (info.type, info.told["WARC-Filename"]) == ("warcinfo", file.path.name)
        fields = dict(line.split(": ", 1) for line in info.payload.decode().splitlines() if line)
        assert fields["software"].startswith(f"hanoitv-scraper/{file.run.version} ")
        assert fields["rules"] == file.run.rules
        for answer, request in zip(exchanged[::2], exchanged[1::2], strict=True):
            assert answer.type in ANSWERS and request.type == "request"
            assert request.told["WARC-Concurrent-To"] == answer.told["WARC-Record-ID"]


def test_the_raw_of_every_line_is_one_member_with_the_page_that_was_sent(crawled: Crawled) -> None:
    files = [(path.relative_to(crawled.data).as_posix(), path) for _, path, _ in crawled.files()]
    found = {(name, member.offset, member.length) for name, path in files for member in whole_members(path)}
    lines = list(committed_lines(crawled.data, table="sightings"))
    raws = [line.decoded_by(from_line).raw for line in committed_lines(crawled.data)]
    assert len(lines) == 2 * (len(PAGES) - 1) and len(raws) == 8
    for raw in (*raws, *(line.decoded_by(sighting_from_line).raw for line in lines)):
        assert raw is not None and (raw.file, raw.offset, raw.length) in found
        stored = read_stored(crawled.data, raw)
        assert stored is not None
        answer = PAGES[stored.url.removeprefix(crawled.root)]
        assert (stored.status, stored.payload) == (answer.status, answer.body)
