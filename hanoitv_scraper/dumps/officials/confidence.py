"""How often each kind of evidence is right, as measured: see docs/officials.md."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from hanoitv_scraper.dumps.tables import Evidence

CONFIDENCE: Mapping[Evidence, float] = MappingProxyType(
    {
        "same organisation": 0.91,
        "said in the text": 0.95,
        "same article": 0.95,
        "same place": 0.97,
        "rose": 0.97,
        "name alone": 0.93,
    }
)
