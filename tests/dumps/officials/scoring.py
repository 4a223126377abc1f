"""How well the register tells who is who, over labelled people: `python -m tests.dumps.officials.scoring [-v] [SET …]`.

Each line of `cases/*.jsonl` is one quote by an invented person, in the order in which articles came. Two quotes of one
person that the register gives one id are a right pair. B-cubed weighs each quote alike: the mean share of its id's
quotes that are its person's, and of its person's quotes that have its id.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from hanoitv_scraper.dumps.officials.register import Register
from hanoitv_scraper.items import VIETNAM, Article, QuotedSpeaker, Statement

CASES = Path(__file__).parent / "cases"
SETS = ("open", "held")
STATEMENT = Statement(
    text="a", form="indirect", verb="nói", field="body", start=0, end=1, speaker_text=None, speaker_start=None,
    speaker_end=None, rule="cue-before", confidence=0.9,
)  # fmt: skip
Observation = dict[str, Any]


def read_cases(name: str) -> list[Observation]:
    """Return a set's quotes in the order of their days, as a site is crawled."""
    lines = (CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return sorted(map(json.loads, lines), key=lambda one: (one["day"], one["article"]))


def to_speaker(observation: Observation) -> QuotedSpeaker:
    return QuotedSpeaker(
        name=observation["name"], honorific=None, rank=None, position=observation["position"],
        organisation=observation["organisation"], type="person", former=observation["former"], quotes=(STATEMENT,),
    )  # fmt: skip


def to_articles(observations: Iterable[Observation]) -> list[Article]:
    """Return the articles that hold the quotes; who held office once stands among the others, as pages are read."""
    articles = []
    for id, group in groupby(observations, key=lambda one: one["article"]):
        told = list(group)
        articles.append(
            Article(
                id=f"hanoitv:{id}", site="hanoitv", url=f"http://hanoitv.vn/{id}.html", title="Tin", body="a",
                timestamp=datetime.fromisoformat(told[0]["day"]).replace(tzinfo=VIETNAM),
                quoted_officials=tuple(to_speaker(one) for one in told if not one["former"]),
                quoted_others=tuple(to_speaker(one) for one in told if one["former"]),
            )
        )  # fmt: skip
    return articles


def identify(observations: Sequence[Observation]) -> tuple[Register, list[str]]:
    """Return the closed register of a set, and the id that it gives each quote."""
    articles = to_articles(observations)
    register = Register()
    for article in articles:
        register.add(article)
    register.close(lambda *_: True)
    by_id = {article.id: article for article in articles}
    ids = (register.official_id(by_id[f"hanoitv:{one['article']}"], to_speaker(one)) for one in observations)
    return register, [id or "none" for id in ids]


def score(persons: Sequence[str], ids: Sequence[str]) -> dict[str, float]:
    """Return pairwise and B-cubed precision and recall of ids against the persons meant."""
    both, found, meant = Counter(zip(persons, ids, strict=True)), Counter(ids), Counter(persons)
    right = _pairs(both)
    pairs = list(zip(persons, ids, strict=True))
    return {
        "precision": right / (_pairs(found) or 1),
        "recall": right / (_pairs(meant) or 1),
        "B-cubed precision": sum(both[pair] / found[pair[1]] for pair in pairs) / len(pairs),
        "B-cubed recall": sum(both[pair] / meant[pair[0]] for pair in pairs) / len(pairs),
    }


def _pairs(counts: Counter[Any]) -> int:
    return sum(count * (count - 1) // 2 for count in counts.values())


def right_links(name: str) -> Counter[tuple[str, bool]]:
    """Return how often each kind of evidence joined what is one person's, and what is not."""
    observations = read_cases(name)
    register, ids = identify(observations)
    persons: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one, id in zip(observations, ids, strict=True):
        persons[id, f"hanoitv:{one['article']}"].add(one["person"])
    first = {id: one["person"] for one, id in reversed(list(zip(observations, ids, strict=True)))}
    return Counter(
        (link.evidence, persons[official.id, link.article_id] == {first[official.id]})
        for official in register.officials()
        for link in official.links
    )


def main(arguments: Sequence[str]) -> None:
    for name in [argument for argument in arguments if argument != "-v"] or SETS:
        observations = read_cases(name)
        _, ids = identify(observations)
        persons = [one["person"] for one in observations]
        print(name, len(observations), "quotes by", len(set(persons)), "people:", end=" ")
        print(", ".join(f"{what} {figure:.3f}" for what, figure in score(persons, ids).items()))
        print("  links:", dict(sorted(right_links(name).items())))
        if "-v" in arguments:
            _show_errors(observations, ids)


def _show_errors(observations: Sequence[Observation], ids: Sequence[str]) -> None:
    of_id, of_person = defaultdict(set), defaultdict(set)
    for one, id in zip(observations, ids, strict=True):
        of_id[id].add(one["person"])
        of_person[one["person"]].add(id)
    for one, id in sorted(zip(observations, ids, strict=True), key=lambda pair: (pair[0]["name"], pair[0]["day"])):
        wrong = "MERGED" if len(of_id[id]) > 1 else "SPLIT" if len(of_person[one["person"]]) > 1 else ""
        if wrong:
            print(
                f"  {wrong:7}{one['person']:5}{id} {one['day']} {one['name']}, {one['position']} {one['organisation']}"
            )


if __name__ == "__main__":
    main(sys.argv[1:])
