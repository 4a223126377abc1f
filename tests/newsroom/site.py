"""The site: which answer stands at which path, as long as the newsroom leaves it so."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from itertools import count
from threading import Lock
from typing import Any, Literal
from urllib.parse import parse_qs

from tests.newsroom import life
from tests.newsroom.life import Holdings
from tests.newsroom.manner import Manner
from tests.newsroom.pages import GZIP, HTML, PLAIN, Page, make_pages, notice
from tests.newsroom.paging import is_fragment
from tests.newsroom.refusal import STATUS, Refusal, Refused, refusal_page
from tests.newsroom.stories import Kind, Story, truth
from tests.newsroom.trap_pages import endless_trap
from tests.newsroom.traps import REDIRECTS, SESSION

SESSIONS = count(1)
JSON = "application/json; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a path holds, ready to be sent."""

    status: int = 200
    type: str = HTML
    body: bytes = b""
    etag: str = ""
    modified: datetime | None = None
    location: str = ""
    """Where a 301 leads."""
    retry_after: int | None = None
    """Seconds."""


class Edition:
    """The site between two changes; pages are rendered when first asked for."""

    def __init__(self, held: Holdings, manner: Manner) -> None:
        self.held = held
        self.manner = manner
        self.pages = make_pages(held, manner)
        self.paths = {story.id: story.path for story in held.stories}
        self.answer_page = lru_cache(maxsize=10_000)(self.render)

    def answer(self, path: str, query: str) -> Answer:
        """Return what stands at a path, and of a path at its query where lists go on by that."""
        if self.manner.refusal and path != "/robots.txt":
            return refuse(self.manner.refusal)
        if path in self.manner.muted:
            return Answer(status=404, body=notice("Không tìm thấy trang").encode())
        if self.manner.traps:
            path = path.partition(";jsessionid=")[0]
        page = parse_qs(query).get("page", ["1"])[0] if self.manner.paging == "query" else "1"
        address = path if page == "1" else f"{path}?page={page}"
        if address not in self.pages:
            return self.answer_nowhere(path)
        return in_session(self.answer_page(address)) if self.manner.traps else self.answer_page(address)

    def answer_nowhere(self, path: str) -> Answer:
        """Return what stands where there is no page: the way to the story that stood there, or how it went."""
        id = self.held.left.get(path, "")
        if id in self.paths:
            return Answer(status=301, location=self.paths[id])
        if self.manner.paging == "timeline" and is_fragment(path):
            return Answer()
        if self.manner.traps and (trap := self.answer_trap(path)):
            return trap
        return Answer(status=self.held.removed.get(id, 404), body=notice("Không tìm thấy trang").encode())

    def answer_trap(self, path: str) -> Answer | None:
        """Return what stands where a trap leads that has no end, or that leads away."""
        if path in REDIRECTS:
            return Answer(status=301, location=REDIRECTS[path])
        html = endless_trap(path, self.held.stories[::-1], self.manner)
        return Answer(body=html.encode()) if html else None

    def render(self, path: str) -> Answer:
        page: Page = self.pages[path]
        text = page.render().encode()
        body = gzip.compress(text, mtime=0) if page.type == GZIP else text
        if not self.manner.validators:
            return Answer(type=page.type, body=body)
        etag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
        return Answer(type=page.type, body=body, etag=etag, modified=page.modified)


def refuse(refusal: Refusal) -> Answer:
    """Return what whoever is not welcome gets."""
    return Answer(status=STATUS[refusal.how], body=refusal_page(refusal.how).encode(), retry_after=refusal.retry_after)


def in_session(answer: Answer) -> Answer:
    """Return the answer with a new session's id where it holds any: then it is never the same again."""
    if SESSION.encode() not in answer.body:
        return answer
    body = answer.body.replace(SESSION.encode(), f"{next(SESSIONS):032X}".encode())
    return replace(answer, body=body, etag="", modified=None)


