"""Pages that are a shell: their HTML holds no text, scripts are to fill it in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from hanoitv_scraper.errors import NotAnArticle
from hanoitv_scraper.extract.dom import SILENT, Element, parse
from hanoitv_scraper.extract.names import is_hidden
from hanoitv_scraper.vietnamese.fold import fold
from hanoitv_scraper.vietnamese.patterns import any_of

# A page that shows as many letters is no shell, whatever else speaks for it.
LITTLE_TEXT = 200
# Nor is one that shows a title and two short sentences, unless an element for scripts to fill stands empty beside them.
# "Đang tải dữ liệu, xin vui lòng chờ trong giây lát…" has 50 letters.
HARDLY_ANY_TEXT = 60
# A shorter link is one of a menu ("Giáo dục - Hướng nghiệp"), hardly ever a headline.
SHORTEST_HEADLINE = 25
# Those of an article stand among the first of a page.
PARAGRAPHS_LOOKED_AT = 50
# A page may show one while it loads.
PICTURES = 2

# What is no text of the page, or the same text on all pages of a site.
NOT_SHOWN = frozenset((*SILENT, "title", "nav"))
ENDS = frozenset(("header", "footer"))
FOOTERS = frozenset("footer site-footer page-footer main-footer".split())

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
# Where Angular and Vue will put text.
PLACEHOLDER = re.compile(r"\{\{[^{}]*\}\}")

JAVASCRIPT = re.compile(any_of("javascript"))
# "Please enable JavaScript to view the comments": nothing else is missing.
OF_COMMENTS = re.compile(r"comment|bình luận")
# Types of scripts that are run, by the browser or by a loader that renamed them; in others stand data.
RUN = re.compile(r"^\s*$|(?:java|ecma)script|module", re.IGNORECASE)

CHALLENGE = re.compile(any_of("challenges"))
# The script of a guard: it makes a cookie, with which the page is asked for again.
GUARD = re.compile(r"document\.cookie\s*=[^\n]{0,500}\blocation(?:\.reload|\.replace|\.href)?\s*[=(]")
SCRIPTS_LOOKED_AT = 20
# Letters of a text or script, which may have a million; what such pages have to say they say at once.
LOOKED_AT = 2_000

FILMS = frozenset("video audio object embed amp-video amp-audio amp-youtube amp-iframe".split())
IMAGES = frozenset(("img", "amp-img"))


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
    if _shows_prose(tree) or not _shows_less(tree, LITTLE_TEXT):
        return False
    noscripts = [_text(element) for element in tree.iter("noscript")]
    is_asked = any(map(_names_javascript, noscripts))
    if not is_asked and not any(map(_is_run, tree.iter("script"))):
        return False
    shown, pictures = _text(tree), _count_pictures(tree)
    titles = [fold((title.text or "")[:LOOKED_AT]) for title in tree.iter("title")]
    if pictures >= PICTURES or any(map(CHALLENGE.search, (shown, *noscripts, *titles))):
        return False
    if mounts := list(_mounts(tree)):
        return all(_shows_less(mount, HARDLY_ANY_TEXT) for mount in mounts)
    if is_asked:
        return _shows_less(tree, HARDLY_ANY_TEXT)
    menus = (element for element in tree.iter("nav", *ENDS) if not _is_shown(element))
    if shown or pictures or any(map(_text, menus)):
        return False
    return not any(map(_is_of_guard, islice(tree.iter("script"), SCRIPTS_LOOKED_AT)))


def _shows_prose(tree: Element) -> bool:
    """Tell whether the first paragraphs show enough letters: found so, most pages need not be walked."""
    long = (p for p in tree.iter("p") if len(_printed(p.text)) >= SHORTEST_HEADLINE)
    total = 0
    for paragraph in islice(long, PARAGRAPHS_LOOKED_AT):
        if all(map(_is_shown, paragraph.iterancestors())):
            total += len(_printed(paragraph.text))
        if total >= LITTLE_TEXT:
            return True
    return False


def _shows_less(root: Element, enough: int) -> bool:
    """Tell whether an element shows less than `enough` letters, those of short links not counted."""
    total, of_links = 0, Counter[Element]()
    for text, link in _texts(root):
        if link is None:
            total += len(text)
        else:
            before, of_links[link] = of_links[link], of_links[link] + len(text)
            if of_links[link] >= SHORTEST_HEADLINE:
                total += len(text) + (before if before < SHORTEST_HEADLINE else 0)
        if total >= enough:
            return False
    return True


def _text(root: Element) -> str:
    """Return what an element shows, folded, and no more of it than tells what a short page is."""
    return fold(" ".join(text for text, _ in islice(_texts(root), LOOKED_AT))[:LOOKED_AT])


def _texts(root: Element) -> Iterator[tuple[str, Element | None]]:
    """Yield the pieces of text that an element shows, each with the link it stands in."""
    for element, link in _shown(root):
        if text := _printed(element.text):
            yield text, link
        for child in element:
            if text := _printed(child.tail):
                yield text, link


def _printed(text: str | None) -> str:
    if not text:
        return ""
    return " ".join((PLACEHOLDER.sub("", text) if "{{" in text else text).split())


def _shown(root: Element) -> Iterator[tuple[Element, Element | None]]:
    """Yield an element and those in it that show something of this page, each with the link it stands in."""
    waiting: list[tuple[Element, Element | None]] = [(root, None)]
    while waiting:
        element, link = waiting.pop()
        if link is None and element.tag == "a":
            link = element
        yield element, link
        waiting += [(child, link) for child in reversed(element) if _is_shown(child)]


def _is_shown(element: Element) -> bool:
    tag = element.tag
    if tag in NOT_SHOWN or not isinstance(tag, str):
        return False
    if tag in ENDS:
        return next(element.iterancestors("article", "main"), None) is not None
    return tag != "div" or FOOTERS.isdisjoint(_names(element))


def _names(element: Element) -> list[str]:
    return f"{element.get('id', '')} {element.get('class', '')}".lower().split()


def _mounts(tree: Element) -> Iterator[Element]:
    """Yield the elements that scripts are to fill, none that stands in another."""
    waiting = [tree]
    while waiting:
        element = waiting.pop()
        if _is_mount(element):
            yield element
        else:
            waiting += filter(_is_shown, element)


def _is_mount(element: Element) -> bool:
    if element.tag in MOUNT_TAGS or not MOUNT_ATTRIBUTES.isdisjoint(element.keys()):
        return True
    # Angular leaves the outlet empty, and puts the page beside it.
    if element.find("router-outlet") is not None:
        return True
    return element.tag in BOXES and not MOUNTS.isdisjoint(_names(element))


def _names_javascript(noscript: str) -> bool:
    """Tell whether a noscript asks for JavaScript, and not only for the sake of comments."""
    return JAVASCRIPT.search(noscript) is not None and OF_COMMENTS.search(noscript) is None


def _is_run(script: Element) -> bool:
    return RUN.search(script.get("type", "")) is not None and bool(script.get("src") or script.text)


def _is_of_guard(script: Element) -> bool:
    return GUARD.search((script.text or "")[:LOOKED_AT]) is not None


def _count_pictures(tree: Element) -> int:
    """Count the pictures that a page shows; a film or a frame is as many as make it a page."""
    count = 0
    for element, _ in _shown(tree):
        if element.tag in FILMS or (element.tag == "iframe" and _is_seen(element)):
            return PICTURES
        count += element.tag in IMAGES and _is_seen(element)
    return count


def _is_seen(element: Element) -> bool:
    """Tell whether a picture or frame is more than a counter of visits."""
    source = element.get("src") or element.get("data-src")
    return bool(source) and element.get("width") not in ("0", "1") and not is_hidden(element)
