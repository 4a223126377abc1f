"""The page of a story after the redesign: what it shows is as before, in other elements of other names.

No selector that fits `markup` fits here. Whoever reads without selectors gets all of an article but its keywords: they
are words without a label or links, and the head tells machines the site's own in their place.
"""

from __future__ import annotations

from html import escape

from tests.newsroom.chrome import document
from tests.newsroom.markup import BODY_ODDITIES, inline, paragraph, recording, related_box
from tests.newsroom.stories import SITE, Link, Picture, Story
from tests.newsroom.wordlists import sections


def picture(image: Picture) -> str:
    caption = f"<figcaption>{escape(image.caption)}</figcaption>" if image.caption else ""
    return f'<figure class="bv-anh"><img src="{image.url}" alt="">{caption}</figure>'


def blocks(story: Story) -> list[str]:
    """Return what stands in the body container, block by block; the related box follows the middle paragraph."""
    made = [recording(story)] if story.recording else []
    for index, text in enumerate(story.paragraphs):
        made.append(paragraph(story, text))
        made += [picture(image) for image in story.pictures if image.after == index]
        if index == 0:
            made += [html for name, html in BODY_ODDITIES.items() if name in story.oddities]
        if index == len(story.paragraphs) // 2 and story.related:
            made.append(related_box(story.related))
    return made + [picture(image) for image in story.pictures if image.after >= len(story.paragraphs)]


def signature(story: Story) -> str:
    """Return the line below the text: who wrote it, and where it was taken from."""
    authors = f'<strong class="bv-tac-gia">{escape(" - ".join(story.authors))}</strong>' if story.authors else ""
    source = f'<em class="bv-nguon">Theo {escape(story.source)}</em>' if story.source else ""
    return "".join(f'<p class="bv-ky">{line}</p>\n' for line in (authors, source) if line)


def trail(names: tuple[str, ...]) -> str:
    """Return the way from the home page to the section called `names`, the outer one first."""
    addresses = {name: address for address, name in sections().items()}
    links = "".join(f'<a href="/{addresses.get(name, "")}">{escape(name)}</a>' for name in names)
    return f'<nav class="bv-vi-tri"><a href="/">Trang chủ</a>{links}</nav>'


def chips(story: Story) -> str:
    """Return the keywords, of which a script makes links."""
    words = "".join(f'<span class="bv-chip">{escape(tag)}</span>' for tag in story.keywords)
    return f'<div class="bv-chips">{words}</div>' if words else ""


def metadata(story: Story) -> str:
    """Return the head's links and metas: of keywords it tells the site's own alone."""
    graph = {"title": story.title, "description": story.lead or "", "url": story.url, "site_name": "HanoiTV"}
    return (
        f'<link rel="canonical" href="{story.url}">\n<meta name="keywords" content="tin tức, HanoiTV">\n'
        '<meta property="og:type" content="article">\n'
        + "".join(f'<meta property="og:{name}" content="{escape(text)}">\n' for name, text in graph.items())
    )


def more(links: tuple[Link, ...]) -> str:
    items = "".join(f'<li><a href="{link.path}">{escape(link.title)}</a></li>' for link in links)
    return f'<aside class="bv-moi"><h3>Tin mới</h3><ul>{items}</ul></aside>\n' if links else ""


def redesigned_page(story: Story) -> str:
    """Return the page of any story, also one made by hand."""
    prefix = f"({escape(story.dateline)}) - " if story.dateline else ""
    lead = f'<p class="bv-mo-dau">{prefix}{inline(story.lead, story.oddities)}</p>\n' if story.lead else ""
    share = f'<a href="https://social.example.org/share?u={SITE}{story.path}">Chia sẻ</a>'
    main = f"""{trail(story.section)}
<article class="bv">
<h1 class="bv-tua">{inline(story.title, story.oddities & {"nfd", "zero-width", "entities"})}</h1>
<p class="bv-gio"><time>{story.timestamp_text}</time></p>
{lead}<section class="bv-noi-dung">
{chr(10).join(blocks(story))}
</section>
{signature(story)}{chips(story)}
</article>
<p>{share}</p>
{more(story.latest)}"""
    return document(f"{story.title} - HanoiTV", metadata(story), main)
