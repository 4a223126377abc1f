"""A page read whole: what is taken, what is left, where each field came from, and what is no article."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hanoitv_scraper import NotAnArticle, read_article
from hanoitv_scraper.extract.article import read_page
from hanoitv_scraper.extract.bounds import MAX_BYTES
from hanoitv_scraper.items import Page
from hanoitv_scraper.sites import load_site
from tests.extract.pages import TEXT, URL, page, unknown

LISTED = '<div><h1>Xã hội</h1><ul><li><a href="/a-d2.html">Tin khác</a></li></ul></div>'


def test_each_field_says_where_it_was_read() -> None:
    head = '<meta property="og:description" content="Tóm tắt một tin về cầu mới">'
    head += '<meta name="keywords" content="cầu, phường Thử">'
    crumbs = '<ul class="breadcrumb"><li><a href="/">Trang chủ</a></li><li><a href="/xa-hoi">Xã hội</a></li></ul>'
    article = read_article(page(head=head, more=crumbs), URL)
    read_by = article.read_by
    assert (read_by.title, read_by.timestamp, read_by.body) == ("site", "site", "site")
    assert (read_by.lead, read_by.keywords, read_by.section) == ("metadata", "metadata", "generic")
    assert read_by.authors is None and article.authors == ()
    assert (article.section, article.kind, article.id) == (("Xã hội",), "article", "hanoitv:d1")


def test_the_day_stands_before_the_month() -> None:
    article = read_article(page(time="08/11/2021 21:21"), URL)
    assert article.timestamp == datetime.fromisoformat("2021-11-08T21:21:00+07:00")
    assert (article.timestamp_precision, article.timestamp_text) == ("minute", "08/11/2021 21:21")


def test_metadata_that_agree_to_the_minute_lend_the_seconds() -> None:
    head = '<meta property="article:published_time" content="2021-11-08T21:21:43+07:00">'
    article = read_article(page(head=head), URL)
    assert (str(article.timestamp), article.timestamp_precision) == ("2021-11-08 21:21:43+07:00", "second")
    assert read_article(page(head=head, time="08/11/2021 21:20"), URL).timestamp_precision == "minute"


@pytest.mark.parametrize(
    ("modified", "kept"), [("2021-11-09T08:00:00+07:00", True), ("2021-11-08T20:00:00+07:00", False)]
)
def test_a_change_counts_only_if_it_is_later_than_publication(modified: str, kept: bool) -> None:
    article = read_article(page(head=f'<meta property="article:modified_time" content="{modified}">'), URL)
    assert (article.updated_at is not None) == kept


def test_a_title_that_is_shown_wins_over_metadata() -> None:
    article = read_article(page(head='<meta property="og:title" content="Tin khác - HanoiTV">'), URL)
    assert article.title == "Tin thử"


def test_captions_related_boxes_scripts_and_the_signature_are_no_body() -> None:
    body = (
        TEXT
        + '<table><tr><td><img src="/a.jpg"></td></tr><tr><td>Chú thích một</td></tr></table>'
        + '<figure><img data-src="/b.jpg" src="data:image/gif;base64,x"><figcaption>'
        + "<p>Chú thích hai</p></figcaption></figure>"
        + '<div class="tin-lien-quan"><img src="/c.jpg"><a href="/a-d2.html">Tin khác</a></div>'
        + '<script>var x = "mã";</script>'
        + "<p>Cầu <b>m</b>ới<br>đẹp.</p><p>&nbsp;</p>"
        + '<p style="text-align: right"><strong>Thu Thử - Văn Mẫu (tổng hợp)</strong></p>'
        + '<p style="text-align:right"><em>Theo TTXVN</em></p>'
    )
    article = read_article(page(body=body), URL)
    assert article.body is not None
    assert article.body.split("\n\n")[1:] == ["Cầu mới đẹp."]
    assert (article.authors, article.source) == (("Thu Thử", "Văn Mẫu"), "TTXVN")
    assert [(image.url, image.caption) for image in article.images] == [
        ("http://hanoitv.vn/a.jpg", "Chú thích một"), ("http://hanoitv.vn/b.jpg", "Chú thích hai"),
    ]  # fmt: skip


def test_who_is_named_in_a_caption_is_known_in_the_body() -> None:
    caption = "Ông Lê Văn Mẫu, Giám đốc Sở Xây dựng, tại lễ khánh thành"
    figure = f'<figure><img src="/a.jpg"><figcaption>{caption}</figcaption></figure>'
    article = read_article(page(body=f"{TEXT}{figure}<p>Ông Mẫu cho biết, cầu đã xong từ tuần trước.</p>"), URL)
    told = [(one.name, one.organisation) for one in article.quoted_officials]
    assert ("Lê Văn Mẫu", "Sở Xây dựng") in told and caption not in (article.body or "")


def test_text_is_nfc_and_holds_nothing_invisible() -> None:
    article = read_article(page(title="\u200bTin  thu\u031b\u0309\xa0ng\u00adhiệm"), URL)
    assert article.title == "Tin thử nghiệm"


def test_the_canonical_link_gives_url_and_id_where_it_names_the_same_article() -> None:
    head = '<link rel="canonical" href="http://hanoitv.vn/tin-khac-ten-d1.html?utm_source=x#y">'
    assert read_article(page(head=head), URL).url == "http://hanoitv.vn/tin-khac-ten-d1.html"
    for other in (
        "http://hanoitv.vn/",
        "http://hanoitv.vn/tin-d2.html",
        "https://example.com/tin-d1.html",
        "javascript:",
    ):
        assert read_article(page(head=f'<link rel="canonical" href="{other}">'), URL).url == URL


def test_a_selector_may_name_an_attribute_and_the_first_that_finds_text_wins(tmp_path: Path) -> None:
    (tmp_path / "thu.toml").write_text(
        """title = "Thử"
