"""An article's address, as a list, a feed or a sitemap names it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from hanoitv_scraper.items import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a door says of an article before anyone has fetched it."""

    id: str
    """As its address tells it, without the site's name: `d182391`."""
    url: str
    """On the site itself, of the page itself: not its AMP, mobile or print form."""
    kind: Kind
    published: datetime | None = None
    """When it was published, as told where it is named; aware. A list tells it to the day mostly."""
    modified: datetime | None = None
    """When it was last changed, as a feed or sitemap tells it; aware."""
