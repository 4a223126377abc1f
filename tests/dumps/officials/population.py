"""Confidence measured: `python -m tests.dumps.officials.population [PEOPLE]`.

Invents a country of officials, named as often as Vietnamese are (by `vietnamese/register/*_shares.txt`), in wards,
districts, departments, provinces and ministries; one in four moves once, most within their place or upwards. Each is
quoted a few times. Counts how often each kind of evidence joined what is one person's.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

from hanoitv_scraper.dumps.officials.organisations import provinces
from hanoitv_scraper.items import Article
from hanoitv_scraper.vietnamese.words import words
from tests.dumps.officials.made import article, closed, quoted
from tests.dumps.officials.scoring import score

FIRST, DAYS = date(2021, 1, 1), 1_460
SECTORS = ("Y tế", "Giáo dục và Đào tạo", "Tài chính", "Xây dựng", "Nội vụ", "Tư pháp", "Công Thương", "Du lịch")
UNLISTED = {"surname_shares": 60, "middle_shares": 120, "given_shares": 150}
Office = tuple[str, str]


class Names:
    """Draws names as often as they are borne."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._parts = [self._part(name) for name in UNLISTED]

    def draw(self) -> str:
        return " ".join(self._rng.choices(*part)[0] for part in self._parts)

    def _part(self, name: str) -> tuple[list[str], list[float]]:
        entries = [entry.split(" = ") for entry in words(f"register/{name}")]
        shares = [float(share) for _, share in entries]
        others = [f"{name[0].upper()}{chr(97 + number // 12)}{number % 12}a" for number in range(UNLISTED[name])]
        rest = max(1_000 - sum(shares), 0) / len(others)
        return [listed for listed, _ in entries] + others, shares + [rest] * len(others)


def places() -> Iterator[tuple[str, str]]:
    """Yield districts, each with the province or city that it is in."""
    for province in provinces():
        for number in range(12):
            yield f"{'quận' if number < 3 else 'huyện'} {province} Mẫu {number}", province


def offices(rng: Random, districts: Sequence[tuple[str, str]]) -> list[Office]:
    """Return the offices of a career: one, or two of which the second is where such people go."""
    district, province = rng.choice(districts)
    level = provinces()[province]
    committee = ("Quận ủy " if district.startswith("quận") else "Huyện ủy ") + district.partition(" ")[2]
    ward = f"{rng.choice(('phường', 'xã'))} Mẫu {rng.randrange(1_500)}"
    at_ward = [("Chủ tịch", f"UBND {ward}"), ("Bí thư", f"Đảng ủy {ward}"), ("Trưởng", f"Công an {ward}")]
    at_district = [("Chủ tịch", f"UBND {district}"), ("Bí thư", committee), ("Phó Chủ tịch", f"UBND {district}")]
    at_province = [("Giám đốc", f"Sở {sector} {province}") for sector in SECTORS]
    at_province += [("Phó Chủ tịch", f"UBND {level} {province}")] * 3
    of_nation = [("Thứ trưởng", f"Bộ {sector}") for sector in SECTORS[:6]]
    elsewhere = [("Bí thư", f"Huyện ủy {rng.choice(districts)[0].partition(' ')[2]}")]
    ladder = (at_ward, at_district, at_province, of_nation)
    step = rng.choices((0, 1, 2, 3), (60, 25, 13, 2))[0]
    first = rng.choice(ladder[step])
    if rng.random() > 0.25:
        return [first]
    ways = (ladder[step], ladder[min(step + 1, 3)], elsewhere if step == 1 else ladder[step])
    return [first, rng.choice(rng.choices(ways, (60, 30, 10))[0])]


def live(people: int, rng: Random) -> tuple[list[Article], list[int]]:
    """Return the articles that quote them, in the order of their days, and whom each quotes."""
    names, districts, said = Names(rng), list(places()), []
    for person in range(people):
        name, career, starts = names.draw(), offices(rng, districts), rng.randrange(DAYS)
        for number, office in enumerate(career):
            since = starts + 500 * number
            said += [(since + rng.randrange(400), person, name, office) for _ in range(1 + int(rng.expovariate(0.5)))]
    said.sort()
    articles = [
        article(number, str(FIRST + timedelta(days=day)), quoted(name, *office))
        for number, (day, _, name, office) in enumerate(said)
    ]
    return articles, [person for _, person, _, _ in said]


def main(people: int) -> None:
    articles, meant = live(people, Random(8))
    register = closed(articles)
    ids = [register.official_id(one, one.quoted_officials[0]) or "" for one in articles]
    of_id: dict[str, Counter[int]] = defaultdict(Counter)
    for id, person in zip(ids, meant, strict=True):
        of_id[id][person] += 1
    who = {one.id: person for one, person in zip(articles, meant, strict=True)}
    links = Counter(
        (link.evidence, who[link.article_id] == of_id[official.id].most_common(1)[0][0])
        for official in register.officials()
        for link in official.links
    )
    print(people, "people,", len(articles), "quotes:", score([str(person) for person in meant], ids))
    for evidence in sorted({evidence for evidence, _ in links}):
        right, wrong = links[evidence, True], links[evidence, False]
        print(f"  {evidence}: {right} of {right + wrong} right, {right / (right + wrong):.3f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
