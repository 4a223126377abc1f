"""The page of a story, in the markup of hanoitv.vn of 2021: pure functions from a `Story` to HTML.

Fixed: title, time, lead, text, tags, breadcrumb and metadata. Varied by `story.oddities`, names of `ODDITIES`.
The signature is a bold paragraph on the right, two names joined by ` - `; the source one in italics after `Theo`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from html import escape

from tests.newsroom.chrome import breadcrumb, document, latest_box
from tests.newsroom.stories import SITE, Link, Picture, Story

WORD = re.compile(r"\w{4,}")


def decompose(text: str) -> str:
    """Put every third longer word into NFD."""
    count = iter(range(len(text)))
    return WORD.sub(lambda word: unicodedata.normalize("NFD", word[0]) if next(count) % 3 == 0 else word[0], text)


def harden_spaces(text: str) -> str:
    """Put a no-break space after every number, and two spaces of different kinds after the first sentence."""
    return re.sub(r"(\d) (\w)", "\\1\u00a0\\2", text).replace(". ", ".\u00a0 ", 1)


def hide_joints(text: str) -> str:
    """Put zero-width spaces in front of the text and into its first longer word."""
    return "\u200b" + WORD.sub(lambda word: f"{word[0][:2]}\u200b{word[0][2:]}", text, count=1)


def link_words(html: str) -> str:
    """Put a link round part of a word, and half of a later word in bold."""
    linked = re.sub(r"\b(\w)(\w{3,})", r'\1<a class="seo-suggest-link" href="/ha-noi">\2</a>', html, count=1)
    return re.sub(r"(?<= )(\w\w)(\w+)(?= [^<>]*$)", r"<b>\1</b>\2", linked, count=1)


def break_lines(html: str) -> str:
    """Put a line break in the place of the space between two sentences."""
    return re.sub(r"\. (?=\w)", ".<br>", html)


def number_letters(html: str) -> str:
    """Write every letter beyond ASCII as a decimal entity."""
    return html.encode("ascii", "xmlcharrefreplace").decode()


TEXT_ODDITIES: dict[str, Callable[[str], str]] = {
    "nfd": decompose,
    "nbsp": harden_spaces,
    "zero-width": hide_joints,
}
HTML_ODDITIES: dict[str, Callable[[str], str]] = {
    "inline": link_words,
    "br": break_lines,
    "entities": number_letters,
}
BODY_ODDITIES = {
    "empty": "<p>&nbsp;</p>",
    "script": "<script>try{window.ads.push('Quảng cáo giữa bài');}catch(e){}</script>",
    "style": "<style>.story-body p{margin:0 0 12px} /* Kiểu chữ của bài */</style>",
}
# What a page may do to a story that a correct reader undoes.
ODDITIES = (*TEXT_ODDITIES, *HTML_ODDITIES, *BODY_ODDITIES)


def inline(text: str, oddities: frozenset[str]) -> str:
    """Return `text` as HTML, with those of the oddities that live within a paragraph."""
    for name, change in TEXT_ODDITIES.items():
        text = change(text) if name in oddities else text
    html = escape(text, quote=False)
    for name, change in HTML_ODDITIES.items():
        html = change(html) if name in oddities else html
    return html


def picture(image: Picture) -> str:
    caption = escape(image.caption or "")
    img = f'<img src="{image.url}" alt="">'
    if image.form == "table":
        return f'<table class="image"><tr><td>{img}</td></tr><tr><td>{caption}</td></tr></table>'
    if image.form == "figure":
        return f"<figure>{img}<figcaption><p>{caption}</p></figcaption></figure>"
    return f'<p style="text-align:center;">{img}</p>'


def related_box(links: tuple[Link, ...]) -> str:
    items = "".join(f'<li><a href="{link.path}">{escape(link.title)}</a></li>' for link in links)
    return f'<div class="tin-lien-quan"><h3>Tin liên quan</h3><ul>{items}</ul></div>'


def signature(story: Story) -> list[str]:
    """Return the lines below the text: who wrote it, where it was taken from."""
    lines = []
    if story.authors:
        lines.append(f'<p style="text-align:right;"><strong>{escape(" - ".join(story.authors))}</strong></p>')
    if story.source:
        lines.append(f'<p style="text-align:right;"><em>Theo {escape(story.source)}</em></p>')
    return lines


def recording(story: Story) -> str:
    """Return the player of a video or audio page."""
    if story.kind == "video":
        return f'<video controls><source src="{story.recording}" type="video/mp4"></video>'
    return f'<audio controls><source src="{story.recording}" type="audio/mpeg"></audio>'


def paragraph(story: Story, text: str) -> str:
    html = inline(text, story.oddities)
    return f"<p><strong>{html}</strong></p>" if text in story.subheads else f"<p>{html}</p>"


def body_blocks(story: Story) -> list[str]:
    """Return what stands in the body container, block by block; boxes follow the first and the middle paragraph."""
    blocks = [recording(story)] if story.recording else []
    middle = len(story.paragraphs) // 2
    for index, text in enumerate(story.paragraphs):
        blocks.append(paragraph(story, text))
        blocks += [picture(image) for image in story.pictures if image.after == index]
        if index == 0:
            blocks += [html for name, html in BODY_ODDITIES.items() if name in story.oddities]
        if index == middle and story.related:
            blocks.append(related_box(story.related))
    blocks += [picture(image) for image in story.pictures if image.after >= len(story.paragraphs)]
    return blocks + signature(story)


def metadata(story: Story) -> str:
    """Return the head's links and metas: the title with the site's suffix, keywords with the site's own among them."""
    image = story.pictures[0].url if story.pictures else "http://media.hanoitv.vn/files/logo.png"
    keywords = ", ".join((*story.keywords, "tin tức", "HanoiTV"))
    metas = {"description": (story.lead or story.title)[:160], "keywords": keywords}
    graph = {"title": f"{story.title} - HanoiTV", "description": story.lead or "", "image": image, "url": story.url}
    return (
        f'<link rel="canonical" href="{story.url}">\n'
        + "".join(f'<meta name="{name}" content="{escape(text)}">\n' for name, text in metas.items())
        + '<meta property="og:type" content="article">\n'
        + "".join(f'<meta property="og:{name}" content="{escape(text)}">\n' for name, text in graph.items())
    )


def tags(story: Story) -> str:
    links = "".join(f'<a href="/tim-kiem?q={index}">{escape(tag)}</a>' for index, tag in enumerate(story.keywords))
    return f'<div class="word"><span>Từ khóa:</span> {links}</div>' if links else ""


def sapo(story: Story) -> str:
    prefix = f"({escape(story.dateline)}) - " if story.dateline else ""
    return f'<div class="sapo_detail">{prefix}{inline(story.lead, story.oddities)}</div>' if story.lead else ""


def article_page(story: Story) -> str:
    """Return the page of any story, also one made by hand."""
    body = "\n".join(body_blocks(story))
    share = f'<a href="https://social.example.org/share?u={SITE}{story.path}">Chia sẻ</a>'
    main = f"""{breadcrumb(story.section)}
<div class="title_detail_news">{inline(story.title, story.oddities & {"nfd", "zero-width", "entities"})}</div>
<span class="cl888 f14"><span class="fa fa-clock-o"></span> {story.timestamp_text}</span> {share}
{sapo(story)}
<div class="story-body article">
{body}
</div>
{tags(story)}
{latest_box(story.latest)}"""
    return document(f"{story.title} - HanoiTV", metadata(story), main)
