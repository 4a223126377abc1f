"""Feeds and sitemaps: whole, broken, packed and hostile."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanoitv_scraper.discover import entries, feeds, xml_stream
from hanoitv_scraper.discover.feed_dates import read_date, read_printed_date
from hanoitv_scraper.discover.feeds import CutShort, Entry, read_entries

A, B, C = (f"http://hanoitv.vn/{letter}-d{number}.html" for number, letter in enumerate("abc", 1))
SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
ATOM = "http://www.w3.org/2005/Atom"
AT = datetime.fromisoformat("2021-11-08T21:21:00+07:00")


def addresses(content: str | bytes) -> list[str]:
    return [entry.address for entry in read_entries(content.encode() if isinstance(content, str) else content)]


def until_cut(content: str | bytes) -> tuple[list[str], str]:
    """Return the addresses that come before a file is cut short, and what is said then."""
    came: list[str] = []
    entries = read_entries(content.encode() if isinstance(content, str) else content)
    with pytest.raises(CutShort) as cut:
        came.extend(entry.address for entry in entries)
    return came, str(cut.value)


def rss(*items: str) -> str:
    return f"<rss version='2.0'><channel><link>http://hanoitv.vn/</link>{''.join(items)}</channel></rss>"


def item(address: str, beside: str = "") -> str:
    return f"<item><title>Tin</title>{beside}<link>{address}</link></item>"


def urlset(*urls: str) -> str:
    return f"<urlset xmlns='{SITEMAPS}'>{''.join(f'<url><loc>{url}</loc></url>' for url in urls)}</urlset>"


@pytest.mark.parametrize(
    "content",
    [
        rss(item(A), item(f" {B}\n")),
        f"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>"
        f"<channel><items><rdf:Seq><rdf:li resource='{A}'/></rdf:Seq></items></channel>{item(A)}{item(B)}</rdf:RDF>",
        f"<feed xmlns='{ATOM}'><link href='http://hanoitv.vn/'/><entry><link href='{A}'/></entry>"
        "<entry><link rel='enclosure' href='http://hanoitv.vn/x.mp3'/><source><link href='http://hanoitv.vn/'/></source>"
        f"<link rel='alternate' href='{B}'/></entry></feed>",
        f"<a:feed xmlns:a='{ATOM}'><a:entry><a:link href='{A}'/></a:entry>"
        f"<a:entry><a:link href='{B}'/></a:entry></a:feed>",
        f"\n\n<?xml version='1.0'?><!-- all --><?xml-stylesheet href='x.xsl'?>{urlset(A, B)}",
        f"<urlset><url><loc>{A}</loc><image:image><image:loc>{C}</image:loc></image:image></url>"
        f"<url><image:image><image:loc>{C}</image:loc></image:image><loc>{B}</loc></url></urlset>",
    ],
    ids=["rss", "rss 1.0", "atom", "atom with a prefix", "sitemap", "pictures in a sitemap"],
)
def test_addresses_are_read_from_every_form(content: str) -> None:
    assert addresses(content) == [A, B]


def test_a_sitemap_index_names_further_sitemaps() -> None:
    named = f"<sitemap><loc>{A}</loc><lastmod>2021-11-08</lastmod></sitemap>"
    midnight = datetime.fromisoformat("2021-11-08T00:00:00+07:00")
    index = f"<sitemapindex xmlns='{SITEMAPS}'>{named}</sitemapindex>"
    assert list(read_entries(index.encode())) == [Entry(address=A, modified=midnight, is_sitemap=True)]


@pytest.mark.parametrize(
    ("inside", "address"),
    [
        (f"<link><![CDATA[ {A}?x=1&y=2 ]]></link>", f"{A}?x=1&y=2"),
        (f"<link>{A}?x=1&amp;y=&#50;</link>", f"{A}?x=1&y=2"),
        (f"<link>{A}?x=1&y=2&nbsp;</link>", f"{A}?x=1&y=2&nbsp;"),
        (f"<link/>{A}<guid>x</guid>", A),
        (f"<guid>{A}</guid>", A),
        (f"<guid isPermaLink='false'>{B}</guid><atom:link rel='self' href='{C}'/><atom:link href='{A}'/>", A),
        (f"<link>{B}</link><feedburner:origLink>{A}</feedburner:origLink>", A),
        (f"<image><link>{B}</link></image><link>{A}</link>", A),
        ("<link>/a-d1.html</link>", "/a-d1.html"),
    ],
    ids=["cdata", "references", "bare &", "empty link", "guid", "atom:link", "feedburner", "picture's", "relative"],
)
def test_an_item_tells_its_address_in_many_ways(inside: str, address: str) -> None:
    assert addresses(rss(f"<item>{inside}</item>")) == [address]


@pytest.mark.parametrize("content", ["<urlset/>", "<urlset></urlset>", "<s:urlset xmlns:s='x'>\n</s:urlset>", rss()])
def test_a_file_may_list_nothing(content: str) -> None:
    assert addresses(content) == []


def test_an_item_may_name_no_address() -> None:
    assert addresses(rss("<item><title>Tin</title><guid>tin-1</guid></item>", item(A))) == [A]


@pytest.mark.parametrize(
    "content",
    [
        rss(item(A), f"<item><link>{B}</link><dc:date>2021-11-08T21:21:00+07:00</dc:date></item>"),
        rss(item(A), item(B, "<pubDate>Mon, 08 Nov 2021 21:21:00 +0700</pubDate>")),
        f"<feed><entry><link href='{A}'/></entry><entry><link href='{B}'/>"
        "<source><published>2020-01-01</published></source><published>2021-11-08T14:21:00Z</published></entry></feed>",
        f"<urlset xmlns='{SITEMAPS}' xmlns:n='{NEWS}'><url><loc>{A}</loc></url><url><loc>{B}</loc><n:news>"
        "<n:title>Tin</n:title><n:publication_date>2021-11-08T21:21+07:00</n:publication_date></n:news>"
        "<video:video><video:publication_date>2020-01-01</video:publication_date></video:video></url></urlset>",
    ],
    ids=["dc:date", "pubDate", "atom", "news sitemap"],
)
def test_each_form_tells_when_a_page_was_published(content: str) -> None:
    assert list(read_entries(content.encode())) == [Entry(address=A), Entry(address=B, published=AT)]


def test_atom_and_sitemaps_tell_when_a_page_was_changed() -> None:
    atom = f"<feed><entry><link href='{A}'/><updated>2021-11-08T21:21:00+07:00</updated></entry></feed>"
    sitemap = f"<urlset><url><loc>{A}</loc><lastmod>2021-11-08T21:21:00+07:00</lastmod></url></urlset>"
    for content in (atom, sitemap):
        assert list(read_entries(content.encode())) == [Entry(address=A, modified=AT)]


@pytest.mark.parametrize(
    ("printed", "when"),
    [
        ("Mon, 08 Nov 2021 21:21:00 +0700", "2021-11-08T21:21:00+07:00"),
        ("Mon, 08 Nov 2021 14:21:00 GMT", "2021-11-08T14:21:00+00:00"),
        ("Mon, 08 Nov 2021 21:21:00 GMT+7", "2021-11-08T21:21:00+07:00"),
        ("8 Nov 21 23:21 +09:00", "2021-11-08T23:21:00+09:00"),
        ("Mon, 08 Nov 2021 21:21:00", "2021-11-08T21:21:00+07:00"),
        ("Mon, 08 Nov 2021 09:21:00 PM", "2021-11-08T21:21:00+07:00"),
        ("2021-11-08T14:21:00.123Z", "2021-11-08T14:21:00.123000+00:00"),
        ("2021-11-08 21:21", "2021-11-08T21:21:00+07:00"),
        ("2021-11-08T21:21:00.000 +07:00", "2021-11-08T21:21:00+07:00"),
        ("2021-11-08", "2021-11-08T00:00:00+07:00"),
        ("08/11/2021 21:21", "2021-11-08T21:21:00+07:00"),
        ("Thứ Hai, 08/11/2021 21:21 GMT+7", "2021-11-08T21:21:00+07:00"),
        ("0001-01-01T00:00:00", None),
        ("1989-12-31", None),
        ("2100-01-01", None),
        ("Mon, 31 Feb 2021 21:21:00 GMT", None),
        ("Mon, 08 Nov 2021 21:21:00 +9999", "2021-11-08T21:21:00+07:00"),
        ("hôm qua", None),
    ],
)
def test_dates_are_read_as_feeds_print_them(printed: str, when: str | None) -> None:
    (entry,) = read_entries(rss(item(A, f"<pubDate>\n{printed} </pubDate>")).encode())
    assert (entry.published and entry.published.isoformat()) == when


def test_dates_in_a_sites_own_form_are_read_up_to_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entries, "MOST_PRINTED_DATES", 2)
    dates = ("08/11/2021 21:21", "hôm qua", "08/11/2021 21:21", "2021-11-08T21:21:00+07:00")
    content = rss(*(item(A, f"<pubDate>{date}</pubDate>") for date in dates))
    assert [entry.published for entry in read_entries(content.encode())] == [AT, None, None, AT]


@given(
    st.text() | st.from_regex(r"(\w{3}, )?\d{1,4}[ /-]\w{1,3}[ /-]\d{1,4} \d\d:\d\d( [+-]?\w{1,5})?", fullmatch=True)
)
def test_any_date_is_aware_or_none(printed: str) -> None:
    for when in (read_date(printed), read_printed_date(printed)):
        assert when is None or (when.tzinfo is not None and 1990 <= when.year < 2100)


@pytest.mark.parametrize(
    "pack",
    [
        gzip.compress,
        lambda content: gzip.compress(gzip.compress(content)),
        lambda content: gzip.compress(content[:60]) + gzip.compress(content[60:]) + b"\0\0",
        lambda content: b"\xef\xbb\xbf" + content,
        lambda content: content.decode().encode("utf-16"),
        lambda content: content.decode().encode("utf-16-be"),
        lambda content: b"<?xml version='1.0' encoding='utf-16'?>" + content,
        lambda content: b"<?xml version='1.0' encoding='zlib'?>" + content.replace(b"?", b"\xff"),
    ],
    ids=[
        "gzip",
        "twice",
        "two on end",
        "BOM",
        "UTF-16",
        "UTF-16 without BOM",
        "declared wrongly",
        "no encoding of text",
    ],
)
def test_files_come_packed_and_in_many_encodings(pack: Callable[[bytes], bytes]) -> None:
    assert addresses(pack(urlset(A, B).encode())) == [A, B]


def test_a_file_that_is_not_utf_8_is_read_as_it_declares() -> None:
    content = "<?xml version='1.0' encoding='windows-1258'?>" + urlset(
        "http://hanoitv.vn/đường-d1.html".replace("ờ", "ơ")
    )
    assert addresses(content.encode("cp1258")) == ["http://hanoitv.vn/đương-d1.html"]


@pytest.mark.parametrize(
    "inside",
    [
        "<description>Cơm & áo &nbsp; &chưa; 3 < 4 &#0;</description>",
        "<description>a<br>b<img src=x nowrap></description>",
        "<description>a</p></b></div>b</description>",
        "<description><!DOCTYPE html><?xml version='1.0'?>]]>\x00\x0b</description>",
        "<media:content a='1' a='2' url=\"x></media:content>",
        "<description>a</descripton></description>",
        "<description><![CDATA[<item><link>x</link></item>]]><!-- <item> --></description>",
    ],
    ids=["letters", "left open", "ends of nothing", "declarations", "attributes", "misspelt end", "tags within text"],
)
def test_a_careless_item_costs_nothing(inside: str) -> None:
    assert addresses(rss(item(A, inside), item(B, inside), item(C, inside))) == [A, B, C]


@pytest.mark.parametrize(
    "content",
    [
        f"<rss><channel><item><link>{A}</link><item><link>{B}</link></item></channel></rss>",
        f"<urlset><url><loc>{A}<lastmod>x</url><url><loc>{B}</loc></urlset>",
        f"{rss(item(A), item(B))}\n<br /><b>Warning</b>: 3 < 4 in x.php <!-- 0.2 s",
    ],
    ids=["item left open", "all left open", "junk behind the end"],
)
def test_tags_left_open_and_junk_cost_nothing(content: str) -> None:
    assert addresses(content) == [A, B]


def test_entries_behind_one_that_is_lost_come_and_the_loss_is_told() -> None:
    came, why = until_cut(rss(item(A), f"<item><description>a<link>{B}</link></item>", item(C)))
    assert came == [A, C]
    assert why == "broken: 2 entries read, 1 without an address that can be read"


def test_a_file_cut_anywhere_gives_the_addresses_that_are_whole() -> None:
    content = urlset(A, B, C)
    for end in range(content.index("<url>"), len(content)):
        came, why = until_cut(content[:end])
        whole = [url for url in (A, B, C) if f"{url}<" in content[:end]]
        assert came in (whole, whole[:-1])
        assert f"after {len(came)} entries" in why


def test_gzip_cut_or_broken_gives_what_comes_before() -> None:
    random = Random(1)  # what does not repeat itself is packed in several blocks
    urls = [f"http://hanoitv.vn/{random.getrandbits(200)}-d{number}.html" for number in range(3_000)]
    packed = gzip.compress(urlset(*urls).encode())
    middle = len(packed) // 2
    for content in (packed[:middle], packed[:middle] + b"\xff" * 1000 + packed[middle:]):
        came, _ = until_cut(content)
        assert len(came) > 100
        assert came[:100] == urls[:100]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "it has no tags"),
        (b"404", "it has no tags"),
        (b"<!DOCTYPE html><html><body>404</body></html>", "its root is html"),
        (b"<opml/>", "its root is opml"),
        (b"\x89PNG\r\n", "it has no tags"),
        (b"\x1f\x8bgone", "gzip is broken"),
        (gzip.compress(gzip.compress(gzip.compress(b"<rss/>"))), "it has no tags"),
    ],
    ids=["empty", "text", "html", "opml", "picture", "no gzip", "gzip thrice"],
)
def test_what_is_no_feed_is_refused(content: bytes, why: str) -> None:
    with pytest.raises(ValueError, match=f"^neither feed nor sitemap: .*{why}") as refused:
        next(read_entries(content))
    assert not isinstance(refused.value, CutShort)


def test_entities_do_not_grow_and_read_no_file() -> None:
    grown = "".join(f"<!ENTITY a{to} '{f'&a{of};' * 10}'>" for of, to in pairwise(range(10)))
    bomb = f"<!DOCTYPE rss [<!ENTITY a0 'aaaaaaaaaa'>{grown}<!ENTITY b SYSTEM 'file:///etc/passwd'>]>"
    assert addresses(bomb + rss(item("&a9;&b;"), item(A))) == ["&a9;&b;", A]


def packed(*parts: tuple[bytes, int]) -> bytes:
    return gzip.compress(b"".join(part * times for part, times in parts), compresslevel=1)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (packed((b"<title>", 1), (b"a", 50_000_000)), "letters without a tag"),
        (packed((b"<!--", 1), (b"<a>", 1_000_000)), "letters without a tag"),
        (packed((b"<item>", 1), (b"<a>", 1_000_000)), "100 deep"),
        (packed((b"<a/>", 1_000_000)), "no entry among them"),
        (packed((b"<item/>", 1_000_000)), "no entry among them"),
        (packed((b"<item><link>" + b"a" * 20_000 + b"</link></item>", 2), (b"</rss>", 1)), "2 without an address"),
    ],
    ids=["text", "comment", "deep", "tags", "empty items", "addresses"],
)
def test_what_is_made_to_grow_ends_with_a_reason(content: bytes, why: str) -> None:
    first = item(A).encode()
    came, told = until_cut(gzip.compress(b"<rss>" + first + gzip.decompress(content)))
    assert came == [A]
    assert why in told


def test_addresses_are_read_up_to_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "MOST_ENTRIES", 2)
    assert addresses(urlset(A, B)) == [A, B]
    entries = read_entries(urlset(A, B, C).encode())
    assert [next(entries).address, next(entries).address] == [A, B]
    with pytest.raises(CutShort, match="2 entries, the most we read") as cut:
        next(entries)
    assert cut.value.reason == "too many addresses"


def test_gzip_is_unpacked_up_to_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_stream, "MOST_BYTES", 300_000)
    came, why = until_cut(gzip.compress(urlset(*[A] * 10_000).encode()))
    assert len(came) > 1_000
    assert "more than 300,000 bytes in gzip" in why


def test_addresses_come_before_the_file_is_read_whole() -> None:
    entries: Iterator[Entry] = read_entries(urlset(*[A] * 10_000).encode().removesuffix(b"</urlset>") + b"<")
    assert next(entries).address == A


urls = st.lists(st.from_regex(r"https?://[a-z.]{1,9}/[\w&;=?'\"ă%-]{1,60}", fullmatch=True), max_size=20)


@given(urls, st.sampled_from(["", "s:", "image:"]), st.sampled_from(["", "\n ", "<!-- <url> -->"]), st.integers(1, 50))
def test_a_sitemap_gives_its_addresses_in_order(given_urls: list[str], prefix: str, space: str, step: int) -> None:
    """Whatever the prefix, what stands between the tags, and where the pieces end in which the file is read."""
    url = f"<{prefix}url>{space}<{prefix}loc>{space}%s{space}</{prefix}loc>{space}</{prefix}url>"
    escaped = [address.replace("&", "&amp;") for address in given_urls]
    content = f"<{prefix}urlset>{space}{space.join(url % address for address in escaped)}</{prefix}urlset>"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(xml_stream, "STEP", step)
        assert addresses(content) == given_urls


# What such files are made of, and halves of it.
halves = (
    rb"<rss> <urlset> <item> </item> <url > <loc> </ <!-- --> <![CDATA[ ]]> &amp; & <link/> ='http://a' <? <!".split()
)
pieces = st.sampled_from((*halves, b"\x1f\x8b", b"\xff\xfe", b"\0", b"\n"))


@given(st.binary() | st.lists(pieces | st.binary(max_size=4), max_size=60).map(b"".join), st.booleans())
def test_any_bytes_are_read_or_refused_in_a_line(content: bytes, pack: bool) -> None:
    try:
        for entry in read_entries(gzip.compress(content) if pack else content):
            assert entry.address == entry.address.strip() != ""
    except ValueError as refused:
        assert str(refused).isprintable()
