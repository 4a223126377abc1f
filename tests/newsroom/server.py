"""The server: the site on a port, in this thread for the command line or in one of its own for tests."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from collections.abc import AsyncIterator
from concurrent.futures import Future
from contextlib import asynccontextmanager
from datetime import datetime
from types import TracebackType

from tests.newsroom.manner import Manner
from tests.newsroom.paging import Paging
from tests.newsroom.protocol import Connection
from tests.newsroom.site import Site
from tests.newsroom.stories import Story
from tests.newsroom.traps import Traps
from tests.newsroom.writing import make_stories


@asynccontextmanager
async def listening(site: Site, host: str, port: int) -> AsyncIterator[str]:
    """Serve `site` while the context lasts and give its URL; port 0 is a free one."""
    connections: set[Connection] = set()
    server = await asyncio.get_running_loop().create_server(lambda: Connection(site, connections), host, port)
    try:
        yield f"http://{host}:{server.sockets[0].getsockname()[1]}/"
    finally:
        server.close()
        for connection in tuple(connections):
            connection.transport.abort()
        await server.wait_closed()


class Newsroom:
    """A newsroom within this process: `with Newsroom(articles=60, seed=1) as newsroom: newsroom.url`."""

    def __init__(
        self,
        articles: int = 60,
        seed: int = 1,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        years: float | None = None,
        ending: datetime | None = None,
        crawl_delay: float | None = None,
        paging: Paging = "trang",
        dates: bool = True,
        feeds: tuple[str, ...] = (),
        robots_sitemap: bool = True,
        news: bool = False,
        gzip: bool = False,
        validators: bool = True,
        traps: Traps = False,
        stories: tuple[Story, ...] | None = None,
    ) -> None:
        manner = Manner(
            crawl_delay=crawl_delay,
            paging=paging,
            dates=dates,
            feeds=feeds,
            robots_sitemap=robots_sitemap,
            news=news,
            gzip=gzip,
            validators=validators,
            traps=traps,
        )
        self.site = Site(make_stories(articles, seed, years, ending) if stories is None else stories, manner)
        # What `Site` says of them: they may be called while it is open.
        self.publish, self.edit, self.remove = self.site.publish, self.site.edit, self.site.remove
        self.move, self.renumber, self.forget = self.site.move, self.site.renumber, self.site.forget
        self.redesign, self.refuse, self.welcome = self.site.redesign, self.site.refuse, self.site.welcome
        self.mute = self.site.mute
        self.host, self.port = host, port
        self.url = ""
        """With a slash at its end; empty while it is not open."""

    @property
    def stories(self) -> tuple[Story, ...]:
        """All stories, the oldest first: articles, films and programmes."""
        return self.site.stories

    @property
    def requests(self) -> Counter[str]:
        """How often each path was asked for so far, conditional requests included."""
        return self.site.requests.copy()

    @property
    def full(self) -> Counter[str]:
        """How often each path was sent in full so far: GET, 200, with a body."""
        return self.site.full.copy()

    @property
    def unchanged(self) -> Counter[str]:
        """How often each path was answered 304 so far."""
        return self.site.unchanged.copy()

    def __enter__(self) -> Newsroom:
        opened: Future[str] = Future()
        self.thread = threading.Thread(target=lambda: asyncio.run(self.run(opened)), daemon=True)
        self.thread.start()
        self.url = opened.result()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.loop.call_soon_threadsafe(self.closed.set)
        self.thread.join()
        self.url = ""

    async def run(self, opened: Future[str]) -> None:
        """Serve until `closed`; `opened` gets the URL, or why there is none."""
        self.loop, self.closed = asyncio.get_running_loop(), asyncio.Event()
        try:
            async with listening(self.site, self.host, self.port) as url:
                opened.set_result(url)
                await self.closed.wait()
        except OSError as error:
            opened.set_exception(error)
