"""Which selectors hit: of each field the first that does, of what is removed all, as the readers take them."""

from __future__ import annotations

from dataclasses import replace

from hanoitv_scraper.extract.document import open_document
from hanoitv_scraper.extract.hits import find_hits
from hanoitv_scraper.items import Page
from hanoitv_scraper.sites import load_site
from hanoitv_scraper.sites.selectors import compile_selector
from tests.extract.pages import TEXT, URL, page

SITE = load_site("hanoitv")


def hits(html: str, **texts: list[str]) -> list[tuple[str, str]]:
    """Return what hits on a page of a site with these selectors, the others of the site file left out."""
    selectors = {field: tuple(map(compile_selector, of_field)) for field, of_field in texts.items()}
    remove = selectors.pop("remove", ())
    read = {field: selectors.get(field, ()) for field in SITE.read} | {"body": SITE.read["body"]}
    site = replace(SITE, read=read | selectors, remove=remove)
    found = find_hits(open_document(Page(url=URL, body=html.encode(), fetched_at=None), site))
    return [pair for pair in found if pair[0] != "body"]


def test_of_a_field_the_first_selector_that_hits_is_told() -> None:
    assert hits(page(), title=["h1", ".title_detail_news", "div"]) == [("title", ".title_detail_news")]
    assert hits(page(), title=["h1"]) == []
    assert hits(page(title=" "), title=[".title_detail_news"]) == [], "an empty element is no title"


def test_of_what_is_removed_all_that_hit_in_the_story_are_told() -> None:
    html = page(body=f"{TEXT}<div class=ads>x</div><p class=vote>y</p>", more="<div class=below>z</div>")
    assert hits(html, remove=["div.ads", "div.none", "p.vote", "div.below"]) == [
        ("remove", "div.ads"), ("remove", "p.vote"),
    ]  # fmt: skip
