"""Why a page could not be fetched, in a person's words."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from hanoitv_scraper.archive.run_file import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    url: str
    """What was asked for first, before any redirect."""
    outcome: Outcome
    reason: str


def why_failed(failure: Failure) -> Why:
    """Return what a request's failure means for the page that was asked for."""
    request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy puts it there
    url = request.meta.get("redirect_urls", [request.url])[0]
    outcome, reason = _outcome(failure.value or Exception(failure.getErrorMessage()))
    return Why(url=url, outcome=outcome, reason=reason)


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
