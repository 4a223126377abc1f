"""Pages that a site's guard shows in place of what was asked for: a challenge to the browser, a captcha."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from hanoitv_scraper.errors import NotAnArticle
from hanoitv_scraper.extract.dom import Element, parse
from hanoitv_scraper.extract.guards import SCRIPTS_LOOKED_AT, is_of_guard, names_guard
from hanoitv_scraper.extract.shell import HARDLY_ANY_TEXT, mounts_in
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
from hanoitv_scraper.vietnamese.words import words

# Headers by which Cloudflare and AWS WAF say it themselves, and with which values.
HEADERS = {"cf-mitigated": ("challenge",), "x-amzn-waf-action": ("challenge", "captcha")}
# Guards' pages have 1 to 30 kB, with pictures in them a little more; news pages have 50 to 500.
LARGEST = 100_000
# Paragraphs of an article, bounded as no page may make this slow; a guard's page has no such number of bytes in them.
PARAGRAPH = re.compile(rb"<[pP](?:\s[^>]{0,300})?>\s{0,99}([^<]{60,})")
MOST_PROSE = 1_500
# A page as small is parsed in a tenth of a millisecond; a larger one only if it holds one of the marks.
SMALL = 4_000
# What the bytes of a guard's page hold in lower case: the name of a product, a captcha, a cookie that is made, or what
# the page calls itself. That may begin with a capital, which in UTF-8 has other bytes.
MARKS = (
    *(b"captcha", b"turnstile", b"challenge-platform", b"_cf_chl", b"ddos-guard", b"document.cookie", b"awswaf"),
    *(entry[1:].encode() for entry in words("challenges")),
)
# A guard that says more than this is not known by its words: `Attention Required! | Cloudflare` has 700 letters.
EXPLAINED = 1_000

WIDGETS = frozenset("g-recaptcha h-captcha cf-turnstile".split())
SOURCES = re.compile(
    r"//(?:[\w-]+\.)*(?:hcaptcha\.com|challenges\.cloudflare\.com|captcha-delivery\.com"
    r"|(?:google\.com|recaptcha\.net)/recaptcha)/",
    re.IGNORECASE,
)
# reCAPTCHA of the third version asks nobody anything; with a key in its address it stands on every page of a site.
SILENT_SOURCE = re.compile(r"[?&]render=(?!explicit)")
# What else is asked for beside the captcha that guards it: a comment, a login, a mail address.
FIELDS = frozenset(("password", "email", "tel"))
ANSWERS = frozenset(("g-recaptcha-response", "h-captcha-response", "cf-turnstile-response"))
DATE = re.compile(r"\b\d{1,2}/\d{1,2}/\d{4}\b")


def find_challenge(
    content: bytes, headers: Mapping[str, str], status: int, url: str = "", charset: str | None = None
) -> str | None:
    """Return how a page shows itself to be a guard's, in a person's words; None for any other page.

    `headers` have names in lower case; `charset` is what HTTP said. What is not there (404, 410) is no guard's, unless
    a header says so. In doubt a page is none: one that tells of captchas, or has one for its comments, is an article.
    """
    for name, values in HEADERS.items():
        if headers.get(name, "").lower() in values:
            return f"a challenge of the site's guard: it says {name}: {headers[name]}"
    if status in (304, 404, 410) or not _may_be_challenge(content):
        return None
    try:
        tree = parse(content, url, charset)
    except NotAnArticle:
        return None
    return _find_in(tree)


def _may_be_challenge(content: bytes) -> bool:
    """Tell by a page's bytes whether it is worth parsing: nearly all are not."""
    if not 0 < len(content) <= LARGEST or _holds_prose(content):
        return False
    if len(content) <= SMALL:
        return True
    lowered = content.lower()
    return any(mark in lowered for mark in MARKS)


def _holds_prose(content: bytes) -> bool:
    total = 0
    for paragraph in PARAGRAPH.finditer(content):
        total += len(paragraph[1])
        if total > MOST_PROSE:
            return True
    return False


def _find_in(tree: Element) -> str | None:
    if not shows_less(tree, EXPLAINED) or _tells_article(tree):
        return None
    titles = [fold((title.text or "").strip()[:LOOKED_AT]) for title in tree.iter("title")]
    for title in titles:
        if (name := names_guard(title)) and title.startswith(name):
            return _called(name)
    if shows_prose(tree) or not shows_less(tree, LITTLE_TEXT):
        return None
    captchas = list(_captchas(tree))
    for frame in [captcha for captcha in captchas if captcha.tag == "iframe"]:
        frame.tag = "div"  # it is no film, by which a page is worth seeing
    pictures = count_pictures(tree)
    if pictures >= PICTURES:
        return None
    shown = shown_text(tree)
    for text in (shown, *map(shown_text, tree.iter("noscript")), *titles):
        if name := names_guard(text):
            return _called(name)
    if _asks_to_solve(tree, captchas):
        return "a captcha of the site's guard"
    menus = (element for element in tree.iter("nav", *ENDS) if not is_shown(element))
    if pictures or len(shown) >= HARDLY_ANY_TEXT or any(map(shown_text, menus)):
        return None
    if any(map(is_of_guard, islice(tree.iter("script"), SCRIPTS_LOOKED_AT))):
        return "a challenge of the site's guard: its script makes a cookie and asks again"
    return None


def _called(name: str) -> str:
    return f"a challenge of the site's guard: it says “{name}”"


def _tells_article(tree: Element) -> bool:
    """Tell whether a page says that it is an article, or shows a day: no guard's does."""
    for meta in tree.iter("meta"):
        told = (meta.get("property") or meta.get("name") or "").lower()
        if told.startswith("article:") or (told == "og:type" and "article" in meta.get("content", "").lower()):
            return True
    if any(script.get("type") == "application/ld+json" for script in tree.iter("script")):
        return True
    return DATE.search(shown_text(tree)) is not None


def _captchas(tree: Element) -> Iterator[Element]:
    """Yield the elements that show a captcha, or fetch one."""
    for element in tree.iter("div", "span", "form", "section", "iframe", "script"):
        if element.tag in ("iframe", "script"):
            source = element.get("src") or ""
            if SOURCES.search(source) and not SILENT_SOURCE.search(source):
                yield element
        elif not WIDGETS.isdisjoint(names_of(element)) and element.get("data-size") != "invisible":
            yield element


def _asks_to_solve(tree: Element, captchas: list[Element]) -> bool:
    """Tell whether captchas are what a page is about: they guard no form on it, and no script is to fill it."""
    if not captchas or any(map(_is_field, tree.iter("textarea", "input"))):
        return False
    return any(captcha.tag != "script" for captcha in captchas) or next(mounts_in(tree), None) is None


def _is_field(element: Element) -> bool:
    if element.tag == "textarea":
        return element.get("name") not in ANSWERS
    return element.get("type", "").lower() in FIELDS
