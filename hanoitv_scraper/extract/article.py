"""An article read off a page, step by step; the item pipelines take the same steps in the same order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from hanoitv_scraper import __version__
from hanoitv_scraper.digests import article_digest, sha256
from hanoitv_scraper.errors import NotAnArticle
from hanoitv_scraper.extract.address import read_address, told_url
from hanoitv_scraper.extract.authors import read_signature
from hanoitv_scraper.extract.body import Body, read_body
from hanoitv_scraper.extract.document import Document, open_document
from hanoitv_scraper.extract.dom import parse
from hanoitv_scraper.extract.images import read_images, read_videos
from hanoitv_scraper.extract.keywords import read_keywords
from hanoitv_scraper.extract.kind import find_kind
from hanoitv_scraper.extract.language import find_language
from hanoitv_scraper.extract.lead import Lead, read_lead, split_dateline
from hanoitv_scraper.extract.metadata import read_metadata
from hanoitv_scraper.extract.moment import YEARS
from hanoitv_scraper.extract.rules_digest import rules_digest
from hanoitv_scraper.extract.section import read_section
from hanoitv_scraper.extract.timestamp import read_timestamp, read_updated_at
from hanoitv_scraper.extract.title import read_title
from hanoitv_scraper.items import VIETNAM, Article, Kind, Page, Raw, ReadBy
from hanoitv_scraper.sites import Site, site_at
from hanoitv_scraper.sites.urls import clean_url


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An article while it is being read: the page, its tree, and what is known of it so far."""

    page: Page
    document: Document
    told_kind: Kind | None
    """What the page's address tells of its kind."""
    article: Article

    def learn(self, read_by: dict[str, Any], **fields: Any) -> Reading:
        """Return the reading with `fields` of the article filled in, and `read_by` saying where they were read."""
        said = replace(self.article.read_by, **read_by)
        return replace(self, article=replace(self.article, read_by=said, **fields))


def begin(page: Page, site: Site | None) -> Reading:
    """Parse a page by a site's rules (None: generically), nothing read yet but its address; raises NotAnArticle."""
    document = open_document(page, site)
    address = read_address(document)
    article = Article(
        site=address.site, url=address.url, id=address.id, kind=address.kind or "article", title="",
        fetched_at=page.fetched_at,
        raw=_raw(page),
        read_by=ReadBy(version=__version__, rules=rules_digest(site)),
    )  # fmt: skip
    return Reading(page=page, document=document, told_kind=address.kind, article=article)


def _raw(page: Page) -> Raw | None:
    if page.sighting is not None:
        return page.sighting.raw
    if page.via is None:
        return None
    return Raw(file=None, offset=None, length=None, digest=sha256(page.body), via=page.via)


def with_title(reading: Reading) -> Reading:
    """Read the headline; raises NotAnArticle where there is none."""
    title, read_from = read_title(reading.document)
    return reading.learn({"title": read_from}, title=title)


def with_timestamp(reading: Reading) -> Reading:
    moment, read_from = read_timestamp(reading.document)
    if moment is None:
        return reading
    updated_at = read_updated_at(reading.document, moment.when)
    return reading.learn(
        {"timestamp": read_from, "updated_at": "metadata" if updated_at else None},
        timestamp=moment.when.astimezone(VIETNAM),
        timestamp_precision=moment.precision,
        timestamp_text=None if read_from == "metadata" else moment.text,
        updated_at=updated_at and updated_at.astimezone(VIETNAM),
    )


def with_body(reading: Reading) -> Reading:
    """Read the body and what stands around it; raises NotAnArticle for an article without any text."""
    document, article = reading.document, reading.article
    signature, lead = read_signature(document), read_lead(document)
    pictures, videos = read_images(document, signature.lines), read_videos(document)
    body = read_body(document, article.title, {*signature.lines, *lead.lines, *pictures.captions})
    kind = reading.told_kind or find_kind(document, article.title, body)
    if kind != "article" and lead.text is None and body.text and "\n\n" not in body.text:
        dateline, text = split_dateline(body.text)
        lead, body = Lead(text=text, dateline=dateline, read_from=body.read_from), Body()
    if not body.text and (kind == "article" or not lead.text):
        raise NotAnArticle(reading.page.url, "no text: neither the site's selectors nor a block of paragraphs hit")
    section, section_from = read_section(document, article.title)
    return reading.learn(
        {
            "body": body.read_from, "lead": lead.read_from, "section": section_from,
            "authors": signature.authors_from, "source": signature.source_from,
            "images": "generic" if pictures.images else None, "videos": "generic" if videos else None,
        },
        kind=kind, body=body.text, lead=lead.text, dateline=lead.dateline, section=section,
        authors=signature.authors, source=signature.source, images=pictures.images, videos=videos,
        language=find_language(f"{article.title} {lead.text} {body.text}", document.metadata.language),
    )  # fmt: skip


def with_quoted_officials(reading: Reading) -> Reading:
    # Its grammar takes half a second to compile: a run that meets no article, or a wrong option, need not wait for it.
    from hanoitv_scraper.extract.quoted import read_quoted

    article = reading.article
    captions = [image.caption for image in article.images if image.caption]
    officials, others = read_quoted(article.title, article.lead, article.body, captions)
    return reading.learn({}, quoted_officials=officials, quoted_others=others)


def with_keywords(reading: Reading) -> Reading:
    keywords, read_from = read_keywords(reading.document)
    return reading.learn({"keywords": read_from}, keywords=keywords)


Step = Callable[[Reading], Reading]
STEPS: tuple[Step, ...] = (with_title, with_timestamp, with_body, with_quoted_officials, with_keywords)


def finish(reading: Reading) -> Article:
    """Return the article with the digest of all that was read."""
    return replace(reading.article, digest=article_digest(reading.article))


def read_page(page: Page, site: Site | None) -> Article:
    """Read an article off a fetched page by a site's rules (None: generically); raises NotAnArticle."""
    reading = begin(page, site)
    for step in STEPS:
        reading = step(reading)
    return finish(reading)


def read_article(
    html: bytes | str, url: str | None, fetched_at: datetime | None = None, generic: bool = False
) -> Article:
    """Read an article off a page: by the rules of the site that `url` belongs to, else (or if `generic`) by none.

    Without `url` (None or empty) the page's own link to itself is taken, without that an URN of its digest.
    Without `fetched_at` (aware) relative dates stay None: there is no hidden clock. Raises NotAnArticle with URL and
    reason, and nothing else, whatever the page holds; ValueError for a `fetched_at` that is naive or of another age.
    """
    if fetched_at is not None and (fetched_at.tzinfo is None or fetched_at.year not in YEARS):
        raise ValueError(f"fetched_at: expected an aware time of {YEARS.start} to {YEARS[-1]}, found {fetched_at}")
    body = html if isinstance(html, bytes) else html.encode("utf-8", "replace")
    charset = None if isinstance(html, bytes) else "utf-8"
    address = clean_url(url) if url else told_url(read_metadata(parse(body, charset=charset))) or f"urn:{sha256(body)}"
    if address is None:
        raise NotAnArticle(url or "", "its address is no http(s) URL")
    site = None if generic else site_at(address)
    return read_page(Page(url=address, body=body, charset=charset, fetched_at=fetched_at), site)
