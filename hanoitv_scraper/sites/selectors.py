"""Selectors of site files: CSS, or XPath where they begin with `/`, `.` followed by `/`, or `(`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from cssselect import HTMLTranslator, SelectorError
from lxml import etree

Element: TypeAlias = etree._Element
Found: TypeAlias = list[Element | str]


@dataclass(frozen=True, slots=True)
class Selector:
    text: str
    """As the site file has it."""
    find: Callable[[Element], object]

    def __call__(self, element: Element) -> Found:
        """Return what matches below an element, in document order: elements, or strings for `/@href`."""
        found = self.find(element)
        return found if isinstance(found, list) else [str(found)]


@cache
def compile_selector(text: str) -> Selector:
    """Return a selector compiled; raises ValueError, saying why, for what is neither CSS nor XPath."""
    try:
        xpath = text if text.startswith(("/", "./", "(")) else HTMLTranslator().css_to_xpath(text)
        compiled = etree.XPath(xpath, regexp=False, smart_strings=False)
    except (SelectorError, etree.XPathSyntaxError) as error:
        raise ValueError(f"{text!r} is neither a CSS selector nor XPath: {error}") from error
    return Selector(text, compiled)
