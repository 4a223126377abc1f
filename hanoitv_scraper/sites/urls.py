"""URLs as we compare and store them."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit, urlunsplit

DEFAULT_PORTS = {"http": 80, "https": 443}
# A name or an address; underscores are seen in names of hosts.
HOST = re.compile(r"[a-z0-9_.-]+|[0-9a-f:.]+(?:%[a-z0-9]+)?")
UNWRITABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
# Browsers take more, servers seldom more than 8,000.
LONGEST = 10_000
# Characters that may stand in a path or query as they are (RFC 3986), and the percent sign of what is encoded already.
SAFE = "/%:@!$&'()*+,;=~-._"


def clean_url(url: str, base: str = "") -> str | None:
    """Return the absolute form of a link, or None if it is no http(s) URL with a host.

    Host in lower case and ASCII (IDNA), without default port, fragment, `utm_*` and `fbclid`; a backslash is a slash,
    as to browsers. What is no character of text (controls, lone surrogates) is left out.
    """
    try:
        parts = urlsplit(urljoin(base, UNWRITABLE.sub("", url[:LONGEST].strip()).replace("\\", "/")))
        host, port = (parts.hostname or "").rstrip("."), parts.port
        host = host if host.isascii() else host.encode("idna").decode("ascii")
    except ValueError:
        return None
    if parts.scheme not in DEFAULT_PORTS or not HOST.fullmatch(host):
        return None
    host = f"[{host}]" if ":" in host else host
    netloc = host if port in (None, DEFAULT_PORTS[parts.scheme]) else f"{host}:{port}"
    path = quote(parts.path, safe=SAFE) or "/"
    return urlunsplit((parts.scheme, netloc, path, _without_tracking(parts.query), ""))


def _without_tracking(query: str) -> str:
    if "utm_" not in query and "fbclid" not in query:
        return quote(query, safe=SAFE + "?")
    pairs = parse_qsl(query, keep_blank_values=True)
    return urlencode([(key, value) for key, value in pairs if not key.startswith("utm_") and key != "fbclid"])


def read_root(text: str) -> str | None:
    """Return scheme and host of a text that is these alone (`http://127.0.0.1:8000/`), None for any other."""
    try:
        parts = urlsplit(text.strip())
        parts.port  # noqa: B018  # reading it is what checks it
    except ValueError:
        return None
    if parts.scheme not in DEFAULT_PORTS or not parts.hostname or parts.path.strip("/") or parts.query:
        return None
    return f"{parts.scheme}://{parts.netloc}"


def at_root(url: str, root: str) -> str:
    """Return `url` with the scheme and host of `root` (`http://127.0.0.1:8000`) in place of its own."""
    scheme, netloc = urlsplit(root)[:2]
    return urlunsplit((scheme, netloc, *urlsplit(url)[2:]))


def url_digest(url: str) -> str:
    """Return what stands for an id where a URL holds none: 16 hex digits of the sha256 of the clean URL."""
    return hashlib.sha256((clean_url(url) or url).encode("utf-8", "replace")).hexdigest()[:16]


def slug(url: str) -> str:
    """Return the last part of a URL's path, decoded: what a person would call the page."""
    return unquote(urlsplit(url).path.rstrip("/").rpartition("/")[2])
