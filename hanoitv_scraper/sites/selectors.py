"""Selectors of site files: CSS, or XPath where they begin with `/`, `.` followed by `/`, or `(`."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TypeAlias

from cssselect import HTMLTranslator, SelectorError
from lxml import etree
from lxml.html import HtmlElement

Selector: TypeAlias = Callable[[HtmlElement], list[HtmlElement | str]]


@cache
def compile_selector(text: str) -> Selector:
    """Return a function from an element to what matches below it, in document order: elements, or strings for `/@href`.

    Raises ValueError, saying why, for what is neither CSS nor XPath.
    """
    try:
        xpath = text if text.startswith(("/", "./", "(")) else HTMLTranslator().css_to_xpath(text)
        compiled = etree.XPath(xpath, regexp=False, smart_strings=False)
    except (SelectorError, etree.XPathSyntaxError) as error:
        raise ValueError(f"{text!r} is neither a CSS selector nor XPath: {error}") from error
    return _listing(compiled)


def _listing(compiled: etree.XPath) -> Selector:
    def select(element: HtmlElement) -> list[HtmlElement | str]:
        found = compiled(element)
        return found if isinstance(found, list) else [str(found)]

    return select