home = "http://thu.example"
find.pages = ["/"]
urls.article = '-(?P<id>d1)$'
[read]
title = ["h2.none", "h3", "h1"]
timestamp = ["//time/@datetime"]
body = ["article"]
""",
        encoding="utf-8",
    )
    html = f"<h3> </h3><h1>Tin thử</h1><time datetime='2021-11-08 21:21'>hôm nọ</time><article>{TEXT}</article>"
    article = read_page(Page(url="http://thu.example/a-d1", body=html.encode()), load_site("thu", tmp_path))
    assert (article.title, str(article.timestamp)) == ("Tin thử", "2021-11-08 21:21:00+07:00")
    assert (article.read_by.title, article.read_by.timestamp, article.id) == ("site", "site", "thu:d1")


def test_a_page_on_which_the_bodys_selector_does_not_hit_is_of_another_generation() -> None:
    """What the site's other selectors do not find may be shown all the same: under other names, so it is looked for."""
    lead = "Sau ba tháng góp công góp của, người dân hai xóm ven mương đã có một cây cầu vững chãi để qua lại."
    head = f'<meta property="og:description" content="{lead}"><meta name="keywords" content="khác">'
    under = f"<p>08/11/2021 21:21</p><h2 class=sapo>{lead}</h2>"
    tags = "<p>Từ khóa: <a>cầu mới</a>, <a>phường Thử</a></p>"
    html = unknown(head=head, under=under, below=tags)
    article = read_article(html, "https://tuoitre.vn/cau-moi-qua-muong-20211108212100.htm")
    assert (article.site, article.lead, article.timestamp_text) == ("tuoitre", lead, "08/11/2021 21:21")
    assert (article.keywords, article.read_by.lead) == (("cầu mới", "phường Thử"), "generic")


def test_what_stands_above_the_title_in_the_element_of_the_body_is_no_body() -> None:
    lead = "Một lời dẫn đủ dài cho một tin về cầu mới."
    body = f"<p>21:21 08/11/2021</p><h1>Tin thử</h1><h2 class=sapo>{lead}</h2>{TEXT * 2}"
    article = read_article(page(title="", time="", body=body), URL)
    assert (article.title, article.lead, article.timestamp_text) == ("Tin thử", lead, "21:21 08/11/2021")
    assert article.body is not None and article.body.startswith("Sáng nay")


def test_an_address_of_the_only_shape_there_is_does_not_tell_the_kind() -> None:
    film = unknown(under="<h2>Một lời dẫn đủ dài cho một đoạn phim về cầu mới.</h2>", body="<video src=/a.mp4></video>")
    assert read_article(film, "https://hanoionline.vn/cau-moi-qua-muong-232635.htm").kind == "video"


def test_a_page_of_a_site_without_file_is_read_generically() -> None:
    head = "<head><meta property='og:title' content='Tin'></head>"
    html = f"<html>{head}<body><h1>Cầu mới</h1><div>{TEXT * 3}</div></body></html>"
    article = read_article(html, "https://www.example.vn/cau-moi.html")
    assert (article.site, article.title, article.read_by.title, article.read_by.body) == (
        "example.vn", "Cầu mới", "generic", "generic",
    )  # fmt: skip
    assert article.id.startswith("example.vn:") and len(article.id) == len("example.vn:") + 16


