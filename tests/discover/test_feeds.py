"""Feeds and sitemaps, whole and broken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanoitv_scraper.discover.feeds import read_listed

A, B = "http://hanoitv.vn/a-d1.html", "http://hanoitv.vn/b-d2.html"
SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"


@pytest.mark.parametrize(
    "content",
    [
        "<rss><channel><link>http://hanoitv.vn/</link>"
        f"<item><link>{A}</link></item><item><link> {B}\n</link></item></channel></rss>",
        f"<feed xmlns='http://www.w3.org/2005/Atom'><entry><link href='{A}'/></entry>"
        f"<entry><link rel='alternate' href='{B}'/>"
        "<link rel='enclosure' href='http://hanoitv.vn/x.mp3'/></entry></feed>",
        f"\n<?xml version='1.0'?><urlset xmlns='{SITEMAPS}'>"
        f"<url><loc>{A}</loc></url><url><loc>{B}</loc></url></urlset>",
        f"<rss><channel><item><title>Cơm & áo</title><link>{A}</link></item><item><link>{B}</link></item>",
    ],
    ids=["rss", "atom", "sitemap", "broken rss"],
)
def test_addresses_are_read_from_every_form(content: str) -> None:
    assert read_listed(content.encode()).pages == (A, B)


def test_a_sitemap_index_names_further_sitemaps() -> None:
    listed = read_listed(f"<sitemapindex xmlns='{SITEMAPS}'><sitemap><loc>{A}</loc></sitemap></sitemapindex>".encode())
    assert (listed.pages, listed.sitemaps) == ((), (A,))


@pytest.mark.parametrize("content", [b"", b"404", b"<html><body>404</body></html>", b"\x89PNG\r\n"])
def test_what_is_no_feed_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"no XML|neither feed nor sitemap"):
        read_listed(content)


def test_entities_do_not_grow() -> None:
    bomb = "<!DOCTYPE r [<!ENTITY a 'aaaaaaaaaa'>" + "".join(
        f"<!ENTITY a{i} '{f'&a{i - 1 or str()};' * 10}'>" for i in range(1, 10)
    )
    listed = read_listed(f"{bomb}]><rss><item><link>&a9;</link></item><item><link>{A}</link></item></rss>".encode())
    assert all(len(page) < 100 for page in listed.pages)


@given(st.binary())
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        read_listed(content)
    except ValueError as refused:
        assert "\n" not in str(refused).strip()
