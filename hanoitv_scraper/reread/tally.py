"""What a site's reread came to: counts, and a few examples."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from hanoitv_scraper.items import Article
from hanoitv_scraper.reread.article import Added, Left, Result, Why

EXAMPLES = 3
# Of a long text so much is shown, beginning a little before the place where it differs.
SHOWN, BEFORE = 60, 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A field of an article before and after, cut to where they differ, each on one line that no terminal obeys."""

    id: str
    before: str
    after: str


@dataclass(slots=True, kw_only=True)
class Tally:
    """Counts of one site."""

    site: str
    pages: int = 0
    added: Counter[str] = field(default_factory=Counter)
    """Versions, by outcome."""
    fields: Counter[str] = field(default_factory=Counter)
    """In how many versions each field differs from the version before."""
    examples: dict[str, list[Example]] = field(default_factory=lambda: defaultdict(list))
    """The first of each field."""
    left: Counter[Why] = field(default_factory=Counter)
    first_left: dict[Why, Left] = field(default_factory=dict)
    withheld: int = 0
    """Articles left out."""

    def take(self, result: Result) -> None:
        """Count what became of one article's pages."""
        self.pages += result.pages
        for added in result.added:
            self._take_added(added)
        for left in result.left:
            self.left[left.why] += 1
            self.first_left.setdefault(left.why, left)

    def _take_added(self, added: Added) -> None:
        self.added[added.outcome] += 1
        self.fields.update(added.line.changed)
        if added.before is None:
            return
        for name in added.line.changed:
            if len(self.examples[name]) < EXAMPLES:
                self.examples[name].append(to_example(added.before, added.line, name))


def to_example(before: Article, after: Article, name: str) -> Example:
    """Return how the field `name` differs between two versions."""
    old, new = (_shown(version.to_dict()[name]) for version in (before, after))
    same = next((index for index, pair in enumerate(zip(old, new, strict=False)) if len(set(pair)) > 1), None)
    start = max(0, (min(len(old), len(new)) if same is None else same) - BEFORE)
    return Example(id=to_plain(after.id), before=_cut(old, start), after=_cut(new, start))


def to_plain(text: str) -> str:
    """Return a text on one line, without what would steer a terminal."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _shown(value: Any) -> str:
    if value in (None, "", []):
        return "(nothing)"
    return to_plain(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _cut(text: str, start: int) -> str:
    if len(text) <= SHOWN:
        return text
    cut = text[start : start + SHOWN]
    return f"{'…' if start else ''}{cut}{'…' if start + SHOWN < len(text) else ''}"
