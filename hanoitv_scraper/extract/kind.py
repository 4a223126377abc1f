"""What kind of page it is: an article to read, a film, a recording, a photo story."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import urlsplit

from hanoitv_scraper.extract.body import Body
from hanoitv_scraper.extract.document import Document
from hanoitv_scraper.extract.json_ld import types_of
from hanoitv_scraper.items import Kind

# Folders and beginnings of addresses under which sites keep what is no text: /video/…, /video-cau-moi-…, /podcast/…
ADDRESSES: dict[Kind, re.Pattern[str]] = {
    "video": re.compile(r"^/(?:videos?|clip|media/video|truyen-hinh|tv)(?:[/-]|$)|[/-]video\d*[-.]"),
    "audio": re.compile(r"^/(?:audio|podcasts?|phat-thanh|radio)(?:[/-]|$)"),
    "photo": re.compile(r"^/(?:photos?|anh|phong-su-anh|infographics?|hinh-anh|album)(?:[/-]|$)|[/-]infographics?[-.]"),
}
# "[Video] …", "Infographic: …": how headlines say it themselves.
HEADLINES: dict[Kind, re.Pattern[str]] = {
    "video": re.compile(r"^\W?(?:video|clip)\b", re.IGNORECASE),
    "audio": re.compile(r"^\W?(?:audio|podcast)\b", re.IGNORECASE),
    "photo": re.compile(r"^\W?(?:infographics?|photo|ảnh|chùm ảnh|phóng sự ảnh)\s*[\]:|]", re.IGNORECASE),
}
TYPES: dict[str, Kind] = {
    "VideoObject": "video", "AudioObject": "audio", "PodcastEpisode": "audio", "ImageGallery": "photo",
}  # fmt: skip
PLAYERS: dict[str, Kind] = {"video": "video", "audio": "audio"}
# More text than this is an article, whatever film stands above it, unless the page says twice that it is none.
SHORT = 600


def find_kind(document: Document, title: str, body: Body) -> Kind:
    """Return the kind of a page whose address no rule knows: by address, headline and metadata, two of them if it has
    much text.

    What the page merely holds, a player or a film's description, tells only where there is hardly any text, or where
    the story opens with it.
    """
    if body.of_captions:
        return "photo"
    text = body.text or ""
    path = urlsplit(document.url).path
    by_address = next((kind for kind, pattern in ADDRESSES.items() if pattern.search(path)), None)
    by_headline = next((kind for kind, pattern in HEADLINES.items() if pattern.search(title)), None)
    if len(text) > SHORT:
        votes = Counter(kind for kind in (by_address, by_headline, _told(document)) if kind)
        return next((kind for kind, count in votes.items() if count > 1), "article")
    held = _opening(document) if "\n\n" in text else _held(document)
    return by_address or by_headline or _told(document) or held or "article"


def _told(document: Document) -> Kind | None:
    told = document.metadata.first("og:type") or ""
    if told.startswith("video"):
        return "video"
    return "audio" if told.startswith(("music", "audio")) else None


def _opening(document: Document) -> Kind | None:
    """Return what the player is that stands before the story's first line."""
    first = {line.element for line in document.story_lines[:1]}
    inside = () if document.story is None else document.story.iter()
    opening = next((element for element in inside if element in first or element.tag in PLAYERS), None)
    # A player in a box of its own reads the article aloud.
    if opening is None or any(holder in document.noise for holder in opening.iterancestors()):
        return None
    return PLAYERS.get(opening.tag)


def _held(document: Document) -> Kind | None:
    """Return what the page holds where its text is missing: a player, or the description of what one plays."""
    types = (name for item in document.metadata.media for name in types_of(item))
    if described := next((TYPES[name] for name in types if name in TYPES), None):
        return described
    if document.metadata.first("og:video", "og:video:url") or document.tree.find(".//video") is not None:
        return "video"
    return "audio" if document.tree.find(".//audio") is not None else None
