"""How well quotes are found in labelled articles: `python -m tests.quotes.scoring [-v] [SET …]`.

A find is matched to the labelled quote with which it shares most (intersection over union of the spans, edges trimmed
of marks and stops); it is right from 0.5 on. A labelled quote may also end where the speech plausibly goes on
(`cont_end`). Labelled quotes that are uncertain count neither way. Position and organisation are right from a token F1
of 0.6 on.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hanoitv_scraper import find_quotes
from hanoitv_scraper.items import Quote
from hanoitv_scraper.vietnamese.fold import fold

HERE = Path(__file__).parent
EDGE = " \n\t\"'“”‘’«».,;:…!-–"
Span = tuple[int, int]
Labels = dict[str, Any]


@dataclass
class Tally:
    """Counts over articles, and the shares they make."""

    counts: Counter[str] = field(default_factory=Counter)

    def add(self, **counts: bool | int) -> None:
        self.counts.update({name: int(count) for name, count in counts.items()})

    def figures(self) -> dict[str, float]:
        """Return F1, and of what was matched the shares of exact spans, names, offices, verbs and official flags."""
        count = self.counts
        shares = {
            "name": (count["name"], count["people"]),
            "position+organisation": (count["office"], count["offices"]),
            "verb": (count["verb"], count["verbs"]),
            "official flag": (count["flag"], count["matched"]),
        }
        both = count["labelled"] + count["found"]
        return {
            "F1": _share(2 * count["matched"], both),
            "exact": _share(2 * count["exact"], both),
            "recall": _share(count["matched"], count["labelled"]),
        } | {name: _share(right, of) for name, (right, of) in shares.items()}


def _share(right: int, of: int) -> float:
    return right / of if of else 1.0


def read_gold(sets: Sequence[str] = ()) -> Iterator[tuple[str, str, list[Labels]]]:
    """Yield each labelled article: the file's name, its text, its quotes."""
    for line in (HERE / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        if not sets or article["file"][0] in sets:
            text = (HERE / "articles" / article["file"]).read_text(encoding="utf-8")
            yield article["file"], text, article["quotes"]


def score(official: bool, sets: Sequence[str] = (), errors: list[str] | None = None) -> Tally:
    """Return the tally over the sets, of the quotes by officials alone or of all."""
    tally = Tally()
    for name, text, labels in read_gold(sets):
        found = [quote for quote in find_quotes(text) if quote.speaker.is_official or not official]
        score_article(tally, text, labels, found, official, name, errors)
    return tally


def score_article(
    tally: Tally, text: str, labels: list[Labels], found: Sequence[Quote], official: bool = False,
    name: str = "", errors: list[str] | None = None,
) -> list[tuple[Labels, Quote]]:  # fmt: skip
    """Add one article to a tally, and return which labels were matched by which finds."""
    wanted = [one for one in labels if not one.get("uncertain") and (one["is_official"] or not official)]
    others = [_trim(text, one["start"], one["end"]) for one in labels if one not in wanted]
    pairs = _match(text, wanted, found)
    free = [one for one in found if all(one is not quote for _, quote in pairs)]
    wrong = [one for one in free if not any(_touches(_trim(text, one.start, one.end), span) for span in others)]
    tally.add(labelled=len(wanted), found=len(pairs) + len(wrong))
    for label, quote in pairs:
        _compare(tally, text, label, quote)
    if errors is not None:
        missed = [label for label in wanted if all(label is not one for one, _ in pairs)]
        errors += [f"{name}: missed: {text[one['start'] : one['end']][:90]!r}" for one in missed]
        errors += [f"{name}: wrong, {one.rule}: {one.speaker_text!r} {one.text[:90]!r}" for one in wrong]
        errors += [f"{name}: {what}" for label, quote in pairs for what in _differences(label, quote)]
    return pairs


def _match(text: str, labels: list[Labels], found: Sequence[Quote]) -> list[tuple[Labels, Quote]]:
    shared = [
        (_shared(text, label, quote), first, second)
        for first, label in enumerate(labels)
        for second, quote in enumerate(found)
    ]
    pairs: list[tuple[int, int]] = []
    for share, first, second in sorted(shared, key=lambda one: -one[0]):
        if share >= 0.5 and all(first != one and second != other for one, other in pairs):
            pairs.append((first, second))
    return [(labels[first], found[second]) for first, second in pairs]


def _compare(tally: Tally, text: str, label: Labels, quote: Quote) -> None:
    exact = _trim(text, quote.start, quote.end) in _spans(text, label)
    tally.add(matched=1, exact=exact, flag=quote.speaker.is_official == label["is_official"])
    if label["verb"]:
        tally.add(verbs=1, verb=_key(quote.verb) == _key(label["verb"]))
    if label["type"] == "person":
        tally.add(people=1, name=_key(quote.speaker.name) == _key(label["name"]))
        if label["position"] + label["organisation"]:
            tally.add(offices=1, office=_same_office(label, quote))


def _differences(label: Labels, quote: Quote) -> Iterator[str]:
    speaker = quote.speaker
    if label["type"] == "person" and _key(speaker.name) != _key(label["name"]):
        yield f"name: {speaker.name!r} for {label['name']!r}"
    if label["type"] == "person" and label["position"] and not _same_office(label, quote):
        told = f"{label['position']} {label['organisation']}"
        yield f"office: {speaker.position + ' ' + speaker.organisation!r} for {told!r}"
    if speaker.is_official != label["is_official"]:
        yield f"official: {speaker.is_official} for {label['is_official']}: {quote.speaker_text!r}"


def _same_office(label: Labels, quote: Quote) -> bool:
    wanted = set(_key(f"{label['position']} {label['organisation']}").split())
    told = set(_key(f"{quote.speaker.position} {quote.speaker.organisation}").split())
    return 2 * len(wanted & told) / max(1, len(wanted) + len(told)) >= 0.6


def _key(words: str) -> str:
    kept = "".join(letter if letter.isalnum() or letter == "/" else " " for letter in fold(words))
    return " ".join(kept.replace(" thêm", "").split())


def _spans(text: str, label: Labels) -> list[Span]:
    ends = [label["end"], *([label["cont_end"]] if "cont_end" in label else [])]
    return [_trim(text, label["start"], end) for end in ends]


def _shared(text: str, label: Labels, quote: Quote) -> float:
    span = _trim(text, quote.start, quote.end)
    return max(_overlap(span, other) / _union(span, other) for other in _spans(text, label))


def _overlap(one: Span, other: Span) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _union(one: Span, other: Span) -> int:
    return max(1, one[1] - one[0] + other[1] - other[0] - _overlap(one, other))


def _touches(one: Span, other: Span) -> bool:
    return _overlap(one, other) > 0.5 * (one[1] - one[0]) or _overlap(one, other) / _union(one, other) >= 0.3


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in EDGE:
        start += 1
    while end > start and text[end - 1] in EDGE.replace("!", ""):
        end -= 1
    return start, end


def main(arguments: Sequence[str]) -> int:
    """Print the figures of the sets, and with -v what is wrong."""
    sets = [one for one in arguments if one != "-v"]
    for kind, official in (("by officials", True), ("all", False)):
        errors: list[str] = []
        figures = score(official, sets, errors).figures()
        print(f"{kind:13}" + "  ".join(f"{name} {share:.3f}" for name, share in figures.items()))
    if "-v" in arguments:
        print(*errors, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
