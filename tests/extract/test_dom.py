"""From bytes to text, and from text to a tree that holds all of it."""

from __future__ import annotations

import gzip
import json
import re
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanoitv_scraper.errors import NotAnArticle
from hanoitv_scraper.extract.bounds import MAX_ATTRIBUTES, MAX_LETTERS, MAX_TAGS
from hanoitv_scraper.extract.decoding import decode
from hanoitv_scraper.extract.dom import parse, text_of
from hanoitv_scraper.extract.lines import read_layout
from hanoitv_scraper.extract.metadata import read_metadata
from tests.vietnamese.test_legacy import LONG, encodings, to_legacy

TEXT = "Cầu mới qua mương, phường Thử"


@pytest.mark.parametrize(
    ("content", "charset"),
    [
        (TEXT.encode(), None),
        (TEXT.encode(), "windows-1252"),
        (b"<meta charset=iso-8859-1>" + TEXT.encode(), "windows-1252"),
        (b"\xef\xbb\xbf" + TEXT.encode(), None),
        (TEXT.encode("utf-16"), None),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-le"), None),
        (TEXT.encode("utf-16-be"), "windows-1252"),
        (TEXT.encode("utf-8") + "ử".encode()[:2], "iso-8859-1"),
    ],
    ids=["utf-8", "declared wrong by http", "declared wrong twice", "bom", "utf-16 bom", "declared right", "utf-16-le",
         "utf-16-be", "cut short"],
)  # fmt: skip
def test_text_is_decoded_by_what_it_is_before_what_is_declared(content: bytes, charset: str | None) -> None:
    assert TEXT in decode(content, charset)


def test_text_in_another_charset_is_decoded_as_declared() -> None:
    french = "<p>Les élèves de l'école d'Hà Dong"
    assert decode(french.encode("windows-1252"), "windows-1252") == french
    assert french in decode(b"<meta charset='windows-1252'>" + french.encode("windows-1252"))
    assert decode("<p>Привет".encode("koi8-r"), "koi8-r") == "<p>Привет"


@pytest.mark.parametrize(
    "charset", [None, "no-such-charset", "a\0b", "ü", "punycode", "hex", "utf-16", "utf-8", "undefined"]
)
def test_what_nobody_declares_well_is_latin(charset: str | None) -> None:
    assert decode("<p>Été “à” Genève €".encode("cp1252"), charset) == "<p>Été “à” Genève €"


@pytest.mark.parametrize("declared", [None, "windows-1258", "iso-8859-1"])
def test_windows_1258_is_read_whether_it_is_declared_or_not(declared: str | None) -> None:
    content = to_legacy(f"<p>{LONG[0]}</p>", "windows-1258").encode("cp1252")
    assert text_of(parse(content, charset=declared)) == LONG[0]


@given(
    st.sampled_from(LONG),
    encodings.filter(lambda name: name != "windows-1258"),
    st.sampled_from([None, "iso-8859-1", "x-user-defined"]),
)
def test_a_page_in_a_legacy_encoding_is_refused_by_name(sentence: str, encoding: str, declared: str | None) -> None:
    shown = to_legacy(f"<p>{sentence}</p><p>{sentence}", encoding)
    page = shown.encode("cp1252") if encoding == "VPS" else shown.encode("latin-1", "replace")
    for content in (page, shown.encode()):
        with pytest.raises(NotAnArticle, match="encoding, from before Unicode") as caught:
            parse(content, "http://x.vn/", declared)
        assert f"the {encoding} encoding" in caught.value.reason


def test_a_legacy_body_written_in_references_is_refused_too() -> None:
    shown = "".join(letter if letter.isascii() else f"&#{ord(letter)};" for letter in to_legacy(LONG[0], "TCVN3 (ABC)"))
    with pytest.raises(NotAnArticle, match="TCVN3"):
        parse(f"<p>{shown}</p>")


@given(st.lists(st.sampled_from(LONG), min_size=1))
def test_utf8_is_never_refused_for_its_letters(sentences: list[str]) -> None:
    assert text_of(parse(f"<p>{' '.join(sentences)}</p>".encode())) == " ".join(sentences)


@pytest.mark.parametrize("read_as", ["latin-1", "cp1252"])
def test_utf8_that_was_read_as_latin_1_is_mended_where_nothing_is_lost(read_as: str) -> None:
    shown = "".join(bytes([code]).decode(read_as, "ignore") or chr(code) for code in LONG[0].encode())
    assert text_of(parse(f"<h1>Tin mới ở đây</h1><p>{shown}</p>")[0][1]) == LONG[0]
    with pytest.raises(NotAnArticle, match="read as Latin-1"):
        parse("<p>" + "HÃ Ná»i, Viá»t Nam, Má»i ngÃ y" + "</p>")


