"""Trees that nest too deep: every reader walks from lines outwards, so depth is a factor of all that is done."""

from __future__ import annotations

import re
from collections.abc import Collection

from lxml import etree

# The deepest page seen has 22 levels; elements left open by mistake make hundreds.
MAX_DEPTH = 200
# What the parser takes and no tree can be given: control characters, odd names of tags and attributes.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
NAME = re.compile("[a-zA-Z_][a-zA-Z0-9_.-]*")


def flatten(tree: etree._Element, blocks: Collection[str]) -> etree._Element:
    """Return a copy of a tree in which what nests deeper than MAX_DEPTH stands beside the last element, not in it.

    Nothing is lost, and the order stays; inline elements stay in their paragraph, which is one of `blocks`. Browsers do
    so from 512 levels on.
    """
    root = etree.Element(tree.tag, _attributes(tree))
    made: dict[etree._Element, tuple[etree._Element, int]] = {}
    for event, node in etree.iterwalk(tree, events=("start", "end")):
        above = node.getparent()
        if event == "end":
            if node.tail and above is not None:
                _append_text(made[above][0], _writable(node.tail))
            continue
        made[node] = (root, 1) if above is None else _copy(node, *made[above], blocks)
        made[node][0].text = _writable(node.text)
    return root


def _copy(
    node: etree._Element, parent: etree._Element, depth: int, blocks: Collection[str]
) -> tuple[etree._Element, int]:
    """Return the copy of an element, and how deep it stands, below or beside the copy of its parent."""
    grandparent = parent.getparent()
    is_part = node.tag not in blocks and parent.tag in blocks
    holder = parent if depth < MAX_DEPTH or is_part or grandparent is None else grandparent
    name = node.tag if isinstance(node.tag, str) and NAME.fullmatch(node.tag) else "span"
    return etree.SubElement(holder, name, _attributes(node)), min(depth + 1, MAX_DEPTH)


def _attributes(element: etree._Element) -> dict[str, str]:
    pairs = ((str(name), str(value)) for name, value in element.attrib.items())
    return {name: _writable(value) for name, value in pairs if NAME.fullmatch(name)}


def _writable(text: str | None) -> str:
    return UNWRITABLE.sub("", text or "")


def _append_text(element: etree._Element, text: str) -> None:
    """Put text at an element's end, or behind what was in it and stands beside it now."""
    above = element.getparent()
    holder = above if above is not None and element.getnext() is not None else element
    if len(holder):
        holder[-1].tail = (holder[-1].tail or "") + text
    else:
        holder.text = (holder.text or "") + text
