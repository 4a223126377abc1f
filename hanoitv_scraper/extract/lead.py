"""The sapo under the headline, and the agency prefix it opens with."""

from __future__ import annotations

import re

from hanoitv_scraper.extract.document import Document, select_texts
from hanoitv_scraper.items import ReadFrom

# "(HanoiTV) - ", "(NLĐO)- ", "(Chinhphu.vn) - ", "TPO - ", "VTV.vn - ": who files the story, not a part of it.
DATELINE = re.compile(r"^(?:\(([^()]{2,30})\)\s*[-–—]?|([A-ZĐ]{2,6}|V[A-Z]{1,3}\.\w{2})\s*[-–—]\s)\s*")


def read_lead(document: Document) -> tuple[str | None, ReadFrom | None]:
    """Return the sapo as shown, prefix included; else what the page tells machines of itself."""
    if shown := select_texts(document, "lead"):
        return shown[0], "site"
    told = document.metadata.first("og:description", "description")
    return told, "metadata" if told else None


def split_dateline(lead: str | None) -> tuple[str | None, str | None]:
    """Return the agency prefix, bare, and the lead without it: `(HanoiTV) - Nâng cao …` → `HanoiTV`, `Nâng cao …`."""
    match = DATELINE.match(lead or "")
    if lead is None or match is None:
        return None, lead
    return match[1] or match[2], lead[match.end() :] or None
