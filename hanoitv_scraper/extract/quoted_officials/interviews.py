"""Interviews: questions and answers in turns, marked by dashes, by who speaks before a colon, or by nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal, NamedTuple

from hanoitv_scraper.extract.quoted_officials.found import Found
from hanoitv_scraper.extract.quoted_officials.mentions import Mention
from hanoitv_scraper.extract.quoted_officials.scene import Scene
from hanoitv_scraper.extract.quoted_officials.spans import trim
from hanoitv_scraper.extract.quoted_officials.subjects import find_subjects
from hanoitv_scraper.vietnamese.patterns import any_of

MARK = re.compile(r"(?P<mark>[-*•+>■●►▪♦]) ?")
ASKER = re.compile(rf"{any_of('interviewers')}[^:\n?]{{0,30}}: ?")
LABEL = re.compile(r"(?: ?\([^()\n]{1,100}\))? ?: ?")
ANSWERER = re.compile(r"(?:đáp|trả lời) ?: ?")
HONORIFICS = any_of("honorifics_male", "honorifics_female", "honorifics_other", "ranks")
SPOKEN_TO = re.compile(rf"(?<!\w)thưa |{HONORIFICS}(?=[ ,?])")
WITH = re.compile(rf"{any_of('interviewed')} $")
THANKS = re.compile(r"[^\n.!?]{0,40}(?:cảm|cám) ơn (?![^\n.!?]{60})")
LAST_WORDS = 120
"""In so many letters at a question's end its question mark must stand: "…? Xin ông nói rõ hơn"."""
LONGEST_QUESTION = 900
LONGEST_BARE_QUESTION = 250

Role = Literal["question", "answer", "plain", "thanks"]


class Interview(NamedTuple):
    """What is answered, and where the questions stand, that are nobody's statements."""

    answers: tuple[Found, ...]
    questions: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """A paragraph of an interview, or a part of one where the page lost its paragraphs."""

    role: Role
    start: int
    """Where its words begin, behind mark and label."""
    end: int
    mark: str = ""
    speaker: Mention | None = None
    """Who is named before the colon."""
    colon: int | None = None
    asks: bool = False
    """A question mark stands at its end."""


def read_interview(scene: Scene) -> Interview:
    """Return the answers of an interview, each with all its paragraphs; nothing where the text is none."""
    if "?" not in scene.shadow.folded:
        return Interview((), ())
    turns = _with_roles(scene, [_read_turn(scene, *span) for span in _find_turns(scene)])
    asked = [index for index, turn in enumerate(turns) if turn.role == "question" and _is_answered(turns, index)]
    if len(asked) < 2 and not (asked and turns[asked[0] + 1].role == "answer"):
        return Interview((), ())
    guest = _find_guest(scene, turns[asked[0]].start)
    answers = []
    for index, following in zip(asked, [*asked[1:], len(turns)], strict=True):
        for group in _group_answers(scene, turns[index + 1 : following], following == len(turns)):
            guest = group[0].speaker or guest
            if guest:
                answers.append(_to_found(scene, group, guest))
    return Interview(tuple(answers), tuple((turns[index].start, turns[index].end) for index in asked))


def _find_turns(scene: Scene) -> Iterator[tuple[int, int]]:
    """Yield the spans of paragraphs, cut where a turn begins within one."""
    start, end = 0, 0
    for sentence in scene.sentences:
        opens = sentence.start == sentence.paragraph[0] or _opens_turn(scene, sentence.start, end)
        if opens and end > start:
            yield start, end
        start = sentence.start if opens else start
        end = sentence.end
    if end > start:
        yield start, end


def _opens_turn(scene: Scene, start: int, end_before: int) -> bool:
    """Tell whether a sentence within a paragraph begins a turn: by a bullet, by a dash after "?", by who speaks."""
    folded = scene.shadow.folded
    if mark := MARK.match(folded, start):
        return mark["mark"] != "-" or folded[end_before - 1 : end_before] == "?"
    speaker = scene.mention_at(start)
    return bool(ASKER.match(folded, start)) or bool(
        speaker and speaker.kind == "person" and LABEL.match(folded, speaker.end)
    )


