"""What differs between two versions, field by field."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

from rich.text import Text

from hanoitv_scraper.archive.versions import differing
from hanoitv_scraper.history.changes import MOST_COMPARED, find_changes
from hanoitv_scraper.history.words import CAME, GONE, one_line, pair_up, show_words
from hanoitv_scraper.items import VIETNAM, Article, Image, QuotedSpeaker, Video


def show_differences(before: Article, version: Article) -> Iterator[Text]:
    """Yield the fields in which two versions differ, one that takes several lines under its name."""
    for name in differing(before, version):
        was, now = getattr(before, name), getattr(version, name)
        lines = list(_show(name)(was, now)) or [Text("the same words; white space, their order or their places differ")]
        if len(lines) == 1:
            yield Text(f"  {name}: ").append_text(lines[0])
            continue
        yield Text(f"  {name}:")
        yield from (Text("    ").append_text(line) for line in lines)


def _show(name: str) -> Callable[[Any, Any], Iterator[Text]]:
    """Return what shows how a field differs."""
    if name in ("title", "lead", "body"):
        return _texts
    if name in ("keywords", "section", "authors"):
        return _lists
    if name in ("images", "videos"):
        return _media
    return _people if name in ("quoted_officials", "quoted_others") else _short


def show_short(value: str | datetime | None) -> str:
    """Return a field's value; of a time the seconds too, where it has some."""
    if not isinstance(value, datetime):
        return value or ""
    here = value.astimezone(VIETNAM).replace(tzinfo=None)
    return here.isoformat(" ", "auto" if here.second or here.microsecond else "minutes")


def show_moment(at: datetime | None) -> str:
    return f"{at.astimezone(VIETNAM):%Y-%m-%d %H:%M}" if at else "at an unknown time"


def _short(before: str | datetime | None, after: str | datetime | None) -> Iterator[Text]:
    yield Text(" → ").join(_marked((show_short(before), GONE), (show_short(after), CAME)))


def _marked(*parts: tuple[str, str]) -> list[Text]:
    """Return each text that is not empty in its style."""
    shown = ((one_line(text), style) for text, style in parts)
    return [Text().append(text, style) for text, style in shown if text]


def _lists(before: Sequence[str], after: Sequence[str]) -> Iterator[Text]:
    """Yield what went and what came; what moved is both."""
    parts = []
    for change in find_changes(before, after):
        parts += [(text, GONE) for text in before[change.start : change.end]]
        parts += [(text, CAME) for text in after[change.new_start : change.new_end]]
    yield Text(", ").join(_marked(*parts))


def _media(before: Sequence[Image | Video], after: Sequence[Image | Video]) -> Iterator[Text]:
    was, now = ({one_line(medium.url): one_line(medium.caption or "") for medium in side} for side in (before, after))
    for url in dict.fromkeys((*was, *now)):
        if url not in was or url not in now:
            caption = was.get(url) or now.get(url)
            yield from _marked((f"{url} {caption}" if caption else url, GONE if url in was else CAME))
        elif was[url] != now[url]:
            yield Text(f"{url} ").append_text(show_words(was[url], now[url]))


def _people(before: Sequence[QuotedSpeaker], after: Sequence[QuotedSpeaker]) -> Iterator[Text]:
    """Yield who came and who went with how many quotes, and of the others whose office or quotes changed."""
    was, now = _by_name(before), _by_name(after)
    for key in dict.fromkeys((*was, *now)):
        if key not in was or key not in now:
            speaker = (was.get(key) or now[key])[0]
            count = sum(len(one.quotes) for one in was.get(key) or now[key])
            yield from _marked((f"{_label(speaker)} (quotes: {count:,})", GONE if key in was else CAME))
            continue
        label = show_words(_label(was[key][0]), _label(now[key][0]))
        quotes = list(_quotes(was[key], now[key]))
        if label.spans or quotes:
            yield label
        yield from (Text("  ").append_text(quote) for quote in quotes)


def _quotes(before: Sequence[QuotedSpeaker], after: Sequence[QuotedSpeaker]) -> Iterator[Text]:
    old, new = ([one_line(quote.text) for speaker in side for quote in speaker.quotes] for side in (before, after))
    for change in find_changes(old, new):
        for text, came in pair_up(old[change.start : change.end], new[change.new_start : change.new_end]):
            yield show_words(text, came)


def _by_name(speakers: Sequence[QuotedSpeaker]) -> dict[str, list[QuotedSpeaker]]:
    """Return speakers by their names, those without one by what is known of them."""
    found: dict[str, list[QuotedSpeaker]] = {}
    for speaker in speakers:
        found.setdefault(speaker.name or _label(speaker), []).append(speaker)
    return found


def _label(speaker: QuotedSpeaker) -> str:
    office = " ".join(filter(None, (speaker.position, speaker.organisation)))
    phrase = next((quote.speaker_text for quote in speaker.quotes if quote.speaker_text), speaker.type)
    return one_line(", ".join(filter(None, (speaker.name, office))) or phrase)


def _texts(before: str | None, after: str | None) -> Iterator[Text]:
    """Yield what changed paragraph by paragraph, with … for those that did not."""
    old, new = (
        [one_line(paragraph) for paragraph in (text or "").split("\n\n") if paragraph] for text in (before, after)
    )
    changes, at = find_changes(old, new), 0
    for change in changes:
        if change.new_start > at:
            yield Text("…")
        gone, came = old[change.start : change.end], new[change.new_start : change.new_end]
        if max(len(gone), len(came)) > MOST_COMPARED:
            yield Text(" ").join(_marked((f"{len(gone):,} paragraphs", GONE), (f"{len(came):,} paragraphs", CAME)))
        else:
            yield from (show_words(*pair) for pair in pair_up(gone, came))
        at = change.new_end
    if changes and at < len(new):
        yield Text("…")
