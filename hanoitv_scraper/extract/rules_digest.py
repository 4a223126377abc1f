"""The digest of the rules that read a page."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from hanoitv_scraper.digests import sha256
from hanoitv_scraper.sites import Site


def rules_digest(site: Site | None) -> str:
    """Return the digest over all that decides a reading: code, word lists, what the site file says of reading."""
    return sha256(f"{_code_digest()} {site.digest if site else ''}".encode())


@cache
def _code_digest() -> str:
    package = files("hanoitv_scraper")
    digest = hashlib.sha256((package / "items.py").read_bytes() + (package / "digests.py").read_bytes())
    for folder in ("extract", "vietnamese"):
        for name, content in sorted(_contents(package / folder)):
            digest.update(name.encode() + b"\0" + content)
    return digest.hexdigest()


def _contents(folder: Traversable, above: str = "") -> list[tuple[str, bytes]]:
    found = []
    for entry in folder.iterdir():
        name = f"{above}/{entry.name}"
        if name == "/register":  # its word lists tell officials apart, and decide no reading
            continue
        if entry.is_dir():
            found += _contents(entry, name)
        elif name.endswith((".py", ".txt")):
            found.append((name, entry.read_bytes()))
    return found
