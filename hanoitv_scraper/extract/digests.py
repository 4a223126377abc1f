"""Digests: of what the newsroom wrote, and of the rules that read it."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import msgspec

from hanoitv_scraper.items import Article
from hanoitv_scraper.sites import Site


def sha256(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


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


def rules_digest(site: Site | None) -> str:
    """Return the digest over all that decides a reading: the reading code, the word lists and the site's file."""
    return sha256(f"{_code_digest()} {site.digest if site else ''}".encode())


@cache
def _code_digest() -> str:
    package = files("hanoitv_scraper")
    digest = hashlib.sha256((package / "items.py").read_bytes())
    for folder in ("extract", "vietnamese"):
        for name, content in sorted(_contents(package / folder)):
            digest.update(name.encode() + b"\0" + content)
    return digest.hexdigest()


def _contents(folder: Traversable, above: str = "") -> list[tuple[str, bytes]]:
    found = []
    for entry in folder.iterdir():
        name = f"{above}/{entry.name}"
        if entry.is_dir():
            found += _contents(entry, name)
        elif name.endswith((".py", ".txt")):
            found.append((name, entry.read_bytes()))
    return found
