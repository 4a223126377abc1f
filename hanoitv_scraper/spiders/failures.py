"""Why a page could not be fetched, in a person's words."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from hanoitv_scraper.archive.run_file import Outcome


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


def why_failed(failure: Failure) -> Why:
    """Return what a request's failure means for the page that was asked for."""
    request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy puts it there
    outcome, reason = _outcome(failure.value or Exception(failure.getErrorMessage()))
    return Why(url=asked_for(request), outcome=outcome, reason=reason)


def _outcome(error: BaseException) -> tuple[Outcome, str]:
    if isinstance(error, HttpError):
        status = error.response.status
        phrase = HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else ""
        return ("gone" if status in (404, 410) else "failed"), f"HTTP {status} {phrase}".strip()
    if isinstance(error, IgnoreRequest):
        if "robots.txt" in str(error):
            return "forbidden", "robots.txt forbids it"
        return "failed", str(error)
    return "failed", " ".join(str(error).split()).rstrip(".") or type(error).__name__
