"""The newsroom itself: what the demo, other tests and benchmarks take for granted about it."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.newsroom import Newsroom, Story, make_stories, text_dump, truth
from tests.newsroom.client import Client, Reply, crawl, links_of
from tests.newsroom.first_story import HANOI, first_story
from tests.newsroom.markup import ODDITIES, article_page
from tests.newsroom.protocol import BadRequestError, read_request, respond
from tests.newsroom.site import Site
from tests.newsroom.stories import CONTACT, Picture

PROJECT = Path(__file__).resolve().parents[1]
NOON = datetime(2021, 11, 8, 12, tzinfo=HANOI)
STORIES = make_stories(articles=300, seed=5)


@pytest.fixture
def client(newsroom: Newsroom) -> Iterator[Client]:
    client = Client(newsroom.url)
    yield client
    client.connection.close()


def send(newsroom: Newsroom, raw: bytes) -> bytes:
    """Return everything a newsroom answers to `raw` until it closes the line or has nothing more to say."""
    with socket.create_connection((newsroom.host, urlsplit(newsroom.url).port or 0), timeout=5) as line:
        line.sendall(raw)
        line.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: line.recv(65_536), b""))


def test_same_seed_gives_the_same_bytes_in_another_process(newsroom: Newsroom, client: Client) -> None:
    script = (
        "import sys; from tests.newsroom import Newsroom; "
        "site = Newsroom(articles=60, seed=1).site; "
        "sys.stdout.buffer.write(b''.join(site.answer_page(path).body for path in sorted(site.pages)))"
    )
    command = [sys.executable, "-c", script]
    other = subprocess.run(command, cwd=PROJECT, env={"PYTHONHASHSEED": "99"}, capture_output=True, check=True)
    assert other.stdout == b"".join(client.ask(path).body for path in sorted(newsroom.site.pages))


def test_another_seed_writes_other_stories() -> None:
    ours, theirs = (make_stories(articles=20, seed=seed)[1:] for seed in (1, 2))
    assert not {story.body for story in ours} & {story.body for story in theirs if story.body}


def test_fewer_articles_are_the_beginning_of_more() -> None:
    assert make_stories(articles=20, seed=5) == STORIES[: len(make_stories(articles=20, seed=5))]


def test_every_story_is_reached_from_home_through_lists(newsroom: Newsroom, client: Client) -> None:
    assert {story.path for story in newsroom.stories} <= crawl(client)


def test_pages_on_lists_end_without_a_next(client: Client) -> None:
    first = client.text("/xa-hoi")
    assert '<a class="next" rel="next" href="/xa-hoi/trang-2">' in first
    last = max(int(number) for number in re.findall(r'href="/xa-hoi/trang-(\d+)"', first))
    assert 'class="next"' not in client.text(f"/xa-hoi/trang-{last}")
    assert client.ask(f"/xa-hoi/trang-{last + 1}").status == 404


def test_menu_tempts_with_links_that_are_no_articles(client: Client) -> None:
    home = client.text("/")
    for href in ("/noi-bo/", "mailto:", "tel:", "javascript:void(0)", "https://", "/lien-he.html"):
        assert f'href="{href}' in home


def test_sitemap_lists_all_stories(newsroom: Newsroom, client: Client) -> None:
    listed = re.findall(r"<loc>http://hanoitv\.vn(.+?)</loc><lastmod>", client.text("/sitemap.xml"))
    assert listed == [story.path for story in reversed(newsroom.stories)]


def test_sitemap_becomes_an_index_beyond_a_thousand_stories() -> None:
    site = Site(tuple(plain_story(number) for number in range(1_001)))
    index = site.answer("/sitemap.xml").body.decode()
    assert re.findall(r"<loc>http://hanoitv\.vn(.+?)</loc>", index) == ["/sitemap-1.xml", "/sitemap-2.xml"]
    assert site.answer("/sitemap-1.xml").body.count(b"<url>") == 1_000
    assert site.answer("/sitemap-2.xml").body.count(b"<url>") == 1


def test_feed_has_the_newest_fifty(newsroom: Newsroom, client: Client) -> None:
    listed = re.findall(r"<item>.*?<link>(.+?)</link>", client.text("/rss/trang-chu.rss"))
    assert listed == [story.url for story in newsroom.stories[:-51:-1]]


def test_robots_forbids_the_private_folder_and_search(client: Client) -> None:
    assert client.text("/robots.txt").splitlines() == [
        "User-agent: *",
        "Disallow: /noi-bo/",
        "Disallow: /tim-kiem",
        "Sitemap: http://hanoitv.vn/sitemap.xml",
    ]


def test_robots_asks_for_a_delay_only_when_told() -> None:
    assert b"Crawl-delay: 0.5\n" in Newsroom(articles=1, crawl_delay=0.5).site.answer("/robots.txt").body


def test_private_page_looks_like_an_article_and_is_counted() -> None:
    with Newsroom(articles=1) as newsroom:
        client = Client(newsroom.url)
        private = next(path for path in links_of(client.text("/")) if path.startswith("/noi-bo/"))
        assert 'class="title_detail_news"' in client.text(private)
        client.ask(private + "?utm_source=x", method="HEAD")
        assert newsroom.requests == {"/": 1, private: 2}
        assert newsroom.full == {"/": 1, private: 1}
        assert json.loads(client.text("/_newsroom/requests")) == newsroom.requests


def test_truth_is_served_as_json_lines(newsroom: Newsroom, client: Client) -> None:
    lines = client.text("/_newsroom/truth").splitlines()
    assert [json.loads(line) for line in lines] == [truth(story) for story in newsroom.stories]


def test_unknown_paths_are_not_found(client: Client) -> None:
    for path in ("/khong-co.html", "/xa-hoi/trang-0", "/_newsroom/x", "/%FF", "/xa-hoi/"):
        assert client.ask(path).status == 404


def test_what_has_not_changed_is_not_sent_again(newsroom: Newsroom, client: Client) -> None:
    path = newsroom.stories[0].path
    page = client.ask(path)
    assert (page.status, page.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    etag, modified = page.headers["ETag"], page.headers["Last-Modified"]
    for known in ({"If_None_Match": etag}, {"If_None_Match": f'"x", W/{etag}'}, {"If_Modified_Since": modified}):
        reply = client.ask(path, **known)
        assert (reply.status, reply.body, reply.headers["ETag"]) == (304, b"", etag)


def test_what_has_changed_is_sent_again(newsroom: Newsroom, client: Client) -> None:
    path = newsroom.stories[0].path
    modified = client.ask(path).headers["Last-Modified"]
    long_ago = "Fri, 10 Sep 2021 00:00:00 GMT"
    for known in (
        {"If_None_Match": '"x"'},
        {"If_None_Match": '"x"', "If_Modified_Since": modified},
        {"If_Modified_Since": long_ago},
        {"If_Modified_Since": "yesterday"},
    ):
        assert client.ask(path, **known).status == 200


def test_head_has_the_headers_of_get(newsroom: Newsroom, client: Client) -> None:
    path = newsroom.stories[0].path
    assert client.ask(path, method="HEAD") == Reply(200, client.ask(path).headers, b"")


def test_requests_in_one_packet_are_answered_in_order(newsroom: Newsroom) -> None:
    request = b"GET %s HTTP/1.1\r\nHost: x\r\n\r\n"
    answers = send(newsroom, request % b"/robots.txt" + request % b"/none" + request % b"http://hanoitv.vn/robots.txt")
    assert re.findall(rb"HTTP/1\.1 (\d+)", answers) == [b"200", b"404", b"200"]


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b"\r\n\r\n", 400),
        (b"GET\r\n\r\n", 400),
        (b"GET /\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\n\r\n", 400),
        (b"GET / HTTP/1.1\nHost: x\n\n", 400),
        (b"GET / HTTP/2.0\r\nHost: x\r\n\r\n", 400),
        (b"GET /a b HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        (b"GET /\xc4\x91 HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n", 413),
        (b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"x" * 20_000, 431),
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nab", 405),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400),
        (b"GET / HTTP/1.1\r\nHo", 400),
    ],
)
def test_malformed_requests_get_a_4xx_and_a_closed_line(newsroom: Newsroom, raw: bytes, status: int) -> None:
    answer = send(newsroom, raw)
    assert answer.startswith(b"HTTP/1.1 %d " % status)
    assert b"Connection: close" in answer


@given(st.binary(), st.text())
def test_no_request_raises_anything_but_its_refusal(line: bytes, since: str) -> None:
    site = Site((plain_story(),))
    heads = (line, b"GET /" + line + b" HTTP/1.0", b"GET / HTTP/1.0\r\nIf-Modified-Since: " + since.encode())
    for head in heads:
        with suppress(BadRequestError):
            respond(site, read_request(head))


def test_a_body_is_skipped(newsroom: Newsroom) -> None:
    get = b"GET /robots.txt HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nab\n"
    assert send(newsroom, get + get).count(b"HTTP/1.1 200 OK") == 2


def quotes_of(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for speaker in record["quoted_officials"] + record["quoted_others"]:
        yield from speaker["quotes"]


def test_offsets_of_every_truth_are_exact() -> None:
    for record in map(truth, STORIES):
        for quote in quotes_of(record):
            text = record[quote["field"]]
            assert text[quote["start"] : quote["end"]] == quote["text"] == quote["text"].strip(" .,:;…")
            if quote["speaker_text"] is not None:
                assert text[quote["speaker_start"] : quote["speaker_end"]] == quote["speaker_text"]


def test_speakers_are_named_in_the_text_and_never_say_the_same_twice() -> None:
    for record in map(truth, STORIES):
        for speaker in record["quoted_officials"] + record["quoted_others"]:
            assert (speaker["name"] or speaker["organisation"]) in record["body"]
        texts = [quote["text"] for quote in quotes_of(record)]
        assert len(texts) == len(set(texts))


def test_quotes_come_in_every_form_and_place() -> None:
    quotes = [quote for record in map(truth, STORIES) for quote in quotes_of(record)]
    assert {quote["form"] for quote in quotes} == {"direct", "indirect", "mixed"}
    assert {quote["field"] for quote in quotes} == {"title", "lead", "body"}
    assert any(not story.quotes for story in STORIES if story.kind == "article")


def test_truth_holds_nothing_that_stands_round_the_text() -> None:
    for story in STORIES:
        record = truth(story)
        text = f"{record['title']} {record['lead']} {record['body']}"
        captions = [image["caption"] for image in record["images"] if image["caption"]]
        for foreign in (*captions, CONTACT, "Từ khóa", "Tin liên quan", "(HanoiTV)", *story.authors):
            assert foreign not in text


def test_truth_is_clean_text() -> None:
    for record in map(truth, STORIES):
        text = json.dumps(record, ensure_ascii=False)
        assert not re.search("[\u0300-\u036f\u200b\u00a0\ufeff]", text)


@pytest.mark.parametrize("oddity", ODDITIES)
def test_a_page_undoes_to_the_story_whatever_its_oddities(oddity: str) -> None:
    """A plain reader that normalises text as the record demands gets the paragraphs back from the markup."""
    plain = first_story()
    odd = replace(plain, oddities=frozenset({oddity}))
    assert article_page(odd) != article_page(plain)
    page = lxml.html.document_fromstring(article_page(odd))
    bodies = [box for box in page.iter("div") if box.get("class") == "story-body article"]
    paragraphs = [paragraph_text(node) for body in bodies for node in body.iterchildren("p")]
    assert tuple(filter(None, paragraphs)) == plain.paragraphs


def paragraph_text(node: lxml.html.HtmlElement) -> str:
    for line_break in node.iter("br"):
        line_break.tail = " " + (line_break.tail or "")
    return " ".join(unicodedata.normalize("NFC", node.text_content().replace("\u200b", "")).split())


def plain_story(number: int = 1) -> Story:
    return Story(number=number, title=f'Tin <b> & "ngoặc" {number}', published=NOON)


def test_a_page_can_be_made_of_a_story_with_a_title_only() -> None:
    page = lxml.html.document_fromstring(article_page(plain_story()))
    assert page.xpath('string(//div[@class="title_detail_news"])') == 'Tin <b> & "ngoặc" 1'
    assert not page.xpath('//div[@class="word"] | //div[@class="sapo_detail"] | //table | //figure')


def test_a_page_has_the_markup_of_the_site() -> None:
    page = article_page(first_story())
    assert '<span class="cl888 f14"><span class="fa fa-clock-o"></span> 11/09/2021 20:21</span>' in page
    assert '<div class="sapo_detail">(HanoiTV) - Giữ gìn' in page
    assert '<meta property="og:title" content="Quận Thanh Xuân:' in page
    assert "<h1" not in page and "ld+json" not in page
    tags = lxml.html.document_fromstring(page).xpath('string(//div[@class="word"])')
    assert tags == "Từ khóa: Thanh XuânPhong trào thi đua 2021Nếp sống văn minh quận Thanh Xuân"


@pytest.mark.parametrize("form", ["table", "figure", "bare"])
def test_pictures_stand_behind_their_paragraph(form: Any) -> None:
    picture = Picture(url="http://media.hanoitv.vn/a.jpg", caption="Ảnh: A & B", form=form)
    story = Story(number=1, title="T", published=NOON, paragraphs=("Một.", "Hai."), pictures=(picture,))
    one, image, two = (article_page(story).index(part) for part in ("<p>Một.", "<img", "<p>Hai."))
    assert one < image < two


def test_text_dump_has_the_form_of_the_seed() -> None:
    contact, head, *paragraphs, tags = text_dump(first_story()).split("\n\n")
    title, time, lead = head.split("\n")
    assert re.fullmatch(r"[^|]+: [\d ]+ \| Email: \S+@\S+", contact)
    assert (title, time) == (first_story().title, "11/09/2021 20:21")
    assert lead.startswith("(HanoiTV) - Giữ gìn")
    assert tuple(paragraphs) == first_story().paragraphs and len(paragraphs) == 7
    assert tags == "Từ khóa: Thanh XuânPhong trào thi đua 2021Nếp sống văn minh quận Thanh Xuân"


def test_the_first_story_has_the_oddities_of_the_seed() -> None:
    text = text_dump(STORIES[0])
    for oddity in (
        "“ Phường ",
        "”…đồng thời",
        " đa ban hành ",
        "07- CTr/QU",
        ",…\n\n",
        "uỷ",
        "ủy",
        "Quận Thanh Xuân: ",
    ):
        assert oddity in text
    (official,) = truth(STORIES[0])["quoted_officials"]
    assert (official["position"], official["organisation"]) == ("Phó Bí thư Thường trực", "Quận uỷ Thanh Xuân")
    assert [(quote["verb"], quote["form"]) for quote in official["quotes"]] == [
        ("cho biết", "indirect"),
        ("cho biết thêm", "indirect"),
    ]


def test_it_says_where_it_listens_and_leaves_on_sigterm() -> None:
    command = [sys.executable, "-m", "tests.newsroom", "--port", "0", "--articles", "3"]
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        line = process.stdout.readline()
        assert re.fullmatch(r"newsroom: http://127\.0\.0\.1:\d+/\n", line)
        assert Client(line.split()[1]).ask("/").status == 200
        process.send_signal(signal.SIGTERM)
        assert process.stdout.read() == ""
    assert process.returncode == 0


def test_a_port_in_use_is_said_in_one_line(newsroom: Newsroom) -> None:
    with pytest.raises(OSError, match="in use"):
        Newsroom(articles=1, port=urlsplit(newsroom.url).port or 0).__enter__()
    command = [sys.executable, "-m", "tests.newsroom", "--articles", "1", "--port", str(urlsplit(newsroom.url).port)]
    run = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout, run.stderr.count("\n")) == (1, "", 1)


@pytest.mark.parametrize(
    "arguments",
    [[], ["--port", "70000"], ["--port", "0", "--articles", "-1"], ["--port", "0", "--years", "0"]],
)
def test_wrong_arguments_exit_2(arguments: list[str]) -> None:
    run = subprocess.run([sys.executable, "-m", "tests.newsroom", *arguments], cwd=PROJECT, capture_output=True)
    assert run.returncode == 2