def test_references_are_read_once_and_once_more_where_text_was_escaped_twice() -> None:
    tree = parse(
        "<title>Chi&amp;#7871;n</title><meta name=description content='&amp;ocirc;ng'>"
        "<script type=application/ld+json>{'@type':'Article','headline':'Chi&amp;#7871;n &amp; R&D'}</script>"
        "<p><a href='?a=1&amp;copy=2'>B&amp;igrave;nh</a></p><p>&#7871; &amp;lt;b&amp;gt; R&amp;D</p>".replace("'", '"')
    )
    metadata = read_metadata(tree)
    assert (metadata.page_title, metadata.first("description")) == ("Chiến", "ông")
    assert list(metadata.told("headline")) == ["Chiến & R&D"]
    assert [text_of(paragraph) for paragraph in tree.iter("p")] == ["Bình", "ế &lt;b&gt; R&D"]
    assert [line.text for line in read_layout(tree).lines][-2:] == ["Bình", "ế &lt;b&gt; R&D"]
    assert [link.get("href") for link in tree.iter("a")] == ["?a=1&copy=2"]


def test_nul_bytes_are_no_text() -> None:
    assert text_of(parse("<p>C\0ầu m\0ới</p>".encode())) == "Cầu mới"


@pytest.mark.parametrize(
    "page",
    [
        "<html><body><p>Một.</p></body></html><p>Hai.</p>",
        "<html><body><div><p>Một.</p></body></HTML ><p>Hai.</p></div></body></html>",
    ],
)
def test_what_stands_behind_the_end_of_the_page_is_read_as_browsers_do(page: str) -> None:
    assert text_of(parse(page)) == "Một. Hai."


@pytest.mark.parametrize("opened", ["<div>", "<font>x<br>", "<span title='a\x01b' 1x=2 _y=3>", "<x:y><b@>", "<b><i>y"])
@pytest.mark.parametrize("times", [90, 300, 900])
def test_a_page_that_nests_deep_is_read_flat_and_loses_nothing(opened: str, times: int) -> None:
    inside = f"{opened * times}<p>Trong<em>u</em></p><!-- z -->v<p>Sau \x02</p>"
    tree = parse(f"<html lang=vi><head><title>t</title><body class=c>{inside}")
    assert (tree.tag, tree.get("lang"), [child.tag for child in tree]) == ("html", "vi", ["head", "body"])
    assert [text_of(p) for p in tree.iter("p")] == ["Trongu", "Sau"]
    letters = re.sub(r"<[^>]*>|\W", "", opened) * times
    assert text_of(tree[1]).replace(" ", "") == f"{letters}TronguvSau"
    assert max(len(list(element.iterancestors())) for element in tree.iter()) < 256


@pytest.mark.parametrize("opened", [b"<div>", b"<b>x", b"<ul><li>"])
def test_a_page_that_nests_without_end_is_refused(opened: bytes) -> None:
    with pytest.raises(NotAnArticle, match="nest deeper than 2,000"):
        parse(opened * 4_000)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (gzip.compress(b"<p>x</p>", mtime=0), "compressed (gzip)"),
        (zlib.compress(b"<p>x</p>"), "compressed (deflate)"),
        (b"PK\x03\x04<p>", "a ZIP archive"),
        (b"%PDF-1.7 <p>", "a PDF file"),
        (b"\x89PNG\r\n\x1a\n<p>", "a PNG picture"),
        (b"\xff\xd8\xff\xe0<p>", "a JPEG picture"),
        (json.dumps({"body": "<p>x</p>"}).encode(), "JSON"),
        (b"\xef\xbb\xbf [{\"a\": 1}]", "JSON"),
        (b"<?xml version='1.0'?><!-- <html> --><rss version='2.0'><channel>", "an XML feed or sitemap (<rss>)"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'>", "(<feed>)"),
        (b"<!DOCTYPE x><urlset><url>", "(<urlset>)"),
        (b"<frameset cols='*,*'><frame src=a.html></frameset>", "a frameset"),
        (b"<" + b"\0\0\0a" * 100, "no HTML"),
        (bytes(range(256)) * 20, "no HTML: it begins with"),
        (b"<b>" * (MAX_TAGS + 1), "tags, more than"),
        (b"<p>" + b"x" * (MAX_LETTERS + 1), "letters of text, more than"),
        (b"<p " + b" ".join(b"a%d" % n for n in range(MAX_ATTRIBUTES + 2)) + b">x", "attributes, more than"),
        (b"<p " + b" ".join(b"a%d='>'" % n for n in range(60_000)) + b">x", "attributes, more than"),
    ],
    ids=lambda value: value[:12] if isinstance(value, bytes) else None,
)  # fmt: skip
def test_what_is_no_page_of_text_is_refused_by_what_it_is(content: bytes, reason: str) -> None:
    with pytest.raises(NotAnArticle) as caught:
        parse(content, "http://x.vn/")
    assert reason in caught.value.reason and caught.value.url == "http://x.vn/"


@pytest.mark.parametrize(
    "html",
    ["<p>[1] {x}</p>", "[Video] <p>Cầu", "<?xml version='1.0'?><html><p>Cầu", "<!-- <rss> --><p>Cầu",
     "<!--" * 500 + "--><p>Cầu", "<img src='data:image/png;base64," + "A" * 200_000 + "'><p>Cầu",
     "<a title='" + "x y=" * 20_000 + "'>Cầu"],
    ids=lambda html: html[:12],
)  # fmt: skip
def test_what_only_looks_so_is_a_page(html: str) -> None:
    assert len(parse(html))
