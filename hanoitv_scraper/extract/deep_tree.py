"""The tree of a page that nests deeper than lxml goes: lxml stops there, and loses all that follows."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString
from lxml import etree

# The depth at which browsers stop too (Chromium: 512).
MAX_DEPTH = 500
# What no tree can hold, and names one can have.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
NAME = re.compile("[a-zA-Z_][a-zA-Z0-9_.-]*")


def parse_deep(page: str) -> etree._Element:
    """Return the tree of a page by a parser that is forty times slower than lxml and knows no depth.

    What nests deeper than MAX_DEPTH stands beside the last element, not in it: so do browsers.
    """
    soup = BeautifulSoup(page, "html.parser", multi_valued_attributes=None)
    root = etree.Element("html")
    made: dict[int, tuple[etree._Element, int]] = {id(soup): (root, 1)}
    for node in soup.descendants:
        parent, depth = made[id(node.parent)]
        if isinstance(node, Tag):
            made[id(node)] = _copy_tag(node, root, parent, depth)
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            _append_text(parent, UNWRITABLE.sub("", node))
    return root


def _copy_tag(tag: Tag, root: etree._Element, parent: etree._Element, depth: int) -> tuple[etree._Element, int]:
    """Return what stands for a tag in the tree, and how deep: `parent` for a name that no tag can have."""
    attributes = {name: UNWRITABLE.sub("", str(value)) for name, value in tag.attrs.items() if NAME.fullmatch(name)}
    if tag.name == "html":
        for name, value in attributes.items():
            root.set(name, value)
        return root, 1
    if not NAME.fullmatch(tag.name):
        return parent, depth
    above = parent.getparent() if depth == MAX_DEPTH else parent
    if tag.name == "body" or above is None:
        return etree.SubElement(root, tag.name, attributes), 2
    return etree.SubElement(above, tag.name, attributes), min(depth + 1, MAX_DEPTH)


def _append_text(element: etree._Element, text: str) -> None:
    """Put text at an element's end, or behind what was in it and stands beside it now."""
    above = element.getparent()
    holder = above if above is not None and element.getnext() is not None else element
    if len(holder):
        holder[-1].tail = (holder[-1].tail or "") + text
    else:
        holder.text = (holder.text or "") + text
