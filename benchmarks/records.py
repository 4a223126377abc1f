"""Other readers' output brought to the scorer's keys, in the form that does them most credit."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta, timezone
from typing import Any

VIETNAM = timezone(timedelta(hours=7))


def to_record(
    title: str | None, lead: str | None, moment: datetime | str | None, paragraphs: Iterable[str], **more: Any
) -> dict[str, Any]:
    """Return the scorer's record; title and lead have keys of their own, so a body that repeats them is cut there."""
    own = {_plain(title), _plain(lead), ""}
    body = [paragraph for paragraph in paragraphs if _plain(paragraph) not in own]
    return {"title": title, "lead": lead, "timestamp": to_timestamp(moment), "body": body, **more}


def _plain(text: str | None) -> str:
    return " ".join((text or "").split())


def to_timestamp(moment: datetime | str | None) -> str | None:
    """Return ISO 8601 with a zone: a time without one is Vietnam's, as the gold takes it."""
    when = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    if when is None:
        return None
    return (when if when.tzinfo else when.replace(tzinfo=VIETNAM)).isoformat()


def split_list(texts: Iterable[str | None], separators: str) -> list[str]:
    """Return the parts of texts that hold several things each, parted by any of `separators`."""
    parts = (part.strip() for text in texts for part in re.split(f"[{re.escape(separators)}]", text or ""))
    return [part for part in parts if part]
