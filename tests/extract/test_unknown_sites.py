"""A page of a site that no file rules: each field found where a reader would find it, with or without metadata."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from hanoitv_scraper import NotAnArticle, read_article
from hanoitv_scraper.items import Article
from tests.extract.pages import PARAGRAPHS, UNKNOWN, unknown

TITLE = "Cầu mới qua mương nối hai xóm"
LEAD = "Sau ba tháng góp công góp của, người dân hai xóm ven mương đã có một cây cầu vững chãi để qua lại."
MENU = "".join(f'<li><a href="/muc-{n}">Mục số {n}</a></li>' for n in range(12))
LISTED = "".join(
    f'<li><h3><a href="/tin-{n}.htm">Một tin khác của báo có tựa khá dài số {n}</a></h3><p>Tóm tắt của tin ấy dài hơn'
    f" bốn mươi chữ cái, như mọi tóm tắt của một danh sách tin.</p><span>0{n}/11/2021 10:00</span></li>"
    for n in range(1, 9)
)


def read(**parts: str) -> Article:
    return read_article(unknown(**parts), UNKNOWN)


@pytest.mark.parametrize(
    "title",
    [
        f"<h1>{TITLE}</h1>",
        f"<h1><a href='#'>{TITLE}</a></h1>",
        f"<h1 class=logo>Báo Thử</h1><h1>{TITLE}</h1><h1></h1>",
        f"<header><nav><h1>Báo Thử</h1></nav></header><div class=title-detail>{TITLE}</div>",
        f"<div>{TITLE}</div>",
        f"<h2 class=sticky style='display:none'>{TITLE}</h2><h1>{TITLE}</h1>",
        f"<div class=popup><h1>Thông tin bạn đọc</h1></div><h1>{TITLE}</h1><div id=popup2><h1>Thông báo</h1></div>",
        f"<h1>{TITLE.replace('nối', 'đã nối')}</h1>",
    ],
)
def test_the_headline_is_what_heads_the_story(title: str) -> None:
    article = read(title=title)
    assert article.title in (TITLE, TITLE.replace("nối", "đã nối")) and article.read_by.title == "generic"
    assert article.body is not None and article.body.count("\n\n") == 2


@pytest.mark.parametrize(
    ("told", "top"),
    [
        ("Báo Thử", "<h1><a href='/'>Báo Thử</a></h1>"),
        ("Tin tức - Cổng tỉnh Thử", "<h1>Cổng tỉnh Thử</h1><h2 class=page-title>Tin tức - Cổng tỉnh Thử</h2>"),
        ("Xã hội > Cầu đường", ""),
        ("", "<div class=title>Tin mới</div><div class=box-title>Thông báo</div>"),
    ],
    ids=["site", "section and site", "path", "nothing"],
)
@pytest.mark.parametrize("headline", ["<h3>{}</h3>", "<div class=TitleDetail>{}</div>"])
def test_where_metadata_name_the_site_alone_the_headline_heads_the_story(told: str, top: str, headline: str) -> None:
    page = unknown(above=f"{top}<ul>{MENU}</ul>", title=headline.format(TITLE), under="<p>21:21 08/11/2021</p>")
    page = page.replace(f"<title>{TITLE} - Báo Thử</title>", f"<title>{told}</title>")
    article = read_article(page, UNKNOWN)
    assert article.title == TITLE and article.timestamp_text == "21:21 08/11/2021"


def test_a_headline_that_ends_like_a_tag_is_no_name_of_the_site() -> None:
    title = "Bóng đá: Đội tuyển quốc gia Việt Nam - Đội tuyển Thái Lan"
    page = unknown(title=f"<h1>{title}</h1>", under=f"<h2>{LEAD}</h2>", below="<p>Tags: <a>Đội tuyển Thái Lan</a></p>")
    article = read_article(page.replace(f"<title>{TITLE} - Báo Thử", f"<title>{title}"), UNKNOWN)
    assert (article.title, article.lead) == (title, LEAD)


def test_a_told_title_loses_the_sites_name_where_no_headline_is_shown() -> None:
    head = f'<meta property="og:title" content="{TITLE} - Xã hội - Báo Thử">'
    head += '<meta property="og:site_name" content="Báo Thử">'
    head += f'<meta name="twitter:title" content="{TITLE}">'
    article = read(title="", head=head)
    assert (article.title, article.read_by.title) == (TITLE, "metadata")


@pytest.mark.parametrize(
    "body",
    [
        PARAGRAPHS,
        PARAGRAPHS.replace("<p>", "<div>").replace("</p>", "</div>"),
        PARAGRAPHS.replace("<p>", "").replace("</p>", "<br><br>"),
        PARAGRAPHS.replace("<p>Cầu", "<section><p>Cầu").replace("năm trước.</p>", "năm trước.</p></section>"),
        PARAGRAPHS.replace("<p>Cầu", "</div><div class=ads>Quảng cáo</div><div><p>Cầu", 1),
        PARAGRAPHS.replace("<p>Cầu", '<p class="ads-detail-center">Cầu'),
        PARAGRAPHS + '<ul><li><a href="/a.htm">Một tin khác của báo có tựa đề khá dài</a></li></ul>',
        f"<div class=tin-moi>TIN MỚI</div>{PARAGRAPHS}",
        PARAGRAPHS.replace("<p>Cầu", f"<p><b>Tin liên quan</b></p><ul>{LISTED}</ul><p>Cầu", 1),
        PARAGRAPHS.replace("<p>Cầu", f"<article><h2><a href=/x>{LEAD}</a></h2><p>{LEAD}</p></article><p>Cầu", 1),
        PARAGRAPHS.replace("<p>Cầu", "<figure><img src=/a.jpg><figcaption><p>Cầu mới nhìn từ phía xóm trên vào sáng."
                           "</p></figcaption></figure><p>Cầu", 1),
        PARAGRAPHS + "<p>Đọc tiếp</p><p><a href=/x>Xem thêm: cầu cũ đã được gỡ ra sao</a></p>",
        PARAGRAPHS + f'<div style="display: none"><p>{LEAD}</p></div>',
        PARAGRAPHS.replace("<p>Cầu", f"<ul><li><a>Một tin khác có tựa đề cũng dài</a><b>{LEAD}</b></ul><p>Cầu", 1),
        PARAGRAPHS.replace("<p>Cầu", "<div><video src=/a.mp4></video><p>Cầu mới nhìn từ xa.</p></div><p>Cầu", 1),
        f"<p>{TITLE}</p>{PARAGRAPHS}<p>Bình luận (0)</p>",
        f"{PARAGRAPHS}<p>Theo dõi Báo Thử trên các nền tảng để cập nhật tin, hình ảnh, đồ họa mới nhất trong nước.</p>",
        PARAGRAPHS.replace("<p>Cầu", "<p><span class=hidden>2021-11-08T21:21</span>Cầu", 1),
    ],
)  # fmt: skip
def test_the_body_is_the_densest_prose_below_the_headline(body: str) -> None:
    article = read(above=f"<ul>{MENU}</ul>", body=body, below=f"<ul>{LISTED}</ul><footer><p>{LEAD} {LEAD}</p></footer>")
    assert article.body is not None
    assert [text.split(" ")[0] for text in article.body.split("\n\n")] == ["Sáng", "Cầu", "Từ"]


@pytest.mark.parametrize(
    ("under", "body", "lead", "dateline"),
    [
        (f"<p class=sapo>{LEAD}</p>", PARAGRAPHS, LEAD, None),
        (f"<h2>{LEAD}</h2>", PARAGRAPHS, LEAD, None),
        (f"<div>Lê Thử</div><div>{LEAD}</div><ul>{LISTED}</ul>", PARAGRAPHS, LEAD, None),
        (f"<h2>(Báo Thử) - {LEAD}</h2>", PARAGRAPHS, LEAD, "Báo Thử"),
        (f"<h2>(NLĐO)- {LEAD}</h2>", PARAGRAPHS, LEAD, "NLĐO"),
        (f"<h2>TPO - {LEAD}</h2>", PARAGRAPHS, LEAD, "TPO"),
        (f"<h2>Baothu - {LEAD}</h2>", PARAGRAPHS, LEAD, "Baothu"),
        (f"<p class=description><span class=stamp>Hà Nội</span>{LEAD}</p>", PARAGRAPHS, LEAD, "Hà Nội"),
        ("", f"<p><strong>{LEAD}</strong></p>{PARAGRAPHS}", LEAD, None),
        (f"<div><a href=/g>Theo dõi Báo Thử Nghiệm trên Google</a><i>2</i></div><p>{LEAD}</p>", PARAGRAPHS, LEAD, None),
        (f"<h2>{LEAD}</h2>", f"<p>{LEAD}</p>{PARAGRAPHS}", LEAD, None),
        ("", PARAGRAPHS, None, None),
    ],
)
def test_the_lead_stands_between_headline_and_story(
    under: str, body: str, lead: str | None, dateline: str | None
) -> None:
    article = read(under=under, body=body)
    assert (article.lead, article.dateline) == (lead, dateline)
    assert article.body is not None and article.body.startswith("Sáng nay") and article.body.count("\n\n") == 2


def test_a_told_description_is_the_lead_only_where_the_page_says_nothing_of_it() -> None:
    told = f'<meta property="og:description" content="{LEAD}">'
    assert (read(head=told).lead, read(head=told).read_by.lead) == (LEAD, "metadata")
    excerpt = "Sáng nay, phường Thử khánh thành một cây cầu đi bộ qua mương, dài mười hai mét..."
    assert read(head=f'<meta property="og:description" content="{excerpt}">').lead is None
    assert read(head=f'<meta property="og:description" content="{TITLE}">').lead is None


@pytest.mark.parametrize(
    ("above", "under", "text"),
    [
        ("", "<div class=time>Thứ Hai, 08/11/2021 | 21:21</div>", "Thứ Hai, 08/11/2021 | 21:21"),
        ("<span>08/11/2021 21:21</span>", "", "08/11/2021 21:21"),
        (
            "<div class=clock>Thứ tư, 24/11/2021 09:00</div><ul>{menu}</ul>",
            "<p>21:21 08/11/2021</p>",
            "21:21 08/11/2021",
        ),
        ("", "<div>Lê Thử - 08/11/2021 21:21</div>", "08/11/2021 21:21"),
        ("", "<div><a href=#>A-</a> <a href=#>A+</a> Ngày đăng bài <i>21:21 08/11/2021</i></div>", "21:21 08/11/2021"),
        ("", "<div><a href=/xa-hoi>Xã hội</a> | 08/11/2021, 21:21 (GMT+7)</div>", "08/11/2021, 21:21 (GMT+7)"),
    ],
)
def test_the_date_is_the_one_nearest_the_headline(above: str, under: str, text: str) -> None:
    page = {"above": above.replace("{menu}", MENU), "under": under, "below": f"<ul>{LISTED}</ul>"}
    licence = "<footer><p>Giấy phép số 12/GP-BTTTT, cấp ngày 15/04/2024</p></footer>"
    article = read(**page | {"below": page["below"] + licence})
    assert str(article.timestamp) == "2021-11-08 21:21:00+07:00"
    assert article.timestamp_text is not None and article.timestamp_text.replace("  ", " ") == text


def test_a_date_under_its_label_counts_among_other_words() -> None:
    article = read(under="<div>Ngày đăng: 08/11/2021 - Lượt xem: 120 Cỡ chữ: A A+ In bài viết Đọc bài</div>")
    assert (article.timestamp_text, article.timestamp_precision) == ("08/11/2021", "day")


def test_a_date_beside_the_headline_counts_where_no_element_holds_it_alone() -> None:
    """The block round it holds the whole page, the dates of its lists among them."""
    listed = f"<ul>{LISTED}</ul>".replace("<span>", "<span class=date>")
    article = read(under="<span class=clock-icon></span> 08/11/2021 21:21 <a href=#>Chia sẻ</a>", below=listed)
    assert article.timestamp_text == "08/11/2021 21:21"


def test_dates_of_lists_licences_and_paragraphs_are_not_the_articles() -> None:
    body = PARAGRAPHS.replace("Sáng nay", "Sáng 05/11/2021")
    below = f"<h3>Tin khác</h3><ul>{LISTED}</ul><footer><p>Giấy phép số 12/GP-BTTTT, cấp ngày 15/04/2024</p></footer>"
    assert read(body=body, below=below).timestamp is None


def test_what_is_told_is_taken_before_a_guess_and_lends_the_seconds() -> None:
    told = '<meta property="article:published_time" content="2021-11-08T21:21:43+07:00">'
    other = read(head=told, under="<div>07/11/2021 10:00</div>")
    assert (str(other.timestamp), other.read_by.timestamp) == ("2021-11-08 21:21:43+07:00", "metadata")
    same = read(head=told, under="<div>08/11/2021 21:21</div>")
    assert (str(same.timestamp), same.timestamp_text) == ("2021-11-08 21:21:43+07:00", "08/11/2021 21:21")
    zero = told.replace(":43", ":00") + '<meta itemprop="datePublished" content="2021-11-08T21:21:07">'
    assert str(read(head=zero).timestamp) == "2021-11-08 21:21:07+07:00"


def test_a_relative_date_counts_from_the_fetch() -> None:
    fetched = datetime(2021, 11, 8, 16, 21, tzinfo=UTC)
    page = unknown(under="<time>2 giờ trước</time>")
    assert str(read_article(page, UNKNOWN, fetched).timestamp) == "2021-11-08 21:21:00+07:00"
    assert read(under="<time>2 giờ trước</time>").timestamp is None


@pytest.mark.parametrize(
    ("parts", "authors", "source"),
    [
        ({"under": "<div class=author>Lê Thử</div>"}, ["Lê Thử"], None),
        ({"under": '<div><a href="/tac-gia/mau-12.htm">HÀ MẪU</a> <i>08/11/2021 21:21</i></div>'}, ["HÀ MẪU"], None),
        ({"under": "<div>Nguyễn Văn Thử - 08/11/2021 21:21</div>"}, ["Nguyễn Văn Thử"], None),
        ({"body": PARAGRAPHS + '<p style="text-align:right"><strong>Thử Mẫu</strong></p>'}, ["Thử Mẫu"], None),
        ({"body": PARAGRAPHS + "<p><strong>Thử Mẫu</strong> <em>(tổng hợp)</em></p>"}, ["Thử Mẫu"], None),
        ({"below": "<p class=author>Theo Hồ Thử</p><p class=source>Báo Mẫu</p>"}, ["Hồ Thử"], "Báo Mẫu"),
        ({"body": PARAGRAPHS + "<p align=right>Theo TTXVN</p>"}, [], "TTXVN"),
        ({"body": PARAGRAPHS + "<p align=right><b>PV</b></p>"}, [], None),
        ({"body": PARAGRAPHS + "<p align=right>Thu Thử</p><p align=right>Chi cục Môi trường</p>"},
         ["Thu Thử"], "Chi cục Môi trường"),
        ({"body": PARAGRAPHS + "<p><b>Bài và ảnh: THỬ MẪU</b></p><p>Mời quý vị đón xem chương trình Chuyện phố lúc"
                  " 20h15 thứ Bảy hằng tuần trên kênh của Đài Truyền hình Thử.</p>"}, ["THỬ MẪU"], None),
        ({"below": "<h3>Bình luận (2)</h3><ul><li><b>Nguyễn Văn Thử</b><p>Cầu đẹp.</p></li></ul>"}, [], None),
        ({"below": "<p class=source style='display:none'>Theo Báo Khác</p>"}, [], None),
        ({"below": "<div class=author>Theo <b>Báo Mẫu</b> <a>Copy link</a></div>"}, [], "Báo Mẫu"),
        ({"below": "<div class=author><a href=/tac-gia/1>Lê Thử</a>/VOV-Tây Bắc</div>"}, ["Lê Thử"], "VOV-Tây Bắc"),
        ({"below": "<div><p class=author>Lê Thử</p><p class=photo>Ảnh: Văn Mẫu</p></div>"}, ["Lê Thử"], None),
        ({"below": "<div><p class=author>Theo Minh Thử</p><p class=source>Báo Mẫu</p></div>"}, ["Minh Thử"], "Báo Mẫu"),
        ({"below": "<p class=source>Theo Bá Thử (Báo Mẫu)</p>"}, ["Bá Thử"], "Báo Mẫu"),
        ({"under": "<div><span class=author>Lê Thử</span>, Theo <span>Báo Mẫu<i class=hidden>Link bài gốc</i></span>"
                   " 21:21 08/11/2021</div>"}, ["Lê Thử"], "Báo Mẫu"),
        ({"above": "<span>BAOTHU</span>", "under": "<div class=author>Lê Thử</div>"}, ["Lê Thử"], None),
        (
            {"under": '<div class=author><a class=name>THỬ MẪU</a> và 1 tác giả khác</div>',
             "below": '<div class="box-author"><a class=author-name>THỬ MẪU</a> - <a class=author-name>VÍ DỤ</a>'},
            ["THỬ MẪU", "VÍ DỤ"], None,
        ),
        ({"head": '<script type="application/ld+json">{"@type":"NewsArticle","author":{"@type":"Organization",'
                  '"name":"Báo Thử"}}</script><meta name=author content="VCCorp.vn">'}, [], None),
        ({"head": '<script type="application/ld+json">{"@type":"NewsArticle","author":[{"@type":"Person",'
                  '"name":"Lê Thử"}]}</script>'}, ["Lê Thử"], None),
    ],
)  # fmt: skip
def test_authors_sign_under_the_headline_or_below_the_text(
    parts: dict[str, str], authors: list[str], source: str | None
) -> None:
    article = read(**parts)
    assert (list(article.authors), article.source) == (authors, source)
    assert article.body is not None and article.body.count("\n\n") == 2


@pytest.mark.parametrize(
    "tags",
    [
        "<p>Từ khóa: <a>cầu mới</a>, <a>phường Thử</a></p>",
        "<div><b>Từ Khóa:</b></div><div><a>cầu mới,</a> <a>phường Thử,</a></div>",
        "<ul><li>Từ khóa</li><li><a>cầu mới</a></li><li><a>phường Thử</a></li></ul>",
        "<div><span>Chủ đề:</span><a>cầu mới</a><a>phường Thử</a></div>",
        "<ul><li><p>Xem thêm về:</p></li><li><h3><a>cầu mới</a></h3></li><li><h3><a>phường Thử</a></h3></li></ul>",
        "<div>Tags: <a>#cầu mới</a> <a># phường Thử</a></div>",
        "<div>Tags</div><div>#cầu mới #phường Thử</div>".replace("<div>Tags</div><div>", "<div>Tags: "),
        "<div class=box-tags><a href=/x>cầu mới</a> <a href=/y>phường Thử</a></div>",
        '<div><a href="/tag/cau-moi">cầu mới</a><a href="/tag/phuong-thu">phường Thử</a></div>',
    ],
)
def test_tags_stand_under_a_label_or_are_called_so(tags: str) -> None:
    article = read(below=f"<div>{tags}</div><ul>{LISTED}</ul>", head='<meta name="keywords" content="khác">')
    assert (article.keywords, article.read_by.keywords) == (("cầu mới", "phường Thử"), "generic")


@pytest.mark.parametrize(
    ("parts", "section"),
    [
        ({"above": '<ul class="breadcrumb"><li><a href="/">Trang chủ</a></li><li><a href="/xa-hoi">Xã hội</a></li>'
                   '<li><a href="/xa-hoi/cau">Cầu đường</a></li></ul>'}, ["Xã hội", "Cầu đường"]),
        ({"under": '<div>08/11/2021 <a class="category-name" href="/xa-hoi">Xã hội</a></div>'}, ["Xã hội"]),
        ({"above": '<ul><li><a href="/xa-hoi.htm">Xã hội</a></li></ul>'}, ["Xã hội"]),
        ({"head": '<script type="application/ld+json">{"@type":"BreadcrumbList","itemListElement":[[{"name":"Home"}],'
                  '[{"item":{"name":"Xã hội"}}]]}</script>'}, ["Xã hội"]),
        ({"head": '<meta property="article:section" content="Xã hội">'}, ["Xã hội"]),
        ({}, []),
    ],
)  # fmt: skip
def test_the_section_is_the_breadcrumb(parts: dict[str, str], section: list[str]) -> None:
    menu = f'<nav><ul><li><a href="/">Trang chủ</a></li>{MENU}</ul></nav>'
    assert list(read(**parts | {"above": menu + parts.get("above", "")}).section) == section


@pytest.mark.parametrize(
    "picture",
    [
        "<figure><img src=/a.jpg><figcaption>Cầu mới. Ảnh: Thử</figcaption></figure>",
        "<div class=VCSortable><img src=/a.jpg><div class=PhotoCMS_Caption><p>Cầu mới. Ảnh: Thử</p></div></div>",
        "<table><tr><td><img src=/a.jpg></td></tr><tr><td>Cầu mới. Ảnh: Thử</td></tr></table>",
        "<p><img data-src=/a.jpg src='data:image/gif;base64,x'></p><p style='text-align: center'>Cầu mới. Ảnh: Thử</p>",
        "<p><img data-original=/a.jpg></p><p><em>Cầu mới. Ảnh: Thử</em></p>",
        "<p><img src=/a.jpg><br>Cầu mới. Ảnh: Thử</p>",
        "<div><figure><img src=/a.jpg></figure><figcaption>Cầu mới. Ảnh: Thử</figcaption></div>",
        "<figure><img src=/a.jpg><figcaption><p>Cầu mới.</p></figcaption><div><p>Ảnh: Thử</p></div></figure>",
    ],
)
def test_a_caption_is_no_paragraph(picture: str) -> None:
    article = read(body=PARAGRAPHS.replace("<p>Cầu", f"{picture}<p>Cầu", 1))
    assert [(i.url, i.caption) for i in article.images] == [("https://baothu.example/a.jpg", "Cầu mới. Ảnh: Thử")]
    assert article.body is not None and article.body.count("\n\n") == 2


def test_pictures_of_cards_are_not_the_storys_and_one_without_caption_has_none() -> None:
    linked = "<div><div><h4><a href=/x.htm>Cầu khác của xã bên đã hỏng</a></h4></div></div>"
    card = f"<div><a href=/x.htm><img src=/x.jpg></a>{linked}</div>"
    body = PARAGRAPHS.replace("<p>Cầu", f"<p><img src=/a.jpg></p>{card}<p>Cầu", 1)
    body += "<figure><img src=/b.jpg><figcaption>Cầu cũ</figcaption></figure>"
    assert [(i.url[-6:], i.caption) for i in read(body=body).images] == [("/a.jpg", None), ("/b.jpg", "Cầu cũ")]


@pytest.mark.parametrize(
    "group", ["<figure>{}<figcaption>{}</figcaption></figure>", "<div>{}<figcaption>{}</figcaption></div>"]
)
def test_the_captions_of_a_photo_story_are_its_body(group: str) -> None:
    figures = "".join(group.format(f"<img src=/{n}.jpg>", f"{LEAD} {n}") for n in range(4))
    article = read(under=f"<p class=sapo>{LEAD}.</p>", body=figures)
    assert (article.kind, len(article.images)) == ("photo", 4)
    assert article.body == "\n\n".join(f"{LEAD} {n}" for n in range(4))


@pytest.mark.parametrize(
    ("url", "head", "player", "kind"),
    [
        ("https://baothu.example/video/cau-moi-1.htm", "", "", "video"),
        (UNKNOWN, '<meta property="og:type" content="video.other">', "", "video"),
        (UNKNOWN, '<script type="application/ld+json">{"@type":"VideoObject"}</script>', "", "video"),
        (UNKNOWN, "", "<video src=/a.mp4></video>", "video"),
        (UNKNOWN, "", "<audio src=/a.mp3></audio>", "audio"),
        ("https://baothu.example/podcast/cau-moi-1.htm", "", "", "audio"),
    ],
)
def test_a_film_or_recording_may_have_a_lead_and_nothing_else(url: str, head: str, player: str, kind: str) -> None:
    article = read_article(unknown(under=f"<h2>{LEAD}</h2>", body=player, head=head), url)
    assert (article.kind, article.lead, article.body) == (kind, LEAD, None)


def test_one_caption_makes_no_photo_story_and_a_signature_behind_it_signs() -> None:
    film = "<figure><video src=/a.mp4></video><figcaption><p>Cầu mới nhìn từ phía xóm trên vào sáng nay. Video: Thử</p>"
    article = read(
        under=f"<p class=sapo>{LEAD}</p>", body=f"{film}</figcaption></figure><p align=right><b>Thử Mẫu</b></p>"
    )
    assert (article.kind, article.lead, article.body, article.authors) == ("video", LEAD, None, ("Thử Mẫu",))


def test_a_lead_behind_share_buttons_is_no_summary_of_theirs() -> None:
    buttons = "<div><a href=#>Lưu bài viết</a> <a href=#>Bình luận (3)</a> <a href=#>Chia sẻ</a></div>"
    assert read(under=f"{buttons}<h2>{LEAD}</h2>").lead == LEAD


def test_a_list_of_programmes_is_no_story_though_times_stand_beside_their_headlines() -> None:
    item = f"<li><a href=/x.htm>Một chương trình khác có tựa đề dài</a> 21:11 01/10/2025<p>{LEAD}</p></li>"
    article = read(below=f"<div class=episodes><ul>{item * 9}</ul></div>")
    assert article.body is not None and article.body.startswith("Sáng nay") and article.body.count("\n\n") == 2


def test_pictures_of_amp_pages_are_pictures() -> None:
    picture = "<amp-img src=/a.jpg><noscript><img src=/a.jpg></noscript></amp-img>"
    article = read(
        body=PARAGRAPHS.replace("<p>Cầu", f"<figure>{picture}<figcaption>Cầu mới</figcaption></figure><p>Cầu", 1)
    )
    assert [(image.url, image.caption) for image in article.images] == [("https://baothu.example/a.jpg", "Cầu mới")]


def test_two_signs_of_a_film_outweigh_a_long_text() -> None:
    title = "<h1>[Video] Cầu mới qua mương nối hai xóm</h1>"
    assert (
        read_article(unknown(title=title, body=PARAGRAPHS * 3), "https://baothu.example/video-cau-1.htm").kind
        == "video"
    )
    assert read(title=title, body=PARAGRAPHS * 3).kind == "article"


def test_a_player_that_opens_a_short_story_makes_a_film_of_it_one_that_reads_it_aloud_does_not() -> None:
    assert read(body="<video src=/a.mp4></video>" + PARAGRAPHS).kind == "video"
    assert read(body="<div class=audio-player><audio src=/a.mp3></audio></div>" + PARAGRAPHS).kind == "article"


def test_a_film_above_a_whole_article_makes_no_video_of_it() -> None:
    assert read(body="<video src=/a.mp4></video>" + PARAGRAPHS * 3).kind == "article"


@pytest.mark.parametrize(
    "html",
    [
        f"<h1>Xã hội</h1><ul>{LISTED}</ul>",
        f"<h1>Báo Thử</h1>{''.join(f'<section><h2>Mục {n}</h2><ul>{LISTED}</ul></section>' for n in range(6))}",
        "<h1>Không tìm thấy trang</h1><p>Trang bạn tìm không còn ở đây. Mời về trang chủ.</p>",
        "<div id=app></div><noscript>Hãy bật JavaScript để đọc báo này, vì trang không có nó thì trống.</noscript>",
        f"<h1>{TITLE}</h1><div id=content></div>",
        f"<ul>{MENU}</ul>",
    ],
    ids=["list", "home", "error", "shell", "headline alone", "menu"],
)
def test_what_is_no_article_is_refused(html: str) -> None:
    page = f"<html><head><title>Báo Thử - tin tức trong ngày</title></head><body>{html}</body></html>"
    with pytest.raises(NotAnArticle):
        read_article(page, "https://baothu.example/x")