class Site:
    """An edition, what makes another of it, and the count of what was asked.

    Every change is whole when its method returns, and comes `at` a second (now, when it does not say) that headers and
    sitemaps tell. Stories are named by number and kind; KeyError says that there is no such story.
    """

    def __init__(self, stories: Sequence[Story], manner: Manner | None = None) -> None:
        self.edition = Edition(Holdings(stories=tuple(stories)), manner or Manner())
        self.changing = Lock()
        self.forget()

    @property
    def stories(self) -> tuple[Story, ...]:
        return self.edition.held.stories

    @property
    def pages(self) -> dict[str, Page]:
        return self.edition.pages

    def answer_page(self, path: str) -> Answer:
        return self.edition.answer_page(path)

    def forget(self) -> None:
        """Count from nothing again."""
        self.requests: Counter[str] = Counter()
        """How often each path was asked for; the newsroom's own `/_newsroom/` left out, as in all counts."""
        self.full: Counter[str] = Counter()
        """How often each path was sent: GET, 200, with a body."""
        self.unchanged: Counter[str] = Counter()
        """How often each path was answered 304."""

    def answer(self, path: str, query: str = "") -> Answer:
        """Return what stands at `path` and count that it was asked for."""
        if path == "/_newsroom/requests":
            return Answer(type=JSON, body=json.dumps(self.requests, sort_keys=True).encode())
        if path == "/_newsroom/truth":
            return Answer(type=PLAIN, body=self.truth_lines().encode())
        self.requests[path] += 1
        return self.edition.answer(path, query)

    def note_sent(self, path: str, outcome: Literal["full", "unchanged"]) -> None:
        """Count how `path` was answered."""
        if not path.startswith("/_newsroom/"):
            (self.full if outcome == "full" else self.unchanged)[path] += 1

    def truth_lines(self) -> str:
        """Return the truth about every story, one JSON object a line, the oldest first."""
        return "".join(json.dumps(truth(story), ensure_ascii=False) + "\n" for story in self.stories)

    def publish(self, story: Story, at: datetime | None = None) -> None:
        """Add a story; raises ValueError where there is one of its id."""
        self.change(lambda held, now: life.publish(held, story, now), at)

    def edit(self, number: int, kind: Kind = "article", at: datetime | None = None, **changes: Any) -> None:
        """Change fields of a story, whose address stays; offsets of quotes are for the caller to keep right."""
        self.change(lambda held, now: life.edit(held, held.find(number, kind), now, changes), at)

    def remove(
        self, number: int, status: Literal[404, 410] = 410, kind: Kind = "article", at: datetime | None = None
    ) -> None:
        """Take a story off the site; its address answers with `status`."""
        self.change(lambda held, now: life.remove(held, held.find(number, kind), now, status), at)

    def move(self, number: int, slug: str = "moi", kind: Kind = "article", at: datetime | None = None) -> None:
        """Give a story's address another slug; the old one leads there."""
        self.change(lambda held, now: life.move(held, held.find(number, kind), now, slug), at)

    def renumber(self, number: int, new_number: int, kind: Kind = "article", at: datetime | None = None) -> None:
        """Give a story another id; its old address leads to the new. Raises ValueError where the id is taken."""
        self.change(lambda held, now: life.renumber(held, held.find(number, kind), now, new_number), at)

    def redesign(self, at: datetime | None = None) -> None:
        """Show all pages in the markup of `redesign` from now on; addresses, doors and what they tell stay."""
        self.behave(redesigned=whole_second(at))

    def refuse(self, how: Refused = 403, retry_after: int | None = None) -> None:
        """Refuse every page but robots.txt, until `welcome`; `retry_after` is in seconds."""
        self.behave(refusal=Refusal(how=how, retry_after=retry_after))

    def welcome(self) -> None:
        """Refuse nobody any more."""
        self.behave(refusal=None)

    def mute(self, *paths: str) -> None:
        """Let the doors at these paths answer with 404, and no others."""
        self.behave(muted=frozenset(paths))

    def behave(self, **manner: Any) -> None:
        """Put an edition of another manner in the place of this one, at once for whoever asks."""
        with self.changing:
            self.edition = Edition(self.edition.held, replace(self.edition.manner, **manner))

    def change(self, make: Callable[[Holdings, datetime], Holdings], at: datetime | None) -> None:
        """Put the edition of other holdings in the place of this one, at once for whoever asks."""
        with self.changing:
            self.edition = Edition(make(self.edition.held, whole_second(at)), self.edition.manner)


def whole_second(at: datetime | None) -> datetime:
    """Return the second of `at`, or of now."""
    return (at or datetime.now(UTC)).replace(microsecond=0)
