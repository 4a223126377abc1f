"""Interviews: questions and answers in turns, marked by dashes, by who speaks before a colon, or by nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from hanoitv_scraper.extract.quoted_officials.found import Found
from hanoitv_scraper.extract.quoted_officials.mentions import Mention
from hanoitv_scraper.extract.quoted_officials.scene import Scene
from hanoitv_scraper.extract.quoted_officials.spans import trim
from hanoitv_scraper.vietnamese.patterns import any_of

MARK = re.compile(r" ?(?:[-*•+>■●►▪♦] ?)?")
ASKER = re.compile(rf"{any_of('interviewers')}[^:\n?]{{0,30}}: ?")
LABEL = re.compile(r"(?: ?\([^()\n]{1,100}\))? ?: ?")
ANSWERER = re.compile(r"(?:đáp|trả lời) ?: ?")
# Who is spoken to: "Thưa ông", "Ông có thể cho biết"; with a name behind it he is spoken of.
SPOKEN_TO = re.compile(
    rf"(?<!\w)thưa |{any_of('honorifics_male', 'honorifics_female', 'honorifics_other', 'ranks')}(?=[ ,?] ?[^\W\d]*)"
)
WITH = re.compile(rf"{any_of('interviewed')} $")
THANKS = re.compile(r"[^\n]{0,40}(?:cảm|cám) ơn [^\n]{0,80}$")
LAST_WORDS = 120
"""In so many letters at a question's end its question mark must stand: "…? Xin ông nói rõ hơn"."""
LONGEST_QUESTION = 900

Role = Literal["question", "answer", "plain"]


class Turn(NamedTuple):
    """A paragraph of an interview."""

    role: Role
    start: int
    """Where its words begin, behind mark and label."""
    end: int
    speaker: Mention | None
    """Who is named before the colon."""
    colon: int | None


def find_answers(scene: Scene) -> Iterator[Found]:
    """Yield the answers of an interview, each with all its paragraphs; nothing where the text is none."""
    turns = [_read_turn(scene, start, end) for start, end in scene.paragraphs]
    questions = [index for index, turn in enumerate(turns) if turn.role == "question" and _is_answered(turns, index)]
    guest = _find_guest(scene, turns[questions[0]].start) if questions else None
    if len(questions) < 2 and not (questions and turns[questions[0] + 1].role == "answer"):
        return
    for index, following in zip(questions, [*questions[1:], len(turns)], strict=True):
        last = following == len(turns)
        for group in _answers(scene, turns[index + 1 : following], last):
            guest = group[0].speaker or guest
            if guest:
                yield _to_found(scene, group, guest)


def _read_turn(scene: Scene, start: int, end: int) -> Turn:
    folded, plain = scene.shadow.folded, scene.shadow.plain
    mark = MARK.match(folded, start, end)
    at = mark.end() if mark else start
    marked = at > start
    if asker := ASKER.match(folded, at, end):
        return Turn("question", asker.end(), end, None, None)
    speaker = scene.mention_at(at)
    label = LABEL.match(folded, speaker.end, end) if speaker and speaker.kind in {"person", "office"} else None
    if label and label.end() < end:
        return Turn("answer", label.end(), end, speaker, label.start() + label[0].index(":"))
    if answerer := ANSWERER.match(folded, at, end):
        return Turn("answer", answerer.end(), end, None, None)
    asks = "?" in plain[max(at, end - LAST_WORDS) : end] and end - at < LONGEST_QUESTION
    if asks and (marked or _addresses(scene, at, end)):
        return Turn("question", at, end, None, None)
    return Turn("answer" if marked else "plain", at, end, None, None)


def _addresses(scene: Scene, start: int, end: int) -> bool:
    """Tell whether somebody is spoken to: "thưa ông", or "ông" with no name behind it."""
    spoken_to = SPOKEN_TO.search(scene.shadow.folded, start, end)
    if not spoken_to:
        return False
    mentions = scene.mentions_within(start, end)
    return spoken_to[0].startswith("thưa") or any(mention.kind == "pronoun" for mention in mentions)


def _is_answered(turns: list[Turn], index: int) -> bool:
    return index + 1 < len(turns) and turns[index + 1].role != "question"


def _answers(scene: Scene, turns: list[Turn], last: bool) -> Iterator[list[Turn]]:
    """Yield the answers to one question, each as its paragraphs: whoever is named before a colon begins a new one."""
    group: list[Turn] = []
    for turn in turns:
        if THANKS.match(scene.shadow.folded, turn.start, turn.end):
            break
        if group and turn.speaker:
            yield group
            group = []
        if last and group and not turn.speaker and turn.role != "answer":
            break
        group.append(turn)
    if group:
        yield group


def _find_guest(scene: Scene, end: int) -> Mention | None:
    """Return whom the interview is with: who stands behind "phỏng vấn", else who is named last before it begins."""
    told = [mention for mention in scene.mentions_within(0, end) if mention.kind == "person"]
    known = [mention for mention in told if scene.register.resolve(mention)]
    asked = (one for one in known if WITH.search(scene.shadow.folded, max(0, one.start - 20), one.start))
    return next(asked, None) or (known[-1] if known else None)


def _to_found(scene: Scene, answer: list[Turn], guest: Mention) -> Found:
    first = answer[0]
    start, end = trim(scene.shadow.folded, first.start, answer[-1].end)
    cue = (first.colon, first.colon + 1) if first.colon is not None else None
    return Found(start, end, "direct", "interview", (guest,), cue, elided=first.speaker is None)
