"""Digests: of bytes, and of what the newsroom wrote."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec

from hanoitv_scraper.items import Article


def sha256(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def file_sha256(path: Path) -> str:
    """Return the digest of what a file holds; raises OSError."""
    with path.open("rb") as file:
        return f"sha256:{hashlib.file_digest(file, 'sha256').hexdigest()}"


def article_digest(article: Article) -> str:
    """Return the digest over title, timestamp, lead, body, authors, keywords and captions, white space folded.

    The texts are clean already, each on one line or in paragraphs.
    """
    written = {
        "title": article.title,
        "timestamp": article.timestamp and article.timestamp.isoformat(),
        "lead": article.lead or "",
        "body": " ".join((article.body or "").split()),
        "authors": article.authors,
        "keywords": article.keywords,
        "captions": [image.caption or "" for image in article.images],
    }
    return sha256(msgspec.json.encode(written, order="sorted"))
