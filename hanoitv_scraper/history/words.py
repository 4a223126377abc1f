"""Two texts as one line, in which what went and what came is marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rich.text import Text

from hanoitv_scraper.history.changes import find_changes, join_near
from hanoitv_scraper.vietnamese.text import INVISIBLE

GONE = "red strike"
CAME = "green"
BRACKETS = {GONE: ("[-", "-]"), CAME: ("{+", "+}")}

# A word (a number with its points, a date) or a sign, with the space before it.
TOKEN = re.compile(r"\s*(?:\w+(?:[.,:/-]\w+)*|[^\w\s])")
# So many paragraphs ahead the old form of a paragraph is looked for, where others before it were taken out.
WINDOW = 10


def to_plain(line: Text) -> str:
    """Return a line without colours: what went stands [-so-], what came {+so+}."""
    plain, at = "", 0
    for span in sorted(line.spans):
        opening, closing = BRACKETS[str(span.style)]
        plain += line.plain[at : span.start] + opening + line.plain[span.start : span.end] + closing
        at = span.end
    return plain + line.plain[at:]


def one_line(text: str) -> str:
    """Return text on one line; what would steer a terminal or hide text in it is shown as \N{REPLACEMENT CHARACTER}."""
    return INVISIBLE.sub("\N{REPLACEMENT CHARACTER}", " ".join(text.split()))


def show_words(before: str, after: str) -> Text:
    """Return the text `after` with what came marked in it, and what went from `before`; both are one line."""
    # As if a space stood before the first word: it is the same word where another comes before it.
    old, new = TOKEN.findall(f" {before}"), TOKEN.findall(f" {after}")
    line, at = Text(), 0
    for change in join_near(find_changes(old, new)):
        line.append("".join(new[at : change.new_start]))
        _append(line, old[change.start : change.end], GONE)
        _append(line, new[change.new_start : change.new_end], CAME)
        at = change.new_end
    line.append("".join(new[at:]))
    return line[1:]


def _append(line: Text, tokens: Sequence[str], style: str) -> None:
    """Append words in a style, but for the space before them."""
    words = "".join(tokens)
    bare = words.lstrip()
    line.append(words[: len(words) - len(bare)]).append(bare, style)


def pair_up(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the old and the new form of each text, in order, an empty one for what is only in one of both.

    Two are forms of one where half their words are the same.
    """
    words, at = [set(text.split()) for text in before], 0
    came: list[str] = []
    for text in after:
        new = set(text.split())
        near = range(at, min(at + WINDOW, len(before)))
        match = next((place for place in near if 4 * len(words[place] & new) >= len(words[place]) + len(new)), None)
        if match is None:
            came.append(text)
            continue
        yield from ((gone, "") for gone in before[at:match])
        yield from (("", one) for one in came)
        yield before[match], text
        at, came = match + 1, []
    yield from ((gone, "") for gone in before[at:])
    yield from (("", one) for one in came)
