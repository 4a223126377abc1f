"""Pages that are a shell: their HTML holds no text, scripts are to fill it in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from hanoitv_scraper.errors import NotAnArticle
from hanoitv_scraper.extract.dom import Element, parse
from hanoitv_scraper.extract.guards import SCRIPTS_LOOKED_AT, is_of_guard, names_guard
from hanoitv_scraper.extract.shown import (
    ENDS,
    LITTLE_TEXT,
    LOOKED_AT,
    PICTURES,
    count_pictures,
    is_shown,
    names_of,
    shown_text,
    shows_less,
    shows_prose,
)
from hanoitv_scraper.vietnamese.fold import fold
from hanoitv_scraper.vietnamese.patterns import any_of

# A page that shows a title and two short sentences is no shell, unless an element for scripts to fill stands empty
# beside them. "Đang tải dữ liệu, xin vui lòng chờ trong giây lát…" has 50 letters.
HARDLY_ANY_TEXT = 60
# What frameworks fill, as the templates for a new project name it: React, Vue, Angular, Next, Nuxt, Gatsby, Quasar,
# SvelteKit, Ember.
MOUNTS = frozenset(
    "root app main-app app-root react-root react-app vue-app ng-app q-app __next __nuxt __layout ___gatsby gatsby "
    "svelte ember-app".split()
)
MOUNT_TAGS = frozenset("app-root ng-app ng-view ui-view router-view".split())
MOUNT_ATTRIBUTES = frozenset("ng-app data-ng-app ng-view data-ng-view ui-view data-ui-view".split())
# Links and icons are called `app` too.
BOXES = frozenset("html body div main section".split())

JAVASCRIPT = re.compile(any_of("javascript"))
# "Please enable JavaScript to view the comments": nothing else is missing.
OF_COMMENTS = re.compile(r"comment|bình luận")
# Types of scripts that are run, by the browser or by a loader that renamed them; in others stand data.
RUN = re.compile(r"^\s*$|(?:java|ecma)script|module", re.IGNORECASE)


def is_shell(content: bytes, url: str = "", charset: str | None = None) -> bool:
    """Tell whether a page shows nothing without JavaScript, False for what is no HTML; `charset` is what HTTP said."""
    try:
        return tree_is_shell(parse(content, url, charset))
    except NotAnArticle:
        return False


def tree_is_shell(tree: Element) -> bool:
    """Tell whether a page shows nothing without JavaScript, by its tree with the scripts still in it.

    Its metadata count for nothing. A page on which a site's guard looks at the browser is no shell.
    """
    if shows_prose(tree) or not shows_less(tree, LITTLE_TEXT):
        return False
    noscripts = [shown_text(element) for element in tree.iter("noscript")]
    is_asked = any(map(_names_javascript, noscripts))
    if not is_asked and not any(map(_is_run, tree.iter("script"))):
        return False
    shown, pictures = shown_text(tree), count_pictures(tree)
    titles = [fold((title.text or "")[:LOOKED_AT]) for title in tree.iter("title")]
    if pictures >= PICTURES or any(map(names_guard, (shown, *noscripts, *titles))):
        return False
    if mounts := list(mounts_in(tree)):
        return all(shows_less(mount, HARDLY_ANY_TEXT) for mount in mounts)
    if is_asked:
        return shows_less(tree, HARDLY_ANY_TEXT)
    menus = (element for element in tree.iter("nav", *ENDS) if not is_shown(element))
    if shown or pictures or any(map(shown_text, menus)):
        return False
    return not any(map(is_of_guard, islice(tree.iter("script"), SCRIPTS_LOOKED_AT)))


def mounts_in(tree: Element) -> Iterator[Element]:
    """Yield the elements that scripts are to fill, none that stands in another."""
    waiting = [tree]
    while waiting:
        element = waiting.pop()
        if _is_mount(element):
            yield element
        else:
            waiting += filter(is_shown, element)


def _is_mount(element: Element) -> bool:
    if element.tag in MOUNT_TAGS or not MOUNT_ATTRIBUTES.isdisjoint(element.keys()):
        return True
    # Angular leaves the outlet empty, and puts the page beside it.
    if element.find("router-outlet") is not None:
        return True
    return element.tag in BOXES and not MOUNTS.isdisjoint(names_of(element))


def _names_javascript(noscript: str) -> bool:
    """Tell whether a noscript asks for JavaScript, and not only for the sake of comments."""
    return JAVASCRIPT.search(noscript) is not None and OF_COMMENTS.search(noscript) is None


def _is_run(script: Element) -> bool:
    return RUN.search(script.get("type", "")) is not None and bool(script.get("src") or script.text)
