"""Why a page could not be fetched, in a person's words."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure
from twisted.web.client import ResponseFailed

from hanoitv_scraper.items import Outcome

# What a status says of the page; any other error says nothing of it.
OUTCOMES: dict[int, Outcome] = {
    404: "gone", 410: "gone", 401: "blocked", 403: "blocked", 429: "blocked", 451: "blocked"
}  # fmt: skip


class Refused(IgnoreRequest):
    """Raised for a page that the site would not give us, and that this run asks for no more."""

    def __init__(self, outcome: Outcome, reason: str) -> None:
        super().__init__(reason)
        self.outcome = outcome


class NotAsked(IgnoreRequest):
    """Raised for a request that was held back until the crawl ended: its page was not looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    url: str
    """As `asked_for` has it."""
    outcome: Outcome
    reason: str


def asked_for(about: Request | Response) -> str:
    """Return the URL that was asked for first, before any redirect."""
    redirects: list[str] = about.meta.get("redirect_urls", [])
    return redirects[0] if redirects else about.url


def status_line(status: int) -> str:
    """Return a status as people say it: `HTTP 403 Forbidden`."""
    phrase = HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else ""
    return f"HTTP {status} {phrase}".strip()


def why_failed(failure: Failure) -> Why:
    """Return what a request's failure means for the page that was asked for."""
    request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy puts it there
    outcome, reason = _outcome(failure.value or Exception(failure.getErrorMessage()))
    return Why(url=asked_for(request), outcome=outcome, reason=reason)


def _outcome(error: BaseException) -> tuple[Outcome, str]:
    if isinstance(error, HttpError):
        status = error.response.status
        return OUTCOMES.get(status, "failed"), status_line(status)
    if isinstance(error, Refused):
        return error.outcome, str(error)
    if isinstance(error, IgnoreRequest):
        if str(error) == "Forbidden by robots.txt":  # Scrapy's own words; ours may quote an address that has the name
            return "forbidden", "robots.txt forbids it"
        return "failed", str(error)
    if isinstance(error.__cause__, ResponseFailed):  # its own text is a list of Python's objects
        said = "; ".join(failure.getErrorMessage().rstrip(".") for failure in error.__cause__.reasons)
        return "failed", f"no whole answer: {said}"
    return "failed", " ".join(str(error).split()).rstrip(".") or type(error).__name__
