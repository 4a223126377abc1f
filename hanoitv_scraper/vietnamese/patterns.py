"""Word lists as regular expressions that stay fast when the lists grow."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import TypeAlias

from hanoitv_scraper.vietnamese.fold import fold
from hanoitv_scraper.vietnamese.words import words

UPPER = "".join(letter for letter in map(chr, range(0x41, 0x1F00)) if letter.isupper())

Tree: TypeAlias = dict[str, "Tree"]


def any_of(*names: str) -> str:
    """Return an expression for any entry of the word lists `names`, folded, longest first, as whole words."""
    return rf"(?<!\w){tree_pattern(entry for name in names for entry in folded_words(name))}(?!\w)"


@cache
def folded_words(name: str) -> frozenset[str]:
    """Return the entries of a word list, folded."""
    return frozenset(map(fold, words(name)))


def tree_pattern(entries: Iterable[str]) -> str:
    """Return an expression that reads `entries` letter by letter as a tree, so that none is tried twice."""
    tree: Tree = {}
    for entry in entries:
        node = tree
        for letter in entry:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _to_pattern(tree)


def _to_pattern(tree: Tree) -> str:
    branches = [re.escape(letter) + _to_pattern(tree[letter]) for letter in sorted(tree) if letter]
    if not branches:
        return ""
    body = branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
    return f"(?:{body})?" if "" in tree else body
