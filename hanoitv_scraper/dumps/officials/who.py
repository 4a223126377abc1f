"""Who is who, decided as articles come and never undone."""

from __future__ import annotations

from collections.abc import Sequence

from hanoitv_scraper.dumps.officials.entries import Entry
from hanoitv_scraper.dumps.officials.evidence import TOO_MUCH, Found, Span, weigh
from hanoitv_scraper.dumps.officials.names import share_of_bearers
from hanoitv_scraper.dumps.officials.people import People, Person
from hanoitv_scraper.dumps.tables import Evidence

# Of a name with more persons than this only bodies tell whom it means; looking at all would take long.
MANY = 50
# Of so many at most it is looked at again whether two are one.
FEW = 4
# What only time brings out.
FOLLOWING = frozenset({"rose", "name alone", "same place"})
# How many others of that name come into question where another version of an article tells another body.
OF_ONE_ARTICLE = 500


class WhoIsWho:
    """Finds for each entry the person who is meant, or mints one."""

    def __init__(self, people: People) -> None:
        self._people = people
        self._version = 0
        self._article_id = ""
        self._at: int | None = None

    def open_version(self, version: int, article_id: str, at: int | None) -> None:
        """Say which version the next entries are of; `at` is when it was published, in microseconds from 1970."""
        self._version, self._article_id, self._at = version, article_id, at

    def identify(self, entries: Sequence[Entry], earlier: Person | None) -> list[Person]:
        """Return who are meant by the entries of one name in a version.

        Two who hold two offices are two, unless they are known as one. Who held another before is the one who holds
        office now.
        `earlier` is the one of that name whom the version before of the article quotes.
        """
        now = {entry.office: entry for entry in entries if not entry.former}
        if len(now) > 1:
            earlier = None
        holders: dict[tuple[str, str, bool], Person] = {}
        for office, entry in now.items():
            holders[office] = self._find_or_mint(entry, tuple(holders.values()), earlier)
        self._people.keep_apart(tuple(holders.values()))
        for entry in entries:
            if not entry.former:
                continue
            if len(now) == 1:
                ((office, held),) = now.items()
                holders[office] = holders[entry.office] = self._join(entry, holders[office], held)
            else:
                holders[entry.office] = self._find_or_mint(entry, (), earlier)
        return [holders[entry.office] for entry in entries]

    def _find_or_mint(self, entry: Entry, taken: Sequence[Person], earlier: Person | None) -> Person:
        known = self._people.of_body(entry.name, entry.body_key) if entry.clear else None
        if known:
            if earlier and earlier is not known and share_of_bearers(entry.name) * OF_ONE_ARTICLE <= TOO_MUCH:
                known = self._merge("same article", known, earlier, entry)
            return self._reconsider(entry, self._settle(entry, known))
        if earlier:
            return self._settle(entry, self._link("same article", entry, earlier, None))
        best = self._best(entry, taken)
        if best:
            found, person = best
            return self._settle(entry, self._link(found.evidence, entry, person, found.span))
        return self._settle(entry, self._people.mint(entry.name, self._article_id, entry.body_key))

    def _join(self, entry: Entry, person: Person, now: Entry) -> Person:
        """Return the person whom an article quotes in one office and names as having held another."""
        known = self._people.of_body(entry.name, entry.body_key) if entry.clear else None
        if known and known is not person:
            person = self._merge("said in the text", known, person, entry)
        elif not known:
            self._link("said in the text", entry, person, person.spans.get(now.body_key))
        return self._settle(entry, person)

    def _best(self, entry: Entry, taken: Sequence[Person]) -> tuple[Found, Person] | None:
        """Return who of that name it is with what speaks for it; None where nothing does, or the same for two."""
        alive = [person for person in self._people.named(entry.name) if person not in taken]
        if not alive or len(alive) > MANY:
            return None
        share, new = share_of_bearers(entry.name), self._spans(entry)
        weighed = ((weigh(share, person.spans.values(), new), person) for person in alive)
        found = [(reason, person) for reason, person in weighed if reason and not (reason.weak and len(alive) > 1)]
        found.sort(key=lambda pair: pair[0].doubt)
        if not found or (len(found) > 1 and found[0][0].doubt == found[1][0].doubt):
            return None
        return found[0]

    def _reconsider(self, entry: Entry, person: Person) -> Person:
        """Return whom a person is found to be once an earlier office has been silent for long."""
        alive = list(self._people.named(entry.name))
        if not 1 < len(alive) <= FEW:
            return person
        share = share_of_bearers(entry.name)
        for other in alive:
            if other is person or self._people.are_apart(person, other):
                continue
            found = weigh(share, other.spans.values(), person.spans.values())
            if found and found.evidence in FOLLOWING and not (found.weak and len(alive) > 2):
                return self._merge(found.evidence, person, other, entry)
        return person

    def _settle(self, entry: Entry, person: Person) -> Person:
        """Note what a person was quoted as, and when."""
        for span in self._spans(entry):
            person.spans.setdefault(entry.body_key, Span(span.body)).stretch(span)
        if entry.clear:
            self._people.put(entry.name, entry.body_key, person)
        return person

    def _spans(self, entry: Entry) -> tuple[Span, ...]:
        """Return when the entry's office is told as held, as far as that is known."""
        if entry.body is None:
            return ()
        at = None if entry.former else self._at
        site = self._article_id.partition(":")[0]
        return (Span(entry.body, at, at, 1, frozenset((site,)), frozenset((entry.position,))),)

    def _link(self, evidence: Evidence, entry: Entry, person: Person, held: Span | None) -> Person:
        """Note why an office joined a person's."""
        if entry.body_key not in person.spans and all(joined != entry.body_key for _, _, joined, _ in person.links):
            joined_to = held.body.key if held else next(iter(person.spans), "")
            person.links.append((evidence, self._version, entry.body_key, joined_to))
        return person

    def _merge(self, evidence: Evidence, one: Person, other: Person, entry: Entry) -> Person:
        """Note why two persons are one."""
        joined_to = next((key for key in (*one.spans, *other.spans) if key != entry.body_key), "")
        kept = self._people.merge(one, other)
        kept.links.append((evidence, self._version, entry.body_key, joined_to))
        return kept
