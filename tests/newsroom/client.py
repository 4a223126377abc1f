"""A plain client of a newsroom, for tests: it asks, and follows every link there is."""

from __future__ import annotations

from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import urljoin, urlsplit

import lxml.html


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes


class Client:
    """One kept-alive connection to a newsroom."""

    def __init__(self, url: str) -> None:
        self.connection = HTTPConnection(urlsplit(url).netloc, timeout=5)

    def ask(self, path: str, method: str = "GET", **headers: str) -> Reply:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.connection.request(method, path, headers=named)
        response = self.connection.getresponse()
        return Reply(response.status, dict(response.getheaders()), response.read())

    def text(self, path: str) -> str:
        return self.ask(path).body.decode()


def links_of(page: str) -> list[str]:
    """Return the paths of a page's links that stay on the site, without query and fragment."""
    links = lxml.html.document_fromstring(page).iter("a")
    urls = [urlsplit(urljoin("http://hanoitv.vn/", link.get("href"))) for link in links]
    return [url.path for url in urls if url.netloc == "hanoitv.vn" and url.scheme == "http"]


def crawl(client: Client) -> set[str]:
    """Return the paths that can be reached from the home page through lists, private ones left out."""
    seen, waiting = {"/"}, ["/"]
    while waiting:
        path = waiting.pop()
        if path.endswith(".html"):
            continue
        found = set(links_of(client.text(path))) - seen
        seen |= found
        waiting += sorted(path for path in found if not path.startswith(("/noi-bo/", "/tim-kiem")))
    return seen
