"""AMP, mobile and print addresses lead to the article's own."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanoitv_scraper.sites import load_site
from hanoitv_scraper.sites.urls import clean_url
from hanoitv_scraper.sites.variants import fold, is_own_host

HANOITV = load_site("hanoitv")
# Its articles may have no number: any name will do.
KINHTEDOTHI = load_site("kinhtedothi")
ARTICLE = "http://hanoitv.vn/tin--moi-d1.html"
PIECES = ("/amp", "/print", "/in-bai", "/tin-d1", "/tin", "-amp", "-print", ".amp", ".html", "?amp=1", "&in=1", "&a=2")


@pytest.mark.parametrize(
    "url",
    [
        "http://hanoitv.vn/amp/tin--moi-d1.html",
        "http://hanoitv.vn/tin--moi-d1.html/amp",
        "http://hanoitv.vn/tin--moi-d1.html/amp/",
        "http://hanoitv.vn/tin--moi-d1.amp",
        "http://hanoitv.vn/tin--moi-d1.amp.html",
        "http://hanoitv.vn/tin--moi-d1-amp.html",
        "http://hanoitv.vn/tin--moi-d1.html?amp",
        "http://hanoitv.vn/tin--moi-d1.html?amp=1",
        "http://hanoitv.vn/tin--moi-d1.html?outputType=amp",
        "http://amp.hanoitv.vn/tin--moi-d1.html",
        "http://m.hanoitv.vn/tin--moi-d1.html",
        "http://mobile.hanoitv.vn/tin--moi-d1.html",
        "http://wap.hanoitv.vn/tin--moi-d1.html",
        "http://m.www.hanoitv.vn/tin--moi-d1.html",
        "http://hanoitv.vn/print/tin--moi-d1.html",
        "http://hanoitv.vn/tin--moi-d1.html/print",
        "http://hanoitv.vn/tin--moi-d1-print.html",
        "http://hanoitv.vn/in-bai/tin--moi-d1.html",
        "http://hanoitv.vn/tin--moi-d1.html?print=1",
        "http://hanoitv.vn/tin--moi-d1.html?in=1",
        "http://m.hanoitv.vn/print/amp/tin--moi-d1-amp.html?in=1&amp",
    ],
)
def test_a_variant_of_an_article_is_the_article(url: str) -> None:
    assert fold(url, HANOITV) == ARTICLE


@pytest.mark.parametrize(
    "url",
    [
        "http://m.hanoitv.vn/xa-hoi",
        "http://hanoitv.vn/amp/xa-hoi",
        "http://hanoitv.vn/print/76",
        "http://hanoitv.vn/campuchia-print-d1.html",
        "http://hanoitv.vn/tin-d1.html?page=2",
        "http://m.example.vn/tin-d1.html",
    ],
)
def test_what_leads_to_no_article_without_its_mark_stays(url: str) -> None:
    assert fold(url, HANOITV) == url


def test_where_any_name_is_an_articles_a_name_may_end_in_amp() -> None:
    assert (
        fold("https://kinhtedothi.vn/loa-guitar-amp.html", KINHTEDOTHI) == "https://kinhtedothi.vn/loa-guitar-amp.html"
    )
    folded = fold("https://m.kinhtedothi.vn/amp/loa-guitar.html?a=2&amp=1", KINHTEDOTHI)
    assert folded == "https://kinhtedothi.vn/loa-guitar.html?a=2"
    assert KINHTEDOTHI.recognise(folded) == KINHTEDOTHI.recognise("https://kinhtedothi.vn/loa-guitar.html?a=2")


@given(st.sampled_from(("", "m.", "amp.", "www.")), st.lists(st.sampled_from(PIECES), max_size=8))
def test_folding_twice_changes_nothing(host: str, pieces: list[str]) -> None:
    for site, home in ((HANOITV, "hanoitv.vn"), (KINHTEDOTHI, "kinhtedothi.vn")):
        url = clean_url(f"http://{host}{home}{''.join(pieces)}")
        if url is not None:
            once = fold(url, site)
            assert fold(once, site) == once
            assert once == url or site.recognise(once)


def test_the_mobile_host_of_a_site_that_is_at_www_alone_is_its_own() -> None:
    site = replace(HANOITV, hosts=frozenset({"www.hanoitv.vn"}))
    assert is_own_host("m.hanoitv.vn", site) and not is_own_host("hanoitv.vn", site)


def test_the_hosts_beside_a_sites_are_its_own_and_no_others() -> None:
    assert all(
        is_own_host(host, HANOITV) for host in ("hanoitv.vn", "www.hanoitv.vn", "m.hanoitv.vn", "amp.hanoitv.vn")
    )
    assert not any(is_own_host(host, HANOITV) for host in ("", "m.", "media.hanoitv.vn", "m.m.hanoitv.vn", "hanoi.vn"))
