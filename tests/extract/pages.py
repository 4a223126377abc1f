"""Small pages in the markup of hanoitv.vn of 2021, for one property at a time."""

from __future__ import annotations

URL = "http://hanoitv.vn/tin-thu--mot-d1.html"
TEXT = "<p>Sáng nay, phường Thử khánh thành một cây cầu đi bộ qua mương, dài mười hai mét và rộng hai mét.</p>"


def page(
    *,
    title: str = "Tin thử",
    time: str = "08/11/2021 21:21",
    lead: str = "",
    body: str = TEXT,
    head: str = "",
    more: str = "",
) -> str:
    """Return a page; an empty part is left out."""
    parts = (
        f'<div class="title_detail_news">{title}</div>' if title else "",
        f'<span class="cl888 f14"><span class="fa fa-clock-o"></span> {time}</span>' if time else "",
        f'<div class="sapo_detail">{lead}</div>' if lead else "",
        f'<div class="story-body article">{body}</div>' if body else "",
    )
    return f"<html><head><title>x</title>{head}</head><body>{''.join(parts)}{more}</body></html>"


UNKNOWN = "https://baothu.example/xa-hoi/cau-moi-qua-muong-20211108.htm"
PARAGRAPHS = (
    "<p>Sáng nay, phường Thử khánh thành một cây cầu đi bộ qua mương, dài mười hai mét và rộng hai mét.</p>"
    "<p>Cầu do người dân góp tiền làm trong ba tháng, thay cho tấm ván cũ đã mục từ mùa mưa năm trước.</p>"
    "<p>Từ nay trẻ em trong xóm đến trường không phải đi vòng qua đường lớn, nơi xe tải chạy suốt ngày.</p>"
)


def unknown(
    *,
    above: str = "",
    title: str = "<h1>Cầu mới qua mương nối hai xóm</h1>",
    under: str = "",
    body: str = PARAGRAPHS,
    below: str = "",
    head: str = "",
) -> str:
    """Return a page of a site that no file rules; the story stands in a div without a name."""
    main = f"{above}{title}{under}<div>{body}</div>{below}"
    return f"<html><head><title>Cầu mới qua mương nối hai xóm - Báo Thử</title>{head}</head><body>{main}</body></html>"
