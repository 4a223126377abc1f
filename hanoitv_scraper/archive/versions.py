"""Versions of an article: what the newsroom changed is a revision, what our rules changed is a reading."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace

from hanoitv_scraper.items import Article, Outcome

# Fields that tell how a line came to be, not what the article is.
ABOUT_THE_LINE = frozenset("schema id revision reading changed digest previous fetched_at run raw read_by".split())
COMPARED = tuple(field.name for field in fields(Article) if field.name not in ABOUT_THE_LINE)
# What differs from look to look on some sites without an edit: "2 giờ trước", an update that is of the time of asking.
# They go with a new version and make none by themselves.
UNSTEADY = frozenset(("timestamp_text", "updated_at"))


def differing(before: Article, now: Article) -> tuple[str, ...]:
    """Return the fields in which two versions differ."""
    return tuple(name for name in COMPARED if getattr(before, name) != getattr(now, name))


def next_versions(
    before: Article, now: Article, read_again: Callable[[Article], Article | None]
) -> tuple[tuple[Article, ...], Outcome]:
    """Return the lines that a capture adds behind the version `before`, and what the capture is to the archive.

    Where other rules read `before`, its stored page is read with today's first (`read_again`; None: it is not there,
    or is no article to them): what differs then is a reading, and only what differs from that is a revision. The same
    payload is never a revision.
    """
    same_payload = before.raw is not None and now.raw is not None and before.raw.digest == now.raw.digest
    lines: list[Article] = []
    if before.read_by.rules != now.read_by.rules:
        again = read_again(before) or (now if same_payload else before)
        if reading := next_reading(before, again):
            lines.append(reading)
            before = reading
    if not same_payload and (revision := next_revision(before, now)):
        return (*lines, revision), "edited"
    return tuple(lines), "reread" if lines else "same"


def next_reading(before: Article, again: Article) -> Article | None:
    """Return the same page, read `again`, as the reading after `before`; None where it reads as before."""
    if not differing(before, again):
        return None
    return _after(before, again, revision=before.revision, reading=before.reading + 1)


def next_revision(before: Article, now: Article) -> Article | None:
    """Return a later page as the revision after `before`; None where the newsroom changed nothing."""
    if not set(differing(before, now)) - UNSTEADY:
        return None
    return _after(before, now, revision=before.revision + 1, reading=1)


def _after(before: Article, now: Article, revision: int, reading: int) -> Article:
    changed = differing(before, now)
    return replace(now, revision=revision, reading=reading, changed=changed, previous=before.digest)
