"""URLs as we compare and store them."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

DEFAULT_PORTS = {"http": 80, "https": 443}
# A name or an address; underscores are seen in names of hosts.
HOST = re.compile(r"[a-z0-9_.-]+|[0-9a-f:.]+(?:%[a-z0-9]+)?")
UNWRITABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
# Browsers take more, servers seldom more than 8,000.
LONGEST = 10_000
# Characters that may stand in a path or query as they are (RFC 3986), and the percent sign of what is encoded already.
SAFE = "/%:@!$&'()*+,;=~-._"
# What cleaning leaves as it is, told at one look: most addresses of feeds and sitemaps are such.
PLAIN = re.compile(r"https?://[a-z0-9_-]+(?:\.[a-z0-9_-]+)+(?:/[\w-]+(?:\.\w+)?)+/?", re.ASCII)

TRACKING = re.compile(r"utm_|fbclid(?:=|$)")
# A visit's number, which makes another address of the same page for each visit, in the query of PHP, ASP and others.
# A short number behind `sid` is a section or a story.
SESSION_PAIR = re.compile(
    r"(?:phpsessid|[jc]?sessionid|session_id|sess_?id|aspsessionid\w*|asp\.net_sessionid|cfid|cftoken"
    r"|sid(?!=?\d{0,7}$))(?:=|$)",
    re.ASCII | re.IGNORECASE,
)
# In the path of Java, ;jsessionid=1A2B, and as a part of the path of ASP.NET, /(S(lit3py55t21z5v55vlm25s55))/.
SESSION_PARAMETER = re.compile(r";jsessionid=[^/]*", re.IGNORECASE)
SESSION_PART = re.compile(r"/\((?:[A-Z]\([\w-]*\))+\)(?=/|$)", re.ASCII)


def clean_url(url: str, base: str = "") -> str | None:
    """Return the absolute form of a link, or None if it is no http(s) URL with a host.

    Host in lower case and ASCII (IDNA), without default port, fragment, `utm_*`, `fbclid` and session ids; a backslash
    is a slash, as to browsers. What is no character of text (controls, lone surrogates) is left out.
    """
    if PLAIN.fullmatch(url) and len(url) <= LONGEST:
        return url
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
    path = quote(_without_session(parts.path), safe=SAFE) or "/"
    query = quote(without_pairs(parts.query, TRACKING, SESSION_PAIR), safe=SAFE + "?")
    return urlunsplit((parts.scheme, netloc, path, query, ""))


def _without_session(path: str) -> str:
    return SESSION_PART.sub("", SESSION_PARAMETER.sub("", path))


def without_pairs(query: str, *keys: re.Pattern[str]) -> str:
    """Return a query without the pairs that one of `keys` matches at their beginning; the others stay as written."""
    if not query:
        return query
    return "&".join(pair for pair in query.split("&") if not any(key.match(pair) for key in keys))


def holds_session(link: str) -> bool:
    """Tell whether a link as it is written holds a session id, which its clean URL does not."""
    address, _, query = link.partition("#")[0].partition("?")
    return _without_session(address) != address or any(map(SESSION_PAIR.match, query.split("&")))


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