def _read_turn(scene: Scene, start: int, end: int) -> Turn:
    folded = scene.shadow.folded
    mark = MARK.match(folded, start, end)
    at, sign = (mark.end(), mark["mark"]) if mark else (start, "")
    asker = ASKER.match(folded, at, end)
    words = asker.end() if asker else at
    if THANKS.match(folded, words, end):
        return Turn("thanks", words, end, sign)
    if asker:
        return Turn("question", words, end, sign)
    speaker = scene.mention_at(at)
    label = LABEL.match(folded, speaker.end, end) if speaker and speaker.kind in {"person", "office"} else None
    if label and label.end() < end:
        return Turn("answer", label.end(), end, sign, speaker, label.start() + label[0].index(":"))
    if answerer := ANSWERER.match(folded, at, end):
        return Turn("answer", answerer.end(), end, sign)
    asks = "?" in folded[max(at, end - LAST_WORDS) : end] and end - at < LONGEST_QUESTION
    return Turn("plain", at, end, sign, asks=asks)


def _with_roles(scene: Scene, turns: Sequence[Turn]) -> list[Turn]:
    """Return the turns with what each is: that shows by how the others are marked."""
    marked = Counter(turn.mark for turn in turns if turn.role == "plain" and turn.mark)
    asking = Counter(turn.mark for turn in turns if turn.role == "plain" and turn.mark and turn.asks)
    # "* …? - …": one mark asks and another answers; "- …? - …": the same for both; "…? - …": only answers are marked.
    before_marked = sum(
        turn.role == "plain" and not turn.mark and turn.asks and following.mark == "-"
        for turn, following in pairwise(turns)
    )
    only_answers = before_marked > asking["-"] or (
        before_marked > 0 and len(marked) == 1 and 2 * asking["-"] < marked["-"]
    )
    some_address = any(turn.role == "plain" and turn.asks and _addresses(scene, turn) for turn in turns)
    roles = []
    for index, turn in enumerate(turns):
        following = turns[index + 1] if index + 1 < len(turns) else None
        roles.append(replace(turn, role=_pick_role(scene, turn, following, only_answers, some_address and not marked)))
    return roles


def _pick_role(scene: Scene, turn: Turn, following: Turn | None, only_answers: bool, unmarked: bool) -> Role:
    if turn.role != "plain":
        return turn.role
    if turn.mark:
        return "question" if turn.asks and not (only_answers and turn.mark == "-") else "answer"
    if not turn.asks:
        return "plain"
    if _addresses(scene, turn) or (only_answers and following and following.mark):
        return "question"
    return "question" if unmarked and turn.end - turn.start < LONGEST_BARE_QUESTION else "plain"


def _addresses(scene: Scene, turn: Turn) -> bool:
    """Tell whether somebody is spoken to: "thưa ông", or "ông" with no name behind it."""
    spoken_to = SPOKEN_TO.search(scene.shadow.folded, turn.start, turn.end)
    if not spoken_to:
        return False
    mentions = scene.mentions_within(turn.start, turn.end)
    return spoken_to[0].startswith("thưa") or any(mention.kind == "pronoun" for mention in mentions)


def _is_answered(turns: Sequence[Turn], index: int) -> bool:
    return index + 1 < len(turns) and turns[index + 1].role in {"answer", "plain"}


def _group_answers(scene: Scene, turns: Sequence[Turn], last: bool) -> Iterator[list[Turn]]:
    """Yield the answers to one question, each as its paragraphs: whoever is named before a colon begins a new one."""
    group: list[Turn] = []
    for turn in turns:
        if turn.role == "thanks" or (group and turn.role == "plain" and (last or _reports(scene, turn))):
            break
        if group and turn.speaker:
            yield group
            group = []
        group.append(turn)
    if group:
        yield group


def _reports(scene: Scene, turn: Turn) -> bool:
    """Tell whether a paragraph is the reporter's: it tells what somebody said, by name or office."""
    sentences = [one for one in scene.sentences_within(turn.start, turn.end) if one.cues]
    subjects = (find_subjects(scene, one, cue) for one in sentences for cue in one.cues[:3])
    return any(found and found[0].kind in {"person", "office"} and not found[0].pointing for found in subjects)


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
