"""Feeds and sitemaps: the addresses that an XML file lists."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    pages: tuple[str, ...]
    sitemaps: tuple[str, ...]
    """Further sitemaps that a sitemap index names."""


def read_listed(content: bytes) -> Listed:
    """Return the addresses in an RSS or Atom feed, a sitemap or a sitemap index; raises ValueError for anything else.

    Broken XML is read as far as it goes. Entities are not resolved, so that no file grows on being read.
    """
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(content.strip(), parser=parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(f"no XML: {error}") from error
    kind = etree.QName(root).localname if root is not None else None
    if kind not in ("rss", "RDF", "feed", "urlset", "sitemapindex"):
        raise ValueError(f"neither feed nor sitemap: its root is {kind}")
    return Listed(
        pages=_texts(root, "//*[local-name()='item']/*[local-name()='link']/text()")
        + _texts(root, "//*[local-name()='entry']/*[local-name()='link'][not(@rel) or @rel='alternate']/@href")
        + _texts(root, "//*[local-name()='url']/*[local-name()='loc']/text()"),
        sitemaps=_texts(root, "//*[local-name()='sitemap']/*[local-name()='loc']/text()"),
    )


def _texts(root: etree._Element, xpath: str) -> tuple[str, ...]:
    found = root.xpath(xpath)
    return tuple(str(text).strip() for text in found if str(text).strip()) if isinstance(found, list) else ()
