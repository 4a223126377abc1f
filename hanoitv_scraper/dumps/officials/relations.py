"""How two bodies stand to each other: the same, of one place, one within the other's, one in the other's stead."""

from __future__ import annotations

from functools import cache

from hanoitv_scraper.dumps.officials.bodies import COMMUNE, DISTRICT, NATION, PROVINCE, Body
from hanoitv_scraper.dumps.officials.organisations import fold_organisation, provinces
from hanoitv_scraper.vietnamese.fold import fold
from hanoitv_scraper.vietnamese.words import words

# What a longer name of the same body goes on with: whom it is under, or where it lies.
PARENTS = (
    " bộ ", " sở ", " tỉnh ", " thành phố ", " huyện ", " quận ", " thị xã ", " xã ", " phường ", " ubnd ", " công an ",
)  # fmt: skip
# Microseconds from 1970 to the day in 2025 on which ministries were merged, and to that on which districts ended.
MINISTRIES_MERGED = 1_740_762_000_000_000
DISTRICTS_ENDED = 1_751_302_800_000_000


def is_same(one: Body, other: Body) -> bool:
    """Tell whether two names are of one body, of which one may leave out its place or whom it is under."""
    short, long = sorted((one.key, other.key), key=len)
    if not long.startswith(short):
        return False
    rest = long[len(short) :].lstrip(",")
    vague = one.vague if one.key == short else other.vague
    return not rest or (rest.startswith(" ") and (vague or rest.startswith(PARENTS)))


def is_same_place(one: Body, other: Body) -> bool:
    return bool(one.place) and _is_named_alike(one, other) and not _apart(one, other)


def _is_named_alike(one: Body, other: Body) -> bool:
    """Tell whether the places of two bodies have one name and level; quận Bình Tân is not huyện Bình Tân."""
    alike = (one.place, one.level) == (other.place, other.level)
    return alike and (one.level == PROVINCE or one.word == other.word)


def _apart(one: Body, other: Body) -> bool:
    """Tell whether two places of one name lie in different places."""
    return bool(one.above and other.above and not one.above & other.above)


def contradicts(one: Body, other: Body) -> bool:
    """Tell whether two places have one name and lie in different places."""
    return bool(one.place) and _is_named_alike(one, other) and _apart(one, other)


def may_be_together(one: Body, other: Body) -> bool:
    """Tell whether one person may hold both offices in one place at a time."""
    return (one.level or 0) <= DISTRICT or (one.leading and other.leading)


def holds(high: Body, low: Body) -> bool:
    """Tell whether one place is known to hold another."""
    if high.place in low.above:
        return bool(high.place)
    return high.place == "hà nội" and low.level == DISTRICT and low.place in _capital_districts()


def took_over(new: Body, old: Body, at: int) -> int | None:
    """Return the level at which a body or place took over in 2025 from one that ended; None where it did not.

    `at` is when the new one is told, in microseconds from 1970.
    """
    if at >= MINISTRIES_MERGED and (old.key, new.key) in _successors():
        return NATION
    if at < DISTRICTS_ENDED:
        return None
    if old.level == new.level == PROVINCE and (old.place, new.place) in _successors():
        return PROVINCE
    if old.level == DISTRICT and new.level == COMMUNE and (old.place == new.place or old.place in new.above):
        return COMMUNE
    return None


@cache
def _capital_districts() -> frozenset[str]:
    return frozenset(map(fold, words("register/capital_districts")))


@cache
def _successors() -> frozenset[tuple[str, str]]:
    """Return what was succeeded by what: places of provinces and cities, ministries by their key."""
    pairs = (entry.partition(">") for entry in words("register/successors"))
    named = ((old.strip(), new.strip()) for old, _, new in pairs)
    return frozenset((_place_or_key(old), _place_or_key(new)) for old, new in named)


def _place_or_key(name: str) -> str:
    return fold(name) if name in provinces() else fold_organisation(name).lower()
