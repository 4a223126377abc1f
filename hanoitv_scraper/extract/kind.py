"""What kind of page it is: an article to read, a film, a recording, a photo story."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from hanoitv_scraper.extract.body import Body
from hanoitv_scraper.extract.document import Document
from hanoitv_scraper.extract.json_ld import types_of
from hanoitv_scraper.items import Kind

# Folders and beginnings of addresses under which sites keep what is no text: /video/…, video-clip-…, /podcast/…
ADDRESSES: dict[Kind, re.Pattern[str]] = {
    "video": re.compile(r"^/(?:videos?|clip|media/video|truyen-hinh|tv)(?:[/-]|$)|[/-]video\d*[-.]"),
    "audio": re.compile(r"^/(?:audio|podcasts?|phat-thanh|radio|nghe)(?:[/-]|$)"),
    "photo": re.compile(r"^/(?:photos?|anh|phong-su-anh|infographics?|hinh-anh|album|mega-?story)(?:[/-]|$)"),
}
TYPES: dict[str, Kind] = {
    "VideoObject": "video", "AudioObject": "audio", "PodcastEpisode": "audio", "ImageGallery": "photo",
}  # fmt: skip
# More text than this is an article, whatever film stands above it.
SHORT = 600


def find_kind(document: Document, body: Body) -> Kind:
    """Return the kind of a page that no site file rules: by its address, metadata and players if it has little text."""
    if body.of_captions:
        return "photo"
    if len(body.text or "") > SHORT:
        return "article"
    path = urlsplit(document.url).path
    by_address = next((kind for kind, pattern in ADDRESSES.items() if pattern.search(path)), None)
    return by_address or _told(document) or _held(document) or "article"


def _told(document: Document) -> Kind | None:
    told = document.metadata.first("og:type") or ""
    if told.startswith("video"):
        return "video"
    if told.startswith(("music", "audio")):
        return "audio"
    types = (name for item in document.metadata.media for name in types_of(item))
    return next((TYPES[name] for name in types if name in TYPES), None) if not document.metadata.articles else None


def _held(document: Document) -> Kind | None:
    """Return what the page holds where its text is missing: a player."""
    players: tuple[tuple[str, Kind], ...] = (("video", "video"), ("audio", "audio"))
    return next((kind for tag, kind in players if document.tree.find(f".//{tag}") is not None), None)