def test_generic_leaves_the_sites_rules_aside() -> None:
    article = read_article(page(head="<meta property='og:title' content='Tin thử'>"), URL, generic=True)
    assert (article.site, article.read_by.title, article.read_by.body) == ("hanoitv.vn", "generic", "generic")


def test_a_video_page_may_have_a_lead_and_nothing_else() -> None:
    html = page(lead="(HanoiTV) - Bản tin sáng.", body="", more='<video poster="/p.jpg"><source src="/a.mp4"></video>')
    article = read_article(html, "http://hanoitv.vn/ban-tin-v145611.html")
    assert (article.kind, article.id, article.lead, article.body) == ("video", "hanoitv:v145611", "Bản tin sáng.", None)
    assert [video.url for video in article.videos] == ["http://hanoitv.vn/a.mp4"]


@pytest.mark.parametrize(
    ("html", "url", "reason"),
    [
        ("", URL, "the page is empty"),
        (" \n", URL, "the page is empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", URL, "no HTML"),
        (b"%PDF-1.7 \xff\xfe", URL, "no HTML"),
        ("Chỉ là chữ", URL, "no HTML"),
        ("<!-- -->", URL, "no HTML"),
        (b"<p>x</p>" * (MAX_BYTES // 8 + 1), URL, "bytes, more than"),
        (page(title=""), URL, "no headline"),
        (page(body=""), URL, "no text"),
        (page(body="<p></p><script>x</script>"), URL, "no text"),
        (LISTED, "http://hanoitv.vn/xa-hoi", "no text"),
        (page(), "không phải địa chỉ", "no http(s) URL"),
        ("<html><body><h1>404</h1><p>Không tìm thấy trang.</p></body></html>", URL, "an error page"),
    ],
)
def test_what_is_no_article_is_refused_with_url_and_reason(html: bytes | str, url: str, reason: str) -> None:
    with pytest.raises(NotAnArticle) as caught:
        read_article(html, url)
    assert caught.value.url == url and reason in caught.value.reason and "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "content",
    [
        page().encode("utf-8"),
        page().encode("utf-8-sig"),
        page().encode("utf-16"),
        page(head='<meta charset="iso-8859-1">').encode("utf-8"),
        page(head='<meta charset="utf-8">').encode("utf-8").replace("Sáng nay".encode(), b"S\xc3ng nay"),
    ],
    ids=["utf-8", "bom", "utf-16", "declared wrong", "one bad byte"],
)
def test_the_charset_is_found(content: bytes) -> None:
    article = read_article(content, URL)
    assert article.title == "Tin thử" and article.body is not None and "khánh thành một cây cầu" in article.body


def test_a_page_cut_short_is_read_as_far_as_it_goes() -> None:
    whole = page(body=TEXT * 3).encode()
    article = read_article(whole[: whole.rindex("cây cầu".encode()) + 2], URL)
    assert article.title == "Tin thử" and article.body is not None and article.body.count("\n\n") == 2


@pytest.mark.parametrize(
    "html", [b"<div>" * 300_000 + b"x", b"<b>" * 100_000, b"<p>x" * 200_000, b"<a " + b"x=1 " * 100_000], ids=len
)
def test_deep_and_wide_pages_end_in_a_refusal(html: bytes) -> None:
    with pytest.raises(NotAnArticle):
        read_article(html, URL)


FRAGMENTS = st.sampled_from(
    ["<p>", "</p>", "<div class='story-body article'>", "<div class=title_detail_news>", "</div>", "<table>",
     "<img src=x>", "<script type='application/ld+json'>", '{"@graph": [', "</script>", "<span class='cl888 f14'>",
     "08/11/2021", "&#x0;", "<link rel=canonical href='http://[/'>", "<figure>", "“", "”, ông A nói",
     "<meta name=keywords content=', ,'>"]
)  # fmt: skip
PAGES = st.lists(FRAGMENTS | st.text(max_size=20), max_size=40).map("".join)


@settings(max_examples=max(100, settings().max_examples))
@given(
    st.binary(max_size=400) | PAGES | PAGES.map(lambda html: page(body=html)),
    st.sampled_from([URL, "https://example.vn/x"]),
)
def test_any_page_at_all_is_an_article_or_none(html: bytes | str, url: str) -> None:
    try:
        article = read_article(html, url)
    except NotAnArticle:
        return
    for speaker in (*article.quoted_officials, *article.quoted_others):
        for quote in speaker.quotes:
            text = getattr(article, quote.field)
            assert text[quote.start : quote.end] == quote.text
            if quote.speaker_start is not None:
                assert text[quote.speaker_start : quote.speaker_end] == quote.speaker_text
