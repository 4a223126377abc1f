"""Which language the article is in."""

from __future__ import annotations

import re

# Letters that no other language written in Latin letters has side by side: ă đ ơ ư and the vowels with two marks.
VIETNAMESE = re.compile("[ăđơưắằẳẵặấầẩẫậếềểễệốồổỗộớờởỡợứừửữựạảẻẹỉịỏọủụỷỵ]", re.IGNORECASE)


def find_language(text: str, told: str | None) -> str | None:
    """Return "vi" where at least 1 letter in 50 is Vietnamese alone, else what the page says, None if nothing."""
    return "vi" if len(VIETNAMESE.findall(text)) * 50 > len(text) > 0 else told
