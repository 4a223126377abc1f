"""What a page says of itself between the lines of a story: buttons, labels, invitations, offers."""

from __future__ import annotations

import re

from hanoitv_scraper.extract.lines import Line
from hanoitv_scraper.vietnamese.fold import fold
from hanoitv_scraper.vietnamese.patterns import folded_words

# Whole lines of the page's own words; around them arrows, dashes, colons.
LONGEST_FURNITURE = 90
# "* Mời quý vị theo dõi chương trình … trên kênh …": a broadcaster's last line.
LONGEST_INVITATION = 250
EDGES = re.compile(r"^[^\w(“\"]+|(?:\s*\(\d+\))?[\s:»>…\-–|]*$")


def is_furniture(line: Line) -> bool:
    """Tell whether a line is the page's own words (`Đọc tiếp`, `Chia sẻ`), or a label or link of other articles."""
    if line.is_link and line.element.tag not in ("h2", "h3"):
        return True
    if len(line.text) > LONGEST_INVITATION:
        return False
    words = fold(EDGES.sub("", line.text))
    if len(line.text) > LONGEST_FURNITURE and not words.startswith(("mời ", "theo dõi ")):
        return False
    if not words or words in folded_words("page_furniture") or words in folded_words("related_labels"):
        return True
    return any(words.startswith(f"{opening} ") for opening in folded_words("invitations")) or is_offer(words)


def is_offer(words: str) -> bool:
    """Tell whether a line offers the outlet's other channels: "Theo dõi Báo Mẫu trên các nền tảng để …"."""
    return words.startswith("theo dõi ") and any(f" trên {place}" in words for place in folded_words("channels"))
