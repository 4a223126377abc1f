"""Refusals: what a site's guard answers in the place of its pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Refused = Literal[403, 429, "challenge"]

STATUS: dict[Refused, int] = {403: 403, 429: 429, "challenge": 503}


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    how: Refused
    retry_after: int | None = None
    """Seconds, as the header says; None where it is not sent."""


def refusal_page(how: Refused) -> str:
    """Return the page of a guard: it says no, or lets the visitor's browser prove itself."""
    if how != "challenge":
        title, text = {403: ("Forbidden", "Access denied."), 429: ("Too Many Requests", "Slow down, please.")}[how]
        return f"<!DOCTYPE html>\n<html><head><title>{title}</title></head><body><p>{text}</p></body></html>\n"
    return """<!DOCTYPE html>
<html lang="en"><head><title>Just a moment...</title></head>
<body><h1>hanoitv.vn</h1><p>Checking if the site connection is secure</p>
<noscript>Enable JavaScript and cookies to continue</noscript>
<form id="challenge-form" method="post"></form></body></html>
"""
